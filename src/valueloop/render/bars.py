"""Bars as text: a share of one, and a stretch of a scale."""

from valueloop.document import Bar, Stretch


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
