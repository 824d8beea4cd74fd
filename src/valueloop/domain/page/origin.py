"""Win rate by source of need, as its page has it."""

from dataclasses import dataclass

from valueloop.domain.loop.evidence import Channel, Way
from valueloop.domain.origin import Range


@dataclass(frozen=True)
class SourceView:
    """The needs that were guessed by one way, or by one channel of it: how many, and how many came how far.

    `channel` is None where the row is of the whole way; `way` too where it is of all. `settled` are those won or
    stopped, of which `won` is a part; `rate` is what they say of the chance that such a need is won.
    """

    way: Way | None
    channel: Channel | None
    guessed: int
    found: int
    offered: int
    accepted: int
    won: int
    settled: int
    rate: Range


@dataclass(frozen=True)
class SourcesPage:
    """Win rate by source of need: all, then each way followed by its channels."""

    sources: tuple[SourceView, ...]
