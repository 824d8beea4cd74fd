"""All rows of one account, and the domain values that they make."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from valueloop.domain.deal import State
from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import parse
from valueloop.domain.loop.belief import GONE, Belief, replay
from valueloop.domain.loop.evidence import Answer, Channel, Evidence, question
from valueloop.domain.loop.patience import Patience, answer_spends, ledger, touch_spends
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.probability import read_fraction
from valueloop.domain.settings import Settings
from valueloop.domain.touch import Kind
from valueloop.domain.value.case import Case, Result, from_plain, work
from valueloop.domain.value.line import Acceptance, Effect, Input, Line
from valueloop.domain.value.source import Source
from valueloop.store.account import Account, Product
from valueloop.store.contact import Contact, Step, Touch
from valueloop.store.loop import Moment, Need, Observation, Offer, Response
from valueloop.store.proposition import Entry, Impact
from valueloop.store.value import Accepted, Deal, ValueInput, ValueLine


@dataclass(frozen=True)
class Seen:
    """A piece of evidence with where it came from."""

    evidence: Evidence
    act_id: int
    contact_id: int | None
    touch_id: int | None
    response_id: int | None
    note: str


@dataclass
class Dossier:
    """The rows of one account."""

    settings: Settings
    account: Account
    contacts: Sequence[Contact]
    touches: Sequence[Touch]
    present: dict[int, list[int]]
    steps: Sequence[Step]
    needs: Sequence[Need]
    observations: Sequence[Observation]
    offers: Sequence[Offer]
    covered: dict[int, list[int]]
    responses: Sequence[Response]
    products: dict[int, Product]
    deals: Sequence[Deal]
    lines: Sequence[ValueLine]
    inputs: Sequence[ValueInput]
    acceptances: Sequence[Accepted]
    entries: Sequence[Entry]
    impacts: Sequence[Impact]
    moments: Sequence[Moment]

    @cached_property
    def person(self) -> dict[int, Contact]:
        """Contacts by id."""
        return {each.key: each for each in self.contacts}

    @cached_property
    def need(self) -> dict[int, Need]:
        """Needs by id."""
        return {each.key: each for each in self.needs}

    @cached_property
    def touch(self) -> dict[int, Touch]:
        """Touches by id."""
        return {each.key: each for each in self.touches}

    @cached_property
    def answer(self) -> dict[int, Response]:
        """The latest answer to each offer, by the offer's id."""
        return {each.offer_id: each for each in self.responses}

    def name_of(self, contact_id: int | None) -> str | None:
        """A contact's name."""
        return None if contact_id is None else self.person[contact_id].name

    @property
    def open_deal(self) -> Deal | None:
        """The deal that is open."""
        return next((each for each in self.deals if each.state == State.OPEN), None)

    @property
    def deal(self) -> Deal | None:
        """The open deal, else the latest."""
        return self.open_deal or (self.deals[-1] if self.deals else None)

    def lines_of(self, deal: Deal | None) -> list[ValueLine]:
        """The live lines of a deal."""
        return [each for each in self.lines if deal and each.deal_id == deal.id and not each.replaced]

    def inputs_of(self, deal: Deal | None) -> list[ValueInput]:
        """The inputs of a deal, without those that only a replaced line uses."""
        inputs = [each for each in self.inputs if deal and each.deal_id == deal.id]
        used = {name for line in self.lines_of(deal) for name in parse(line.formula).names}
        gone = [each for each in self.lines if deal and each.deal_id == deal.id and each.replaced]
        old = {name for line in gone for name in parse(line.formula).names}
        return [each for each in inputs if each.name in used or each.name not in old]

    def evidence(self, need: Need) -> list[Seen]:
        """All that was observed of a need: what was learned, and what the answers to offers say.

        An answer that spoke of the need itself replaces what the offer as a whole would say of it. Without one, a yes
        to an offer is a yes to each need that it covers; a refusal for want of a need is a weak no to each.
        """
        told = {(each.need_id, each.response_id) for each in self.observations if each.response_id}
        offer_of = {each.key: each.offer_id for each in self.responses}
        seen = []
        for each in self.observations:
            if each.need_id != need.id:
                continue
            channel = Channel(each.channel)
            same_as = question(channel, each.contact_id, offer_of.get(each.response_id or 0), each.note)
            evidence = Evidence(channel, Answer(each.answer), each.day, each.act_id, same_as)
            seen.append(Seen(evidence, each.act_id, each.contact_id, each.touch_id, each.response_id, each.note))
        for answer in self.responses:
            if need.key not in self.covered[answer.offer_id] or (need.id, answer.id) in told:
                continue
            if found := _said_by_answer(answer):
                same_as = question(found[0], None, answer.offer_id, "")
                evidence = Evidence(*found, answer.day, answer.act_id, same_as)
                seen.append(Seen(evidence, answer.act_id, answer.contact_id, answer.touch_id, answer.id, answer.note))
        return sorted(seen, key=lambda one: (one.evidence.day, one.evidence.order))

    def belief(self, need: Need) -> Belief:
        """The belief in a need, replayed."""
        return replay(need.chance, [each.evidence for each in self.evidence(need)], self.settings.ratios)

    def patience(self) -> Patience:
        """The patience ledger, replayed."""
        spent = [
            (each.day, each.act_id, kind)
            for each in self.touches
            if (kind := touch_spends(Kind(each.kind), each.inbound)) is not None
        ]
        spent += [
            (each.day, each.act_id, kind)
            for each in self.responses
            if (kind := answer_spends(Verdict(each.verdict))) is not None
        ]
        return ledger(self.settings.patience, spent, self.settings.spending)

    def case(self, deal: Deal | None, *, now: bool = False) -> Case:
        """The value case of a deal: as frozen when it was closed, or as it stands (`now` asks for that always)."""
        if deal is not None and deal.frozen and not now:
            return from_plain(json.loads(deal.frozen))
        return Case(
            self.account.currency,
            self.settings.years,
            self.settings.discount_rate,
            tuple(self._input(each) for each in self.inputs_of(deal)),
            tuple(self._line(each) for each in self.lines_of(deal)),
        )

    def result(self, deal: Deal | None = None) -> Result:
        """The value case of a deal (else the current one) worked out."""
        return work(self.case(deal or self.deal))

    def _input(self, row: ValueInput) -> Input:
        estimate = Estimate(row.low, row.likely, row.high)
        return Input(
            row.name, estimate, row.unit, Source(row.source), self.name_of(row.contact_id), row.day, row.touch_id
        )

    def _line(self, row: ValueLine) -> Line:
        agreed = [each for each in self.acceptances if each.line_id == row.id]
        return Line(
            row.number,
            row.name,
            Effect(row.effect),
            row.formula,
            self.need[row.need_id].number if row.need_id else None,
            self.name_of(row.contact_id),
            row.once,
            row.risk,
            tuple(read_fraction(each) for each in row.ramp.split("/")),
            row.guess,
            self._acceptance(agreed[-1]) if agreed else None,
            row.need_id is not None and self.belief(self.need[row.need_id]).chance < GONE,
        )

    def _acceptance(self, row: Accepted) -> Acceptance:
        by = self.name_of(row.contact_id)
        assert by is not None
        return Acceptance(by, row.day, row.touch_id, row.figure, row.basis)

    def money(self) -> dict[int, Decimal]:
        """The yearly benefit that the lines of the current deal tie to each need, by need number."""
        total: dict[int, Decimal] = defaultdict(Decimal)
        for worked in self.result().lines:
            if worked.line.need is not None and worked.line.effect is not Effect.COST:
                total[worked.line.need] += worked.amount
        return dict(total)

    def today_with(self, contact_id: int | None, today: date, kind: str | None = None) -> Touch | None:
        """Today's latest touch with a person; of nobody in particular only when a kind is named."""
        for each in reversed(self.touches):
            if each.day != today or (kind is not None and each.kind != kind):
                continue
            if contact_id in self.present[each.key] or (contact_id is None and kind is not None):
                return each
        return None


def _said_by_answer(row: Response) -> tuple[Channel, Answer] | None:
    if row.verdict == Verdict.ACCEPTED:
        return Channel.OFFER, Answer.YES
    if row.verdict == Verdict.REJECTED and row.reason == Reason.NO_NEED:
        return Channel.REFUSAL, Answer.NO
    return None
