"""What may be edited of each kind of record: its fields, and how each is read."""

from valueloop.domain import formula
from valueloop.domain.dates import Toward
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.names import a_name, a_text
from valueloop.domain.probability import read_chance, read_fraction
from valueloop.domain.touch import Kind as TouchKind
from valueloop.domain.touch import Outcome, read_hours
from valueloop.domain.unit import read_unit
from valueloop.domain.value.alternative import Kind as AlternativeKind
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import Better, Rung, a_unit
from valueloop.domain.value_map import Kind as EntryKind
from valueloop.usecases import reading as read
from valueloop.usecases.loop import a_weight
from valueloop.usecases.reading import Reader
from valueloop.usecases.value import a_year, read_delay, read_flows, read_ramp

_SOURCE: dict[str, Reader] = {"touch": read.touch}
_TEXT = read.plain("text", lambda text: a_text("text", text))
_NOTE = read.plain("note", str.strip)


# What may be edited: per kind of record, its fields as the commands that make it call them.
FIELDS: dict[str, dict[str, Reader]] = {
    "touch": {
        "text": _TEXT,
        "kind": read.word("kind", TouchKind),
        "when": read.moment,
        "outcome": read.word("outcome", Outcome, optional=True),
        "inbound": read.yes("inbound"),
        "hours": read.plain("hours", lambda text: read_hours(text) if text else None),
        "thanks": read.yes("thanks"),
        "asked": read.whole("asked"),
        "told": read.whole("told"),
        "campaign": read.plain("campaign", str.strip),
    },
    "step": {"text": _TEXT, "due": read.day("due", Toward.FUTURE), "done": read.day("done", Toward.PAST)},
    "need": {
        "name": read.plain("name", lambda text: a_name("need", text)),
        "direction": read.word("direction", Direction),
        "chance": read.plain("chance", read_chance),
        "weight": read.plain("weight", a_weight),
        "for": read.person(),
        "via": read.ask_channel,
    }
    | _SOURCE,
    "evidence": {"answer": read.word("answer", Answer), "via": read.ask_channel, "by": read.person(), "note": _NOTE}
    | _SOURCE,
    "offer": {"price": read.money("price"), "terms": read.plain("terms", str.strip), "for": read.person()} | _SOURCE,
    "response": {
        "verdict": read.word("verdict", Verdict),
        "because": read.word("reason", Reason, optional=True),
        "price": read.money("price"),
        "by": read.person(),
        "note": _NOTE,
    }
    | _SOURCE,
    "line": {
        "name": read.plain("name", lambda text: a_name("line", text)),
        "effect": read.word("effect", Effect),
        "formula": read.plain("formula", lambda text: formula.parse(text).text if text else ""),
        "for": read.person(),
        "once": read.yes("once"),
        "risk": read.plain("risk", lambda text: read_fraction(text, "risk")),
        "ramp": read.plain("ramp", lambda text: read_ramp(text.replace(",", "/").split("/"))),
        "flows": lambda at, text: {"flows": read_flows(text.split("/"), at.dossier.account.currency) if text else ""},
        "year": read.plain("year", a_year),
        "delay": read.plain("delay", read_delay),
    },
    "input": {
        "value": read.estimate,
        "unit": lambda at, text: {"unit": read_unit(text, currency=at.dossier.account.currency).text},
        "source": read.word("source", Source),
        "by": read.person(),
    }
    | _SOURCE,
    "alternative": {
        "name": read.plain("name", lambda text: a_name("alternative", text)),
        "kind": read.word("kind", AlternativeKind),
        "price": read.money("price"),
        "switching": read.money("switching"),
    },
    "entry": {
        "text": _TEXT,
        "kind": read.word("kind", EntryKind),
        "rung": read.word("rung", Rung),
        "for": read.person(),
        "unit": read.plain("unit", a_unit),
        "better": read.word("better", Better, optional=True),
        "now": read.figure("now"),
        "target": read.figure("target"),
    }
    | _SOURCE,
    "impact": {"text": _TEXT, "personal": read.yes("personal"), "line": read.line} | _SOURCE,
    "acceptance": {"by": read.person()} | _SOURCE,
    "promise": {
        "text": _TEXT,
        "said-by": read.plain("said_by", str.strip),
        "due": read.day("due", Toward.FUTURE),
        "measure": read.plain("measure", str.strip),
        "for": read.person(),
    }
    | _SOURCE,
    "defect": {"text": _TEXT, "urgent": read.yes("urgent"), "by": read.person()} | _SOURCE,
    "delivery": {
        "text": _TEXT,
        "due": read.day("due", Toward.FUTURE),
        "delivered": read.day("delivered", Toward.PAST),
        "accepted": read.day("accepted", Toward.PAST),
        "by": read.person(),
    }
    | _SOURCE,
    "deployment": {
        "text": _TEXT,
        "at": read.plain("place", str.strip),
        "carer": read.plain("carer", str.strip),
        "for": read.person(),
        "since": read.needed_day("since", Toward.PAST),
        "review": read.day("review", Toward.FUTURE),
        "reviewed": read.day("reviewed", Toward.PAST),
        "ended": read.day("ended", Toward.PAST),
    },
    "invoice": {
        "text": _TEXT,
        "number": read.plain("reference", str.strip),
        "issued": read.day("issued", Toward.PAST),
        "due": read.needed_day("due", Toward.FUTURE),
    },
    "threat": {
        "rival": read.plain("rival", lambda text: a_name("rival", text)),
        "claim": read.plain("claim", str.strip),
        "value": read.maybe_money("value"),
        "price": read.maybe_money("price"),
        "switching": read.maybe_money("switching"),
        "by": read.person(),
        "ended": read.day("ended", Toward.PAST),
    }
    | _SOURCE,
    "privilege": {"text": _TEXT},
    "referral": {"name": read.plain("name", lambda text: a_name("account", text)), "by": read.person()} | _SOURCE,
    "deal": {"price": read.money("price"), "because": read.plain("reason", str.strip)},
}
# Fields that are rows of their own: who took part in a touch, which needs an offer covers or a delivery serves.
LISTS = {("touch", "with"), ("offer", "needs"), ("delivery", "needs"), ("deployment", "needs")}


def fields_of(kind: str) -> list[str]:
    """All fields of a kind of record that may be edited.

    >>> fields_of("step")
    ['text', 'due', 'done']
    """
    return [*FIELDS[kind], *(field for of, field in sorted(LISTS) if of == kind)]


def an_edit(kind: str, which: str) -> str:
    """How an edit of a record is typed, with the first field of its kind.

    >>> an_edit("touch", "3")
    'touch:3 text=…'
    """
    return f"{kind}:{which} {fields_of(kind)[0]}=…"
