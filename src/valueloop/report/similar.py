"""Accounts like one: how alike, what was done there and what came of it, and what to guess; needs by analogy."""

from collections.abc import Sequence
from decimal import Decimal

from valueloop.document import (
    Block,
    Bullets,
    Cell,
    Commands,
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
from valueloop.domain.deal import State
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.names import quoted
from valueloop.domain.page.similar import (
    Analogies,
    Analogy,
    PastDeal,
    PastMove,
    PastNeed,
    SimilarAccount,
    SimilarPage,
    Suggestion,
)
from valueloop.domain.page.standing import Done
from valueloop.domain.similarity import WEIGHTS, Likeness, Trait
from valueloop.report.answers import Line, with_consequence
from valueloop.report.figures import count, day, listed, money, number, percent, span
from valueloop.report.loop import reason
from valueloop.report.moves import the


def similar(page: SimilarPage) -> Document:
    """The accounts most like one, what worked there and what failed, and what that suggests."""
    title = f"Accounts like {page.account}"
    if not page.similar:
        return Document(title, tuple(_nobody(page)))
    blocks: list[Block] = [
        _likenesses(page.similar),
        text(
            muted(
                "A trait that is not known of both (–) is left out, and the others weigh the more. The weights are "
                "judgement, not measurement."
            )
        ),
    ]
    for each in page.similar:
        blocks += _account(each)
    return Document(title, (*blocks, *_suggested(page)))


def _nobody(page: SimilarPage) -> list[Block]:
    if not page.others:
        return [text("There is no other account yet.")]
    known = f"{count(page.others, 'other account')} looked at, and none is like it by what is known of both."
    return [
        text(f"{known[0].upper()}{known[1:]} Say more of it:"),
        Commands((f"vl account edit {quoted(page.account)} --industry … --size … --region …",)),
    ]


def _likenesses(accounts: Sequence[SimilarAccount]) -> Block:
    rows: list[list[Cell | str]] = [
        [cell(strong(each.account)), _alike(each.likeness), *_parts(each.likeness)] for each in accounts
    ]
    weights = [cell(muted("what it weighs")), cell(), *(cell(muted(percent(WEIGHTS[trait]))) for trait in Trait)]
    return table(["Account", ">Alike", *(f">{trait.value.capitalize()}" for trait in Trait)], rows, [weights])


def _alike(likeness: Likeness) -> Cell:
    hardly = Span(" (hardly known)", Style.MUTED) if likeness.thin else None
    return cell(strong(percent(likeness.score)), hardly)


def _parts(likeness: Likeness) -> list[str]:
    found = {each.trait: each.alike for each in likeness.parts}
    return [percent(found.get(trait)) for trait in Trait]


def _account(each: SimilarAccount) -> list[Block]:
    blocks: list[Block] = [Heading(f"{each.account}: {ended(each.deals)}")]
    if each.moves:
        rows: list[list[Cell | str]] = [[day(move.day), _done(move), cell(*_answered(move))] for move in each.moves]
        blocks.append(table(["Day", "Move", "What came of it"], rows))
    else:
        blocks.append(text("Nobody was asked there, and nothing was offered."))
    return [*blocks, *_learned(each)]


def ended(deals: Sequence[PastDeal]) -> str:
    """How the deals of an account ended, in a few words: `lost (too dear), then won at €40,000`."""
    return ", then ".join(_ended(each) for each in deals) if deals else "no deal yet"


def _ended(deal: PastDeal) -> str:
    if deal.state is State.WON:
        return f"won at {money(deal.price)}"
    asked = f", asked {money(deal.price)}" if deal.price else ""
    because = f" ({deal.reason})" if deal.reason else ""
    return f"{deal.state.value}{asked}{because}"


def _done(move: PastMove) -> str:
    if move.channel is not None:
        return f"{move.channel.value}, {the(move.person)}" if move.person else move.channel.value
    part = f", {percent(move.part)} of its value" if move.part is not None else ""
    terms = f" ({move.terms})" if move.terms else ""
    on = f" on {listed(move.needs)}" if move.needs else ""
    return f"offer {move.product} at {money(move.price)}{part}{terms}{on}"


def _answered(move: PastMove) -> list[Span]:
    if move.channel is not None:
        return [Span(move.said())]
    if move.verdict is None:
        return [Span("no answer yet")]
    style = {Verdict.ACCEPTED: Style.GOOD, Verdict.REJECTED: Style.BAD}.get(move.verdict, Style.STRONG)
    said = "no answer" if move.verdict is Verdict.SILENT else move.verdict.value
    named = f" at {money(move.counter)}" if move.counter else ""
    because = f" ({reason(move.reason.value)})" if move.reason else ""
    return [Span(said + named + because, style), *([Span(f": {move.said()}")] if move.answers else [])]


def _learned(each: SimilarAccount) -> list[Block]:
    """What worked there and what failed, one point each."""
    taken = [move for move in each.moves if move.verdict is Verdict.ACCEPTED]
    refused = [move for move in each.moves if move.verdict in (Verdict.REJECTED, Verdict.COUNTERED, Verdict.SILENT)]
    points: list[tuple[str, str]] = [
        ("Worked", "; ".join(_offer(move) for move in taken)),
        ("Found", listed([f"{need.name} ({percent(need.chance)})" for need in each.found])),
        ("Failed", "; ".join(f"{_offer(move)}: {_why(move)}" for move in refused)),
        ("Not there", listed([f"{need.name} ({percent(need.chance)})" for need in each.gone])),
    ]
    shown = tuple(cell(strong(f"{head}: "), said) for head, said in points if said)
    return [Bullets(shown)] if shown else []


def _offer(move: PastMove) -> str:
    part = f", {percent(move.part)} of its value" if move.part is not None else ""
    return f"{move.product} at {money(move.price)}{part}"


def _why(move: PastMove) -> str:
    if move.reason:
        return reason(move.reason.value)
    if move.verdict is Verdict.COUNTERED:
        return f"they named {money(move.counter)}" if move.counter else "they named another price"
    return "no answer" if move.verdict is Verdict.SILENT else "no reason given"


def _suggested(page: SimilarPage) -> list[Block]:
    head = Heading(f"What this suggests at {page.account}")
    if not page.suggestions:
        return [head, text("Nothing that was found there is missing here.")]
    rows: list[list[Cell | str]] = [
        [cell(strong(need.name)), percent(need.chance), each.account, _known(need)]
        for each in page.suggestions
        for need in each.needs
    ]
    needs = table(["Nobody guessed it here", ">Chance there", "Found at", "How it is known"], rows)
    return [head, needs, Commands(tuple(_command(page.account, each) for each in page.suggestions))]


def _known(need: PastNeed) -> Cell:
    if need.accepted:
        return cell(Span("sold", Style.GOOD))
    return cell("they said so" if need.verified else muted("guessed, not tested"))


def _command(account: str, suggestion: Suggestion) -> str:
    only = "" if suggestion.all else "".join(f" --need {need.number}" for need in suggestion.needs)
    return f"vl guess {quoted(account)} --like {quoted(suggestion.account)}{only}"


def guessed_like(done: Done[Analogies]) -> Document:
    """Needs were guessed because they are at another account."""
    return with_consequence(done, *analogies(done.what))


def analogies(made: Analogies) -> list[Line]:
    """What was guessed by analogy: each need with its chance and where that is from, its money; and what was left."""
    lines: list[Line] = [line for each in made.guessed for line in _guess(each, made)]
    if made.guessed:
        many = "It is an analogy" if len(made.guessed) == 1 else "They are analogies"
        lines.append([f"{many} to {made.account}, not knowledge: ask, or test by an offer."])
    if made.gone:
        left = listed([f"{each.name} (need {each.number}, {percent(each.chance)} there)" for each in made.gone])
        lines.append([muted(f"Left out, since set aside there: {left}; --need takes one all the same.")])
    return lines


def _guess(each: Analogy, made: Analogies) -> list[Line]:
    said = f", {each.name}: chance {percent(each.chance)}, {_whence(each, made)}."
    return [["Need ", strong(str(each.number)), said], [_money(each, made)]]


def _whence(each: Analogy, made: Analogies) -> str:
    if each.rate is not None:
        there = f" ({percent(each.there)} there)" if each.there is not None else ""
        return f"the base rate of {_so_many(each.accounts)} like this one{there}"
    if each.there is None:
        return "the usual one (it is not known there any more)"
    return f"half-way from {percent(each.there)} there to the usual {percent(made.usual)}"


def _so_many(accounts: Decimal | None) -> str:
    """How many accounts' worth of closed deals: one far from this one counts less than whole."""
    return "accounts" if accounts is None else f"{number(accounts)} account{'' if accounts == 1 else 's'}"


def _money(each: Analogy, made: Analogies) -> str:
    if each.direction is Direction.PERSONAL:
        return "Personal: it is shown, never priced."
    if each.line is not None and each.low and each.likely and each.high:
        worth = span(each.low, each.high)
        likely = f", likely {money(each.likely)}" if each.low != each.high else ""
        ratio = f"theirs × {made.size_here:,} / {made.size_there:,} people"
        return f"Value line {each.line}: {each.direction.value} {worth} a year{likely}, our guess ({ratio})."
    if not each.worth_there:
        return "No money: no yearly amount of it counts there."
    if made.size_here and made.size_there:
        return f"No money: {made.account} reckons in {made.currency_there}."
    whose = made.account if made.size_here else "this account" if made.size_there else "either"
    return f"No money: it is not known how many people work at {whose}."
