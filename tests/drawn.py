"""What a page says, for tests: line by line as a pipe gets it, or in one run of words."""

import io

from valueloop.document import Document
from valueloop.render.terminal import console, draw


def lines(document: Document) -> list[str]:
    """The lines of a page, each as long as it is."""
    stream = io.StringIO()
    draw(document, console(stream, colour=None, width=None))
    return stream.getvalue().splitlines()


def squeezed(document: Document) -> str:
    """The lines of a page with single spaces: where a column stands is not looked at."""
    return "\n".join(" ".join(each.split()) for each in lines(document))
