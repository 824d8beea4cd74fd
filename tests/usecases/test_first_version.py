"""What the first version kept: lines whose units were never looked at, and deals that it froze."""

import gzip
import json
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts, status
from valueloop.domain.money import Money
from valueloop.domain.value.line import Effect, Status
from valueloop.errors import Invalid, ValueloopError
from valueloop.store import find
from valueloop.store.load import load
from valueloop.store.session import Store, Unit
from valueloop.usecases.history import history
from valueloop.usecases.proposition import value_map
from valueloop.usecases.summary import summary
from valueloop.usecases.worth import share, value

FIRST = Path(__file__).parent.parent / "store" / "stores" / "schema-1.db.gz"


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


# Lines.


def unlooked(seller: Seller, **units: str) -> Seller:
    """The seller, once inputs have units that the first version took as they were typed."""

    def act(unit: Unit) -> None:
        for each in load(unit, find.account(unit, "mega")).inputs:
            each.unit = units.get(each.name, each.unit)

    seller.store.write(seller.occasion("vl input set"), act)
    return seller


def story(seller: Seller) -> None:
    """One with two lines, the first of them accepted by now."""
    seller.line("overtime", "hours * wage", of="production")
    seller.line("fewer stops", "stops * 2k", Effect.EARN)
    seller.inputs(hours="100", wage="38", stops="5")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def test_units_of_which_none_converts_are_names_and_the_figure_stands(seller: Seller) -> None:
    unlooked(seller, hours="hour", wage="EUR/hour", stops="stop").accept("1")
    page = value(seller.store, "mega")
    assert [(each.amount, each.status, each.wrong) for each in page.lines] == [
        (euros(3_800), Status.ACCEPTED, ""), (euros(10_000), Status.POTENTIAL, "")
    ]  # fmt: skip


def test_units_that_convert_and_do_not_fit_leave_a_line_without_a_figure(seller: Seller) -> None:
    unlooked(seller, hours="minute", wage="EUR/hour")
    page = value(seller.store, "mega")
    first, second = page.lines
    assert (first.status, first.amount, first.missing) == (Status.MISFIT, euros(0), ())
    assert first.wrong.startswith("it comes out in EUR, not in EUR a year: ")
    assert (second.status, second.amount) == (Status.POTENTIAL, euros(10_000))
    assert page.sums.possible.per_year == euros(10_000), "it counts nowhere"
    assert page.potential == page.npv
    assert share(seller.store, "mega").missing == ("overtime", "fewer stops")


def test_units_that_convert_and_fit_are_converted(seller: Seller) -> None:
    unlooked(seller, hours="minute/year", wage="EUR/hour")
    assert round(value(seller.store, "mega").lines[0].amount.amount, 2) == Decimal("63.33")  # 3,800 / 60


def test_every_page_can_be_read_with_a_line_that_does_not_fit(seller: Seller) -> None:
    unlooked(seller, hours="minute", wage="EUR/hour")
    seller.entry("overtime")
    seller.impact("1", "less of it", "1")
    assert status(seller.log().after) is Status.MISFIT
    assert value_map(seller.store, "mega").maps
    assert history(seller.store, "mega").events
    assert summary(seller.store, "mega", seller.today).value == value(seller.store, "mega")


def test_a_line_that_does_not_fit_is_put_right_by_its_inputs(seller: Seller) -> None:
    unlooked(seller, hours="minute", wage="EUR/hour")
    with pytest.raises(Invalid, match="line 'overtime'"):
        seller.inputs(wage="40")
    assert status(seller.inputs(stops="6").after, 2) is Status.POTENTIAL, "other lines go on as they were"
    done = seller.inputs(hours="6000 minute/year")
    assert facts(status(done.after), done.after.lines[0].amount) == (Status.POTENTIAL, 3_800)


def test_a_line_without_a_figure_cannot_be_accepted(seller: Seller) -> None:
    unlooked(seller, hours="minute", wage="EUR/hour")
    before = dump(seller.store.path)
    with pytest.raises(ValueloopError):
        seller.accept("1")
    assert dump(seller.store.path) == before


# Deals that were closed.

# Written by the first version: 10 % risk on savings that are half there in the first year, accepted; an earning that is
# not; training. The minutes of `saved` are a name there, and not sixty to the hour.
FROZEN = {
    "currency": "EUR",
    "years": 3,
    "discount_rate": "0.1",
    "inputs": [
        {"name": "saved", "value": "60/90/120", "unit": "minute", "source": "said", "by": "production manager",
         "day": "2026-06-15", "touch": None},
        {"name": "wage", "value": "38", "unit": "EUR/hour", "source": "guess", "by": None, "day": "2026-06-15",
         "touch": None},
        {"name": "stops", "value": "5", "unit": "stop", "source": "guess", "by": None, "day": "2026-06-15",
         "touch": None},
    ],
    "lines": [
        {"number": 1, "name": "less overtime", "effect": "save", "formula": "saved * wage", "need": None,
         "owner": "production manager", "once": False, "risk": "0.1", "ramp": ["0.5", "1"], "guess": False,
         "refuted": False,
         "acceptance": {"by": "plant manager", "day": "2026-06-15", "touch": None, "figure": "3420",
                        "basis": "save | saved × wage | yearly | 0.1 | 0.5/1"
                                 " | saved=60/90/120 minute | wage=38 EUR/hour"}},
        {"number": 2, "name": "fewer stops", "effect": "earn", "formula": "stops * 2k", "need": None, "owner": None,
         "once": False, "risk": "0", "ramp": ["1"], "guess": False, "refuted": False, "acceptance": None},
        {"number": 3, "name": "training", "effect": "cost", "formula": "1k", "need": None, "owner": None,
         "once": True, "risk": "0.1", "ramp": ["1"], "guess": False, "refuted": False, "acceptance": None},
    ],
}  # fmt: skip


@pytest.fixture
def closed(tmp_path: Path) -> Seller:
    """One who won a deal in the days of the first version."""
    seller = at_mega(tmp_path)
    seller.line("less overtime", "1k", of="production")
    seller.line("fewer stops", "1k", Effect.EARN)
    seller.line("training", "1k", Effect.COST, once=True)
    seller.offer(price="2k")
    seller.win("1k", "agreed")

    def act(unit: Unit) -> None:
        deal = load(unit, find.account(unit, "mega")).deal
        assert deal is not None
        deal.frozen = json.dumps(FROZEN, ensure_ascii=False)

    seller.store.write(seller.occasion("vl deal win"), act)
    return seller


def test_a_deal_that_the_first_version_froze_has_the_figures_that_it_had(closed: Seller) -> None:
    page = value(closed.store, "mega")
    assert [
        facts(each.amount.amount, each.low.amount, each.high.amount, *each.flows, each.status) for each in page.lines
    ] == [
        (3420, 2280, 4560, 0, 1539, 3078, 3078, Status.ACCEPTED),
        (10_000, 10_000, 10_000, 0, 10_000, 10_000, 10_000, Status.POTENTIAL),
        (1000, 1000, 1000, 1100, 0, 0, 0, Status.POTENTIAL),
    ]
    sums = page.sums
    assert [
        [str(round(figure.amount, 20)) for figure in (each.total, each.present_value, each.low, each.high)]
        for each in (sums.accepted, sums.value, sums.possible)
    ] == [
        ["7695.00000000000000000000", "6255.43951915852742299023", "4170.29301277235161532682",
         "8340.58602554470323065364"],
        ["6595.00000000000000000000", "5155.43951915852742299023", "3070.29301277235161532682",
         "7240.58602554470323065364"],
        ["36595.00000000000000000000", "30023.95942900075131480090", "27938.81292261457550713749",
         "32109.10593538692712246431"],
    ]  # fmt: skip
    assert [each.unit for each in page.inputs] == ["minute", "EUR/hour", "stop"]
    assert [each.words for each in page.lines] == ["saved × wage", "stops × 2k", "1k"]


def test_its_split_is_at_the_price_agreed(closed: Seller) -> None:
    page = share(closed.store, "mega")
    (price,) = page.prices
    assert (price.what, price.price, round(price.part or 0, 20)) == (
        "agreed", euros(1_000), Decimal("0.19396988293312775343")
    )  # fmt: skip
    assert price.keeps is not None
    assert round(price.keeps.amount, 20) == Decimal("4155.43951915852742299023")
    assert (price.margin, page.walk_away) == (euros(-14_000), euros(15_000))
    assert (page.rule.what, page.rule.price) == ("the price asked", euros(1_000))


def test_it_is_what_it_was_whatever_is_set_or_learned_since(closed: Seller) -> None:
    before, split = value(closed.store, "mega"), share(closed.store, "mega")
    closed.setting("discount_rate", "50%")
    closed.setting("years", "9")
    closed.line("more", "hours * 38 * 60")
    closed.undo()
    assert (value(closed.store, "mega"), share(closed.store, "mega")) == (before, split)
    assert value(closed.store, "mega", {"years": "1", "discount_rate": "0%"}).accepted == euros(1_539)


def test_a_store_of_the_first_version_shows_the_deal_that_it_froze(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    file.write_bytes(gzip.decompress(FIRST.read_bytes()))
    seller = Seller(Store(file), DAY, "northgate")
    page = value(seller.store, "northgate")
    assert not [each for each in page.lines if each.wrong or each.missing]
    found = {each.name: facts(each.amount.amount, each.words) for each in page.lines}
    assert found["weekend overtime"] == (24_320, "saturdays × people × hours × wage")
    assert [each.name for each in page.worth] == ["do nothing"]
