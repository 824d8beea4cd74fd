"""The goodwill ledger of an account: every entry with what it came from, and what the balance can bear."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from valueloop.domain.goodwill import asks, bears, course, highest
from valueloop.domain.loop.patience import Cause, answer_moves, touch_moves
from valueloop.domain.loop.response import Verdict
from valueloop.domain.page.goodwill import GoodwillAmount, GoodwillAsk, GoodwillEntry, GoodwillPage, GoodwillPoint
from valueloop.domain.promise import Stage
from valueloop.domain.settings import SETTINGS
from valueloop.domain.touch import Kind
from valueloop.store.dossier import Dossier
from valueloop.store.session import Store
from valueloop.usecases.standing import look

Record = tuple[str, int, str]


def goodwill(store: Store, account: str, today: date) -> GoodwillPage:
    """The goodwill ledger of an account.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    return look(store, account, lambda dossier: goodwill_of(dossier, today))


def goodwill_of(dossier: Dossier, today: date) -> GoodwillPage:
    """The same of a loaded account."""
    ledger, settings = dossier.patience(), dossier.settings
    came_from: dict[tuple[date, int, Cause], list[Record]] = defaultdict(list)
    for day, act, cause, record in _records(dossier):
        came_from[day, act, cause].append(record)
    entries = tuple(
        GoodwillEntry(each.day, each.kind, each.amount, each.left, *came_from[each.day, each.order, each.kind].pop(0))
        for each in ledger.entries
    )
    next_asks = asks(ledger.left, settings.amounts)
    return GoodwillPage(
        dossier.account.name,
        today,
        ledger.start,
        ledger.left,
        highest(ledger),
        tuple(GoodwillPoint(*each) for each in course(ledger, today)),
        entries,
        tuple(
            GoodwillAmount(cause, cause.key, amount, settings.text(cause.key) == SETTINGS[cause.key].default)
            for cause, amount in settings.amounts.items()
        ),
        settings.number("goodwill.loss"),
        tuple(GoodwillAsk(each.cause, each.left, each.borne) for each in next_asks),
        bears(ledger.left, next_asks),
        tuple(each.key for each in dossier.promises if each.key not in dossier.ends),
        tuple(each.key for each in dossier.defects if dossier.met(each) is None),
    )


def _records(dossier: Dossier) -> Iterator[tuple[date, int, Cause, Record]]:
    """What moves the balance, with the record that each is from: the ledger's own causes, day by day and act by act."""
    for touch in dossier.touches:
        if cause := touch_moves(Kind(touch.kind), inbound=touch.inbound, thanks=touch.thanks):
            yield touch.day, touch.act_id, cause, ("touch", touch.key, touch.text)
    offers = {each.key: each for each in dossier.offers}
    for answer in dossier.responses:
        if cause := answer_moves(Verdict(answer.verdict)):
            product = dossier.products[offers[answer.offer_id].product_id].name
            yield answer.day, answer.act_id, cause, ("offer", answer.offer_id, product)
    said = {each.key: each.text for each in dossier.promises}
    for end in dossier.ends.values():
        cause = Cause.KEPT if end.kept else Cause.BROKEN
        yield end.day, end.act_id, cause, ("promise", end.promise_id, said[end.promise_id])
    for defect in dossier.defects:
        record = ("defect", defect.key, defect.text)
        yield defect.day, defect.act_id, Cause.DEFECT, record
        if (how := dossier.met(defect)) is not None:
            mended = next(each for each in dossier.steps_of(defect) if each.stage == Stage.MENDED)
            yield mended.day, mended.act_id, Cause(how.value), record
    for row, line in dossier.measurements():
        cause = Cause.REALISED if line.good else Cause.SHORTFALL
        yield row.day, row.act_id, cause, ("line", line.promised.line.number, line.promised.line.name)
