"""A headless Chromium for tests: screenshots, printed sheets, and the width that a page takes of a narrow screen."""

import os
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

PAPERS = ("A4", "letter")
_QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()
_DARK = "--blink-settings=preferredColorScheme=0"
_ASKED = (
    "<script>addEventListener('load', () => {"
    "const root = document.querySelector('iframe').contentDocument.documentElement;"
    "document.body.dataset.found = root.scrollWidth + ' ' + root.clientWidth;});</script>"
)


def chromium() -> str:
    """Where Chromium is; without it a test is skipped, but in CI it fails."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing = "no Chromium on this machine: pages are not looked at in a browser"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def screenshot(page: str, to: Path, *, width: int, height: int = 2400, dark: bool = False) -> bytes:
    """A page as a PNG file, and its bytes."""
    dressed = [_DARK] if dark else []
    _run(page, f"--window-size={width},{height}", f"--screenshot={to}", *dressed)
    return to.read_bytes()


def on_phone(page: str, to: Path, *, width: int = 390, height: int = 2400, dark: bool = False) -> bytes:
    """A page as a phone shows it: in a frame, since a window cannot be so narrow."""
    return screenshot(_framed(page, width, height), to, width=width, height=height, dark=dark)


def printed(page: str, to: Path, paper: str = "A4") -> int:
    """A page printed to a PDF file; the number of sheets it takes."""
    size = f"<style>@page {{ size: {paper} portrait; }}</style></head>"
    # The page's policy allows its own style alone, so it is left out where the paper is chosen.
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    _run(free.replace("</head>", size, 1), "--no-pdf-header-footer", f"--print-to-pdf={to}")
    return sheets(to.read_bytes())


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has, whether its objects are packed or not."""
    whole = pdf
    for each in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            whole += zlib.decompress(each)
        except zlib.error:  # what is not deflated stands there as it is
            continue
    return len(re.findall(rb"/Type\s*/Page\b", whole))


def measured(page: str, width: int) -> tuple[int, int]:
    """How wide a page is on a screen so wide, and what of it is seen: the same where nothing moves sideways."""
    dom = _run(_framed(page, width, 800) + _ASKED, "--dump-dom")
    found = re.search(r'data-found="(\d+) (\d+)"', dom)
    assert found, "the frame was not measured"
    return int(found[1]), int(found[2])


def corner(png: bytes) -> tuple[int, ...]:
    """The colour of the first point of a picture: red, green, blue."""
    at, packed = 8, b""
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        packed += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += 12 + size
    return tuple(zlib.decompress(packed)[1:4])


def _framed(page: str, width: int, height: int) -> str:
    inner = page.replace("&", "&amp;").replace('"', "&quot;")
    return (
        '<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><body style="margin:0">'
        f'<iframe srcdoc="{inner}" width="{width}" height="{height}" style="border:0;display:block"></iframe>'
    )


def _run(page: str, *arguments: str) -> str:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # its helpers may write a moment longer
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        command = [chromium(), *_QUIET, f"--user-data-dir={folder}/profile", *arguments, file.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
