"""A customer's page in every format: nothing of ours is anywhere in the file, its metadata included."""

import io
import re
import shlex
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from valueloop.cli.app import run

Vl = Callable[..., tuple[int, str, str]]

# What is ours is marked: words beginning with Zq, and figures that nothing else comes to.
STORY = """
account add Acme --industry Zqindustry --size 314 --region Zqregion --owner Zqowner --advertisement Zqcampaign
account add "Zqother Works"
contact add acme "plant manager" --department management --influence decides --stance opposes --note Zqnote
contact edit acme plant --email zq@zq.example --phone 0171-919191
contact add acme "production manager" --department production --reports-to plant --stance supports --note Zqnote
product add Controller --cost 61234 --floor 71234 --meets Zqmeets
config set hour 91
log acme "Zqtouch of theirs" --call --with production --outcome continuation --hours 7.77
guess acme "Zqguess of ours" --save 81k..82k --for production --chance 43%
guess acme "Zqpride" --personal --for plant --chance 44%
guess acme "fewer stops" --save ? --for production --chance 45%
log acme "Zqtouch again" --visit --with production --learn 3=yes
line add acme "fewer stops" --save --need 3 --formula "stops * hours"
input set acme stops=100 --by production
input set acme hours=200 --by production
line add acme "Zqhope" --save --formula "zqstops * 811"
input set acme zqstops=100 --source guess
line add acme "training" --cost --once --formula "901"
accept acme "fewer stops" --by production
alternative add acme "Zqrival" --price 83333 --difference "Zqdifference=84444"
offer acme Controller --need 3 --price 55555 --terms Zqterms --for production
respond 1 rejected --because price --note Zqreason
case set acme fraction=37%
entry add acme --for production --objective "97 % yield"
entry add acme --for production --issue "Zqissue that we guess" --rung guess
entry add acme --for plant --objective "a plant to show" --touch 1
impact add acme 1 "two points more" --line "fewer stops"
impact add acme 1 "Zqpersonal" --personal
impact add acme 1 "three points more" --line Zqhope
impact add acme 3 "Zqadmired" --personal
log acme "Zqnote to ourselves" --note --next "Zqstep" --due fri
offer acme Controller --need 3 --price 45k --for production
"""
# The same store once the deal is won: what is kept of it, marked where it is ours.
AFTER = """
respond 2 accepted --note Zqglad --by production
deal win acme --because Zqwhy
log acme "Zqtalk of it" --call --with production --hours 7.77 --thanks --asked 91 --told 92 --campaign Zqsend
promise add acme "the operators are trained" --for production --said-by Zqseller --due fri --measure "each alone"
promise keep 1 --note Zqkept
promise add acme "a spare cover" --for plant
promise add acme "a date for line 2" --for production
promise break 3 --because Zqbroken
delivery add acme "controller on line 3" --need 3 --due "in 2w"
delivery done 1
delivery accept 1 --by production
delivery add acme "training of the operators" --due "in 3w"
deployment add acme Controller --at "line 3" --need 3 --carer Zqcarer --for production
defect add acme "it stops when it is washed" --by production
defect acknowledge 1 --note Zqheard
defect plan 1 Zqplan --due "in 1w"
defect mend 1 Zqmended
defect add acme "the manual is missing" --by production
invoice schedule acme
invoice pay 1 10k --note Zqpaid
privilege add acme Zqprivilege
threat add acme Zqrival Zqclaim --price 83333 --switching 84444 --by plant
referral add acme "Zqthird Works" --by plant
realise acme "fewer stops" stops=110 --by production
realise acme training --amount 950
config set core.part 37%
"""
OURS = re.compile(
    rb"zq|61[,.]?234|71[,.]?234|83[,.]?333|84[,.]?444|55[,.]?555|81[,.]?500|81[,.]?100|37 ?%|0\.37|7\.77", re.IGNORECASE
)
PAGES = (
    ("export",),
    ("value",),
    ("map",),
    ("map", "--for", "production"),
    ("proposition",),
    ("proposition", "--for", "production"),
    ("brief", "proposal"),
)
# What is made for a customer of a deal that is won.
PAGES_AFTER = (("handover",), ("renewal",), ("export",), ("value",), ("map",), ("proposition",))
FORMATS = ("text", "markdown", "html", "xlsx", "json")


def told(file: Path, story: str) -> None:
    for line in story.strip().splitlines():
        assert run(["--db", str(file), "--today", "2026-06-15", *shlex.split(line)]) == 0, line


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ours") / "ours.db"
    told(file, STORY)
    return file


@pytest.fixture(scope="module")
def won(store: Path) -> Path:
    file = store.with_name("won.db")
    shutil.copy(store, file)
    told(file, AFTER)
    return file


def members(made: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and all that is packed in it."""
    if made[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            assert not packed.comment
            for each in packed.infolist():
                yield each.filename, each.filename.encode() + each.comment + packed.read(each)
    else:
        yield "all", made


def nothing_of_ours(page: tuple[str, ...], form: str, store: Path, vl: Vl, file: Path) -> None:
    name, *options = page
    command = [name, "acme", *options, "--customer", "--format", form, "--to", str(file)]
    assert vl("--db", str(store), "--today", "2026-06-15", *command)[0] == 0
    for name, content in members(file.read_bytes()):
        found = OURS.search(content)
        assert not found, (name, found and content[max(0, found.start() - 60) : found.end() + 60])


def marked(page: tuple[str, ...], form: str, store: Path, vl: Vl, file: Path) -> bool:
    assert vl("--db", str(store), "--today", "2026-06-15", page[0], "acme", "--format", form, "--to", str(file))[0] == 0
    return any(OURS.search(content) for _, content in members(file.read_bytes()))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_nothing_of_ours_is_in_a_customers_file(
    page: tuple[str, ...], form: str, store: Path, vl: Vl, tmp_path: Path
) -> None:
    nothing_of_ours(page, form, store, vl, tmp_path / "theirs")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("page", PAGES_AFTER, ids=" ".join)
def test_nothing_of_ours_is_in_a_customers_file_once_the_deal_is_won(
    page: tuple[str, ...], form: str, won: Path, vl: Vl, tmp_path: Path
) -> None:
    nothing_of_ours(page, form, won, vl, tmp_path / "theirs")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("page", [("export",), ("value",), ("map",), ("proposition",)], ids=" ".join)
def test_what_is_looked_for_is_there_on_our_own_pages(
    page: tuple[str, ...], form: str, store: Path, vl: Vl, tmp_path: Path
) -> None:
    """The test above would be worth nothing if the marks never got onto a page."""
    assert marked(page, form, store, vl, tmp_path / "ours")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("page", PAGES_AFTER, ids=" ".join)
def test_what_is_looked_for_is_there_on_our_own_pages_once_the_deal_is_won(
    page: tuple[str, ...], form: str, won: Path, vl: Vl, tmp_path: Path
) -> None:
    assert marked(page, form, won, vl, tmp_path / "ours")


def test_a_case_study_withholds_names(store: Path, vl: Vl, tmp_path: Path) -> None:
    won = tmp_path / "won.db"
    shutil.copy(store, won)
    assert vl("--db", str(won), "--today", "2026-06-16", "deal", "win", "acme", "--price", "45k")[0] == 0
    assert vl("--db", str(won), "account", "edit", "acme", "--industry", "paper")[0] == 0
    assert vl("--db", str(won), "account", "edit", "acme", "--name", "Zqname Mills")[0] == 0
    for form in FORMATS:
        file = tmp_path / f"study.{form}"
        options = ["case-study", "--anonymous", "--format", form, "--to", str(file)]
        code, _, said = vl("--db", str(won), "--today", "2026-06-16", "brief", "Zqname", *options)
        assert (code, said) == (0, f"Written to {file}.\n")
        for name, content in members(file.read_bytes()):
            assert not OURS.search(content), name
            assert b"45,000" not in content, "our price is between us and them"
    code, out, said = vl("--db", str(won), "brief", "Zqname", "case-study")
    assert (code, out.splitlines()[0]) == (0, "Case study: Zqname Mills")
    assert said == "Note: ask Zqname Mills before others see it; --anonymous withholds names.\n"


def test_pages_that_are_ours_alone_are_not_made_for_a_customer(store: Path, vl: Vl) -> None:
    for page in (["history", "acme"], ["share", "acme"], ["why", "acme", "1"], ["next", "acme"], ["today"]):
        code, out, _ = vl("--db", str(store), *page, "--customer")
        assert (code, out) == (2, ""), page
    for part in ([], ["players"], ["questions"], ["presentation"]):
        code, out, said = vl("--db", str(store), "brief", "acme", *part, "--customer")
        assert (code, out) == (2, "")
        assert "two pages of the kit: proposal and case-study" in said
    code, out, said = vl("--db", str(store), "export", "acme", "--customer", "--format", "toml")
    assert (code, out) == (2, "")


def test_what_a_page_of_the_kit_cannot_be_made_for_is_said(vl: Vl, tmp_path: Path) -> None:
    empty = str(tmp_path / "empty.db")
    assert vl("--db", empty, "account", "add", "Empty")[0] == 0
    for options, code, said in (
        (["proposal"], 1, "Empty has said and agreed to nothing yet: a proposal is made of that"),
        (["case-study"], 1, "a case study tells of a deal that was won, and Empty has none"),
        (["players", "--for", "x"], 2, "players is of all of them"),
        (["proposal", "--anonymous"], 2, "--anonymous is for a case study"),
    ):
        got, out, complaint = vl("--db", empty, "brief", "empty", *options)
        assert (got, out) == (code, "")
        assert said in complaint
    for page, said in (
        ("map", "Nothing is agreed yet."),
        ("proposition", "Nothing is agreed yet."),
        ("value", "Nothing is agreed yet."),
    ):
        assert said in vl("--db", empty, page, "empty", "--customer")[1]


def test_without_a_price_on_the_table_there_is_none_on_their_page(store: Path, vl: Vl, tmp_path: Path) -> None:
    bare = tmp_path / "bare.db"
    shutil.copy(store, bare)
    assert vl("--db", str(bare), "--today", "2026-06-16", "respond", "2", "rejected", "--because", "price")[0] == 0
    page = vl("--db", str(bare), "--today", "2026-06-16", "value", "acme", "--customer")[1]
    assert "Before a price" in page
    assert "Once it is paid" not in page
    assert vl("--db", str(bare), "input", "set", "acme", "hours=300", "--by", "production")[0] == 0
    assert "To be agreed" in vl("--db", str(bare), "value", "acme", "--customer")[1]


def test_an_entry_of_what_is_measured_says_what_is_not_known_of_it(store: Path, vl: Vl, tmp_path: Path) -> None:
    here = tmp_path / "here.db"
    shutil.copy(store, here)
    command = ["entry", "add", "acme", "--for", "production", "--metric", "yield", "--now", "94 %"]
    said = vl("--db", str(here), *command)[1]
    assert "metric, yield, 94 % now" in said
    assert "Not known yet: which way is better and the target." in said
