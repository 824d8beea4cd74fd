"""How long the planner takes, beside importing numpy: medians of so many plans of one market each.

    python benchmarks/planner.py [TIMES]

The markets are those of the simulator: 5 needs and 15 moves, 10 needs and 27 moves, 12 needs and 29 moves, each at the
setting that takes longest (answers that tell little, long patience). `plan` is the whole entry: matrices laid out,
moves weighed; the ceiling and the tree are reckoned when asked for, and are timed apart.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "simulator"))

from market import draw

from valueloop.domain.plan.ceiling import ceiling
from valueloop.domain.plan.planner import plan

SIZES = (("small", "5 needs, 15 moves"), ("real", "10 needs, 27 moves"), ("large", "12 needs, 29 moves"))


def median(call: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def importing() -> None:
    subprocess.run([sys.executable, "-c", "import numpy"], check=True)


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    numpy = median(importing, times)
    print(f"medians of {times}\n\n{'':34} {'ms':>7} {'ratio':>7}")
    print(f"{'python -c ' + repr('import numpy'):34} {numpy:7.1f} {1:7.2f}")
    for size, said in SIZES:
        problem = draw(0, size, "high-long").problem
        found = plan(problem)
        for name, call in (
            ("plan", partial(plan, problem)),
            ("ceiling", partial(ceiling, problem)),
            ("tree of 2", partial(found.tree, 2)),
        ):
            taken = median(call, times)
            print(f"{said + ': ' + name:34} {taken:7.1f} {taken / numpy:7.2f}")


if __name__ == "__main__":
    main()
