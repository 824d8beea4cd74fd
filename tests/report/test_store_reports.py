"""The reports over the store in words: pipeline, revenue, loops, discovery, sources; few said to be few, none cut."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.document import Document
from valueloop.domain.account import Phase
from valueloop.domain.diagnosis import Common, Stands
from valueloop.domain.discovery import Quartiles
from valueloop.domain.loop.evidence import Channel, Way
from valueloop.domain.loop.reach import Reach
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.origin import rate
from valueloop.domain.page.diagnosis import LoopGroup, LoopReach, LoopsPage
from valueloop.domain.page.discovery import DiscoveryGroup, DiscoveryPage, FirstFound, FoundNeed, OpenNeed
from valueloop.domain.page.origin import SourcesPage, SourceView
from valueloop.domain.page.pipeline import PipelineDeal, PipelineOffer, PipelinePage, PipelineSum
from valueloop.domain.page.revenue import RevenueDeal, RevenuePage, RevenueSum
from valueloop.domain.revenue import Holds, Profit, Reference, Repeat
from valueloop.render.terminal import console, draw
from valueloop.report.diagnosis import loops
from valueloop.report.discovery import NEWEST as LISTED
from valueloop.report.discovery import discovery
from valueloop.report.origin import sources
from valueloop.report.pipeline import pipeline
from valueloop.report.revenue import NEWEST, revenue

DAY = date(2026, 6, 15)


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def fits(document: Document) -> bool:
    stream = io.StringIO()
    draw(document, console(stream, colour=False, width=80))
    return max(map(len, stream.getvalue().splitlines())) <= 80


# The pipeline.

OFFER = PipelineOffer(1, "Line controller", euros(48_000), date(2026, 6, 10), None, Decimal("0.5"))
OPEN = PipelineDeal(
    4, "Harrow Dairy", "Ann", Phase.EVALUATE, date(2026, 6, 1), 14, euros(0), euros(80_000), OFFER, euros(24_000),
    date(2026, 6, 10),
)  # fmt: skip
SUM = PipelineSum("EUR", 1, euros(0), euros(80_000), 1, euros(48_000), 1, euros(24_000), 0, euros(0), 0)


def piped(*deals: PipelineDeal, owner: str | None = None, sums: tuple[PipelineSum, ...] = (SUM,)) -> str:
    return squeezed(pipeline(PipelinePage(DAY, owner, deals, sums)))


def test_an_empty_pipeline_says_what_to_type() -> None:
    assert "The next value line or offer opens one: vl offer ACCOUNT" in piped(sums=())
    assert "No deal of Ann is open." in piped(owner="Ann", sums=())


def test_an_open_deal_stands_in_one_row_with_its_chance() -> None:
    shown = piped(OPEN)
    assert "Harrow Dairy (evaluate) €0 €80,000 €48,000, 10 Jun 2026 €24,000 (50%) 14 (5)" in shown
    assert "€24,000 to be expected of €48,000 on the table: chance × price, of 1 offer." in shown
    assert "1 deal €0 €80,000 €48,000 waiting €24,000" in shown
    assert "Owner of all: Ann." in shown
    assert "Owner of all" not in piped(OPEN, owner="Ann")
    assert fits(pipeline(PipelinePage(DAY, None, (OPEN,), (SUM,))))


def test_owners_are_told_apart_where_there_are_several() -> None:
    shown = piped(OPEN, replace(OPEN, account="Weir", owner=""))
    assert "Harrow Dairy (evaluate, Ann)" in shown
    assert "Weir (evaluate, no owner)" in shown
    assert "No account has an owner" in piped(replace(OPEN, owner=""))


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.ACCEPTED, "they said yes"),
        (Verdict.REJECTED, "refused"),
        (Verdict.COUNTERED, "countered"),
        (Verdict.SILENT, "no answer"),
    ],
)
def test_an_answer_is_said_behind_its_offer(verdict: Verdict, said: str) -> None:
    answered = replace(OPEN, offer=replace(OFFER, verdict=verdict, chance=None), expected=None, last_touch=None)
    assert f"€48,000, 10 Jun 2026, {said} – 14 (never)" in piped(answered)


def test_a_deal_without_an_offer_expects_nothing_and_is_counted() -> None:
    bare = replace(SUM, waiting=0, known=0, expected=None, without=2, deals=2)
    shown = piped(replace(OPEN, offer=None, expected=None), sums=(bare,))
    assert "none yet – 14 (5)" in shown
    assert "2 deals are in no sum of ours" in shown
    assert "to be expected" not in shown
    assert "1 deal is in no sum" in piped(OPEN, sums=(replace(bare, without=1),))


def test_what_is_agreed_is_added_to_what_is_expected_and_said_apart() -> None:
    agreed = replace(SUM, agreed=1, agreed_price=euros(10_000))
    shown = piped(OPEN, sums=(agreed,))
    assert "€10,000 agreed in 1 deal: close with vl deal win ACCOUNT." in shown
    assert "€48,000 waiting €34,000" in shown
    assert "€48,000 waiting €10,000" in piped(OPEN, sums=(replace(agreed, known=0, expected=None),))


def test_currencies_stand_under_their_own_heading() -> None:
    dollars = Money(Decimal(5), "USD")
    other = replace(OPEN, account="Yonder", accepted=dollars, potential=dollars, offer=None, expected=None)
    shown = piped(OPEN, other, sums=(SUM, replace(SUM, currency="USD")))
    assert "In EUR" in shown
    assert "In USD" in shown
    assert "Amounts in two currencies are never added." in shown


# Revenue.

WON = RevenueDeal(
    1, "Northgate Bottling", DAY, ("Line controller",), euros(126_720), euros(52_000), euros(26_000), euros(0),
    euros(31_000), Holds.YES, Holds.YES, Holds.YES, Reference(1, 0, 0, 0), Repeat(2, True, 0),
    Profit(Decimal(52_000), Decimal(21_000), Decimal(0), Decimal(60), 10, 0),
)  # fmt: skip
TOTAL = RevenueSum(
    "EUR", 1, euros(126_720), euros(52_000), euros(26_000), euros(0), euros(52_000), euros(52_000), euros(26_000),
    euros(13_000),
)  # fmt: skip


def earned(*deals: RevenueDeal, sums: tuple[RevenueSum, ...] = (TOTAL,), every: bool = False) -> str:
    return squeezed(revenue(RevenuePage(deals, sums), every=every))


def test_without_a_won_deal_there_is_no_revenue() -> None:
    assert "No deal is won yet: vl deal win ACCOUNT records one" in earned(sums=())


def test_revenue_is_shown_from_both_chairs_with_its_tests() -> None:
    shown = earned(WON)
    assert "€52,000 won in 1 deal; €13,000 of it, 25%, is all three." in shown
    assert "Northgate Bottling (Line controller) 15 Jun 2026 €126,720 €52,000 €26,000 €0" in shown
    assert "Northgate Bottling €52,000 yes yes yes, €31,000 left" in shown
    assert "Of it €52,000 €52,000, 100% €52,000, 100% €26,000, 50%" in shown
    assert "every measured one came to 90% of its promise (a cost to 110% at most)" in shown
    assert "won at 2 accounts or more" in shown
    assert "since the deal was opened × 60 (the setting hour) is above nought" in shown
    assert "Nothing is missing: all of it is all three." in shown
    assert "have none" not in shown
    assert fits(revenue(RevenuePage((WON,), (TOTAL,))))


def test_a_deal_given_away_is_no_part_of_anything() -> None:
    nothing = replace(TOTAL, price=euros(0), all_three=euros(0))
    assert "€0 won in 1 deal; €0 of it, –, is all three." in earned(replace(WON, products=()), sums=(nothing,))


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (Reference(0, 0, 0, 1), "not referenceable: mend what is open"),
        (Reference(0, 2, 1, 0), "not referenceable: a line came short of its promise"),
        (Reference(0, 0, 0, 0), "not referenceable: measure what a line came to"),
    ],
)
def test_what_keeps_a_deal_from_being_a_reference(reference: Reference, said: str) -> None:
    shown = earned(replace(WON, reference=reference, referenceable=reference.holds))
    assert f"€52,000 {said}" in shown
    assert "(Northgate Bottling)." in shown


@pytest.mark.parametrize(
    ("repeat", "said"),
    [
        (Repeat(None, True, 0), ["which product was sold is not recorded"]),
        (Repeat(1, True, 0), ["win the product at a second account"]),
        (Repeat(2, None, 0), ["no delivery is recorded"]),
        (Repeat(2, False, 0), ["deliver what is left"]),
        (Repeat(1, False, 1), ["win the product at a second account", "mend the defects of the deal"]),
    ],
)
def test_what_keeps_a_deal_from_scaling(repeat: Repeat, said: list[str]) -> None:
    shown = earned(replace(WON, repeat=repeat, scalable=repeat.holds))
    assert shown.count("not scalable: ") == len(said)
    assert all(f"not scalable: {each}" in shown or each in shown for each in said)


@pytest.mark.parametrize(
    ("cost", "untimed", "cell", "said"),
    [
        (None, 0, "not known", "what the product costs is not known"),
        (Decimal(60_000), 0, "no, −€8,000 left", "the price leaves nothing after cost and hours"),
        (Decimal(51_900), 1, "not known, €100 left", "1 touch without hours may have eaten it"),
    ],
)
def test_what_keeps_a_deal_from_being_profitable(cost: Decimal | None, untimed: int, cell: str, said: str) -> None:
    profit = replace(WON.profit, cost=cost, untimed=untimed)
    left = None if profit.left is None else Money(profit.left, "EUR")
    shown = earned(replace(WON, profit=profit, profitable=profit.holds, left=left))
    assert f"yes yes {cell}" in shown
    assert f"€52,000 not profitable: {said}" in shown
    assert ("What is left counts the hours that were logged; 1 of 10 touches have none." in shown) == bool(untimed)


def test_what_many_lack_leads_and_names_the_first_five_accounts() -> None:
    unmeasured = replace(WON, reference=Reference(0, 0, 0, 0), referenceable=Holds.UNKNOWN)
    deals = [replace(unmeasured, number=each, account=f"Account {each}") for each in range(7)]
    dollars = replace(
        WON, account="Yonder", price=Money(Decimal(9), "USD"), scalable=Holds.NO, repeat=Repeat(1, True, 0)
    )
    shown = earned(*deals, dollars, sums=(TOTAL, replace(TOTAL, currency="USD")))
    points = [each for each in shown.splitlines() if each.startswith(("• €", "• $"))]
    assert points[0].startswith("• €364,000 not referenceable")
    assert "Account 0, Account 1, Account 2, Account 3, Account 4 and 2 more" in points[0]
    assert points[1].startswith("• $9 not scalable")
    assert "Amounts in two currencies are never added." in shown


def test_the_newest_deals_are_shown_and_all_are_for_the_asking() -> None:
    deals = tuple(replace(WON, number=each, account=f"Account {each:03}") for each in range(NEWEST + 2))
    assert "And 2 more: vl report revenue --all." in earned(*deals)
    assert "Account 021" not in earned(*deals)
    assert "Account 021" in earned(*deals, every=True)


# Loops.

NONE = tuple(LoopReach(each, 0, 0, 0, 0, 0) for each in Reach)
SOME = (LoopReach(Reach.GUESSED, 4, 1, 2, 3, 1), LoopReach(Reach.ASKED, 2, 0, 1, 1, 0), *NONE[2:])
PRICE = LoopGroup("price", 2, 0, 2, (euros(36_000), Money(Decimal(5), "USD")))
LOOPS = LoopsPage(
    SOME, 6, 1, 3, PRICE.lost, 1, 0,
    (PRICE, LoopGroup("no-need", 1, 0, 1, ())),
    (LoopGroup("production manager", 2, 0, 2, ()), LoopGroup("", 1, 0, 1, ())),
    (LoopGroup("Line controller", 5, 1, 2, ()), LoopGroup("Panel kit", 1, 0, 1, ())),
    (),
)  # fmt: skip


def died(page: LoopsPage) -> str:
    return squeezed(loops(page))


def test_without_a_guess_no_loop_can_die() -> None:
    nothing = LoopsPage(NONE, 0, 0, 0, (), 0, 0, (), (), (), ())
    assert "No need is guessed yet, so no loop can die: vl guess ACCOUNT" in died(nothing)


def test_few_deaths_are_counted_and_not_explained() -> None:
    shown = died(LOOPS)
    assert "3 offers died: too few to say of what; 5 are needed." in shown
    assert "€36,000 and $5 were lost in 1 deal." in shown
    assert "guessed ██████████ 4 1 2 3 1" in shown
    assert "asked █████····· 2 – 1 1 –" in shown
    assert "the price ██████████ 2 €36,000 and $5" in shown
    assert "no need █████····· 1 –" in shown
    assert "role not recorded 1 0 1 –" in shown
    assert "Line controller 5 1 2 –" in shown
    assert "From 5 dead on, what more than half have in common is said" in shown
    assert fits(loops(LOOPS))


def test_where_nothing_died_there_is_no_table_of_the_dead() -> None:
    shown = died(replace(LOOPS, died=0, lost=(), lost_deals=2, lost_without=2, reasons=(), roles=()))
    assert "No offer died yet." in shown
    assert "No price was lost in 2 deals, 2 of them with no offer that died." in shown
    assert "Offers that died" not in shown
    assert "were lost" not in died(replace(LOOPS, lost_deals=0))


def test_an_offer_on_no_need_is_shown_without_a_bar() -> None:
    assert "guessed 0 – – 0 –" in died(replace(LOOPS, reaches=NONE))


def test_needs_without_an_offer_show_no_product() -> None:
    bare = replace(LOOPS, offers=0, died=0, products=(), reasons=(), roles=())
    assert "Product" not in died(bare)


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        (Stands(Common.REASON, "price", 4, 6), "Most loops die of the price: 4 of 6 offers."),
        (Stands(Common.REASON, "no-need", 4, 6), "Most loops die for want of a need: 4 of 6 offers."),
        (Stands(Common.REASON, "silence", 4, 6), "Most loops die of silence: 4 of 6 offers."),
        (
            Stands(Common.REASON, "unsaid", 4, 6),
            "Why loops die is mostly not recorded (4 of 6 offers): say it with vl respond … --because.",
        ),
        (Stands(Common.ROLE, "plant manager", 4, 6), "Most die with the plant manager: 4 of 6 offers."),
        (Stands(Common.PRODUCT, "Panel kit", 4, 6), "Most are of one product, Panel kit: 4 of 6 offers."),
        (
            Stands(Common.REACH, "guessed", 4, 6),
            "Most needs that stop were guessed, and nobody was asked: 4 of 6.",
        ),
        (Stands(Common.REACH, "offered", 4, 6), "Most needs that stop were offered, and came no further: 4 of 6."),
    ],
)
def test_what_stands_out_is_a_sentence(stands: Stands, said: str) -> None:
    assert said in died(replace(LOOPS, died=6, diagnosis=(stands,)))


def test_where_nothing_stands_out_it_is_said() -> None:
    assert "6 offers died, and no reason, role or product has more than half of them." in died(replace(LOOPS, died=6))


# Discovery.

SIX = Quartiles(Decimal(4), Decimal(6), Decimal("7.5"))
ONE = Quartiles(Decimal(1), Decimal(1), Decimal(1))
HALF = Quartiles(Decimal(0), Decimal("0.5"), Decimal(1))
ALL = DiscoveryGroup(None, None, 9, 5, SIX, SIX, ONE, HALF)
NEED = FoundNeed(
    "Mega", 1, "fewer stops", Channel.LOGIC, Channel.VISIT, DAY, DAY, 9, 6, 1, 3, first=True
)  # fmt: skip
LEFT = OpenNeed("Mega", 2, "less waste", Decimal("0.4"), DAY, 12)
DISCOVERY = DiscoveryPage(
    DAY,
    (
        ALL,
        replace(ALL, way=Way.DEDUCTION, found=2),
        replace(ALL, way=Way.DEDUCTION, channel=Channel.LOGIC, found=0, since_touch=None, since_guess=None),
        replace(ALL, way=Way.ANALOGY),
        replace(ALL, way=Way.ANALOGY, channel=Channel.ANALOGY),
    ),
    (NEED,),
    (FirstFound("fewer stops", 3, 2), FirstFound("less waste", 1, 0)),
    (LEFT,),
    ONE,
)


def discovered(page: DiscoveryPage, *, every: bool = False) -> str:
    return squeezed(discovery(page, every=every))


def test_without_a_guess_nothing_is_discovered() -> None:
    nothing = DiscoveryGroup(None, None, 0, 0, None, None, None, None)
    assert "No need is guessed yet: vl guess ACCOUNT" in discovered(DiscoveryPage(DAY, (nothing,), (), (), (), None))


def test_discovery_is_told_by_its_middle_and_quartiles() -> None:
    shown = discovered(DISCOVERY)
    said = "5 of 9 needs found: in the middle 6 days after the guess, after 1 answered offer and 0.5 touches."
    assert said in shown
    assert "all 5 of 9 6 (4 to 7.5) 6 (4 to 7.5) 1 0.5 (0 to 1)" in shown
    assert "deduction 2 of 9 6 6 1 0.5" in shown
    assert "· logic 0 of 9 – – 1 0.5" in shown
    assert "· analogy" not in shown, "the way has one channel"
    assert "fewer stops 3 2" in shown
    assert "less waste 1 0" not in shown
    assert "fewer stops, Mega logic, visit 15 Jun 2026 6 1 3" in shown
    assert "1 need, open for 1 day in the middle." in shown
    assert "less waste, Mega 40% 15 Jun 2026 12" in shown
    assert "Too few" not in shown
    assert "1 need." in discovered(replace(DISCOVERY, open_days=None))
    assert fits(discovery(DISCOVERY))


def test_few_found_are_said_to_be_few() -> None:
    nothing = replace(ALL, found=0, since_touch=None, since_guess=None, loops=None, touches=None)
    shown = discovered(DiscoveryPage(DAY, (nothing,), (), (), (), None))
    assert "0 of 9 needs found." in shown
    assert "Too few to say more than what was: 5 found are needed." in shown
    assert "Needs found" not in shown
    assert "Needs still open" not in shown


def test_long_lists_are_shown_whole_for_the_asking() -> None:
    many = replace(
        DISCOVERY,
        found=tuple(replace(NEED, account=f"Account {each:02}") for each in range(LISTED + 3)),
        open=tuple(replace(LEFT, account=f"Other {each:02}") for each in range(LISTED + 1)),
        open_days=SIX,
    )
    shown = discovered(many)
    assert "And 3 more: vl report discovery --all." in shown
    assert "And 1 more: vl report discovery --all." in shown
    assert "13 needs, open for 6 (4 to 7.5) days in the middle." in shown
    assert "Account 14" in discovered(many, every=True)
    assert "more: vl report" not in discovered(many, every=True)


# Sources.


def source(which: Way | None, channel: Channel | None, won: int, settled: int, guessed: int = 9) -> SourceView:
    return SourceView(which, channel, guessed, 4, 3, 2, won, settled, rate(won, settled))


def rated(*views: SourceView) -> str:
    return squeezed(sources(SourcesPage(views)))


def test_without_a_guess_there_is_no_source() -> None:
    assert "says where one came from" in rated(source(None, None, 0, 0, guessed=0))


def test_a_rate_lies_between_two_figures_and_few_are_said_to_be_few() -> None:
    page = (
        source(None, None, 3, 6),
        source(Way.DEDUCTION, None, 1, 4),
        source(Way.DEDUCTION, Channel.LOGIC, 0, 0),
        source(Way.ANALOGY, Channel.ANALOGY, 0, 0),
    )
    shown = rated(*page)
    assert "3 of 6 settled needs won; 3 more are under way." in shown
    assert "all 9 4 3 2 3" in shown
    assert "all 3 of 6 █████····· 50%, between 23% and 77%" in shown
    assert "deduction 1 of 4 too few to say" in shown
    assert "· logic 0 of 0 none settled yet" in shown
    assert "analogy" not in shown.split("By the way")[0]
    assert "No way has 5 settled needs yet: too few to say which is better." in shown
    assert fits(sources(SourcesPage(page)))


def test_one_way_is_better_only_where_the_ranges_do_not_meet() -> None:
    whole = source(None, None, 12, 40)
    good, bad = source(Way.ASK, None, 18, 20), source(Way.DEDUCTION, None, 2, 20)
    assert "Needs by ask are won more often than those by deduction." in rated(whole, good, bad)
    alike = source(Way.DEDUCTION, None, 16, 20)
    assert "No way is better than another by more than chance makes." in rated(whole, good, alike)


def test_a_page_never_ends_in_an_empty_line() -> None:
    assert all(lines(each)[-1] for each in (loops(LOOPS), discovery(DISCOVERY)))
