"""The counts that closed accounts leave: added to, and read; what they teach of the settings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlmodel import col, select

from valueloop.domain.loop.learning import POINTS, Scale, scale, walk_rate
from valueloop.domain.settings import LEARNED_FROM, RATIO_SPREAD, SHARE_SPREAD, Settings
from valueloop.store.plan import Tally
from valueloop.store.session import Unit

WALKED, SPENT, ACCOUNTS = 0, 1, POINTS  # the points of a count of patience; of every subject, how many accounts


def add(unit: Unit, subject: str, amounts: Mapping[int, int], industry: str = "", size: int = 0) -> None:
    """Add to a subject's counts, by point of its grid; what comes to nought is taken away."""
    query = select(Tally).where(Tally.subject == subject, Tally.industry == industry, Tally.size == size)
    rows = {each.point: each for each in unit.session.exec(query).all()}
    for point, amount in amounts.items():
        row = rows.get(point)
        if row is None:
            if amount:
                unit.add(Tally(subject=subject, industry=industry, size=size, point=point, amount=amount))
        elif row.amount + amount:
            row.amount += amount
        else:
            unit.session.delete(row)


def counts(unit: Unit, subject: str) -> Sequence[Tally]:
    """All counts of a subject, over industries and classes of size."""
    return unit.session.exec(select(Tally).where(Tally.subject == subject)).all()


def learned(unit: Unit, own: Mapping[str, str]) -> dict[str, Decimal]:
    """What the counts say of the settings that the user has not set: factors, powers and rates by key.

    Nothing before ten accounts have spoken to it: a default that is judgement beats a figure that is chance.
    """
    plain, found = Settings(own), {}
    for subject, points in by_subject(unit).items():
        if points[ACCOUNTS] < LEARNED_FROM or any(key.startswith(subject) for key in own):
            continue
        if subject.startswith("walk."):
            usual = plain.plans(subject)
            found[subject] = Decimal(f"{walk_rate(usual, points[WALKED], points[SPENT] / 1000):.4f}")
        else:
            found[subject] = Decimal(f"{scale_of(subject, points).factor:.4f}")
    return found


def scale_of(subject: str, points: Mapping[int, int]) -> Scale:
    """The posterior of a subject's scale."""
    spread = SHARE_SPREAD if subject == "payable.share" else RATIO_SPREAD
    return scale(points, points.get(ACCOUNTS, 0), spread)


def by_subject(unit: Unit) -> dict[str, dict[int, int]]:
    """The counts of all settings, by subject and point."""
    rows = unit.session.exec(select(Tally).where(~col(Tally.subject).startswith("need "))).all()
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for each in rows:
        found[each.subject][each.point] += each.amount
    return found
