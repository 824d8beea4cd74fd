"""A template written as a TOML file that reads back to the same template."""

import re
from typing import Any

from valueloop.domain.template import Template, TemplateEntry

# Characters that an editor or a terminal would obey instead of show; the library escapes only those that TOML forbids.
_ACTS = re.compile("[\x80-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
# A list of one text as the library writes it, over three lines: no text of its holds a line break.
_ALONE = re.compile(r"\[\n    (\".*\"),\n\]")


def write_template(template: Template) -> str:
    """The text of a file that `read_template` reads back to the same template.

    >>> print(write_template(Template("weekdays", "production manager", ())), end="")
    name = "weekdays"
    role = "production manager"
    """
    import tomli_w  # noqa: PLC0415 - writing is seldom asked for

    # Each entry under a header of its own: the library would write short lists of tables on one line.
    parts = [tomli_w.dumps({"name": template.name, "role": template.role})]
    parts += [f"[[entries]]\n{tomli_w.dumps(_table(each))}" for each in template.entries]
    return _ACTS.sub(lambda found: f"\\U{ord(found[0]):08x}", _ALONE.sub(r"[\1]", "\n".join(parts)))


def _table(entry: TemplateEntry) -> dict[str, Any]:
    """An entry's keys; those that say nothing are left out."""
    table: dict[str, Any] = {
        "kind": entry.kind.value,
        "text": entry.text,
        "unit": entry.unit,
        "better": entry.better.value if entry.better else "",
        "impacts": list(entry.impacts),
        "personal": list(entry.personal),
    }
    return {key: value for key, value in table.items() if value}
