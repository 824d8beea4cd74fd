"""Checks on a real store: each is triggered by everyday acts alone, and muted, and counted over all accounts."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, at_mega, dump, facts, newcomer
from demo_store import TODAY
from valueloop.domain.check.finding import Says
from valueloop.domain.check.registry import CHECKS
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.check import CheckFound, CheckPage
from valueloop.domain.page.promise import DefectTyped, PromiseTyped
from valueloop.domain.page.touch import TouchTyped
from valueloop.domain.promise import Stage, Word
from valueloop.domain.touch import Kind
from valueloop.domain.value.alternative import Kind as AlternativeKind
from valueloop.errors import Conflict, Invalid, Refused, Unknown
from valueloop.store.session import Store
from valueloop.usecases import (
    account,
    check,
    contact,
    defect,
    delivery,
    ideal,
    invoice,
    parting,
    promise,
    referral,
    touch,
)
from valueloop.usecases.invoice import InvoiceTyped

Story = Callable[[Seller], object]
AGO = DAY - timedelta(days=90)


def edit(seller: Seller, **typed: str) -> None:
    account.edit_account(seller.store, seller.occasion(), seller.at, typed)


def person(seller: Seller, who: str, **typed: str) -> None:
    contact.edit_contact(seller.store, seller.occasion(), seller.at, who, typed)


def said(seller: Seller, **typed: object) -> None:
    touch.log(seller.store, seller.occasion(), seller.at, TouchTyped(Kind.CALL, "they talked", DAY, None, **typed))  # type: ignore[arg-type]


def promised(seller: Seller, *ends: Word | None) -> None:
    for number, end in enumerate(ends, 1):
        promise.add_promise(seller.store, seller.occasion(), seller.at, PromiseTyped(f"thing {number}"))
        if end is not None:
            promise.end_promise(seller.store, seller.occasion(), number, end, "so it was")


def refused_twice(seller: Seller) -> None:
    seller.guess("fewer stops", "80k")
    for number in (1, 2):
        seller.offer("1")
        seller.respond(number, Verdict.REJECTED, because=Reason.PRICE)


def won(seller: Seller, price: str = "40k") -> None:
    seller.guess("fewer stops", "80k")
    seller.offer("1", terms="pilot")
    seller.respond(len(asked(seller.store.path, "SELECT 1 FROM offer")), Verdict.ACCEPTED)
    seller.win(price)


def supported(seller: Seller) -> None:
    person(seller, "plant", influence="decides")
    person(seller, "production", influence="uses")
    seller.log("a call", "plant")


def elsewhere(seller: Seller) -> None:
    seller.account("Giga", industry="food")
    won(seller.elsewhere("giga"))
    edit(seller, industry="metal")
    seller.guess("less waste", channel=Channel.ANALOGY)


def far(seller: Seller) -> None:
    for each in ("Giga", "Tera"):
        seller.account(each, region="North")
    edit(seller, region="west")


def does_not_suit(seller: Seller) -> None:
    ideal.set_criteria(seller.store, seller.occasion(), {"size": "200..600"})
    edit(seller, size="20")


def many(times: int, *people: str, **more: object) -> Story:
    def story(seller: Seller) -> None:
        for _ in range(times):
            seller.log("they talked", *people, **more)  # type: ignore[arg-type]

    return story


def both(*stories: Story) -> Story:
    def story(seller: Seller) -> None:
        for each in stories:
            each(seller)

    return story


def guessed(seller: Seller) -> None:
    seller.guess("fewer stops", "80k")


# What triggers each check, by acts that every salesperson types.
TRIGGERS: dict[str, Story] = {
    "unqualify": lambda seller: seller.guess("fewer stops", "1k", chance="5%"),
    "fire": both(lambda seller: won(seller, "1k"), lambda seller: seller.log(hours=Decimal(24))),
    "goodwill": many(8, kind=Kind.VISIT),
    "stalemate": refused_twice,
    "tests": lambda seller: promised(seller, Word.BROKEN),
    "end-to-end": won,
    "acknowledged": both(guessed, lambda seller: seller.offer("1")),
    "support": supported,
    "one-contact": many(5, "production"),
    "tire-kicker": many(6, inbound=True),
    "view": both(lambda seller: seller.guess("fewer stops", chance="95%"), lambda seller: seller.learn("1", Answer.NO)),
    "incumbent": lambda seller: seller.alternative("old line", "30k", AlternativeKind.INCUMBENT),
    "risk": refused_twice,
    "ourselves": both(guessed, lambda seller: seller.offer("1")),
    "control": many(5),
    "thanks": lambda seller: referral.add_referral(seller.store, seller.occasion(), "mega", "Calder"),
    "starts": many(4, next_step="send it"),
    "hearing": lambda seller: said(seller, asked=1, told=3),
    "gap": both(guessed, lambda seller: seller.learn(channel=Channel.VISIT)),
    "language": elsewhere,
    "guide": far,
    "distraction": many(1, inbound=True),
    "category": both(refused_twice, many(2, kind=Kind.VISIT)),
    "small": both(lambda seller: edit(seller, size="20"), lambda seller: promised(seller, Word.KEPT, None, None)),
    "ideal": does_not_suit,
}


def kept_many(seller: Seller) -> None:
    promised(seller, Word.KEPT, Word.KEPT)


def kept_two(seller: Seller) -> None:
    for number in (2, 3):
        promise.add_promise(seller.store, seller.occasion(), seller.at, PromiseTyped(f"more {number}"))
        promise.end_promise(seller.store, seller.occasion(), number, Word.KEPT)


# What makes each of them fine, typed after what triggered it where that can be.
MENDS: dict[str, Story] = {
    "unqualify": lambda seller: seller.guess("less waste", "90k", chance="80%"),
    "fire": lambda seller: (seller.offer("1"), seller.respond(2, Verdict.ACCEPTED), seller.win("90k")),
    "goodwill": kept_many,
    "stalemate": both(lambda seller: seller.offer("1"), lambda seller: seller.respond(3, Verdict.ACCEPTED)),
    "tests": kept_two,
    "end-to-end": lambda seller: delivery.add(seller.store, seller.occasion(), "mega", "all", ("1",)),
    "acknowledged": lambda seller: seller.learn(),
    "support": lambda seller: seller.log("a call", "production"),
    "one-contact": many(3, "plant"),
    "tire-kicker": won,
    "view": lambda seller: seller.learn("1", Answer.YES),
    "incumbent": lambda seller: seller.differ("old line", wear="20k"),
    "risk": lambda seller: seller.offer("1", terms="pilot"),
    "ourselves": lambda seller: seller.learn(),
    "control": many(1, inbound=True),
    "thanks": lambda seller: said(seller, thanks=True),
    "starts": lambda seller: [seller.done(each) for each in (1, 2)],
    "hearing": lambda seller: said(seller, asked=5, told=0),
    "gap": lambda seller: account.edit_product(seller.store, seller.occasion(), "kit", {"meets": "stops"}),
    "language": lambda seller: seller.learn(),
    "guide": lambda seller: person(seller, "plant", influence="guides"),
    "distraction": guessed,
    "category": lambda seller: (seller.line("stops", "9k"), seller.accept("stops")),
    "small": lambda seller: edit(seller, size="200"),
    "ideal": lambda seller: edit(seller, size="200"),
}


def figures(seller: Seller, name: str, at: str = "mega") -> dict[str, object]:
    return {each.name: each.value for each in found(seller, name, at).figures}


def page(seller: Seller, at: str = "mega") -> CheckPage:
    return check.check(seller.store, at, seller.today)


def found(seller: Seller, name: str, at: str = "mega") -> CheckFound:
    return next(each for each in page(seller, at).found if each.check.name == name)


def test_every_check_has_a_story() -> None:
    names = sorted(each.name for each in CHECKS)
    assert len(names) == 25
    assert sorted(TRIGGERS) == sorted(MENDS) == names


@pytest.mark.parametrize("name", TRIGGERS)
def test_everyday_acts_trigger_it_and_mend_it(name: str, tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert found(seller, name).says is Says.UNKNOWN
    TRIGGERS[name](seller)
    assert found(seller, name).says is Says.WARNS
    MENDS[name](seller)
    assert found(seller, name).says is Says.FINE


# What only a store can show: where the figures come from.


def test_a_need_that_was_heard_in_a_call_is_acknowledged(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "80k", channel=Channel.CALL)
    seller.offer("1")
    assert found(seller, "acknowledged").says is Says.FINE
    assert found(seller, "view").says is Says.UNKNOWN  # they have not said yes or no to it


def test_a_deduction_of_ours_is_not_their_word(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.learn(channel=Channel.LOGIC)
    seller.offer("1")
    assert found(seller, "acknowledged").says is Says.WARNS
    assert found(seller, "ourselves").says is Says.WARNS


def test_an_unsure_answer_leaves_their_word_as_it_was(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.learn("1", Answer.YES, by="plant")
    seller.learn("1", Answer.UNSURE, by="production")
    assert figures(seller, "view")["told"] == 1


def test_a_line_that_changed_since_it_was_accepted_is_seen_otherwise(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("fewer stops", "stops * 2k")
    seller.inputs(stops="10", by="production")
    seller.accept("stops")
    assert found(seller, "view").says is Says.FINE
    seller.inputs(stops="20", by="production")
    assert figures(seller, "view") == {"lines": ("line 1, fewer stops,",)}


def test_the_figure_that_nobody_said_and_moves_most_is_the_risk(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("fewer stops", "stops * cost_per_stop")
    seller.inputs(stops="10", by="production")
    seller.inputs(cost_per_stop="1k/2k/9k")
    seller.offer(price="9k")
    assert figures(seller, "risk")["unsure"] == "cost per stop"
    seller.inputs(cost_per_stop="1k/2k/9k", by="plant")
    assert found(seller, "risk").says is Says.UNKNOWN
    seller.keys(guarantee="5k")
    assert figures(seller, "risk")["terms"] == "guarantee 5k"


def test_a_price_by_outcome_carries_the_risk(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refused_twice)
    seller.keys(rule="outcome")
    assert figures(seller, "risk")["terms"] == "price by outcome"


def test_what_we_are_worth_against_the_line_in_place(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.alternative("old line", "30k", AlternativeKind.INCUMBENT, "5k", wear="20k")
    assert figures(seller, "incumbent")["worth"] == Money(Decimal(45000), "EUR")
    guessed(seller)
    seller.offer("1", price="46k")
    assert found(seller, "incumbent").says is Says.WARNS
    seller.alternative("their own hands", "1k", AlternativeKind.THEMSELVES)
    assert figures(seller, "incumbent")["name"] == "old line"


def test_an_overdue_invoice_and_no_goodwill_are_a_time_to_part(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    won(seller)
    many(11, kind=Kind.VISIT)(seller)
    for amount, text in (("10k", "half"), ("9k", "rest"), ("5k", "a slip")):
        typed = InvoiceTyped(amount=amount, text=text, due=AGO)
        invoice.add(seller.store, seller.on(AGO).occasion(), "mega", typed)
    invoice.pay(seller.store, seller.occasion(), 2, "9k")
    invoice.cancel(seller.store, seller.occasion(), 3, "a slip")
    assert figures(seller, "fire")["owed"] == Money(Decimal(10000), "EUR")
    early = found(seller.on(AGO + timedelta(days=60)), "fire")
    assert early.says is Says.UNKNOWN  # 60 days late is not more than 60


def test_defects_are_tests_too(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    defect.add_defect(seller.store, seller.occasion(), "mega", DefectTyped("it stops"))
    assert figures(seller, "tests") == {"asked": 1}
    defect.meet_defect(seller.store, seller.occasion(), 1, Stage.MENDED, "a new seal")
    assert figures(seller, "tests") == {"passed": 0, "failed": 1}


def test_an_open_promise_past_its_day_is_a_failed_test(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    promise.add_promise(seller.store, seller.occasion(), "mega", PromiseTyped("a sheet", due=DAY))
    assert found(seller, "tests").says is Says.UNKNOWN
    assert found(seller.on(DAY + timedelta(days=1)), "tests").says is Says.WARNS


def test_an_offer_that_waits_is_not_unqualified(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "80k", chance="60%")
    seller.offer("1")
    assert figures(seller, "unqualify")["expected"] == Money(Decimal("19020.0"), "EUR")  # 60 % × 80k × 40 % − 180


def test_home_is_where_most_accounts_are_however_it_is_spelled(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, far)
    assert figures(seller, "guide") == {"region": "west", "home": "North"}
    edit(seller, region="NORTH ")
    assert figures(seller, "guide") == {"region": "NORTH", "there": 3, "known": 3}


def test_of_another_currency_they_are_foreign(tmp_path: Path) -> None:
    seller = newcomer(tmp_path)
    seller.account("Mega", currency="USD")
    assert figures(seller, "guide") == {"region": "USD", "home": "EUR"}


def test_a_win_at_another_of_their_industry_speaks_their_language(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, elsewhere)
    edit(seller, industry="Food")
    assert figures(seller, "language") == {"carried": 1, "wins": 1}


def test_a_personal_need_is_none_of_the_business(tmp_path: Path) -> None:
    from valueloop.domain.loop.need import Direction

    seller = at_mega(tmp_path)
    seller.guess("a calm Friday", direction=Direction.PERSONAL)
    assert figures(seller, "gap") == {"needs": 0}


def test_looking_writes_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refused_twice)
    before = dump(seller.store.path)
    page(seller)
    check.check_all(seller.store, DAY)
    ideal.ideal(seller.store)
    check.names()
    assert dump(seller.store.path) == before


# Muting.


def test_a_muted_check_says_why_and_is_heard_again(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refused_twice)
    done = check.mute(seller.store, seller.occasion(), "meg", "Stalemate", " the budget comes in July ")
    assert facts(done.account, done.what.muted, done.what.reason) == ("Mega", True, "the budget comes in July")
    assert facts(found(seller, "stalemate").muted, found(seller, "stalemate").says) == (
        "the budget comes in July",
        Says.WARNS,
    )
    assert found(seller, "risk").muted is None
    other = check.mute(seller.store, seller.occasion(), "mega", "risk", "a matter of course")
    assert other.what.still == ("stalemate",)
    back = check.unmute(seller.store, seller.occasion(), "mega", "stalemate")
    assert facts(back.what.muted, back.what.reason, back.what.still) == (False, "the budget comes in July", ("risk",))
    assert found(seller, "stalemate").muted is None
    seller.undo()
    assert found(seller, "stalemate").muted is not None


def test_what_cannot_be_muted_is_refused(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Unknown, match="did you mean stalemate"):
        check.mute(seller.store, seller.occasion(), "mega", "stalemat", "so")
    with pytest.raises(Invalid, match="says nothing"):
        check.mute(seller.store, seller.occasion(), "mega", "risk", " ")
    with pytest.raises(Refused, match=r"is not muted at Mega$"):
        check.unmute(seller.store, seller.occasion(), "mega", "risk")
    check.mute(seller.store, seller.occasion(), "mega", "risk", "so it is")
    with pytest.raises(Conflict, match="muted at Mega already: so it is"):
        check.mute(seller.store, seller.occasion(), "mega", "risk", "again")
    with pytest.raises(Refused, match="is not muted at Mega; muted there: risk"):
        check.unmute(seller.store, seller.occasion(), "mega", "goodwill")
    with pytest.raises(Unknown, match="no account"):
        check.check(seller.store, "giga", DAY)


# Over all accounts.


def test_over_all_the_most_warnings_come_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, refused_twice)
    for each in ("Giga", "Tera", "Zeta", "Omega"):
        seller.account(each)
    seller.elsewhere("tera").log(inbound=True)
    seller.elsewhere("giga").log(inbound=True)
    parting.unqualify(seller.store, seller.occasion(), "zeta", "too far")
    check.mute(seller.store, seller.occasion(), "giga", "distraction", "a wrong number")
    over = check.check_all(seller.store, DAY)
    assert [each.account for each in over.accounts] == ["Mega", "Tera", "Giga"]
    assert facts(over.live, over.left, over.blank) == (3, 0, 1)  # Zeta was left, of Omega nothing is known
    assert facts(over.accounts[2].warns, over.accounts[2].muted) == (0, 1)
    assert facts(over.accounts[0].worst, over.accounts[1].worst, over.accounts[2].worst) == (
        "stalemate",
        "distraction",
        None,
    )
    count = next(each for each in over.checks if each.check.name == "distraction")
    assert facts(count.warns, count.fine, count.unknown, count.muted) == (1, 0, 1, 1)
    few = check.check_all(seller.store, DAY, 1)
    assert facts(len(few.accounts), few.left, few.checks) == (1, 2, over.checks)


def test_the_counts_over_all_are_those_of_the_pages(demo_store: Path) -> None:
    store = Store(demo_store)
    over = check.check_all(store, TODAY)
    assert over.live >= 5
    for each in over.accounts:
        says = [one.says for one in check.check(store, each.account, TODAY).found if one.muted is None]
        assert facts(each.warns, each.unknown) == (says.count(Says.WARNS), says.count(Says.UNKNOWN))
    assert sum(each.warns for each in over.checks) == sum(each.warns for each in over.accounts)


def test_an_empty_store_has_nothing_to_check(tmp_path: Path) -> None:
    over = check.check_all(newcomer(tmp_path).store, DAY)
    assert facts(over.accounts, over.live, over.blank, {each.warns for each in over.checks}) == ((), 0, 0, {0})


# What suits us.


def test_what_suits_us_is_set_kept_and_taken_away(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Giga", size="300", industry="food")
    store, occasion = seller.store, seller.occasion()
    made = ideal.set_criteria(store, occasion, {"Size": "200..600", "industry": "food, steel"}, "2")
    assert facts(made.set, made.page.suit, made.page.others, made.page.unknown) == (("size", "industry"), 1, 0, 1)
    made = ideal.set_criteria(store, occasion, {"size": "400.."})
    heavy = next(each for each in made.page.criteria if each.trait == "size")
    assert facts(heavy.wanted, heavy.weight, heavy.met, heavy.missed, heavy.unknown) == ("400..", Decimal(2), 0, 1, 1)
    made = ideal.set_criteria(store, occasion, {"region": "north"})
    assert [each.trait for each in made.page.criteria] == ["industry", "size", "region"]
    assert figures(seller, "ideal", "giga")["share"] == Decimal("0.5")
    gone = ideal.set_criteria(store, occasion, {"size": "", "region": " "})
    assert facts(gone.gone, [each.trait for each in gone.page.criteria]) == (("size", "region"), ["industry"])
    seller.undo()
    assert len(ideal.ideal(store).criteria) == 3


def test_what_cannot_suit_us_is_refused(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    with pytest.raises(Unknown, match="no trait 'colour'"):
        ideal.set_criteria(seller.store, seller.occasion(), {"colour": "blue"})
    with pytest.raises(Unknown, match="no trait that is set 'size'"):
        ideal.set_criteria(seller.store, seller.occasion(), {"size": ""})
    with pytest.raises(Invalid, match="nothing to weigh"):
        ideal.set_criteria(seller.store, seller.occasion(), {"size": ""}, "2")
    with pytest.raises(Invalid, match="no number of people"):
        ideal.set_criteria(seller.store, seller.occasion(), {"size": "big"})
    assert ideal.ideal(seller.store).criteria == ()


# Over many accounts.


def test_over_many_accounts_what_was_worth_our_time_is_not_weighed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed = []
    monkeypatch.setattr("valueloop.usecases.facts.outlook", lambda dossier: weighed.append(dossier.account.name))
    seller = at_mega(tmp_path, guessed)
    account.edit_product(seller.store, seller.occasion(), "kit", {"meets": "stops"})
    seller.learn()  # now something can be weighed there
    check.check_all(seller.store, seller.today)
    assert weighed == []
    page(seller)
    assert weighed == ["Mega"]
    seller.account("Giga")
    seller.elsewhere("giga").guess("less waste", "1k")
    check.check_all(seller.store, seller.today)
    assert weighed == ["Mega", "Giga"]  # no act there said yet that they are worth it
    seller.account("Tera")
    won(seller.elsewhere("tera"))
    page(seller, "tera")
    assert weighed == ["Mega", "Giga"]  # no check asks it of a customer


def test_the_list_says_what_the_pages_say(demo_store: Path) -> None:
    store = Store(demo_store)
    over = check.check_all(store, TODAY)
    assert len(over.accounts) == 7
    for each in over.accounts:
        told = [one.says for one in check.check(store, each.account, TODAY).found if one.muted is None]
        assert (each.warns, each.unknown) == (told.count(Says.WARNS), told.count(Says.UNKNOWN)), each.account


def test_an_industry_is_one_however_it_is_spelled(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for name, industry in (("Giga", "Food and drink"), ("Tera", "food and DRINK"), ("Peta", "")):
        seller.account(name, industry=industry)
        won(seller.elsewhere(name.lower()))
    edit(seller, industry="metal")
    seller.guess("less waste", channel=Channel.ANALOGY)
    assert figures(seller, "language")["elsewhere"] == ("Food and drink",)
    edit(seller, industry="FOOD and drink")
    assert figures(seller, "language")["wins"] == 2


def test_who_came_before_we_left_is_no_distraction(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    both(guessed, many(1, inbound=True))(seller)
    parting.unqualify(seller.store, seller.occasion(), "mega", "no money")
    assert found(seller, "distraction").says is Says.FINE
    later = seller.on(DAY + timedelta(days=2))
    later.log("they ask for us", inbound=True)
    left = found(later, "distraction")
    assert (left.says, left.command) == (Says.WARNS, 'vl account reopen "Mega"')


def test_a_company_that_was_named_and_then_added_is_named_once(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    won(seller)
    referral.add_referral(seller.store, seller.occasion(), "mega", "Osprey", "plant")
    seller.account("Osprey", introduced_by="mega")
    said(seller, people=("plant",), thanks=True)
    assert figures(seller, "thanks") == {"referrals": 1, "deals": 1}
