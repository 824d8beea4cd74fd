"""Bars as text: a share of one, a stretch of a scale, and how a share went."""

from datetime import date, timedelta

from valueloop.document import Bar, Course, Stretch


def bar(each: Bar, *, ascii_only: bool = False, width: int = 10) -> str:
    """A bar of ten places; where it moved, what was gained or lost shows as a lighter part.

    >>> from decimal import Decimal
    >>> bar(Bar(Decimal("0.7"), Decimal("0.4")))
    '████▒▒▒···'
    >>> bar(Bar(Decimal("0.4"), Decimal("0.7")))
    '████░░░···'
    """
    full, gained, lost, none = "#+-." if ascii_only else "█▒░·"
    was = each.share if each.was is None else each.was
    now_at, was_at = (min(width, max(0, round(part * width))) for part in (each.share, was))
    low, high = min(now_at, was_at), max(now_at, was_at)
    return full * low + (gained if now_at > was_at else lost) * (high - low) + none * (width - high)


def stretch(each: Stretch, *, ascii_only: bool = False, width: int = 20) -> str:
    """A stretch of a scale of so many places; what is more than nothing has one place at least.

    >>> from decimal import Decimal
    >>> stretch(Stretch(Decimal("0.25"), Decimal("0.75"), Decimal("0.5")), width=8)
    '··██│█··'
    """
    full, none, mark = "#.|" if ascii_only else "█·│"
    first, last = (min(width, max(0, round(part * width))) for part in (each.begin, each.end))
    if first == last and each.begin != each.end:
        first, last = (first, last + 1) if first < width else (first - 1, last)
    drawn = [full if first <= at < last else none for at in range(width)]
    if each.mark is not None:
        drawn[min(width - 1, round(each.mark * width))] = mark
    return "".join(drawn)


def course(each: Course, first: date, last: date, *, ascii_only: bool = False, width: int = 20) -> str:
    """How a share went, as steps of eight heights from a first day to a last; before it began there is nothing.

    >>> from decimal import Decimal
    >>> steps = ((date(2026, 6, 3), Decimal("0.4")), (date(2026, 6, 8), Decimal("0.9")))
    >>> course(Course("a need", steps, ""), date(2026, 6, 1), date(2026, 6, 10), width=10)
    '  ▄▄▄▄▄███'
    """
    heights = "01234567" if ascii_only else "▁▂▃▄▅▆▇█"
    days = (last - first).days
    drawn = []
    for at in range(width):
        on = first + timedelta(days=round(days * at / max(1, width - 1)))
        seen = [share for day, share in each.points if day <= on]
        drawn.append(heights[min(7, max(0, int(seen[-1] * 8)))] if seen else " ")
    return "".join(drawn)
