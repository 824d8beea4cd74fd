"""A large value case: its simulation against the same arithmetic written directly in numpy, and whole `vl calc`.

    python benchmarks/value.py [ROUNDS]

40 lines over 200 inputs, 5 inputs a line, every input with a range, 100,000 draws. The direct version draws the same
200 triangular inputs, multiplies and adds the same 40 lines by hand-written expressions, all at once as people write
it, and sorts the total. Both end in P10, P50 and P90; they take turns, so that a busy moment falls on both.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np

from valueloop.domain.page.worth import Worked, value_page
from valueloop.domain.value.spread import simulate
from valueloop.interop.case_file import read_case

LINES, INPUTS, DRAWS = 40, 200, 100_000
VL = str(Path(sys.executable).with_name("vl"))


def ends(number: int) -> tuple[float, float, float]:
    return 10 + number % 4, 14 + number % 8, 25 + number % 13


def case_text(*, units: bool) -> str:
    """The case as a file: five inputs a line, benefits but for every eighth line."""
    parts = ['[case]\ntitle = "large"\ncurrency = "EUR"\nyears = 5\ndiscount_rate = "10%"\n']
    for number in range(INPUTS):
        low, likely, high = ends(number)
        unit = 'unit = "EUR/year"\n' if units and number % 5 == 0 else ""
        parts.append(f"[inputs.x{number}]\nlow = {low}\nlikely = {likely}\nhigh = {high}\n{unit}")
    for line in range(LINES):
        a, b, c, d, e = (f"x{line * 5 + at}" for at in range(5))
        kind = "cost" if line % 8 == 7 else "save"
        parts.append(
            f'[[lines]]\nname = "line {line}"\nkind = "{kind}"\nformula = "{a} * ({b} + {c}) * {d} / {e}"\n'
            f'ramp = ["50%", "100%"]\nrisk = "10%"\naccepted_by = "somebody"\n'
        )
    parts.append('[share]\nfraction = "25%"\n')
    return "\n".join(parts)


def directly() -> list[float]:
    """The same arithmetic as somebody would write it in numpy."""
    rng = np.random.default_rng(1)
    x = [rng.triangular(*ends(number), DRAWS) for number in range(INPUTS)]
    steps = sum((0.5 if year == 1 else 1.0) / 1.1**year for year in range(1, 6))
    gains, spent = np.zeros(DRAWS), np.zeros(DRAWS)
    for line in range(LINES):
        a, b, c, d, e = x[line * 5 : line * 5 + 5]
        amount = a * (b + c) * d / e
        if line % 8 == 7:
            spent += amount * steps * 1.1
        else:
            gains += amount * steps * 0.9
    net = np.sort(gains - spent)
    return [float(each) for each in np.quantile(net, [0.1, 0.5, 0.9])]


def taken(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def whole(command: list[str]) -> float:
    return taken(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    case = read_case(case_text(units=False), "large.toml")
    result = Worked(case).result
    ours = simulate(result, DRAWS).npv
    for part, theirs in zip(("0.1", "0.5", "0.9"), directly(), strict=True):
        assert abs(float(ours.at(Decimal(part))) / theirs - 1) < 0.01, (part, ours.at(Decimal(part)), theirs)
    acts: dict[str, Callable[[], object]] = {
        "numpy directly": directly,
        "simulate": lambda: simulate(result, DRAWS),
        "the whole page: work out, simulate, tornado, break-even": lambda: value_page(Worked(case, DRAWS)),
    }
    times: dict[str, list[float]] = {name: [] for name in acts}
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, units in (("no units", False), ("units", True)):
            files[name] = Path(folder) / f"{name}.toml"
            files[name].write_text(case_text(units=units), encoding="utf-8")
        small = str(Path(__file__).parent.parent / "examples" / "line-controller.toml")
        commands = {
            "python -c 'import numpy'": [sys.executable, "-c", "import numpy"],
            "vl calc large.toml --draws 100000": [VL, "calc", str(files["no units"]), "--draws", str(DRAWS)],
            "vl calc large.toml (20,000 draws)": [VL, "calc", str(files["units"])],
            "vl calc line-controller.toml (minutes: pint)": [VL, "calc", small],
        }
        processes: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, act in acts.items():
                times[name].append(taken(act))
            for name, command in commands.items():
                processes[name].append(whole(command))
    print(f"{LINES} lines, {INPUTS} inputs, {DRAWS:,} draws; medians of {rounds}; numpy {np.__version__}\n")
    for title, measured in (("in one process, warm", times), ("whole processes", processes)):
        base = statistics.median(next(iter(measured.values())))
        print(f"{title:<56}     ms   ratio")
        for name, each in measured.items():
            print(f"{name:<56} {statistics.median(each):6.0f} {statistics.median(each) / base:7.2f}")
        print()


if __name__ == "__main__":
    main()
