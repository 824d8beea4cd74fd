"""Win rate by source of need: how far the guesses of each came, and between what the rate lies."""

from collections.abc import Sequence

from valueloop.document import Bar, Block, Cell, Document, cell, muted, strong, table, text
from valueloop.domain.origin import ENOUGH
from valueloop.domain.page.origin import SourcesPage, SourceView
from valueloop.report.figures import count, percent


def sources(page: SourcesPage) -> Document:
    """The sources with how far their needs came, and the win rate of each in words."""
    title = "Sources of needs, and what was won by each"
    whole = page.sources[0]
    if not whole.guessed:
        said = 'No need is guessed yet: vl guess ACCOUNT "…" --save 80k..140k --via call says where one came from.'
        return Document(title, (text(said),))
    blocks: list[Block] = [
        text(
            strong(f"{whole.won:,} of {count(whole.settled, 'settled need')} won"),
            f"; {whole.guessed - whole.settled:,} more are under way.",
        ),
        _came(_shown(page.sources)),
        _rates(_shown(page.sources)),
        text(*_said(page.sources)),
        text(muted(_HOW)),
    ]
    return Document(title, tuple(blocks))


_HOW = (
    "By the way and channel that the guess came by. Settled: won, or stopped, since the evidence spoke against it, its "
    "deal was lost or the account was parted with; what is under way is no loss. The rate lies between the two figures "
    f"nine times of ten, if nothing was known of it before; of fewer than {ENOUGH} it is not said."
)


def _name(each: SourceView) -> Cell:
    if each.channel is not None:
        return cell(f"· {each.channel.value}")
    return cell(strong(each.way.value if each.way else "all"))


def _shown(found: Sequence[SourceView]) -> list[SourceView]:
    """The sources but those whose channel is all of its way."""
    return [each for each in found if each.channel is None or each.channel.value != each.way]


def _came(found: Sequence[SourceView]) -> Block:
    rows: list[list[Cell | str]] = [
        [_name(each), *(f"{some:,}" for some in (each.guessed, each.found, each.offered, each.accepted, each.won))]
        for each in found
    ]
    return table(["Guessed by", ">Guessed", ">Found", ">Offered", ">Accepted", ">Won"], rows)


def _rates(found: Sequence[SourceView]) -> Block:
    rows: list[list[Cell | str]] = [[_name(each), *_rate(each)] for each in found]
    return table(["Guessed by", "Won of settled", "The next one is won"], rows)


def _rate(each: SourceView) -> tuple[Cell | str, Cell]:
    won = f"{each.won:,} of {each.settled:,}"
    if each.settled < ENOUGH:
        return won, cell(muted("too few to say" if each.settled else "none settled yet"))
    lies = f" {percent(each.rate.rate)}, between {percent(each.rate.low)} and {percent(each.rate.high)}"
    return won, cell(Bar(each.rate.rate), lies)


def _said(found: Sequence[SourceView]) -> tuple[str, ...]:
    """What can be said of one way against another: only where the ranges do not meet."""
    ways = [each for each in found if each.way and not each.channel and each.settled >= ENOUGH]
    best = max(ways, key=lambda each: each.rate.rate, default=None)
    if best is None or best.way is None:
        return (f"No way has {ENOUGH} settled needs yet: too few to say which is better.",)
    below = [each.way.value for each in ways if each.way and each.rate.high < best.rate.low]
    if below:
        return (f"Needs by {best.way.value} are won more often than those by {' and '.join(below)}.",)
    return ("No way is better than another by more than chance makes.",)
