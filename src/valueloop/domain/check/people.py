"""Checks on who they are: what they buy on, who stands behind whom, who guides us, and whether they suit us."""

from collections import Counter
from decimal import Decimal

from valueloop.domain.account import Exposure
from valueloop.domain.check.facts import Facts
from valueloop.domain.check.finding import Finding, fine, make_offer, unknown, warns
from valueloop.domain.contact import Influence, Stance
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.names import quoted
from valueloop.domain.touch import Kind

HABIT = 2  # so many answers that speak of the price, and it is what they buy on
TALKS = 5  # so many talks before they tell whom we depend on
ONE = Decimal("0.7")  # of the talks: with so many, one person is all we have there
PLACES = 2  # accounts with a region, below which there is no telling which is home
QUIET = 60  # days without a touch of ours, after which somebody who comes by relation is neglected


def category(facts: Facts) -> Finding:
    """What they buy on (price, value, relation), and whether we treat them so."""
    priced = [each for each in facts.answered if each.reason is Reason.PRICE or each.verdict is Verdict.COUNTERED]
    lines, offers = sum(each.accepted for each in facts.lines), sum(each.taken for each in facts.offers)
    called = [each for each in facts.outbound if each.kind in (Kind.VISIT, Kind.MEETING)]
    if lines or offers:
        return fine("they buy on value: {lines:line} and {offers:offer} accepted", lines=lines, offers=offers)
    if len(priced) >= HABIT:
        if len(called) < HABIT:
            seen = "they buy on the price, and had {visits} visits and meetings of ours"
            return fine(seen, visits=len(called))
        return warns(
            "they buy on the price ({answers:answer} of theirs speak of it, nothing is accepted), and {visits} visits "
            "and meetings of ours went there",
            "Sell to them by offer and email, and spend the visits where value is agreed; or have a line of value "
            "accepted before you come again.",
            f'vl log {facts.name} "…" --email --with CONTACT',
            answers=len(priced),
            visits=len(called),
        )
    if facts.referrals or facts.exposure in (Exposure.INTRODUCTION, Exposure.SEEN):
        return _by_relation(facts)
    return unknown(
        "what they buy on (price, value, relation) is not known: {answers:answer} of theirs, nothing accepted",
        "Log why they say no, and what they accept.",
        _answer(facts),
        answers=len(facts.answered),
    )


def _by_relation(facts: Facts) -> Finding:
    last = max((each.day for each in facts.talks), default=None)
    if last is None:
        return unknown(
            "they came to us by relation, and {touches:touch} with them is logged",
            "Log the talks with them: whoever comes by relation is kept by it.",
            f'vl log {facts.name} "…" --call --with CONTACT',
            touches=0,
        )
    days = (facts.today - last).days
    if days > QUIET:
        return warns(
            "they came to us by relation, and the last talk is {days:day} ago ({last})",
            "Call, and not to sell.",
            f'vl log {facts.name} "…" --call --with CONTACT',
            days=days,
            last=last,
        )
    return fine("they buy by relation, and were talked with on {last}", last=last)


def _answer(facts: Facts) -> str:
    """What logs an answer to an offer: where none is made, the offer first."""
    waiting = [each for each in facts.offers if each not in facts.answered]
    answers = "accepted|rejected|countered|silent"
    return f"vl respond {waiting[-1].number} {answers}" if waiting else make_offer(facts)


def support(facts: Facts) -> Finding:
    """Whether anybody stands behind who decides: nobody decides alone."""
    deciders = [each for each in facts.people if each.influence is Influence.DECIDES]
    others = [each for each in facts.people if each.influence not in (None, Influence.DECIDES)]
    if not deciders:
        return unknown(
            "who decides is not recorded: {people:person} known there",
            "Say what part each person plays in buying.",
            f"vl contact edit {facts.name} CONTACT --influence decides",
            people=len(facts.people),
        )
    if not others:
        return unknown(
            "decides: {deciders:the}; who advises, uses or checks is not recorded",
            "Ask whom they will ask before they say yes, and add those people.",
            f'vl contact add {facts.name} "…" --influence uses',
            deciders=tuple(each.name for each in deciders),
        )
    met = {name for talk in facts.talks for name in talk.people}
    behind = [
        each
        for each in others
        if each.stance is Stance.SUPPORTS or (each.name in met and each.stance is not Stance.OPPOSES)
    ]
    if behind:
        return fine("behind who decides: {behind:the}", behind=tuple(each.name for each in behind))
    courted = [each.name for each in deciders if each.name in met or each.stance is Stance.SUPPORTS]
    if courted:
        return warns(
            "decides and talks with us: {deciders:the}; of {others:person} who may advise, use or check, none supports "
            "us and none was talked with",
            "Talk with those who will be asked before who decides says yes.",
            f'vl log {facts.name} "…" --call --with {quoted(others[0].name)}',
            deciders=tuple(courted),
            others=len(others),
        )
    return unknown(
        "{people:person} known there, and no talk with any of them",
        "Log whom you talk with, and where they stand.",
        f'vl log {facts.name} "…" --call --with {quoted(others[0].name)}',
        people=len(facts.people),
    )


def one_contact(facts: Facts) -> Finding:
    """Whether all that we know of them goes by one person."""
    talks = [each for each in facts.talks if each.people]
    counted = Counter(name for each in talks for name in each.people)
    if len(talks) < TALKS:
        return unknown(
            "{talks:talk} with somebody named; {enough} are needed to tell whom we depend on",
            "Log who took part.",
            f'vl log {facts.name} "…" --call --with CONTACT',
            talks=len(talks),
            enough=TALKS,
        )
    most, times = counted.most_common(1)[0]
    if Decimal(times) >= ONE * len(talks):
        other = next((each.name for each in facts.people if each.name != most), None)
        known = (
            f'vl log {facts.name} "…" --call --with {quoted(other)}' if other else f'vl contact add {facts.name} "…"'
        )
        return warns(
            "{times} of {talks:talk} were with {person:the}",
            "Get to know a second person: who leaves takes the account along.",
            known,
            times=times,
            talks=len(talks),
            person=most,
        )
    return fine("{talks:talk} with {people:person}", talks=len(talks), people=len(counted))


def guide(facts: Facts) -> Finding:
    """Whether somebody local guides us at a far or foreign account."""
    home = facts.market
    foreign = bool(facts.currency and home.currency and facts.currency != home.currency)
    if not foreign and not facts.region:
        return unknown(
            "they reckon in our currency; where they are is not recorded",
            "Say where they are.",
            f"vl account edit {facts.name} --region north",
        )
    far = bool(facts.region and home.region and facts.region != home.region)
    guides = facts.person(Influence.GUIDES)
    if guides:
        return fine("our guide there: {guides:the}", guides=guides)
    if not far and not foreign and home.known < PLACES:
        return unknown(
            "they are in {region}; no other account has a region, so where we are at home is not known",
            "Say where your other accounts are.",
            "vl account edit ACCOUNT --region north",
            region=facts.region,
        )
    if not far and not foreign:
        seen = "{region}, as {there} of the {known:account} whose region is known"
        return fine(seen, region=facts.region, there=home.there, known=home.known)
    why = "they are in {region}, we are at home in {home}" if far else "they reckon in {region}, we in {home}"
    return warns(
        f"{why}, and nobody there guides us",
        "Find somebody local who explains them to us, and note the part they play.",
        f'vl contact add {facts.name} "…" --influence guides',
        region=facts.region if far else facts.currency,
        home=home.region if far else home.currency,
    )
