"""Promises, defects, the queue, goodwill, core customers and referrals as they are typed: answers, pages, ways out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main

from valueloop.cli.app import app

Vl = Callable[..., tuple[int, str, str]]
COMMAND_LINE = typer.main.get_command(app)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer.main, "get_command", lambda _: COMMAND_LINE)


@pytest.fixture
def at(vl: Vl, tmp_path: Path) -> Vl:
    """The program on a store with one customer, as of a day: `at("2026-06-15", "queue")`."""
    store = str(tmp_path / "deals.db")

    def call(day: str, *typed: str) -> tuple[int, str, str]:
        return vl("--db", store, "--today", day, *typed)

    for typed in (
        ("account", "add", "Northgate Bottling", "--owner", "field sales"),
        ("contact", "add", "northgate", "plant manager"),
        ("product", "add", "Panel kit"),
        ("offer", "northgate", "panel", "--price", "45k"),
        ("deal", "win", "northgate", "--price", "45k"),
    ):
        assert call("2026-06-01", *typed)[0] == 0
    return call


def said(answer: tuple[int, str, str]) -> list[str]:
    code, out, complaint = answer
    assert (code, complaint) == (0, "")
    return out.splitlines()


def refused(answer: tuple[int, str, str]) -> tuple[int, str]:
    code, out, complaint = answer
    assert out == ""
    return code, complaint


def test_a_promise_from_word_to_deed(at: Vl) -> None:
    answer = at(
        "2026-06-01", "promise", "add", "northgate", "a pilot", "--for", "plant", "--due", "fri", "--measure",
        "line 3 runs a week",
    )  # fmt: skip
    assert said(answer)[0] == (
        "Promise 1 to the plant manager at Northgate Bottling: a pilot, due 5 Jun 2026; kept when line 3 runs a week. "
        "Said by field sales (source not recorded)."
    )
    assert (
        "1   Northgate Bottling   a pilot (to the plant manager, said by field sales; kept when line 3 runs a week)"
        in ("\n".join(said(at("2026-06-08", "promise", "list"))))
    )
    assert said(at("2026-06-08", "promise", "list"))[-1].endswith("3 days late, due 5 Jun 2026")
    assert said(at("2026-06-08", "promise", "keep", "1", "--note", "it ran"))[0] == (
        "Promise 1, a pilot, is kept 8 Jun 2026, 3 days late: it ran (source not recorded)."
    )
    broken = said(at("2026-06-09", "promise", "break", "1", "--because", "it stopped"))
    assert broken[:2] == [
        "Promise 1, a pilot, is broken 9 Jun 2026, 4 days late: it stopped (source not recorded).",
        "It was recorded as kept before: the later word counts.",
    ]
    assert said(at("2026-06-09", "promise", "list"))[-1].startswith("No promise is open.")
    assert said(at("2026-06-09", "promise", "list", "north", "--all"))[-1].endswith(
        "broken 9 Jun 2026, 4 days late: it stopped"
    )


def test_a_promise_without_a_day_says_so(at: Vl) -> None:
    answer = said(at("2026-06-01", "promise", "add", "northgate", "a visit", "--said-by", "service desk"))
    assert answer[0].startswith("Promise 1 to Northgate Bottling: a visit, with no day: nothing will remind you of it.")
    assert said(at("2026-06-01", "promise", "list", "north"))[0] == "Promises at Northgate Bottling"
    assert said(at("2026-06-01", "promise", "list"))[-1].endswith("no day")


def test_empty_pages_say_what_to_type(vl: Vl) -> None:
    for typed, hint in (
        (("promise", "list", "--all"), "vl promise add ACCOUNT"),
        (("promise", "list"), "vl promise add ACCOUNT"),
        (("defect", "list"), "vl defect add ACCOUNT"),
        (("defect", "list", "--all"), "vl defect add ACCOUNT"),
        (("referral", "list"), "vl referral add ACCOUNT"),
        (("privilege", "list"), "vl privilege add ACCOUNT"),
        (("report", "core"), "vl deal win"),
        (("queue",), "Nothing waits at a customer"),
    ):
        assert hint in "\n".join(said(vl(*typed)))


def test_a_defect_from_report_to_response(at: Vl) -> None:
    said(at("2026-06-01", "promise", "add", "northgate", "a quiet line"))
    added = said(at("2026-06-01", "defect", "add", "northgate", "loud", "--by", "plant", "--promise", "1", "--urgent"))
    assert added[:3] == [
        "Defect 1 at Northgate Bottling, seen by the plant manager: loud (urgent, source not recorded).",
        'It does not break promise 1 by itself: vl promise break 1 --because "…" does.',
        "Acknowledge it by 2 Jun 2026: vl defect acknowledge 1",
    ]
    listed = "\n".join(said(at("2026-06-04", "defect", "list")))
    assert "urgent: loud (seen 1 Jun 2026 by the plant manager; promise 1)   not acknowledged" in listed
    assert "acknowledge, 2 days late, due 2 Jun 2026" in listed
    assert said(at("2026-06-02", "defect", "acknowledge", "1", "--note", "called them"))[:2] == [
        "Defect 1, loud, is acknowledged 2 Jun 2026: called them (source not recorded).",
        'Plan its mending by 6 Jun 2026: vl defect plan 1 "…" --due DATE',
    ]
    assert "acknowledged: called them" not in "\n".join(said(at("2026-06-02", "defect", "list")))
    assert said(at("2026-06-03", "defect", "plan", "1", "oil it", "--due", "2026-06-05"))[:2] == [
        "Defect 1, loud, is planned 3 Jun 2026: oil it, until 5 Jun 2026 (source not recorded).",
        'Once it is done: vl defect mend 1 "…"',
    ]
    assert said(at("2026-06-04", "defect", "plan", "1", "oil it well", "--due", "2026-06-08"))[0] == (
        "Defect 1, loud, is planned 4 Jun 2026: oil it well, until 8 Jun 2026 (until 5 Jun 2026 before) "
        "(source not recorded)."
    )
    assert said(at("2026-06-08", "defect", "mend", "1", "oiled"))[1] == (
        "Responded: acknowledged, planned and mended in time."
    )
    assert "mended 8 Jun 2026: oiled; responded" in "\n".join(
        said(at("2026-06-09", "defect", "list", "north", "--all"))
    )
    assert said(at("2026-06-09", "defect", "list", "north"))[-1].startswith("Every defect that is recorded is mended.")


def test_a_reaction_says_what_to_do_better(at: Vl) -> None:
    said(at("2026-06-01", "defect", "add", "northgate", "loud"))
    assert said(at("2026-06-01", "defect", "mend", "1", "oiled"))[1] == (
        "Reacted: a step came late, or was left out. Acknowledge, plan, and mend by that day."
    )


def test_what_happened_before_today_is_recorded_on_its_day(at: Vl) -> None:
    said(at("2026-06-01", "promise", "add", "north", "a pilot", "--due", "2026-06-05"))
    assert said(at("2026-06-08", "promise", "keep", "1", "--when", "fri"))[0] == (
        "Promise 1, a pilot, is kept 5 Jun 2026 (source not recorded)."
    )
    assert (
        "Acknowledge it by 6 Jun 2026" in said(at("2026-06-08", "defect", "add", "north", "loud", "--when", "fri"))[1]
    )
    said(at("2026-06-08", "defect", "acknowledge", "1", "--when", "sat"))
    said(at("2026-06-08", "defect", "plan", "1", "oil it", "--due", "wed", "--when", "sun"))
    assert said(at("2026-06-11", "defect", "mend", "1", "oiled", "--when", "yesterday"))[1].startswith("Responded")
    assert refused(at("2026-06-11", "defect", "add", "north", "x", "--when", "2026-07-01"))[0] == 2


def test_ways_out(at: Vl) -> None:
    assert refused(at("2026-06-01", "promise", "keep", "7")) == (
        3, "Error: no promise '7'.\nTry: vl promise list shows them.\n"
    )  # fmt: skip
    assert refused(at("2026-06-01", "defect", "mend", "7", "x")) == (
        3, "Error: no defect '7'.\nTry: vl defect list shows them.\n"
    )  # fmt: skip
    assert refused(at("2026-06-01", "privilege", "end", "7")) == (
        3, "Error: no privilege '7'.\nTry: vl privilege list shows them.\n"
    )  # fmt: skip
    assert refused(at("2026-06-01", "promise", "add", "north", "x", "--due", "2026-05-01"))[0] == 2
    assert refused(at("2026-06-01", "promise", "break", "1"))[0] == 2
    said(at("2026-06-01", "defect", "add", "north", "x"))
    said(at("2026-06-01", "defect", "mend", "1", "x"))
    assert refused(at("2026-06-01", "defect", "mend", "1", "x"))[0] == 1


def test_the_queue_says_what_to_type_for_each_row(at: Vl) -> None:
    for typed in (
        ("defect", "add", "northgate", "loud", "--urgent"),
        ("promise", "add", "northgate", "a pilot", "--for", "plant", "--due", "2026-06-03"),
        ("promise", "add", "northgate", "a party", "--due", "2026-07-30"),
        ("referral", "add", "northgate", "Calder Snacks", "--by", "plant"),
        ("privilege", "add", "northgate", "called back"),
        ("delivery", "add", "northgate", "the kit", "--due", "2026-06-05"),
    ):
        said(at("2026-06-01", *typed))
    page = said(at("2026-06-04", "queue"))
    assert page[0] == "What cannot wait, 4 Jun 2026"
    assert "1   Northgate Bottling core customer: called back   urgent: acknowledge defect 1, loud" in page[4]
    assert [each.strip() for each in page if each.startswith("  $")] == [
        "$ vl defect acknowledge 1  # 1",
        "$ vl promise keep 1  # 2",
        "$ vl delivery done 1  # 3",
        '$ vl log "Northgate Bottling" "…" --call --thanks  # 4',
        '$ vl log "Northgate Bottling" "…" --call --thanks --with "plant manager"  # 5',
        '$ vl invoice schedule "Northgate Bottling"  # 6',
    ]
    whole = "\n".join(page)
    for row in (
        "keep promise 1, a pilot (the plant manager)",
        "deliver 1, the kit",
        "thank them for the deal that was won",
        "thank the plant manager for naming Calder Snacks",
        "invoice the deal won on 1 Jun 2026: €45,000.00 to be paid, nothing invoiced",
    ):
        assert row in whole
    assert page[-1] == "1 thing more to come, or without a day: vl queue --all"
    assert "keep promise 2, a party" in "\n".join(said(at("2026-06-04", "queue", "--all")))
    data = json.loads(at("2026-06-04", "queue", "--json")[1])
    assert [each["waits"] for each in data["rows"]] == ["defect", "promise", "delivery", "thanks", "thanks", "bill"]
    assert data["rows"][0]["privileges"] == ["called back"]


def test_the_ledger_as_a_page(at: Vl) -> None:
    assert "Nothing has moved it yet" in "\n".join(said(at("2026-06-02", "goodwill", "north")))
    said(at("2026-06-02", "promise", "add", "northgate", "a pilot"))
    said(at("2026-06-02", "promise", "keep", "1"))
    page = said(at("2026-06-03", "goodwill", "north"))
    assert page[0] == "Goodwill, Northgate Bottling"
    assert page[2].startswith("11 of 10")
    assert page[4] == "It can bear the next ask, even an offer that is refused."
    whole = "\n".join(page)
    assert "2 Jun 2026   a kept promise (promise 1: a pilot)   +1        11" in whole
    assert "All amounts are judgement" in whole
    said(at("2026-06-02", "config", "set", "goodwill.kept", "3"))
    assert "goodwill.kept (set by you)" in "\n".join(said(at("2026-06-03", "goodwill", "north")))
    assert at("2026-06-03", "goodwill", "north", "--customer")[0] == 2


@pytest.mark.parametrize(
    ("start", "verdict"),
    [
        ("4", "It can bear an email, a call, a meeting or a visit, but not an offer that is refused."),
        ("2.2", "It can bear no further ask: give before you ask again."),
        ("2", "It is spent: stop selling and repair."),
    ],
)
def test_what_it_can_bear_in_a_sentence(at: Vl, start: str, verdict: str) -> None:
    said(at("2026-06-01", "config", "set", "patience.start", start))
    said(at("2026-06-02", "defect", "add", "northgate", "loud"))
    said(at("2026-06-02", "promise", "add", "northgate", "a pilot"))
    page = said(at("2026-06-03", "goodwill", "north"))
    assert page[4] == verdict
    assert page[6] == "What earns: mend defect 1, keep promise 1, measure what was realised and thank them."


def test_referrals_as_a_tree(at: Vl) -> None:
    answer = said(at("2026-06-01", "referral", "add", "northgate", "Calder Snacks", "--by", "plant"))
    assert answer[:3] == [
        "Referral 1: the plant manager at Northgate Bottling named Calder Snacks to us (source not recorded).",
        'Once it is an account it stands below them: vl account add "Calder Snacks"',
        'You owe them a thank-you: vl log "Northgate Bottling" "…" --call --thanks --with "plant manager"',
    ]
    said(at("2026-06-02", "account", "add", "Calder Snacks"))
    said(at("2026-06-02", "offer", "calder", "panel", "--price", "9k"))
    said(at("2026-06-02", "account", "add", "Fell Mills", "--seen-at", "calder"))
    assert said(at("2026-06-02", "referral", "add", "calder", "Fell Mills"))[1] == (
        "Fell Mills is an account of ours; its exposure stays as it is recorded: saw it at Calder Snacks."
    )
    assert said(at("2026-06-02", "referral", "add", "fell", "Northgate Bottling"))[1] == (
        "Northgate Bottling is an account of ours: it is introduced by them now."
    )
    assert "did you mean Calder Snacks" in said(at("2026-06-02", "referral", "add", "fell", "Caldr"))[1]
    page = "\n".join(said(at("2026-06-02", "referral", "list")))
    for line in (
        "Northgate Bottling, €45,000 won; below it €9,000 on offer",
        "└── Calder Snacks, €9,000 on offer, named by the plant manager 1 Jun 2026, not thanked yet",
        "Fell Mills, named 2 Jun 2026, not thanked yet",
        "Northgate Bottling, named 2 Jun 2026, which stands elsewhere in the tree, not thanked yet",
        "Caldr, named 2 Jun 2026, no account of ours yet, not thanked yet",
        "Referrals brought nothing won and €9,000 on offer, each account counted once.",
        "Northgate Bottling   the plant manager   naming Calder Snacks",
    ):
        assert line in page
    assert "Calder Snacks was named to us by Northgate Bottling." in said(
        at("2026-06-02", "referral", "list", "calder")
    )
    assert "Referrals have brought no deal yet." in said(at("2026-06-02", "referral", "list", "fell"))
    said(at("2026-06-03", "log", "northgate", "thank you", "--call", "--thanks", "--with", "plant"))
    assert "1 Jun 2026, thanked" in "\n".join(said(at("2026-06-03", "referral", "list")))
    said(at("2026-06-03", "account", "add", "Quarry"))
    assert "Quarry has named nobody to us yet." in "\n".join(said(at("2026-06-03", "referral", "list", "quarry")))


def test_core_customers_and_their_privileges(at: Vl) -> None:
    page = "\n".join(said(at("2026-06-02", "report", "core")))
    assert "Northgate Bottling core" in page
    assert 'has no privilege yet: vl privilege add "Northgate Bottling" "called back within the hour"' in page
    assert "has nothing measured yet" in page
    assert "Score = 60% × realised value a year" in page
    assert said(at("2026-06-02", "privilege", "add", "northgate", "called back"))[:2] == [
        "Privilege 1 of Northgate Bottling: called back.",
        "A core customer: it shows on vl queue and vl brief.",
    ]
    assert "Northgate Bottling is granted: called back." in said(at("2026-06-02", "report", "core"))
    assert "Core customer. They are granted: called back." in said(at("2026-06-02", "brief", "northgate", "players"))
    assert "called back" not in at("2026-06-02", "brief", "northgate", "case-study")[1]
    said(at("2026-06-02", "account", "add", "Fell Mills"))
    assert said(at("2026-06-02", "privilege", "add", "fell", "a name of its own"))[1] == (
        "Fell Mills is no core customer by the rule (vl report core): it shows once they are one."
    )
    assert "They are granted: a name of its own." in said(at("2026-06-02", "brief", "fell", "players"))
    assert "Fell Mills no core customer" in "\n".join(said(at("2026-06-02", "privilege", "list")))
    assert said(at("2026-06-02", "privilege", "list", "north"))[0] == "Privileges of Northgate Bottling"
    assert said(at("2026-06-03", "privilege", "end", "1"))[0] == (
        "Privilege 1 of Northgate Bottling, called back, ended 3 Jun 2026."
    )
    assert "No privilege is granted to them yet" in "\n".join(said(at("2026-06-03", "brief", "northgate", "players")))
