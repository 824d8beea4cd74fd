"""What the store has learned of its closed accounts: counted when a deal closes, and read as rates."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from math import prod

from sqlmodel import col, select

from valueloop.domain.account import size_class
from valueloop.domain.loop.evidence import Answer, Channel, Way, way
from valueloop.domain.loop.joint import Joint
from valueloop.domain.loop.learning import base_rate as rate_of
from valueloop.domain.loop.learning import bayes_factor, said, walk_rate
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.names import fold
from valueloop.domain.number import EXACT
from valueloop.domain.page.rates import NeedRate, RatesPage, SettingRate
from valueloop.domain.probability import chance_of, odds
from valueloop.domain.settings import LEARNED_FROM, RATIO_SPREAD, SHARE_SPREAD, Settings
from valueloop.store import tally
from valueloop.store.account import Account
from valueloop.store.dossier import Dossier
from valueloop.store.load import settings as settings_of
from valueloop.store.plan import Tally
from valueloop.store.session import Store, Unit
from valueloop.usecases.outlook import relation

ALIKE = {2: 1.0, 1: 0.5, 0: 0.15}  # what an account counts by how many of industry and size it shares: judgement


@dataclass(frozen=True)
class BaseRate:
    """How often a need of a name was there at accounts like one, and how many accounts' worth of evidence says so."""

    mean: Decimal
    accounts: Decimal


def base_rate(unit: Unit, account: Account, need: str) -> BaseRate | None:
    """The base rate of a need at accounts like this one; None where no closed deal has spoken to a need of that name.

    An account counts whole where it shares industry and class of size, half where it shares one, else 0.15.
    """
    weights: dict[int, float] = defaultdict(float)
    industry, size = fold(account.industry), size_class(account.size)
    for each in tally.counts(unit, _subject(need)):
        shared = (each.industry == industry and industry != "") + (each.size == size and size != 0)
        weights[each.point] += ALIKE[shared] * each.amount
    found = rate_of(weights)
    if not found.accounts:
        return None
    return BaseRate(_four(found.mean), Decimal(f"{found.accounts:.1f}"))


_NEED = "need "


def _subject(need: str) -> str:
    return _NEED + fold(need)


def rates(store: Store) -> RatesPage:
    """What the store has learned: base rates by kind of need, and the settings that closed accounts speak to."""
    return store.read(_page)


def _page(unit: Unit) -> RatesPage:
    points: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for each in unit.session.exec(select(Tally).where(col(Tally.subject).startswith(_NEED))).all():
        points[each.subject][each.point] += each.amount
    needs = []
    for subject, weights in points.items():
        found = rate_of(weights)
        needs.append(NeedRate(subject.removeprefix(_NEED), _four(found.mean), Decimal(f"{found.accounts:.1f}")))
    needs.sort(key=lambda each: (-each.accounts, each.name))
    return RatesPage(tuple(needs), tuple(_settings(unit)))


def _settings(unit: Unit) -> Iterator[SettingRate]:
    """Each setting that has been spoken to, as it is and as it was learned."""
    own = settings_of(unit).own
    plain = Settings(own)
    for subject, points in sorted(tally.by_subject(unit).items()):
        accounts, mine = points[tally.ACCOUNTS], any(key.startswith(subject) for key in own)
        in_force = accounts >= LEARNED_FROM and not mine
        if subject.startswith("walk."):
            usual = _four(plain.plans(subject))
            learned = _four(walk_rate(float(usual), points[tally.WALKED], points[tally.SPENT] / 1000))
            yield SettingRate(subject, usual, learned, accounts, in_force)
            continue
        factor = tally.scale_of(subject, points).factor
        if subject == "payable.share":
            usual = _four(plain.payable.share)
            yield SettingRate(subject, usual, _four(float(usual) * factor), accounts, in_force)
            continue
        channel = Channel(subject.removeprefix("ratio."))
        for answer in (Answer.YES, Answer.NO):
            usual = plain.ratios(channel, answer)
            yield SettingRate(f"{subject}.{answer}", usual, _four(float(usual) ** factor), accounts, in_force)


def _four(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")


def count(unit: Unit, dossier: Dossier, *, lost: bool) -> None:
    """Count what an account teaches when its deal closes; a need counted before is counted anew, as it stands now."""
    industry, size = fold(dossier.account.industry), size_class(dossier.account.size)
    for need in dossier.needs:
        if need.direction == Direction.PERSONAL:
            continue
        belief = dossier.belief(need)
        found = bayes_factor(float(belief.prior), float(belief.chance))
        changes: dict[int, int] = defaultdict(int)
        if need.counted is not None:
            changes[need.counted] -= 1
        changes[found] += 1
        need.counted = found
        tally.add(unit, _subject(need.name), changes, industry, size)
    for subject, points in _lessons(dossier, lost=lost):
        tally.add(unit, subject, {**points, tally.ACCOUNTS: 1})


def _lessons(dossier: Dossier, *, lost: bool) -> Iterator[tuple[str, dict[int, int]]]:
    """What the closing deal says of the settings: patience, what customers pay, how well each channel tells."""
    patience = dossier.patience()
    last = dossier.answer.get(dossier.offers[-1].key) if dossier.offers else None
    walked = lost and last is not None and last.verdict == Verdict.SILENT
    spent = round(1000 * max(patience.start - patience.left, Decimal(0)))
    yield f"walk.{relation(dossier)}", {tally.WALKED: int(walked), tally.SPENT: spent}
    if not dossier.tests:
        return
    joint = dossier.beliefs[1]
    payable, tests = dossier.settings.payable, dossier.tests.values()
    asked = Joint.independent({need: float(_by_asking(dossier, need)) for need in joint.needs})

    def answers(factor: float) -> float:
        return asked.answered(tests, replace(payable, share=payable.share * factor))

    yield "payable.share", dict(enumerate(said(answers, SHARE_SPREAD)))
    for channel, likely in _told(dossier):
        yield f"ratio.{channel.value}", dict(enumerate(likely))


def _by_asking(dossier: Dossier, need: int) -> Decimal:
    """A need's chance by all that was said of it but the answers to offers."""
    belief = dossier.beliefs[0][need]
    in_favour = odds(belief.prior)
    for each in belief.readings:
        if each.counts and each.evidence.same_as not in dossier.tests:
            in_favour *= dossier.settings.ratios(each.evidence.channel, each.evidence.answer)
    return chance_of(in_favour)


def _told(dossier: Dossier) -> Iterator[tuple[Channel, tuple[int, ...]]]:
    """How well each channel told, by needs that an offer has tested: the chance of its answers at each power.

    The chance that the need is there is that of all other evidence.
    """
    found: dict[Channel, list[tuple[float, Answer]]] = defaultdict(list)
    beliefs, joint = dossier.beliefs
    for need in joint.needs:
        belief = beliefs[need]
        for each in belief.readings:
            seen = each.evidence
            if each.counts and way(seen.channel) is Way.ASK and seen.answer is not Answer.UNSURE:
                ratio = dossier.settings.ratios(seen.channel, seen.answer)
                other = float(chance_of(EXACT.divide(odds(belief.chance), ratio)))
                found[seen.channel].append((other, seen.answer))
    for channel, answers in found.items():
        ratios = {each: float(dossier.settings.ratios(channel, each)) for each in (Answer.YES, Answer.NO)}

        if ratios[Answer.NO] < 1 < ratios[Answer.YES]:
            yield channel, said(partial(_all_said, answers, ratios), RATIO_SPREAD)


def _all_said(answers: Sequence[tuple[float, Answer]], ratios: dict[Answer, float], power: float) -> float:
    return prod(_said(there, answer, ratios, power) for there, answer in answers)


def _said(there: float, answer: Answer, ratios: dict[Answer, float], power: float) -> float:
    """The chance of an answer, where a need is there with a chance, and the channel's ratios are taken to a power."""
    yes, no = (float(ratios[each] ** power) for each in (Answer.YES, Answer.NO))
    specificity = (yes - 1) / (yes - no)
    said_yes = there * yes * (1 - specificity) + (1 - there) * (1 - specificity)
    return said_yes if answer is Answer.YES else 1 - said_yes
