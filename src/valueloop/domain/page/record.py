"""What is told of records: a field that changed, a setting, an act taken back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One field before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Edited:
    """A record that was edited, each change, and how many figures or beliefs cite it as their source."""

    record: str
    name: str
    changes: list[Change]
    cited: int


@dataclass(frozen=True)
class SettingView:
    """A setting: its value as typed, its default, and what it means."""

    key: str
    value: str
    default: str
    meaning: str


@dataclass(frozen=True)
class Undone:
    """An act that was taken back or done again, and how many more can be."""

    what: str
    at: str
    more: int
