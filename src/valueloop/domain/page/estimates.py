"""How the store's estimates turned out, as its page has it."""

from dataclasses import dataclass

from valueloop.domain.bias import Bias


@dataclass(frozen=True)
class EstimateKind:
    """The record of one kind of line, over all rungs and rung by rung, the lowest first."""

    whole: Bias
    rungs: tuple[Bias, ...]


@dataclass(frozen=True)
class EstimatesPage:
    """The record of all kinds that were measured; `waiting` lines of the deals won last were not, at `accounts`."""

    kinds: tuple[EstimateKind, ...]
    waiting: int
    accounts: int
