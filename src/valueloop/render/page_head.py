"""The head of an HTML page: its look, and what a browser is told to leave alone."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from valueloop.render.svg import escaped


def head(title: str) -> list[str]:
    """The lines of a page down to its body: nothing is fetched or run, no number taken for a telephone's.

    >>> head("Worth & price")[-3]
    '<title>Worth &amp; price</title>'
    """
    style = _style()
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    # The look is let through by its hash, so a style that came in any other way would be none.
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    return [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">',
        f"<title>{escaped(title).strip() or 'Page'}</title>",
        f"<style>{style}</style>",
        "</head>",
    ]


@cache
def _style() -> str:
    return "\n" + Path(__file__).with_name("page.css").read_text(encoding="utf-8")
