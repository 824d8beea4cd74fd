"""What acts at one account share: finding its records by what people type, the open deal, the touch as a source."""

from operator import attrgetter

from valueloop.domain import formula
from valueloop.domain.deal import State
from valueloop.errors import Conflict, Unknown
from valueloop.store import find
from valueloop.store.account import Account
from valueloop.store.columns import Row
from valueloop.store.contact import Contact
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.loop import Need
from valueloop.store.proposition import Entry
from valueloop.store.session import Unit
from valueloop.store.value import Deal, ValueLine


def contact_named(dossier: Dossier, given: str) -> Contact:
    """The one person at the account that a part of a name means.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    return find.one("contact", given, dossier.contacts, lambda each: each.name, dossier.account.name)


def need_named(dossier: Dossier, given: str) -> Need:
    """The one need at the account that a number or a part of a name means.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    return find.numbered("need", given, dossier.needs, lambda each: (each.number, each.name), dossier.account.name)


def line_named(dossier: Dossier, given: str) -> ValueLine:
    """The one live line of the current deal that a number or a part of a name means.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    lines = dossier.lines_of(dossier.deal)
    return find.numbered("line", given, lines, lambda each: (each.number, each.name), dossier.account.name)


def entry_named(dossier: Dossier, given: str) -> Entry:
    """The one entry of the account's value maps that a number or a part of its text means.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    return find.numbered("entry", given, dossier.entries, lambda each: (each.number, each.text), dossier.account.name)


def the_open_deal(unit: Unit, dossier: Dossier, occasion: Occasion) -> Deal:
    """The account's open deal; one is opened where there is none."""
    if (found := dossier.open_deal) is not None:
        return found
    deal = Deal(account_id=dossier.account.key, state=State.OPEN, opened=occasion.today)
    unit.add(deal)
    dossier.deals = [*dossier.deals, deal]
    return deal


def next_line_number(dossier: Dossier, deal: Deal) -> int:
    """The number of a deal's next line; numbers are not used twice."""
    return max((each.number for each in dossier.lines if each.deal_id == deal.id), default=0) + 1


def free_input_name(dossier: Dossier, deal: Deal, words: str) -> str:
    """A name for a new input, made from words, that the deal does not use yet."""
    taken = {each.name for each in dossier.inputs if each.deal_id == deal.id}
    stem = formula.as_name(words)
    tries = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in tries if each not in taken)


def same_currency(account: Account, currency: str, typed: str) -> None:
    """Refuse an amount in a currency that is not the account's.

    Raises:
        Conflict: it is another one.
    """
    if currency != account.currency:
        raise Conflict(
            f"'{typed}' is in {currency}, but {account.name} reckons in {account.currency}; convert it first"
        )


def source_touch(
    dossier: Dossier, occasion: Occasion, given: int | None, contact: int | None, kind: str | None = None
) -> int | None:
    """The touch in which something was said: the one named, else today's latest with that person, else none.

    Raises:
        Unknown: no such touch at this account.
    """
    if given is not None:
        if given not in dossier.touch:
            raise Unknown("touch", f"#{given}", where=dossier.account.name)
        return given
    found = dossier.today_with(contact, occasion.today, kind)
    return found.key if found else None


def account_of(unit: Unit, kind: type[Row], what: str, number: int) -> str:
    """The name of the account that a record of its own number belongs to: a promise, a defect, an invoice.

    Raises:
        Unknown: there is no such record.
    """
    row = unit.session.get(kind, number)
    if row is None:
        raise Unknown(what, str(number))
    owner: int = attrgetter("account_id")(row)
    return unit.session.get_one(Account, owner).name
