"""The one door for text on every output: what a user typed is shown as typed, and nothing in it acts."""

import re

# What a terminal, an editor or a reader would obey instead of show: control characters, the C1 set, bidirectional
# marks, line and paragraph separators, invisible joiners and tags, and what no text can hold.
_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def shown(text: str) -> str:
    r"""A text with every character that would act shown as its code; tabs become spaces, line breaks stay.

    >>> shown("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return _ACTS.sub(_code, text.replace("\r\n", "\n").replace("\t", "    "))


def on_one_line(text: str) -> str:
    r"""A text made to stand on one line.

    >>> on_one_line("a\n b")
    'a b'
    """
    lines = shown(text).split("\n")
    if len(lines) == 1:
        return lines[0]
    inner = [line.strip() for line in lines[1:-1]]
    return " ".join([lines[0].rstrip(), *(line for line in inner if line), lines[-1].lstrip()])


def _code(match: re.Match[str]) -> str:
    number = ord(match[0])
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
