"""Inputs on a page: each with the rung it stands on, whose number it is, when and in which touch it was said."""

from collections.abc import Sequence

from valueloop.document import Block, table
from valueloop.domain.page.value import InputView
from valueloop.domain.value.source import Source
from valueloop.report.figures import day, estimate
from valueloop.report.moves import the

OURS = {
    Source.GUESS: "our guess",
    Source.DEDUCED: "our deduction",
    Source.SAID: "said, by whom is not recorded",
    Source.ACCEPTED: "accepted, by whom is not recorded",
    Source.MEASURED: "our measurement",
}


def inputs(rows: Sequence[InputView], *, traced: bool = True, customer: bool = False) -> Block:
    """The inputs with what each stands on; a case from a file is not `traced`: it has no touches to lead to.

    For a `customer` it says who said it and when, else that it is our estimate.
    """
    return table(
        ["Input", ">Value", "Unit", "Stands on"],
        [
            [
                each.name.replace("_", " "),
                estimate(each.low, each.likely, each.high),
                each.unit,
                _for_them(each) if customer else stands_on(each, traced=traced),
            ]
            for each in rows
        ],
    )


def _for_them(each: InputView) -> str:
    when = f", {day(each.day)}" if each.day else ""
    return f"{whose(each)}{when}" if each.by else f"our estimate{when}"


def stands_on(each: InputView, *, traced: bool = True) -> str:
    """What an input stands on, in a few words."""
    when = f", {day(each.day)}" if each.day else ""
    touch = f", #{each.touch}" if each.touch else ""
    if each.by is None:
        return f"{OURS[each.source]}{when}{touch}"
    return f"{whose(each)}{when}{touch or (', source not recorded' if traced else '')}"


def whose(each: InputView) -> str:
    """An input's rung, and whose number it is: `said by the production manager`, `our guess`."""
    return OURS[each.source] if each.by is None else f"{each.source.value} by {the(each.by)}"
