"""How the commands bear a large store: in one process, warm, the processor's time, medians of seven calls.

Above a second three calls have to do.

    python benchmarks/scale.py [ACCOUNTS]

Every account has 2 contacts, 10 touches (2 from 10,000 accounts on), 2 needs and a value line; one in twenty has an
open deal, every second of them with an offer out; the others' deals are won, and every second of those has an invoice
and a promise. The rows are written in one act; then each command's own function is called and timed.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from valueloop.domain.names import fold
from valueloop.domain.page.touch import TouchTyped
from valueloop.domain.touch import Kind
from valueloop.store.account import Account, Product
from valueloop.store.contact import Contact, Touch, TouchContact
from valueloop.store.invoice import Invoice
from valueloop.store.journal import Occasion
from valueloop.store.loop import Need, Offer
from valueloop.store.promise import Promise
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal, ValueInput, ValueLine
from valueloop.usecases import (
    account,
    brief,
    campaign,
    check,
    core_customer,
    deal,
    diagnosis,
    discovery,
    effort,
    estimates,
    gaps,
    goodwill,
    handover,
    origin,
    parting,
    pipeline,
    plan,
    queue,
    rates,
    receivables,
    revenue,
    rhythm,
    segment,
    similar,
    threat,
    touch,
    why,
    worth,
)

TODAY = date(2026, 6, 15)
OCCASION = Occasion(datetime(2026, 6, 15, 10, tzinfo=UTC), TODAY, "benchmark", "fill")


def fill(unit: Unit, accounts: int) -> None:
    touches = 10 if accounts < 10_000 else 2
    product = unit.add(
        Product(name="Line controller", folded="line controller", currency="EUR", meets="stoppages, overtime")
    )
    for number in range(accounts):
        name = f"Account number {number:06}"
        open_deal = number % 20 == 2
        here = unit.add(
            Account(name=name, folded=fold(name), currency="EUR", industry=f"industry {number % 12}",
                    size=20 + number % 900, region=f"region {number % 7}",
                    reward=number % 1000 if open_deal else None)
        )  # fmt: skip
        boss = unit.add(Contact(account_id=here, name="plant manager"))
        person = unit.add(Contact(account_id=here, name="production manager", reports_to_id=boss))
        for back in range(touches):
            day = TODAY - timedelta(days=3 + 7 * back)
            call = unit.add(Touch(account_id=here, kind="call", day=day, text="what was said"))
            unit.add(TouchContact(touch_id=call, contact_id=person))
        state = "open" if open_deal else "won"
        here_deal = unit.add(Deal(account_id=here, state=state, opened=TODAY))
        for which in (1, 2):
            named = ("fewer stoppages", "less overtime")[which - 1]
            need = Need(account_id=here, number=which, name=named, direction="save", weight=Decimal(1),
                        chance=Decimal("0.4"), channel="sense", contact_id=person, day=TODAY)  # fmt: skip
            needed = unit.add(need)
        unit.add(ValueInput(deal_id=here_deal, name="saving", low=Decimal(8), likely=Decimal(9), high=Decimal(10),
                            source="guess", day=TODAY))  # fmt: skip
        unit.add(ValueLine(deal_id=here_deal, number=1, name="saving", effect="save", formula="saving * 1k",
                           need_id=needed, contact_id=person, risk=Decimal(0)))  # fmt: skip
        if not open_deal and number % 2:
            due = TODAY + timedelta(days=number % 60 - 30)
            unit.add(Invoice(account_id=here, deal_id=here_deal, text="all", amount=Decimal(9), issued=TODAY, due=due))
            unit.add(Promise(account_id=here, text="a figure by paper", said_by="us", due=due, day=TODAY))
        if open_deal and number % 40 == 2:
            unit.add(Offer(account_id=here, deal_id=here_deal, product_id=product, price=Decimal(9), day=TODAY))


def median(call: Callable[[], object]) -> float:
    taken: list[float] = []
    while len(taken) < (3 if taken and min(taken) > 1000 else 7):
        begin = time.process_time()
        call()
        taken.append((time.process_time() - begin) * 1000)
    return statistics.median(taken)


def main() -> None:
    accounts = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "large.db")
        store.write(OCCASION, lambda unit: fill(unit, accounts))
        size = store.path.stat().st_size / 1e6
        call = TouchTyped(Kind.CALL, "one more", TODAY, None, ("production",))
        rows: dict[str, Callable[[], object]] = {
            "log": lambda: touch.log(store, OCCASION, "number 000042", call),
            "today": lambda: plan.today(store, TODAY),
            "next": lambda: plan.day_moves(store, TODAY, 12),
            "next ACCOUNT": lambda: plan.next_at(store, "number 000062", TODAY),
            "why": lambda: why.why(store, "number 000062", "1"),
            "similar": lambda: similar.similar(store, "number 000062"),
            "brief": lambda: brief.brief(store, "number 000042", TODAY),
            "report effort": lambda: effort.effort(store),
            "report effort A.": lambda: effort.effort(store, "number 000042"),
            "report propos.": lambda: segment.propositions(store),
            "report rates": lambda: rates.rates(store),
            "value ACCOUNT": lambda: worth.value(store, "number 000042"),
            "deal list": lambda: deal.pipeline(store),
            "account list": lambda: account.list_accounts(store),
            "check": lambda: check.check_all(store, TODAY, 12),
            "check ACCOUNT": lambda: check.check(store, "number 000062", TODAY),
            "queue": lambda: queue.queue(store, TODAY),
            "goodwill": lambda: goodwill.goodwill(store, "number 000042", TODAY),
            "handover": lambda: handover.handover(store, "number 000043", TODAY),
            "report core": lambda: core_customer.core_page(store),
            "report revenue": lambda: revenue.revenues(store),
            "report receiv.": lambda: receivables.receivables(store, TODAY),
            "report estimates": lambda: estimates.estimates(store),
            "report pipeline": lambda: pipeline.pipeline(store, TODAY),
            "report loops": lambda: diagnosis.loops(store),
            "report discovery": lambda: discovery.discovery(store, TODAY),
            "report sources": lambda: origin.sources(store),
            "report campaigns": lambda: campaign.campaigns(store, TODAY),
            "report rhythm": lambda: rhythm.rhythm(store, TODAY),
            "report threats": lambda: threat.who_may_leave(store, TODAY),
            "report partings": lambda: parting.partings(store, TODAY),
            "report gaps": lambda: gaps.gaps(store),
        }
        print(f"{accounts:,} accounts, {accounts // 20:,} open deals, {size:.0f} MB\n")
        for name, each in rows.items():
            print(f"{name:16} {median(each):8.0f} ms")


if __name__ == "__main__":
    main()
