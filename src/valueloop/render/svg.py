"""Drawings of an HTML page, as inline SVG: bars, stretches of a scale, how shares went; each says its figures."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from html import escape

from valueloop.document import Bar, Course, Stretch, Style, Timeline
from valueloop.render.cells import on_one_line

_LEAST = Decimal("0.008")  # what is more than nothing is seen
_COLOURS, _DASHES = 6, 5  # with no common factor, so that thirty courses each have a look of their own
# A chart is as wide as its page: across it reckons in hundredths of the width, down in pixels, so its letters stay.
_LEFT, _RIGHT = 11, 82
_TOP, _LEAST_HEIGHT, _LINE = 10, 180, 15
_MONTHS = 7
_SHORT = 8  # letters of a name that has room beside its line


def escaped(text: str) -> str:
    """A text on one line that HTML shows as typed, between tags and within quotes.

    >>> escaped('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return escape(on_one_line(text), quote=True)


def bar(each: Bar) -> str:
    """A bar that is full up to its share; what was gained since shows lighter, what was lost thinner.

    >>> print(bar(Bar(Decimal("0.7"), Decimal("0.4"))).split(">")[2])
    70%, before 40%</title
    """
    now = _within(each.share)
    was = now if each.was is None else _within(each.was)
    said = f"{now:.0%}" if each.was is None else f"{now:.0%}, before {was:.0%}"
    low, high = sorted((now, was))
    changed = _rect("gained", low, high - low, 0, 10) if now > was else _rect("lost", low, high - low, 3, 4)
    drawn = [_rect("rest", Decimal(0), Decimal(1), 0, 10), _rect("full", Decimal(0), low, 0, 10)]
    return _picture("bar", 10, said, "".join([*drawn, changed if low != high else ""]))


_STEPS = {Style.BAD: "lost", Style.STRONG: "sum"}


def stretch(each: Stretch) -> str:
    """A stretch of a scale, drawn where it lies; `mark` is a line that meets those of the rows above and below.

    >>> "to 75% of the scale, mark at 50%" in stretch(Stretch(Decimal("0.25"), Decimal("0.75"), Decimal("0.5")))
    True
    """
    begin, end = _within(each.begin), _within(each.end)
    said = f"{begin:.0%} to {end:.0%} of the scale"
    drawn = [_rect("scale", Decimal(0), Decimal(1), 8, 1)]
    if each.begin != each.end:
        wide = max(end - begin, _LEAST)
        drawn.append(_rect(_STEPS.get(each.style, "full"), min(begin, 1 - wide), wide, 1, 14))
    if each.mark is not None:
        mark = _within(each.mark)
        said += f", mark at {mark:.0%}"
        at = _number(mark * 100)
        drawn.append(f'<line class="mark" x1="{at}" x2="{at}" y1="-30" y2="46"/>')
    return _picture("stretch", 16, said, "".join(drawn))


def chart(block: Timeline, name: str) -> str:
    """Courses as step lines over their days; `name` begins the ids that tie the drawing to its words.

    >>> drawn = chart(Timeline("Chance", (Course("need 1", ((date(2026, 6, 1), Decimal("0.5")),), "50%"),)), "chart-1")
    >>> drawn.split("<desc")[1].split("</desc>")[0]
    ' id="chart-1-figures">need 1: 50%'
    """
    first, last = block.days
    height = max(_LEAST_HEIGHT, _LINE * (len(block.courses) - 1))
    named = all(len(on_one_line(each.name)) <= _SHORT for each in block.courses)
    labels = [escaped(each.name) if named else str(at) for at, each in enumerate(block.courses, 1)]
    ends = [_down(each.points[-1][1], height) for each in block.courses]
    drawn = [_axes(first, last, height)]
    for at, (each, end, place) in enumerate(zip(block.courses, ends, spread(ends, height), strict=True)):
        label = f'<text x="{_RIGHT + 3}%" y="{place + 4}">{labels[at]}</text>'
        led = f'<line class="lead" x1="{_RIGHT}%" x2="{_RIGHT + 2.5}%" y1="{end}" y2="{place}"/>'
        drawn.append(f'<g class="{look(at)}">{_steps(each, first, last, height)}{led}{label}</g>')
    said = "; ".join(f"{escaped(each.name)}: {escaped(each.figures)}" for each in block.courses)
    return (
        f'<svg class="chart" role="img" aria-labelledby="{name}-title" aria-describedby="{name}-figures" '
        f'width="100%" height="{height + 54}">'
        f'<title id="{name}-title">{escaped(block.title)}, {in_words(first)} to {in_words(last)}</title>'
        f'<desc id="{name}-figures">{said}</desc>{"".join(drawn)}</svg>'
    )


def swatch(at: int, name: str) -> str:
    """A piece of the line of a course, to stand beside its name."""
    line = f'<g class="{look(at)}"><line x1="0" x2="36" y1="6" y2="6"/></g>'
    return f'<svg class="swatch" role="img" width="36" height="12"><title>line of {escaped(name)}</title>{line}</svg>'


def look(at: int) -> str:
    """The colour and the dashes of a course, by its place, as classes of the stylesheet.

    >>> look(7)
    'c1 d2'
    """
    return f"c{at % _COLOURS} d{at % _DASHES}"


def in_words(day: date) -> str:
    """A day as a page writes it.

    >>> in_words(date(2026, 6, 5))
    '5 Jun 2026'
    """
    return f"{day.day} {day:%b %Y}"


def spread(ends: Sequence[int], height: int) -> list[int]:
    """Where the labels stand that belong to line ends: near them, in their order, none upon another.

    >>> spread([100, 98, 20], 180)
    [113, 98, 20]
    """
    order = sorted(range(len(ends)), key=lambda at: ends[at])
    placed: dict[int, int] = {}
    lowest = _TOP - _LINE
    for at in order:
        lowest = placed[at] = max(ends[at], lowest + _LINE)
    highest = _TOP + height + _LINE
    for at in reversed(order):
        highest = placed[at] = min(placed[at], highest - _LINE)
    return [placed[at] for at in range(len(ends))]


def _steps(each: Course, first: date, last: date, height: int) -> str:
    """One course: level from each day to the next, and up or down on it; it began where the dot is."""
    begun, share = each.points[0]
    lines = []
    at, level = _across(begun, first, last), _down(share, height)
    lines.append(f'<circle cx="{_number(at)}%" cy="{level}" r="3"/>')
    for day, after in each.points[1:]:
        to, new = _across(day, first, last), _down(after, height)
        lines += [_line(at, to, level, level), _line(to, to, level, new)]
        at, level = to, new
    lines.append(_line(at, Decimal(_RIGHT), level, level))
    return "".join(lines)


def _axes(first: date, last: date, height: int) -> str:
    bottom = _TOP + height
    drawn = []
    for share in (Decimal(1), Decimal("0.5"), Decimal(0)):
        y = _down(share, height)
        drawn.append(
            f'<line x1="{_LEFT}%" x2="{_RIGHT}%" y1="{y}" y2="{y}"/><text x="0" y="{y + 4}">{share:.0%}</text>'
        )
    for month in _months(first, last):
        x = _number(_across(month, first, last))
        said = str(month.year) if month.month == 1 else f"{month:%b}"
        drawn.append(
            f'<line x1="{x}%" x2="{x}%" y1="{bottom}" y2="{bottom + 5}"/>'
            f'<text class="tick" x="{x}%" y="{bottom + 18}">{said}</text>'
        )
    drawn.append(f'<text x="{_LEFT}%" y="{bottom + 36}">{in_words(first)}</text>')
    if first != last:
        drawn.append(f'<text class="last" x="{_RIGHT}%" y="{bottom + 36}">{in_words(last)}</text>')
    return f'<g class="axes">{"".join(drawn)}</g>'


def _months(first: date, last: date) -> list[date]:
    """The first days of months between two days, at most so many that their names have room."""
    found = []
    day = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    least = -(-len(found) // _MONTHS)
    # Parts of a year and then whole years, so that where years go by their beginnings are what is kept.
    apart = next((each for each in (1, 2, 3, 4, 6) if each >= least), 12 * -(-least // 12))
    return [each for each in found if (each.year * 12 + each.month - 1) % apart == 0]


def _across(day: date, first: date, last: date) -> Decimal:
    days = (last - first).days
    return _LEFT + (_RIGHT - _LEFT) * (Decimal((day - first).days) / days if days else Decimal(0))


def _down(share: Decimal, height: int) -> int:
    return _TOP + round(height * (1 - _within(share)))


def _line(x1: Decimal, x2: Decimal, y1: int, y2: int) -> str:
    if (x1, y1) == (x2, y2):
        return ""
    return f'<line x1="{_number(x1)}%" x2="{_number(x2)}%" y1="{y1}" y2="{y2}"/>'


def _rect(look: str, begin: Decimal, wide: Decimal, y: int, high: int) -> str:
    return f'<rect class="{look}" x="{_number(begin * 100)}" width="{_number(wide * 100)}" y="{y}" height="{high}"/>'


def _picture(kind: str, high: int, said: str, drawn: str) -> str:
    return (
        f'<svg class="{kind}" role="img" width="80" height="{high}" '
        f'viewBox="0 0 100 {high}" preserveAspectRatio="none">'
        f"<title>{said}</title>{drawn}</svg>"
    )


def _within(share: Decimal) -> Decimal:
    return min(Decimal(1), max(Decimal(0), share))


def _number(each: Decimal) -> str:
    """A figure for a drawing: two places are finer than any screen."""
    return f"{each:.2f}".rstrip("0").rstrip(".")
