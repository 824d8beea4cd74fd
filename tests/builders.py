"""Sentences for tests: a seller who logs, guesses, offers and closes at one account, and a look at what was kept."""

import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.page.account import AccountView, ProductView
from valueloop.domain.page.case_act import AlternativeAdded, CaseLoaded, KeySet
from valueloop.domain.page.contact import Person
from valueloop.domain.page.deal import Closed
from valueloop.domain.page.line import AcceptedLine, InputSet, LineAdded, LineTyped
from valueloop.domain.page.map import EntriesRaised, EntryAdded, ImpactAdded
from valueloop.domain.page.record import Edited, SettingView, Undone
from valueloop.domain.page.standing import Done, Standing
from valueloop.domain.page.touch import Logged, StepDone, TouchTyped
from valueloop.domain.page.turn import Guessed, GuessTyped, Learned, Offered, Responded, RespondTyped
from valueloop.domain.touch import Kind, Outcome
from valueloop.domain.value.alternative import Kind as AlternativeKind
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import UNMEASURED, Measure, Rung
from valueloop.domain.value_map import Kind as EntryKind
from valueloop.store import find, journal
from valueloop.store.customer import Criterion, Muted, Parting, Privilege, Referral, Threat
from valueloop.store.delivery import Delivery, DeliveryNeed, Deployment, DeploymentNeed
from valueloop.store.invoice import Invoice, Payment, Realised, RealisedInput
from valueloop.store.journal import Occasion
from valueloop.store.promise import Defect, DefectStep, Promise, PromiseEnd
from valueloop.store.session import Store, Unit
from valueloop.usecases import (
    account,
    alternative,
    case,
    contact,
    deal,
    edit,
    inputs,
    loop,
    offer,
    touch,
    upkeep,
    value,
)
from valueloop.usecases import entry as map_acts
from valueloop.usecases.reading import Clock

DAY = date(2026, 6, 15)
Dump = Mapping[str, Sequence[tuple[object, ...]]]


@dataclass
class Seller:
    """Somebody who acts at one account on one day; every act is one use case, typed as a person would."""

    store: Store
    today: date = DAY
    at: str = "mega"
    typed: list[str] = field(default_factory=list)

    def on(self, day: date) -> "Seller":
        return replace(self, today=day)

    def elsewhere(self, at: str) -> "Seller":
        return replace(self, at=at)

    def occasion(self, what: str = "vl act") -> Occasion:
        return Occasion(datetime.combine(self.today, time(9, 30), UTC), self.today, "sam", what)

    def account(self, name: str, **typed: str) -> AccountView:
        return account.add_account(self.store, self.occasion(f"vl account add {name}"), name, typed)

    def contact(self, name: str, **typed: str) -> Done[Person]:
        return contact.add_contact(self.store, self.occasion(), self.at, name, typed)

    def product(self, name: str, **typed: str) -> ProductView:
        return account.add_product(self.store, self.occasion(), name, typed)

    def log(
        self,
        text: str = "they talked",
        *people: str,
        kind: Kind = Kind.CALL,
        day: date | None = None,
        at: datetime | None = None,
        inbound: bool = False,
        outcome: Outcome | None = None,
        learned: Sequence[tuple[str, Answer]] = (),
        next_step: str | None = None,
        due: date | None = None,
        hours: Decimal | None = None,
        **more: Any,
    ) -> Done[Logged]:
        said = TouchTyped(
            kind, text, day or self.today, at, people, inbound, outcome, learned, next_step, due, hours, **more
        )
        return touch.log(self.store, self.occasion(), self.at, said)

    def done(self, step: int) -> StepDone:
        return touch.done(self.store, self.occasion(), step)

    def guess(
        self,
        name: str = "fewer stops",
        amount: str | None = None,
        *,
        direction: Direction = Direction.SAVE,
        chance: str | None = None,
        weight: str = "1",
        of: str | None = None,
        channel: Channel = Channel.SENSE,
        in_touch: int | None = None,
    ) -> Done[Guessed]:
        said = GuessTyped(name, direction, amount, chance, weight, of, channel, in_touch)
        return loop.guess(self.store, self.occasion(), self.at, said)

    def learn(
        self,
        need: str = "1",
        answer: Answer = Answer.YES,
        channel: Channel = Channel.CALL,
        *,
        by: str | None = None,
        in_touch: int | None = None,
        note: str = "",
    ) -> Done[Learned]:
        return loop.learn(self.store, self.occasion(), self.at, need, answer, channel, by, in_touch, note)

    def offer(
        self,
        *needs: str,
        price: str = "45k",
        product: str = "kit",
        terms: str = "",
        to: str | None = None,
        in_touch: int | None = None,
    ) -> Done[Offered]:
        return offer.offer(self.store, self.occasion(), self.at, product, price, needs, terms, to, in_touch)

    def respond(
        self,
        number: int,
        verdict: Verdict,
        *answers: tuple[str, Answer],
        because: Reason | None = None,
        price: str | None = None,
        by: str | None = None,
        in_touch: int | None = None,
        note: str = "",
    ) -> Done[Responded]:
        said = RespondTyped(verdict, answers, because, price, by, in_touch, note)
        return offer.respond(self.store, self.occasion(), number, said)

    def line(
        self,
        name: str,
        formula: str = "",
        effect: Effect = Effect.SAVE,
        *,
        need: str | None = None,
        of: str | None = None,
        once: bool = False,
        risk: str = "0%",
        ramp: Sequence[str] = (),
        flows: Sequence[str] = (),
        year: int = 0,
        delay: str = "0",
    ) -> Done[LineAdded]:
        said = LineTyped(name, effect, formula, need, of, once, risk, ramp, flows, year, delay)
        return value.add_line(self.store, self.occasion(), self.at, said)

    def inputs(
        self,
        *,
        by: str | None = None,
        source: Source | None = None,
        unit: str | None = None,
        in_touch: int | None = None,
        **values: str | None,
    ) -> Done[list[InputSet]]:
        """A value of None keeps the figure and raises its rung."""
        return inputs.set_inputs(self.store, self.occasion(), self.at, values, unit, source, by, in_touch)

    def accept(self, line: str, by: str = "production", in_touch: int | None = None) -> Done[AcceptedLine]:
        return value.accept(self.store, self.occasion(), self.at, line, by, in_touch)

    def keys(self, **typed: str) -> Done[list[KeySet]]:
        return case.set_keys(self.store, self.occasion(), self.at, typed)

    def alternative(
        self,
        name: str,
        price: str = "0",
        kind: AlternativeKind = AlternativeKind.COMPETITOR,
        switching: str = "0",
        **differences: str,
    ) -> Done[AlternativeAdded]:
        return alternative.add_alternative(
            self.store, self.occasion(), self.at, name, kind, price, switching, differences
        )

    def differ(self, which: str, **differences: str) -> Done[AlternativeAdded]:
        return alternative.set_differences(self.store, self.occasion(), self.at, which, differences)

    def load(self, read: Case) -> Done[CaseLoaded]:
        return case.load_case(self.store, self.occasion(), self.at, read)

    def entry(
        self,
        text: str,
        kind: EntryKind = EntryKind.ISSUE,
        *,
        of: str = "production",
        rung: Rung | None = None,
        in_touch: int | None = None,
        measure: Measure = UNMEASURED,
    ) -> Done[EntryAdded]:
        return map_acts.add_entry(self.store, self.occasion(), self.at, of, kind, text, rung, in_touch, measure)

    def confirm(self, *entries: str, rung: Rung = Rung.CONFIRMED, in_touch: int | None = None) -> Done[EntriesRaised]:
        return map_acts.raise_entries(self.store, self.occasion(), self.at, entries, rung, in_touch)

    def impact(
        self, entry: str, text: str, line: str | None = None, *, personal: bool = False, in_touch: int | None = None
    ) -> Done[ImpactAdded]:
        return map_acts.add_impact(self.store, self.occasion(), self.at, entry, text, line, in_touch, personal=personal)

    def win(self, price: str | None = "40k", reason: str = "") -> Done[Closed]:
        return deal.win(self.store, self.occasion(), self.at, price, reason)

    def lose(self, reason: str = "too dear") -> Done[Closed]:
        return deal.lose(self.store, self.occasion(), self.at, reason)

    def edit(self, record: str, **typed: str) -> Done[Edited]:
        """`with_` and `for_` stand for the two fields whose names are words of Python."""
        fields = {name.rstrip("_"): text for name, text in typed.items()}
        now = datetime.combine(self.today, time(12))
        clock = Clock(now, lambda local: local.replace(tzinfo=UTC), lambda moment: moment.replace(tzinfo=None))
        return edit.edit(self.store, self.occasion(), self.at, record, fields, clock)

    def setting(self, key: str, text: str) -> SettingView:
        return upkeep.set_setting(self.store, self.occasion(), key, text)

    def undo(self) -> Undone:
        return upkeep.undo(self.store)

    def redo(self) -> Undone:
        return upkeep.redo(self.store)


def at_mega(folder: Path, story: Callable[[Seller], None] | None = None) -> Seller:
    """A seller whose store knows Mega (in euros), two people there, a product, and what a story tells: a quick copy."""
    file = folder / "mega.db"
    file.write_bytes(_told(story))
    return Seller(Store(file))


def newcomer(folder: Path) -> Seller:
    """A seller who has no store yet."""
    return Seller(Store(folder / "deals.db"))


@cache
def _told(story: Callable[[Seller], None] | None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        if story:
            seller = at_mega(Path(folder))
            story(seller)
            return seller.store.path.read_bytes()
        seller = newcomer(Path(folder))
        seller.account("Mega", currency="EUR")
        seller.contact("plant manager")
        seller.contact("production manager", reports_to="plant")
        seller.product("Panel kit", cost="9k", floor="15k")
        return seller.store.path.read_bytes()


def opened(path: Path) -> "closing[sqlite3.Connection]":
    """The file as any other program would open it; closed at the end of the `with`."""
    return closing(sqlite3.connect(path, isolation_level=None, timeout=0))


def dump(path: Path) -> Dump:
    """Every journaled row, table by table."""
    with opened(path) as connection:
        return {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()
            for table in journal.tables(connection)
        }


def asked(path: Path, query: str) -> list[tuple[object, ...]]:
    """The answer to an SQL query, seen from outside."""
    with opened(path) as connection:
        return connection.execute(query).fetchall()


def chance(standing: Standing, need: int = 1) -> float:
    """The chance of a need, to four digits."""
    return round(float(next(each.chance for each in standing.needs if each.number == need)), 4)


def status(standing: Standing, line: int = 1) -> Status:
    """Where a line stands with the customer."""
    return next(each.status for each in standing.lines if each.number == line)


def count_up(path: Path, times: int) -> None:
    """Read a number and write it one higher, so often; what a process of its own does in a test."""
    seller = Seller(Store(path))

    def act(unit: Unit) -> None:
        row = find.account(unit, "mega")
        row.size = (row.size or 0) + 1

    for _ in range(times):
        seller.store.write(seller.occasion("count"), act)


def lock(path: Path) -> Path:
    """The file that writers of a store queue at; it stays beside it."""
    return path.with_name(f".{path.name}.lock")


def facts(*each: object) -> tuple[object, ...]:
    """Several facts at once, to be compared with what they should be: `facts(a, b) == (1, 2)`."""
    return each


def after_the_deal(unit: Unit) -> None:
    """A record of each kind that the time after a deal brings, at the first account and its first deal."""
    here: dict[str, Any] = {"account_id": 1, "day": DAY}
    promise = unit.add(Promise(**here, text="spares in two days"))
    unit.add(PromiseEnd(promise_id=promise, kept=False, day=DAY))
    defect = unit.add(Defect(**here, text="the screen freezes"))
    unit.add(DefectStep(defect_id=defect, stage="acknowledged", day=DAY))
    delivery = unit.add(Delivery(**here, deal_id=1, text="the controller"))
    unit.add(DeliveryNeed(delivery_id=delivery, need_id=1))
    deployment = unit.add(Deployment(account_id=1, text="controller", since=DAY))
    unit.add(DeploymentNeed(deployment_id=deployment, need_id=1))
    invoice = unit.add(Invoice(account_id=1, deal_id=1, text="first part", amount=Decimal("100.50"), due=DAY))
    unit.add(Payment(invoice_id=invoice, amount=Decimal(50), day=DAY))
    realised = unit.add(Realised(**here, deal_id=1, line_id=1, amount=Decimal(9000)))
    unit.add(RealisedInput(realised_id=realised, name="stops", value=Decimal(3)))
    unit.add(Referral(**here, name="Giga"))
    unit.add(Privilege(**here, text="called back at once"))
    unit.add(Threat(**here, rival="Rival", claim="half the price", price=Decimal(20000)))
    unit.add(Parting(**here, kind="lost", reason="cheaper", spent=Decimal(2), hours=Decimal(3)))
    unit.add(Muted(**here, name="one-contact", reason="nobody else is there"))
    unit.add(Criterion(trait="industry", wanted="food", weight=Decimal(2)))
