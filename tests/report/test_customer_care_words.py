"""The queue, the rank of customers and the tree of referrals in words: what only some stores have, and what fits."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.document import Document
from valueloop.domain.core_customer import Out
from valueloop.domain.money import Money
from valueloop.domain.page.core_customer import CorePage, CoreRow
from valueloop.domain.page.queue import QueuePage, QueueRow
from valueloop.domain.page.referral import ReferralPage, ReferralView, ThanksView
from valueloop.domain.promise import Stage
from valueloop.domain.queue import Waits
from valueloop.domain.referral import Why
from valueloop.render.terminal import console, draw
from valueloop.report.core_customer import core
from valueloop.report.queue import command, queue
from valueloop.report.referral import referrals

DAY = date(2026, 6, 15)
ONE, NOUGHT = Decimal(1), Decimal(0)
DEFECT = QueueRow(
    Waits.DEFECT, 3, "Mega", False, False, "loud", None, DAY, DAY, 0, Stage.MENDED, None, None, ()
)  # fmt: skip


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def narrow(document: Document) -> list[str]:
    stream = io.StringIO()
    draw(document, console(stream, colour=False, width=80))
    return stream.getvalue().splitlines()


@pytest.mark.parametrize(
    ("row", "says", "typed"),
    [
        (DEFECT, "mend defect 3, loud", 'vl defect mend 3 "…"'),
        (replace(DEFECT, stage=Stage.PLANNED), "plan defect 3, loud", 'vl defect plan 3 "…" --due DATE'),
        (
            replace(DEFECT, waits=Waits.INVOICE, text="the kit", amount=Money(Decimal("1499.5"), "EUR"), late_days=3),
            "remind them of invoice 3, the kit: €1,499.50 is unpaid 3 days late",
            'vl log "Mega" "reminded them of invoice 3" --call',
        ),
        (
            replace(DEFECT, waits=Waits.THREAT, text="Acme", due=None, person="plant manager"),
            "answer threat 3, Acme (the plant manager) since 15 Jun 2026",
            'vl log "Mega" "Acme: …" --call --with "plant manager"',
        ),
        (
            replace(DEFECT, waits=Waits.THREAT, text="Acme", due=None),
            "answer threat 3, Acme",
            'vl log "Mega" "Acme: …" --call',
        ),
        (
            replace(DEFECT, waits=Waits.REVIEW, text="the kit", late_days=3),
            "review deployment 3, the kit 3 days late",
            "vl deployment review 3",
        ),
        (
            replace(DEFECT, waits=Waits.BILL, text="", amount=euros(40_000)),
            "invoice the deal won on 15 Jun 2026: €40,000.00 to be paid, nothing invoiced by 15 Jun 2026",
            'vl invoice schedule "Mega"',
        ),
        (
            replace(DEFECT, waits=Waits.OUTCOME, text="", amount=euros(4000)),
            "invoice them €4,000.00, by what was realised",
            'vl invoice add "Mega" --outcome',
        ),
        (
            replace(DEFECT, waits=Waits.OUTCOME, text="", amount=euros(-500)),
            "credit them €500.00, by what was realised",
            'vl invoice add "Mega" --outcome',
        ),
    ],
)
def test_a_row_says_what_to_do_and_what_to_type(row: QueueRow, says: str, typed: str) -> None:
    page = squeezed(queue(QueuePage(DAY, (row,), 0)))
    assert f"1 Mega {says}" in page
    assert f"$ {typed} # 1" in page
    assert command(row) == typed


def test_a_core_customer_without_privileges() -> None:
    assert "Mega core customer mend" in squeezed(queue(QueuePage(DAY, (replace(DEFECT, core=True),), 2)))


def test_each_row_of_a_core_customer_is_marked_and_the_privileges_are_said_once() -> None:
    row = replace(DEFECT, core=True, privileges=("called back",))
    page = squeezed(queue(QueuePage(DAY, (row, row, replace(DEFECT, account="Beta")), 0)))
    assert "1 Mega core customer: called back mend" in page
    assert "2 Mega core mend" in page
    assert "3 Beta mend" in page


def test_what_else_may_come_of_a_row() -> None:
    rows = (
        replace(DEFECT, waits=Waits.INVOICE, amount=euros(600)),
        replace(DEFECT, waits=Waits.THREAT, text="Acme"),
    )
    page = squeezed(queue(QueuePage(DAY, rows, 0)))
    assert "Once it is done, type:" in page
    assert "vl invoice pay N records a payment once it came; vl threat end N ends a threat once it is over." in page
    assert "vl invoice pay" not in squeezed(queue(QueuePage(DAY, (DEFECT,), 0)))


ROW = CoreRow(
    "Alpha", True, None, ONE, ONE, ONE, ONE, euros(21_000), euros(20_000), Decimal(11), Decimal(10), 1, 2, ("called",)
)


def test_the_rank_says_what_each_part_is_from() -> None:
    weights = (Decimal("0.6"), Decimal("0.2"), Decimal("0.2"), Decimal("0.2"))
    rows = (
        ROW,
        replace(ROW, account="Beta", core=False, realised=None, brought=2, named=0, privileges=("a name",)),
        replace(ROW, account="Gamma", core=False, out=Out.PARTED, realised=None, brought=0, named=3, privileges=()),
        replace(ROW, account="Delta", core=False, out=Out.SPENT, score=NOUGHT, brought=0, named=0, privileges=()),
    )
    page = squeezed(core(CorePage(rows, *weights)))
    for part in (
        "1 Alpha core 1.00 100% €21,000",
        "11 of 10 100% 1 customer, 2 more named",
        "2 customers",
        "Gamma we have parted",
        "3 named",
        "Delta no goodwill left 0.00",
        "100% none",
        "Alpha is granted: called.",
        "Beta has a privilege and is no core customer now: vl privilege list",
        "Beta and Gamma have nothing measured yet",
    ):
        assert part in page
    assert "Gamma has no privilege" not in page
    assert all(len(each) <= 80 for each in narrow(core(CorePage(rows, *weights))))
    measured = squeezed(core(CorePage((ROW,), *weights)))
    assert "nothing measured" not in measured


LEAF = ReferralView("Fell", False, 1, None, DAY, None, None, True, False, (), (), ())


def test_the_tree_says_what_came_of_each() -> None:
    won = replace(LEAF, name="Calder", account=True, won=euros(9000), open=euros(500), thanked=None, day=None)
    dollars = Money(Decimal(70), "USD")
    root = replace(won, name="Mega", won=None, open=None, won_below=(euros(9000), dollars), open_below=(euros(500),))
    page = referrals(
        ReferralPage(None, None, (replace(root, below=(won, LEAF)),), (euros(9000), dollars), (euros(500),), ())
    )
    assert lines(page)[2:5] == [
        "Mega; below it €9,000 and $70 won and €500 on offer",
        "├── Calder, €9,000 won, €500 on offer",
        "└── Fell, named 15 Jun 2026, no account of ours yet, thanked",
    ]
    assert "Referrals brought €9,000 and $70 won and €500 on offer, each account counted once." in lines(page)


def test_the_thanks_that_are_late() -> None:
    owed = (
        ThanksView("Mega", None, Why.DEAL, "", DAY, DAY, 4),
        ThanksView("Mega", None, Why.REFERRAL, "Fell", DAY, DAY, 0),
    )
    page = squeezed(referrals(ReferralPage(None, None, (), (), (), owed)))
    assert "Mega anybody the deal won 15 Jun 2026 4 days late" in page
    assert "Mega anybody naming Fell by 15 Jun 2026" in page
    assert page.count("--thanks") == 1, "one command for both"
