"""Invoices, measurements and the renewal as typed: slips of the finger, formats, what a customer may see."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from valueloop.cli.app import run

Vl = Callable[..., tuple[int, str, str]]
STORY = """
account add Acme --industry paper --size 314
contact add acme "plant manager" --note Zqnote
contact add acme "production manager"
product add Controller --cost 61234 --floor 71234
log acme "Zqtouch of theirs" --call --with production
guess acme "Zqguess of ours" --save 81k --for production --chance 43%
guess acme "fewer stops" --save ? --for production --chance 45% --via call
guess acme "quieter hall" --save ? --for plant --chance 55% --via visit
line add acme "fewer stops" --save --need 2 --formula "stops * hours * 10"
input set acme stops=100 hours=200 --by production
line add acme "Zqhope" --save --formula "zqstops * 811"
input set acme zqstops=100 --source guess
line add acme "training" --cost --once --formula "901"
accept acme "fewer stops" --by production
alternative add acme "Zqrival" --price 83333
offer acme Controller --need 2 --price 90k --terms Zqterms --for production
respond 1 accepted --note Zqreason
case set acme fraction=37% instalments=3 guarantee=500k
deal win acme --because Zqbecause
"""
OURS = re.compile(
    r"zq|61[,.]?234|71[,.]?234|83[,.]?333|81[,.]?100|81[,.]?000|37 ?%|0\.37|43%|45%|55%|chance|patience|goodwill|#\d",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("told") / "told.db"
    for line in STORY.strip().splitlines():
        assert run(["--db", str(file), "--today", "2026-06-15", *shlex.split(line)]) == 0, line
    return file.read_bytes()


@pytest.fixture
def store(told: bytes, tmp_path: Path) -> str:
    file = tmp_path / "acme.db"
    file.write_bytes(told)
    return str(file)


@pytest.fixture
def acme(store: str, vl: Vl) -> Callable[[str], str]:
    """Type a command that must succeed, a month after the deal; its output."""

    def call(line: str) -> str:
        code, out, complaint = vl("--db", store, "--today", "2026-07-15", *shlex.split(line))
        assert code == 0, complaint
        return out

    return call


@pytest.fixture
def wrong(store: str, vl: Vl) -> Callable[[str], tuple[int, str]]:
    """Type a command that must not succeed: its exit code, and what it complains of."""

    def call(line: str) -> tuple[int, str]:
        code, out, complaint = vl("--db", store, "--today", "2026-07-15", *shlex.split(line))
        assert out == ""
        return code, complaint

    return call


def test_a_deal_is_invoiced_and_paid(acme: Callable[[str], str]) -> None:
    out = acme("invoice schedule acm --every 2w --first 2026-07-01")
    assert "Deal 1 with Acme: 3 invoices, together its price of €90,000.00." in out
    assert "€30,000.00 each; the first due 1 Jul 2026, the last 29 Jul 2026." in out
    out = acme('invoice pay 1 "€10,000" --when today --note "by cheque"')
    assert "€10,000.00 paid on invoice 1, Controller, instalment 1 of 3, by Acme on 15 Jul 2026" in out
    assert "€20,000.00 of it overdue" in out
    out = acme("invoice list")
    assert "14 days overdue" in out
    assert "Acme: Controller, instalment 1 of 3, issued 15 Jul 2026" in out
    page = json.loads(acme("invoice list acme --all --json"))
    assert page["invoices"][0]["open"] == {"amount": "20000.00", "currency": "EUR"}
    assert page["invoices"][0]["payments"][0]["note"] == "by cheque"
    owed = json.loads(acme("report receivables --json"))
    assert owed["views"][0]["to_30"] == {"amount": "20000.00", "currency": "EUR"}
    assert "1 invoice overdue" in acme("report receivables")
    assert 'is cancelled: "sent twice".' not in acme('invoice cancel 3 --because "sent twice"')
    assert "(cancelled: sent twice)" in acme("invoice list --all")
    assert "Undone: vl invoice cancel" in acme("undo")


def test_a_line_is_measured_and_a_guarantee_called_upon(acme: Callable[[str], str]) -> None:
    out = acme('realise acme "fewer stops" stops=90 --by production')
    assert "Line 2, fewer stops: €180,000 a year, promised €200,000: 10% short" in " ".join(out.split())
    assert "so a credit of €53,267.64 is due" in " ".join(out.split())
    out = acme("invoice add acme --outcome")
    assert "Credit 1 for Acme: €53,267.64, guarantee not reached, due 14 Aug 2026." in out
    assert "€2,000.00, second visit, due 1 Oct 2026" in acme(
        'invoice add acme 2k "second visit" --due 2026-10-01 --number RE-2'
    )
    assert "Credit 3 for Acme" in acme('invoice add acme 50 "late" --credit')
    assert "Realised" in acme("renewal acme")
    out = acme('guess acme "less waste" --save 9k')
    assert "Savings came to 90% of the estimate on 1 line measured so far: reckon with 97%." in " ".join(out.split())
    assert "Savings" in acme("report estimates")
    assert json.loads(acme("report estimates --json"))["kinds"][0]["whole"]["came"] == "0.9"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("invoice schedule acme --every fortnight", 2, "it is no span of time"),
        ("invoice schedule acme --first 03/04/2026", 2, "day and month may be read either way round"),
        ("invoice schedule acmee", 3, "did you mean Acme?"),
        ("invoice add acme", 2, "an invoice has an amount and says what it is for"),
        ("invoice add acme 5k", 2, "an invoice has an amount and says what it is for"),
        ("invoice add acme 5k travel --outcome", 2, "--outcome reckons its amount itself"),
        ("invoice add acme --outcome --credit", 2, "--outcome reckons its amount itself"),
        ("invoice add acme --outcome", 1, "nothing is measured at Acme yet"),
        ("invoice pay 9", 3, "no invoice '9'"),
        ("invoice pay 0", 2, "0 is not in the range"),
        ("invoice cancel 9 --because x", 3, "vl invoice list shows them"),
        ("realise acme 2 stosp=3", 3, "no input of line 2 'stosp'; did you mean stops?"),
        ("realise acme 9 stops=3", 3, "no promised line '9' at Acme"),
        ("realise acme 2 stops", 2, "it is not written as name=value; write hours_saved=3.5"),
        ("realise acme 2 stops=3 stops=4", 2, "it is given twice"),
        ("realise acme 2 stops=3 --when tomorrow", 2, "still to come"),
        ("renewal acmee", 3, "did you mean Acme?"),
        ("renewal acme --format toml", 2, "not written as TOML"),
    ],
)
def test_slips_of_the_finger_are_told(
    wrong: Callable[[str], tuple[int, str]], typed: str, code: int, said: str
) -> None:
    found, complaint = wrong(typed)
    assert found == code
    assert said in complaint
    assert "Traceback" not in complaint


def test_nothing_of_ours_is_on_their_renewal_page(acme: Callable[[str], str], tmp_path: Path) -> None:
    acme('realise acme "fewer stops" stops=90 --by production')
    acme("invoice schedule acme")
    acme('log acme "Zqtouch again" --call --with production')
    assert OURS.search(acme("renewal acme"))
    for form in ("text", "markdown", "html", "json"):
        out = acme(f"renewal acme --customer --format {form}")
        body = re.sub(r"<style>.*</style>", "", out, flags=re.DOTALL)
        found = OURS.search(body)
        assert not found, (form, found)
    out = acme("renewal acme --customer")
    assert "What you told us that nothing of this meets" in " ".join(out.split())
    assert "quieter hall" in out
    assert "vl " not in out
    acme(f"renewal acme --customer --format xlsx --to {tmp_path / 'theirs.xlsx'}")


def test_hostile_names_stay_text(acme: Callable[[str], str]) -> None:
    acme("invoice add acme 5 '[red]=1+1 <script>|x' --number '[/]'")
    assert "[red]=1+1 <script>|x ([/])" in " ".join(acme("invoice list").split())
    assert "<script>|x" not in acme("invoice list --format html")
