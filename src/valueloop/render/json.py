"""Results as JSON: raw figures, one document, safe to print on a terminal."""

import json
import re
from typing import Any

from valueloop.domain.plain import plain
from valueloop.render.cells import shown


def as_json(value: Any) -> str:
    """A value of ours as JSON text, keys as its fields are called; characters that would act are escaped.

    >>> print(as_json({"price": None}))
    {
      "price": null
    }
    """
    text = json.dumps(plain(value), ensure_ascii=False, indent=2)
    return re.sub(r"[^\x20-\x7e\n]", _escaped, text)


def _escaped(match: re.Match[str]) -> str:
    each = match[0]
    return json.dumps(each)[1:-1] if shown(each) != each else each
