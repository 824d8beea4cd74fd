"""The goodwill ledger, gathered: every cause with the record that it is from, and what the balance can bear."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from builders import DAY, Seller, at_mega, facts
from valueloop.domain.goodwill import Bears
from valueloop.domain.loop.patience import DEFAULTS, LOSS, Cause, signed
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.page.promise import DefectTyped, PromiseTyped
from valueloop.domain.page.touch import TouchTyped
from valueloop.domain.promise import Stage, Word
from valueloop.domain.touch import Kind
from valueloop.store.invoice import Realised
from valueloop.store.session import Store, Unit
from valueloop.usecases import touch
from valueloop.usecases.defect import add_defect, meet_defect
from valueloop.usecases.goodwill import goodwill
from valueloop.usecases.promise import add_promise, end_promise


def thank(seller: Seller, *people: str) -> None:
    said = TouchTyped(Kind.CALL, "thank you", seller.today, None, people, thanks=True)
    touch.log(seller.store, seller.occasion(), seller.at, said)


def story(seller: Seller) -> None:
    """One of each cause, a day apart."""
    seller.guess("fewer stops", "10k")
    seller.log("a call")
    seller.log("they called", inbound=True)
    seller.log("a note", kind=Kind.NOTE)
    seller.offer("1")
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    seller.offer("1", price="9k")
    seller.respond(2, Verdict.ACCEPTED)
    seller.win()
    later = seller.on(DAY + timedelta(days=1))
    add_promise(later.store, later.occasion(), "mega", PromiseTyped("a pilot"))
    add_promise(later.store, later.occasion(), "mega", PromiseTyped("a visit"))
    end_promise(later.store, later.occasion(), 1, Word.KEPT)
    add_defect(later.store, later.occasion(), "mega", DefectTyped("loud"))
    meet_defect(later.store, later.occasion(), 1, Stage.MENDED, "oiled")
    add_defect(later.store, later.occasion(), "mega", DefectTyped("slow"))
    thank(later, "plant")

    def measured(unit: Unit) -> None:
        for amount in ("4000", "12000"):
            unit.add(Realised(account_id=1, deal_id=1, line_id=1, amount=Decimal(amount), day=later.today))

    later.store.write(later.occasion(), measured)


def test_every_entry_has_its_cause_and_its_record(tmp_path: Path) -> None:
    page = goodwill(at_mega(tmp_path, story).store, "mega", DAY + timedelta(days=9))
    assert [(each.cause, each.record, each.number, each.text) for each in page.entries] == [
        (Cause.CALL, "touch", 1, "a call"),
        (Cause.REJECTED, "offer", 1, "Panel kit"),
        (Cause.KEPT, "promise", 1, "a pilot"),
        (Cause.DEFECT, "defect", 1, "loud"),
        (Cause.REACTED, "defect", 1, "loud"),
        (Cause.DEFECT, "defect", 2, "slow"),
        (Cause.THANKS, "touch", 4, "thank you"),
        (Cause.REALISED, "line", 1, "fewer stops"),
    ]
    assert page.left == page.start + sum(each.amount for each in page.entries) == Decimal("6.3")
    assert (page.open_promises, page.open_defects, page.bears) == ((2,), (2,), Bears.ALL)
    assert facts(page.course[0].share, page.course[-1].day) == (1, DAY + timedelta(days=9))
    assert [each.left for each in page.asks] == [
        Decimal("6.3") + signed(DEFAULTS, LOSS)[each.cause] for each in page.asks
    ]


def test_a_broken_promise_and_a_shortfall(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, story)
    end_promise(seller.store, seller.occasion(), 2, Word.BROKEN, "no time")

    def short(unit: Unit) -> None:
        unit.add(Realised(account_id=1, deal_id=1, line_id=1, amount=Decimal(1), day=DAY + timedelta(days=2)))

    seller.store.write(seller.occasion(), short)
    page = goodwill(seller.store, "mega", DAY)
    told = {each.cause: each for each in page.entries}
    assert facts(told[Cause.BROKEN].text, told[Cause.BROKEN].amount) == ("a visit", -2)
    assert told[Cause.SHORTFALL].record == "line"
    assert Cause.REALISED not in told, "the latest measurement of a line counts"


def test_the_amounts_in_force_are_those_that_are_set(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.setting("goodwill.kept", "3")
    seller.setting("goodwill.loss", "1")
    page = goodwill(seller.store, "mega", DAY)
    table = {each.cause: each for each in page.amounts}
    assert set(table) == set(Cause)
    assert facts(table[Cause.KEPT].amount, table[Cause.KEPT].default) == (3, False)
    assert facts(table[Cause.BROKEN].amount, table[Cause.BROKEN].default, page.loss) == (-1, True, 1)
    assert facts(page.entries, page.left, page.highest, page.bears) == ((), 10, 10, Bears.ALL)


def test_at_nought_it_is_spent(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.setting("patience.start", "2")
    for _ in range(2):
        seller.log("a visit", kind=Kind.VISIT)
    page = goodwill(Store(seller.store.path), "mega", DAY)
    assert facts(page.left, page.bears, page.course[-1].share) == (0, Bears.SPENT, 0)
