"""What discovery takes: days, loops and touches by way and channel, what was found first, and what is still open."""

from collections.abc import Sequence
from decimal import Decimal

from valueloop.document import Block, Cell, Document, Heading, cell, muted, strong, table, text
from valueloop.domain.discovery import ENOUGH, Quartiles
from valueloop.domain.loop.belief import FOUND
from valueloop.domain.page.discovery import DiscoveryGroup, DiscoveryPage, FirstFound, FoundNeed, OpenNeed
from valueloop.report.figures import count, day, number, percent

NEWEST = 12  # so many needs of each list are shown


def discovery(page: DiscoveryPage, *, every: bool = False) -> Document:
    """The middle and the quartiles by way and channel, what was found first, each need found, and what is open."""
    title = "Discovery: what it takes to find a need"
    whole = page.groups[0]
    if not whole.guessed:
        said = 'No need is guessed yet: vl guess ACCOUNT "…" --save 80k..140k begins with one.'
        return Document(title, (text(said),))
    blocks: list[Block] = [text(strong(f"{whole.found:,} of {count(whole.guessed, 'need')} found"), _middle(whole))]
    if whole.found < ENOUGH:
        blocks.append(text(f"Too few to say more than what was: {ENOUGH} found are needed."))
    blocks += [_groups(page.groups), text(muted(_HOW))]
    if page.found:
        blocks += [Heading("What was found first"), _firsts(page.firsts)]
        blocks += [Heading("Needs found"), *_found(page.found, every=every)]
    if page.open:
        blocks += [Heading("Needs still open"), *_open(page.open, page.open_days, every=every)]
    return Document(title, tuple(blocks))


_HOW = (
    f"Found: evidence brought the chance to {percent(FOUND)}, and it stayed there; one that was only typed is none. By "
    "the way and channel that the guess came by. Days since the first touch with the account, and since the guess; "
    f"offers answered and touches by then, at the account. Each is the middle figure; from {ENOUGH} found on, in "
    "brackets the quartiles."
)


def _middle(whole: DiscoveryGroup) -> str:
    if whole.since_guess is None or whole.loops is None or whole.touches is None:
        return "."
    return (
        f": in the middle {_days(whole.since_guess.median)} after the guess, after "
        f"{_counted(whole.loops.median, 'answered offer')} and {_counted(whole.touches.median, 'touch')}."
    )


def _days(days: Decimal) -> str:
    return _counted(days, "day")


def _counted(figure: Decimal, what: str) -> str:
    """So many of a thing, which may be a half.

    >>> _counted(Decimal(1), "day"), _counted(Decimal("1.5"), "touch")
    ('1 day', '1.5 touches')
    """
    behind = count(1 if figure == 1 else 2, what).partition(" ")[2]
    return f"{number(figure)} {behind}"


def _groups(found: Sequence[DiscoveryGroup]) -> Block:
    rows: list[list[Cell | str]] = [
        [
            _name(each),
            f"{each.found:,} of {each.guessed:,}",
            *(
                _quartiles(one, whole=each.found >= ENOUGH)
                for one in (each.since_touch, each.since_guess, each.loops, each.touches)
            ),
        ]
        for each in found
        if each.channel is None or each.channel.value != each.way
    ]
    return table(["Guessed by", ">Found", ">From first touch", ">From guess", ">Offers", ">Touches"], rows)


def _name(each: DiscoveryGroup) -> Cell:
    if each.channel is not None:
        return cell(f"· {each.channel.value}")
    return cell(strong(each.way.value if each.way else "all"))


def _quartiles(found: Quartiles | None, *, whole: bool) -> str:
    """The middle figure, and the quartiles where there are enough figures for them."""
    if found is None:
        return "–"
    if not whole or found.low == found.high:
        return number(found.median)
    return f"{number(found.median)} ({number(found.low)} to {number(found.high)})"


def _firsts(found: Sequence[FirstFound]) -> Block:
    rows: list[list[Cell | str]] = [
        [each.need, f"{each.found:,}", f"{each.first:,}"] for each in found[:NEWEST] if each.first
    ]
    return table(["Need", ">Found", ">First at its account"], rows)


def _found(found: Sequence[FoundNeed], *, every: bool) -> list[Block]:
    shown = found if every else found[:NEWEST]
    rows: list[list[Cell | str]] = [
        [
            cell(each.need, muted(f", {each.account}")),
            f"{each.guessed_by.value}, {each.found_by.value}",
            day(each.found),
            f"{each.since_guess:,}",
            f"{each.loops:,}",
            f"{each.touches:,}",
        ]
        for each in shown
    ]
    heads = ["Need", "Guessed, found by", "Found", ">Days", ">Offers", ">Touches"]
    return [table(heads, rows), *_more(len(found) - len(shown))]


def _open(found: Sequence[OpenNeed], days: Quartiles | None, *, every: bool) -> list[Block]:
    shown = found if every else found[:NEWEST]
    rows: list[list[Cell | str]] = [
        [cell(each.need, muted(f", {each.account}")), percent(each.chance), day(each.guessed), f"{each.days:,}"]
        for each in shown
    ]
    return [
        text(f"{count(len(found), 'need')}{_since(days, whole=len(found) >= ENOUGH)}."),
        table(["Need", ">Chance", "Guessed", ">Days open"], rows),
        *_more(len(found) - len(shown)),
    ]


def _since(days: Quartiles | None, *, whole: bool) -> str:
    if days is None:
        return ""
    shown = _quartiles(days, whole=whole)
    behind = _days(days.median) if shown == number(days.median) else f"{shown} days"
    return f", open for {behind} in the middle"


def _more(left: int) -> list[Block]:
    return [text(muted(f"And {left:,} more: vl report discovery --all."))] if left else []
