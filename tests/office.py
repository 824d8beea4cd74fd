"""LibreOffice without a window: it opens our workbooks, reckons every formula anew, and says what each cell holds."""

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

SECONDS = 180
# All sheets, each into a file of its own; text in quotes; figures with all their digits, and not as they are shown.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"
# Reckon anew whatever a file says of itself: 0 is always.
_ALWAYS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""

Grid = list[list[str]]


def soffice() -> str:
    """The program; where it is absent the test is skipped, but not in CI."""
    found = shutil.which("soffice")
    if found is None:
        why = "soffice is absent: no formula of a workbook was reckoned (apt-get install libreoffice-calc-nogui)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return found


def reckoned(books: Mapping[str, bytes]) -> dict[str, dict[str, Grid]]:
    """What LibreOffice makes of each workbook: its sheets by name, each a grid of texts. One start for all of them."""
    program = soffice()
    with tempfile.TemporaryDirectory(prefix="valueloop-office-") as made:
        folder = Path(made)
        profile, out = folder / "profile", folder / "out"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
        out.mkdir()
        files = []
        for at, content in enumerate(books.values()):
            files.append(folder / f"book{at}.xlsx")
            files[-1].write_bytes(content)
        done = subprocess.run(
            [
                program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
                "--convert-to", _CSV, "--outdir", str(out), *map(str, files),
            ],
            capture_output=True, text=True, timeout=SECONDS, check=False, env={**os.environ, "HOME": str(folder)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found: dict[str, dict[str, Grid]] = {}
        for at, name in enumerate(books):
            mark = f"book{at}-"
            sheets = {each.stem.removeprefix(mark): _grid(each) for each in sorted(out.glob(f"{mark}*.csv"))}
            assert sheets, f"{name}: LibreOffice made nothing of it\n{done.stdout}\n{done.stderr}"
            found[name] = sheets
        return found


def _grid(file: Path) -> Grid:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))
