"""The deal summary: every figure led to its source, and nothing of ours on a customer's page."""

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import typer.main

from demo_store import built
from valueloop.cli.app import app, run
from valueloop.document import Bullets, Column, Document, Paragraph, Span, Table, note_order
from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.page.summary import SummaryPage
from valueloop.domain.value.line import Status
from valueloop.render.markdown import markdown
from valueloop.report.summary import summary
from valueloop.store.session import Store
from valueloop.usecases import summary as summaries

TODAY = date(2026, 6, 15)
COMMANDS = typer.main.get_command(app)  # made once, where each call would make it anew

# What is ours, each word of it planted in one field only.
OURS = {
    "an account's owner": "zzowner",
    "how they came to know of us": "zzmailing",
    "an account's note": "zzaccountnote",
    "a contact's note": "zzcontactnote",
    "a contact's address": "zzmail@example.com",
    "a contact's telephone": "zz4711",
    "a stance": "opposes",
    "an influence": "decides",
    "what was said in a touch": "zzsaid",
    "a note to ourselves": "zzourselves",
    "an outcome": "continuation",
    "a guess that nobody confirmed": "zzunconfirmed",
    "what that guess may be worth": "55,555",
    "what it may be worth, in data": "55555",
    "a personal need": "zzpersonal",
    "an entry of a map": "zzentry",
    "an impact": "zzimpact",
    "a product's kinds of need": "zzmeets",
    "a product that was refused": "zzrefused",
    "terms that were refused": "zzhardterms",
    "a price that was refused": "77,777",
    "the reason of a refusal": "competitor",
    "the note of a refusal": "zztheywent",
    "the note of evidence": "zzstatistic",
    "a step": "zzstep",
    "the floor": "31,313",
    "the cost": "21,212",
    "a chance": "43%",
    "our share": "37.31%",
    "patience at the start": "17.7",
    "a ratio": "6.61",
    "why a deal was won": "zzbecause",
    "words of ours": "patience",
    "words of the loop": "rejected",
    "chances as such": "chance",
    "odds": "odds",
    "the floor as such": "floor",
    "the share as such": "our share",
    "an alternative": "zzalternative",
    "what it costs": "66,666",
    "a change from it to us": "5,151",
    "a difference": "zzbetter",
    "what the difference is": "3,434",
    "a difference that nobody knows": "zzunknown",
    "what we are worth against it": "64,949",
    "our walk-away": "29,292",
    "our part of a bargain": "41.41%",
    "a base of our terms": "1,919",
    "a baseline of our terms": "17,171",
    "the least of our terms": "1,818",
    "the most of our terms": "24,242",
    "a guarantee": "28,282",
    "the alternatives as such": "alternative",
    "the next best as such": "next best",
    "the walk-away as such": "walk-away",
    "the guarantee as such": "guarantee",
    "the rule as such": "outcome",
    "the bargain as such": "bargain",
    "how they stand": "they gain",
    "what is simulated": "p10",
}


def call(file: Path, day: str, *arguments: str) -> str:
    out, complaint = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(complaint):
        patch.setattr(typer.main, "get_command", lambda _: COMMANDS)
        code = run(["--db", str(file), "--today", f"{day} 10:00", *arguments])
    assert code == 0, f"vl {' '.join(arguments)}: {complaint.getvalue()}"
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _the_demo() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", lambda _: COMMANDS)
        built()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every word of OURS in it, and an open deal."""
    file = tmp_path_factory.mktemp("planted") / "planted.db"
    acts = r"""
    2026-05-01 | config set share 37.31%
    2026-05-01 | config set patience.start 17.7
    2026-05-01 | config set ratio.call.yes 6.61
    2026-05-01 | account add "Acme Mills" --owner zzowner --advertisement zzmailing --note zzaccountnote
    2026-05-01 | contact add acme "plant manager" --stance opposes --influence decides --note zzcontactnote --role buys
    2026-05-01 | contact edit acme plant --email zzmail@example.com --phone zz4711
    2026-05-01 | product add "Good kit" --cost 21212 --floor 31313 --meets zzmeets
    2026-05-01 | product add "zzrefused kit" --cost 21212 --floor 31313
    2026-05-02 | guess acme "zzunconfirmed wish" --save 55555 --chance 43% --for plant
    2026-05-02 | guess acme "fewer stops" --save 40k --chance 43% --for plant
    2026-05-02 | guess acme "zzpersonal pride" --personal --for plant
    2026-05-03 | log acme zzsaid --call --with plant --learn 2=yes --learn 3=yes --outcome continuation --next zzstep
    2026-05-03 | learn acme 2 yes --via statistic --note zzstatistic
    2026-05-03 | log acme "zzourselves" --note
    2026-05-04 | offer acme "zzrefused" --need 2 --price 77777 --terms zzhardterms --for plant
    2026-05-05 | respond 1 rejected --because competitor --note zztheywent --need 2=yes
    2026-05-06 | line add acme "hours of stops" --save --need 2 --formula "stops * cost_of_stop" --risk 5%
    2026-05-06 | input set acme stops=100 --by plant --touch 1
    2026-05-06 | input set acme cost_of_stop=450
    2026-05-06 | line add acme "training" --cost --once --formula "days * 1k"
    2026-05-06 | input set acme days=4 --source deduced
    2026-05-07 | accept acme "hours of stops" --by plant --touch 1
    2026-05-07 | entry add acme --for plant --objective "zzentry of theirs"
    2026-05-07 | impact add acme zzentry "zzimpact of ours" --line hours
    2026-05-08 | offer acme "Good kit" --need 2 --price 48k --terms "paid by the month" --for plant
    """
    for line in acts.strip().splitlines():
        day, _, command = line.partition("|")
        call(file, day.strip(), *_words(command))
    return file


def _words(command: str) -> list[str]:
    return [a or b for a, b in re.findall(r'"([^"]*)"|(\S+)', command)]


def found(file: Path, account: str) -> SummaryPage:
    return summaries.summary(Store(file), account, TODAY)


@pytest.fixture
def won(planted: Path, tmp_path: Path) -> Path:
    """The same, and the deal is won."""
    file = tmp_path / "won.db"
    file.write_bytes(planted.read_bytes())
    call(file, "2026-05-10", "respond", "2", "accepted", "--by", "plant")
    call(file, "2026-05-10", "deal", "win", "acme", "--because", "zzbecause")
    return file


@pytest.fixture
def termed(planted: Path, tmp_path: Path) -> Path:
    """The same, still open, with an alternative and all the terms that a price may have."""
    file = tmp_path / "termed.db"
    file.write_bytes(planted.read_bytes())
    differences = ("--difference", "zzbetter=3434", "--difference", "zzunknown=?")
    call(file, "2026-05-09", "alternative", "add", "acme", "zzalternative", "--price", "66666", "--switching", "5151",
         *differences)  # fmt: skip
    call(file, "2026-05-09", "case", "set", "acme", "rule=outcome", "walk_away=29292", "alpha=41.41%", "base=1919",
         "baseline=17171", "least=1818", "most=24242", "guarantee=28282")  # fmt: skip
    return file


def test_a_customers_page_holds_nothing_of_ours(planted: Path, won: Path, termed: Path) -> None:
    for file in (planted, won, termed):
        page = call(file, "2026-06-15", "export", "acme", "--customer").lower()
        # By outcome the terms are what they pay: theirs as the price is; but the walk-away and our part of a bargain.
        terms = ("37.31%", "1,919", "17,171", "1,818", "24,242", "28,282") if file is termed else ()
        leaked = {what: word for what, word in OURS.items() if word.lower() in page and word not in terms}
        assert not leaked
        assert all(each in page for each in terms)
        assert "#1" not in page
        for theirs in ("acme mills", "plant manager", "fewer stops", "hours of stops", "good kit", "45,000"):
            assert theirs in page
        assert ("48,000" in page) is (file is not termed), "a price by outcome is not the one that was asked"
        assert "(paid by the month)" in page
        assert "training (cost)" in page
        assert "call with the plant manager, 3 may 2026." in page


def test_our_own_page_holds_what_it_should(planted: Path, won: Path) -> None:
    ours = call(planted, "2026-06-15", "export", "acme")
    for word in ("zzsaid", "zzunconfirmed", "zzpersonal", "zzrefused", "77,777", "competitor", "zzstep", "31,313",
                 "37.31%", "6.61", "opposes", "decides", "43%"):  # fmt: skip
        assert word in ours, word
    assert "zzbecause" in call(won, "2026-06-15", "export", "acme")


def test_our_own_page_holds_the_alternative_and_our_walk_away(termed: Path) -> None:
    ours = call(termed, "2026-06-15", "export", "acme")
    for word in ("zzalternative", "66,666", "64,949", "zzunknown", "29,292", "outcome"):
        assert word in ours, word


def test_the_price_that_is_asked_is_on_our_own_page(termed: Path) -> None:
    call(termed, "2026-05-09", "case", "set", "acme", "price=46464")
    page = call(termed, "2026-06-15", "export", "acme")
    assert "46,464" in page
    assert "our price by outcome" not in page, "the price asked takes the rule's place"


@pytest.mark.parametrize("status", [Status.INCOMPLETE, Status.MISFIT])
def test_a_line_without_a_figure_has_none_on_the_summary(status: Status, planted: Path) -> None:
    page = found(planted, "acme")
    line = next(each for each in page.value.lines if each.name == "hours of stops")
    nought = Money(Decimal(0), "EUR")
    missing = ("stops",) if status is Status.INCOMPLETE else ()
    odd = replace(line, status=status, missing=missing, wrong="it is in hours",
                  amount=nought, present_value=nought)  # fmt: skip
    lines = tuple(odd if each is line else each for each in page.value.lines)
    source = markdown(summary(replace(page, value=replace(page.value, lines=lines))))
    row = next(each for each in source.splitlines() if each.startswith("| ") and "hours of stops (save)" in each)
    assert [each.partition("[")[0].strip() for each in row.split("|")[3:5]] == ["?", ""]


@pytest.mark.parametrize("per_year", ["yes", "no"])
def test_a_customers_page_says_how_the_price_is_paid(per_year: str, termed: Path) -> None:
    call(termed, "2026-05-09", "case", "set", "acme", "rule=fraction", f"per_year={per_year}")
    page = call(termed, "2026-06-15", "export", "acme", "--customer")
    assert ("at the start" in page) is (per_year == "no"), "paid each year, and said to be paid at the start"


def test_every_planted_word_is_in_the_store(planted: Path, won: Path, termed: Path) -> None:
    """A word that was never planted could not leak: each stands on some page of ours."""
    pages = [["export", "acme"], ["account", "show", "acme"], ["account", "list"], ["contact", "list", "acme"],
             ["product", "list"], ["config", "list"], ["history", "acme"], ["map", "acme"],
             ["today"], ["share", "acme"]]  # fmt: skip
    printed = "".join(call(planted, "2026-06-15", *page) for page in pages)
    printed += call(won, "2026-06-15", "export", "acme") + call(planted, "2026-06-15", "export", "acme", "--json")
    printed += call(planted, "2026-06-15", "contact", "list", "acme", "--json")
    printed += "".join(call(termed, "2026-06-15", *page) for page in (["share", "acme"], ["value", "acme"]))
    held = planted.read_bytes().decode("utf-8", "replace")
    missing = [word for word in OURS.values() if word.lower() not in (printed + held).lower()]
    assert missing == []


def test_as_json_a_customer_gets_the_page_and_not_what_stands_behind_it(
    planted: Path, vl: Callable[..., tuple[int, str, str]]
) -> None:
    for wanted in (["--json"], ["--format", "json"]):
        code, out, _ = vl("--db", str(planted), "export", "acme", "--customer", *wanted)
        assert (code, list(json.loads(out))) == (0, ["title", "blocks", "notes"])


def cells(document: Document) -> Iterator[tuple[Column, str, Span]]:
    """Every span of a table: the column that it stands in, the row's label, itself."""
    for block in document.blocks:
        if isinstance(block, Table):
            for row in (*block.rows, *block.total):
                for column, each in zip(block.columns, row, strict=True):
                    label = "".join(piece.text for piece in row[0] if isinstance(piece, Span))
                    for piece in each:
                        if isinstance(piece, Span):
                            yield column, label, piece


@pytest.mark.parametrize("customer", [False, True])
@pytest.mark.parametrize("account", ["northgate", "harrow", "acme", "acme won"])
def test_every_figure_has_a_footnote(account: str, customer: bool, planted: Path, won: Path) -> None:
    file = {"acme": planted, "acme won": won}.get(account, built())
    document = summary(found(file, account.partition(" ")[0]), customer=customer)
    seen: set[str] = set()
    for column, label, span in cells(document):
        if column.title in ("No.", "Touches"):
            continue
        is_money = bool(re.search(r"[€%]|^−?[\d,.]+$", span.text))
        if any(each.isdigit() for each in span.text) and (column.right or is_money) and "our share" not in span.text:
            assert span.notes, f"{column.title}: {span.text} ({label})"
            seen.add(column.title)
    if customer:
        assert seen >= ({"A year", "Value"} if account != "harrow" else set())
    else:
        assert seen >= {"Worth a year", "Chance", "A year", "Present value, 3 years", "Value", "Price", "They keep"}
    for block in document.blocks:  # money in a sentence has its footnote too, or is the sum of such
        if isinstance(block, Paragraph):
            for piece in block.cell:
                if isinstance(piece, Span) and piece.text.startswith("€"):
                    assert piece.notes, piece.text


@pytest.mark.parametrize("customer", [False, True])
@pytest.mark.parametrize("account", ["northgate", "harrow"])
def test_footnotes_are_numbered_in_the_order_of_first_use_and_each_has_its_text(account: str, customer: bool) -> None:
    document = summary(found(built(), account), customer=customer)
    keys = note_order(document)
    assert set(keys) == set(document.notes), "a footnote that nothing leads to, or none that it leads to"
    assert all(document.notes[key].strip() for key in keys)
    source = markdown(document)
    body, notes = source.split("\n[^1]: ", 1) if keys else (source, "")
    used = list(dict.fromkeys(re.findall(r"\[\^(\d+)\]", body)))
    assert used == [str(number + 1) for number in range(len(keys))]
    assert re.findall(r"^\[\^(\d+)\]: .", "[^1]: " + notes, re.MULTILINE) == used


def test_a_line_that_rests_on_a_guess_is_no_customers_until_it_is_agreed(tmp_path: Path) -> None:
    file = tmp_path / "guess.db"
    call(file, "2026-05-01", "account", "add", "Acme")
    call(file, "2026-05-01", "contact", "add", "acme", "boss")
    call(file, "2026-05-01", "guess", "acme", "fewer stops", "--save", "80k..140k", "--for", "boss")
    page = call(file, "2026-05-02", "export", "acme", "--customer")
    assert "fewer stops" not in page
    assert "No value is recorded yet." in page
    call(file, "2026-05-02", "accept", "acme", "1", "--by", "boss")
    page = call(file, "2026-05-02", "export", "acme", "--customer")
    assert "fewer stops" in page
    assert "accepted by the boss, 2 May 2026" in page


def test_a_summary_of_nothing_says_so(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    call(file, "2026-05-01", "account", "add", "Acme")
    ours = call(file, "2026-05-02", "export", "acme")
    for said in ("No deal is open yet.", "Nobody is recorded.", "No need is guessed yet.", "No value is recorded yet.",
                 "No step is open."):  # fmt: skip
        assert said in ours
    theirs = call(file, "2026-05-02", "export", "acme", "--customer")
    assert "# Value summary for Acme" in theirs
    assert "## Price" not in theirs


def test_a_deal_at_an_agreed_price_says_where_it_comes_from(won: Path) -> None:
    page = found(won, "acme")
    document = summary(page)
    head = document.blocks[0]
    assert isinstance(head, Paragraph)
    assert "".join(piece.text for piece in head.cell if isinstance(piece, Span)) == (
        "Won on 10 May 2026 at €48,000 (zzbecause). As of 15 Jun 2026."
    )
    assert page.deal
    other = replace(page, deal=replace(page.deal, price=Money(Decimal(47000), "EUR")))
    assert "Source not recorded." in summary(other).notes.values()
    lost = replace(page, deal=replace(page.deal, state=State.LOST, price=None, reason="too dear"))
    assert markdown(summary(lost)).splitlines()[2] == "**Lost on 10 May 2026** (too dear). As of 15 Jun 2026."
    no_offer = replace(page, offers=())
    assert "**€48,000**" in markdown(summary(no_offer, customer=True))


def test_the_loop_stands_in_at_most_five_lines() -> None:
    page = found(built(), "northgate")
    telling = [each for each in page.history.events if each.kind in ("offer", "response", "acceptance", "won", "lost")]
    assert len(telling) > 5
    blocks = summary(page).blocks
    at = next(at for at, each in enumerate(blocks) if getattr(each, "text", "") == "The loop")
    loop = blocks[at + 1]
    assert isinstance(loop, Bullets)
    assert len(loop.items) == 5
    last = "".join(piece.text for piece in loop.items[-1] if isinstance(piece, Span))
    assert "Deal 1 won at €52,000" in last
