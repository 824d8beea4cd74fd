"""Calibration: how good the forecasts were against the base rate, how reliable, and what came of the advice."""

from collections.abc import Sequence

from valueloop.document import Bar, Block, Cell, Document, Heading, cell, muted, table, text
from valueloop.domain.page.calibration import AdviceView, CalibrationPage
from valueloop.domain.plan.calibration import ENOUGH, Bin, Score
from valueloop.report.figures import count, decimal, percent


def calibration(page: CalibrationPage) -> Document:
    """The scores by source, the reliability of the tool's forecasts, and the advice."""
    title = "Calibration: forecasts against what came of them"
    if not page.scores:
        said = "No forecast has met its outcome yet: one is written down with every answer that you record."
        return Document(title, (text(said),))
    blocks: list[Block] = [*_scores(page.scores), *_reliability(page.bins)]
    blocks += _of("that a need is there", page.need_bins) + _of("that an offer is taken", page.offer_bins)
    blocks += _advice(page.advice)
    return Document(title, tuple(blocks))


def _scores(found: Sequence[Score]) -> list[Block]:
    rows: list[list[Cell | str]] = [
        [
            each.source,
            str(each.count),
            percent(each.mean),
            percent(each.rate),
            f"{decimal(each.brier, 3)} ({decimal(each.base_brier, 3)})",
            f"{decimal(each.log, 3)} ({decimal(each.base_log, 3)})",
            _judged(each),
        ]
        for each in found
    ]
    heads = ["Forecast that", ">Times", ">Said", ">Came", ">Brier (base)", ">Log (base)", "Against the base rate"]
    note = "Lower is better; in brackets the running base rate, which knows only how often it came so far."
    return [table(heads, rows), text(muted(note))]


def _judged(each: Score) -> Cell:
    if not each.enough:
        return cell(muted(f"too few to say, of {ENOUGH}"))
    return cell("better" if each.log < each.base_log else "no better")


def _reliability(found: Sequence[Bin]) -> list[Block]:
    if not found:
        return []
    rows: list[list[Cell | str]] = [
        [f"{percent(each.low)} to {percent(each.high)}", str(each.count), percent(each.mean), _bar(each)]
        for each in found
    ]
    total = sum(each.count for each in found)
    said = "" if total >= ENOUGH else f" They are {count(total, 'forecast')}: too few to say more than that."
    return [
        Heading("How reliable the tool's forecasts were"),
        table(["It said", ">Times", ">On average", "It came"], rows),
        text(muted(f"Where the forecasts are good, what it said and how often it came are alike.{said}")),
    ]


def _of(what: str, found: Sequence[Bin]) -> list[Block]:
    """What the tool said of one thing beside what came, as bars of one length: where they are alike, it was right."""
    if not found:
        return []
    rows: list[list[Cell | str]] = [
        [f"{percent(each.low)} to {percent(each.high)}", str(each.count), _said(each), _bar(each)] for each in found
    ]
    drawn: list[Block] = [
        Heading(f"How reliable: {what}", 3),
        table(["It said", ">Times", "On average", "It came"], rows),
    ]
    total = sum(each.count for each in found)
    few = [text(muted(f"{count(total, 'forecast')}: too few to say, of {ENOUGH}."))] if total < ENOUGH else []
    return [*drawn, *few]


def _said(each: Bin) -> Cell:
    return cell(Bar(each.mean), f" {percent(each.mean)}")


def _bar(each: Bin) -> Cell:
    return cell(Bar(each.rate), f" {percent(each.rate)}")


def _advice(found: Sequence[AdviceView]) -> list[Block]:
    if not found:
        return []
    names = {"ask": "a question", "offer": "an offer"}
    rows: list[list[Cell | str]] = [
        [
            names[each.kind],
            str(each.followed),
            _part(each.yes, each.followed),
            str(each.other),
            _part(each.other_yes, each.other),
        ]
        for each in found
    ]
    return [
        Heading("What came of the advice"),
        table(["Of", ">As advised", ">Yes", ">Otherwise", ">Yes"], rows),
        text(muted("Advised counts what was advised last before the act, of the same need or product.")),
    ]


def _part(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else "–"
