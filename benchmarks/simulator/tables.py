"""The tables of a run: ratios, sums, and where the planner stands."""

from dataclasses import asdict
from typing import Any

import numpy as np
from evaluate import Score
from market import SIZES

from valueloop.domain.plan.problem import Vector

Found = dict[str, Score]  # by rule
Results = dict[str, dict[int, Found]]  # by setting and seed
STREET = ("ask all, best offers", "naive", "copy best")  # what salespeople do
NOT_SIMPLE = ("planner", "one ahead", "optimum", "clairvoyant")


def ratios(found: dict[int, Found], name: str, base: str) -> Vector:
    """A rule's value over the base's, by market."""
    return np.array([each[name].value / each[base].value for each in found.values()])


def hindsight(found: dict[int, Found], base: str, note: str = "") -> str:
    """The name of the best `ask k, ladder` over the markets of a setting."""
    names = [name for name in next(iter(found.values())) if name.startswith("ask ") and name.endswith("ladder" + note)]
    return max(names, key=lambda name: float(ratios(found, name, base).mean()))


def cell(values: Vector, note: str = "") -> str:
    """Mean ± standard error, and the worst market."""
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else float("nan")
    return f"{values.mean():.4f} ± {error:.4f}, worst {values.min():.3f}{note}"


def table(results: Results, base: str) -> str:
    """Ratios to the base, a rule a row; the best of the ask-k rules is picked in hindsight, by setting."""
    first = next(iter(next(iter(results.values())).values()))
    lines = [f"| ratio to {base} | " + " | ".join(results) + " |", "|---" * (1 + len(results)) + "|"]
    for note in ("", ", wrong", ", wrong, carrying"):
        ladders = [name for name in first if name.startswith("ask ") and name.endswith("ladder" + note)]
        if not ladders:
            continue
        cells = []
        for found in results.values():
            best = hindsight(found, base, note)
            cells.append(cell(ratios(found, best, base), f" (k = {best.split()[1].rstrip(',')})"))
        lines.append(f"| best k in hindsight, ladder{note} | " + " | ".join(cells) + " |")
    for name in first:
        if name not in {base, "clairvoyant"} and (not name.startswith("ask ") or name.startswith(("ask 0", "ask all"))):
            cells = [cell(ratios(found, name, base)) for found in results.values()]
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def sums(results: Results, names: tuple[str, ...]) -> str:
    """Money, wins, moves, patience and the like of some rules, a setting a row."""
    lines = [
        "| setting, rule | value | won | moves | patience | of clairvoyant | dropped at most | beliefs |",
        "|---" * 8 + "|",
    ]
    for setting, found in results.items():
        for name in names:
            rows = [each[name] for each in found.values()]
            means = [
                np.mean([getattr(each, field) for each in rows]) for field in ("value", "won", "moves", "patience")
            ]
            lost = max(each.lost / each.value if each.value else 0.0 for each in rows)
            top = np.mean(ratios(found, name, "clairvoyant")) if "clairvoyant" in next(iter(found.values())) else np.nan
            nodes = np.mean([each.nodes for each in rows])
            lines.append(
                f"| {setting}, {name} | {means[0]:.0f} | {means[1]:.2f} | {means[2]:.1f} | {means[3]:.1f} | {top:.3f}"
                f" | {lost:.2%} | {nodes:.0f} |"
            )
    return "\n".join(lines)


def verdicts(results: Results, note: str = "") -> str:
    """Where the planner stands against the rules of the street, ask-k in hindsight, and any simple rule anywhere."""
    lines, planner = [], "planner" + note
    for setting, found in results.items():
        names = [name for name in next(iter(found.values())) if not name.startswith(NOT_SIMPLE)]
        simple = [name for name in names if name.endswith(note) or name == "copy best"]
        street = [name if name in names else name + note for name in STREET]
        best = max(street, key=lambda name: float(ratios(found, name, planner).mean()))
        each_best = np.array(
            [max(each[name].value for name in street) / each[planner].value for each in found.values()]
        )
        ladder = hindsight(found, planner, note)
        beaten = sorted(
            (each[planner].value / each[name].value - 1, seed, name)
            for seed, each in found.items()
            for name in simple
            if each[name].value > each[planner].value
        )
        lines += [
            f"{setting}: {1 / ratios(found, best, planner).mean() - 1:+.1%} over {best}, the best of the street",
            f"    {1 / each_best.mean() - 1:+.1%} over the best of the street, chosen market by market",
            f"    {1 / ratios(found, ladder, planner).mean() - 1:+.1%} over {ladder}, the best k in hindsight",
            *[f"    {-gap:.2%} below {name} in market {seed}" for gap, seed, name in beaten[:8]],
            *([f"    and in {len(beaten) - 8} more"] if len(beaten) > 8 else []),
            *([] if beaten else ["    below no simple rule in any market"]),
        ]
    return "\n".join(lines)


def against_optimum(results: Results, size: str) -> str:
    """Where the planner loses most against the optimum."""
    rows = [
        (each["planner"].value / each["optimum"].value, each["one ahead"].value / each["optimum"].value, setting, seed)
        for setting, found in results.items()
        for seed, each in found.items()
    ]
    return "\n".join(
        f"planner {ours:.4f}, one ahead {one:.4f}: draw({seed}, '{size}', '{setting}')"
        for ours, one, setting, seed in sorted(rows)[:12]
    )


def dumped(results: Results) -> dict[str, Any]:
    """The results as plain data."""
    return {s: {n: {r: asdict(x) for r, x in m.items()} for n, m in f.items()} for s, f in results.items()}


def loaded(plain: dict[str, Any]) -> Results:
    """The results that were dumped."""
    return {s: {int(n): {r: Score(**x) for r, x in m.items()} for n, m in f.items()} for s, f in plain.items()}


def shown(results: Results, what: str, size: str) -> str:
    """The tables of a run."""
    if what == "wrong":
        notes = ", wrong", ", wrong, carrying"
        parts = [table(results, "planner"), sums(results, ("planner", *(f"planner{note}" for note in notes)))]
        return "\n\n".join([*parts, *(f"all{note}:\n{verdicts(results, note)}" for note in notes)])
    rows = ("planner", "one ahead", "ask 0, ladder", "EVI", *STREET)
    parts = [sums(results, rows), verdicts(results)]
    if SIZES[size].wide:
        return "\n\n".join([table(results, "planner"), *parts])
    return "\n\n".join([table(results, "optimum"), against_optimum(results, size), *parts])
