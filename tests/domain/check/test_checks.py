"""Every check, with the record that triggers it, one that does not, and one of which it cannot say."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from valueloop.domain.account import Exposure
from valueloop.domain.check.facts import Facts
from valueloop.domain.check.finding import Check, Finding, Says, fine, named, unknown, warns
from valueloop.domain.check.ideal import Criterion
from valueloop.domain.check.parts import (
    Balance,
    Incumbent,
    Kept,
    Market,
    Named,
    Offered,
    Owed,
    Rates,
    Reckoned,
    Sale,
    Somebody,
    Sought,
    Talk,
)
from valueloop.domain.check.registry import CHECKS, check_named
from valueloop.domain.contact import Influence, Stance
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.touch import Kind
from valueloop.errors import Unknown

TODAY = date(2026, 6, 15)
RATES = Rates(Decimal(60), Decimal(3), Decimal("0.4"))
BLANK = Facts(
    "Mega",
    TODAY,
    "EUR",
    balance=Balance(Decimal(10), Decimal(10), 0),
    market=Market("EUR"),
    rates=RATES,
)


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def at(**known: object) -> Facts:
    return replace(BLANK, **known)  # type: ignore[arg-type]


def talks(count: int, *people: str, inbound: bool = False, **more: object) -> tuple[Talk, ...]:
    return tuple(Talk(ago(each + 1), inbound=inbound, people=people, **more) for each in range(count))  # type: ignore[arg-type]


def need(number: int = 1, chance: str = "0.7", **more: object) -> Sought:
    return Sought(number, "fewer stops", Decimal(chance), **more)  # type: ignore[arg-type]


def offer(number: int = 1, verdict: Verdict | None = None, reason: Reason | None = None, **more: object) -> Offered:
    known = {"needs": (1,), **more}
    return Offered(number, "Panel kit", ago(9), Decimal(45000), verdict=verdict, reason=reason, **known)  # type: ignore[arg-type]


def place(switching: int = 0, differences: int = 0, worth: int = 0, unknown: tuple[str, ...] = ()) -> Incumbent:
    return Incumbent("old line", Decimal(30000), Decimal(switching), differences, unknown, Decimal(worth))


DECIDES = Somebody("plant manager", Influence.DECIDES)
USES = Somebody("operator", Influence.USES)
SOLD = Sale(ago(30), Decimal(40000), ((1, "fewer stops"),))
REFUSED = offer(1, Verdict.REJECTED, Reason.PRICE)
VISITS = talks(2, kind=Kind.VISIT)


def overdue(days: int) -> Facts:
    owed = (Owed(1, Decimal(5), ago(days)),)
    return at(sales=(SOLD,), owed=owed, balance=Balance(Decimal(-1), Decimal(10), 3))


def suits(*criteria: Criterion, **known: object) -> Facts:
    return at(market=Market(criteria=criteria), **known)


AGREED = (Reckoned(1, "stops", accepted=True),)
AGAINST = replace(USES, stance=Stance.OPPOSES)
INTRODUCED = Criterion("exposure", "introduction")

# For each check: what triggers it, what makes it fine, and of what it cannot say.
TABLE: dict[str, tuple[Facts, Facts, Facts]] = {
    "unqualify": (
        at(needs=(need(chance="0.1", money=Decimal(2000)),)),
        at(needs=(need(money=Decimal(90000)),)),
        at(needs=(need(),)),
    ),
    "fire": (
        at(sales=(SOLD,), talks=talks(1, hours=Decimal(700))),
        at(sales=(SOLD,), talks=talks(1, hours=Decimal(7))),
        at(sales=(SOLD,), talks=talks(1)),
    ),
    "goodwill": (
        at(balance=Balance(Decimal("2.4"), Decimal(10), 9)),
        at(balance=Balance(Decimal("2.5"), Decimal(10), 9)),
        at(),
    ),
    "stalemate": (at(offers=(REFUSED, replace(REFUSED, number=2))), at(offers=(REFUSED,)), at(offers=(offer(),))),
    "tests": (at(kept=Kept(kept=1, broken=1)), at(kept=Kept(kept=2, reacted=1)), at(kept=Kept(open=2, waiting=1))),
    "end-to-end": (at(sales=(SOLD,)), at(sales=(replace(SOLD, delivered=frozenset({1})),)), at()),
    "acknowledged": (
        at(needs=(need(),), offers=(offer(),)),
        at(needs=(need(theirs=Answer.YES),), offers=(offer(),)),
        at(needs=(need(),)),
    ),
    "support": (
        at(people=(DECIDES, USES), talks=talks(1, "plant manager")),
        at(people=(DECIDES, USES), talks=talks(1, "operator")),
        at(people=(DECIDES,), talks=talks(1, "plant manager")),
    ),
    "one-contact": (
        at(talks=talks(4, "operator") + talks(1, "plant manager")),
        at(talks=talks(3, "operator") + talks(2, "plant manager")),
        at(talks=talks(4, "operator") + talks(3)),
    ),
    "tire-kicker": (at(talks=talks(6)), at(talks=talks(6), lines=AGREED), at(talks=talks(5))),
    "view": (
        at(needs=(need(chance="0.5", theirs=Answer.NO),)),
        at(needs=(need(theirs=Answer.YES),)),
        at(needs=(need(),)),
    ),
    "incumbent": (at(incumbents=(place(),)), at(incumbents=(place(5000, 1, 40000),)), at()),
    "risk": (at(offers=(REFUSED,)), at(offers=(replace(REFUSED, terms="pilot"),)), at(offers=(offer(),))),
    "ourselves": (at(ours=2), at(ours=2, theirs=1), at()),
    "control": (at(talks=talks(5)), at(talks=talks(4) + talks(1, inbound=True)), at(talks=talks(4))),
    "thanks": (
        at(sales=(SOLD,), unthanked=(Named("the deal", ago(9)),)),
        at(sales=(SOLD,)),
        at(talks=(Talk(ago(9), thanks=True),)),
    ),
    "starts": (at(steps=5, done=2), at(steps=4, done=2), at(steps=3)),
    "hearing": (
        at(talks=talks(2, asked=1, told=2)),
        at(talks=talks(1, asked=3) + talks(1, told=3) + talks(9)),
        at(talks=talks(2)),
    ),
    "gap": (
        at(needs=(need(chance="0.6"),), market=Market(products=1)),
        at(needs=(need(chance="0.6", met=True),), market=Market(products=1)),
        at(needs=(need(chance="0.59"),), market=Market(products=1)),
    ),
    "language": (
        at(needs=(need(analogy=True),), industry="metal", market=Market(elsewhere=("food",))),
        at(needs=(need(analogy=True),), industry="metal", market=Market(elsewhere=("food",), wins=1)),
        at(needs=(need(analogy=True),), market=Market(elsewhere=("food",))),
    ),
    "guide": (
        at(region="west", market=Market("EUR", "north", 1, 4)),
        at(region="north", market=Market("EUR", "north", 3, 4)),
        at(market=Market("EUR", "north", 3, 4)),
    ),
    "distraction": (
        at(talks=(Talk(ago(30), inbound=True),), needs=(need(chance="0.09"),)),
        at(talks=(Talk(ago(30), inbound=True),), needs=(need(),)),
        at(),
    ),
    "category": (
        at(offers=(REFUSED, offer(2, Verdict.COUNTERED)), talks=VISITS),
        at(offers=(REFUSED, offer(2, Verdict.ACCEPTED)), talks=VISITS),
        at(offers=(REFUSED,), talks=VISITS),
    ),
    "small": (
        at(size=49, kept=Kept(kept=1, open=1, waiting=1)),
        at(size=50, kept=Kept(kept=1, open=1, waiting=1)),
        at(kept=Kept(kept=1, open=1, waiting=1)),
    ),
    "ideal": (
        suits(Criterion("size", "..90"), Criterion("region", "west", Decimal("0.9")), size=300, region="west"),
        suits(Criterion("size", "90.."), Criterion("region", "north"), size=300, region="west"),
        suits(Criterion("size", "90..")),
    ),
}  # fmt: skip


def look(name: str, facts: Facts) -> Finding:
    return check_named(name).look(facts)


def test_every_check_stands_in_the_table() -> None:
    assert len(CHECKS) == 25
    assert sorted(TABLE) == sorted(each.name for each in CHECKS)


@pytest.mark.parametrize("name", TABLE)
def test_a_record_triggers_it_and_another_does_not(name: str) -> None:
    found = [look(name, facts).says for facts in TABLE[name]]
    assert found == [Says.WARNS, Says.FINE, Says.UNKNOWN]


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.name)
def test_of_a_blank_account_no_check_says_that_it_is_fine(check: Check) -> None:
    assert check.look(BLANK).says is Says.UNKNOWN


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.name)
def test_it_has_a_reason_a_source_and_a_name_to_mute_it(check: Check) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
    assert check.title[0].isupper()
    assert check.reason.endswith(".")
    assert re.search(r"\bM\d", check.source)
    assert not check.when.endswith(".")


@pytest.mark.parametrize("name", TABLE)
def test_what_it_says_can_be_filled_in_and_typed(name: str) -> None:
    for facts in TABLE[name]:
        found = look(name, facts)
        assert named(found.seen) == found.figures.keys()
        assert found.command.startswith("vl ") or found.says is Says.FINE
        assert not found.do or found.do.endswith((".", "?"))


def test_checks_are_found_by_name_and_near_ones_are_named() -> None:
    assert check_named(" Tire kicker ").name == check_named("tire_kicker").name == "tire-kicker"
    with pytest.raises(Unknown, match="did you mean stalemate"):
        check_named("stalemat")


# What each check sees besides: (name, what it says, a record).
MORE: list[tuple[str, Says, Facts]] = [
    ("unqualify", Says.FINE, at(sales=(SOLD,))),
    ("unqualify", Says.WARNS, at(bring=Decimal(0))),
    ("unqualify", Says.FINE, at(bring=Decimal(1), talks=talks(1, hours=Decimal(2)))),
    ("unqualify", Says.WARNS, at(bring=Decimal(1), balance=Balance(Decimal(0), Decimal(10), 3))),
    ("fire", Says.WARNS, overdue(61)),
    ("fire", Says.UNKNOWN, overdue(60)),
    ("fire", Says.WARNS, replace(overdue(61), balance=Balance(Decimal(3), Decimal(10), 3))),
    ("fire", Says.UNKNOWN, at(sales=(replace(SOLD, price=None),), talks=talks(1, hours=Decimal(700)))),
    ("fire", Says.FINE, at(sales=(replace(SOLD, price=None),), offers=(offer(),), talks=talks(1, hours=Decimal(7)))),
    ("stalemate", Says.FINE, at(offers=(REFUSED, REFUSED, offer(3, Verdict.ACCEPTED)))),
    ("stalemate", Says.FINE, at(offers=(REFUSED, offer(2, Verdict.REJECTED, Reason.TRUST)))),
    ("stalemate", Says.UNKNOWN, at(offers=(offer(1, Verdict.REJECTED), offer(2, Verdict.REJECTED)))),
    ("stalemate", Says.UNKNOWN, at(offers=(offer(1, Verdict.SILENT),))),
    ("stalemate", Says.UNKNOWN, at()),
    ("tests", Says.WARNS, at(kept=Kept(late=1, open=1))),
    ("tests", Says.FINE, at(kept=Kept(responded=1))),
    ("end-to-end", Says.UNKNOWN, at(sales=(replace(SOLD, needs=()),))),
    ("acknowledged", Says.UNKNOWN, at(needs=(need(theirs=Answer.YES),))),
    ("acknowledged", Says.UNKNOWN, at(needs=(need(),), offers=(offer(1, Verdict.REJECTED, live=False),))),
    ("acknowledged", Says.FINE, at(needs=(need(agreed=True),), offers=(offer(1, Verdict.ACCEPTED, live=False),))),
    ("acknowledged", Says.FINE, at(needs=(need(raised=True),), offers=(offer(),))),
    ("acknowledged", Says.WARNS, at(offers=(offer(needs=()),))),
    ("support", Says.UNKNOWN, at(people=(USES,))),
    ("support", Says.UNKNOWN, at(people=(DECIDES, USES))),
    ("support", Says.UNKNOWN, at(people=(DECIDES, Somebody("clerk")), talks=talks(1, "plant manager"))),
    ("support", Says.FINE, at(people=(DECIDES, replace(USES, stance=Stance.SUPPORTS)))),
    ("support", Says.WARNS, at(people=(replace(DECIDES, stance=Stance.SUPPORTS), USES))),
    ("support", Says.WARNS, at(people=(DECIDES, AGAINST), talks=talks(1, "plant manager", "operator"))),
    ("one-contact", Says.WARNS, at(talks=talks(5, "operator"), people=(USES, DECIDES))),
    ("tire-kicker", Says.FINE, at(talks=talks(6), sales=(SOLD,))),
    ("tire-kicker", Says.FINE, at(offers=(offer(1, Verdict.ACCEPTED),))),
    ("view", Says.WARNS, at(needs=(need(chance="0.49", theirs=Answer.YES),))),
    ("view", Says.FINE, at(needs=(need(chance="0.49", theirs=Answer.NO),))),
    ("view", Says.WARNS, at(lines=(Reckoned(1, "stops", changed=True),))),
    ("view", Says.FINE, at(lines=AGREED)),
    ("incumbent", Says.WARNS, at(incumbents=(place(5000, 2, 40000, ("wear",)),))),
    ("incumbent", Says.WARNS, at(incumbents=(place(5000, 1, 30000),))),
    ("incumbent", Says.WARNS, at(incumbents=(place(5000, 1, 40000),), offers=(offer(),))),
    ("incumbent", Says.FINE, at(incumbents=(place(5000, 0, 50000),), offers=(offer(),))),
    ("incumbent", Says.WARNS, at(incumbents=(place(5000, 0, 50000), place()))),
    ("risk", Says.UNKNOWN, at()),
    ("risk", Says.FINE, at(offers=(REFUSED,), covered="guarantee 20k")),
    ("risk", Says.FINE, at(offers=(REFUSED, offer(2, Verdict.ACCEPTED)))),
    ("risk", Says.WARNS, at(offers=(REFUSED, offer(2)))),
    ("risk", Says.WARNS, at(offers=(replace(REFUSED, live=False),))),
    ("risk", Says.WARNS, at(offers=(offer(),), unsure="stops")),
    ("risk", Says.FINE, at(offers=(offer(1, Verdict.REJECTED, Reason.TIMING),))),
    ("control", Says.WARNS, at(talks=talks(5, inbound=True))),
    ("thanks", Says.FINE, at(referrals=(Named("Calder", ago(9)),))),
    ("gap", Says.UNKNOWN, at()),
    ("gap", Says.UNKNOWN, at(needs=(need(),))),
    ("language", Says.UNKNOWN, at(needs=(need(analogy=True),), industry="metal")),
    ("language", Says.FINE, at(needs=(need(),))),
    ("language", Says.FINE, at(needs=(need(analogy=True, theirs=Answer.NO),))),
    ("guide", Says.WARNS, at(currency="USD")),
    ("guide", Says.UNKNOWN, at(region="north", market=Market("EUR", "north", 1, 1))),
    ("guide", Says.FINE, at(currency="USD", people=(Somebody("consul", Influence.GUIDES),))),
    ("distraction", Says.FINE, at(talks=(Talk(ago(31), inbound=True),))),
    ("distraction", Says.WARNS, at(talks=(Talk(ago(3), inbound=True),), needs=(need(),), parted=ago(4))),
    ("distraction", Says.FINE, at(talks=(Talk(ago(3), inbound=True),), needs=(need(),), parted=ago(3))),
    ("distraction", Says.WARNS, at(talks=(Talk(ago(3), inbound=True),), needs=(need(served=True),))),
    ("category", Says.FINE, at(offers=(REFUSED, REFUSED), talks=talks(3))),
    ("category", Says.FINE, at(lines=AGREED)),
    ("category", Says.UNKNOWN, at(offers=(offer(),))),
    ("category", Says.UNKNOWN, at(exposure=Exposure.INTRODUCTION)),
    ("category", Says.FINE, at(exposure=Exposure.SEEN, talks=(Talk(ago(60)),))),
    ("category", Says.WARNS, at(referrals=(Named("Calder", ago(90)),), talks=(Talk(ago(61)),))),
    ("category", Says.UNKNOWN, at(exposure=Exposure.ADVERTISEMENT)),
    ("small", Says.UNKNOWN, at(size=49)),
    ("small", Says.FINE, at(size=49, kept=Kept(open=1))),
    ("small", Says.FINE, at(size=49, talks=talks(1, hours=Decimal(700)))),
    ("small", Says.FINE, at(size=49, talks=talks(1, hours=Decimal(100)), sales=(SOLD,))),
    ("small", Says.WARNS, at(size=49, talks=talks(1, hours=Decimal(200)), sales=(SOLD,))),
    ("small", Says.WARNS, at(size=49, talks=talks(1, hours=Decimal(200)), offers=(offer(),))),
    ("ideal", Says.UNKNOWN, suits(INTRODUCED)),
    ("ideal", Says.FINE, suits(INTRODUCED, Criterion("size", "9"), exposure=Exposure.INTRODUCTION)),
    ("ideal", Says.WARNS, suits(Criterion("owner", "sam"), Criterion("size", "9"), size=3)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "says", "facts"), MORE, ids=lambda each: each if isinstance(each, str) else "")
def test_what_else_it_sees(name: str, says: Says, facts: Facts) -> None:
    found = look(name, facts)
    assert found.says is says
    assert found.command.startswith("vl ") or says is Says.FINE


def test_the_figures_are_those_of_the_record() -> None:
    assert look("starts", at(steps=5, done=2)).figures == {"done": 2, "steps": 5}
    assert look("fire", TABLE["fire"][0]).figures["cost"] == BLANK.money(Decimal(42000))
    weighed = look("unqualify", at(needs=(need(chance="0.5", money=Decimal(10000)),)))
    assert weighed.figures["expected"] == BLANK.money(Decimal(1820))  # 0.5 × 10,000 × 40 % − 3 hours at 60
    assert look("ideal", TABLE["ideal"][1]).figures["share"] == Decimal("0.5")
    assert look("stalemate", TABLE["stalemate"][0]).figures == {"times": 2, "reason": "price"}
    assert look("fire", overdue(61)).figures["owed"] == BLANK.money(Decimal(5))


def test_a_command_leads_to_a_record_that_is_there() -> None:
    assert look("stalemate", at(offers=(offer(7),))).command == "vl respond 7 accepted|rejected|countered|silent"
    assert look("stalemate", at()).command == 'vl offer "Mega" PRODUCT --price 45k'
    assert look("acknowledged", at(needs=(need(3),))).command == 'vl log "Mega" "…" --call --learn 3=yes'
    assert look("acknowledged", at(offers=(offer(needs=()),))).command == 'vl offer "Mega" PRODUCT --price 45k'
    assert look("end-to-end", TABLE["end-to-end"][0]).command == 'vl delivery add "Mega" "…" --need 1'
    alone = look("one-contact", TABLE["one-contact"][0])
    assert alone.command == 'vl contact add "Mega" "…"'
    known = at(talks=talks(5, "operator"), people=(USES, DECIDES))
    assert look("one-contact", known).command.endswith('--with "plant manager"')


def test_a_name_that_acts_in_a_shell_is_quoted() -> None:
    assert "vl ideal" in look("ideal", replace(BLANK, account="$(rm)")).command
    assert "'$(rm)'" in look("starts", replace(BLANK, account="$(rm)")).command


def test_a_finding_that_says_too_little_is_none() -> None:
    with pytest.raises(ValueError, match="fine, but by what"):
        fine("all is well")
    with pytest.raises(ValueError, match="what is to be done"):
        warns("{calls} calls", "", "vl log", calls=1)
    with pytest.raises(ValueError, match="what is to be done"):
        unknown("{calls} calls", "Log them.", "", calls=0)
    with pytest.raises(ValueError, match="does not name"):
        fine("{calls} calls", talks=1)


@pytest.mark.parametrize(
    ("offers", "command"),
    [
        ((), "vl offer Mega PRODUCT --price 45k"),
        ((offer(2, Verdict.ACCEPTED), offer(3)), "vl deal win Mega"),
        ((offer(2, Verdict.REJECTED), offer(3)), "vl respond 3 accepted|rejected|countered|silent"),
        ((offer(2, Verdict.REJECTED),), "vl offer Mega PRODUCT --price 45k"),
        ((offer(2, Verdict.ACCEPTED, live=False),), "vl offer Mega PRODUCT --price 45k"),  # its deal is closed
    ],
)
def test_before_a_deal_is_won_the_command_is_the_one_that_works(offers: tuple[Offered, ...], command: str) -> None:
    facts = at(offers=offers)
    for name in ("fire", "end-to-end"):
        assert look(name, facts).command.replace(facts.name, "Mega") == command


def test_arrears_are_a_talk_while_goodwill_is_left_and_a_parting_after() -> None:
    late = overdue(93)
    assert (
        look("fire", replace(late, balance=Balance(Decimal(0), Decimal(10), 3))).command == 'vl log "Mega" "…" --call'
    )
    assert look("fire", late).command == 'vl account fire "Mega" --because "…"'
