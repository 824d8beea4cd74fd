"""The domain values that an account's rows make: evidence, beliefs, patience, its value case."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from valueloop.domain.loop.belief import GONE, Belief
from valueloop.domain.loop.evidence import Answer, Channel, Evidence, question
from valueloop.domain.loop.joint import Joint, replay_all
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.patience import Cause, Patience, answer_moves, ledger, touch_moves
from valueloop.domain.loop.payable import Test
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.promise import Stage
from valueloop.domain.touch import Kind
from valueloop.domain.value.case import Case, Result, work
from valueloop.domain.value.line import Effect, Line
from valueloop.store.aftercare import Aftercare
from valueloop.store.contact import Touch
from valueloop.store.loop import Need, Offer, Response
from valueloop.store.value import Deal


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
class Dossier(Aftercare):
    """The rows of one account, and the domain values that they make."""

    def evidence(self, need: Need) -> list[Seen]:
        """All that was observed of a need: what was learned, and what the answers to offers say.

        An answer that spoke of the need itself replaces what the offer as a whole would say of it. Without one, a yes
        to an offer is a yes to each need that it covers, a refusal for want of a need a no, and any other answer unsure
        of each: what it weighs is found by the joint belief.
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
            same_as = question(Channel.OFFER, None, answer.offer_id, "")
            evidence = Evidence(*_said_by_answer(answer), answer.day, answer.act_id, same_as)
            seen.append(Seen(evidence, answer.act_id, answer.contact_id, answer.touch_id, answer.id, answer.note))
        return sorted(seen, key=lambda one: (one.evidence.day, one.evidence.order))

    def belief(self, need: Need) -> Belief:
        """The belief in a need, replayed."""
        return self.beliefs[0][need.number]

    @cached_property
    def beliefs(self) -> tuple[dict[int, Belief], Joint]:
        """The belief in every need by number, and the joint belief over those that answered offers cover."""
        return replay_all(
            {each.number: each.chance for each in self.needs},
            {each.number: [seen.evidence for seen in self.evidence(each)] for each in self.needs},
            self.tests,
            self.settings.ratios,
            self.settings.payable,
        )

    @cached_property
    def tests(self) -> dict[str, Test]:
        """The answered offers, each with its latest answer, by the question that their evidence is the same as."""
        found = {}
        for offer in self.offers:
            answer = self.answer.get(offer.key)
            needs = [self.need[each] for each in self.covered[offer.key]]
            numbers = [each.number for each in needs if each.direction != Direction.PERSONAL]
            if answer is None or not numbers:
                continue
            told = {each.need_id for each in self.observations if each.response_id == answer.id}
            found[question(Channel.OFFER, None, offer.key, "")] = Test(
                self.worth_to(numbers, offer),
                float(offer.price),
                Verdict(answer.verdict),
                Reason(answer.reason) if answer.reason else None,
                None if answer.price is None else float(answer.price),
                frozenset(self.need[each].number for each in told),
            )
        return found

    def worth_to(self, numbers: Sequence[int], offer: Offer) -> dict[int, float]:
        """What needs under an offer are worth: by the lines of its deal, else the mean of those, else as it was priced.

        Where no need of the deal has any money, the price is taken to be what the customer usually pays for them.
        """
        worths = self._worths_by_deal[offer.deal_id] or self.worths
        if worths:
            usual = sum(worths.values()) / len(worths)
        else:
            usual = max(float(offer.price), 1.0) / self.settings.payable.share / len(numbers)
        return {each: worths.get(each) or usual for each in numbers}

    @property
    def worths(self) -> dict[int, float]:
        """The present value of the benefits that lines tie to each need, whatever its chance: of the current deal.

        While that has no line with a figure, of the latest deal that has.
        """
        latest = sorted(self.deals, key=lambda each: (each is self.deal, each.key), reverse=True)
        return next((found for each in latest if (found := self._worths_by_deal[each.key])), {})

    @cached_property
    def _worths_by_deal(self) -> dict[int, dict[int, float]]:
        return {each.key: self._worths_of(each) for each in self.deals}

    def _worths_of(self, deal: Deal) -> dict[int, float]:
        case = self.frozen_case(deal) or self.live_case(deal)
        found = _worths(replace(case, lines=tuple(replace(each, refuted=False) for each in case.lines)))
        unknown = {each.need for each in case.lines} - found.keys()
        # While a better line lacks figures, the one that it replaced still says what the need is worth.
        before = [self._line(each) for each in self.lines if each.deal_id == deal.id and each.replaced]
        inputs = tuple(self.input(each) for each in self.inputs if each.deal_id == deal.id)
        older = replace(case, lines=tuple(each for each in before if each.need in unknown), inputs=inputs)
        return {**_worths(older), **found} if older.lines else found

    def patience(self) -> Patience:
        """The ledger of patience and goodwill, replayed."""
        moved = [
            (each.day, each.act_id, cause)
            for each in self.touches
            if (cause := touch_moves(Kind(each.kind), inbound=each.inbound, thanks=each.thanks)) is not None
        ]
        moved += [
            (each.day, each.act_id, cause)
            for each in self.responses
            if (cause := answer_moves(Verdict(each.verdict))) is not None
        ]
        moved += [(each.day, each.act_id, Cause.KEPT if each.kept else Cause.BROKEN) for each in self.ends.values()]
        for defect in self.defects:
            moved.append((defect.day, defect.act_id, Cause.DEFECT))
            if (how := self.met(defect)) is not None:
                mended = next(each for each in self.steps_of(defect) if each.stage == Stage.MENDED)
                moved.append((mended.day, mended.act_id, Cause(how.value)))
        for row, line in self.measurements():
            moved.append((row.day, row.act_id, Cause.REALISED if line.good else Cause.SHORTFALL))
        return ledger(self.settings.patience, moved, self.settings.amounts)

    def case(self, deal: Deal | None) -> Case:
        """The value case of a deal: as frozen when it was closed (the first version kept less), else as it stands."""
        if found := self.frozen_case(deal):
            return found
        case = self.live_case(deal)
        lines = tuple(replace(each, refuted=self._refuted(each)) for each in case.lines)
        return replace(case, lines=lines)

    def _refuted(self, line: Line) -> bool:
        return line.need is not None and self.beliefs[0][line.need].chance < GONE

    def result(self, deal: Deal | None = None) -> Result:
        """The value case of a deal (else the current one) worked out."""
        return work(self.case(deal or self.deal))

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


def _worths(case: Case) -> dict[int, float]:
    """The present value of a case's benefits, by need."""
    total: dict[int, Decimal] = defaultdict(Decimal)
    for worked in work(case).lines:
        if worked.line.need is not None and worked.line.effect is not Effect.COST and worked.counted:
            total[worked.line.need] += worked.present_value
    return {need: float(value) for need, value in total.items() if value > 0}


def _said_by_answer(row: Response) -> tuple[Channel, Answer]:
    if row.verdict == Verdict.ACCEPTED:
        return Channel.OFFER, Answer.YES
    if row.verdict == Verdict.REJECTED and row.reason == Reason.NO_NEED:
        return Channel.REFUSAL, Answer.NO
    return Channel.REFUSAL, Answer.UNSURE
