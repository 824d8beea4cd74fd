"""Partings, campaigns and the rhythm in words: each verdict has its sentence, an empty page says what to type."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.domain.account import Phase
from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.page.campaign import CampaignPhase, CampaignsPage
from valueloop.domain.page.deal import Closed
from valueloop.domain.page.parting import Parted, PartingsPage, PartingView
from valueloop.domain.page.rhythm import RhythmPage, RhythmView
from valueloop.domain.page.standing import Done, Standing
from valueloop.domain.parting import Basis, CameOf, Kind, Known
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.report.campaign import campaigns
from valueloop.report.moves import command, move
from valueloop.report.parting import looked_back, parted, partings, reopened
from valueloop.report.rhythm import rhythm

DAY = date(2026, 6, 15)
EUROS = Money(Decimal(4_000), "EUR")
SMALL = PartingView(
    "Tarn", Kind.UNQUALIFIED, DAY, 0, "too small", "", Decimal("1.7"), Decimal("3.5"), 0, None, None, None, None, None,
    None, None, "", None, regretted=False, look_back=False, ended=None,
)  # fmt: skip
LOST = replace(
    SMALL, kind=Kind.LOST, rival="Nordic", reason="their yield!", known=Known.KNOWN, reviewed=DAY, need="yield",
    given_up=EUROS, given_up_by=Basis.WON, estimated=2,
)  # fmt: skip
ESTIMATED = "2 touches of ours taken as usual"
STANDING = Standing("EUR", (), (), Decimal(4), Decimal(10))


def answered(view: PartingView, deal: Closed | None = None) -> list[str]:
    move = Advice(MoveKind.PARTED, view.kind.value)
    return lines(parted(Done(Parted(view, deal), "Tarn", STANDING, STANDING, move)))


def test_unqualifying_says_what_it_had_cost_and_the_way_back() -> None:
    deal = Closed(3, State.LOST, None, EUROS, "too small")
    assert answered(SMALL, deal) == [
        "Tarn is unqualified: too small. Deal 3 is lost with it.",
        "It had cost 1.7 of patience and 3.5 of our hours.",
        "Patience 4 of 10. Next: nothing, since it is unqualified (vl account reopen takes it up again).",
    ]


def test_losing_says_to_whom_and_whether_the_need_was_known() -> None:
    assert answered(LOST)[:3] == [
        "Tarn is lost to Nordic: their yield!",
        f"It had cost 1.7 of patience and 3.5 of our hours, {ESTIMATED}. Given up: €4,000, they had agreed to.",
        "The need was known: yield; needs were last asked about on 15 Jun 2026.",
    ]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (Known.NEVER, "Their needs were not known: nobody there was ever asked about one."),
        (Known.STALE, "Their needs were not known any more: last asked about on 15 Jun 2026."),
        (Known.UNASKED, "The need was guessed, yield, and nobody there was asked about it."),
        (
            Known.ELSEWHERE,
            "Their needs were last asked about on 15 Jun 2026, but the reason is none of those on record.",
        ),
    ],
)
def test_each_verdict_on_the_needs_has_its_sentence(known: Known, said: str) -> None:
    assert answered(replace(LOST, known=known))[2] == said


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (replace(SMALL, days_ago=9), "Tarn is taken up again, after 9 days; it was unqualified."),
        (LOST, "Tarn is taken up again, on the same day; it was lost to Nordic."),
    ],
)
def test_taking_it_up_again(view: PartingView, said: str) -> None:
    done = Done(view, "Tarn", STANDING, STANDING, Advice(MoveKind.EXPLORE))
    assert lines(reopened(done))[0] == said


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (
            replace(SMALL, came_of=CameOf.WON, rival="Nordic", note="twice the price", regretted=True),
            "won by Nordic (twice the price). To be regretted.",
        ),
        (replace(SMALL, came_of=CameOf.BACK, regretted=True), "came back. To be regretted."),
        (replace(SMALL, came_of=CameOf.BACK, back=DAY, regretted=True), "came back on 15 Jun 2026. To be regretted."),
        (replace(SMALL, came_of=CameOf.NOTHING), "nothing came of it."),
    ],
)
def test_looking_back(view: PartingView, said: str) -> None:
    done = Done(view, "Tarn", STANDING, STANDING, Advice(MoveKind.EXPLORE))
    assert lines(looked_back(done)) == [f"Tarn, unqualified on 15 Jun 2026: {said}"]


def page(*views: PartingView) -> str:
    ours = [each for each in views if each.kind is not Kind.LOST]
    regretted = sum(each.regretted for each in ours)
    return squeezed(partings(PartingsPage(DAY, views, len(ours), regretted, sum(each.look_back for each in views))))


def test_without_a_parting_it_says_what_makes_one() -> None:
    assert "vl account unqualify ACCOUNT --because TEXT" in page()


def test_how_many_were_regretted_in_a_sentence() -> None:
    won = replace(SMALL, came_of=CameOf.WON, rival="Nordic", regretted=True, looked=DAY)
    assert "Of 2 partings that we chose, 1 is to be regretted; of 1 nobody knows yet." in page(won, SMALL)
    looked = replace(SMALL, looked=DAY, came_of=CameOf.NOTHING)
    assert "Of 1 parting that we chose, none is to be regretted." in page(looked)
    shown = page(LOST)
    assert "No parting was our own choice." in shown
    assert "1 customer lost to a rival; the need was known at 1." in shown
    assert "Hours with a ~ hold touches without a time" in shown
    assert "Hours with a ~" not in page(SMALL)


def test_what_came_of_each_and_what_to_look_back_on() -> None:
    old = replace(SMALL, days_ago=100, look_back=True, given_up=EUROS, given_up_by=Basis.PLAN)
    shown = page(old, replace(SMALL, ended=DAY), replace(LOST, look_back=True))
    assert "unqualified 15 Jun 2026, 100 days ago" in shown
    assert "look back" in shown
    assert "taken up again" in shown
    assert 'vl account look-back "Tarn" --nothing' in shown
    assert 'Or what else came of it: --came-back, --won-by "RIVAL".' in shown
    assert "too early to say" in page(SMALL)


def test_what_is_parted_from_names_its_way_back() -> None:
    gone = Advice(MoveKind.PARTED, "fired")
    assert move(gone) == "nothing, since it is fired (vl account reopen takes it up again)"
    assert command(gone, "Mega Works") == 'vl account reopen "Mega Works"'


def test_a_customer_with_nothing_to_sell_to_is_looked_after() -> None:
    idle = Advice(MoveKind.STOP, "customer")
    assert move(idle) == "nothing to sell for now: look after what they have"
    assert command(idle, "Mega") is None


def answers(phase: Phase, sent: int, answered: int, waiting: int = 0, name: str = "spring") -> CampaignPhase:
    rate = Decimal(answered) / (sent - waiting) if sent - waiting >= 5 else None
    return CampaignPhase(name, phase, sent, answered, waiting, rate)


def told(*phases: CampaignPhase) -> str:
    return squeezed(campaigns(CampaignsPage(30, 5, phases)))


def test_where_a_campaign_is_accepted() -> None:
    assert "No campaign is recorded yet" in told()
    few = told(answers(Phase.EXPERIENCE, 3, 1))
    assert "spring: met 3 times so far, too few in any phase to say; 5 are needed." in few
    assert "Waiting" not in few
    one = told(answers(Phase.EXPERIENCE, 10, 4), answers(Phase.USE, 6, 1, 2))
    assert "spring: answered by 40% in experience (10); too few to say in use." in one
    assert "Waiting" in one
    two = told(answers(Phase.EXPERIENCE, 10, 1), answers(Phase.USE, 6, 3), answers(Phase.USE, 5, 5, name="autumn"))
    assert "spring: answered by 50% in use (6), against 10% in experience." in two
    assert "autumn: answered by 100% in use (5)." in two


LATE = RhythmView("Mega", "", True, None, 45, False, DAY, 12)
GOOD = RhythmView("Giga", "Ann", False, DAY, 14, True, DAY, -14)


def test_who_is_overdue_and_who_is_in_charge() -> None:
    shown = squeezed(rhythm(RhythmPage(DAY, None, (LATE, GOOD), 1, 1)))
    assert "1 of 2 accounts is overdue; nobody is in charge of 1." in shown
    assert "Mega (customer) nobody never 45 days 15 Jun 2026 12 days" in shown
    assert "Giga Ann 15 Jun 2026 14 days * 15 Jun 2026 –" in shown
    assert 'vl account edit "Mega" --owner "NAME"' in shown
    assert 'vl log "Mega" "…" --call' in shown
    assert "A rhythm with a *" in shown


def test_a_rhythm_that_is_kept() -> None:
    shown = squeezed(rhythm(RhythmPage(DAY, "ann", (replace(GOOD, own=False),), 0, 0)))
    assert "Rhythm of ann, 15 Jun 2026" in shown
    assert "None of 1 account is overdue." in shown
    assert "vl " not in shown
    assert "Somebody is in charge of every customer" in squeezed(rhythm(RhythmPage(DAY, "nobody", (), 0, 0)))
    assert "there is no rhythm to keep" in squeezed(rhythm(RhythmPage(DAY, None, (), 0, 0)))
