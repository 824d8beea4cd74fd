"""Calibration over the store: forecasts as they were when each act was done, against what came of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlmodel import col, select

from valueloop.domain.account import size_class
from valueloop.domain.deal import State
from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.response import Verdict
from valueloop.domain.page.calibration import AdviceView, CalibrationPage
from valueloop.domain.plan.advice import MoveKind
from valueloop.domain.plan.calibration import Forecast, bins, scores
from valueloop.domain.plan.prediction import Predictor
from valueloop.store.account import Account, Product
from valueloop.store.loop import Moment, Need, Observation, Offer, Response
from valueloop.store.session import Store, Unit
from valueloop.store.value import Deal


@dataclass
class _Records:
    """What calibration needs of the whole store; rows by the act that wrote them."""

    moments: Sequence[Moment]
    needs: dict[int, Need]
    seen: dict[int, list[Observation]] = field(default_factory=dict)
    answers: dict[int, list[Response]] = field(default_factory=dict)
    made: dict[int, Offer] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    products: dict[int, str] = field(default_factory=dict)


def calibration(store: Store) -> CalibrationPage:
    """How good the forecasts were, the user's and the tool's, and what came of the advice."""
    return store.read(_page)


def _page(unit: Unit) -> CalibrationPage:
    records = _records(unit)
    offered, guessed = list(_offered(records)), list(_guessed(records))
    ours = [*_asked(records), *offered]
    found = [*ours, *guessed, *_closing(unit)]
    needs = [each for each in guessed if each.source == _TOOL]
    grouped = sorted(scores(found), key=lambda each: each.source.partition(":")[0])
    return CalibrationPage(tuple(grouped), bins(ours), tuple(_advice(records)), bins(needs), bins(offered))


def _records(unit: Unit) -> _Records:
    session = unit.session
    records = _Records(
        session.exec(select(Moment).order_by(col(Moment.id))).all(),
        {each.key: each for each in session.exec(select(Need)).all()},
        products={each.key: each.name for each in session.exec(select(Product)).all()},
    )
    for seen in session.exec(select(Observation).order_by(col(Observation.id))).all():
        records.seen.setdefault(seen.act_id, []).append(seen)
    for answer in session.exec(select(Response).order_by(col(Response.id))).all():
        records.answers.setdefault(answer.act_id, []).append(answer)
    for offer in session.exec(select(Offer)).all():
        records.made[offer.act_id] = records.offers[offer.key] = offer
    return records


def _asked(records: _Records) -> Iterator[Forecast]:
    """The tool's forecast of each answer to a question."""
    for moment in records.moments:
        expected = _forecast(moment, "asked")
        for seen in records.seen.get(moment.act_id, ()):
            chance = expected.get(str(records.needs[seen.need_id].number))
            if chance is not None and seen.answer != Answer.UNSURE:
                yield Forecast(f"a yes, asked by {seen.channel}", Decimal(chance), seen.answer == Answer.YES)


def _offered(records: _Records) -> Iterator[Forecast]:
    """The tool's forecast of each answer to an offer."""
    for moment in records.moments:
        expected = _forecast(moment, "offered")
        for answer in records.answers.get(moment.act_id, ()):
            chance = expected.get(str(answer.offer_id))
            if chance is not None and answer.verdict != Verdict.SILENT:
                yield Forecast("an offer is taken", Decimal(chance), answer.verdict == Verdict.ACCEPTED)


_TOOL = "a need is there: the tool, before the offer's answer"


def _guessed(records: _Records) -> Iterator[Forecast]:
    """The chances typed with guesses, and the tool's own before the offer, where an answer spoke of the need itself."""
    settled: set[int] = set()
    for moment in records.moments:
        before = json.loads(moment.before)
        for seen in records.seen.get(moment.act_id, ()):
            need = records.needs[seen.need_id]
            if seen.channel != Channel.OFFER or seen.answer == Answer.UNSURE or need.key in settled:
                continue
            settled.add(need.key)
            there = seen.answer == Answer.YES
            if need.typed:
                yield Forecast(f"a need is there: your guess, by {need.channel}", need.chance, there)
            if (chance := before.get(str(need.number))) is not None:
                yield Forecast(_TOOL, Decimal(chance), there)


def _closing(unit: Unit) -> Iterator[Forecast]:
    """The predictor's chance that a deal is won, before each closing, and learned after it."""
    accounts = {each.key: each for each in unit.session.exec(select(Account)).all()}
    closed = unit.session.exec(select(Deal).where(Deal.state != State.OPEN).order_by(col(Deal.closed), col(Deal.id)))
    predictor = Predictor()
    for deal in closed.all():
        traits = _traits(accounts[deal.account_id])
        won = deal.state == State.WON
        yield Forecast("a deal is won, by accounts like it", Decimal(f"{predictor.chance(traits):.6f}"), won)
        predictor.learn(traits, won)


def _traits(account: Account) -> dict[str, str]:
    return {
        "industry": account.industry,
        "size": str(size_class(account.size)),
        "region": account.region,
        "owner": account.owner,
        "exposure": account.exposure or "",
    }


def _forecast(moment: Moment, kind: str) -> dict[str, str]:
    found = json.loads(moment.forecast).get(kind, {}) if moment.forecast else {}
    return dict(found)


def _advice(records: _Records) -> Iterator[AdviceView]:
    """What was advised last before each question and each offer, and whether that was it."""
    counts = {kind: [0] * 5 for kind in (MoveKind.ASK, MoveKind.OFFER)}
    last: dict[int, dict[str, object]] = {}
    for moment in records.moments:
        advised = last.get(moment.account_id, {})
        last[moment.account_id] = json.loads(moment.move)
        for kind, matches, came in _acts(records, moment, advised):
            given = advised.get("kind") == kind.value
            counts[kind][0] += given
            at = 1 if given and matches else 3
            counts[kind][at] += 1
            counts[kind][at + 1] += came
    for kind, found in counts.items():
        if any(found):
            yield AdviceView(kind.value, *found)


def _acts(records: _Records, moment: Moment, advised: dict[str, object]) -> Iterator[tuple[MoveKind, bool, bool]]:
    """The questions and offers of an act: whether each is what was advised, and whether a yes came of it."""
    for seen in records.seen.get(moment.act_id, ()):
        if way(Channel(seen.channel)) is Way.ASK:
            need = records.needs[seen.need_id]
            yield MoveKind.ASK, advised.get("number") == need.number, seen.answer == Answer.YES
    offer = records.made.get(moment.act_id)
    if offer is not None:
        answers = [each for found in records.answers.values() for each in found if each.offer_id == offer.key]
        taken = bool(answers) and answers[-1].verdict == Verdict.ACCEPTED
        yield MoveKind.OFFER, advised.get("about") == records.products[offer.product_id], taken
