"""The sales kit's first pages: the key players and who is missing, and the questions worth asking."""

from valueloop.document import (
    Bar,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Span,
    Style,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.brief import Ask
from valueloop.domain.contact import Influence, Stance
from valueloop.domain.page.brief import BriefPage, Question
from valueloop.domain.page.map import PersonMoney
from valueloop.domain.value_map import Kind
from valueloop.report.figures import count, day, listed, money, number, percent
from valueloop.report.inputs import OURS
from valueloop.report.moves import the

_MOST = 10
_LOOKS = {Stance.SUPPORTS: Style.GOOD, Stance.OPPOSES: Style.BAD}
_PART = {
    Influence.DECIDES: "decides",
    Influence.ADVISES: "advises who decides",
    Influence.USES: "uses what is bought",
    Influence.CHECKS: "checks what is bought",
    Influence.GUIDES: "guides us from inside",
}
_ASK_FOR = {
    Kind.OBJECTIVE: "Where do you want to be a year from now?",
    Kind.METRIC: "How is your work measured, and where does it stand?",
    Kind.STRATEGY: "How do you mean to get there?",
    Kind.ISSUE: "What stands in your way?",
}
_IS_IT = {
    Kind.OBJECTIVE: "Is it this that you are after",
    Kind.METRIC: "Is your work measured by this",
    Kind.STRATEGY: "Is this your way there",
    Kind.ISSUE: "Does this stand in your way",
}


def players(page: BriefPage) -> Document:
    """The people to have a relationship with, those with most money first, and who is missing."""
    account = page.summary.account.name
    total = page.summary.map.accepted + page.summary.map.potential
    rows: list[list[Cell | str]] = []
    for each in page.players:
        own = each.accepted + each.potential
        rows.append(
            [
                cell(strong(each.person.name)),
                ", ".join(fact for fact in (each.person.department, each.person.influence) if fact),
                cell(Span(each.person.stance or "", _LOOKS.get(each.person.stance, Style.PLAIN)))
                if each.person.stance
                else "",
                cell(Bar(own.amount / total.amount)) if total.amount else "",
                money(own) if own.amount else "",
                _talked(each),
            ]
        )
    columns = ["Player", "Part", "Stance", "", ">A year", "Talked to"]
    blocks: list[Block] = [table(columns, rows, empty="Nobody is known there yet: vl contact add")]
    return Document(f"Key players, {account}", (*_core(page), *blocks, *_missing(page)))


def _core(page: BriefPage) -> list[Block]:
    """What is to be known before one talks to a core customer."""
    granted = f" They are granted: {'; '.join(page.privileges)}." if page.privileges else ""
    if page.core:
        typed = "" if granted else " No privilege is granted to them yet: vl privilege add."
        return [text(Span("Core customer.", Style.GOOD), f"{granted}{typed}")]
    return [text(granted.strip())] if granted else []


def _talked(each: PersonMoney) -> str:
    if not each.person.touches:
        return "never"
    return f"{each.person.touches} ×" + (f", {day(each.person.last_touch)}" if each.person.last_touch else "")


def _missing(page: BriefPage) -> list[Block]:
    found: list[Cell] = []
    for each in page.players:
        if (each.accepted + each.potential).amount and not each.person.touches:
            owns = f" owns {money(each.accepted + each.potential)} a year, and nobody has talked to them."
            found.append(cell(strong(each.person.name), owns))
    nobody = page.summary.map.nobody
    if nobody.amount:
        found.append(cell(strong(money(nobody)), " a year is nobody's: whose number is it?"))
    found += [cell(f"Nobody we know {_PART[each]}.") for each in page.missing]
    if not found:
        return [text("Every part in buying is played by somebody we know, and all with money were talked to.")]
    return [Heading("Missing"), Bullets(tuple(found))]


def questions(page: BriefPage) -> Document:
    """The questions worth asking, those that may move most first: what to say, to whom, and what it would change."""
    whom = f" for {the(page.player)}" if page.player else ""
    title = f"Questions{whom}, {page.summary.account.name}"
    rows: list[list[Cell | str]] = [
        [cell(strong(_wording(each))), the(each.whom) if each.whom else "who knows?", *_changes(each)]
        for each in page.questions[:_MOST]
    ]
    years = count(page.summary.value.basis.years, "year")
    known = page.summary.needs or page.summary.map.maps or page.summary.value.lines
    none = "Nothing is left to ask: every guess is tested, every number is theirs, no map has a gap."
    begin = "Nothing is known yet: find out what somebody there is after, and guess a need (vl guess, vl entry add)."
    columns = ["Say", "To", "What an answer does", ">May move"]
    blocks: list[Block] = [table(columns, rows, empty=none if known else begin)]
    if len(page.questions) > _MOST:
        blocks.append(text(muted(f"{count(len(page.questions) - _MOST, 'question')} more move less: --json has all.")))
    if any(each.stake for each in page.questions):
        blocks.append(text(muted(f"Money is present value over {years}.")))
    return Document(title, tuple(blocks))


def _wording(each: Question) -> str:
    """How the question may be put."""
    match each.ask:
        case Ask.NEED:
            return f"“Is {each.about} something you are after?”"
        case Ask.PRICE:
            return f"“What would {each.about} be worth to you in a year?”"
        case Ask.NUMBER:
            return f"“For {each.about.replace('_', ' ')} we reckon with {_figures(each)}: what is it with you?”"
        case Ask.MEASURE:
            return f"“{each.about}: {_lacks(each)}?”"
        case Ask.GAP:
            return f"“{_ASK_FOR[Kind(each.about)]}”"
        case Ask.ENTRY:
            assert each.kind is not None
            return f"“{_IS_IT[each.kind]}: {each.about}?”"


def _lacks(each: Question) -> str:
    said = {
        "the unit": "what is it measured in",
        "which way is better": "is more of it better",
        "where it stands now": "where does it stand now",
        "the target": "where should it be",
    }
    return listed([said[one] for one in each.lacks])


def _changes(each: Question) -> list[Cell | str]:
    stake = money(each.stake) if each.stake else "not known"
    match each.ask:
        case Ask.NEED:
            moves = f"a yes makes it {percent(each.yes)}, a no {percent(each.no)}"
            return [f"need {each.number}, {percent(each.chance)}: {moves}", stake]
        case Ask.PRICE:
            return [f"need {each.number} gets its money", stake]
        case Ask.NUMBER:
            assert each.source is not None
            why = "it moves the value so far" if each.low != each.high else "so much rests on it"
            return [f"{OURS[each.source]}: {why}", stake]
        case Ask.MEASURE:
            return [f"entry {each.number} can be measured, before and after", stake]
        case Ask.GAP:
            return [f"no {each.about} of theirs is known", stake]
        case Ask.ENTRY:
            return [f"entry {each.number} is our guess", stake]


def _figures(each: Question) -> str:
    assert each.low is not None
    assert each.high is not None
    unit = f" {each.unit}" if each.unit else ""
    return f"{number(each.low)}{unit}" if each.low == each.high else f"{number(each.low)} to {number(each.high)}{unit}"
