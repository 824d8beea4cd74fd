"""Files that a command reads: what one says, and what it is called where it cannot be read."""

import sys
from pathlib import Path

from valueloop.errors import Invalid, Refused, Unknown

LARGEST = 2_000_000


def called(file: Path) -> str:
    """A file in a complaint: its path, or of a long one the name.

    >>> called(Path("case.toml"))
    'case.toml'
    """
    return str(file) if len(str(file)) <= 60 else f"…/{file.name}"


def text_of(file: Path, what: str, unlike: str) -> str:
    """What a file says, or standard input where it is `-`; `what` kind of file, and what one that is too large is not.

    Raises:
        Unknown: there is no such file.
        Refused: it cannot be read.
        Invalid: it is no text, or too large.
    """
    try:
        if str(file) == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with file.open("rb") as opened:
                raw = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise Unknown(what, str(file)) from None
    except (OSError, ValueError) as trouble:
        raise Refused(f"{file} cannot be read: {getattr(trouble, 'strerror', None) or trouble}") from None
    if len(raw) > LARGEST:
        raise Invalid(what, str(file), f"it is larger than {LARGEST // 1_000_000} MB: that is no {unlike}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(what, str(file), "it is no UTF-8 text") from None
