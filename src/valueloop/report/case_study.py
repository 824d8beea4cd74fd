"""A case study of a deal that was won, to be shown to others; names withheld where that is asked."""

from datetime import date
from decimal import Decimal
from functools import reduce

from valueloop.document import Block, Bullets, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.account import SIZES, size_class
from valueloop.domain.anonymous import telling, tells
from valueloop.domain.money import Money
from valueloop.domain.page.brief import BriefPage
from valueloop.domain.page.map import PersonMap
from valueloop.domain.page.realised import RealisedLine
from valueloop.domain.page.their_map import their_map
from valueloop.domain.page.value import LineView
from valueloop.domain.value.line import Effect, Status
from valueloop.domain.value_map import Kind
from valueloop.report.customer_value import value_lines
from valueloop.report.figures import count, listed, money
from valueloop.report.moves import the
from valueloop.report.value import amount, signed
from valueloop.report.value_map import measured, with_figures


def case_study(page: BriefPage, *, anonymous: bool = False) -> Document:
    """What was done for one customer, and its worth as they agreed to it; our price is between us and them.

    With `anonymous` every text that has a name in it, or an address, is left out, and the account is told by its
    industry and size.
    """
    account = page.summary.account
    people = [each.person for each in page.players]
    roles = [*(each.role for each in people), *(each.department for each in people), account.industry]
    words = telling([account.name, *(each.name for each in people if each.name[:1].isupper())], roles)
    told, maps = _Told(words if anonymous else frozenset()), their_map(page.summary.map, proud=False).maps
    who = _who(page)
    blocks: list[Block] = [text(_sentence(page, who if anonymous else account.name))]
    for title, kinds in (
        ("What they were after", (Kind.OBJECTIVE, Kind.METRIC)),
        ("What stood in the way", (Kind.ISSUE,)),
    ):
        items = [item for each in maps for item in told.entries(each, kinds)]
        blocks += [Heading(title), Bullets(tuple(items))] if items else []
    offer = page.summary.live_offer
    hoped = _hoped(page)
    changed = [item for each in maps for item in told.impacts(each, hoped)]
    if offer is not None or changed:
        with_what = [text("They took ", strong(offer.product), ".")] if offer is not None else []
        blocks += [Heading("What changed"), *with_what, *([Bullets(tuple(changed))] if changed else [])]
    if page.theirs.lines:
        blocks += [Heading("What it is worth to them"), *_worth(page, told)]
    return Document(f"Case study: {who.partition(' ')[2] if anonymous else account.name}", tuple(blocks))


class _Told:
    """What may be told where these words may not be in it."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words

    def may(self, text_: str) -> bool:
        """Whether a text may stand on the page."""
        return not self.words or not tells(text_, self.words)

    def entries(self, each: PersonMap, kinds: tuple[Kind, ...]) -> list[Cell]:
        """What one player was after."""
        found = [one for one in each.entries if one.kind in kinds and self.may(one.text)]
        known = [one for one in found if one.kind is not Kind.METRIC or measured(one.measure)]
        return [cell(with_figures(one)) for one in known]

    def impacts(self, each: PersonMap, hoped: frozenset[int]) -> list[Cell]:
        """Where we made a difference to it; not what is only `hoped` for."""
        impacts = [one for entry in each.entries for one in entry.impacts if one.number not in hoped]
        return [cell(one.text) for one in impacts if self.may(one.text)]


def _hoped(page: BriefPage) -> frozenset[int]:
    """The impacts whose line nobody accepted, or for which nothing is delivered yet; what was measured has come."""
    came = {each.number for each in page.realised}
    return frozenset(
        one.number
        for each in page.summary.map.maps
        for entry in each.entries
        for one in entry.impacts
        if one.line is not None
        and one.line not in came
        and (one.status is not Status.ACCEPTED or one.line in page.undelivered)
    )


def _who(page: BriefPage) -> str:
    """The customer without a name: `a food and drink company of 250 to 999 people`."""
    account = page.summary.account
    kind = f"{account.industry} company" if account.industry else "company"
    article = "an" if kind[:1].lower() in "aeiou" else "a"
    size = size_class(account.size)
    if not size:
        return f"{article} {kind}"
    low, high = (1, *SIZES)[size - 1], (*SIZES, None)[size - 1]
    people = f"{low:,} to {high - 1:,}" if high else f"{low:,} or more"
    return f"{article} {kind} of {people} people"


def _sentence(page: BriefPage, who: str) -> str:
    """How long it took, from the first talk to the decision."""
    days = [each.day for each in page.summary.touches]
    deal = page.summary.deal
    name = who[:1].upper() + who[1:]
    if not days or deal is None or deal.closed is None:
        return f"{name}."
    talks = [each for each in page.summary.touches if each.day <= deal.closed]
    return f"{name}: {_weeks(min(days), deal.closed)} from the first talk to the decision, {count(len(talks), 'talk')}."


def _weeks(first: date, last: date) -> str:
    weeks = max(1, round((last - first).days / 7))
    return count(weeks, "week")


def _worth(page: BriefPage, told: _Told) -> list[Block]:
    value, came = page.theirs, {each.number: each for each in page.realised}
    agreed, years = value.sums.accepted, count(value.basis.years, "year")
    if not all(told.may(each.name) for each in value.lines):
        sums = _sums(page) if came else [["Agreed", money(agreed.per_year), money(agreed.present_value)]]
        return [table(["", ">A year", f">{years}, present value"], sums), *_holding(page)]
    if not came:
        blocks = value_lines(value, named=not told.words, yours=False)
    else:
        rows = [_line(each, came.get(each.number)) for each in value.lines]
        total: list[list[Cell | str]] = [[*(cell(strong(each)) for each in row), ""] for row in _sums(page)]
        blocks = [
            table(["What changed", ">A year", f">{years}, present value", "Stands"], rows, total),
            *_holding(page),
        ]
    numbers = [each.by for each in value.inputs if each.by]
    if numbers and not told.words:
        whose = listed([the(each) for each in dict.fromkeys(numbers)])
        blocks.append(text(f"The numbers are those of {whose}."))
    return blocks


def _line(each: LineView, came: RealisedLine | None) -> list[Cell | str]:
    """A line as it was measured, else as it stands; a measured one without who said so."""
    if came is None or came.realised is None or came.realised_value is None:
        stands = "agreed" if each.status is Status.ACCEPTED else _COST if each.effect is Effect.COST else "to be agreed"
        return [each.name, amount(each), signed(each), cell(muted(f"{stands}, not measured yet"))]
    cost = each.effect is Effect.COST
    present = came.realised_value * Decimal(-1) if cost else came.realised_value
    shown = f"{money(came.realised)} once" if came.once else money(came.realised)
    return [each.name, shown, money(present), cell(Span(f"{_COST}, measured" if cost else "measured", Style.GOOD))]


_COST = "a cost to them"


def _sums(page: BriefPage) -> list[list[str]]:
    """What was measured, what is agreed and not measured yet, and the costs: a year, and as a present value."""
    found: dict[str, list[tuple[Money, Money]]] = {"Measured": [], "Agreed, not measured yet": [], "Their costs": []}
    came, none = {each.number: each for each in page.realised}, Money(Decimal(0), page.theirs.basis.currency)
    for each in page.theirs.lines:
        real, once = came.get(each.number), each.once
        a_year = real.realised if real and real.realised else each.amount
        present = real.realised_value if real and real.realised_value else each.present_value
        if each.effect is Effect.COST:
            found["Their costs"].append((none if once else a_year, present))
        elif real is not None:
            found["Measured"].append((none if once else a_year, present))
        elif each.status is Status.ACCEPTED:
            found["Agreed, not measured yet"].append((none if once else a_year, present))
    return [
        [label, *(money(reduce(Money.__add__, each, none)) for each in zip(*rows, strict=True))]
        for label, rows in found.items()
        if rows
    ]


def _holding(page: BriefPage) -> list[Block]:
    """That the present value of what was measured is a forecast."""
    if not page.realised:
        return []
    return [
        text(muted(f"What was measured is reckoned as if it holds on for {count(page.theirs.basis.years, 'year')}."))
    ]
