"""The planner against simpler rules, and against the exact optimum, on random markets.

    python benchmarks/simulator check                  trees against plain simulation, the optimum against brute force
    python benchmarks/simulator small --markets 40     5 needs, 15 moves, ratios to the exact optimum
    python benchmarks/simulator real --markets 20      10 needs, 27 moves, ratios to the planner; `large`: 12 and 29
    python benchmarks/simulator wrong --markets 20     the same, with beliefs that are 30 % wrong about everything
    python benchmarks/simulator show --json FILE       the tables of a run whose numbers were put there

Values are expectations, not samples: planner.md, section 4, says what is meant; what it leaves open is in market.py.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import numpy as np
from check import check
from evaluate import Score, clairvoyant, exact, in_order, tree
from market import SETTINGS, SIZES, Market, Size, carrying, draw, wrong
from policies import Rules, copied, random_orders
from tables import Found, Results, dumped, loaded, shown

from valueloop.domain import plan

HEAVY = ("planner", "one ahead")


def followed(truth: Market, believed: Market, size: Size, skip: Collection[str] = ()) -> Found:
    """The rules that keep a belief, and the naive ones, as somebody follows them who errs about the market."""
    rules, found = Rules(believed), {}
    model = None if believed is truth else believed.problem
    for name, policy in rules.trees().items():
        rare = (size.rare, rules.by_index) if name in HEAVY and size.rare else None
        if name not in skip:
            found[name] = tree(truth.problem, truth.costs, policy, model, size.cutoff, rare)
    naive = {name: order for name, order in rules.naive().items() if name not in skip}
    return {**found, **{name: in_order(truth.problem, truth.costs, order) for name, order in naive.items()}}


def measured(truth: Market, size: Size, seed: int) -> Found:
    """Every rule at one market, its beliefs being right."""
    known = {} if size.wide else {"optimum": Score(exact(truth.problem))}
    known["clairvoyant"] = Score(float(truth.problem.prior @ clairvoyant(truth.problem)))
    others = {**copied(truth, seed), "random": random_orders(truth, seed)}
    return {**known, **followed(truth, truth, size), **others}


def misled(truth: Market, size: Size, seed: int) -> Found:
    """The planner at one market with right beliefs, and every rule with wrong ones, plain and uncertainty carried."""
    others = [name for name in (*Rules(truth).trees(), *Rules(truth).naive()) if name != "planner"]
    slow = ["one ahead", *(f"ask {k}, ladder" for k in range(6, 12))]  # many questions never pay here
    found = followed(truth, truth, size, others)
    for note, believed, skip in (
        (", carrying though right", carrying(truth), others),
        (", wrong", wrong(truth, seed), slow),
        (", wrong, carrying", carrying(wrong(truth, seed)), slow),
    ):
        found |= {name + note: score for name, score in followed(truth, believed, size, skip).items()}
    return {**found, "copy best": copied(truth, seed)["copy best"]}


def fingerprint() -> str:
    """Which planner was measured."""
    files = sorted(Path(*plan.__path__).glob("*.py"))
    return hashlib.sha256(b"".join(each.read_bytes() for each in files)).hexdigest()[:12]


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["check", "small", "real", "large", "wrong", "show"])
    parser.add_argument("--markets", type=int, default=10, help="markets a setting")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--settings", default=",".join(SETTINGS), help="of low-short,low-long,high-short,high-long")
    parser.add_argument("--size", choices=["small", "real", "large"], default="real", help="of the markets of `wrong`")
    parser.add_argument("--resume", action="store_true", help="go on with the numbers that are in the file of --json")
    parser.add_argument("--rare", type=float, help="the mass below which the planner's branches go on by index")
    parser.add_argument(
        "--json", type=Path, help="where to put the numbers of each market, as they come; to `show` them"
    )
    given = parser.parse_args()
    if given.what == "check":
        check()
        return
    if given.what == "show":
        kept = json.loads(given.json.read_text())
        print(
            kept["run"],
            f"{kept['seconds']:.0f} s",
            shown(loaded(kept["results"]), kept["what"], kept["size"]),
            sep="\n\n",
        )
        return
    size = given.size if given.what == "wrong" else given.what
    kind = SIZES[size] if given.rare is None else replace(SIZES[size], rare=given.rare)
    run = (
        f"python benchmarks/simulator {' '.join(sys.argv[1:])}\nplanner {fingerprint()}, numpy {np.__version__}\n{kind}"
    )
    results, spent = Results(), 0.0
    if given.resume:
        kept = json.loads(given.json.read_text())
        run, spent, results = f"{kept['run']}\n{run}", kept["seconds"], loaded(kept["results"])
    started = time.perf_counter() - spent
    for seed in range(given.first, given.first + given.markets):
        for setting in given.settings.split(","):
            if seed in results.get(setting, {}):
                continue
            truth = draw(seed, size, setting)
            found = (misled if given.what == "wrong" else measured)(truth, kind, seed)
            results.setdefault(setting, {})[seed] = found
            spent = time.perf_counter() - started
            print(f"{setting} {seed}: {spent:.0f} s", file=sys.stderr, flush=True)
            if given.json:
                kept = {"run": run, "what": given.what, "size": size, "seconds": spent, "results": dumped(results)}
                given.json.write_text(json.dumps(kept))
    print(run, f"{spent:.0f} s", shown(results, given.what, size), sep="\n\n")


if __name__ == "__main__":
    main()
