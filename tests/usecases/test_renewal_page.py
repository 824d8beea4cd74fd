"""The renewal page: what was promised and what came of it, from both chairs."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump, facts
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.renewal import RenewalPage
from valueloop.domain.promise import Met, Stage, Word
from valueloop.domain.value.line import Effect
from valueloop.errors import Refused
from valueloop.store import find
from valueloop.store.promise import Defect, DefectStep, Promise, PromiseEnd
from valueloop.store.session import Unit
from valueloop.usecases import invoice, realised, schedule
from valueloop.usecases.realised import MeasuredTyped
from valueloop.usecases.renewal import renewal

D = Decimal


def story(seller: Seller) -> None:
    """A deal won at 52k: a line accepted, one that is our guess, one that they said, a cost; two needs beside it."""
    seller.guess("yield", "100k", direction=Direction.EARN, of="production")
    seller.guess("spare parts", "11k")
    seller.guess("noise", "9k", of="plant", channel=Channel.CALL)
    seller.guess("pride", direction=Direction.PERSONAL)
    seller.line("yield of the lines", "stops * price", Effect.EARN, need="1", risk="50%")
    seller.inputs(stops="50/year", price="€2k", by="production")
    seller.line("overtime", "saturdays * 100")
    seller.inputs(saturdays="30", by="production")
    seller.line("training", "2k", Effect.COST, once=True)
    seller.accept("yield of")
    seller.offer("1", price="52k")
    seller.respond(1, Verdict.ACCEPTED)
    seller.keys(years="2", discount_rate="0%")
    seller.win("52k")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def page(seller: Seller, *, customer: bool = False) -> RenewalPage:
    return renewal(seller.store, "mega", seller.today, customer=customer)


def measure(seller: Seller, line: str, amount: str) -> None:
    realised.realise(seller.store, seller.occasion(), "mega", line, MeasuredTyped({}, amount, "production"))


def euros(text: str) -> Money:
    return Money(D(text), "EUR")


def test_before_anything_is_measured_the_page_says_so(seller: Seller) -> None:
    found = page(seller)
    assert facts(found.deal, found.won, found.price, found.price_depends) == (1, DAY, euros("52000"), False)
    assert facts(found.sums, found.keeps, found.renew_at, found.renew_why) == (
        None,
        None,
        None,
        "nothing is measured yet",
    )
    assert len(found.waiting) == len(found.lines) == 5


def test_promised_and_realised_are_summed_and_what_they_keep_is_what_is_left(seller: Seller) -> None:
    measure(seller, "yield of", "90k")
    found = page(seller)
    assert found.sums is not None
    # accepted: 100k a year at half the risk, less 2k; realised: 180k over two years, less the cost as promised
    assert facts(found.sums.promised_per_year, found.sums.realised_per_year) == (euros("100000"), euros("90000"))
    assert facts(found.sums.promised_value, found.sums.realised_value) == (euros("98000"), euros("178000"))
    assert found.keeps == euros("126000")
    assert facts(found.rule, found.renew_at) == ("fraction", euros("44500.00"))  # a quarter of what is realised
    assert [each.name for each in found.waiting] == ["spare parts", "noise", "overtime", "training"]
    measure(seller, "overtime", "4k")
    measure(seller, "training", "3k")
    sums = page(seller).sums
    assert sums is not None
    assert facts(sums.promised_per_year, sums.realised_per_year) == (euros("103000"), euros("94000"))
    assert facts(sums.promised_value, sums.realised_value) == (euros("104000"), euros("185000"))


def test_a_renewal_has_no_price_while_less_than_nothing_is_realised(seller: Seller) -> None:
    measure(seller, "yield of", "0")
    found = page(seller)
    assert facts(found.renew_at, found.renew_why, found.keeps) == (None, "no value is accepted yet", euros("-54000"))


def test_what_they_paid_is_that_of_the_deals_invoices(seller: Seller) -> None:
    schedule.schedule(seller.store, seller.occasion(), "mega")
    invoice.pay(seller.store, seller.occasion(), 1, "20k")
    found = page(seller)
    assert facts(found.invoiced, found.paid, found.open) == (euros("52000.00"), euros("20000.00"), euros("32000.00"))


def test_a_price_that_depends_on_value_is_what_it_comes_to(seller: Seller) -> None:
    later = seller.on(DAY + timedelta(days=1))
    later.line("robots", "10k")
    later.accept("robots")
    later.keys(rule="outcome", base="1k", fraction="10%", years="1", discount_rate="0%")
    later.win("3k")
    assert facts(page(later).price, page(later).price_depends) == (euros("1000"), True)
    measure(later, "robots", "20k")
    assert facts(page(later).price, page(later).keeps) == (euros("3000.00"), euros("17000.00"))


def told(seller: Seller) -> None:
    """Promises kept, broken and open, one of another deal; defects mended by a plan, in haste, and not."""

    def act(unit: Unit) -> None:
        here = find.account(unit, "mega").key

        def promise(text: str, deal: int | None = 1, due: date | None = None) -> int:
            return unit.add(Promise(account_id=here, text=text, deal_id=deal, due=due, day=DAY))

        unit.add(PromiseEnd(promise_id=promise("weekly call"), kept=True, day=DAY))
        unit.add(PromiseEnd(promise_id=promise("quiet start", None), kept=False, day=DAY))
        promise("training", due=date(2026, 6, 1))
        for text, steps in (
            ("panel came late", [(Stage.PLANNED, DAY, date(2026, 6, 20)), (Stage.MENDED, date(2026, 6, 18), None)]),
            ("cable too short", [(Stage.MENDED, date(2026, 6, 19), None)]),
            ("loud fan", []),
        ):
            number = unit.add(Defect(account_id=here, deal_id=1, text=text, day=DAY))
            for stage, day, due in steps:
                unit.add(DefectStep(defect_id=number, stage=stage, day=day, due=due))

    seller.store.write(seller.occasion(), act)


def test_promises_and_defects_stand_as_they_ended(seller: Seller) -> None:
    told(seller)
    found = page(seller)
    assert [(each.text, each.word, each.day) for each in found.promises] == [
        ("weekly call", Word.KEPT, DAY),
        ("quiet start", Word.BROKEN, DAY),
        ("training", Word.OPEN, None),
    ]
    assert [(each.text, each.mended, each.how) for each in found.defects] == [
        ("panel came late", date(2026, 6, 18), Met.RESPONDED),
        ("cable too short", date(2026, 6, 19), Met.REACTED),
        ("loud fan", None, None),
    ]
    assert page(seller, customer=True).defects == found.defects, "what is not mended is no secret to them"
    assert [each.planned for each in found.defects] == [None, None, None]


def test_an_open_defect_is_planned_for_the_day_that_was_said_last(seller: Seller) -> None:
    def act(unit: Unit) -> None:
        here = find.account(unit, "mega").key
        number = unit.add(Defect(account_id=here, deal_id=1, text="loud fan", day=DAY))
        for due in (date(2026, 6, 20), date(2026, 6, 25)):
            unit.add(DefectStep(defect_id=number, stage=Stage.PLANNED, day=DAY, due=due))

    seller.store.write(seller.occasion(), act)
    (found,) = page(seller, customer=True).defects
    assert (found.mended, found.planned) == (None, date(2026, 6, 25))


def test_promises_and_defects_of_another_deal_are_not_on_the_page(seller: Seller) -> None:
    told(seller)
    later = seller.on(DAY + timedelta(days=1))
    later.line("robots", "10k")
    later.win("3k")
    found = page(later)
    assert facts([each.text for each in found.promises], found.defects) == (["quiet start"], ())


def test_needs_that_the_deal_did_not_serve_are_what_a_renewal_may_add(seller: Seller) -> None:
    found = page(seller).needs
    assert [(each.number, each.name, each.said, each.worth) for each in found] == [
        (2, "spare parts", False, euros("11000")),
        (3, "noise", True, euros("9000")),
    ]
    assert found[1].person == "plant manager"
    seller.learn("2", Answer.YES, Channel.CALL)
    seller.learn("3", Answer.NO, Channel.CALL)
    seller.learn("3", Answer.YES, Channel.STATISTIC)
    seller.learn("3", Answer.YES, Channel.LOGIC)
    assert {each.number: each.said for each in page(seller).needs} == {2: True, 3: False}
    seller.learn("3", Answer.NO, Channel.VISIT, by="plant")
    seller.learn("3", Answer.NO, Channel.VISIT, by="production")
    assert [each.number for each in page(seller).needs] == [2]


def test_a_need_whose_line_they_had_accepted_is_served(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("yield", "100k", direction=Direction.EARN)
    seller.accept("yield")
    seller.guess("later")
    seller.win("5k")
    found = page(seller)
    assert [(each.name, each.worth) for each in found.needs] == [("later", None)]


def test_on_their_page_is_nothing_of_ours(seller: Seller) -> None:
    measure(seller, "yield of", "90k")
    found = page(seller, customer=True)
    assert [each.name for each in found.lines] == ["yield of the lines", "overtime", "training"]
    assert [each.name for each in found.needs] == ["noise"]
    assert facts(found.renew_at, found.renew_why) == (None, "")
    assert found.sums is not None
    assert found.sums.realised_value == euros("178000")
    assert facts(page(seller, customer=True).keeps, page(seller).keeps) == (euros("126000"), euros("126000"))


def test_the_page_reads_and_needs_a_won_deal(seller: Seller, tmp_path: Path) -> None:
    before = dump(seller.store.path)
    page(seller)
    assert page(seller, customer=True).sums is None
    assert dump(seller.store.path) == before
    (tmp_path / "other").mkdir()
    with pytest.raises(Refused):
        page(at_mega(tmp_path / "other"))
