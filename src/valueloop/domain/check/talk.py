"""Checks on how we talk with them: whether we hear them, whether it leads anywhere, and who holds control."""

from datetime import timedelta
from decimal import Decimal

from valueloop.domain.check.facts import Facts
from valueloop.domain.check.finding import Finding, fine, make_offer, unknown, warns
from valueloop.domain.check.parts import Sought
from valueloop.domain.loop.belief import GONE
from valueloop.domain.loop.evidence import Answer

MANY = 6  # so many touches with nothing accepted, and they may only be looking
TALKS = 5  # so many talks before they tell who holds control
STEPS = 4  # so many steps before they tell whether we finish what we start
RECENT = timedelta(days=30)  # a call of theirs no older than this is worth a look
HALF = Decimal("0.5")


def _log(facts: Facts, more: str) -> str:
    return f'vl log {facts.name} "…" --call{more}'


def hearing(facts: Facts) -> Finding:
    """Whether we ask more than we tell, in the talks where that was logged."""
    counted = [each for each in facts.talks if each.asked is not None or each.told is not None]
    if not counted:
        return unknown(
            "{talks:talk} logged, and no question or statement of ours counted",
            "Count them now and then: what you asked, and what you told.",
            _log(facts, " --asked 5 --told 2"),
            talks=len(facts.talks),
        )
    asked, told = sum(each.asked or 0 for each in counted), sum(each.told or 0 for each in counted)
    if told > asked:
        return warns(
            "{told:statement} of ours against {asked:question}, in {talks:talk}",
            "Ask before you tell: the next talk begins with their work.",
            f"vl brief {facts.name} questions",
            told=told,
            asked=asked,
            talks=len(counted),
        )
    return fine(
        "{asked:question} of ours, {told:statement}, in {talks:talk}", asked=asked, told=told, talks=len(counted)
    )


def control(facts: Facts) -> Finding:
    """Whether one side alone makes all the calls."""
    ours, theirs = len(facts.outbound), len(facts.talks) - len(facts.outbound)
    if len(facts.talks) < TALKS:
        return unknown(
            "{talks:talk} logged; {enough} are needed to tell who holds control",
            "Log every talk, theirs with --inbound.",
            _log(facts, " --inbound"),
            talks=len(facts.talks),
            enough=TALKS,
        )
    if ours and theirs:
        return fine("{ours:talk} began with us, {theirs:talk} with them", ours=ours, theirs=theirs)
    if ours:
        return warns(
            "all of {talks:talk} began with us",
            "Leave the next move to them: agree on a step that is theirs, with its day.",
            _log(facts, ' --next "they …" --due "in 2w"'),
            talks=ours,
        )
    return warns(
        "all of {talks:talk} began with them",
        "Take the next move: name a step of yours, with its day.",
        _log(facts, ' --next "…" --due "in 1w"'),
        talks=theirs,
    )


def tire_kicker(facts: Facts) -> Finding:
    """Whether they only look: many touches, nothing accepted."""
    if facts.agreed:
        return fine(
            "{agreed} accepted (lines, offers, deals), in {talks:talk}", agreed=facts.agreed, talks=len(facts.talks)
        )
    if len(facts.talks) < MANY:
        return unknown(
            "{talks:talk} and nothing accepted yet; from {enough} on that speaks",
            "Ask for something small that they can accept, and log what they say.",
            _log(facts, ' --next "…" --due fri'),
            talks=len(facts.talks),
            enough=MANY,
        )
    return warns(
        "{talks:talk}, and nothing accepted: no line, no offer",
        "Ask for a yes that costs them something: a figure to agree with, a day, a person to bring; else leave it.",
        _log(facts, ' --next "…" --due fri'),
        talks=len(facts.talks),
    )


def acknowledged(facts: Facts) -> Finding:
    """Whether we offer against needs that somebody there has acknowledged."""
    live = [each for each in facts.offers if each.live] or [each for each in facts.offers if each.taken]
    if not live:
        need = next((each for each in facts.needs if each.theirs is not Answer.YES), None)
        return unknown(
            "nothing is on offer; {needs:need} known",
            "Have them say it first, then offer.",
            _log(facts, f" --learn {need.number}=yes") if need else make_offer(facts),
            needs=len(facts.needs),
        )
    numbers = {number for each in live for number in each.needs}
    covered = [each for each in facts.needs if each.number in numbers]
    silent = [each for each in covered if not (each.theirs is Answer.YES or each.raised or each.agreed)]
    if silent or not covered:
        what = tuple(each.name for each in silent) or ("no need at all",)
        return warns(
            "{offers:offer} on what nobody there has acknowledged: {needs}",
            "Ask them about it before you press for an answer.",
            _log(facts, f" --learn {silent[0].number}=yes") if silent else make_offer(facts),
            offers=len(live),
            needs=what,
        )
    seen = "{offers:offer}, on {needs:need} that they acknowledged themselves"
    return fine(seen, offers=len(live), needs=len(covered))


def ourselves(facts: Facts) -> Finding:
    """Whether what we keep is about us alone."""
    if not facts.ours and not facts.theirs:
        return unknown(
            "nothing is noted yet: {ours} statements about us, {theirs} of theirs",
            "Note what they are after, apart from us.",
            f'vl entry add {facts.name} --for CONTACT --objective "…"',
            ours=0,
            theirs=0,
        )
    if not facts.theirs:
        return warns(
            "{ours:statement} about us (offers, lines, impacts), and nothing that they said",
            "Go and ask what they are after, apart from us.",
            f'vl entry add {facts.name} --for CONTACT --objective "…"',
            ours=facts.ours,
        )
    seen = "{theirs:statement} of theirs, {ours} about us (offers, lines, impacts)"
    return fine(seen, theirs=facts.theirs, ours=facts.ours)


def view(facts: Facts) -> Finding:
    """Whether they see it as we do: their word against our belief, and what they accepted against what stands there."""
    apart = [each for each in facts.needs if _apart(each)]
    moved = [each for each in facts.lines if each.changed]
    if apart:
        need = apart[0]
        return warns(
            "{said} from them to need {need}, {name}, whose chance we hold to be {chance:%}",
            "Their word stands until they change it: ask again, and somebody else there too.",
            _log(facts, f" --with CONTACT --learn {need.number}=yes"),
            said="no" if need.theirs is Answer.NO else "yes",
            need=need.number,
            name=need.name,
            chance=need.chance,
        )
    if moved:
        return warns(
            "{lines} accepted at one figure, and at another now",
            "Go through the figures with them again, and have them accept what stands there.",
            f"vl accept {facts.name} {moved[0].number} --by CONTACT",
            lines=tuple(f"line {each.number}, {each.name}," for each in moved),
        )
    told = sum(each.theirs is not None for each in facts.needs)
    accepted = sum(each.accepted for each in facts.lines)
    if not told and not accepted:
        return unknown(
            "{needs:need}, and they said yes or no to none; no line is accepted",
            "Log what they say to each.",
            _log(facts, f" --learn {facts.needs[0].number}=yes")
            if facts.needs
            else f'vl guess {facts.name} "…" --save 80k',
            needs=len(facts.needs),
        )
    return fine("their word on {told:need} and on {accepted:line} is ours too", told=told, accepted=accepted)


def _apart(need: Sought) -> bool:
    if need.theirs is Answer.NO:
        return need.chance >= HALF
    return need.theirs is Answer.YES and need.chance < HALF


def distraction(facts: Facts) -> Finding:
    """Whether somebody calls us whom we do not work on: a distraction that may be worth a look."""
    if not facts.talks:
        return unknown(
            "{talks:talk} logged",
            "Log it when they come to you.",
            _log(facts, " --inbound"),
            talks=0,
        )
    left = facts.parted
    inbound = [each.day for each in facts.talks if each.inbound and (left is None or each.day > left)]
    recent = [each for each in inbound if facts.today - each <= RECENT]
    live = [each for each in facts.needs if each.chance >= GONE and not each.served]
    if recent and left is not None:
        return warns(
            "they came to us on {last}, and we had left them on {left}",
            "Have a look before you let it pass: ask what they came for, and take them up again if it is worth it.",
            f"vl account reopen {facts.name}",
            last=max(recent),
            left=left,
        )
    if left is not None:
        return fine(
            "we left them on {left}, and since then they did not come to us in the last {days} days",
            left=left,
            days=RECENT.days,
        )
    if recent and not live:
        return warns(
            "they came to us on {last}, and no need of theirs is open",
            "Have a look before you let it pass: ask what they came for.",
            f'vl guess {facts.name} "…" --save 80k..140k',
            last=max(recent),
        )
    if recent:
        return fine(
            "they came to us on {last}, and {needs:need} of theirs is looked at", last=max(recent), needs=len(live)
        )
    return fine(
        "{talks:talk} logged, in the last {days} days none that they began",
        talks=len(facts.talks),
        days=RECENT.days,
    )


def starts(facts: Facts) -> Finding:
    """Whether what is started is finished: the steps that should be done by now."""
    if facts.steps < STEPS:
        return unknown(
            "{steps:step} due or done; {enough} are needed to tell",
            "Agree on a next step in each talk, and close it when it is done.",
            _log(facts, ' --next "…" --due fri'),
            steps=facts.steps,
            enough=STEPS,
        )
    if facts.done < HALF * facts.steps:
        return warns(
            "{done} of {steps:step} done",
            "Start nothing new: finish the oldest step first, or take it back.",
            "vl today",
            done=facts.done,
            steps=facts.steps,
        )
    return fine("{done} of {steps:step} done", done=facts.done, steps=facts.steps)
