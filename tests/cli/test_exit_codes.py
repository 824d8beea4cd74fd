"""What a command returns and says when it cannot be done: a code, one sentence, a way out."""

import io
import runpy
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import typer.main

from valueloop import __version__
from valueloop.cli import app as program
from valueloop.cli import wrong
from valueloop.cli.app import app, run
from valueloop.cli.wrong import DONE, FAILED, NOT_FOUND, STORE, USAGE
from valueloop.errors import ValueloopError

Vl = Callable[..., tuple[int, str, str]]


COMMANDS: Any = typer.main.get_command(app)  # made once, where each call would make it anew


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMANDS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two accounts, a contact, a need with an accepted line, an offer and a step."""
    file = tmp_path_factory.mktemp("made") / "deals.db"
    for command in (
        'account add "Acme Mills"',
        'account add "Acme Foundry"',
        'contact add mills "plant manager"',
        "product add Kit --floor 20k",
        'guess mills "fewer stops" --save 80k --for plant',
        'log mills "hi" --call --with plant --next "send it"',
        "offer mills Kit --need 1 --price 45k",
        "accept mills 1 --by plant",
        'alternative add mills "another maker" --price 30k --difference energy=5k',
    ):
        with redirect_stdout(io.StringIO()):
            assert run(["--db", str(file), *shlex.split(command)]) == 0, command
    return file


@pytest.fixture
def acme(made: Path, tmp_path: Path) -> Path:
    """A copy of it, where the program looks."""
    return Path(shutil.copy(made, tmp_path / "deals.db"))


WRONG = [
    # refused or failed
    (FAILED, 'account add "acme mills"', "is there already"),
    (FAILED, 'contact add mills "Plant Manager"', "there already"),
    (FAILED, 'guess mills "Fewer Stops" --save 1', "there already"),
    (FAILED, "guess mills x --save $5k", "is in USD, but Acme Mills reckons in EUR"),
    (FAILED, "accept mills 1 --by plant", "is accepted as it stands"),
    (FAILED, "redo", ""),
    (FAILED, "deal win mills", "give it with --price"),
    (FAILED, 'deal lose mills --because " "', "reason"),
    (FAILED, "input set foundry a=1", "no deal is open at Acme Foundry"),
    (FAILED, "case set foundry years=4", "no deal is open at Acme Foundry"),
    (USAGE, "case set mills walk_away=$5k", "it is in USD, but the case is in EUR"),
    (USAGE, "share mills --price $5k", "it is in USD, but the case is in EUR"),
    (FAILED, 'alternative add mills "Another Maker"', "is there already in this deal"),
    (FAILED, 'alternative add mills "do nothing" --price 5k', "doing nothing is always an alternative"),
    (FAILED, "alternative add mills rival --price $5k", "USD"),
    (NOT_FOUND, "calc nowhere.toml", "no case file 'nowhere.toml'"),
    (FAILED, "calc .", "cannot be read: Is a directory"),
    (NOT_FOUND, "line load mills nowhere.toml", "no case file 'nowhere.toml'"),
    (FAILED, "line load mills .", "cannot be read: Is a directory"),
    # wrong usage, what cannot be read
    (USAGE, "frobnicate", "no such command 'frobnicate'"),
    (USAGE, "account frobnicate", "no such command"),
    (USAGE, "lgo mills x", "Did you mean 'log'"),
    (USAGE, "value", "missing argument"),
    (USAGE, "accept mills 1", "missing option '--by'"),
    (USAGE, "value mills --jsn", "no such option: --jsn"),
    (USAGE, "value mills extra", "unexpected extra argument"),
    (USAGE, "value mills --years many", "--years"),
    (USAGE, "value mills --years 0", "--years"),
    (USAGE, "done one", "STEP"),
    (USAGE, "respond 1 perhaps", "'perhaps' is not one of 'accepted'"),
    (USAGE, "guess mills x", "--save AMOUNT"),
    (USAGE, "guess mills x --save 1 --personal", "--save AMOUNT"),
    (USAGE, "guess mills x --save 80.000", "80.000"),
    (USAGE, "guess mills x --save 1 --chance 140%", "140%"),
    (USAGE, "guess mills x --save 1 --weight 0", "weight '0'"),
    (USAGE, "log mills x --call --email", "--call, --email"),
    (USAGE, "log mills x --with plant", "but how?"),
    (USAGE, "log mills x --due fri", "--next"),
    (USAGE, "log mills x --when 03/04/2026", "either way round"),
    (USAGE, "log mills x --when tomorrow", "still to come"),
    (USAGE, 'log mills " "', "it says nothing"),
    (USAGE, "log mills x --learn 1=yes", "a note is no evidence"),
    (USAGE, "log mills x --call --learn 1", "NEED=ANSWER"),
    (USAGE, "log mills x --call --learn 1=yess", "'yess' is no answer; write yes, no or unsure"),
    (USAGE, "respond 1 accepted --need =perhaps", "3=yes"),
    (USAGE, "log mills … --call", "the dots stand for your own words; write what was said"),
    (USAGE, "edit mills touch 3 new", "it is not written as kind:which; write touch:3 text=…"),
    (USAGE, "edit mills touch:3 new", "it is not written as name=value; write text=…"),
    (USAGE, "threat add mills Acme ''", "claim '' cannot be used: it says nothing"),
    (USAGE, "respond 1 rejected --price 5", "only a counter-offer names a price"),
    (USAGE, "offer mills Kit --price -3", "price '-3' cannot be used: it is below nought; write it without the minus"),
    (USAGE, "input set mills fewer_stops=5h", "a space is missing before its unit; write 5 h"),
    (USAGE, "entry add mills --for plant --objective a --now 3 --unit hour//", "unit 'hour//' cannot be used"),
    (USAGE, "line add mills x --formula a", "--save, --earn, --cost"),
    (USAGE, "line add mills x --save --earn --formula a", "--save, --earn, --cost"),
    (USAGE, 'line add mills x --save --formula "a **"', "formula"),
    (USAGE, "input set mills a", "input 'a' cannot be used: it has no new figure; write a=4, or raise its rung"),
    (USAGE, "input set mills a=1 a=2", "given twice"),
    (USAGE, "input set mills 2x=1", "no name for an input"),
    (USAGE, "entry add mills --for plant", "--objective"),
    (USAGE, "entry add mills --for plant --issue a --metric b", "--objective"),
    (USAGE, "account add X --advertisement a --seen-at b", "one exposure"),
    (USAGE, "account add X --size many", "number of people"),
    (USAGE, "account add X --currency EURO", "ISO 4217"),
    (USAGE, "edit mills nothing chance=1", "kind:which"),
    (USAGE, "edit mills need:1 chance=very", "chance"),
    (USAGE, "edit mills need:1 chanse=1", "chance"),
    (USAGE, "config set share lots", "lots"),
    (USAGE, "case set mills", "missing argument"),
    (USAGE, "case set mills years", "it is not written as name=value"),
    (USAGE, "case set mills years=many", "years 'many' cannot be used: it is no whole number from 0 to 50"),
    (USAGE, "case set mills years=51", "years '51' cannot be used"),
    (USAGE, "case set mills years=3 years=4", "it is given twice"),
    (USAGE, "case set mills timing=later", "write end, mid, start"),
    (USAGE, "case set mills rule=half", "write fraction, difference, bargain, outcome"),
    (USAGE, "case set mills fraction=140%", "fraction '140%' cannot be used"),
    (USAGE, "case set mills alpha=-1", "alpha '-1' cannot be used"),
    (USAGE, "case set mills per_year=often", "it is neither yes nor no"),
    (USAGE, "case set mills instalments=0", "from 1 to 120"),
    (USAGE, "case set mills base=lots", "'lots' cannot be used"),
    (USAGE, "case set mills base=-5k", "'-5k' cannot be used: it is below nought"),
    (USAGE, "case set mills base=80.000", "80.000"),
    (USAGE, "case set mills least=10 most=5", "most '5' cannot be used: it is below the least, 10"),
    (USAGE, "alternative add mills rival --price lots", "'lots' cannot be used"),
    (USAGE, "alternative add mills rival --price -5k", "'-5k' cannot be used: it is below nought"),
    (USAGE, "alternative add mills rival --kind friend", "'friend' is not one of 'competitor'"),
    (USAGE, "alternative add mills rival --switching 80.000", "80.000"),
    (USAGE, "alternative add mills rival --difference energy", "not written as name=value"),
    (USAGE, "alternative add mills rival --difference energy=blue", "'blue' cannot be used"),
    (USAGE, "alternative add mills rival --difference a=1 --difference a=2", "it is given twice"),
    (USAGE, 'alternative add mills " "', "it is empty"),
    (USAGE, "alternative set mills another energy", "not written as name=value"),
    (USAGE, "alternative set mills another energy=blue", "'blue' cannot be used"),
    (USAGE, "calc", "missing argument 'CASE.toml'"),
    (USAGE, "value mills --draws 99", "--draws"),
    (USAGE, "value mills --draws 1000001", "--draws"),
    (USAGE, "value mills --draws many", "--draws"),
    (USAGE, "value mills --seed -1", "--seed"),
    (USAGE, "value mills --timing later", "write end, mid, start"),
    (USAGE, "share mills --rule half", "write fraction, difference, bargain, outcome"),
    (USAGE, "share mills --instalments 0", "from 1 to 120"),
    (USAGE, "share mills --price lots", "'lots' cannot be used"),
    (USAGE, "line add mills x --save", "--formula, or --flows"),
    (USAGE, "line add mills x --save --formula 5k --flows 0/5k", "--formula, or --flows"),
    (USAGE, "line add mills x --save --flows 0/lots", "lots"),
    (USAGE, "line add mills x --save --formula 5k --delay -3", "-3"),
    (USAGE, "line add mills x --save --formula 5k --once --year 51", "--year"),
    (USAGE, "input set mills a b --unit hour", "--unit goes with one input at a time"),
    (USAGE, "input set mills a=1 a", "a is given twice"),
    (USAGE, "input set mills a=4 --unit hour/", "hour/"),
    (USAGE, "input set mills fewer_stops=4 --unit hour", "hour"),
    (USAGE, "input set mills fewer_stops --source rumour", "'rumour' is not one of"),
    (USAGE, "export mills --format toml --customer", "toml"),
    (USAGE, "--today someday today", "someday"),
    (USAGE, "export mills --format pdf", "pdf"),
    (USAGE, "value mills --rate 300%", "rate"),
    (USAGE, "share mills --fraction x", "fraction"),
    # not found, ambiguous
    (NOT_FOUND, "value boltworks", "no account 'boltworks'"),
    (NOT_FOUND, "value milsl", "did you mean Acme Mills?"),
    (NOT_FOUND, "value acme", "Acme Mills, Acme Foundry"),
    (NOT_FOUND, "log mills x --call --with cleaner", "no contact 'cleaner' at Acme Mills"),
    (NOT_FOUND, "learn mills 9 yes --via call", "no need '9' at Acme Mills"),
    (NOT_FOUND, "accept mills 9 --by plant", "no line '9' at Acme Mills"),
    (NOT_FOUND, "offer mills Kitt --price 1", "did you mean Kit?"),
    (NOT_FOUND, "respond 9 accepted", "no offer '9'"),
    (NOT_FOUND, "done 9", "no step '9'"),
    (NOT_FOUND, "impact add mills 9 x", "no entry '9'"),
    (NOT_FOUND, "learn mills 1 yes --via call --touch 9", "#9"),
    (NOT_FOUND, "config set pateince.start 1", "patience.start"),
    (NOT_FOUND, "case set mills fracton=30%", "did you mean fraction?"),
    (NOT_FOUND, "case set mills nothing=1", "no key of a value case 'nothing'"),
    (NOT_FOUND, "case set boltworks years=3", "no account 'boltworks'"),
    (NOT_FOUND, "alternative set mills nobody energy=1", "no alternative 'nobody' at Acme Mills"),
    (NOT_FOUND, "alternative set mills another enrgy=", "no difference 'enrgy'"),
    (NOT_FOUND, "input set mills nothing --by plant", "'nothing'"),
    (NOT_FOUND, "input set mills fewer_stops --by cleaner", "no contact 'cleaner' at Acme Mills"),
    (NOT_FOUND, "edit mills touch:9 text=x", "touch"),
]


@pytest.mark.parametrize(("code", "command", "words"), WRONG, ids=[each[1] for each in WRONG])
def test_what_cannot_be_done_is_said_in_one_sentence(code: int, command: str, words: str, acme: Path, vl: Vl) -> None:
    before = acme.read_bytes()
    got, out, complaint = vl(*shlex.split(command))
    assert (got, out) == (code, "")
    sentence, *way_out = complaint.splitlines()
    assert sentence.startswith("Error: ")
    assert sentence[-1] in ".?"
    assert words.lower() in sentence.lower()
    assert "Traceback" not in complaint
    assert len(way_out) <= 1
    assert all(each.startswith("Try: ") for each in way_out)
    assert acme.read_bytes() == before, "what failed has left something"


WAYS_OUT = [
    ("value boltworks", 'Try: vl account list shows them; vl account add "boltworks" adds it.'),
    ("value acme", "Try: write more of the name."),
    ("offer mills Thing --price 1", 'Try: vl product list shows them; vl product add "Thing" adds it.'),
    ("respond 9 accepted", "Try: vl shows those without an answer; vl history ACCOUNT shows all of one account."),
    ("done 9", "Try: vl shows the open ones."),
    ("config set nothing 1", "Try: vl config list shows them."),
    ("case set mills nothing=1", "Try: vl case set --help lists them."),
    (
        "alternative set mills rival energy=1",
        'Try: vl value "Acme Mills" shows them; vl alternative add "Acme Mills" "rival" --price 50k adds one.',
    ),
    ("calc", "Try: vl calc --help explains it."),
    ("value --jsn mills", "Try: vl value --help explains it."),
]


@pytest.mark.parametrize(("command", "way"), WAYS_OUT)
def test_a_way_out_is_offered(command: str, way: str, acme: Path, vl: Vl) -> None:
    assert acme.exists()
    assert vl(*shlex.split(command))[2].splitlines()[-1] == way


@pytest.mark.parametrize("what", ["contact", "need", "line", "entry", "touch", "input"])
def test_a_way_out_at_an_account_names_it(what: str, acme: Path, vl: Vl) -> None:
    assert acme.exists()
    typed = {
        "contact": "log mills x --call --with nobody",
        "need": "learn mills nothing yes --via call",
        "line": "accept mills nothing --by plant",
        "entry": "impact add mills nothing x",
        "touch": "learn mills 1 yes --via call --touch 99",
        "input": "accept mills missing --by plant",
    }[what]
    if what == "input":
        assert vl("line", "add", "mills", "missing", "--save", "--formula", "hours * 2")[0] == 0
    code, _, complaint = vl(*shlex.split(typed))
    assert code == NOT_FOUND
    way = complaint.splitlines()[1]
    assert way.startswith("Try: vl ")
    assert "Acme Mills" in way or what == "input"
    assert "{" not in way


def test_a_store_that_is_not_one_is_not_touched(vl: Vl, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("Dear all,\n" * 50)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as made:
        made.execute("CREATE TABLE t (a)")
    made.close()
    cut = tmp_path / "cut.db"
    assert vl("--db", str(cut), "account", "add", "Acme")[0] == 0
    cut.write_bytes(cut.read_bytes()[:5000])
    for file in (text, foreign, cut, tmp_path):
        before = file.read_bytes() if file.is_file() else b""
        for command in (["today"], ["account", "add", "Bolt"], ["export", "acme"], ["undo"]):
            code, out, complaint = vl("--db", str(file), *command)
            assert (code, out) == (STORE, ""), command
            assert complaint.startswith("Error: ")
            assert str(file) in complaint
        assert not file.is_file() or file.read_bytes() == before


def test_done_is_nought_and_says_nothing_on_the_side(acme: Path, vl: Vl) -> None:
    assert acme.exists()
    for command in ("today", "value mills", "log mills hello", "next mills", "config list", "--help", "log --help"):
        code, out, complaint = vl(*shlex.split(command))
        assert (code, complaint) == (DONE, ""), command
        assert out.strip()


def test_the_version(vl: Vl) -> None:
    assert vl("--version") == (0, f"valueloop {__version__}\n", "")


def test_no_argument_is_bad_utf_8(vl: Vl) -> None:
    code, out, complaint = vl("account", "add", "\udcff")
    assert (code, out) == (USAGE, "")
    assert complaint == "Error: argument '\\udcff' cannot be used: it is not valid UTF-8.\n"


def test_a_noun_alone_is_wrong_usage_and_says_its_verbs(vl: Vl) -> None:
    code, out, complaint = vl("account")
    assert (code, out) == (USAGE, "")
    for verb in ("add", "edit", "list", "show"):
        assert verb in complaint


def test_an_interrupt_ends_it(vl: Vl, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "app", interrupted)
    code, out, complaint = vl("today")
    assert (code, out, complaint) == (130, "", "Error: stopped.\n")


def test_every_kind_of_wrong_has_its_code() -> None:
    def below(kind: type[ValueloopError]) -> set[type[ValueloopError]]:
        return {kind, *(each for sub in kind.__subclasses__() for each in below(sub))}

    kinds = below(ValueloopError) - {ValueloopError}
    assert len(kinds) >= 6
    codes = wrong._CODES
    assert {kind for kind in kinds if any(issubclass(kind, each) for each in codes)} == kinds
    assert set(codes.values()) == {FAILED, USAGE, NOT_FOUND, STORE}


def test_reading_a_missing_store_makes_nothing(vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "new" / "deals.db"
    monkeypatch.setenv("VALUELOOP_DB", str(place))
    for command in (
        "",
        "today",
        "next",
        "account list",
        "product list",
        "config list",
        "deal list",
        "deal list --json",
    ):
        code, out, complaint = vl(*command.split())
        assert (code, complaint) == (0, ""), command
        assert out.strip()
        assert vl("--db", str(place), *command.split())[:2] == (0, out)
    assert vl("value", "acme")[0] == NOT_FOUND
    assert not place.parent.exists()
    begin = vl()[1]
    assert "Nothing is recorded yet. See a finished example, or begin:" in begin
    for command in ("vl demo", "vl account add", "vl contact add", "vl log"):
        assert f"  $ {command}" in begin


def test_how_to_begin_works_as_it_is_shown(vl: Vl) -> None:
    begin = [line.removeprefix("  $ vl ") for line in vl()[1].splitlines() if line.startswith("  $ vl ")]
    assert len(begin) >= 4
    for command in begin:
        if command != "demo":
            code, _, complaint = vl(*shlex.split(command))
            assert code == 0, f"{command}: {complaint}"
    assert "1 account" in vl()[1]


def test_where_the_store_is(vl: Vl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, yours, address = tmp_path / "mine.db", tmp_path / "yours.db", tmp_path / "address.db"
    monkeypatch.setenv("VALUELOOP_DB", str(mine))
    assert vl("account", "add", "Mine")[0] == 0
    assert vl("--db", str(yours), "account", "add", "Yours")[0] == 0
    assert vl("--db", f"sqlite:///{address}", "account", "add", "Addressed")[0] == 0
    assert "Mine" in vl("account", "list")[1]
    assert "Yours" not in vl("account", "list")[1]
    assert "Yours" in vl("--db", str(yours), "account", "list")[1]
    assert "Addressed" in vl("--db", str(address), "account", "list")[1]
    monkeypatch.delenv("VALUELOOP_DB")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    assert vl("account", "add", "Default")[0] == 0
    assert list((tmp_path / "home").rglob("valueloop.db")) != []


@pytest.mark.parametrize("address", ["postgresql://ann:hunter2@db.example/sales", "mysql+x://ann:hunter2@h/d"])
def test_an_address_of_another_kind_is_refused_without_its_password(
    address: str, vl: Vl, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (["today"], ["account", "add", "Acme"]):
        code, out, complaint = vl("--db", address, *command)
        assert (code, out) == (STORE, "")
        assert "hunter2" not in complaint
        assert address.split("://", maxsplit=1)[0] in complaint
    monkeypatch.setenv("VALUELOOP_DB", address)
    code, out, complaint = vl()
    assert (code, out) == (STORE, "")
    assert "hunter2" not in complaint


def test_today_may_be_moved(vl: Vl) -> None:
    assert vl("--today", "2026-06-15", "account", "add", "Acme")[0] == 0
    answer = vl("--today", "2026-06-15 09:30", "log", "acme", "hello")[1]
    assert "15 Jun 2026 09:30" in answer
    assert vl("--today", "2026-06-15")[1].startswith("Today, 15 Jun 2026\n")
    assert "12:00" in vl("--today", "2026-06-16", "log", "acme", "noon")[1]


def test_messages_of_success_go_aside(vl: Vl, tmp_path: Path) -> None:
    vl("account", "add", "Acme")
    code, out, aside = vl("export", "acme", "--to", str(tmp_path / "a.md"))
    assert (code, out, aside) == (0, "", f"Written to {tmp_path / 'a.md'}.\n")


def test_nobody_is_somebody(vl: Vl, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user whom the machine does not know may work too."""

    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert vl("account", "add", "Acme")[0] == 0


def test_the_program_may_be_run_by_its_module(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["valueloop", "--version"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("valueloop", run_name="__main__")
    assert left.value.code == DONE
    assert capsys.readouterr().out.startswith("valueloop ")


def test_main_leaves_with_the_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["vl", "frobnicate"])
    with pytest.raises(SystemExit) as left:
        program.main()
    assert left.value.code == USAGE
    assert capsys.readouterr().err.startswith("Error: ")
    assert run(["--help"]) == DONE
