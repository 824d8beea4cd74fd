"""The handover in words: for those who deliver, and for the customer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from drawn import squeezed
from valueloop.domain.contact import Influence, Stance
from valueloop.domain.delivery import Progress
from valueloop.domain.gap import Why
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason
from valueloop.domain.money import Money
from valueloop.domain.page.contact import Person
from valueloop.domain.page.delivery import DeliveryView, DeploymentView, NeedServed
from valueloop.domain.page.gaps import NeedGap, WhyCount
from valueloop.domain.page.handover import HandoverPage, NeedFound, NotMet, Promised, Said, Served, Sold, WonDeal
from valueloop.domain.page.terms import OutcomeTerms
from valueloop.domain.promise import Word
from valueloop.report.customer_handover import customer_handover
from valueloop.report.handover import handover

DUE, DAY = date(2026, 6, 10), date(2026, 6, 15)


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


PERSON = Person("plant manager", "boss", "plant", None, 0, Influence.DECIDES, Stance.SUPPORTS, "", "0171", "", 1, DAY)
CALL = Said(DUE, "call", 5, "plant manager", ("plant manager",), "line 3 stops", (Answer.YES, Answer.UNSURE))
NEED = NeedFound(
    3, "yield", Direction.EARN, Decimal("0.85"), "plant manager", euros(80_000), ("plant manager",), euros(60_000),
    in_deal=True, told=True, said=(CALL,),
)  # fmt: skip
PROUD = replace(NEED, number=5, name="pride", direction=Direction.PERSONAL, agreed=None, in_deal=False, said=())
DEAL = WonDeal(2, DUE, euros(52_000), False, "trust", (Sold(3, "kit", euros(52_000), "pilot", (3, 4), DUE),))
KIT = DeliveryView(
    1, "Mega", 2, "kit on line 3", (NeedServed(3, "yield"),), Progress.ACCEPTED, DUE, 0, DUE, DAY, "plant manager", 7
)
RUNS = DeploymentView(
    1, "Mega", 2, "kit", None, "line 3", (NeedServed(3, "yield"),), "desk", None, DUE, DAY, 0, None, None
)
PROMISE = Promised(1, "within 90 days", "sam", DUE, "a count", Word.OPEN, None, 5)
GAP = NeedGap("claims", (), (WhyCount(Why.REFUSED, 2),), (), 2, ("Mega",), 1, euros(0), euros(20_000), 0)
MISSING = NotMet(6, "claims", Direction.SAVE, Why.REFUSED, Reason.TIMING, 1, euros(30_000), euros(8_000), (GAP,))
PAGE = HandoverPage(
    "Mega", DAY, "field sales", DEAL, (PERSON,), (NEED, PROUD), (), (), (PROMISE,), (KIT,), (RUNS,),
    (Served(3, "yield", (1,), (1,)), Served(4, "overtime", (), ())), (MISSING,),
)  # fmt: skip
BARE = HandoverPage("Mega", DAY, "", WonDeal(2, DUE, None, True, "", ()), (), (), (), (), (), (), (), (), ())


def test_the_handover_says_what_is_still_open_first() -> None:
    said = squeezed(handover(PAGE)).splitlines()
    assert said[2] == "Won on 10 Jun 2026 at €52,000 (trust). As of 15 Jun 2026. In charge of the account: field sales."
    assert said[4] == "Still open: 1 promise to keep and need 4 delivered by nothing."
    assert "• Sold: kit (pilot) at €52,000, for needs 3 and 4; offer 3." in said
    assert "plant manager boss, plant decides supports 0171" in said


def test_parts_that_are_not_accepted_are_open() -> None:
    page = replace(PAGE, promises=(), served=(), deliveries=(replace(KIT, progress=Progress.OPEN, late=3),))
    said = squeezed(handover(page))
    assert "Still open: 1 delivery not accepted." in said
    assert "Needs of the deal, end to end" not in said
    assert "Still open" not in squeezed(handover(replace(page, deliveries=(KIT,))))


def test_each_need_in_their_words() -> None:
    said = squeezed(handover(PAGE))
    assert "Need 3: yield" in said
    assert (
        "Part of the deal; for the plant manager, €80,000 a year to them, €60,000 of it agreed with the plant manager, "
        "chance 85%." in said
    )
    assert "• “line 3 stops” yes and unsure, call with the plant manager, 10 Jun 2026 (#5)" in said
    assert "Not part of a deal; for the plant manager, personal, not priced, chance 85%." in said
    assert "Nobody of theirs has spoken to it: no touch, note or answer is recorded." in said


def test_a_note_is_quoted_without_a_touch() -> None:
    note = Said(DUE, "statistic", None, "plant manager", (), "two of three", (Answer.YES,))
    alone = Said(DUE, "visit", 4, None, (), "they nod", ())
    need = replace(NEED, person=None, worth=None, agreed=None, said=(note, alone))
    said = squeezed(handover(replace(PAGE, needs=(need,))))
    assert "Part of the deal; chance 85%." in said
    assert "• “two of three” yes, statistic by the plant manager, 10 Jun 2026" in said
    assert "• “they nod” visit, 10 Jun 2026 (#4)" in said


def test_promises_and_their_state() -> None:
    rows = (
        PROMISE,
        replace(PROMISE, number=2, measure="", stands=Word.KEPT, ended=DAY, late=0),
        replace(PROMISE, number=3, stands=Word.BROKEN, ended=DAY, late=0),
        replace(PROMISE, number=4, late=0),
    )
    said = squeezed(handover(replace(PAGE, promises=rows)))
    assert "1 within 90 days seen by: a count sam 10 Jun 2026 open, 5 days overdue" in said
    assert "2 within 90 days sam 10 Jun 2026 kept 15 Jun 2026" in said
    assert "sam 10 Jun 2026 broken 15 Jun 2026" in said
    assert "sam 10 Jun 2026 open\n" in said


def test_what_delivers_each_need_of_the_deal() -> None:
    said = squeezed(handover(PAGE))
    assert "3 yield 1 (accepted) deployment 1" in said
    assert "4 overtime nothing yet" in said
    assert "Nothing delivers need 4: what was sold is whole once each need in it is served." in said
    served = squeezed(handover(replace(PAGE, served=(Served(3, "yield", (), (1, 2)),))))
    assert "3 yield deployments 1 and 2" in served
    assert "no end without" not in served


def test_what_is_not_met_and_what_it_costs_over_the_store() -> None:
    unknown = replace(MISSING, number=7, why=Why.NO_PRODUCT, reason=None, offer=None, price=None, worth=None)
    blank = replace(unknown, over=(replace(GAP, unvalued=2, worth=euros(0)),))
    proud = replace(unknown, number=8, direction=Direction.PERSONAL, why=Why.NOT_OFFERED, over=())
    said = squeezed(handover(replace(PAGE, not_met=(MISSING, blank, proud))))
    assert "6 claims refused (timing), offer 1 at €30,000 €8,000 2 accounts, 1 deal lost, €20,000 a year" in said
    assert "7 claims no product meets it not known 2 accounts, 1 deal lost, not known" in said
    assert "8 claims never offered personal not counted: no money" in said


def test_a_bare_handover_says_what_to_type() -> None:
    said = squeezed(handover(BARE))
    assert "Won on 10 Jun 2026 at –, paid per year. As of 15 Jun 2026." in said
    assert "No offer of the deal was accepted, so what was sold is not recorded." in said
    for each in (
        "Nobody is recorded.", "No need was found yet: ask,", "No value line was accepted.",
        "vl promise add", 'vl delivery add "Mega" "…" --need N',
        "No need is found yet, so nobody can say.",
    ):  # fmt: skip
        assert each in said, each
    met = "Every need that was found is met, or waits for the answer to an offer."
    assert met not in said
    assert met in squeezed(handover(replace(PAGE, not_met=())))
    guessed = replace(PAGE.needs[0], chance=Decimal("0.3"), agreed_by=())
    assert "No need is found yet, so nobody can say." in squeezed(handover(replace(PAGE, needs=(guessed,), not_met=())))
    assert "What runs there" not in said


def test_before_a_deal_is_won_it_says_so() -> None:
    said = squeezed(handover(replace(PAGE, deal=None, deliveries=(), served=())))
    assert "nothing is sold or to be delivered: this is what is known so far. As of 15 Jun 2026." in said
    assert "What is delivered" not in said
    needs = (replace(NEED, in_deal=False), replace(NEED, name="unsaid", in_deal=False, told=False, agreed_by=()))
    theirs = squeezed(customer_handover(replace(PAGE, deal=None, needs=needs)))
    assert "• yield" in theirs
    assert "unsaid" not in theirs
    assert "What you decided on" not in theirs


def test_sold_without_terms_or_needs() -> None:
    sold = Sold(3, "kit", euros(52_000), "", (), DUE)
    said = squeezed(handover(replace(PAGE, deal=replace(DEAL, sold=(sold,)))))
    assert "• Sold: kit at €52,000, for no need that is recorded; offer 3." in said


def test_the_customers_page() -> None:
    said = squeezed(customer_handover(PAGE))
    assert said.splitlines()[0] == "What we understood and agreed: Mega"
    assert "• yield: €60,000 a year, agreed by the plant manager" in said
    assert "• kit (pilot)" in said
    assert "within 90 days (seen by: a count) 10 Jun 2026 open" in said
    assert "kit on line 3 yield 10 Jun 2026 accepted by the plant manager, 15 Jun 2026" in said
    assert "Still to be planned: overtime." in said
    assert "kit line 3 yield 10 Jun 2026 15 Jun 2026" in said
    for ours in ("85%", "52,000", "line 3 stops", "sam", "desk", "field sales", "claims", "pride", "80,000", "overdue"):
        assert ours not in said, ours


def test_the_customers_page_in_other_states() -> None:
    agreed = replace(NEED, agreed=None, agreed_by=())
    parts = (
        replace(KIT, progress=Progress.DELIVERED),
        replace(KIT, progress=Progress.OPEN, late=3),
        replace(KIT, progress=Progress.OPEN),
        replace(KIT, accepted_by=None),
    )
    promises = (
        replace(PROMISE, measure="", stands=Word.KEPT, ended=DAY),
        replace(PROMISE, stands=Word.BROKEN, ended=DAY),
    )
    page = replace(
        PAGE,
        needs=(agreed, replace(NEED, name="waste", agreed_by=())),
        deal=replace(DEAL, sold=(replace(DEAL.sold[0], terms=""),)),
        deliveries=parts,
        promises=promises,
        served=(),
    )
    said = squeezed(customer_handover(page))
    assert "• yield\n" in said
    assert "• waste: €60,000 a year\n" in said
    assert "• kit\n" in said
    assert "kept, 15 Jun 2026" in said
    assert "not kept, 15 Jun 2026" in said
    for each in ("delivered 10 Jun 2026, to be accepted by you", "late, still to come", "2026 to come", "accepted, 15"):
        assert each in said, each
    assert "Still to be planned" not in said


def test_a_bare_page_for_the_customer_asks_them() -> None:
    said = squeezed(customer_handover(BARE))
    assert "Nothing is written down yet: please tell us." in said
    assert "No promise is written down: please tell us if one is missing." in said
    assert "No date is agreed yet." in said
    assert "What you decided on" not in said
    assert "What runs with you" not in said


def test_a_price_by_outcome_is_said_to_both() -> None:
    terms = OutcomeTerms(
        euros(12_000), Decimal("0.2"), euros(60_000), euros(0), None, None, euros(160_000), euros(32_000),
        euros(128_000), 3,
    )  # fmt: skip
    page = replace(PAGE, deal=replace(DEAL, outcome=terms))
    ours, theirs = (squeezed(each).replace("\n", " ") for each in (handover(page), customer_handover(page)))
    assert "They pay €12,000.00 first, and then 20% of what is realised above €60,000.00." in ours
    assert "What the price is The price follows from what is realised. You pay €12,000.00 first" in theirs
    assert "that comes to €32,000.00, and you keep €128,000." in theirs
    assert "What the price is" not in squeezed(customer_handover(PAGE))
