"""The sales kit: its players, and the questions whose answers may move most."""

from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, at_mega, facts
from valueloop.domain.brief import Ask
from valueloop.domain.contact import Influence
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.page.brief import BriefPage, Question
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import Kind, Measure, Rung
from valueloop.errors import Unknown
from valueloop.usecases.brief import brief
from valueloop.usecases.summary import summary
from valueloop.usecases.why import why
from valueloop.usecases.worth import value, value_for_them


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path)


def kit(seller: Seller, person: str | None = None) -> BriefPage:
    return brief(seller.store, "mega", seller.today, person)


def asked(seller: Seller, ask: Ask) -> list[Question]:
    return [each for each in kit(seller).questions if each.ask is ask]


def test_it_is_made_of_the_summary_and_of_the_case_that_is_theirs(seller: Seller) -> None:
    seller.line("told", "20k", of="plant")
    seller.accept("told", "plant")
    page = kit(seller)
    assert page.summary == summary(seller.store, "mega", seller.today)
    assert page.theirs == value_for_them(seller.store, "mega")
    assert [each.person.name for each in page.players] == ["plant manager", "production manager"]
    assert page.missing == tuple(Influence)


def test_who_owns_most_comes_first_among_the_players(seller: Seller) -> None:
    seller.guess("priced", "10k", of="production")
    assert [each.person.name for each in kit(seller).players] == ["production manager", "plant manager"]


def test_an_untested_guess_is_asked_and_its_stake_is_what_yes_and_no_leave_apart(seller: Seller) -> None:
    seller.guess("priced", "10k", of="production", chance="40%")
    (question,) = asked(seller, Ask.NEED)
    page = why(seller.store, "mega", "1")
    assert facts(question.chance, question.yes, question.no) == (page.chance, page.yes, page.no)
    worth = value(seller.store, "mega").potential.amount
    assert question.stake is not None
    assert abs(question.stake.amount - worth * (page.yes - page.no)) < 1
    assert question.whom == "production manager"


def test_what_they_have_spoken_to_is_asked_no_more_and_what_is_gone_neither(seller: Seller) -> None:
    seller.guess("told", "10k")
    seller.learn("1", Answer.YES, Channel.CALL)
    seller.guess("gone", "10k", chance="5%")
    assert asked(seller, Ask.NEED) == []


def test_a_need_without_money_is_asked_its_price_unless_it_is_one_of_pride(seller: Seller) -> None:
    for name, direction in (("told", Direction.SAVE), ("pride", Direction.PERSONAL)):
        seller.guess(name, direction=direction, of="plant")
        seller.learn(name, Answer.YES, Channel.CALL)
    (question,) = asked(seller, Ask.PRICE)
    assert facts(question.about, question.stake, question.whom) == ("told", None, "plant manager")


def test_a_number_of_ours_is_asked_by_its_swing_else_by_what_it_carries(seller: Seller) -> None:
    seller.line("stops", "hours * wage", of="production")
    seller.inputs(hours="100/200/300", source=Source.GUESS)
    seller.inputs(wage="50", source=Source.DEDUCED)
    hours, wage = asked(seller, Ask.NUMBER)
    page = value(seller.store, "mega")
    assert (hours.about, hours.stake) == ("hours", page.tornado[0].swing)
    assert facts(wage.about, wage.stake, wage.source) == ("wage", page.potential, Source.DEDUCED)
    seller.inputs(hours="200", by="production")
    assert [each.about for each in asked(seller, Ask.NUMBER)] == ["wage"]
    seller.accept("stops")
    assert asked(seller, Ask.NUMBER) == [], "they have agreed to it"


def test_of_a_closed_deal_no_number_is_asked(seller: Seller) -> None:
    seller.line("stops", "hours * 50")
    seller.inputs(hours="100/200/300", source=Source.GUESS)
    seller.win()
    assert asked(seller, Ask.NUMBER) == []


def test_a_gap_is_asked_of_who_has_a_map_and_of_who_has_money(seller: Seller) -> None:
    assert asked(seller, Ask.GAP) == [], "the plant manager has neither"
    seller.guess("priced", "10k", of="production", chance="50%")
    (question,) = asked(seller, Ask.GAP)
    assert facts(question.about, question.whom) == ("objective", "production manager")
    expected = value(seller.store, "mega").potential.amount * Decimal("0.5")
    assert question.stake is not None
    assert abs(question.stake.amount - expected) < 1, "by the chance of its need"
    seller.entry("97 %", Kind.OBJECTIVE, rung=Rung.SAID)
    assert [each.about for each in asked(seller, Ask.GAP)] == ["metric", "strategy", "issue"]


def test_what_is_set_aside_or_costs_is_nobodys_stake(seller: Seller) -> None:
    seller.line("training", "10k", Effect.COST, of="production")
    seller.guess("gone", "10k", of="production", chance="5%")
    assert asked(seller, Ask.GAP) == []


def test_where_all_of_a_kind_is_guessed_the_first_guess_is_asked(seller: Seller) -> None:
    seller.entry("97 %", Kind.OBJECTIVE)
    seller.entry("98 %", Kind.OBJECTIVE)
    seller.entry("stops", Kind.ISSUE)
    seller.entry("it stops", Kind.ISSUE, rung=Rung.SAID)
    (question,) = asked(seller, Ask.ENTRY)
    assert facts(question.about, question.number, question.kind) == ("97 %", 1, Kind.OBJECTIVE)


def test_the_first_of_a_person_stands_for_their_money(seller: Seller) -> None:
    seller.guess("priced", "10k", of="production", chance="50%")
    seller.entry("stops", Kind.ISSUE)
    seller.line("agreed", "10k", of="production")
    seller.accept("agreed")
    asks = [each for each in kit(seller).questions if each.ask in (Ask.GAP, Ask.ENTRY)]
    assert [each.about for each in asks] == ["objective", "metric", "strategy", "stops"]
    assert asks[0].stake is not None
    assert abs(asks[0].stake.amount - value(seller.store, "mega").potential.amount / 2) < 1
    assert [each.stake for each in asks[1:]] == [None] * 3


def test_a_metric_is_asked_for_what_it_lacks(seller: Seller) -> None:
    seller.entry("yield", Kind.METRIC, measure=Measure("%", now=Decimal(94)), rung=Rung.SAID)
    seller.entry("scrap", Kind.METRIC)
    seller.entry("stops", Kind.ISSUE)
    (question,) = asked(seller, Ask.MEASURE)
    assert facts(question.about, question.number, question.lacks) == ("yield", 1, ("which way is better", "the target"))


def test_for_a_person_only_their_questions_are_asked(seller: Seller) -> None:
    seller.guess("one", "10k", of="production")
    seller.guess("two", "10k", of="plant")
    page = kit(seller, "plant")
    assert page.player == "plant manager"
    assert {each.whom for each in page.questions} == {"plant manager"}
    with pytest.raises(Unknown):
        kit(seller, "nobody")


def test_the_largest_stake_comes_first(seller: Seller) -> None:
    seller.guess("small", "1k", of="production")
    seller.guess("large", "90k", of="plant")
    stakes = [each.stake.amount for each in kit(seller).questions if each.stake]
    assert stakes == sorted(stakes, reverse=True)
