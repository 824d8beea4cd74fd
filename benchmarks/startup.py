"""How long a command takes from the shell: whole processes, medians, in one run, as ratios.

    python benchmarks/startup.py [ROUNDS]

The commands take turns, so that a busy moment of the machine falls on all of them. `log` writes into a store in a
temporary folder (with all its syncs to disk); the other pages read the demo store there.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PYTHON = sys.executable
VL = str(Path(PYTHON).with_name("vl"))
BASE = {
    "python -c pass": [PYTHON, "-c", "pass"],
    "python -c 'import sqlmodel, typer'": [PYTHON, "-c", "import sqlmodel, typer"],
}
TYPED = {
    "vl --help": ["--help"],
    "vl log … --call --with … --learn": [
        "log",
        "harrow",
        "one more call",
        "--call",
        "--with",
        "production",
        "--learn",
        "1=yes",
    ],
    "vl": [],
    "vl value northgate": ["value", "northgate"],
    "vl history northgate": ["history", "northgate"],
    "completion of an account": [],
}


def once(command: list[str], environment: dict[str, str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo.db"
        plain = {**os.environ, "VALUELOOP_DB": str(store)}
        subprocess.run([VL, "demo", str(store)], env=plain, stdout=subprocess.DEVNULL, check=True)
        completing = {**plain, "_VL_COMPLETE": "complete_bash", "COMP_WORDS": "vl value nor", "COMP_CWORD": "2"}
        runs = {**BASE, **{name: [VL, *words] for name, words in TYPED.items()}}
        taken: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, command in runs.items():
                taken[name].append(once(command, completing if name.startswith("completion") else plain))
    median = {name: statistics.median(each) for name, each in taken.items()}
    bare, imports = (median[name] for name in BASE)
    print(f"median of {rounds} whole processes; Python {sys.version.split()[0]}, {os.cpu_count()} cores\n")
    print(f"{'':36} {'ms':>6} {'× pass':>8} {'× import sqlmodel, typer':>26}")
    for name, each in median.items():
        print(f"{name:36} {each:6.0f} {each / bare:8.1f} {each / imports:26.2f}")


if __name__ == "__main__":
    main()
