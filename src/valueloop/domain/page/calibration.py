"""Calibration over the store: how good the forecasts were, and what came of the advice."""

from dataclasses import dataclass

from valueloop.domain.plan.calibration import Bin, Score


@dataclass(frozen=True)
class AdviceView:
    """One kind of advice: how often it was given last before an act, how often that act followed it, what came of it.

    `yes` counts the answers yes to questions, or the offers taken; `other` and `other_yes` the same of those that were
    asked or offered though something else was advised.
    """

    kind: str
    given: int
    followed: int
    yes: int
    other: int
    other_yes: int


@dataclass(frozen=True)
class CalibrationPage:
    """The scores of all forecasts by source, how reliable they were together, and the advice.

    `bins` are the tool's forecasts of answers to questions and to offers together; `need_bins` those that a need is
    there, before an answer to an offer spoke of it, and `offer_bins` those that an offer is taken.
    """

    scores: tuple[Score, ...]
    bins: tuple[Bin, ...]
    advice: tuple[AdviceView, ...]
    need_bins: tuple[Bin, ...] = ()
    offer_bins: tuple[Bin, ...] = ()
