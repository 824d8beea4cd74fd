"""A map as its customer sees it: nothing of ours, and every total is the sum of what is shown."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.money import Money
from valueloop.domain.page.contact import Person
from valueloop.domain.page.map import EntryView, ImpactView, MapPage, NeedOnMap, PersonMap
from valueloop.domain.page.their_map import their_map, theirs
from valueloop.domain.value.line import Status
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import UNMEASURED, Kind, Rung


def euro(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def impact(number: int, line: int | None = 1, **changes: object) -> ImpactView:
    made = ImpactView(
        number, "better", False, line, euro(100), False, Status.ACCEPTED, Source.SAID, ("boss",), "boss", "boss", None
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def entry(number: int, *impacts: ImpactView, rung: Rung = Rung.SAID) -> EntryView:
    return EntryView(number, Kind.ISSUE, "stops", rung, 3, impacts, euro(0), euro(0), False, UNMEASURED, None)


def page(*maps: tuple[EntryView, ...]) -> MapPage:
    who = Person("boss", "", "", None, 0, None, None, "", "", "", 0, None)
    need = NeedOnMap(1, "pride", True, Decimal("0.5"))
    made = tuple(PersonMap(who, each, (Kind.METRIC,), euro(7), euro(7), (need,)) for each in maps)
    return MapPage("Acme", (), made, euro(0), euro(0), euro(0), ())


def test_guesses_and_what_is_personal_are_left_out() -> None:
    shown = their_map(page((entry(1, rung=Rung.GUESS), entry(2, impact(1, None, personal=True), impact(2)))))
    (found,) = shown.maps
    assert [each.number for each in found.entries] == [2]
    assert [each.number for each in found.entries[0].impacts] == [2]
    assert (found.needs, found.gaps) == ((), ())


def test_money_hidden_with_a_guess_is_counted_where_it_is_seen() -> None:
    """The line was counted at the guessed entry's impact, which a customer does not see."""
    guessed = entry(1, impact(1), rung=Rung.GUESS)
    seen = entry(2, impact(2, counted_at=1))
    (found,) = their_map(page((guessed, seen))).maps
    assert found.entries[0].impacts[0].counted_at is None
    assert found.accepted == euro(100)
    (nothing,) = their_map(page((guessed,))).maps
    assert nothing.accepted == euro(0), "what is not shown is in no total"


def test_a_line_is_counted_once_over_all_maps_of_the_page() -> None:
    first, second = their_map(page((entry(1, impact(1)),), (entry(2, impact(2)),))).maps
    assert (first.accepted, second.accepted) == (euro(100), euro(0))
    assert second.entries[0].impacts[0].counted_at == 1


@pytest.mark.parametrize(
    "ours",
    [
        impact(1, status=Status.POTENTIAL, source=Source.GUESS),
        impact(1, status=Status.POTENTIAL, source=None),
        impact(1, status=Status.REFUTED),
        impact(1, None, amount=None, status=None, source=None),
    ],
)
def test_money_of_ours_is_no_money_of_theirs(ours: ImpactView) -> None:
    assert not theirs(ours)
    (found,) = their_map(page((entry(1, ours),))).maps
    (seen,) = found.entries[0].impacts
    assert (seen.amount, seen.line, seen.said_by, seen.counted_at) == (None, None, (), None)
    assert found.accepted == found.potential == euro(0)


def test_what_they_said_is_potential_and_what_comes_once_is_in_no_yearly_sum() -> None:
    said, once = impact(1, status=Status.POTENTIAL), impact(2, 2, once=True)
    (found,) = their_map(page((entry(1, said, once),))).maps
    assert (found.accepted, found.potential) == (euro(0), euro(100))


def test_what_is_about_pride_alone_is_left_out_where_others_read() -> None:
    proud, bare = entry(1, impact(1, None, personal=True)), entry(2)
    assert [each.number for each in their_map(page((proud, bare))).maps[0].entries] == [1, 2]
    assert [each.number for each in their_map(page((proud, bare)), proud=False).maps[0].entries] == [2]


@given(st.lists(st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.sampled_from(Rung)), max_size=4), max_size=3))
def test_totals_are_the_sums_of_the_rows(maps: list[list[tuple[int, bool, Rung]]]) -> None:
    number = iter(range(1, 100))
    made = tuple(
        tuple(
            entry(
                next(number),
                impact(next(number), line, status=Status.ACCEPTED if sure else Status.POTENTIAL),
                rung=rung,
            )
            for line, sure, rung in each
        )
        for each in maps
    )
    for found in their_map(page(*made)).maps:
        rows = [one for each in found.entries for one in each.impacts if one.counted_at is None]
        for status, total in ((Status.ACCEPTED, found.accepted), (Status.POTENTIAL, found.potential)):
            assert total.amount == sum(each.amount.amount for each in rows if each.amount and each.status is status)
