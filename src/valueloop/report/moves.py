"""The next move in words."""

from valueloop.domain.money import write_number
from valueloop.domain.names import quoted
from valueloop.domain.plan.advice import Advice, MoveKind
from valueloop.domain.promise import Stage
from valueloop.report.figures import day, money, numbered


def the(person: str) -> str:
    """A person in a sentence: a role takes its article, a name does not.

    >>> the("production manager"), the("Ms Adeyemi")
    ('the production manager', 'Ms Adeyemi')
    """
    return f"the {person}" if person[:1].islower() and not person.startswith("the ") else person


def move(advice: Advice) -> str:
    """What to do next, as one sentence without its full stop."""
    whom = the(advice.person) if advice.person else "somebody who knows"
    match advice.kind:
        case MoveKind.STEP:
            when = f" (due {day(advice.due)})" if advice.due else ""
            return f"step {advice.number}, {advice.about}{when}"
        case MoveKind.ANSWER:
            return f"get an answer to offer {advice.number}, {advice.about}"
        case MoveKind.CLOSE:
            return f"close the deal: offer {advice.number}, {advice.about}, is accepted"
        case MoveKind.ASK:
            return f"ask {whom} about need {advice.number}, {advice.about}"
        case MoveKind.AGREE:
            return f"have {whom} agree with line {advice.number}, {advice.about}"
        case MoveKind.OFFER:
            what = f"offer {advice.product}" if advice.product else "make an offer"
            price = f" at {money(advice.price)}" if advice.price is not None else ""
            return f"{what}{price} on {numbered('need', advice.needs)}"
        case _:
            return _at_rest(advice)


def _at_rest(advice: Advice) -> str:
    """What we owe them, and what is to be done where nothing is to be sold."""
    match advice.kind:
        case MoveKind.PARTED:
            return f"nothing, since it is {advice.about} (vl account reopen takes it up again)"
        case MoveKind.MEND:
            does = {Stage.ACKNOWLEDGED: "acknowledge", Stage.PLANNED: "plan the mending of"}
            when = f" (due {day(advice.due)})" if advice.due else ""
            return f"{does.get(advice.stage or Stage.MENDED, 'mend')} defect {advice.number}, {advice.about}{when}"
        case MoveKind.KEEP:
            return f"keep promise {advice.number}, {advice.about} (due {day(advice.due)})"
        case MoveKind.REPAIR:
            return "stop selling and repair: no patience is left"
        case MoveKind.STOP if advice.about:
            return "nothing to sell for now: look after what they have"
        case MoveKind.STOP:
            return "unqualify: no move is expected to bring what it costs"
        case MoveKind.EXPLORE if advice.about:
            return "look after what they bought (vl queue), and find out what else they are after"
        case _:
            return "find out what somebody there is after, and guess a need"


def command(advice: Advice, account: str) -> str | None:
    """The command that records the move, ready to be completed and typed."""
    name = quoted(account)
    match advice.kind:
        case MoveKind.STEP:
            return f"vl done {advice.number}"
        case MoveKind.ANSWER:
            return f"vl respond {advice.number} accepted|rejected|countered|silent"
        case MoveKind.CLOSE:
            return f"vl deal win {name}"
        case MoveKind.ASK:
            whom = f" --with {quoted(advice.person)}" if advice.person else ""
            return f'vl log {name} "…" --call{whom} --learn {advice.number}=yes'
        case MoveKind.AGREE:
            return f"vl accept {name} {advice.number} --by {quoted(advice.person or '…')}"
        case MoveKind.OFFER:
            needs = " ".join(f"--need {each}" for each in advice.needs)
            price = write_number(advice.price.amount) if advice.price else "45k"
            return f"vl offer {name} {quoted(advice.product or 'PRODUCT')} {needs} --price {price}"
        case MoveKind.EXPLORE:
            return f'vl guess {name} "…" --save 80k..140k'
        case MoveKind.PARTED:
            return f"vl account reopen {name}"
        case MoveKind.STOP if not advice.about:
            return f'vl account unqualify {name} --because "…"'
        case _:
            return _owed(advice)


def _owed(advice: Advice) -> str | None:
    """The command that records what we owed them, done."""
    match advice.kind:
        case MoveKind.MEND:
            rest = {Stage.ACKNOWLEDGED: ("acknowledge", ""), Stage.PLANNED: ("plan", ' "…" --due fri')}
            verb, more = rest.get(advice.stage or Stage.MENDED, ("mend", ' "…"'))
            return f"vl defect {verb} {advice.number}{more}"
        case MoveKind.KEEP:
            return f"vl promise keep {advice.number}"
        case _:
            return None
