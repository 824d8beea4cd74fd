"""Names withheld: whether a text tells who somebody is."""

import re
from collections.abc import Iterable

from valueloop.domain.names import fold

_WORD = re.compile(r"[^\W_]+")
_REACHES = re.compile(r"\S@\S|www\.|://|\+?\d[\d ()/-]{6,}\d")  # an address, or a telephone number


def telling(names: Iterable[str], common: Iterable[str] = ()) -> frozenset[str]:
    """The words that tell who somebody is: those of the names, but for short ones and the `common` ones of a trade.

    >>> sorted(telling(["Northgate Bottling", "Ms Adeyemi"], ["bottling lines"]))
    ['adeyemi', 'northgate']
    """
    plain = {word for each in common for word in _words(each)}
    return frozenset(word for each in names for word in _words(each) if len(word) > 2 and word not in plain)


def tells(text: str, words: frozenset[str]) -> bool:
    """Whether a text has any of these words in it, or an address, or a telephone number.

    >>> who = telling(["Northgate Bottling"])
    >>> tells("the northgate plant", who), tells("a plant", who), tells("call 0171 234 5678", who)
    (True, False, True)
    """
    folded = fold(text)
    return any(word in folded for word in words) or bool(_REACHES.search(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
