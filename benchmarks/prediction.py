"""The predictor on a bank's 41,188 calls: each row is predicted before it is learned, in the order of the file.

    python benchmarks/prediction.py PATH/bank-additional-full.csv.gz

The file is "Bank Marketing" of the UCI repository (Moro, Cortez, Rita; Decision Support Systems 62, 2014), gzipped or
not; it is read and never kept. `duration` is left out: it is known only after the call. There is no seed: every figure
but the seconds comes out the same again. Numbers become categories by the fixed rules below, made without a look at
how often anybody said yes: age by five years, counts by what a seller would tell apart, the published economic figures
as they are printed, the interest rate to a tenth.

Loss is the mean of −ln of the chance that was given to what happened; "last" is its mean over the last 30 % of rows,
where a yes is four times as frequent as before. AUC: how often a yes had the higher chance of a pair. ECE: how far
chance and frequency lie apart, in ten bins of equal width. Outcomes 100 rows late: when a row is predicted,
those of the 100 rows before it have not come in yet.
"""

import bisect
import csv
import gzip
import math
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from valueloop.domain.plan.prediction import BaseRate, Predictor, regret_bound

Row = Mapping[str, str]
Rule = Callable[[str], str]
T = TypeVar("T")
MIXTURE = "mixture"
DELAYS = (0, 100, 1000)


def binned(*edges: int) -> Rule:
    """The number of edges that are not above it: its bin."""
    return lambda text: str(bisect.bisect_right(edges, int(text)))


PERSON: dict[str, Rule] = {
    **dict.fromkeys(("job", "marital", "education", "default", "housing", "loan", "contact", "poutcome"), str),
    "age": binned(25, 30, 35, 40, 45, 50, 55, 60, 65),
    "campaign": binned(2, 3, 4, 6, 10),
    "pdays": binned(4, 7, 14, 999),  # 999: never contacted before
    "previous": binned(1, 2, 3),
}
CLIENT: dict[str, Rule] = {**PERSON, "month": str, "day_of_week": str}
ECONOMY: dict[str, Rule] = {
    **dict.fromkeys(("emp.var.rate", "cons.price.idx", "cons.conf.idx", "nr.employed"), str),
    "euribor3m": lambda text: f"{float(text):.1f}",
}
COLUMNS: dict[str, Mapping[str, Rule]] = {
    "client columns": CLIENT,
    "client, without month and weekday": PERSON,
    "client and economy": {**CLIENT, **ECONOMY},
    "month alone": {"month": str},
}


def read(path: Path) -> list[Row]:
    held = path.read_bytes()
    text = (gzip.decompress(held) if path.suffix == ".gz" else held).decode("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def featured(rows: Iterable[Row], rules: Mapping[str, Rule]) -> list[Row]:
    return [{name: rule(row[name]) for name, rule in rules.items()} for row in rows]


def one_at_a_time(cases: Sequence[Row], outcomes: Sequence[bool], delay: int) -> dict[str, list[float]]:
    """The chances given, of the mixture and of each expert alone."""
    predictor = Predictor()
    said: dict[str, list[float]] = {MIXTURE: []}
    for at, case in enumerate(cases):
        if at > delay:
            predictor.learn(cases[at - delay - 1], outcomes[at - delay - 1])
        opinions = predictor.opinions(case)
        for each in opinions:
            said.setdefault(each.expert, []).append(each.chance)
        said[MIXTURE].append(sum(each.weight * each.chance for each in opinions))
    return said


def losses(chances: Iterable[float], outcomes: Iterable[bool]) -> list[float]:
    return [-math.log(p if yes else 1 - p) for p, yes in zip(chances, outcomes, strict=True)]


def mean(figures: Sequence[float]) -> float:
    return math.fsum(figures) / len(figures)


def last(figures: Sequence[T]) -> Sequence[T]:
    return figures[len(figures) * 7 // 10 :]


def auc(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Of all pairs of a yes and a no, the part where the yes had the higher chance; a tie is half a pair."""
    nos = sorted(p for p, yes in zip(chances, outcomes, strict=True) if not yes)
    yeses = [p for p, yes in zip(chances, outcomes, strict=True) if yes]
    won = sum(bisect.bisect_left(nos, p) + bisect.bisect_right(nos, p) for p in yeses)
    return won / 2 / len(nos) / len(yeses)


def brier(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    return mean([(p - yes) ** 2 for p, yes in zip(chances, outcomes, strict=True)])


def ece(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    apart: dict[int, float] = {}
    for p, yes in zip(chances, outcomes, strict=True):
        apart[int(p * 10)] = apart.get(int(p * 10), 0.0) + p - yes
    return sum(map(abs, apart.values())) / len(chances)


def table(title: str, heads: Sequence[str], lines: Mapping[str, Sequence[str]]) -> None:
    print(f"{title:<51}" + "".join(f"{head:>12}" for head in heads))
    for name, figures in lines.items():
        print(f"{name:<51}" + "".join(f"{figure:>12}" for figure in figures))
    print()


def experts(rows: Sequence[Row], outcomes: Sequence[bool]) -> None:
    """Each expert alone and the mixture, client columns, by how late outcomes come."""
    cases = featured(rows, CLIENT)
    lines: dict[str, list[str]] = {}
    for delay in DELAYS:
        for name, chances in one_at_a_time(cases, outcomes, delay).items():
            lost = losses(chances, outcomes)
            lines.setdefault(name, []).extend(f"{mean(part):.4f}" for part in (lost, last(lost)))
    lines[MIXTURE] = lines.pop(MIXTURE)
    heads = [f"{delay:,}: {part}" for delay in DELAYS for part in ("loss", "last")]
    table("client columns, outcomes so many rows late", heads, lines)


def columns(rows: Sequence[Row], outcomes: Sequence[bool]) -> None:
    """The mixture by the columns it sees; and what it cost in all against the base rate."""
    lines = {}
    for name, rules in COLUMNS.items():
        began = time.perf_counter()
        said = one_at_a_time(featured(rows, rules), outcomes, 0)
        seconds = time.perf_counter() - began
        chances, lost, base = said[MIXTURE], losses(said[MIXTURE], outcomes), losses(said["base rate"], outcomes)
        of_last = auc(last(chances), last(outcomes))
        figures = (mean(lost), mean(last(lost)), auc(chances, outcomes), of_last, brier(chances, outcomes))
        more = f"{ece(chances, outcomes):.4f}", f"{sum(lost) - sum(base):+.0f}", f"{seconds:.1f}"
        lines[name] = [*(f"{each:.4f}" for each in figures), *more]
    heads = ["loss", "last", "AUC", "last AUC", "Brier", "ECE", "nats±base", "seconds"]
    table("the mixture by columns, outcomes at once", heads, lines)


def split(rows: Sequence[Row], outcomes: Sequence[bool]) -> None:
    """Row r is test where r × 2654435761 mod 2^32 is below 0.3 × 2^32; no outcome of the test is ever learned.

    Where it says "learned", all rows of the training are, in that order, before the first test: the file's order ends
    in the bank's last weeks, the hash's mixes all years, as whoever splits at random does.
    """
    places = [at * 2654435761 % 2**32 for at in range(len(rows))]
    tests = [place < 0.3 * 2**32 for place in places]
    tested = [yes for yes, test in zip(outcomes, tests, strict=True) if test]
    orders = {"file": range(len(rows)), "hash": sorted(range(len(rows)), key=places.__getitem__)}
    lines: dict[str, list[str]] = {}
    for name in ("client columns", "client and economy"):
        cases = featured(rows, COLUMNS[name])
        for order, places_in_order in orders.items():
            predictor, rate, on_the_way = Predictor(), BaseRate(), []
            for at in places_in_order:
                if tests[at]:
                    on_the_way.append(predictor.chance(cases[at]))
                else:
                    predictor.learn(cases[at], outcomes[at])
                    rate.learn((), outcomes[at])
            at_the_end = [predictor.chance(case) for case, test in zip(cases, tests, strict=True) if test]
            lines["base rate"] = scored([rate.chance(())] * len(tested), tested)
            lines[f"{name}, learned in {order} order"] = scored(at_the_end, tested)
            if order == "file":
                lines[f"{name}, tested in its place in the file"] = scored(on_the_way, tested)
    table(f"fixed split: {len(tested):,} rows are test", ["loss", "AUC", "Brier"], lines)


def scored(chances: Sequence[float], outcomes: Sequence[bool]) -> list[str]:
    figures = mean(losses(chances, outcomes)), auc(chances, outcomes), brier(chances, outcomes)
    return [f"{each:.4f}" for each in figures]


def beginners(rows: Sequence[Row], outcomes: Sequence[bool]) -> None:
    """The file cut into short histories, each begun anew: what the mixture costs there against the base rate."""
    cases = featured(rows, CLIENT)
    lines = {}
    for size in (30, 100, 300, 1000):
        gains = []
        for start in range(0, len(rows) - size + 1, size):
            here = slice(start, start + size)
            said = one_at_a_time(cases[here], outcomes[here], 0)
            mixed, base = (sum(losses(said[name], outcomes[here])) for name in (MIXTURE, "base rate"))
            gains.append(mixed - base)
        figures = mean(gains), mean(last(gains)), min(gains), max(gains), regret_bound(size)
        lines[f"{len(gains):,} histories of {size:,} rows"] = [f"{each:+.2f}" for each in figures]
    table("begun anew: nats more than the base rate", ["mean", "last mean", "best", "worst", "bound"], lines)


def main() -> None:
    rows = read(Path(sys.argv[1]))
    outcomes = [row["y"] == "yes" for row in rows]
    print(f"{len(rows):,} rows, {mean(outcomes):.1%} yes; of the last 30 %, {mean(last(outcomes)):.1%}\n")
    experts(rows, outcomes)
    columns(rows, outcomes)
    split(rows, outcomes)
    beginners(rows, outcomes)


if __name__ == "__main__":
    main()
