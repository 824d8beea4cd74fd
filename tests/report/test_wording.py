"""Figures, moves and answers in words: rounded honestly, and in the words of the method."""

import io
import shlex
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Union, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.document import Bar, Branch, Bullets, Commands, Document, Heading, Paragraph, Piece, Span, Style, Table
from valueloop.domain.contact import Influence, Stance
from valueloop.domain.deal import State
from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.evidence import Answer, Channel, Way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page import today as pages
from valueloop.domain.page.account import ProductView
from valueloop.domain.page.contact import Person
from valueloop.domain.page.deal import Closed, DealView
from valueloop.domain.page.history import Event, History
from valueloop.domain.page.line import AcceptedLine, InputSet, LineAdded
from valueloop.domain.page.map import (
    EntryAdded,
    EntryView,
    ImpactAdded,
    ImpactView,
    LineOnMap,
    MapPage,
    PersonMap,
    PersonMoney,
)
from valueloop.domain.page.record import Change, Edited, SettingView, Undone
from valueloop.domain.page.standing import Done, LineStands, NeedStands, Standing
from valueloop.domain.page.touch import Logged, StepDone
from valueloop.domain.page.turn import Guessed, Learned, Offered, Responded
from valueloop.domain.page.value import AcceptanceView, LineView
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.domain.promise import Stage
from valueloop.domain.touch import Kind
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import UNMEASURED, Rung
from valueloop.domain.value_map import Kind as EntryKind
from valueloop.render.terminal import console, draw
from valueloop.report import answers, figures, loop, map_answers, moves, proposition, records, today, value, value_map

DAY = date(2026, 6, 15)


def euro(amount: str | int) -> Money:
    return Money(Decimal(amount), "EUR")


def a(kind: type[Any], **facts: Any) -> Any:
    """A record with these facts; its other fields say nothing: nobody, nought, no, an empty text."""
    hints = get_type_hints(kind)
    return kind(**{each.name: facts.pop(each.name, _nothing(hints[each.name])) for each in fields(kind)}, **facts)


def _nothing(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return None
    if get_origin(hint) is not None:
        return get_origin(hint)()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    return {Money: euro(0), date: DAY}.get(hint) or hint()


def lines(document: Document) -> list[str]:
    """What a page says, line by line, as a pipe gets it."""
    stream = io.StringIO()
    draw(document, console(stream, colour=None, width=None))
    return stream.getvalue().splitlines()


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "€0"),
        ("0.004", "€0.00"),
        ("-0.004", "€0.00"),
        ("0.5", "€0.50"),
        ("12", "€12"),
        ("99.994", "€99.99"),
        ("100.4", "€100"),
        ("100.5", "€100"),
        ("101.5", "€102"),
        ("-1234567.8", "−€1,234,568"),
        ("999999999999999", "€999,999,999,999,999"),
    ],
)
def test_money_is_rounded_for_the_page(amount: str, said: str) -> None:
    assert figures.money(euro(amount)) == said


def test_money_of_other_currencies() -> None:
    assert figures.money(Money(Decimal("12.5"), "USD")) == "$12.50"
    assert figures.money(Money(Decimal(80), "GBP")) == "£80"
    assert figures.money(Money(Decimal("12.5"), "JPY")) == "JPY 12"
    assert figures.money(Money(Decimal("1.2345"), "KWD")) == "KWD 1.234"
    assert figures.money(None) == "–"


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False))
def test_money_says_what_it_is_to_half_a_unit(amount: Decimal) -> None:
    said = figures.money(Money(amount, "EUR"))
    read = Decimal(said.replace("−", "-").replace("€", "").replace(",", ""))
    assert abs(read - amount) <= (Decimal("0.5") if abs(amount) >= 100 else Decimal("0.005"))
    assert "-" not in said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("0", "0%"),
        ("0.0049", "under 1%"),
        ("0.005", "under 1%"),
        ("0.006", "1%"),
        ("0.345", "34%"),
        ("0.995", "over 99%"),
        ("1", "100%"),
        ("12.5", "1,250%"),
        ("-0.25", "−25%"),
    ],
)
def test_a_percentage_is_never_nought_or_whole_unless_exactly_so(share: str, said: str) -> None:
    assert figures.percent(Decimal(share)) == said


def test_other_figures() -> None:
    assert figures.percent(None) == "–"
    assert figures.span(euro("80000.1"), euro("80000.2")) == "€80,000"
    assert figures.span(euro(-5), euro(5)) == "−€5 to €5"
    assert figures.number(Decimal("-2.50")) == "−2.5"
    assert figures.number(Decimal("0.00001")) == "1E-5"
    assert figures.number(Decimal(0)) == "0"
    assert figures.rate(Decimal("0.10")) == "10%"
    assert figures.estimate(Decimal(2), Decimal(4), Decimal(5), "hour").startswith("2 / 4 / 5 hour")
    assert figures.estimate(Decimal(4), Decimal(4), Decimal(4)) == "4"
    assert figures.day(None) == "–"
    assert [figures.units(Decimal(each)) for each in ("9.30", "10.0", "-0.26", "0.04")] == ["9.3", "10", "−0.3", "0"]


def test_things_in_a_row_and_how_many() -> None:
    assert figures.listed([]) == ""
    assert figures.listed(["a", "b"], "or") == "a or b"
    assert figures.numbered("need", [1, 2]) == "needs 1 and 2"
    counts = [figures.count(each, what) for each, what in ((0, "day"), (1, "entry"), (2, "entry"), (1200, "touch"))]
    assert counts == ["0 days", "1 entry", "2 entries", "1,200 touches"]


MOVES = {
    MoveKind.REPAIR: (Advice(MoveKind.REPAIR), "stop selling and repair: no patience is left", None),
    MoveKind.STEP: (
        Advice(MoveKind.STEP, "send it", 4, due=DAY),
        "step 4, send it (due 15 Jun 2026)",
        "vl done 4",
    ),
    MoveKind.ANSWER: (
        Advice(MoveKind.ANSWER, "Kit", 2),
        "get an answer to offer 2, Kit",
        "vl respond 2 accepted|rejected|countered|silent",
    ),
    MoveKind.CLOSE: (
        Advice(MoveKind.CLOSE, "Kit", 2),
        "close the deal: offer 2, Kit, is accepted",
        'vl deal win "Acme"',
    ),
    MoveKind.ASK: (
        Advice(MoveKind.ASK, "fewer stops", 3, "plant manager"),
        "ask the plant manager about need 3, fewer stops",
        'vl log "Acme" "…" --call --with "plant manager" --learn 3=yes',
    ),
    MoveKind.AGREE: (
        Advice(MoveKind.AGREE, "fewer stops", 1, "Ms Adeyemi"),
        "have Ms Adeyemi agree with line 1, fewer stops",
        'vl accept "Acme" 1 --by "Ms Adeyemi"',
    ),
    MoveKind.OFFER: (
        Advice(MoveKind.OFFER, "fewer stops", needs=(1, 3)),
        "make an offer on needs 1 and 3",
        'vl offer "Acme" "PRODUCT" --need 1 --need 3 --price 45k',
    ),
    MoveKind.EXPLORE: (
        Advice(MoveKind.EXPLORE),
        "find out what somebody there is after, and guess a need",
        'vl guess "Acme" "…" --save 80k..140k',
    ),
    MoveKind.STOP: (
        Advice(MoveKind.STOP),
        "unqualify: no move is expected to bring what it costs",
        'vl account unqualify "Acme" --because "…"',
    ),
    MoveKind.PARTED: (
        Advice(MoveKind.PARTED, "fired"),
        "nothing, since it is fired (vl account reopen takes it up again)",
        'vl account reopen "Acme"',
    ),
    MoveKind.MEND: (
        Advice(MoveKind.MEND, "it hangs", 2, stage=Stage.ACKNOWLEDGED),
        "acknowledge defect 2, it hangs",
        "vl defect acknowledge 2",
    ),
    MoveKind.KEEP: (
        Advice(MoveKind.KEEP, "spares", 3, due=DAY),
        "keep promise 3, spares (due 15 Jun 2026)",
        "vl promise keep 3",
    ),
}


@pytest.mark.parametrize(
    ("stage", "due", "said", "command"),
    [
        (Stage.PLANNED, None, "plan the mending of defect 2, it hangs", 'vl defect plan 2 "…" --due fri'),
        (Stage.MENDED, DAY, "mend defect 2, it hangs (due 15 Jun 2026)", 'vl defect mend 2 "…"'),
    ],
)
def test_a_defect_is_met_step_by_step(stage: Stage, due: date | None, said: str, command: str) -> None:
    advice = Advice(MoveKind.MEND, "it hangs", 2, due=due, stage=stage)
    assert (moves.move(advice), moves.command(advice, "Acme")) == (said, command)


def test_a_customer_with_nothing_to_buy_is_not_to_be_unqualified() -> None:
    advice = Advice(MoveKind.STOP, "customer")
    assert moves.move(advice) == "nothing to sell for now: look after what they have"
    explore = moves.move(Advice(MoveKind.EXPLORE, "customer"))
    assert explore == "look after what they bought (vl queue), and find out what else they are after"
    assert moves.command(advice, "Acme") is None


@pytest.mark.parametrize("kind", MoveKind)
def test_each_move_is_said_and_has_its_command(kind: MoveKind) -> None:
    advice, said, command = MOVES[kind]
    assert moves.move(advice) == said
    typed = moves.command(advice, "Acme")
    assert typed is None if command is None else typed is not None and shlex.split(typed) == shlex.split(command)


def test_a_move_with_nobody_and_no_date() -> None:
    assert moves.move(Advice(MoveKind.ASK, "stops", 1)) == "ask somebody who knows about need 1, stops"
    assert moves.move(Advice(MoveKind.STEP, "send it", 4)) == "step 4, send it"
    typed = moves.command(Advice(MoveKind.AGREE, "stops", 1), "Acme")
    assert typed is not None
    assert shlex.split(typed)[-1] == "…"
    assert moves.command(Advice(MoveKind.ASK, "stops", 1), "Acme") == 'vl log "Acme" "…" --call --learn 1=yes'


def test_an_offer_that_was_weighed_has_its_product_and_price() -> None:
    weighed = Advice(MoveKind.OFFER, "Kit", needs=(2,), product="Kit", price=euro("12500.5"))
    assert moves.move(weighed) == "offer Kit at €12,500 on need 2"
    typed = moves.command(weighed, "Acme")
    assert typed is not None
    assert shlex.split(typed) == ["vl", "offer", "Acme", "Kit", "--need", "2", "--price", "12500.5"]


def test_today_says_each_thing_once() -> None:
    page = pages.TodayPage(
        DAY,
        2,
        1,
        (pages.StepView(1, "Acme", "send it", DAY, 0), pages.StepView(2, "Acme", "call", DAY, 1)),
        (pages.StepView(3, "Acme", "visit", date(2026, 7, 1), -16), pages.StepView(4, "Acme", "some day", None, 0)),
        (pages.OfferView(5, "Acme", "Kit", euro(45000), DAY, 3),),
        (pages.OwedView("Bolt", None, None), pages.OwedView("Crane", DAY, 31)),
    )
    shown = "\n".join(" ".join(each.split()) for each in lines(today.today(page)))
    for said in ("Today, 15 Jun 2026", "2 accounts, 1 open deal.", "1 Acme send it today", "2 Acme call 1 day ago",
                 "5 Acme Kit €45,000 3 days", "Bolt never", "Crane 15 Jun 2026, 31 days ago",
                 "3 Acme visit 1 Jul 2026", "4 Acme some day no date"):  # fmt: skip
        assert shown.count(said) == 1, said
    quiet = pages.TodayPage(DAY, 1, 0, (), (), (), ())
    assert "Nothing is due. vl next ACCOUNT says what to do next at an account." in lines(today.today(quiet))


# What an act answers.


def standing(
    needs: tuple[NeedStands, ...] = (), lines_: tuple[LineStands, ...] = (), patience: str = "9.3"
) -> Standing:
    return Standing("EUR", needs, lines_, Decimal(patience), Decimal(10))


def need(chance: str, number: int = 1) -> NeedStands:
    return NeedStands(number, "fewer stops", Decimal(chance))


def line(amount: str, status: Status, *, once: bool = False) -> LineStands:
    return LineStands(2, "stops", Decimal(amount), once, status)


NOW = "Patience 9.3 of 10. Next: find out what somebody there is after, and guess a need."


def done(what: object, before: Standing | None = None, after: Standing | None = None) -> Done[Any]:
    return Done(what, "Acme", before or standing(), after or standing(), Advice(MoveKind.EXPLORE))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (line("0", Status.INCOMPLETE), line("100000", Status.POTENTIAL), "now worth €100,000 a year."),
        (
            line("100000", Status.ACCEPTED),
            line("90000", Status.CHANGED),
            "accepted at €100,000 a year, now €90,000, so it is potential again.",
        ),
        (line("100000", Status.POTENTIAL), line("90000", Status.POTENTIAL), "€100,000 → €90,000 a year."),
        (
            line("5000", Status.POTENTIAL, once=True),
            line("5000", Status.ACCEPTED, once=True),
            "€5,000 once, potential → accepted.",
        ),
        (line("100000", Status.POTENTIAL), line("100000", Status.REFUTED), "€100,000 a year, potential → refuted."),
    ],
)
def test_a_line_that_an_act_moved_is_told(before: LineStands, after: LineStands, said: str) -> None:
    moved = answers.changed(done(None, standing(lines_=(before,)), standing(lines_=(after,))))
    assert moved == [f"Line 2, stops: {said}"]


def test_a_need_that_an_act_moved_is_told_and_others_are_not() -> None:
    before, after = standing((need("0.4"), need("0.5", 2))), standing((need("0.69"), need("0.5", 2), need("0.1", 3)))
    assert answers.changed(done(None, before, after)) == ["Need 1, fewer stops: 40% → 69%."]
    assert answers.changed(done(None, before, before)) == []
    same = standing(lines_=(line("5", Status.POTENTIAL),))
    assert answers.changed(done(None, same, same)) == []
    assert answers.changed(done(None, standing(), same)) == []


def test_a_touch_is_answered() -> None:
    at = datetime(2026, 6, 15, 14, 5)  # noqa: DTZ001 - the seller's wall clock
    saved = Logged(41, Kind.CALL, DAY, None, ("plant manager", "Ms Adeyemi"), 7, "send it", DAY)
    assert lines(answers.logged(done(saved), at)) == [
        "Saved as #41: call with the plant manager and Ms Adeyemi at Acme, 15 Jun 2026 14:05.",
        "Step 7: send it, due 15 Jun 2026 (vl done 7).",
        NOW,
    ]
    bare = Logged(42, Kind.NOTE, DAY, None, (), None, None, None)
    assert lines(answers.logged(done(bare), None)) == ["Saved as #42: note at Acme, 15 Jun 2026.", NOW]


def test_a_step_that_is_done_is_answered() -> None:
    assert lines(answers.step_done(StepDone(1, "send it", "Acme", 0))) == [
        "Done: step 1, send it, at Acme; no step open there now."
    ]
    assert "2 steps still open there" in lines(answers.step_done(StepDone(1, "send it", "Acme", 2)))[0]


def test_a_guess_is_answered() -> None:
    amounts = (euro(80), euro(110), euro(140))
    made = Guessed(1, "stops", Direction.SAVE, Decimal("0.4"), True, Channel.SENSE, "plant manager", 2, *amounts, 3)
    assert lines(answers.guessed(done(made))) == [
        "Need 1, stops for the plant manager: chance 40%, by deduction (sense).",
        "Value line 2: save €80 to €140 a year, likely €110, our guess (source: touch #3).",
        NOW,
    ]
    by_default = Guessed(
        1, "x", Direction.EARN, Decimal("0.35"), False, Channel.ANALOGY, None, None, None, None, None, 1
    )
    assert lines(answers.guessed(done(by_default)))[:2] == [
        "Need 1, x: chance 35% (the default), by analogy.",
        "No money yet: add it with vl line add … --need 1.",
    ]
    pride = Guessed(1, "x", Direction.PERSONAL, Decimal("0.35"), True, Channel.CALL, None, None, None, None, None, None)
    assert lines(answers.guessed(done(pride)))[1] == "Personal: it is shown, never priced."


@pytest.mark.parametrize(
    ("answer", "moved", "why"),
    [
        (Answer.YES, True, "odds × 3.5"),
        (Answer.UNSURE, False, "no news"),
        (Answer.YES, False, "the same question again: no new evidence"),
    ],
)
def test_evidence_is_answered(answer: Answer, moved: bool, why: str) -> None:
    seen = Learned(1, "stops", answer, Channel.CALL, Way.ASK, "Ms Adeyemi", None, Decimal("3.5"))
    before, after = standing((need("0.4"),)), standing((need("0.6" if moved else "0.4"),))
    first = lines(answers.learned(done(seen, before, after)))[0]
    assert first == (
        f"{answer.value.capitalize()} to need 1, stops, by {Way.ASK.value} (call) from Ms Adeyemi: "
        f"{why} (source not recorded)."
    )


def test_an_offer_below_the_floor_is_warned_of() -> None:
    made = Offered(3, "Kit", euro(15000), "pilot", "boss", (1, 2), None, euro(20000))
    document = answers.offered(done(made))
    assert lines(document)[:2] == [
        "Offer 3 to the boss: Kit at €15,000 (pilot); it tests needs 1 and 2.",
        "That is below our floor of €20,000.",
    ]
    warning = document.blocks[1]
    assert isinstance(warning, Paragraph)
    assert _style(warning.cell[0]) is Style.BAD
    plain = Offered(3, "Kit", euro(15000), "", None, (), None, None)
    assert lines(answers.offered(done(plain))) == ["Offer 3: Kit at €15,000; it covers no need yet.", NOW]
    for terms, person, said in (
        ("pilot", None, "Offer 3: Kit at €15,000 (pilot); it covers no need yet."),
        ("", "Dr. Öztürk", "Offer 3 to Dr. Öztürk: Kit at €15,000; it covers no need yet."),
    ):
        one = Offered(3, "Kit", euro(15000), terms, person, (), None, None)
        assert lines(answers.offered(done(one)))[0] == said


def _style(piece: Piece) -> Style | None:
    return piece.style if isinstance(piece, Span) else None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            Responded(2, "Kit", Verdict.REJECTED, Reason.NO_NEED, None, "Ms Adeyemi", None),
            "rejected by Ms Adeyemi (no need for it).",
        ),
        (
            Responded(2, "Kit", Verdict.COUNTERED, Reason.PRICE, euro(40000), None, None),
            "countered at €40,000 (price).",
        ),
        (Responded(2, "Kit", Verdict.SILENT, None, None, "Ms Adeyemi", None), "no answer."),
        (Responded(2, "Kit", Verdict.ACCEPTED, None, None, "boss", None), "accepted by the boss."),
    ],
)
def test_an_answer_to_an_offer_is_answered(told: Responded, said: str) -> None:
    assert lines(answers.responded(done(told)))[0] == f"Offer 2, Kit: {said}"


def test_lines_are_answered() -> None:
    made = a(LineAdded, number=2, name="stops", effect=Effect.SAVE, words="a × b", missing=("a", "b"), replaced=1)
    assert lines(answers.line_added(done(made)))[:2] == [
        "Line 2, stops (save) = a × b; it takes the place of line 1, our guess.",
        'Still to be set: vl input set "Acme" a=… b=…',
    ]
    before = a(LineAdded, number=2, name="stops", words="a", missing=("a",), replaced=1, replaced_accepted_by="boss")
    assert (
        "line 1, our guess, which the boss had accepted: have this one accepted too."
        in (lines(answers.line_added(done(before)))[0])
    )
    once = a(LineAdded, number=2, name="x", effect=Effect.COST, words="2k", amount=euro(2000), once=True)
    assert lines(answers.line_added(done(once)))[:2] == ["Line 2, x (cost) = 2k.", "Worth €2,000 once."]
    yearly = a(LineAdded, number=2, name="x", effect=Effect.EARN, words="2k", amount=euro(2000))
    assert lines(answers.line_added(done(yearly)))[1] == "Worth €2,000 a year."
    bent = a(LineAdded, number=2, name="x", amount=euro(1), risk=Decimal("0.2"), ramp=(Decimal("0.5"), Decimal(1)))
    assert "20% risk" in lines(answers.line_added(done(bent)))[1]
    second = a(LineAdded, number=4, name="x", words="2k", amount=euro(2000), need=3, beside=(2,))
    assert lines(answers.line_added(done(second)))[1:3] == [
        "Need 3 has line 2 already: both count.",
        "Worth €2,000 a year.",
    ]
    third = a(LineAdded, number=4, name="x", words="a", missing=("a",), need=3, beside=(1, 2))
    assert lines(answers.line_added(done(third)))[1] == "Need 3 has lines 1 and 2 already: all count."
    waiting = a(LineAdded, number=2, name="x", missing=("a",), risk=Decimal("0.2"))
    assert "20% risk" in lines(answers.line_added(done(waiting)))[1]


def test_inputs_are_answered() -> None:
    two, four, six = Decimal(2), Decimal(4), Decimal(6)
    sets = [
        a(InputSet, name="hours", estimate=Estimate(two, four, six), unit="hour", source=Source.SAID, person="boss",
          touch=3, was=Estimate.exactly(four), lines=(1,)),
        a(InputSet, name="wage", estimate=Estimate.exactly(four), source=Source.GUESS, lines=(1,)),
        a(InputSet, name="hour", estimate=Estimate.exactly(four), source=Source.GUESS, near=("hours", "wage")),
        a(InputSet, name="odd", estimate=Estimate.exactly(four), source=Source.GUESS),
        a(InputSet, name="gone", was=Estimate.exactly(four)),
    ]  # fmt: skip
    said = "\n".join(lines(answers.inputs_set(done(sets))))
    for each in (
        "hours = 2 / 4 / 6",
        "(was 4): said by the boss (source: touch #3).",
        "wage = 4: guess (source not recorded).",
        "No line uses hour ",
        "did you mean hours or wage?",
        "No line uses odd ",
        "gone is taken away (was 4).",
    ):
        assert said.count(each) == 1, each


def test_a_line_below_nought_is_warned_of_where_its_input_is_set() -> None:
    wage = a(InputSet, name="wage", estimate=Estimate.exactly(Decimal(-5)), lines=(2, 3, 4))
    stand = standing(
        lines_=tuple(
            LineStands(number, name, Decimal(amount), number == 4, Status.POTENTIAL)
            for number, name, amount in ((1, "other", -1), (2, "wages", -840), (3, "both", 0), (4, "start", "-0.5"))
        )
    )
    said = lines(answers.inputs_set(done([wage], stand, stand)))
    assert said[1:3] == [
        "Line 2, wages, is below nought: −€840 a year.",
        "Line 4, start, is below nought: −€0.50 once.",
    ]
    assert not any("other" in each or "both" in each for each in said)
    unused = a(InputSet, name="wage", estimate=Estimate.exactly(Decimal(-5)))
    assert not any("below nought" in each for each in lines(answers.inputs_set(done([unused], stand, stand))))


def test_an_acceptance_is_answered() -> None:
    agreed = a(AcceptedLine, number=2, name="stops", figure=euro(100000), person="boss", touch=3)
    assert lines(answers.accepted(done(agreed)))[0] == (
        "The boss accepts line 2, stops: €100,000 a year (source: touch #3)."
    )


def test_maps_are_answered() -> None:
    entry = EntryAdded(1, EntryKind.ISSUE, "stops", Rung.SAID, "boss", 3)
    assert lines(map_answers.entry_added(done(entry))) == ["Entry 1 for the boss: issue, stops; said (touch #3)."]
    with_line = ImpactAdded(1, "fewer", 2, "stops", 3, False, None)
    assert lines(map_answers.impact_added(done(with_line))) == [
        "Impact 1 on entry 2, stops: fewer; its money is line 3."
    ]
    personal = ImpactAdded(1, "pride", 2, "stops", None, True, None)
    assert lines(map_answers.impact_added(done(personal)))[0].endswith("; personal, never priced.")
    neither = ImpactAdded(1, "x", 2, "stops", None, False, None)
    assert lines(map_answers.impact_added(done(neither)))[0].endswith("; no money yet.")


def test_a_price_above_the_accepted_value_is_warned_of() -> None:
    dear = Closed(1, State.WON, euro(450000), euro(248685), "they want it")
    first, kept, warning, following = lines(answers.closed(done(dear)))
    assert first == "Deal 1 with Acme is won at €450,000 (they want it)."
    assert "€248,685 accepted" in kept
    assert warning == "The price is above the value that they have accepted: say so to yourself before they do."
    handed = 'Next: vl handover "Acme" for those who deliver; vl delivery add, vl invoice schedule "Acme".'
    assert following == handed
    fair = Closed(1, State.WON, euro(45000), euro(248685), "")
    assert len(lines(answers.closed(done(fair)))) == 3
    lost = Closed(1, State.LOST, None, euro(0), "no budget")
    assert lines(answers.closed(done(lost))) == [
        "Deal 1 with Acme is lost: no budget. Its value case is kept as it stood."
    ]


def test_people_and_products_are_answered() -> None:
    who = Person("Ms Adeyemi", "buyer", "", "boss", 1, Influence.DECIDES, Stance.SUPPORTS, "", "", "", 0, None)
    assert lines(answers.contact_added(done(who))) == [
        "Contact Ms Adeyemi (buyer, decides, supports) added at Acme, reports to the boss."
    ]
    assert lines(answers.product_added(ProductView("Kit", euro(9), None, ""))) == ["Product Kit added, cost €9."]
    assert lines(answers.product_added(ProductView("Kit", None, None, ""))) == ["Product Kit added."]
    said = [answers.exposure(kind, "X") for kind in (None, "advertisement", "introduction", "seen")]
    assert said == ["not recorded", "by an advertisement (X)", "introduced by X", "saw it at X"]
    assert answers.exposure("advertisement", "") == "by an advertisement"


def test_edits_and_undos_are_answered() -> None:
    assert lines(answers.edited("Acme", [])) == ["Acme: nothing changed."]
    change = Change("chance", "40%", "30%")
    assert lines(answers.edited("Acme", [change, change])) == ["Acme: chance 40% → 30%; chance 40% → 30%."]
    one = done(Edited("touch:1", "call", [change], 1))
    assert lines(answers.record_edited(one)) == [
        "touch:1, call: chance 40% → 30%.",
        "1 record cites it as the source.",
        "No chance and no value line changed.",
    ]
    moved = done(Edited("need:1", "x", [change], 2), standing((need("0.4"),)), standing((need("0.3"),)))
    assert lines(answers.record_edited(moved))[1:] == [
        "2 records cite it as the source.",
        "Need 1, fewer stops: 40% → 30%.",
    ]
    assert lines(answers.record_edited(done(Edited("need:1", "x", [], 0)))) == ["need:1, x: nothing changed."]
    assert lines(answers.setting(SettingView("share", "30%", "25%", "ours"))) == ["share = 30% (ours; default 25%)."]
    assert lines(answers.undone(Undone("log x", "", 1))) == [
        "Undone: vl log x",
        "vl redo does it again; 1 act more can be undone.",
    ]
    assert lines(answers.undone(Undone("log x", "", 0)))[1].endswith("nothing more can be undone.")
    assert lines(answers.redone(Undone("log x", "", 2)))[1].endswith("2 acts more can be redone.")
    assert lines(answers.redone(Undone("log x", "", 0)))[1].endswith("nothing more can be redone.")


# Pages.


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            Event(DAY, "touch", 3, "call", True, ("boss",), "they want it", "advance", answers=((1, Answer.YES),)),
            "#3 inbound call, the boss: they want it (yes to need 1) [advance]",
        ),
        (Event(DAY, "touch", 3, "note", text="hm"), "#3 note: hm"),
        (Event(DAY, "guess", 1, "sense", people=("Ms X",), text="stops"), "Guess 1: stops, for Ms X (by sense)"),
        (
            Event(
                DAY,
                "learn",
                1,
                "logic",
                people=("boss",),
                text="because",
                answers=((1, Answer.NO), (2, Answer.NO), (3, Answer.UNSURE)),
            ),
            "Learned: no to needs 1 and 2 and unsure of need 3 by logic, the boss, because",
        ),
        (
            Event(DAY, "offer", 2, text="Kit", price=euro(45000), covers=(1,), people=("boss",)),
            "Offer 2: Kit at €45,000, on need 1, to the boss",
        ),
        (Event(DAY, "offer", 2, text="Kit", price=euro(45000)), "Offer 2: Kit at €45,000"),
        (
            Event(DAY, "response", 2, outcome="countered", price=euro(40000), reason="price"),
            "Offer 2 countered at €40,000 (price)",
        ),
        (Event(DAY, "response", 2, outcome="silent"), "Offer 2 no answer"),
        (
            Event(DAY, "acceptance", 4, people=("boss",), text="stops", price=euro(9)),
            "Accepted: line 4, stops, €9, by the boss",
        ),
        (Event(DAY, "correction"), "Correction of what was recorded"),
        (Event(DAY, "figures", text="stops, hours"), "Reckoned: stops, hours"),
        (Event(DAY, "won", 1, price=euro(9), reason="fit"), "Deal 1 won at €9: fit"),
        (Event(DAY, "lost", 1, reason="budget"), "Deal 1 lost: budget"),
        (Event(DAY, "won", 1), "Deal 1 won"),
    ],
)
def test_what_happened_is_said(event: Event, said: str) -> None:
    assert "".join(each.text for each in loop.said(event)) == said


def test_a_history_of_nothing_and_one_without_patience() -> None:
    assert "Nothing has happened yet: log a call or guess a need." in lines(
        loop.history(History("Acme", Decimal(10), Decimal(10), ()))
    )
    spent = loop.history(History("Acme", Decimal(10), Decimal(-3), (Event(DAY, "touch", 1, "note", text="x"),)))
    assert "Patience −3 of 10 ··········" in lines(spent)


def test_a_loop_is_called_by_how_it_ended() -> None:
    events = (
        Event(DAY, "response", 1, outcome="silent", loop=1),
        Event(DAY, "response", 2, outcome="accepted", loop=2),
        Event(DAY, "won", 1, loop=2),
        Event(DAY, "touch", 1, "note", text="x", loop=3),
    )
    page = loop.history(History("Acme", Decimal(10), Decimal(5), events))
    assert [each.text for each in page.blocks if isinstance(each, Heading)] == [
        "Loop 1: no answer",
        "Loop 2: accepted, won",
        "Loop 3",
    ]


def test_empty_lists_say_how_to_begin() -> None:
    for document in (records.accounts([]), records.products([]), records.pipeline([]), records.contacts("Acme", [])):
        [said] = lines(document)[2:]
        assert said.startswith(("No ", "Nobody yet"))
    flat = [(0, "boss"), (1, "a"), (2, "b"), (1, "c"), (0, "other")]
    tree = records.branches([(level, (Span(name),)) for level, name in flat])

    def names(branches: tuple[Branch, ...]) -> list[object]:
        return [(each.cell[0].text, names(each.below)) for each in branches if isinstance(each.cell[0], Span)]

    assert names(tree.roots) == [("boss", [("a", [("b", [])]), ("c", [])]), ("other", [])]


def test_the_pipeline_and_the_settings() -> None:
    rows = [
        DealView(1, "Acme", State.OPEN, DAY, None, None, euro(0), euro(5), ""),
        DealView(2, "Acme", State.LOST, DAY, DAY, euro(9), euro(0), euro(5), "budget"),
    ]
    shown = [" ".join(each.split()) for each in lines(records.pipeline(rows))]
    assert "1 Acme open, 15 Jun 2026 – €0 €5" in shown
    assert "2 Acme lost, 15 Jun 2026 €9 €0 €5 budget" in shown
    table = next(each for each in records.settings([SettingView("a", "1", "2", "m")]).blocks if isinstance(each, Table))
    assert len(table.rows) == 1


def value_line(status: Status, **changes: Any) -> Any:
    facts = {
        "number": 1, "name": "stops", "effect": Effect.SAVE, "words": "a", "inputs": ("a",), "amount": euro(100),
        "low": euro(90), "high": euro(110), "ramp": (Decimal(1),), "present_value": euro(250), "status": status,
        "source": Source.SAID, "need": 4,
        "acceptance": a(AcceptanceView, by="boss", day=DAY, touch=3, figure=euro(100)),
    }  # fmt: skip
    return a(LineView, **(facts | changes))


@pytest.mark.parametrize(
    ("line_", "said"),
    [
        (value_line(Status.ACCEPTED), "accepted by the boss"),
        (value_line(Status.CHANGED), "potential: accepted at €100 on 15 Jun 2026, changed since"),
        (value_line(Status.REFUTED), "set aside: they do not have need 4"),
        (value_line(Status.INCOMPLETE, missing=("a", "b")), "needs a, b"),
        (value_line(Status.POTENTIAL), "potential; said"),
        (value_line(Status.POTENTIAL, effect=Effect.COST), "a cost to them; said"),
    ],
)
def test_where_a_line_stands_is_said(line_: LineView, said: str) -> None:
    assert "".join(each.text for each in value.stands(line_) if isinstance(each, Span)) == said


def test_how_a_line_is_reckoned() -> None:
    bent = value_line(Status.POTENTIAL, risk=Decimal("0.2"), ramp=(Decimal("0.5"), Decimal(1)))
    assert "".join(each.text for each in value.reckoned(bent) if isinstance(each, Span)) == (
        "1 stops = a; 20% risk, ramp 50%, 100%"
    )
    guess = value_line(Status.POTENTIAL, guess=True)
    assert "our guess of a yearly amount" in str(value.reckoned(guess))
    assert value.amount(value_line(Status.INCOMPLETE, missing=("a",))) == "?"
    assert value.amount(value_line(Status.POTENTIAL, once=True)) == "€100 once"
    assert value.signed(value_line(Status.POTENTIAL, effect=Effect.COST)) == "−€250"


def impact(**changes: Any) -> Any:
    facts = {"number": 1, "text": "fewer", "line": 2, "amount": euro(100), "status": Status.POTENTIAL}
    return a(ImpactView, **(facts | {"source": Source.GUESS} | changes))


IMPACTS = [
    (impact(), "€100 a year, potential, our guess", "our guess"),
    (impact(source=Source.DEDUCED), "€100 a year, potential, our deduction", "our deduction"),
    (impact(source=Source.SAID, said_by=("boss",)), "€100 a year, potential, said by the boss", "said by the boss"),
    (
        impact(status=Status.ACCEPTED, accepted_by="boss", once=True),
        "€100 once, accepted by the boss",
        "accepted by the boss",
    ),
    (impact(status=Status.REFUTED), "€100 a year, set aside: they do not have it", "set aside: they do not have it"),
    (impact(counted_at=4), "line 2, counted at impact 4", "line 2, counted above"),
    (impact(line=None, amount=None), "no money yet", "no money yet"),
    (impact(amount=None), "line 2 is not complete", "line 2 is not complete"),
    (impact(personal=True, line=None, amount=None), "personal, not priced", "personal, not priced"),
]


@pytest.mark.parametrize(("seen", "worth", "whose"), IMPACTS)
def test_an_impacts_money_and_whose_number_it_is(seen: ImpactView, worth: str, whose: str | None) -> None:
    assert value_map.worth(seen) == worth
    entry = EntryView(
        1, EntryKind.ISSUE, "stops", Rung.GUESS, None, (seen,), euro(0), euro(100), False, UNMEASURED, None
    )
    page = map_page(entry)
    table = next(each for each in proposition.proposition(page).blocks if isinstance(each, Table))
    said = "".join(piece.text for piece in table.rows[0][-1] if isinstance(piece, Span))
    assert said == whose or (whose is None and ("said" in said or "deduc" in said))


def map_page(*entries: EntryView, people: int = 1, nobody: str = "0") -> MapPage:
    maps, money = [], []
    for number in range(people):
        who = Person(f"person {number}", "", "", None, 0, None, None, "", "", "", 0, None)
        maps.append(PersonMap(who, entries, (), euro(0), euro(100), ()))
        money.append(PersonMoney(who, len(entries), euro(0), euro(100), euro(300 if number == 0 else 100)))
    line = LineOnMap(1, "stops", "person 0", Effect.SAVE, euro(100), Status.POTENTIAL, Source.GUESS)
    return MapPage("Acme", tuple(money), tuple(maps), euro(0), euro(100), euro(nobody), (line,))


def test_a_proposition_says_what_leads() -> None:
    def entry(number: int, *, leads: bool) -> EntryView:
        return EntryView(
            number,
            EntryKind.ISSUE,
            f"stops {number}",
            Rung.GUESS,
            None,
            (impact(),),
            euro(0),
            euro(40),
            leads,
            UNMEASURED,
            None,
        )

    one = "\n".join(lines(proposition.proposition(map_page(entry(1, leads=False), entry(2, leads=True)))))
    assert "40% of the potential money" in one
    assert one.index("stops 2") < one.index("stops 1")
    two = "\n".join(lines(proposition.proposition(map_page(entry(1, leads=True), entry(2, leads=True), people=2))))
    assert "80% of the potential money" in two
    assert "€0 accepted, €100 potential a year" in two
    nobody = "\n".join(lines(proposition.proposition(map_page(people=0))))
    assert "Nobody has a value map yet." in nobody
    bare = "\n".join(lines(proposition.proposition(map_page())))
    assert "No impact is known for the person 0 yet: vl impact add ties one to an entry." in bare


def test_a_value_map_says_its_gaps() -> None:
    entry = EntryView(
        1, EntryKind.ISSUE, "stops", Rung.SAID, 3, (impact(),), euro(0), euro(100), True, UNMEASURED, None
    )
    whole = "\n".join(lines(value_map.value_map(map_page(entry, nobody="70"), one=False)))
    assert "€70 a year belongs to nobody yet: give its line an owner." in whole
    assert "person 0 · €100 potential · with those below €300 · not talked to" in whole
    for gap in ("No objective known: ask.", "No metric known: ask.", "No strategy known: ask."):
        assert gap in whole
    assert "No issue known" not in whole
    assert "stops (1, said in #3)" in whole
    single = value_map.value_map(map_page(entry), one=True)
    assert single.title == "Value map: person 0, Acme"
    assert "No map yet: person 0." in "\n".join(lines(value_map.value_map(map_page(), one=False)))


def test_pages_are_made_of_the_blocks_that_renderers_know() -> None:
    page = today.today(pages.TodayPage(DAY, 0, 0, (), (), (), ()))
    assert {type(each) for each in page.blocks} <= {Paragraph, Commands, Bullets, Heading, Table}
    assert isinstance(page.blocks[-1], Commands)
    assert page.blocks[-1].lines[0] == "vl demo"
    bars = [
        piece
        for block in loop.history(History("Acme", Decimal(10), Decimal(4), ())).blocks
        if isinstance(block, Paragraph)
        for piece in block.cell
        if isinstance(piece, Bar)
    ]
    assert [each.share for each in bars] == [Decimal("0.4")]
