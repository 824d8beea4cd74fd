"""What acts on a whole value case answer: keys set, alternatives added, a file's case loaded."""

from dataclasses import dataclass

from valueloop.domain.money import Money
from valueloop.domain.value.alternative import Kind


@dataclass(frozen=True)
class KeySet:
    """A key of a value case as it was set; `value` is None where it went back to the settings."""

    name: str
    meaning: str
    was: str | None
    value: str | None


@dataclass(frozen=True)
class DifferenceSet:
    """A difference as it was set; no amount: it is unknown; or `gone`, taken away."""

    name: str
    amount: Money | None
    gone: bool = False


@dataclass(frozen=True)
class AlternativeAdded:
    """An alternative as it was saved, with the differences that were given."""

    number: int
    name: str
    kind: Kind
    price: Money
    switching: Money
    differences: tuple[DifferenceSet, ...]


@dataclass(frozen=True)
class CaseLoaded:
    """What a file's case brought: its lines, how many inputs, its alternatives, the keys that it sets."""

    title: str
    lines: tuple[str, ...]
    inputs: int
    alternatives: tuple[str, ...]
    keys: tuple[str, ...]
