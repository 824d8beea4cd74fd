"""Any sequence of acts: each taken back leaves what was before it, each done again what was after it, to the letter."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from builders import Dump, at_mega, dump
from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.touch import Kind
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.alternative import Kind as AlternativeKind
from valueloop.domain.value.case import Case
from valueloop.domain.value.line import Acceptance, Effect, Input, Line
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Rule, Terms
from valueloop.domain.value_map import Kind as EntryKind
from valueloop.errors import Refused, ValueloopError

NAMES = st.sampled_from(
    ["fewer stops", 'less "waste"', "back\\slash", "Zürich 🙂", "O'Brien", "50%_off", "\x1b[31mred"]
)
TEXTS = NAMES | st.sampled_from(["two\nlines", "tab\tand \x07 bell", '{"a": null}', "'; DROP TABLE need; --"])
PEOPLE = st.sampled_from(["plant", "production", "nobody"])
NUMBERS = st.sampled_from(["1", "2", "3"])
AMOUNTS = st.sampled_from(["10k", "5k..15k", "1/2/4", "€7", "0", "$3", "nonsense"])
ANSWERS = st.sampled_from(Answer)
FORMULAS = st.sampled_from(["hours * wage", "hours * 2k", "wage / hours", "12k", "hours +", ""])
FLOWS = st.sampled_from([[], [], ["5k"], ["0", "5k", "-2k"], ["$3"]])
UNITS = st.none() | st.sampled_from(["", "hour/year", "EUR/year", "EUR/hour", "minute/year", "50%"])
KEYS = st.dictionaries(
    st.sampled_from(["years", "timing", "rule", "walk_away", "most", "least", "price", "per_year", "yaers"]),
    st.sampled_from(["", "5", "3k", "mid", "bargain", "yes", "nonsense"]),
    min_size=1,
    max_size=2,
)
DIFFERENCES = st.dictionaries(NAMES, st.sampled_from(["240k", "-5k", "?", "", "$3", "nonsense"]), max_size=3)
AGREED = Acceptance("plant", None, None, Decimal(12), "earn | 12k | yearly | 0 | 1")
CASE = Case(
    "EUR",
    5,
    Decimal("0.08"),
    (Input("kwh", Estimate(Decimal(1), Decimal(2), Decimal(3)), "EUR/year", Source.SAID, "production"),),
    (Line(1, "energy", Effect.SAVE, "kwh"), Line(2, "yield", Effect.EARN, "12k", acceptance=AGREED)),
    alternatives=(Alternative("the incumbent", Decimal(5), differences=(Difference("noise", None),)),),
    terms=Terms(Rule.BARGAIN, walk_away=Decimal(30)),
)
CASES = st.sampled_from(
    [
        CASE,
        replace(CASE, lines=(Line(1, "our services", Effect.COST, flows=(Decimal(3), Decimal("-0.5"))),), inputs=()),
        replace(CASE, currency="USD"),
        replace(CASE, inputs=(Input("kwh", Estimate.exactly(Decimal(0)), by="nobody"),)),
        replace(CASE, terms=Terms(most=Decimal(1), least=Decimal(2)), alternatives=()),
    ]
)
CHANGES = st.sampled_from(
    [
        ("need:1", {"name": "other", "chance": "80%"}),
        ("need:1", {"direction": "personal"}),
        ("touch:1", {"text": 'mended\n"text"', "with_": "plant, production"}),
        ("touch:1", {"kind": "email", "with_": ""}),
        ("line:1", {"formula": "hours * 3", "risk": "10%"}),
        ("input:hours", {"value": "9", "by": "plant"}),
        ("input:hours", {"unit": "EUR/year"}),
        ("line:1", {"formula": "", "flows": "0/5k"}),
        ("line:1", {"once": "yes", "year": "2", "risk": "0%"}),
        ("alternative:1", {"name": "another", "price": "9k", "kind": "incumbent"}),
        ("offer:1", {"price": "30k", "needs": "1"}),
        ("response:1", {"verdict": "accepted", "because": ""}),
        ("step:1", {"done": "today"}),
        ("impact:1", {"line": ""}),
        ("acceptance:1", {"by": "plant"}),
        ("deal:1", {"because": "a better reason"}),
    ]
)  # fmt: skip


class Selling(RuleBasedStateMachine):
    """`states` are the dumps before and after each act that can be taken back or done again; `at` is where we stand."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="valueloop-machine-"))
        self.seller = at_mega(self.folder)
        self.path = self.seller.store.path
        self.seller.guess(amount="10k", of="production")
        self.states: list[Dump] = [dump(self.path)]
        self.at = 0

    def teardown(self) -> None:
        if not hasattr(self, "folder"):
            return
        while self.at:
            self.take_back()
        while self.at + 1 < len(self.states):
            self.do_again()
        shutil.rmtree(self.folder)

    def does(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ValueloopError:
            assert dump(self.path) == self.states[self.at], "an act that is refused leaves nothing"
            return
        now = dump(self.path)
        if now != self.states[self.at]:
            self.states[self.at + 1 :] = [now]
            self.at += 1

    def take_back(self) -> None:
        self.seller.undo()
        self.at -= 1
        assert dump(self.path) == self.states[self.at]

    def do_again(self) -> None:
        assert self.seller.redo().more == len(self.states) - self.at - 2
        self.at += 1
        assert dump(self.path) == self.states[self.at]

    @invariant()
    def nothing_more_can_be_redone_than_was_undone(self) -> None:
        if not hasattr(self, "states") or self.at + 1 < len(self.states):
            return
        try:
            self.seller.redo()
        except Refused:
            return
        raise AssertionError("something was done again that was never taken back")

    @rule(times=st.integers(1, 3))
    def undoes(self, times: int) -> None:
        for _ in range(min(times, self.at)):
            self.take_back()

    @rule(times=st.integers(1, 3))
    def redoes(self, times: int) -> None:
        for _ in range(min(times, len(self.states) - self.at - 1)):
            self.do_again()

    @rule(name=NAMES, note=TEXTS)
    def adds_an_account(self, name: str, note: str) -> None:
        self.does(lambda: self.seller.account(name, note=note, seen_at="mega"))

    @rule(name=NAMES, boss=PEOPLE)
    def adds_a_contact(self, name: str, boss: str) -> None:
        self.does(lambda: self.seller.contact(name, reports_to=boss))

    @rule(name=NAMES, floor=AMOUNTS)
    def adds_a_product(self, name: str, floor: str) -> None:
        self.does(lambda: self.seller.product(name, floor=floor))

    @rule(
        text=TEXTS, who=st.lists(PEOPLE, max_size=2), answer=ANSWERS, step=st.none() | TEXTS, kind=st.sampled_from(Kind)
    )
    def logs(self, text: str, who: list[str], answer: Answer, step: str | None, kind: Kind) -> None:
        learned = [("1", answer)] if kind is not Kind.NOTE else []
        self.does(lambda: self.seller.log(text, *who, kind=kind, learned=learned, next_step=step))

    @rule(name=NAMES, amount=st.none() | AMOUNTS, direction=st.sampled_from([Direction.SAVE, Direction.EARN]))
    def guesses(self, name: str, amount: str | None, direction: Direction) -> None:
        self.does(lambda: self.seller.guess(name, amount, direction=direction))

    @rule(need=NUMBERS, answer=ANSWERS, channel=st.sampled_from(Channel), note=TEXTS)
    def learns(self, need: str, answer: Answer, channel: Channel, note: str) -> None:
        self.does(lambda: self.seller.learn(need, answer, channel, note=note))

    @rule(needs=st.lists(NUMBERS, max_size=2), price=AMOUNTS, terms=TEXTS)
    def offers(self, needs: list[str], price: str, terms: str) -> None:
        self.does(lambda: self.seller.offer(*needs, price=price, terms=terms, to="production"))

    @rule(number=st.integers(1, 3), verdict=st.sampled_from(Verdict), because=st.none() | st.sampled_from(Reason))
    def hears_an_answer(self, number: int, verdict: Verdict, because: Reason | None) -> None:
        self.does(lambda: self.seller.respond(number, verdict, ("1", Answer.NO), because=because))

    @rule(name=NAMES, formula=FORMULAS, flows=FLOWS, effect=st.sampled_from(Effect), need=st.none() | NUMBERS)
    def adds_a_line(self, name: str, formula: str, flows: list[str], effect: Effect, need: str | None) -> None:
        self.does(lambda: self.seller.line(name, formula, effect, need=need, flows=flows))

    @rule(hours=AMOUNTS, wage=AMOUNTS, by=st.none() | PEOPLE)
    def sets_inputs(self, hours: str, wage: str, by: str | None) -> None:
        self.does(lambda: self.seller.inputs(hours=hours, wage=wage, by=by))

    @rule(by=st.none() | PEOPLE, unit=UNITS, hours=st.none() | AMOUNTS)
    def raises_an_input(self, by: str | None, unit: str | None, hours: str | None) -> None:
        self.does(lambda: self.seller.inputs(by=by, unit=unit, hours=hours))

    @rule(typed=KEYS)
    def sets_keys(self, typed: dict[str, str]) -> None:
        self.does(lambda: self.seller.keys(**typed))

    @rule(name=NAMES, price=AMOUNTS, kind=st.sampled_from(AlternativeKind), differences=DIFFERENCES)
    def adds_an_alternative(self, name: str, price: str, kind: AlternativeKind, differences: dict[str, str]) -> None:
        self.does(lambda: self.seller.alternative(name, price, kind, **differences))

    @rule(which=NUMBERS, differences=DIFFERENCES)
    def differs(self, which: str, differences: dict[str, str]) -> None:
        self.does(lambda: self.seller.differ(which, **differences))

    @rule(case=CASES)
    def loads_a_case(self, case: Case) -> None:
        self.does(lambda: self.seller.load(case))

    @rule(line=NUMBERS, by=PEOPLE)
    def hears_a_yes(self, line: str, by: str) -> None:
        self.does(lambda: self.seller.accept(line, by))

    @rule(text=TEXTS, kind=st.sampled_from(EntryKind))
    def adds_an_entry(self, text: str, kind: EntryKind) -> None:
        self.does(lambda: self.seller.entry(text, kind))

    @rule(entry=NUMBERS, text=TEXTS, line=st.none() | NUMBERS)
    def adds_an_impact(self, entry: str, text: str, line: str | None) -> None:
        self.does(lambda: self.seller.impact(entry, text, line))

    @rule(price=st.none() | AMOUNTS, reason=TEXTS)
    def wins(self, price: str | None, reason: str) -> None:
        self.does(lambda: self.seller.win(price, reason))

    @rule(reason=TEXTS)
    def loses(self, reason: str) -> None:
        self.does(lambda: self.seller.lose(reason))

    @rule(change=CHANGES)
    def edits(self, change: tuple[str, dict[str, str]]) -> None:
        self.does(lambda: self.seller.edit(change[0], **change[1]))

    @rule(text=st.sampled_from(["5", "default", "0.2", "nonsense"]))
    def sets_a_number(self, text: str) -> None:
        self.does(lambda: self.seller.setting("ratio.call.yes", text))


Selling.TestCase.settings = settings(max_examples=14, stateful_step_count=16, deadline=None)
TestSelling = Selling.TestCase
