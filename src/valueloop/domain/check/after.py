"""Checks on our side of it: our word, their goodwill, thanks, and whether what was sold is whole."""

from datetime import timedelta
from decimal import Decimal

from valueloop.domain.check.facts import Facts
from valueloop.domain.check.finding import Finding, fine, make_sale, unknown, warns

LOW = Decimal("0.25")  # of the balance that an account begins with: below that there is little to draw on
OVERDUE = timedelta(days=60)


def tests(facts: Facts) -> Finding:
    """The tests that they put us to: promises and defects, and how we met them."""
    kept = facts.kept
    passed, failed = kept.kept + kept.responded, kept.broken + kept.reacted + kept.late
    if not passed and not failed:
        asked = kept.open + kept.waiting
        return unknown(
            "no test of theirs is decided; promises and defects that are open: {asked}",
            "Note what you promise and until when, and whether it was kept; note what falls short too.",
            f'vl promise add {facts.name} "…" --due fri',
            asked=asked,
        )
    if failed >= passed:
        return warns(
            "{passed} passed (promises kept, defects mended as planned), {failed} failed (broken, late, or mended "
            "in haste)",
            "Promise less, and keep the next one: say until when, and be early.",
            "vl promise list",
            passed=passed,
            failed=failed,
        )
    return fine("{passed} passed, {failed} failed", passed=passed, failed=failed)


def goodwill(facts: Facts) -> Finding:
    """What is left of the balance of patience and goodwill."""
    balance = facts.balance
    if not balance.entries:
        return unknown(
            "nothing has moved the balance yet: {entries} entries",
            "Log the talks with them.",
            f'vl log {facts.name} "…" --call --with CONTACT',
            entries=0,
        )
    if balance.left < LOW * balance.start:
        return warns(
            "{left:units} of {start:units} left",
            "Put in before you draw: keep a promise, thank them, mend what is open.",
            f'vl log {facts.name} "…" --call --thanks',
            left=balance.left,
            start=balance.start,
        )
    return fine("{left:units} of {start:units} left", left=balance.left, start=balance.start)


def thanks(facts: Facts) -> Finding:
    """Whether they were thanked for the deal, and for those whom they named to us."""
    if not facts.referrals and not facts.sales:
        return unknown(
            "{referrals:account} named to us by them, and no deal won: nothing to thank for is noted",
            "When they name somebody, note it.",
            f'vl referral add {facts.name} "…"',
            referrals=0,
        )
    if facts.unthanked:
        return warns(
            "thanks owed for {owed}, the first since {since}",
            "Thank them, and tell them what came of it; ask for nothing then.",
            f'vl log {facts.name} "…" --call --thanks',
            owed=tuple(each.name for each in facts.unthanked),
            since=min(each.day for each in facts.unthanked),
        )
    seen = "no thanks owed: {referrals:account} named to us, {deals:deal} won"
    return fine(seen, referrals=len(facts.referrals), deals=len(facts.sales))


def end_to_end(facts: Facts) -> Finding:
    """Whether every need of a won deal is served by what is delivered."""
    sought = {number: name for sale in facts.sales for number, name in sale.needs}
    if not sought:
        return unknown(
            "{deals:deal} won with a need in it that can be followed to its end",
            "Close the offer that covers their needs, then the deal.",
            make_sale(facts),
            deals=0,
        )
    served = {number for sale in facts.sales for number in sale.delivered}
    open_ends = [name for number, name in sought.items() if number not in served]
    if open_ends:
        first = next(number for number in sought if number not in served)
        return warns(
            "of {needs:need} in what was sold, nothing delivers {open_ends}",
            "Say which part of the delivery serves it, or agree on one.",
            f'vl delivery add {facts.name} "…" --need {first}',
            needs=len(sought),
            open_ends=tuple(open_ends),
        )
    return fine("{needs:need} in what was sold, each with a delivery that serves it", needs=len(sought))


def fire(facts: Facts) -> Finding:
    """Whether a customer costs more than it brings, or has not paid for long."""
    if not facts.sales:
        return unknown(
            "{deals:deal} won there: nobody to part with yet",
            "Until they are a customer, the check unqualify speaks.",
            make_sale(facts),
            deals=0,
        )
    late = [each for each in facts.owed if facts.today - each.due > OVERDUE]
    price, hours = facts.price, facts.hours
    cost = None if hours is None else hours * facts.rates.hour
    part = f'vl account fire {facts.name} --because "…"'
    if cost is not None and price is not None and cost > price:
        return warns(
            "{cost} of our time went there, and {price} was the price",
            "Ask for a price that holds it, or part from them.",
            part,
            cost=facts.money(cost),
            price=facts.money(price),
        )
    if late:
        patience = facts.balance.left >= 0
        return warns(
            "{owed} more than {days} days overdue, and a balance of {left:units}",
            "Ask what keeps them from paying, before more is delivered."
            if patience
            else "Settle both in one talk, or part from them.",
            f'vl log {facts.name} "…" --call' if patience else part,
            owed=facts.money(sum((each.left for each in late), Decimal(0))),
            days=OVERDUE.days,
            left=facts.balance.left,
        )
    if cost is None or price is None:
        return unknown(
            "what they cost us is not known: {talks:talk}, without hours or without a price",
            "Log how long it took.",
            f'vl log {facts.name} "…" --call --hours 1',
            talks=len(facts.talks),
        )
    return fine("{cost} of our time, for a price of {price}", cost=facts.money(cost), price=facts.money(price))
