"""The next move and why, in a salesperson's words; and the day's moves over all accounts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from valueloop.document import (
    Block,
    Branch,
    Cell,
    Commands,
    Document,
    Heading,
    Tree,
    cell,
    muted,
    strong,
    table,
    text,
)
from valueloop.domain.loop.need import Direction
from valueloop.domain.money import Money
from valueloop.domain.page.plan import DayMoves, NeedFacts, NextPage
from valueloop.domain.plan.advice import MoveKind
from valueloop.domain.plan.outlook import Branch as Follows
from valueloop.domain.plan.outlook import Outlook, Weighed
from valueloop.report.figures import count, day, listed, money, numbered, percent, units
from valueloop.report.moves import command, move, the

AS_GOOD = Decimal("0.985")  # from this part of the best plan on, a simple rule is as good


def next_move(page: NextPage, *, every: bool = False) -> Document:
    """The next move at one account: what to say, what it is expected to bring and to cost, why, and what follows."""
    said = move(page.move)
    blocks: list[Block] = []
    if page.supposed:
        blocks.append(text(muted(f"Supposing: {page.supposed}. Nothing is stored.")))
    blocks.append(text(strong(said[0].upper() + said[1:] + ".")))
    blocks += _wording(page)
    if page.move.kind is MoveKind.REPAIR:
        blocks.append(text("Every further touch costs what you no longer have: keep a promise, mend what is broken."))
    if page.move.outlook:
        blocks += _weighed(page, page.move.outlook, every=every)
    blocks.append(text(muted(f"Patience {units(page.patience)} of {units(page.patience_start)}.")))
    if typed := command(page.move, page.account):
        blocks.append(Commands((typed,)))
    return Document(f"Next at {page.account}", tuple(blocks))


def _wording(page: NextPage) -> list[Block]:
    """How it may be put to the customer."""
    needs = {each.number: each for each in page.needs}
    if page.move.kind is MoveKind.ASK and page.move.number in needs:
        need = needs[page.move.number]
        worth = f" We reckon with {money(need.worth)} a year." if need.worth else ""
        cost = "bring you in a year" if need.direction is Direction.EARN else "save you in a year"
        return [text(f"Say: “If you had {need.name}: what would that {cost}, and who would see it first?”{worth}")]
    if page.move.kind is MoveKind.OFFER and page.value and page.move.price:
        covered = listed([needs[each].name for each in page.move.needs if each in needs])
        part = percent(page.move.price.amount / page.value.amount)
        return [
            text(
                f"Say: “{page.move.product} for {covered}, at {money(page.move.price)}: what would have to be true for "
                f"you to say yes?” That is {part} of the {money(page.value)} that we reckon it is worth to them."
            )
        ]
    return []


def _weighed(page: NextPage, outlook: Outlook, *, every: bool) -> list[Block]:
    needs = {each.number: each for each in page.needs}
    first = (outlook.first,) if outlook.first else ()
    shown = outlook.moves if every else (*first, *outlook.rivals)[:3]
    blocks: list[Block] = []
    if shown:
        rows = [_row(each, needs, outlook.currency) for each in shown]
        blocks.append(table(["Move", ">Expected", ">Yes", ">Patience", ">They leave", ">Hours"], rows))
    blocks += [text(each) for each in _why(page, outlook, needs)]
    if outlook.plan:
        blocks += [Heading("The plan"), Tree(_follows(outlook.plan, needs, outlook.currency))]
    return blocks


def _row(each: Weighed, needs: Mapping[int, NeedFacts], currency: str) -> list[Cell | str]:
    return [
        what(each, needs, currency),
        money(Money(each.value, currency)),
        percent(each.yes),
        units(each.patience) if each.patience >= Decimal("0.95") else f"{each.patience.normalize():f}",
        percent(each.leaves),
        f"{each.hours.normalize():f}",
    ]


def what(each: Weighed, needs: Mapping[int, NeedFacts], currency: str) -> str:
    """A weighed move in a few words."""
    if each.need is not None:
        name = f" ({needs[each.need].name})" if each.need in needs else ""
        whom = f" {the(each.person)}" if each.person else ""
        return f"ask{whom} about need {each.need}{name}"
    price = money(Money(each.price or Decimal(0), currency))
    return f"offer {each.product} at {price} on {numbered('need', each.covers)}"


def _why(page: NextPage, outlook: Outlook, needs: Mapping[int, NeedFacts]) -> list[str]:
    """Why this move, and not the runner-up; what knowing is worth; when a simple rule does as well."""
    first, currency = outlook.first, outlook.currency
    if first is None:
        return [_why_stop(outlook, needs)]

    def sum_of(amount: Decimal) -> str:
        return money(Money(amount, currency))

    reasons = [f"Played on from here, the account is expected to bring {sum_of(outlook.value)}, less your time."]
    if page.move.kind is MoveKind.AGREE:
        reasons.insert(0, "An offer comes next, and nobody there has agreed with this line yet: its price rests on it.")
    if outlook.exact:
        reasons.append("No plan can be expected to bring more: every one was weighed.")
    elif page.ceiling:
        reasons.append(f"No plan can be expected to bring more than {money(page.ceiling)}.")
    knowing = first.value - outlook.offers_only
    if first.need is not None and outlook.offers_only > 0 and knowing > 0:
        alone = sum_of(outlook.offers_only)
        reasons.append(f"Offers alone, without a question, would bring {alone}: asking is worth {sum_of(knowing)}.")
    if first.value < outlook.value:
        better, less = what(outlook.moves[0], needs, currency), sum_of(outlook.value - first.value)
        but = "a question comes cheap, and makes the money firmer too, which the reckoning leaves out"
        reasons.append(f"To {better} at once would bring {less} more by this reckoning; but {but}.")
    elif outlook.offers_only >= AS_GOOD * outlook.value:
        reasons.append("A simple rule is as good here: do not ask, offer, and learn from the reason of a refusal.")
    if first.value == outlook.value and outlook.rivals:
        second = outlook.rivals[0]
        reasons.append(
            f"Next best: {what(second, needs, currency)}; it brings {sum_of(first.value - second.value)} less."
        )
    return reasons


def _why_stop(outlook: Outlook, needs: Mapping[int, NeedFacts]) -> str:
    if not outlook.moves:
        return "There is nothing left to ask or to offer."
    best, currency = outlook.moves[0], outlook.currency
    brings = money(Money(best.value, currency))
    said = f"The best there is, {what(best, needs, currency)}, is expected to bring {brings} when your time is counted"
    return f"{said}. Spend it where it brings more."


def _follows(branches: Sequence[Follows], needs: Mapping[int, NeedFacts], currency: str) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            cell(
                f"{each.outcome} ({percent(each.chance)}): ",
                strong(what(each.then, needs, currency) if each.then else "stop"),
            ),
            _follows(each.branches, needs, currency),
        )
        for each in branches
        if each.chance > 0
    )


def day_moves(page: DayMoves) -> Document:
    """The day's moves over all accounts, by what an hour of the seller's time is expected to bring."""
    title = f"Next moves, {day(page.day)}"
    if not page.moves and not page.stop:
        said = (
            "No account has a move that can be weighed: guess a need, or add an account. vl queue has what cannot wait."
        )
        return Document(title, (text(said),))
    rows: list[list[Cell | str]] = [
        [
            cell(strong(each.account)),
            _first_letter(move(each.move)),
            money(each.value),
            money(each.per_hour),
            f"{units(each.patience)} of {units(each.patience_start)}",
        ]
        for each in page.moves
    ]
    blocks: list[Block] = []
    if rows:
        blocks.append(table(["Account", "Next", ">Expected", ">An hour", ">Patience"], rows))
        blocks.append(text(muted("What is due comes first, then what an hour of yours is expected to bring.")))
    if page.more:
        blocks.append(text(muted(f"{count(page.more, 'account')} more: vl next --all shows them.")))
    if page.stop:
        blocks.append(Heading("To unqualify"))
        blocks.append(text(f"No move is expected to bring what it costs at {listed(page.stop)}."))
    return Document(title, tuple(blocks))


def _first_letter(said: str) -> str:
    return said[:1].upper() + said[1:]
