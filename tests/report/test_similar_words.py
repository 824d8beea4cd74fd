"""Accounts like one, needs by analogy and playbooks, in words."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from valueloop.document import Document
from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.similar import (
    Analogies,
    Analogy,
    PastDeal,
    PastMove,
    PastNeed,
    PlaybookApplied,
    PlaybookPage,
    PlaybookSaved,
    PlaybookUsed,
    PlaybookView,
    SimilarAccount,
    SimilarPage,
    Suggestion,
)
from valueloop.domain.page.standing import Done, Standing
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.domain.similarity import Traits, likeness
from valueloop.render.terminal import console, draw
from valueloop.report import playbook, similar

DAY = date(2026, 6, 15)
STANDS = Standing("EUR", (), (), Decimal(9), Decimal(10))


def euro(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def drawn(page: Document) -> str:
    out = io.StringIO()
    draw(page, console(out, colour=False, width=150))
    return out.getvalue()


def done(what: Any) -> Done[Any]:
    return Done(what, "Mega", STANDS, STANDS, Advice(MoveKind.EXPLORE, ""))


def need(name: str = "fewer stops", number: int = 1, **facts: Any) -> PastNeed:
    return replace(PastNeed(number, name, Direction.SAVE, Decimal("0.8"), verified=True, accepted=False), **facts)


OFFER = PastMove(DAY, None, None, ("fewer stops",), product="Kit", price=euro(30_000))
GIGA = SimilarAccount(
    "Giga",
    likeness(Traits("food", 100, needs=frozenset({"stops"})), Traits("food", 50, needs=frozenset({"waste"}))),
    State.WON,
    (PastDeal(State.LOST, DAY, None, "too dear"), PastDeal(State.WON, DAY, euro(30_000), "")),
    (),
    (),
    (),
)


def page(*accounts: SimilarAccount, suggestions: tuple[Suggestion, ...] = (), others: int = 3) -> str:
    return drawn(similar.similar(SimilarPage("Mega", others, accounts, suggestions)))


def test_the_weights_stand_below_the_parts() -> None:
    said = page(GIGA)
    assert "Account          Alike   Industry   Size   Region   People   Needs   Exposure" in said
    assert "Giga               55%       100%    70%        –        –      0%          –" in said
    assert "what it weighs                25%    15%      10%      15%     25%        10%" in said


def test_what_is_hardly_known_says_so() -> None:
    alike = likeness(Traits(region="north"), Traits(region="north"))
    assert "100% (hardly known)" in page(replace(GIGA, likeness=alike))


@pytest.mark.parametrize(
    ("deals", "said"),
    [
        ((), "Giga: no deal yet"),
        ((PastDeal(State.OPEN, None, None, ""),), "Giga: open\n"),
        ((PastDeal(State.OPEN, None, euro(5), ""),), "Giga: open, asked €5\n"),
        ((PastDeal(State.LOST, DAY, euro(5), "too dear"),), "Giga: lost, asked €5 (too dear)"),
        (GIGA.deals, "Giga: lost (too dear), then won at €30,000"),
    ],
)
def test_how_it_went_stands_in_the_heading(deals: tuple[PastDeal, ...], said: str) -> None:
    assert said in page(replace(GIGA, deals=deals))


@pytest.mark.parametrize(
    ("move", "said", "came"),
    [
        (OFFER, "offer Kit at €30,000 on fewer stops", "no answer yet"),
        (
            replace(OFFER, part=Decimal("0.2"), terms="pilot", needs=(), verdict=Verdict.ACCEPTED),
            "offer Kit at €30,000, 20% of its value (pilot) ",
            "accepted",
        ),
        (
            replace(
                OFFER, verdict=Verdict.REJECTED, reason=Reason.NO_NEED, answers=(("a", Answer.NO), ("b", Answer.UNSURE))
            ),
            "offer Kit at €30,000 on fewer stops",
            "rejected (no need for it): no to a; unsure of b",
        ),
        (replace(OFFER, verdict=Verdict.SILENT), "offer Kit", "no answer\n"),
        (replace(OFFER, verdict=Verdict.COUNTERED, counter=euro(20_000)), "offer Kit", "countered at €20,000"),
        (
            PastMove(DAY, Channel.VISIT, "plant manager", ("a",), (("a", Answer.YES), ("b", Answer.YES))),
            "visit, the plant manager",
            "yes to a and b",
        ),
        (PastMove(DAY, Channel.EMAIL, None, ("a",), (("a", Answer.NO),)), "email ", "no to a"),
    ],
)
def test_a_move_and_what_came_of_it(move: PastMove, said: str, came: str) -> None:
    (line,) = [each + "\n" for each in page(replace(GIGA, moves=(move,))).splitlines() if "15 Jun 2026" in each]
    assert said in line
    assert came in line


def test_what_worked_and_what_failed() -> None:
    told = {
        "Kit: price": replace(OFFER, verdict=Verdict.REJECTED, reason=Reason.PRICE),
        "no reason given": replace(OFFER, verdict=Verdict.REJECTED),
        "they named €9": replace(OFFER, verdict=Verdict.COUNTERED, counter=euro(9)),
        "they named another price": replace(OFFER, verdict=Verdict.COUNTERED),
        "no answer": replace(OFFER, verdict=Verdict.SILENT),
    }
    taken = replace(OFFER, verdict=Verdict.ACCEPTED, part=Decimal("0.25"))
    said = page(replace(GIGA, moves=(taken, *told.values()), found=(need(),), gone=(need("less waste", 2),)))
    assert "• Worked: Kit at €30,000, 25% of its value\n" in said
    assert "• Found: fewer stops (80%)\n" in said
    assert (
        "• Failed: Kit at €30,000: price; Kit at €30,000: no reason given; Kit at €30,000: they named €9; "
        "Kit at €30,000: they named another price; Kit at €30,000: no answer"
    ) in " ".join(said.split())
    assert "• Not there: less waste (80%)\n" in said
    assert "Nobody was asked there, and nothing was offered." in page(GIGA)


def test_suggestions_name_the_command_that_takes_them() -> None:
    asked, sold = need("a"), need("b", 4, accepted=True)
    guessed = need("c", 5, verified=False)
    said = page(GIGA, suggestions=(Suggestion("Giga", (asked, sold), all=True), Suggestion("Terra", (guessed,), False)))
    squeezed = " ".join(said.split())
    assert "a 80% Giga they said so b 80% Giga sold c 80% Terra guessed, not tested" in squeezed
    assert '$ vl guess "Mega" --like "Giga"\n' in said
    assert '$ vl guess "Mega" --like "Terra" --need 5\n' in said
    assert "Nothing that was found there is missing here." in page(GIGA)


def test_nobody_like_it() -> None:
    assert "There is no other account yet." in page(others=0)
    said = page(others=1)
    assert "1 other account looked at, and none is like it by what is known of both." in said
    assert '$ vl account edit "Mega" --industry … --size … --region …' in said


STOPS = Analogy(
    1, "stops", Direction.SAVE, Decimal("0.6"), Decimal("0.85"), None, None, True, 2, euro(20), euro(30), euro(40)
)
MADE = Analogies("Giga", (STOPS,), (), Decimal("0.35"), 100, 400, "EUR")
BARE = replace(STOPS, line=None, low=None, likely=None, high=None)


def said_of(analogy: Analogy, **facts: Any) -> str:
    return drawn(similar.guessed_like(done(replace(MADE, guessed=(analogy,), **facts))))


def test_an_analogy_says_where_its_chance_and_its_money_are_from() -> None:
    assert said_of(STOPS) == (
        "Need 1, stops: chance 60%, half-way from 85% there to the usual 35%.\n"
        "Value line 2: save €20 to €40 a year, likely €30, our guess (theirs × 100 / 400 people).\n"
        "It is an analogy to Giga, not knowledge: ask, or test by an offer.\n"
        "Patience 9 of 10. Next: find out what somebody there is after, and guess a need.\n"
    )
    assert "save €30 a year, our guess" in said_of(replace(STOPS, low=euro(30), high=euro(30)))
    assert "They are analogies to Giga" in drawn(similar.guessed_like(done(replace(MADE, guessed=(STOPS, BARE)))))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"rate": Decimal("0.5"), "accounts": Decimal(1)}, "the base rate of 1 account like this one (85% there)."),
        (
            {"rate": Decimal("0.5"), "accounts": Decimal("2.5"), "there": None},
            "the base rate of 2.5 accounts like this one.",
        ),
        ({"rate": Decimal("0.5")}, "the base rate of accounts like this one (85% there)."),
        ({"there": None}, "chance 60%, the usual one (it is not known there any more)."),
    ],
)
def test_where_a_chance_is_from(facts: dict[str, Any], said: str) -> None:
    assert said in said_of(replace(STOPS, **facts))


@pytest.mark.parametrize(
    ("facts", "of_both", "said"),
    [
        ({"direction": Direction.PERSONAL}, {}, "Personal: it is shown, never priced."),
        ({"worth_there": False}, {}, "No money: no yearly amount of it counts there."),
        ({}, {"currency_there": "USD"}, "No money: Giga reckons in USD."),
        ({}, {"size_there": None}, "No money: it is not known how many people work at Giga."),
        ({}, {"size_here": None}, "No money: it is not known how many people work at this account."),
        ({}, {"size_here": 0, "size_there": 0}, "No money: it is not known how many people work at either."),
    ],
)
def test_why_there_is_no_money(facts: dict[str, Any], of_both: dict[str, Any], said: str) -> None:
    assert said in said_of(replace(BARE, **facts), **of_both)


def test_what_was_left_out_is_said() -> None:
    said = said_of(STOPS, gone=(need("less waste", 2, chance=Decimal("0.05")),))
    assert "Left out, since set aside there: less waste (need 2, 5% there); --need takes one all the same." in said


VIEW = PlaybookView("stops $1", "Giga", ("a", "b"), "Kit", Decimal("0.25"), 3, 1, 0, 2)


def test_playbooks_in_a_list() -> None:
    bare = replace(VIEW, name="bare", product="", used=0)
    said = drawn(playbook.playbooks([VIEW, bare, replace(VIEW, name="no part", part=None, used=1)]))
    assert "stops $1   Giga   a and b   Kit at 25% of its value   3 times: won 1, lost 0, open 2" in said
    assert "bare       Giga   a and b   none was taken            not yet" in said
    assert "no part    Giga   a and b   Kit                       1 time: won 1, lost 0, open 2" in said
    assert 'vl playbook save "…" --from ACCOUNT' in drawn(playbook.playbooks([]))


def test_a_playbook_looked_at_whole() -> None:
    uses = (PlaybookUsed("Mega", DAY, State.WON, euro(9)), PlaybookUsed("Terra", DAY, State.OPEN, None))
    said = drawn(playbook.playbook(PlaybookPage(VIEW, ("call: yes", "offer Kit: accepted"), uses)))
    assert "From Giga. Offer: Kit at 25% of its value. Used: 3 times: won 1, lost 0, open 2." in said
    assert "1   call: yes\n2   offer Kit: accepted\n" in said
    assert "Mega      15 Jun 2026   won at €9\nTerra     15 Jun 2026   open\n" in said
    nothing = drawn(playbook.playbook(PlaybookPage(VIEW, (), ())))
    assert "Nobody was asked, and nothing was offered." in nothing
    assert "Not used yet: vl playbook apply ACCOUNT 'stops $1'" in nothing


def test_a_playbook_saved_and_applied() -> None:
    saved = drawn(playbook.saved(PlaybookSaved("stops", "Giga", ("a",), "Kit", None, ("call: yes",))))
    assert saved == (
        "Playbook stops saved from Giga: a.\nOffer: Kit. 1 move kept in words.\n"
        'Next: vl playbook apply ACCOUNT "stops"\n'
    )
    made = PlaybookApplied("stops", MADE, "Kit", Decimal("0.25"), ("call: yes", "offer Kit: accepted"))
    said = drawn(playbook.applied(done(made)))
    assert said.startswith("Playbook stops applied to Mega.\nNeed 1, stops: chance 60%")
    assert (
        "What was taken at Giga: Kit at 25% of its value.\nThe moves there:\n1. call: yes\n2. offer Kit: accepted\n"
    ) in said
    bare = replace(made, analogies=replace(MADE, guessed=()), product="", moves=())
    assert drawn(playbook.applied(done(bare))).splitlines()[:2] == [
        "Playbook stops applied to Mega.", "All of its needs are here already: nothing was guessed."
    ]  # fmt: skip
