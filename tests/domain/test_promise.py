"""Promises and defects: what is owed next, by when, and whether a defect was responded to or only reacted to."""

from datetime import date, timedelta

import pytest

from valueloop.domain.promise import Met, Owed, Pace, Stage, Step, met, owed, stage

SEEN = date(2026, 6, 1)
PACE = Pace(1, 5)
HEARD, PLANNED, MENDED = Stage.ACKNOWLEDGED, Stage.PLANNED, Stage.MENDED


def after(days: int) -> date:
    return SEEN + timedelta(days=days)


def step(of: Stage, days: int, due: int | None = None) -> Step:
    return Step(of, after(days), None if due is None else after(due))


def test_a_defect_is_as_far_as_its_furthest_step() -> None:
    assert stage([]) is None
    assert stage([step(PLANNED, 2), step(HEARD, 1)]) is PLANNED
    assert stage([step(HEARD, 0), step(MENDED, 1)]) is MENDED


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ([], Owed(HEARD, after(1))),
        ([step(HEARD, 0)], Owed(PLANNED, after(5))),
        ([step(HEARD, 0), step(PLANNED, 2, 9)], Owed(MENDED, after(9))),
        ([step(PLANNED, 2, 9), step(PLANNED, 2, 12)], Owed(MENDED, after(12))),  # of one day the last one holds
        ([step(PLANNED, 3, 9), step(PLANNED, 2, 12)], Owed(MENDED, after(9))),  # else the latest by day
        ([step(PLANNED, 2)], Owed(MENDED, None)),
        ([step(HEARD, 0), step(MENDED, 0)], None),
    ],
)
def test_what_a_defect_asks_for_next(steps: list[Step], wanted: Owed | None) -> None:
    assert owed(SEEN, steps, PACE) == wanted


@pytest.mark.parametrize(
    ("steps", "how"),
    [
        ([], None),
        ([step(HEARD, 0), step(PLANNED, 1, 9)], None),
        ([step(MENDED, 0)], Met.REACTED),  # however quick
        ([step(HEARD, 0), step(MENDED, 0)], Met.REACTED),
        ([step(HEARD, 1), step(PLANNED, 5, 9), step(MENDED, 9)], Met.RESPONDED),  # each on its last day
        ([step(HEARD, 2), step(PLANNED, 5, 9), step(MENDED, 9)], Met.REACTED),
        ([step(HEARD, 1), step(PLANNED, 6, 9), step(MENDED, 9)], Met.REACTED),
        ([step(HEARD, 1), step(PLANNED, 5, 9), step(MENDED, 10)], Met.REACTED),
        ([step(PLANNED, 1, 9), step(MENDED, 9)], Met.RESPONDED),  # a plan acknowledges too
        ([step(PLANNED, 2, 9), step(MENDED, 9)], Met.REACTED),
        ([step(HEARD, 0), step(PLANNED, 3), step(MENDED, 90)], Met.RESPONDED),  # a plan without a day
        ([step(HEARD, 0), step(PLANNED, 3, 5), step(PLANNED, 5, 9), step(MENDED, 9)], Met.RESPONDED),
        ([step(HEARD, 0), step(PLANNED, 3, 5), step(PLANNED, 3, 9), step(MENDED, 9)], Met.RESPONDED),  # of one day
        ([step(HEARD, 0), step(PLANNED, 3, 9), step(PLANNED, 5, 6), step(MENDED, 9)], Met.REACTED),
        ([step(HEARD, 0), step(MENDED, 2), step(PLANNED, 3, 9)], Met.REACTED),  # planned once it was mended
    ],
)
def test_how_a_defect_was_met(steps: list[Step], how: Met | None) -> None:
    assert met(SEEN, steps, PACE) is how


def test_the_pace_may_be_the_same_day() -> None:
    steps = [step(HEARD, 0), step(PLANNED, 0, 0), step(MENDED, 0)]
    assert met(SEEN, steps, Pace(0, 0)) is Met.RESPONDED
