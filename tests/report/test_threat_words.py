"""Threats in words: each state of the margin makes its sentence, from both chairs, and what would keep them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.domain.money import Money
from valueloop.domain.page.standing import Done, Standing
from valueloop.domain.page.threat import CustomerStands, KeepView, ThreatEnded, ThreatsPage, ThreatView
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.domain.threat import Figure, Keep
from valueloop.report.threat import added, ended, threats, who_may_leave

DAY = date(2026, 6, 15)


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


KNOWN = ThreatView(
    3, "Mega", "Nordic", "half the price", DAY, None, "plant manager", 7, euros(9_000), euros(2_000), euros(500),
    (), None, (), euros(6_000), euros(-500), euros(-500),
)  # fmt: skip
UNKNOWN = replace(
    KNOWN, claim="", person=None, touch=None, value=None, price=None, switching=None, unknown=tuple(Figure),
    margin_low=None, margin_high=None,
)  # fmt: skip
STANDING = Standing("EUR", (), (), Decimal(4), Decimal(10))
CUSTOMER = CustomerStands(
    "Mega", euros(6_000), euros(10_000), Decimal("0.4"), euros(4_000), euros(0), 0, (), DAY, DAY, False, Decimal(9),
    Decimal(10), (),
)  # fmt: skip


def answered(view: ThreatView) -> list[str]:
    return lines(added(Done(view, "Mega", STANDING, STANDING, Advice(MoveKind.EXPLORE))))


def test_an_answer_says_what_was_understood() -> None:
    shown = answered(KNOWN)
    assert shown[0] == "Threat 3: Nordic at Mega, “half the price”, said by the plant manager (source: touch #7)."
    assert shown[-1].startswith("Patience 4 of 10. Next: find out")
    assert answered(UNKNOWN)[0] == "Threat 3: Nordic at Mega (source not recorded)."


ASK = "what it would bring them, its price and what changing would cost them"


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (KNOWN, "They gain €500 by leaving: we leave them €6,000, it would leave them €6,500."),
        (
            replace(KNOWN, margin_low=euros(800), margin_high=euros(800)),
            "They lose €800 by leaving: we leave them €6,000, it would leave them €5,200.",
        ),
        (
            replace(KNOWN, margin_high=None, unknown=(Figure.PRICE,)),
            "They gain up to €500 by leaving (we leave them €6,000): ask its price.",
        ),
        (
            replace(KNOWN, margin_low=euros(800), margin_high=None, unknown=(Figure.SWITCHING,)),
            "They lose at least €800 by leaving (we leave them €6,000); for sure, ask what changing would cost them.",
        ),
        (
            replace(KNOWN, margin_low=None, margin_high=euros(800), unknown=(Figure.VALUE,)),
            "They gain by leaving where it brings them more than €800: ask what it would bring them.",
        ),
        (UNKNOWN, f"Unknown whether they gain by leaving (we leave them €6,000): ask {ASK}."),
        (
            replace(UNKNOWN, surplus=None),
            "What they have from us is not known, since nothing of it is accepted or measured.",
        ),
    ],
)  # fmt: skip
def test_the_margin_in_a_sentence(view: ThreatView, said: str) -> None:
    assert answered(view)[1] == said


def test_what_stands_for_an_unknown_figure_is_said() -> None:
    view = replace(KNOWN, taken=(Figure.PRICE,), taken_from="Nordic drives")
    assert "Its price is taken from the alternative Nordic drives of the deal." in answered(view)
    both = replace(view, taken=(Figure.PRICE, Figure.SWITCHING))
    assert (
        "Its price and cost of changing are taken from the alternative Nordic drives of the deal. "
        "Changing from us is taken to cost what changing to us would have."
    ) in answered(both)


@pytest.mark.parametrize(("days", "said"), [(40, "after 40 days"), (0, "on the day it was recorded")])
def test_an_end_says_how_long_it_lasted(days: int, said: str) -> None:
    done = Done(ThreatEnded(3, "Mega", "Nordic", days), "Mega", STANDING, STANDING, Advice(MoveKind.EXPLORE))
    assert lines(ended(done))[0] == f"Threat 3, Nordic at Mega, has ended {said}."


def test_the_list() -> None:
    shown = squeezed(threats([KNOWN, UNKNOWN, replace(KNOWN, margin_high=None, ended=DAY)]))
    assert "3 Mega Nordic “half the price” 15 Jun 2026 −€500" in shown
    assert "3 Mega Nordic 15 Jun 2026 unknown" in shown
    assert "ended 15 Jun 2026 at least −€500" in shown
    assert 'No rival is a threat: vl threat add ACCOUNT "RIVAL"' in squeezed(threats([]))
    assert "No threat is recorded" in squeezed(threats([], everything=True))


def page(*customers: CustomerStands) -> str:
    return squeezed(who_may_leave(ThreatsPage(DAY, 180, customers)))


def test_without_a_customer_it_says_what_one_is() -> None:
    assert "No account is a customer now: one has a deal that was won, and we have not parted from it." in page()


def test_a_customer_without_a_rival_is_still_looked_after() -> None:
    shown = page(CUSTOMER, replace(CUSTOMER, account="Giga", keeps=(KeepView(Keep.REVIEW),), review_overdue=True))
    assert "2 customers: nobody is known to gain by leaving and the needs of 1 are to be asked about again." in shown
    assert "Mega: nothing is left undone." in shown
    assert "Giga: ask about their needs: last asked on 15 Jun 2026." in shown
    assert 'When you hear of one: vl threat add "Mega" "RIVAL" "what they claim"' in shown


def test_who_may_leave_from_both_chairs() -> None:
    at_risk = replace(CUSTOMER, threats=(KNOWN, UNKNOWN), to_pay=euros(1_500), sent=2)
    shown = page(at_risk)
    assert "1 customer: 1 may gain by leaving." in shown
    assert "Mega −€500 Nordic and 1 more, unknown 15 Jun 2026 9 of 10" in shown
    assert "Nordic (15 Jun 2026): “half the price”. They gain €500 by leaving" in shown
    assert (
        "They have a value of €10,000 from us, 40% of what they accepted measured; €6,000 once our price is paid."
        in shown
    )
    assert (
        "We would lose a customer who agreed to €4,000 and named 2 accounts to us, with €1,500 still to be paid."
        in shown
    )
    assert "Nothing is left undone there: stay in touch." in shown
    assert "No rival is known" not in shown


def test_what_is_not_known_is_said() -> None:
    bare = replace(
        CUSTOMER, value=None, surplus=None, part_measured=None, reviewed=None, review_due=None, review_overdue=True,
        threats=(UNKNOWN,),
    )  # fmt: skip
    shown = page(bare)
    assert "1 customer: whether 1 would gain by leaving is not known and the needs of 1 are to be asked" in shown
    assert "Mega unknown Nordic never 9 of 10" in shown
    assert "They have nothing from us that has a figure." in shown
    assert "nothing of what they accepted measured" in page(replace(CUSTOMER, threats=(KNOWN,), part_measured=None))
    both = page(bare, replace(CUSTOMER, threats=(KNOWN,)))
    assert "1 may gain by leaving, whether 1 would is not known" in both


def test_what_would_keep_them() -> None:
    keeps = (
        KeepView(Keep.MEND, 2, "late parts"),
        KeepView(Keep.KEEP, 4, "a spare on the shelf"),
        KeepView(Keep.REVIEW),
        KeepView(Keep.RAISE, 1, "yield", euros(3_000)),
        KeepView(Keep.MEASURE, 5, "overtime"),
        KeepView(Keep.ASK, 3, "Nordic"),
        KeepView(Keep.CONCEDE, 3, "Nordic", euros(500)),
    )
    shown = page(replace(CUSTOMER, threats=(UNKNOWN,), keeps=keeps, reviewed=None))
    for said in (
        "Mend defect 2, late parts",
        "Keep promise 4, a spare on the shelf, which is due",
        "Ask about their needs: nobody there was ever asked",
        "Raise line 1, yield, which falls €3,000 short",
        "Measure line 5, overtime: nobody has",
        f"Find out about Nordic: {ASK}",
        "Or give way on the price by more than €500, against Nordic",
    ):
        assert said in shown


def test_currencies_are_said_to_stand_apart() -> None:
    dollars = replace(CUSTOMER, account="Giga", agreed=Money(Decimal(1), "USD"))
    assert "Amounts in two currencies are not compared" in page(CUSTOMER, dollars)
    assert "Amounts in two currencies" not in page(CUSTOMER)
