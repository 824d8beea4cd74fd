"""Deliveries and deployments in words: the lists, and what the acts answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from drawn import squeezed
from valueloop.document import Document
from valueloop.domain.delivery import Progress
from valueloop.domain.page.delivery import DeliveryMoved, DeliveryView, DeploymentView, NeedServed
from valueloop.domain.page.standing import Done, Standing, T
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.report import delivery

STANDS = Standing("EUR", (), (), Decimal(9), Decimal(10))
DUE, DAY = date(2026, 6, 10), date(2026, 6, 15)
YIELD, OVERTIME = NeedServed(3, "yield"), NeedServed(4, "overtime")
OPEN = DeliveryView(1, "Mega", 1, "kit on line 3", (YIELD,), Progress.OPEN, DUE, 5, None, None, None, None)
CAME = replace(OPEN, progress=Progress.DELIVERED, delivered=DAY)
TAKEN = replace(CAME, progress=Progress.ACCEPTED, accepted=DAY, accepted_by="plant manager", touch=7)
RUNS = DeploymentView(
    1, "Mega", 1, "kit", "Panel kit", "line 3", (YIELD,), "service desk", "plant manager", DUE, DAY, 0, None, None
)


def done(what: T) -> Done[T]:
    return Done(what, "Mega", STANDS, STANDS, Advice(MoveKind.EXPLORE, ""))


def told(made: Document) -> str:
    """An answer without its last line, on one line."""
    return " ".join(squeezed(made).splitlines()).split(" Patience")[0]


def moved(each: DeliveryView, parts: int = 1, left: int = 0, waits: int = 0, *bare: NeedServed) -> Done[DeliveryMoved]:
    return done(DeliveryMoved(each, parts, left, waits, bare))


def test_a_delivery_that_was_added() -> None:
    assert told(delivery.added(moved(OPEN, 1, 1, 0, OVERTIME))) == (
        "Delivery 1 for Mega: kit on line 3, due 10 Jun 2026, 5 days ago; it serves need 3, yield. "
        "Of the deal, nothing delivers yet: need 4, overtime."
    )
    plain = replace(OPEN, needs=(), due=None, late=0)
    assert told(delivery.added(moved(plain))) == (
        "Delivery 1 for Mega: kit on line 3, with no day on which it is due (--due DATE); "
        "it serves no need yet (--need N)."
    )


def test_a_delivery_that_was_made() -> None:
    assert told(delivery.delivered(moved(CAME, 2, 1, 1, OVERTIME))) == (
        "Delivery 1, kit on line 3: delivered 15 Jun 2026, 5 days late. 1 part of 2 still to be delivered. "
        "Have it accepted: vl delivery accept 1 --by CONTACT"
    )
    last = told(delivery.delivered(moved(replace(CAME, late=0), 2, 0, 1, OVERTIME)))
    assert "delivered 15 Jun 2026, in time. All parts are delivered, 1 part of 2 still to be accepted." in last
    assert "Of the deal, nothing delivers yet: need 4, overtime." in last
    assert "delivered 15 Jun 2026. " in told(delivery.delivered(moved(replace(CAME, late=0, due=None))))


def test_a_delivery_that_was_accepted() -> None:
    assert told(delivery.accepted(moved(TAKEN, 1, 0, 0, OVERTIME))) == (
        "The plant manager accepts delivery 1, kit on line 3, 15 Jun 2026 (source: touch #7). It came 5 days late. "
        "Every part of the deal is delivered and accepted. Of the deal, nothing delivers yet: need 4, overtime."
    )
    early = replace(TAKEN, late=0, accepted_by=None, touch=None)
    assert told(delivery.accepted(moved(early, 2, 1, 0, OVERTIME))) == (
        "Somebody accepts delivery 1, kit on line 3, 15 Jun 2026 (source not recorded). "
        "1 part of 2 still to be delivered."
    )


def test_the_list_says_what_is_late_and_what_waits() -> None:
    said = squeezed(delivery.deliveries([OPEN, replace(OPEN, number=2), CAME, TAKEN]))
    assert said.splitlines()[2] == "No. Delivery Account Needs Due Stands"
    assert "1 kit on line 3 Mega 3 10 Jun 2026 open, 5 days late" in said
    assert "10 Jun 2026 delivered 15 Jun 2026, 5 days late, to be accepted" in said
    assert "accepted by the plant manager, 15 Jun 2026" in said
    assert "Late: deliveries 1 and 2." in said
    assert said.endswith("To have one accepted: vl delivery accept 1 --by CONTACT")


def test_the_list_of_one_account_has_no_column_for_it() -> None:
    rows = [replace(OPEN, needs=()), replace(CAME, late=0), replace(TAKEN, accepted_by=None), replace(OPEN, late=0)]
    said = squeezed(delivery.deliveries(rows, "mega"))
    assert said.splitlines()[2] == "No. Delivery Needs Due Stands"
    assert "1 kit on line 3 – 10 Jun 2026 open, 5 days late" in said
    assert "Late: delivery 1." in said
    assert "delivered 15 Jun 2026, to be accepted" in said
    assert "accepted, 15 Jun 2026" in said


def test_empty_lists_say_what_to_type() -> None:
    assert 'vl delivery add ACCOUNT "controller on line 3" --due DATE' in squeezed(delivery.deliveries([]))
    assert 'vl delivery add "mega" ' in squeezed(delivery.deliveries([], "mega"))
    assert 'vl deployment add ACCOUNT "Line controller"' in squeezed(delivery.deployments([]))
    assert 'vl deployment add "mega" ' in squeezed(delivery.deployments([], "mega"))


def test_what_runs_is_listed_with_who_cares_for_it() -> None:
    rows = [
        RUNS,
        replace(RUNS, number=2, text="Panel kit", place="", needs=(), carer="", person=None, overdue=3),
        replace(RUNS, number=3, product=None, ended=DAY),
    ]
    said = squeezed(delivery.deployments(rows))
    assert said.splitlines()[2] == "No. Runs Account Serves needs Cared for by Next review"
    assert "1 kit (Panel kit), at line 3, since 10 Jun 2026 Mega 3 yield service desk; theirs: plant manager" in said
    assert "2 Panel kit, since 10 Jun 2026 Mega none recorded nobody of ours 15 Jun 2026, 3 days overdue" in said
    assert "ended 15 Jun 2026" in said
    assert said.endswith("Ask how it serves them, then: vl deployment review 2")
    assert "Account" not in squeezed(delivery.deployments(rows[:1], "mega"))


def test_what_began_to_run() -> None:
    assert told(delivery.deployed(done(RUNS))) == (
        "Deployment 1: kit (product Panel kit) runs at line 3 at Mega since 10 Jun 2026, for the plant manager; "
        "it serves need 3, yield. The service desk cares for it; its needs are looked at again on 15 Jun 2026."
    )
    bare = replace(RUNS, text="Panel kit", place="", needs=(), carer="", person=None, overdue=2)
    assert told(delivery.deployed(done(bare))) == (
        "Deployment 1: Panel kit runs at Mega since 10 Jun 2026; it serves no need yet (--need N). "
        "Nobody of ours cares for it yet; its needs are looked at again on 15 Jun 2026, 2 days overdue."
    )


def test_what_was_looked_at_and_what_ended() -> None:
    seen = replace(RUNS, needs=(YIELD, OVERTIME), reviewed=DAY, review=date(2026, 12, 12))
    assert told(delivery.reviewed(done(seen))) == (
        "Deployment 1, kit: reviewed 15 Jun 2026; next review 12 Dec 2026. "
        'What you heard of needs 3 and 4: vl learn "Mega" 3 yes --via visit'
    )
    assert "What you heard" not in told(delivery.reviewed(done(replace(seen, needs=()))))
    gone = replace(RUNS, ended=DAY)
    assert told(delivery.ended(done(gone))) == (
        "Deployment 1, kit: ended 15 Jun 2026; it ran since 10 Jun 2026. Ask what serves need 3 now."
    )
    assert told(delivery.ended(done(replace(gone, needs=())))).endswith("since 10 Jun 2026.")


def test_a_delivery_that_is_delivered_by_being_accepted() -> None:
    made = moved(replace(TAKEN, late=0), 1, 0, 0)
    said = told(delivery.accepted(replace(made, what=replace(made.what, by_that=True))))
    assert "It was not recorded as delivered: it is now, " in said
