"""The domain values that an account's rows make: evidence, beliefs, patience, its value case."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import parse
from valueloop.domain.loop.belief import GONE, Belief, replay
from valueloop.domain.loop.evidence import Answer, Channel, Evidence, question
from valueloop.domain.loop.patience import Patience, answer_spends, ledger, touch_spends
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.probability import read_fraction
from valueloop.domain.touch import Kind
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.alternative import Kind as AlternativeKind
from valueloop.domain.value.case import Case, Result, work
from valueloop.domain.value.frozen import from_plain
from valueloop.domain.value.keys import with_keys
from valueloop.domain.value.line import MOST_RAMP, Acceptance, Effect, Input, Line
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Terms
from valueloop.store.contact import Touch
from valueloop.store.loop import Need, Response
from valueloop.store.rows import Rows
from valueloop.store.value import Accepted, AlternativeRow, Deal, ValueInput, ValueLine


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
class Dossier(Rows):
    """The rows of one account, and the domain values that they make."""

    def lines_of(self, deal: Deal | None) -> list[ValueLine]:
        """The live lines of a deal."""
        return [each for each in self.lines if deal and each.deal_id == deal.id and not each.replaced]

    def inputs_of(self, deal: Deal | None) -> list[ValueInput]:
        """The inputs of a deal, without those that only a replaced line uses."""
        inputs = [each for each in self.inputs if deal and each.deal_id == deal.id]
        used = {name for line in self.lines_of(deal) for name in names_in(line)}
        gone = [each for each in self.lines if deal and each.deal_id == deal.id and each.replaced]
        old = {name for line in gone for name in names_in(line)}
        kept = [each for each in inputs if each.name in used or each.name not in old]
        first = {each.name: each.key for each in sorted(self.earlier_inputs, key=lambda one: -one.key)}
        return sorted(kept, key=lambda each: first.get(each.name, each.key))  # a new figure keeps its place

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

    def case(self, deal: Deal | None) -> Case:
        """The value case of a deal: as frozen when it was closed (the first version kept less), else as it stands."""
        if deal is not None and deal.frozen:
            case = from_plain(json.loads(deal.frozen))
            return replace(case, title=case.title or self.account.name, terms=case.terms or self._terms(deal))
        case = Case(
            self.account.currency,
            self.settings.years,
            self.settings.discount_rate,
            tuple(self.input(each) for each in self.inputs_of(deal)),
            tuple(self._line(each) for each in self.lines_of(deal)),
            title=self.account.name,
            alternatives=tuple(self._alternative(each) for each in self.alternatives_of(deal)),
        )
        return with_keys(case, self._terms(deal), self.keys_of(deal))

    def keys_of(self, deal: Deal | None) -> dict[str, str]:
        """What is set of a deal's case and price, as typed."""
        return {each.name: each.value for each in self.case_keys if deal and each.deal_id == deal.id}

    def alternatives_of(self, deal: Deal | None) -> list[AlternativeRow]:
        """The alternatives of a deal."""
        return [each for each in self.alternatives if deal and each.deal_id == deal.id]

    def _terms(self, deal: Deal | None) -> Terms:
        """The usual terms: the share that is set, and the floor of the product last offered as our walk-away."""
        return Terms(fraction=self.settings.share, walk_away=self._floor(deal))

    def _floor(self, deal: Deal | None) -> Decimal | None:
        """The floor of the product last offered in the deal, where it is in the account's currency."""
        offers = [each.product_id for each in self.offers if deal and each.deal_id == deal.id]
        product = self.products[offers[-1]] if offers else None
        return product.floor if product and product.currency == self.account.currency else None

    def _alternative(self, row: AlternativeRow) -> Alternative:
        differences = tuple(
            Difference(each.name, each.amount) for each in self.contrasts if each.alternative_id == row.id
        )
        return Alternative(row.name, row.price, AlternativeKind(row.kind), row.switching, differences)

    def result(self, deal: Deal | None = None) -> Result:
        """The value case of a deal (else the current one) worked out."""
        return work(self.case(deal or self.deal))

    def input(self, row: ValueInput) -> Input:
        """An input's row as the method has it."""
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
            tuple(read_fraction(each, "ramp", MOST_RAMP) for each in row.ramp.split("/")),
            row.guess,
            self._acceptance(agreed[-1]) if agreed else None,
            row.need_id is not None and self.belief(self.need[row.need_id]).chance < GONE,
            tuple(Decimal(each) for each in row.flows.split("/")) if row.flows else (),
            row.year,
            row.delay,
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


def names_in(row: ValueLine) -> tuple[str, ...]:
    """The inputs that a line's formula names; none where its flows are given."""
    return parse(row.formula).names if row.formula else ()


def _said_by_answer(row: Response) -> tuple[Channel, Answer] | None:
    if row.verdict == Verdict.ACCEPTED:
        return Channel.OFFER, Answer.YES
    if row.verdict == Verdict.REJECTED and row.reason == Reason.NO_NEED:
        return Channel.REFUSAL, Answer.NO
    return None
