"""What the store has learned, as counts; and playbooks: what worked, to be used again."""

from datetime import date
from decimal import Decimal

from valueloop.store.columns import Row, day, exact, points_to, whole, words


class Tally(Row, table=True):
    """A count that closed accounts add to: of a subject, in an industry and a class of size, at a point of a grid."""

    __tablename__ = "tally"

    subject: str = words(index=True)
    industry: str = words("")
    size: int = whole(0)
    point: int = whole()
    amount: int = whole()


class Playbook(Row, table=True):
    """What worked at an account: its needs, the product, the part of the value asked, the moves in words."""

    __tablename__ = "playbook"

    name: str = words()
    folded: str = words(unique=True)
    account_id: int = points_to("account")
    product: str = words("")
    part: Decimal | None = exact(None)
    moves: str = words("")


class PlaybookNeed(Row, table=True):
    """A need that a playbook guesses."""

    __tablename__ = "playbook_need"

    playbook_id: int = points_to("playbook")
    name: str = words()
    direction: str = words()


class PlaybookUse(Row, table=True):
    """An account that a playbook was applied to."""

    __tablename__ = "playbook_use"

    playbook_id: int = points_to("playbook")
    account_id: int = points_to("account")
    day: date = day()
