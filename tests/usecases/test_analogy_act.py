"""Needs taken over from an account like this one: as guesses, at half the distance, money by the ratio of sizes."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump, facts
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.similar import Analogies
from valueloop.domain.page.standing import Done
from valueloop.domain.similarity import carried
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.errors import Conflict, Refused, Unknown
from valueloop.store import find, tally
from valueloop.store.load import load
from valueloop.store.loop import Need
from valueloop.store.session import Unit
from valueloop.usecases import account, analogy, worth
from valueloop.usecases.analogy import guess_like


def giga_knows(seller: Seller) -> None:
    """Giga, of four hundred people, has two needs with money, a personal one, and one that is set aside."""
    account.edit_account(seller.store, seller.occasion(), "mega", {"size": "100"})
    seller.account("Giga", currency="EUR", size="400")
    giga = seller.elsewhere("giga")
    giga.guess("fewer stops", "80k..160k", chance="85%", weight="2")
    giga.guess("more output", "20k", chance="50%", direction=Direction.EARN)
    giga.guess("a proud plant", chance="45%", direction=Direction.PERSONAL)
    giga.guess("less waste", "10k", chance="20%")
    giga.learn("4", Answer.NO, Channel.VISIT)


def like_giga(seller: Seller, *needs: str) -> Done[Analogies]:
    return guess_like(seller.store, seller.occasion("vl guess mega --like giga"), "mega", "giga", needs)


def test_each_need_is_guessed_half_way_between_there_and_the_usual_chance(tmp_path: Path) -> None:
    done = like_giga(at_mega(tmp_path, giga_knows))
    assert [(each.number, each.name, each.chance, each.there) for each in done.what.guessed] == [
        (1, "fewer stops", Decimal("0.6"), Decimal("0.85")),
        (2, "more output", Decimal("0.425"), Decimal("0.5")),
        (3, "a proud plant", Decimal("0.4"), Decimal("0.45")),
    ]
    assert [each.direction for each in done.what.guessed] == [Direction.SAVE, Direction.EARN, Direction.PERSONAL]
    assert [(each.name, each.chance) for each in done.after.needs] == [
        (each.name, each.chance) for each in done.what.guessed
    ]
    assert done.what.usual == Decimal("0.35")


def test_what_is_set_aside_there_is_left_out_and_said(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    assert [each.name for each in like_giga(seller).what.gone] == ["less waste"]
    done = like_giga(seller, "waste")
    assert [each.name for each in done.what.guessed] == ["less waste"]
    assert (done.what.gone, done.what.guessed[0].line) == ((), None), "what is refuted there has no money to take over"


def test_the_rows_say_that_they_are_analogies_that_nobody_typed(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    like_giga(seller, "1")

    (need,) = seller.store.read(find_needs)
    assert facts(need.channel, need.typed, need.rate, need.weight) == (Channel.ANALOGY, False, None, 2)


def find_needs(unit: Unit) -> list[Need]:
    return list(load(unit, find.account(unit, "mega")).needs)


def test_money_goes_by_the_ratio_of_sizes_and_is_our_guess(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    done = like_giga(seller)
    stops, output, proud = done.what.guessed
    # 80k..160k, likely 120k, a year at 400 people: a quarter of it at 100
    assert [each and each.amount for each in (stops.low, stops.likely, stops.high)] == [20_000, 30_000, 40_000]
    assert (output.line, output.likely) == (2, Money(Decimal(5000), "EUR"))
    assert (proud.line, proud.worth_there) == (None, False)
    page = worth.value(seller.store, "mega")
    assert [(each.name, each.effect, each.source, each.guess) for each in page.lines] == [
        ("fewer stops", Effect.SAVE, Source.GUESS, True),
        ("more output", Effect.EARN, Source.GUESS, True),
    ]
    assert [each.name for each in page.inputs] == ["fewer_stops", "more_output"]


def test_the_lines_of_a_formula_count_with_their_likely_figures(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    giga = seller.elsewhere("giga")
    giga.line("stops", "stops * cost", need="1")
    giga.inputs(stops="10/20/60", cost="1k")
    giga.line("spare parts", "8k", need="1")
    giga.line("once only", "50k", need="1", once=True)
    giga.line("training", "3k", Effect.COST, need="1")
    (stops,) = like_giga(seller, "1").what.guessed
    # 10 to 60 thousand, likely 20, and 8 a year, by a quarter: 4.5, 7, 17 thousand
    assert [each and each.amount for each in (stops.low, stops.likely, stops.high)] == [4500, 7000, 17_000]


@pytest.mark.parametrize(
    ("field", "value"), [("size", "0"), ("mega size", "0"), ("currency", "USD")], ids=["there", "here", "currency"]
)
def test_no_money_without_sizes_or_in_another_currency(field: str, value: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Giga", **{"currency": "EUR", "size": "400", **({field: value} if " " not in field else {})})
    size = value if field == "mega size" else "100"
    account.edit_account(seller.store, seller.occasion(), "mega", {"size": size})
    seller.elsewhere("giga").guess("fewer stops", "80k")
    (stops,) = like_giga(seller).what.guessed
    assert (stops.line, stops.likely, stops.worth_there) == (None, None, True)


def test_what_is_here_already_is_not_guessed_again(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    seller.guess("FEWER  stops")
    assert [each.name for each in like_giga(seller).what.guessed] == ["more output", "a proud plant"]
    with pytest.raises(Refused, match="nothing is left to guess: what Giga needs is known at Mega"):
        like_giga(seller)
    with pytest.raises(Conflict, match="'fewer stops' is there already at Mega"):
        like_giga(seller, "1")


def test_it_is_one_act_and_one_undo(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    before = dump(seller.store.path)
    like_giga(seller)
    after = dump(seller.store.path)
    assert seller.undo().what == "vl guess mega --like giga"
    assert dump(seller.store.path) == before
    seller.redo()
    assert dump(seller.store.path) == after


def test_a_need_that_is_named_twice_is_guessed_once(tmp_path: Path) -> None:
    assert len(like_giga(at_mega(tmp_path, giga_knows), "1", "stops", "2").what.guessed) == 2


def test_an_account_is_no_analogy_to_itself_and_what_is_not_there_is_said(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    before = dump(seller.store.path)
    with pytest.raises(Refused, match="it is this one"):
        guess_like(seller.store, seller.occasion(), "mega", "mega")
    with pytest.raises(Unknown, match="no account 'terra'"):
        guess_like(seller.store, seller.occasion(), "mega", "terra")
    with pytest.raises(Unknown, match="no need '9' at Giga"):
        like_giga(seller, "9")
    assert dump(seller.store.path) == before


@dataclass(frozen=True)
class Rate:
    """A base rate as the store would give it."""

    mean: Decimal
    accounts: Decimal


def test_a_base_rate_stands_above_one_analogy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rates = {"fewer stops": Rate(Decimal("0.72"), Decimal(12))}
    monkeypatch.setattr(analogy, "base_rate", lambda _unit, _account, need: rates.get(need))
    seller = at_mega(tmp_path, giga_knows)
    stops, output, _ = like_giga(seller).what.guessed
    assert facts(stops.chance, stops.there, stops.rate, stops.accounts) == (
        Decimal("0.72"), Decimal("0.85"), Decimal("0.72"), 12
    )  # fmt: skip
    assert (output.chance, output.rate, output.accounts) == (Decimal("0.425"), None, None)
    assert find_rates(seller) == [Decimal("0.72"), None, None]


def test_what_closed_deals_taught_is_the_base_rate(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    seller.store.write(seller.occasion(), lambda unit: tally.add(unit, "need fewer stops", {20: 30}))
    (stops,) = like_giga(seller, "1").what.guessed
    assert stops.there is not None
    assert stops.rate == stops.chance
    assert stops.chance != carried(stops.there, Decimal("0.35"))


def test_a_base_rate_of_less_than_one_account_says_less_than_the_account_that_it_is_like(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, giga_knows)
    seller.elsewhere("giga").learn("1", Answer.YES, Channel.VISIT)
    seller.elsewhere("giga").lose()
    (stops,) = like_giga(seller, "1").what.guessed
    assert stops.there is not None
    assert (stops.rate, stops.chance) == (None, carried(stops.there, Decimal("0.35")))


def find_rates(seller: Seller) -> list[Decimal | None]:
    return [each.rate for each in seller.store.read(find_needs)]
