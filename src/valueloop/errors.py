"""The few kinds of wrong. Each carries facts; the command line adds the exit code and the way out."""

from collections.abc import Sequence


class ValueloopError(Exception):
    """Anything a user can cause. Its text is one sentence: what is wrong, and where."""


class Invalid(ValueloopError):
    """Something typed cannot be read: a date, an amount, a formula.

    >>> str(Invalid("amount", "80.000", "it may mean 80 or 80,000", "write 80k or 80"))
    "amount '80.000' cannot be used: it may mean 80 or 80,000; write 80k or 80"
    """

    def __init__(self, what: str, given: str, why: str, expected: str = "") -> None:
        self.what, self.given, self.why, self.expected = what, given, why, expected
        shown = given if len(given) <= 80 else given[:77] + "..."
        tail = f"; {expected}" if expected else ""
        super().__init__(f"{what} '{shown}' cannot be used: {why}{tail}")


class Unknown(ValueloopError):
    """A name or number that nothing answers to, with the names that come near it."""

    def __init__(self, what: str, given: str, near: Sequence[str] = (), where: str = "") -> None:
        self.what, self.given, self.near, self.where = what, given, tuple(near), where
        place = f" at {where}" if where else ""
        guess = f"; did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"no {what} '{given}'{place}{guess}")


class Ambiguous(ValueloopError):
    """A part of a name that several things answer to."""

    def __init__(self, what: str, given: str, candidates: Sequence[str]) -> None:
        self.what, self.given, self.candidates = what, given, tuple(candidates)
        shown = ", ".join(candidates[:8]) + (", …" if len(candidates) > 8 else "")
        super().__init__(f"{what} '{given}' may be any of: {shown}")


class Conflict(ValueloopError):
    """What was asked does not fit what is already recorded."""


class Refused(ValueloopError):
    """What was asked would break a rule of the method, or needs a yes first."""


class StoreTrouble(ValueloopError):
    """The store file is damaged, foreign, newer, locked or out of reach."""
