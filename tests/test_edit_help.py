"""What `vl edit --help` says may be edited is what may be edited."""

import re
from collections.abc import Callable

from valueloop.usecases.editable import FIELDS, fields_of


def test_the_help_of_edit_lists_every_kind_with_its_fields(vl: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = vl("edit", "--help")
    listed = {
        kind: re.sub(r"\(.*\)", "", fields).split()
        for kind, fields in re.findall(r"^  ([a-z]+) {2,}(\S.*)$", out, re.MULTILINE)
        if kind in FIELDS
    }
    assert len(FIELDS) >= 12
    assert {kind: sorted(fields) for kind, fields in listed.items()} == {
        kind: sorted(fields_of(kind)) for kind in FIELDS
    }
