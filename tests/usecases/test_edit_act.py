"""The edit of any record: each field read as when it was first typed, each change told, nothing broken by it."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import Seller, after_the_deal, asked, at_mega, chance, dump, status
from by_hand import Answered, Asked, chances, present_value
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.page.record import Change
from valueloop.domain.value.line import Effect, Status
from valueloop.errors import Ambiguous, Conflict, Invalid, Unknown
from valueloop.usecases import worth
from valueloop.usecases.editable import FIELDS, LISTS
from valueloop.usecases.proposition import value_map


def story(seller: Seller) -> None:
    """One with a record of every kind, each with the number 1 (the input is called stops)."""
    seller.log("hello", "production", next_step="call back")
    seller.guess("fewer stops", "10k", of="production", chance="50%")
    seller.guess("less waste")
    seller.learn("1", Answer.YES, by="production", note="loudly")
    seller.offer("1", price="45k", terms="pilot", to="production")
    seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
    seller.line("counted", "stops * 2k")
    seller.inputs(stops="2/4/6")
    seller.accept("1")
    seller.entry("line 3 stops")
    seller.impact("1", "fewer", "1")
    seller.alternative("the incumbent", "30k")
    seller.store.write(seller.occasion("what comes after a deal"), after_the_deal)


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def changes(seller: Seller, record: str, **typed: str) -> list[tuple[str, str, str]]:
    return [(each.field, each.before, each.after) for each in seller.edit(record, **typed).what.changes]


@pytest.mark.parametrize(
    ("record", "typed", "told"),
    [
        ("touch:1", {"text": " hi "}, [("text", "hello", "hi")]),
        ("touch:#1", {"kind": "Visit"}, [("kind", "call", "visit")]),
        ("touch:1", {"when": "yesterday"}, [("when", "2026-06-15", "2026-06-14")]),
        ("touch:1", {"outcome": "order"}, [("outcome", "nothing", "order")]),
        ("touch:1", {"inbound": "YES"}, [("inbound", "no", "yes")]),
        ("touch:1", {"with_": "plant"}, [("with", "production manager", "plant manager")]),
        ("touch:1", {"with_": "plant, prod"}, [("with", "production manager", "plant manager, production manager")]),
        ("touch:1", {"with_": ""}, [("with", "production manager", "nothing")]),
        ("step:1", {"text": "call", "due": "fri"}, [("text", "call back", "call"), ("due", "nothing", "2026-06-19")]),
        ("step:1", {"done": "today"}, [("done", "nothing", "2026-06-15")]),
        ("need:1", {"name": "no stops"}, [("name", "fewer stops", "no stops")]),
        ("need:fewer", {"chance": "0.8", "weight": "3"}, [("weight", "1", "3"), ("chance", "50%", "80%")]),
        ("need:1", {"direction": "earn"}, [("direction", "save", "earn")]),
        ("need:1", {"for_": "plant"}, [("person", "production manager", "plant manager")]),
        ("need:1", {"for_": "", "touch": ""}, [("person", "production manager", "nothing"), ("touch", "1", "nothing")]),
        ("need:2", {"via": "statistic", "touch": "#1"}, [("via", "sense", "statistic"), ("touch", "nothing", "1")]),
        ("evidence:1", {"answer": "no", "note": " softly "}, [("answer", "yes", "no"), ("note", "loudly", "softly")]),
        ("evidence:1", {"via": "email", "by": "plant"},
         [("via", "call", "email"), ("person", "production manager", "plant manager")]),
        ("offer:1", {"price": "€40k", "terms": " "}, [("price", "45000", "40000"), ("terms", "pilot", "nothing")]),
        ("offer:1", {"needs": "waste, 1"}, [("needs", "1", "2, 1")]),
        ("offer:1", {"needs": "", "for_": "plant"},
         [("person", "production manager", "plant manager"), ("needs", "1", "nothing")]),
        ("response:1", {"verdict": "countered", "price": "30k"},
         [("verdict", "rejected", "countered"), ("price", "nothing", "30000")]),
        ("response:1", {"note": " no "}, [("note", "nothing", "no")]),
        ("response:1", {"because": "", "by": "plant"},
         [("reason", "price", "nothing"), ("person", "production manager", "plant manager")]),
        ("line:2", {"name": "reckoned", "for_": "plant"},
         [("name", "counted", "reckoned"), ("person", "nothing", "plant manager")]),
        ("line:2", {"effect": "cost", "once": "yes"}, [("effect", "save", "cost"), ("once", "no", "yes")]),
        ("line:2", {"formula": " stops * 3k "}, [("formula", "stops * 2k", "stops * 3k")]),
        ("line:2", {"risk": "10%", "ramp": "50%,100%"}, [("risk", "0%", "10%"), ("ramp", "100%", "50%/100%")]),
        ("input:STOPS", {"value": "5", "by": "plant"},
         [("person", "nothing", "plant manager"), ("value", "2/4/6", "5")]),
        ("input:stops", {"value": "€5/year"}, [("unit", "nothing", "EUR/year"), ("value", "2/4/6", "5")]),
        ("input:stops", {"unit": " € per year ", "source": "said"},
         [("unit", "nothing", "EUR/year"), ("source", "guess", "said")]),
        ("line:2", {"formula": "", "flows": "0/5k/-2k"},
         [("formula", "stops * 2k", "nothing"), ("flows", "nothing", "0/5000/-2000")]),
        ("line:2", {"once": "yes", "year": "2"}, [("once", "no", "yes"), ("year", "0", "2")]),
        ("line:2", {"delay": "4.5"}, [("delay", "0", "4.5")]),
        ("alternative:1", {"name": "their own", "kind": "Themselves"},
         [("name", "the incumbent", "their own"), ("kind", "competitor", "themselves")]),
        ("alternative:incum", {"price": "€31k", "switching": "2k"},
         [("price", "30000", "31000"), ("switching", "0", "2000")]),
        ("entry:line 3", {"kind": "objective", "rung": "confirmed"},
         [("kind", "issue", "objective"), ("rung", "said", "confirmed")]),
        ("entry:1", {"text": "calm", "for_": "plant"},
         [("person", "production manager", "plant manager"), ("text", "line 3 stops", "calm")]),
        ("entry:1", {"now": "3 stops a day", "target": "1", "better": "lower"},
         [("better", "nothing", "lower"), ("now", "nothing", "3"), ("target", "nothing", "1"),
          ("unit", "nothing", "stops a day")]),
        ("entry:1", {"unit": " hours "}, [("unit", "nothing", "hours")]),
        ("touch:1", {"hours": "90m"}, [("hours", "nothing", "1.5")]),
        ("touch:1", {"thanks": "yes", "asked": "3", "told": "1", "campaign": " spring "},
         [("asked", "nothing", "3"), ("campaign", "nothing", "spring"), ("thanks", "no", "yes"),
          ("told", "nothing", "1")]),
        ("promise:1", {"text": "spares at once", "said-by": "service", "due": "fri", "measure": "the log",
                       "for_": "plant"},
         [("due", "nothing", "2026-06-19"), ("measure", "nothing", "the log"), ("person", "nothing", "plant manager"),
          ("said by", "nothing", "service"), ("text", "spares in two days", "spares at once")]),
        ("defect:1", {"text": "it hangs", "urgent": "yes", "by": "production"},
         [("person", "nothing", "production manager"), ("text", "the screen freezes", "it hangs"),
          ("urgent", "no", "yes")]),
        ("delivery:1", {"text": "it", "due": "fri", "delivered": "yesterday", "accepted": "today", "by": "plant"},
         [("accepted", "nothing", "2026-06-15"), ("delivered", "nothing", "2026-06-14"),
          ("due", "nothing", "2026-06-19"), ("person", "nothing", "plant manager"), ("text", "the controller", "it")]),
        ("deployment:1", {"text": "it", "at": "line 3", "carer": "service", "for_": "plant", "since": "yesterday",
                          "review": "2026-12-01", "reviewed": "today", "ended": "today"},
         [("at", "nothing", "line 3"), ("carer", "nothing", "service"), ("ended", "nothing", "2026-06-15"),
          ("person", "nothing", "plant manager"), ("review", "nothing", "2026-12-01"),
          ("reviewed", "nothing", "2026-06-15"), ("since", "2026-06-15", "2026-06-14"), ("text", "controller", "it")]),
        ("invoice:1", {"text": "part 1", "number": "R-7", "issued": "yesterday", "due": "fri"},
         [("due", "2026-06-15", "2026-06-19"), ("issued", "nothing", "2026-06-14"), ("number", "nothing", "R-7"),
          ("text", "first part", "part 1")]),
        ("threat:1", {"rival": "Other", "claim": "", "value": "90k", "price": "", "switching": "5k", "by": "plant",
                      "ended": "today"},
         [("claim", "half the price", "nothing"), ("ended", "nothing", "2026-06-15"),
          ("person", "nothing", "plant manager"), ("price", "20000", "nothing"), ("rival", "Rival", "Other"),
          ("switching", "nothing", "5000"), ("value", "nothing", "90000")]),
        ("delivery:1", {"needs": "1, 2"}, [("needs", "1", "1, 2")]),
        ("deployment:1", {"needs": ""}, [("needs", "1", "nothing")]),
        ("privilege:1", {"text": "first"}, [("text", "called back at once", "first")]),
        ("referral:1", {"name": "Tera", "by": "plant"},
         [("name", "Giga", "Tera"), ("person", "nothing", "plant manager")]),
        ("impact:1", {"text": "none"}, [("text", "fewer", "none")]),
        ("acceptance:1", {"by": "plant"}, [("person", "production manager", "plant manager")]),
        ("touch:1", {"text": "hello"}, []),
    ],
)  # fmt: skip
def test_a_field_is_read_as_typed_and_its_change_told(
    record: str, typed: dict[str, str], told: list[tuple[str, str, str]], seller: Seller
) -> None:
    before = dump(seller.store.path)
    assert sorted(changes(seller, record, **typed)) == sorted(told)
    after = dump(seller.store.path)
    assert (after != before) == bool(told)
    if told:
        seller.undo()
        assert dump(seller.store.path) == before


def test_every_field_of_every_record_is_tried_above() -> None:
    marks = test_a_field_is_read_as_typed_and_its_change_told.pytestmark  # type: ignore[attr-defined]
    tried = {
        (record.split(":")[0], field.rstrip("_")) for record, typed, _ in marks[0].args[1] for field in typed
    } | {("impact", "personal"), ("impact", "line"), ("deal", "price"), ("deal", "because")}  # fmt: skip
    fields = {(kind, field) for kind, names in FIELDS.items() for field in names if field != "touch"} | LISTS
    assert {each for each in tried if each[1] != "touch"} == fields


def test_changes_are_told_in_one_order_however_they_are_typed(seller: Seller) -> None:
    typed = {"target": "200", "better": "lower", "now": "800", "unit": "stops", "text": "stops"}
    told = ["text", "unit", "better", "now", "target"]
    assert [each for each, *_ in changes(seller, "entry:1", **typed)] == told
    assert [each for each, *_ in changes(seller, "entry:1", **dict.fromkeys(told[1:], ""), text="x")] == told


def test_a_unit_behind_a_figure_does_not_change_the_entrys_unit(seller: Seller) -> None:
    with pytest.raises(Invalid, match="target '2 day' cannot be used: its unit is h; write target=\"2 h\""):
        seller.edit("entry:1", now="16h", target="2 day")
    seller.edit("entry:1", now="3 hour/month")
    before = dump(seller.store.path)
    for typed, said in (
        (
            {"now": "16h", "target": "2"},
            """now '16h' cannot be used: its unit is hour/month; write now="16 hour/month", or unit="h" for a""",
        ),
        (
            {"target": "2,000 h", "unit": "day"},
            """target '2,000 h' cannot be used: its unit is day; write target="2000 day", or unit="h" for a""",
        ),
        ({"unit": "hour//"}, "unit 'hour//' cannot be used: nothing stands behind its /"),
    ):
        with pytest.raises(Invalid) as wrong:
            seller.edit("entry:1", **typed)
        assert str(wrong.value).startswith(said)
    assert dump(seller.store.path) == before
    assert changes(seller, "entry:1", target="2 hours per month") == [("target", "nothing", "2")]
    assert changes(seller, "entry:1", now="16h", unit="h") == [("unit", "hour/month", "h"), ("now", "3", "16")]
    assert changes(seller, "entry:1", unit="", now="16") == [("unit", "h", "nothing")]


def test_the_price_of_a_closed_deal_may_be_put_right(seller: Seller) -> None:
    seller.win("40k")
    assert changes(seller, "deal:1", price="41k") == [("price", "40000", "41000")]
    assert changes(seller, "deal:1", because=" why ") == [("reason", "nothing", "why")]


def test_an_open_deal_has_no_agreed_price(seller: Seller) -> None:
    with pytest.raises(Conflict, match="deal 1 is open: only a won deal has an agreed price"):
        changes(seller, "deal:1", price="41k")


def test_a_record_is_told_by_its_name(seller: Seller) -> None:
    told = {
        record: seller.edit(record).what
        for record in ("touch:1", "input:stops", "response:1", "acceptance:1", "offer:1")
    }
    assert [(each.record, each.name) for each in told.values()] == [
        ("touch:1", "hello"),
        ("input:stops", "stops"),
        ("response:1", "the answer to offer 1"),
        ("acceptance:1", "fewer stops"),
        ("offer:1", "pilot"),
    ]
    assert all(each.changes == [] for each in told.values())


def test_an_edited_touch_tells_how_much_cites_it(seller: Seller) -> None:
    assert seller.edit("touch:1", text="x").what.cited == 6  # need, evidence, input, acceptance, entry, impact
    assert seller.edit("need:1", weight="2").what.cited == 0


def test_the_moment_of_a_touch_is_kept_with_its_day(seller: Seller) -> None:
    seller.edit("touch:1", when="yesterday 14:00")
    ((day, at),) = asked(seller.store.path, "SELECT day, at FROM touch")
    assert (day, at) == ("2026-06-14", "2026-06-14T14:00:00Z")
    assert changes(seller, "touch:1", when="yesterday 15:30") == [("when", "2026-06-14 14:00", "2026-06-14 15:30")]
    seller.edit("touch:1", when="yesterday")
    assert asked(seller.store.path, "SELECT day, at FROM touch") == [("2026-06-14", None)]
    with pytest.raises(Invalid, match="still to come"):
        seller.edit("touch:1", when="tomorrow")


def test_an_edit_moves_what_rests_on_it(seller: Seller) -> None:
    done = seller.edit("evidence:1", answer="no")
    refused = Answered({1: present_value(10_000)}, 45_000, "rejected", "price")
    yes, no = (round(chances({1: 0.5}, Asked(1, ratio), refused)[1], 4) for ratio in (3.4, 0.2))
    assert (chance(done.before), chance(done.after)) == (yes, no)
    assert seller.edit("touch:1", inbound="yes").after.patience == done.after.patience + Decimal("0.7")
    assert status(seller.edit("line:1", risk="5%").after) is Status.CHANGED


@pytest.mark.parametrize(
    ("record", "typed"),
    [
        ("touch:1", {"kind": "fax"}),
        ("touch:1", {"inbound": "maybe"}),
        ("touch:1", {"text": " "}),
        ("touch:1", {"when": "03/04/2026"}),
        ("touch:1", {"outcome": "joy"}),
        ("need:1", {"chance": "80"}),
        ("need:1", {"weight": "0"}),
        ("need:1", {"name": ""}),
        ("need:1", {"via": "offer"}),
        ("evidence:1", {"via": "refusal"}),
        ("evidence:1", {"answer": ""}),
        ("offer:1", {"price": "1k..2k"}),
        ("line:2", {"formula": "stops +"}),
        ("line:2", {"formula": "1 / 0"}),
        ("line:2", {"risk": "5"}),
        ("line:2", {"ramp": "fast"}),
        ("input:stops", {"value": "9/8/7"}),
        ("entry:1", {"rung": "sure"}),
        ("entry:1", {"now": "about 3"}),
        ("entry:1", {"better": "more"}),
        ("touch:1", {"hours": "25"}),
        ("touch:1", {"asked": "many"}),
        ("touch:1", {"told": "1000"}),
        ("invoice:1", {"due": ""}),
        ("deployment:1", {"since": "soon"}),
        ("deployment:1", {"since": "2030-01-01"}),
        ("delivery:1", {"delivered": "tomorrow"}),
        ("step:1", {"done": "tomorrow"}),
        ("impact:1", {"personal": "1"}),
        ("step:1", {"due": "someday"}),
    ],
)
def test_what_cannot_be_read_is_invalid_and_nothing_is_kept(record: str, typed: dict[str, str], seller: Seller) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Invalid):
        seller.edit(record, **typed)
    assert dump(seller.store.path) == before


@pytest.mark.parametrize("record", ["touch", "touch 1", "deel:1", ":1", ""])
def test_a_record_is_written_as_kind_and_which(record: str, seller: Seller) -> None:
    with pytest.raises(Invalid, match="it is not written as kind:which; the kinds are touch, step, need") as wrong:
        seller.edit(record, text="x")
    assert (wrong.value.what, wrong.value.given) == ("record", record)


@pytest.mark.parametrize(
    ("record", "what", "near"),
    [
        ("need:9", "need", ("1 (fewer stops)", "2 (less waste)")),
        ("need:fewer stobs", "need", ("fewer stops",)),
        ("line:9", "line", ("1 (fewer stops)", "2 (counted)")),
        ("input:fewer_stobs", "input", ("fewer_stops",)),
        ("entry:9", "entry", ("1 (line 3 stops)",)),
        ("impact:9", "impact", ("1 (fewer)",)),
        ("acceptance:2", "acceptance of line", ()),
        ("touch:two", "touch", ()),
        ("response:two", "offer", ()),
    ],
)
def test_a_record_that_is_not_there_comes_with_those_near_it(
    record: str, what: str, near: tuple[str, ...], seller: Seller
) -> None:
    with pytest.raises(Unknown) as wrong:
        seller.edit(record)
    assert (wrong.value.what, wrong.value.near, wrong.value.where) == (what, near, "Mega")


@pytest.mark.parametrize(
    "record",
    [
        "touch:9",
        "step:9",
        "offer:9",
        "evidence:9",
        "deal:9",
        "response:9",
        "promise:9",
        "defect:9",
        "invoice:9",
        "referral:9",
    ],
)
def test_a_number_that_no_record_has_is_unknown(record: str, seller: Seller) -> None:
    with pytest.raises(Unknown) as wrong:
        seller.edit(record)
    assert (wrong.value.given, wrong.value.where) == ("9", "Mega")


def test_an_offer_without_answer_has_no_response_to_edit(seller: Seller) -> None:
    seller.offer("1")
    with pytest.raises(Unknown) as wrong:
        seller.edit("response:2", note="x")
    assert wrong.value.what == "response to offer"


@pytest.mark.parametrize("kind", ["account", "contact", "product"])
def test_what_is_of_no_account_or_a_person_has_a_command_of_its_own(kind: str, seller: Seller) -> None:
    with pytest.raises(Invalid, match=f"that is changed by vl {kind} edit"):
        seller.edit(f"{kind}:1", name="x")


def test_an_unknown_field_comes_with_those_that_there_are(seller: Seller) -> None:
    with pytest.raises(Invalid) as wrong:
        seller.edit("touch:1", txet="2")
    assert (wrong.value.what, wrong.value.given, wrong.value.why) == ("field", "txet", "no touch has it")
    said = "its fields are text, kind, when, outcome, inbound, hours, thanks, asked, told, campaign, with"
    assert wrong.value.expected == said


def test_what_an_edit_names_must_be_there(seller: Seller) -> None:
    seller.account("Giga")
    seller.elsewhere("giga").log("there")
    before = dump(seller.store.path)
    for record, typed, what in (
        ("need:1", {"for_": "buyer"}, "contact"),
        ("need:1", {"touch": "2"}, "touch"),
        ("need:1", {"touch": "last"}, "touch"),
        ("offer:1", {"needs": "1, 9"}, "need"),
        ("touch:1", {"with_": "plant, buyer"}, "contact"),
        ("impact:1", {"line": "9"}, "line"),
        ("touch:2", {}, "touch"),
    ):
        with pytest.raises(Unknown) as wrong:
            seller.edit(record, **typed)
        assert wrong.value.what == what
    with pytest.raises(Ambiguous):
        seller.edit("need:1", for_="manager")
    with pytest.raises(Conflict, match="is in USD"):
        seller.edit("offer:1", price="$1k")
    with pytest.raises(Conflict, match="is in USD"):
        seller.edit("input:stops", value="$1k")
    assert dump(seller.store.path) == before


def test_a_name_is_given_once(seller: Seller) -> None:
    with pytest.raises(Conflict, match="a need 'LESS waste' is there already at Mega"):
        seller.edit("need:1", name="LESS waste")
    with pytest.raises(Conflict, match="a line 'fewer stops' is there already at Mega"):
        seller.edit("line:2", name="fewer stops")
    assert seller.edit("need:1", name="FEWER stops").what.changes == [Change("name", "fewer stops", "FEWER stops")]


def test_a_need_that_has_money_cannot_become_personal(seller: Seller) -> None:
    with pytest.raises(Conflict, match="need 1 has the value line 'fewer stops': what is personal is never priced"):
        seller.edit("need:1", direction="personal")
    assert seller.edit("need:2", direction="personal").what.changes == [
        Change("direction", "save", Direction.PERSONAL.value)
    ]


def test_a_guesss_line_turns_with_its_need_and_a_better_line_does_not(seller: Seller) -> None:
    seller.line("tied", "3k", need="2")
    seller.edit("need:1", direction="earn")
    seller.edit("need:2", direction="earn")
    found = {each.name: each.effect for each in worth.value(seller.store, "mega").lines}
    assert found == {"fewer stops": Effect.EARN, "counted": Effect.SAVE, "tied": Effect.SAVE}


def test_a_personal_impact_has_no_line(seller: Seller) -> None:
    with pytest.raises(Conflict, match="clear its line first"):
        seller.edit("impact:1", personal="yes")
    seller.edit("impact:1", line="", personal="yes")
    (found,) = value_map(seller.store, "mega").maps[0].entries[0].impacts
    assert (found.personal, found.line, found.amount) == (True, None, None)
    with pytest.raises(Conflict):
        seller.edit("impact:1", line="2")
    told = changes(seller, "impact:1", personal="no", line="2")
    assert sorted(told) == [("line", "nothing", "counted"), ("personal", "yes", "no")]
    assert value_map(seller.store, "mega").maps[0].entries[0].impacts[0].line == 2


def test_people_and_needs_are_listed_once_and_in_order(seller: Seller) -> None:
    seller.edit("touch:1", with_="plant, prod, PLANT manager,,")
    assert asked(seller.store.path, "SELECT contact_id FROM touch_contact ORDER BY id") == [(1,), (2,)]
    seller.edit("offer:1", needs="2, waste")
    assert asked(seller.store.path, "SELECT need_id FROM offer_need ORDER BY id") == [(2,)]


def test_other_needs_under_an_offer_hear_its_answer(seller: Seller) -> None:
    """Nobody has put a figure to the second need: it is taken to be worth what the first is."""
    accepted = seller.edit("response:1", verdict="accepted", because="").after
    worth = present_value(10_000)
    taken = Answered({1: worth}, 45_000, "accepted")
    assert chance(accepted, 1) == round(chances({1: 0.5}, Asked(1, 3.4), taken)[1], 4)
    found = seller.edit("offer:1", needs="2").after
    assert chance(found, 1) == round(3.4 / 4.4, 4), "the offer is no longer about it"
    assert chance(found, 2) == round(chances({2: 0.35}, Answered({2: worth}, 45_000, "accepted"))[2], 4)


@pytest.mark.parametrize("others", [[], ["silent"]])
def test_what_was_told_of_a_need_stays_heard_though_the_offer_no_longer_covers_it(
    others: list[str], tmp_path: Path
) -> None:
    """Whether or not the answer to another offer ties it."""
    seller = at_mega(tmp_path)
    for name in ("stops", "waste"):
        seller.guess(name, "10k", chance="50%")
    for _ in others:
        seller.offer("1", price="10k")
        seller.respond(1, Verdict.SILENT)
    number = seller.offer("1", "2", price="10k").what.number
    seller.respond(number, Verdict.REJECTED, ("1", Answer.YES))
    after = seller.edit(f"offer:{number}", needs="2").after
    worth = present_value(10_000)
    silent = [Answered({1: worth}, 10_000, each) for each in others]
    told, refused = Asked(1, 10), Answered({2: worth}, 10_000, "rejected")
    assert chance(after) == round(chances({1: 0.5, 2: 0.5}, *silent, told, refused)[1], 4)


def test_an_edited_price_weighs_an_answer_anew(seller: Seller) -> None:
    after = seller.edit("offer:1", price="5k").after
    refused = Answered({1: present_value(10_000)}, 5_000, "rejected", "price")
    assert chance(after) == round(chances({1: 0.5}, Asked(1, 3.4), refused)[1], 4)


def test_an_edit_of_a_touch_moves_the_evidence_of_nobody(seller: Seller) -> None:
    later = seller.on(seller.today + timedelta(days=1))
    before = chance(later.edit("touch:1", with_="plant").before)
    assert chance(later.learn("1", Answer.UNSURE, Channel.CALL).after) == before


@pytest.mark.parametrize(
    ("record", "typed", "said"),
    [
        ("touch:1", {"thanks": "yes", "inbound": "yes"}, "a thank-you is ours"),
        ("touch:1", {"thanks": "yes", "kind": "note"}, "a thank-you is ours"),
        ("delivery:1", {"accepted": "today"}, "what is accepted was delivered before"),
        ("deployment:1", {"ended": "yesterday"}, "what ended began before"),
        ("delivery:1", {"delivered": "today", "accepted": "yesterday"}, "what is accepted was delivered before"),
    ],
)
def test_what_cannot_be_so_is_refused(record: str, typed: dict[str, str], said: str, seller: Seller) -> None:
    before = dump(seller.store.path)
    with pytest.raises(Conflict, match=said):
        seller.edit(record, **typed)
    assert dump(seller.store.path) == before
