"""Pages of records: accounts, products, contacts, settings, the pipeline."""

from collections.abc import Sequence

from valueloop.document import Branch, Cell, Document, Heading, Span, Style, Tree, cell, muted, strong, table, text
from valueloop.domain.contact import Stance
from valueloop.domain.deal import State
from valueloop.domain.page.account import AccountPage, AccountView, ProductView
from valueloop.domain.page.contact import Person
from valueloop.domain.page.deal import DealView
from valueloop.domain.page.record import SettingView
from valueloop.report.answers import exposure
from valueloop.report.figures import count, day, money, percent, units


def accounts(rows: Sequence[AccountView]) -> Document:
    """All accounts."""
    return Document(
        "Accounts",
        (
            table(
                ["Account", "Phase", "What they are", "Owner", "Came to know of us"],
                [
                    [
                        cell(strong(each.name)),
                        _phase(each),
                        _what(each),
                        each.owner,
                        exposure(each.exposure, each.exposed_by) if each.exposure else "",
                    ]
                    for each in rows
                ],
                empty='No account yet. Add one: vl account add "Northgate Bottling"',
            ),
        ),
    )


def _phase(view: AccountView) -> Cell:
    return cell(view.phase.value, Span(f", {view.parted.value}", Style.BAD) if view.parted else None)


def _what(view: AccountView) -> str:
    facts = (view.industry, f"{view.size:,} people" if view.size else "", view.region)
    return ", ".join(each for each in facts if each)


def products(rows: Sequence[ProductView]) -> Document:
    """What we sell."""
    return Document(
        "Products",
        (
            table(
                ["Product", ">Cost", ">Floor price", "Meets"],
                [[cell(strong(each.name)), money(each.cost), money(each.floor), each.meets] for each in rows],
                empty='No product yet. Add one: vl product add "Line controller" --cost 12k --floor 20k',
            ),
        ),
    )


def account(page: AccountPage) -> Document:
    """One account, looked at whole."""
    view = page.account
    lines = [
        text(
            "Phase: ",
            strong(view.phase.value),
            Span(f", {view.parted.value}", Style.BAD) if view.parted else None,
            f". {_what(view) + ', ' if _what(view) else ''}in {view.currency}.",
        ),
        text(f"Came to know of us: {exposure(view.exposure, view.exposed_by)}."),
        text(
            f"Patience {units(page.patience)} of {units(page.patience_start)}. Last touch: {day(page.last_touch)}. "
            f"{count(page.open_steps, 'open step')}. Deal: {page.deal or 'none yet'}."
        ),
        text(f"Accepted {money(page.accepted_per_year)} a year, potential {money(page.potential_per_year)} a year."),
    ]
    if view.owner:
        lines.append(text(f"Owner: {view.owner}."))
    if view.rhythm:
        lines.append(text(f"To be touched every {count(view.rhythm, 'day')}."))
    if view.note:
        lines.append(text(muted(view.note)))
    needs = table(
        [">No.", "Need", ">Chance"],
        [[str(each.number), each.name, percent(each.chance)] for each in page.needs],
        empty="No need guessed yet.",
    )
    return Document(view.name, (*lines, Heading("People"), tree(page.people), Heading("Needs"), needs))


def contacts(account_name: str, people: Sequence[Person]) -> Document:
    """The organisation as a tree."""
    return Document(f"People at {account_name}", (tree(people),))


def tree(people: Sequence[Person]) -> Tree:
    """The people as a tree, each with what is known of them."""
    return branches([(each.level, person(each)) for each in people])


def branches(flat: Sequence[tuple[int, Cell]]) -> Tree:
    """A tree from cells with their levels, each followed by what is below it."""

    def below(at: int, level: int) -> tuple[tuple[Branch, ...], int]:
        found = []
        while at < len(flat) and flat[at][0] >= level:
            here = flat[at][1]
            under, at = below(at + 1, level + 1)
            found.append(Branch(here, under))
        return tuple(found), at

    return Tree(below(0, 0)[0], 'Nobody yet. Add the first: vl contact add ACCOUNT "production manager"')


def person(each: Person) -> Cell:
    """A person in one line."""
    style = {Stance.SUPPORTS: Style.GOOD, Stance.OPPOSES: Style.BAD}
    facts = [text_ for text_ in (each.role, each.department, each.influence and each.influence.value) if text_]
    talked = f"{count(each.touches, 'touch')}, last {day(each.last_touch)}" if each.touches else "not talked to"
    return cell(
        strong(each.name),
        f" · {', '.join(facts)}" if facts else None,
        Span(f" · {each.stance.value}", style.get(each.stance, Style.PLAIN)) if each.stance else None,
        muted(f" · {talked}"),
    )


def pipeline(rows: Sequence[DealView]) -> Document:
    """The deals: price and yearly value of each."""
    mark = {State.WON: Style.GOOD, State.LOST: Style.BAD}
    return Document(
        "Deals",
        (
            table(
                [">No.", "Account", "Stands", ">Price", ">Accepted", ">Potential", "Reason"],
                [
                    [
                        str(each.number),
                        cell(strong(each.account)),
                        cell(
                            Span(
                                f"{each.state.value}, {day(each.closed or each.opened)}",
                                mark.get(each.state, Style.PLAIN),
                            )
                        ),
                        money(each.price),
                        money(each.accepted),
                        money(each.potential),
                        each.reason,
                    ]
                    for each in rows
                ],
                empty="No deal is open. The next value line or offer opens one.",
            ),
            *(
                [text(muted("Accepted and potential: a year. Price: as agreed, else of the latest offer."))]
                if rows
                else []
            ),
        ),
    )


def _since(deal: DealView) -> str:
    return f"{deal.state.value}, {day(deal.closed or deal.opened)}"


def settings(rows: Sequence[SettingView]) -> Document:
    """Every number that may be set."""
    return Document(
        "Settings",
        (
            text("Change one with vl config set KEY VALUE; the value 'default' puts the default back."),
            table(
                ["Key", ">Value", ">Default", "Meaning"],
                [[cell(strong(each.key)), each.value, each.default, each.meaning] for each in rows],
            ),
            text(muted("Patience and likelihood ratios are judgement, not measurement: set them to what you see.")),
        ),
    )
