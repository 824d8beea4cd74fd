"""A whole deal, typed command by command; then undone to an empty store, and done again to the same export."""

import re
from collections.abc import Callable
from pathlib import Path

from transcripts import ROOT, commands

Vl = Callable[..., tuple[int, str, str]]
DEAL = [
    'product add "Felt monitor" --cost 9k --floor 14k',
    'account add "Birch Tissue" --industry paper --advertisement "paper days"',
    'contact add birch "mill manager" --influence decides',
    'contact add birch "production manager" --reports-to mill',
    'log birch "felts last three weeks" --call --with production --next "visit" --due fri',
    'guess birch "longer felt life" --save 40k..90k --for production --chance 40%',
    'log birch "2,300 a felt | and half a shift" --visit --with production --learn 1=yes --outcome advance',
    "done 1",
    "offer birch felt --need 1 --price 30k",
    "respond 1 rejected --because price --by production",
    'line add birch "felt life" --save --need 1 --formula "felts * (felt_price + stop)"',
    "input set birch felts=7/year felt_price=€2300 stop=€3k/3600/4.5k --by production",
    'accept birch "felt life" --by production',
    'alternative add birch "another felt" --price 5k --difference life=12k --difference service=?',
    "alternative set birch felt service=-2k",
    "case set birch years=4 walk_away=14k",
    'entry add birch --for mill --objective "cost per tonne down by 3 %"',
    "impact add birch 1 seven-felts-a-year-less --line felt",
    'edit birch need:1 "name=longer life of felts"',
    "offer birch felt --need 1 --price 24k --terms rent --for mill",
    "respond 2 accepted --by mill",
    'deal win birch --because "reckoned together"',
]


def typed(line: str) -> list[str]:
    import shlex

    return ["--today", "2026-06-15 10:00", *shlex.split(line)]


def test_a_deal_is_undone_to_nothing_and_redone_to_the_same_export(vl: Vl, tmp_path: Path) -> None:
    assert len(DEAL) < 25
    for line in DEAL:
        code, _, complaints = vl(*typed(line))
        assert code == 0, (line, complaints)
    exports = [
        ["export", "birch"],
        ["export", "birch", "--customer"],
        ["export", "birch", "--json"],
        ["history", "birch", "--json"],
    ]
    before = [vl("--today", "2026-06-15", *each)[1] for each in exports]
    assert all(before)
    assert "Won on 15 Jun 2026" in before[0]

    for line in reversed(DEAL):
        code, out, _ = vl("undo")
        assert code == 0
        assert out.splitlines()[0].startswith(f"Undone: vl {line.split()[0]}")
    assert vl("undo") == (1, "", "Error: there is nothing to undo.\n")
    assert vl("account", "list", "--json")[1] == vl("product", "list", "--json")[1] == "[]\n"
    assert vl("export", "birch")[0] == 3

    for _ in DEAL:
        assert vl("redo")[0] == 0
    assert vl("redo") == (1, "", "Error: there is nothing to redo.\n")
    assert [vl("--today", "2026-06-15", *each)[1] for each in exports] == before
    assert (tmp_path / "deals.db").exists()


def test_the_example_of_a_whole_deal_needs_fewer_than_25_commands() -> None:
    page = (ROOT / "examples" / "4-a-whole-deal.md").read_text(encoding="utf-8")
    first = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0]
    deal = [command for command, _ in commands(first)]
    assert 15 < len(deal) < 25
    assert deal[-1].endswith('deal win birch --because "reckoned together"')
