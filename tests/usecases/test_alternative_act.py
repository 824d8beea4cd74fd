"""What the customer may do instead: alternatives, how we differ from them, and what is refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump
from valueloop.domain.money import Money
from valueloop.domain.page.case_act import AlternativeAdded, DifferenceSet
from valueloop.domain.page.value import WorthView
from valueloop.domain.value.alternative import Kind
from valueloop.errors import Ambiguous, Conflict, Invalid, Refused, Unknown, ValueloopError
from valueloop.usecases.worth import value


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def weighed(seller: Seller, at: int = 0) -> WorthView:
    return value(seller.store, "mega").worth[at]


def story(seller: Seller) -> None:
    """One with an alternative that nobody has weighed yet."""
    seller.alternative("The incumbent's controller", "50k", Kind.INCUMBENT, "12k", energy="240k", service="?")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_an_alternative_is_kept_with_its_differences_and_opens_a_deal(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    differs = {" drier corn ": "€2.5k", "yield": "-3k", "safety": " ? "}
    done = seller.alternative("  Enforce ", "€36k", Kind.COMPETITOR, "1k", **differs)
    assert done.what == AlternativeAdded(
        1,
        "Enforce",
        Kind.COMPETITOR,
        euros(36_000),
        euros(1_000),
        (
            DifferenceSet("drier corn", euros(2_500)),
            DifferenceSet("yield", euros(-3_000)),
            DifferenceSet("safety", None),
        ),
    )
    assert [row[2:5] for row in dump(seller.store.path)["deal"]] == [(1, "open", "2026-06-15")]
    found = weighed(seller)
    assert (found.name, found.worth, found.unknown) == ("Enforce", euros(34_500), ("safety",))
    seller.undo()
    assert dump(seller.store.path)["deal"] == []


def test_alternatives_are_numbered_and_doing_nothing_is_the_last(seller: Seller) -> None:
    assert seller.alternative("by hand", kind=Kind.THEMSELVES).what.number == 2
    page = value(seller.store, "mega")
    assert [(each.name, each.kind, each.worth) for each in page.worth] == [
        ("The incumbent's controller", Kind.INCUMBENT, euros(278_000)),
        ("by hand", Kind.THEMSELVES, euros(0)),
        ("do nothing", None, None),
    ]
    assert page.next_best == "by hand"


def test_doing_nothing_is_there_in_any_case(seller: Seller) -> None:
    for name in ("do nothing", " Do  NOTHING"):
        with pytest.raises(Refused, match="doing nothing is always an alternative"):
            seller.alternative(name, "5k")


def test_an_alternative_of_that_name_is_a_conflict_within_a_deal(seller: Seller) -> None:
    with pytest.raises(Conflict, match="an alternative 'the INCUMBENT's controller' is there already in this deal"):
        seller.alternative("the INCUMBENT's controller")
    seller.lose()
    assert seller.alternative("the incumbent's controller").what.number == 1, "another deal counts its own"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": " "}, Invalid),
        ({"price": "dear"}, Invalid),
        ({"price": "-5k"}, Invalid),
        ({"price": "$5k"}, Conflict),
        ({"switching": "1k..2k"}, Invalid),
        ({"switching": "£1k"}, Conflict),
        ({"energy": "1k/2k/3k"}, Invalid),
        ({"energy": "1k..2k"}, Invalid),
        ({"energy": "5k/year"}, Invalid),
        ({"energy": "much"}, Invalid),
        ({"energy": "$5k"}, Conflict),
        ({"energy": ""}, Unknown),
        ({" ": "5k"}, Invalid),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    typed: dict[str, str], wrong: type[ValueloopError], tmp_path: Path
) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    with pytest.raises(wrong):
        seller.alternative(**{"name": "by hand", "first": "5k", **typed})  # type: ignore[arg-type]
    assert dump(seller.store.path) == before


def test_a_difference_is_set_set_again_unknown_and_taken_away(seller: Seller) -> None:
    before = dump(seller.store.path)
    told = [
        (typed, seller.differ("incumbent", **typed).what.differences[0], weighed(seller).worth)
        for typed in ({"service": "-20k"}, {"SERVICE": "5k"}, {"service": "?"}, {"service": " "})
    ]
    assert [(each.name.lower(), each.amount, each.gone, worth) for _, each, worth in told] == [
        ("service", euros(-20_000), False, euros(258_000)),
        ("service", euros(5_000), False, euros(283_000)),
        ("service", None, False, euros(278_000)),
        ("service", None, True, euros(278_000)),
    ]
    assert weighed(seller).unknown == ()
    for _ in told:
        seller.undo()
    assert dump(seller.store.path) == before


def test_several_differences_are_one_act_and_the_answer_tells_the_alternative(seller: Seller) -> None:
    before = dump(seller.store.path)
    done = seller.differ("1", energy="100k", noise="-1k", service="").what
    assert (done.number, done.name, done.kind) == (1, "The incumbent's controller", Kind.INCUMBENT)
    assert (done.price, done.switching) == (euros(50_000), euros(12_000))
    assert [each.name for each in done.differences] == ["energy", "noise", "service"]
    assert weighed(seller).differences == (("energy", euros(100_000)), ("noise", euros(-1_000)))
    seller.undo()
    assert dump(seller.store.path) == before


def test_one_difference_twice_in_an_act_is_one_difference(seller: Seller) -> None:
    """The later counts, as it would in an act of its own."""
    seller.differ("1", noise="1k", Noise="2k")
    assert [amount for name, amount in weighed(seller).differences if name.lower() == "noise"] == [euros(2_000)]


def test_a_difference_that_is_not_there_cannot_be_taken_away(seller: Seller) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Unknown) as wrong:
        seller.differ("1", noise="5k", energie="")
    assert (wrong.value.what, wrong.value.near, wrong.value.where) == (
        "difference", ("energy", "service", "noise"), "The incumbent's controller"
    )  # fmt: skip
    assert dump(seller.store.path) == before


def test_an_alternative_is_found_by_its_number_or_a_part_of_its_name(seller: Seller) -> None:
    seller.alternative("another controller")
    assert [seller.differ(which, noise="1k").what.number for which in ("#2", "another", "incumb")] == [2, 2, 1]
    with pytest.raises(Ambiguous):
        seller.differ("controller", noise="1k")
    with pytest.raises(Unknown) as wrong:
        seller.differ("9", noise="1k")
    assert (wrong.value.what, wrong.value.where) == ("alternative", "Mega")
    assert wrong.value.near == ("1 (The incumbent's controller)", "2 (another controller)")


def test_without_a_deal_there_is_no_alternative_to_set(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no deal is open at Mega"):
        at_mega(tmp_path).differ("1", noise="1k")


def test_an_alternative_is_edited_by_its_number_or_name(seller: Seller) -> None:
    seller.alternative("by hand")
    seller.edit("alternative:2", name="on paper", kind="themselves", price="4k", switching="€1k")
    found = weighed(seller, 1)
    assert (found.name, found.kind, found.worth) == ("on paper", Kind.THEMSELVES, euros(3_000))
    with pytest.raises(Conflict, match="an alternative 'On Paper' is there already at Mega"):
        seller.edit("alternative:1", name="On Paper")
    for typed in ({"price": "-1"}, {"kind": "nobody"}, {"name": ""}, {"differences": "5k"}):
        with pytest.raises(Invalid):
            seller.edit("alternative:1", **typed)
    with pytest.raises(Conflict, match="is in USD"):
        seller.edit("alternative:1", switching="$1k")
    with pytest.raises(Unknown) as wrong:
        seller.edit("alternative:3")
    assert wrong.value.what == "alternative"


@pytest.mark.parametrize("name", ["do nothing", "Do Nothing"])
def test_no_alternative_is_renamed_to_doing_nothing(name: str, seller: Seller) -> None:
    with pytest.raises(Refused, match="doing nothing is always an alternative"):
        seller.edit("alternative:1", name=name)


def test_the_alternatives_of_a_closed_deal_are_history(seller: Seller) -> None:
    seller.win("40k")
    before = dump(seller.store.path)
    for attempt in (
        lambda: seller.edit("alternative:1", price="1k"),
        lambda: seller.differ("1", energy="1k"),
    ):
        with pytest.raises((Conflict, Refused)):
            attempt()
        assert dump(seller.store.path) == before
