"""Where loops die: how far needs came, and why, by whom and of what offers were not taken, in a sentence or two."""

from collections.abc import Sequence

from valueloop.document import Bar, Block, Cell, Document, Heading, Span, Style, cell, muted, strong, table, text
from valueloop.domain.diagnosis import ENOUGH, Because, Common, Stands
from valueloop.domain.loop.reach import Reach
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.diagnosis import LoopGroup, LoopReach, LoopsPage
from valueloop.report.figures import count, listed, money
from valueloop.report.moves import the


def loops(page: LoopsPage) -> Document:
    """The diagnosis, then what it rests on: needs by how far they came, dead offers by reason, role and product."""
    title = "Where loops die"
    if not page.reaches[0].needs and not page.offers:
        said = 'No need is guessed yet, so no loop can die: vl guess ACCOUNT "…" --save 80k..140k begins one.'
        return Document(title, (text(said),))
    blocks: list[Block] = [*_said(page), _reaches(page.reaches), text(muted(_STOPPED))]
    if page.died:
        blocks.append(Heading("Offers that died"))
        blocks.append(_reasons(page.reasons))
    if page.offers:
        blocks += [Heading("Offers by whom and of what"), _offers("Answered by, else made to", page.roles)]
        blocks += [_offers("Product", page.products), text(muted(_RULE))]
    return Document(title, tuple(blocks))


_BECAUSE = {
    Because.NO_NEED: "no need",
    Because.PRICE: "the price",
    Because.TIMING: "the timing",
    Because.COMPETITOR: "a competitor",
    Because.AUTHORITY: "no authority",
    Because.TRUST: "no trust",
    Because.OTHER: "something else",
    Because.UNSAID: "no reason recorded",
    Because.SILENCE: "silence",
}
_STOPPED = (
    "Stopped: the evidence speaks against the need, its deal was lost, or the account was parted with. Going on: it "
    "came no further yet. An account stopped once all of its needs did, where the furthest of them came."
)
_RULE = (
    "An offer dies when it is refused or meets with silence, or its deal is lost before a yes. Lost is the price of "
    f"the last one in a lost deal. From {ENOUGH} dead on, what more than half have in common is said: the first two of "
    "reason, role and product, the latter two where offers die with them more often than with others; from "
    f"{ENOUGH} stopped on, where more than half of the needs stopped."
)


def _said(page: LoopsPage) -> list[Block]:
    """What stands out, in sentences, and what was lost."""
    blocks: list[Block] = []
    offers = [each for each in page.diagnosis if each.common is not Common.REACH]
    if page.died < ENOUGH:
        said = f"{count(page.died, 'offer')} died: too few to say of what; {ENOUGH} are needed."
        blocks.append(text(said if page.died else "No offer died yet."))
    elif not offers:
        blocks.append(
            text(f"{count(page.died, 'offer')} died, and no reason, role or product has more than half of them.")
        )
    blocks += [text(strong(_sentence(each))) for each in page.diagnosis]
    if page.lost_deals:
        what = f"{_monies(page.lost)} were lost" if page.lost else "No price was lost"
        alone = f", {page.lost_without:,} of them with no offer that died" if page.lost_without else ""
        blocks.append(text(f"{what} in {count(page.lost_deals, 'deal')}{alone}."))
    return blocks


def _sentence(found: Stands) -> str:
    some = f"{found.died:,} of {found.of:,}"
    match found.common:
        case Common.REASON if found.name == Because.UNSAID:
            return f"Why loops die is mostly not recorded ({some} offers): say it with vl respond … --because."
        case Common.REASON:
            what = "for want of a need" if found.name == Because.NO_NEED else f"of {_BECAUSE[Because(found.name)]}"
            return f"Most loops die {what}: {some} offers."
        case Common.ROLE:
            return f"Most die with {the(found.name)}: {some} offers."
        case Common.PRODUCT:
            return f"Most are of one product, {found.name}: {some} offers."
        case _:
            return f"Most needs that stop were {_came(Reach(found.name))}: {some}."


def _came(reach: Reach) -> str:
    return "guessed, and nobody was asked" if reach is Reach.GUESSED else f"{reach.value}, and came no further"


def _reaches(found: Sequence[LoopReach]) -> Block:
    most = found[0].needs
    rows: list[list[Cell | str]] = [
        [
            each.reach.value,
            cell(Bar(EXACT.divide(each.needs, most)), f" {each.needs:,}") if most else "0",
            f"{each.stopped:,}" if each.stopped else "–",
            f"{each.going:,}" if each.going else "–",
            f"{each.accounts:,}",
            f"{each.accounts_stopped:,}" if each.accounts_stopped else "–",
        ]
        for each in found
    ]
    return table(["Came as far as", "Needs", ">Stopped", ">Going on", ">Accounts", ">Accounts stopped"], rows)


def _reasons(found: Sequence[LoopGroup]) -> Block:
    most = found[0].died
    rows: list[list[Cell | str]] = [
        [
            _BECAUSE[Because(each.name)],
            cell(Bar(EXACT.divide(each.died, most)), f" {each.died:,}"),
            _monies(each.lost) if each.lost else "–",
        ]
        for each in found
    ]
    return table(["Because", "Died", ">Lost"], rows)


def _offers(what: str, found: Sequence[LoopGroup]) -> Block:
    rows: list[list[Cell | str]] = [
        [
            cell(strong(each.name) if each.name else muted("role not recorded")),
            f"{each.offers:,}",
            cell(Span(f"{each.taken:,}", Style.GOOD if each.taken else Style.PLAIN)),
            f"{each.died:,}",
            _monies(each.lost) if each.lost else "–",
        ]
        for each in found
    ]
    return table([what, ">Offers", ">Taken", ">Died", ">Lost"], rows)


def _monies(found: Sequence[Money]) -> str:
    return listed([money(each) for each in found])
