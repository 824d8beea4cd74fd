"""Laws of effort against value: shares add up to one, no order and no unit matters, a mismatch is what must move."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.effort import (
    ENOUGH,
    REAL,
    Finding,
    Party,
    apart,
    compared,
    decimal_of,
    gathered,
    in_steps,
    role_of,
    shared_out,
    shares,
    to_call,
    total,
)
from valueloop.domain.names import fold

PEOPLE = st.sampled_from("abcdef")
PARTS = st.fractions(0, 10_000, max_denominator=60)
AMOUNTS = st.dictionaries(st.text("abcé", min_size=1, max_size=3), PARTS, max_size=7)
TOUCHES = st.lists(st.tuples(st.lists(PEOPLE, max_size=4), st.sampled_from([1, Fraction(3, 2), Fraction(1, 3)])))
ROLES = st.sampled_from(["", "buyer", "Buyer", "BÜYER", "planner", "chief"])
PARTIES = st.lists(st.builds(Party, ROLES, ROLES, PARTS, PARTS, PARTS, effort=PARTS, worth=PARTS), max_size=8)
ROLE = attrgetter("role")


def one(amounts: Mapping[str, Fraction]) -> int:
    """What shares of these add up to: one, or nothing where there is nothing."""
    return int(any(amounts.values()))


@given(st.lists(PARTS))
def test_a_total_is_the_exact_sum(amounts: list[Fraction]) -> None:
    assert total(amounts) == sum(amounts, Fraction(0))


@given(TOUCHES)
def test_what_people_had_of_touches_adds_up_to_the_touches(touches: list[tuple[list[str], Fraction | int]]) -> None:
    found = shared_out(touches)
    assert sum(found.values(), Fraction(0)) == sum((Fraction(weight) for who, weight in touches if who), Fraction(0))
    assert set(found) == {each for who, _ in touches for each in who}


@given(TOUCHES, st.randoms())
def test_the_order_of_touches_does_not_matter(touches: list[tuple[list[str], Fraction | int]], dice: Random) -> None:
    mixed = [(dice.sample(who, len(who)), weight) for who, weight in touches]
    dice.shuffle(mixed)
    assert shared_out(mixed) == shared_out(touches)


def test_a_touch_is_shared_evenly_and_a_person_is_there_once() -> None:
    found = shared_out([(["a", "b", "a"], 1), (["a", "b", "c"], 1), ([], 1)])
    assert found == {"a": Fraction(5, 6), "b": Fraction(5, 6), "c": Fraction(1, 3)}


@given(AMOUNTS, st.fractions(Fraction(1, 1000), 1000))
def test_shares_add_up_to_one_and_do_not_depend_on_the_unit(amounts: dict[str, Fraction], unit: Fraction) -> None:
    found = shares(amounts)
    assert sum(found.values(), Fraction(0)) == one(amounts)
    assert shares({key: each * unit for key, each in amounts.items()}) == found


@given(AMOUNTS)
def test_shares_in_steps_still_add_up_to_one_and_none_is_a_step_away(amounts: dict[str, Fraction]) -> None:
    exact = shares(amounts)
    found = in_steps(exact)
    assert sum(found.values(), Decimal(0)) == one(amounts)
    assert all(abs(Fraction(found[key]) - exact[key]) < Fraction(1, 10_000) for key in exact)
    assert in_steps(dict(reversed(exact.items()))) == found, "of equals the first by name has the step that is left"
    assert found.keys() == exact.keys()


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_apart_is_a_distance(a: dict[str, Fraction], b: dict[str, Fraction], c: dict[str, Fraction]) -> None:
    one, two, three = shares(a), shares(b), shares(c)
    assert 0 <= apart(one, two) <= 1
    assert apart(one, one) == 0
    assert apart(one, two) == apart(two, one)
    assert apart(one, three) <= apart(one, two) + apart(two, three)


def test_apart_is_what_must_move() -> None:
    third = Fraction(1, 3)
    assert apart({"a": Fraction(1)}, {"b": Fraction(1)}) == 1
    assert apart({"a": third, "b": 2 * third}, {"a": 2 * third, "b": third}) == third


@given(st.fractions(-100, 100), st.integers(0, 6))
def test_a_fraction_is_rounded_half_to_even(exact: Fraction, places: int) -> None:
    assert Fraction(decimal_of(exact, places)) == round(exact, places)
    assert abs(Fraction(decimal_of(exact)) - exact) < Fraction(1, 10**40)


@pytest.mark.parametrize(
    ("name", "role", "said"),
    [
        ("plant manager", "", "plant manager"),
        ("plant manager", "CEO", "CEO"),
        ("Ms Adeyemi", " ", ""),
        (" éditeur", "", "éditeur"),
        ("3rd shift", "", ""),
    ],
)
def test_a_name_in_small_letters_is_a_role(name: str, role: str, said: str) -> None:
    assert role_of(name, role) == said


@given(st.lists(ROLES))
def test_spellings_of_a_name_are_one_by_whatever_order(names: list[str]) -> None:
    found = gathered(names, str)
    assert set(found) == {fold(each) for each in names}
    assert sorted(each for _, those in found.values() for each in those) == sorted(names)
    assert {key: called for key, (called, _) in gathered(names[::-1], str).items()} == {
        key: called for key, (called, _) in found.items()
    }
    assert gathered(["Buyer", "BUYER", "buyer", "buyer "], str)["buyer"][0] == "buyer"
    assert gathered(["buyer", "Buyer"], str)["buyer"][0] == "Buyer", "used as often: the first by alphabet"


@given(PARTIES, st.integers(0, 20), st.fractions(Fraction(1, 50), 50), st.randoms())
def test_a_comparison_holds_its_laws(parties: list[Party], touches: int, unit: Fraction, dice: Random) -> None:
    found = compared(parties, ROLE, touches)
    for read in (attrgetter("of_effort"), attrgetter("of_worth")):
        assert sum((read(each) for each in found.groups), Decimal(0)) in (0, 1)
    assert sum(each.people for each in found.groups) == len(parties)
    for read in (attrgetter("touches"), attrgetter("inbound"), attrgetter("hours"), attrgetter("worth")):
        assert total(read(each) for each in found.groups) == total(read(each) for each in parties)
    scaled = compared([replace(each, worth=each.worth * unit) for each in parties], ROLE, touches)
    assert (scaled.apart, scaled.finding) == (found.apart, found.finding)
    assert [(each.name, each.of_worth) for each in scaled.groups] == [
        (each.name, each.of_worth) for each in found.groups
    ]
    mixed = parties.copy()
    dice.shuffle(mixed)
    assert compared(mixed, ROLE, touches) == found


def two(effort: int, worth: int, role: str = "planner", touches: int = ENOUGH) -> Finding:
    """A buyer who has the rest of a hundred of both, against somebody of a role."""
    buyer = Party("buyer", "", effort=Fraction(100 - effort), worth=Fraction(100 - worth))
    return compared([buyer, Party(role, "", effort=Fraction(effort), worth=Fraction(worth))], ROLE, touches).finding


def test_a_mismatch_is_real_from_a_quarter_on_and_with_five_touches() -> None:
    assert Fraction(1, ENOUGH) < REAL, "one touch alone makes no mismatch"
    assert [two(50, worth) for worth in (74, 75)] == [Finding.ALIKE, Finding.APART]
    assert [two(10, 90, touches=touches) for touches in (4, 5)] == [Finding.FEW, Finding.APART]


def test_without_value_or_names_nothing_is_said() -> None:
    assert [two(each, 10, role="") for each in (49, 50)] == [Finding.APART, Finding.UNNAMED]
    assert [two(10, each, role="") for each in (49, 50)] == [Finding.APART, Finding.UNNAMED]
    assert compared([Party("buyer", "", effort=Fraction(1))], ROLE, 9).finding is Finding.UNVALUED
    assert compared([], ROLE, 0).finding is Finding.UNVALUED


def test_groups_stand_by_value_then_effort_then_name_and_no_name_is_last() -> None:
    parties = [
        Party("", "", worth=Fraction(9)),
        Party("b", ""),
        Party("a", ""),
        Party("c", "", effort=Fraction(1)),
        Party("d", "", worth=Fraction(1)),
    ]
    assert [each.name for each in compared(parties, ROLE, 9).groups] == ["d", "c", "a", "b", ""]


@given(PARTIES)
def test_who_is_to_be_called_has_more_of_the_value_than_of_the_effort(parties: list[Party]) -> None:
    effort = shares(dict(enumerate(each.effort for each in parties)))
    worth = shares(dict(enumerate(each.worth for each in parties)))
    found = to_call(parties)
    gaps = [worth[at] - effort[at] for at in found]
    assert gaps == sorted(gaps, reverse=True)
    assert all(gap > 0 for gap in gaps)
    assert all(parties[at].worth > 0 for at in found)
    if found:
        assert sum(gaps) >= REAL


def test_nobody_is_to_be_called_where_effort_and_value_agree() -> None:
    ann, bob = (
        Party("", "", effort=Fraction(30), worth=Fraction(54)),
        Party("", "", effort=Fraction(70), worth=Fraction(46)),
    )
    assert to_call([ann, bob]) == ()
    assert to_call([replace(ann, worth=Fraction(55)), replace(bob, worth=Fraction(45))]) == (0,)
    assert to_call([ann, replace(ann, effort=Fraction(0)), replace(ann, effort=Fraction(0))]) == (1, 2)
    assert to_call([]) == ()
