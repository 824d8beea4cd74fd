"""Results as JSON: raw figures, one document, safe to print on a terminal."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from valueloop.document import (
    Block,
    Branch,
    Bullets,
    Cell,
    Commands,
    Document,
    Heading,
    Paragraph,
    Span,
    Table,
    Timeline,
    Tree,
    note_order,
)
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


def page_as_json(document: Document) -> str:
    """A page as JSON text, as it is said: title, blocks in order, notes. For pages that hide the data behind them.

    A note's number stands in brackets behind what it belongs to: `€126,720 [4]` leads to the fourth of the notes.
    """
    keys = note_order(document)
    said = _Said({key: number for number, key in enumerate(keys, 1)})
    return as_json(
        {
            "title": document.title,
            "blocks": [said.block(each) for each in document.blocks],
            "notes": [document.notes[key] for key in keys],
        }
    )


@dataclass(frozen=True)
class _Said:
    """Blocks as data; `numbers` are those of the notes, by key."""

    numbers: Mapping[str, int]

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading():
                return {"heading": block.text, "level": block.level}
            case Paragraph():
                return {"paragraph": self.text(block.cell)}
            case Bullets():
                return {"bullets": [self.text(each) for each in block.items]}
            case Table():
                rows, total = (
                    [[self.text(each) for each in row] for row in part] for part in (block.rows, block.total)
                )
                return {"columns": [each.title for each in block.columns], "rows": rows, "total": total}
            case Tree():
                return {"tree": [self.branch(each) for each in block.roots]}
            case Timeline():
                return {"timeline": block.title, "courses": block.courses}
            case Commands():
                return {"commands": block.lines}

    def branch(self, branch: Branch) -> dict[str, Any]:
        return {"text": self.text(branch.cell), "below": [self.branch(each) for each in branch.below]}

    def text(self, cell: Cell) -> str:
        return "".join(
            each.text + "".join(f" [{self.numbers[key]}]" for key in each.notes)
            for each in cell
            if isinstance(each, Span)
        )


def _escaped(match: re.Match[str]) -> str:
    each = match[0]
    return json.dumps(each)[1:-1] if shown(each) != each else each
