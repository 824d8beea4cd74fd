"""Several processes at once: each reads and then writes, and nothing is lost; killed, an act was never there."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

from builders import asked, at_mega, count_up, dump

PROCESSES, TIMES = 4, 15


def test_no_update_is_lost_among_processes_that_read_and_then_write(tmp_path: Path) -> None:
    path = at_mega(tmp_path).store.path
    acts = len(asked(path, "SELECT * FROM act"))
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=count_up, args=(path, TIMES)) for _ in range(PROCESSES)]
    for each in processes:
        each.start()
    for each in processes:
        each.join()
    assert [each.exitcode for each in processes] == [0] * PROCESSES
    assert asked(path, "SELECT size FROM account") == [(PROCESSES * TIMES,)]
    assert len(asked(path, "SELECT * FROM act")) == acts + PROCESSES * TIMES
    kept = asked(path, "SELECT json_extract(after, '$.size') FROM change WHERE before IS NOT NULL ORDER BY id")
    assert kept == [(number,) for number in range(1, PROCESSES * TIMES + 1)]


def test_killed_in_the_middle_of_an_act_the_store_is_what_it_was(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    before = dump(seller.store.path)
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from builders import Seller; from valueloop.store.session import Store\n"
        "from valueloop.usecases import touch\n"
        "touch.Step = lambda **_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Seller(Store(Path(sys.argv[1]))).log('half said', 'plant', next_step='more')"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    killed = subprocess.run([sys.executable, "-c", code, str(seller.store.path)], env=environment, check=False)
    assert killed.returncode == -9
    assert dump(seller.store.path) == before
    assert seller.log().what.number == 1
    assert seller.undo().what == "vl act"
    assert dump(seller.store.path) == before
