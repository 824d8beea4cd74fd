"""The loop history: what happened, what was believed before and after it, what patience was left."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from valueloop.domain.loop.evidence import Answer
from valueloop.domain.loop.response import Verdict
from valueloop.domain.money import Money
from valueloop.domain.page.case import input_view
from valueloop.domain.page.history import Event, History, NeedMoved
from valueloop.domain.promise import Stage
from valueloop.store.columns import Row
from valueloop.store.contact import Touch
from valueloop.store.dossier import Dossier
from valueloop.store.invoice import Realised
from valueloop.store.loop import Moment, Need, Observation, Offer, Response
from valueloop.store.promise import Defect, DefectStep, PromiseEnd
from valueloop.store.session import Store
from valueloop.store.value import Accepted, ValueInput
from valueloop.usecases.standing import look

_LAST = 2**62  # a deal is closed after all else of its day


def history(store: Store, account: str) -> History:
    """The loop history of an account, in order of day, then of recording."""
    return look(store, account, history_of)


def history_of(dossier: Dossier) -> History:
    """The loop history of a loaded account."""
    patience, rows = dossier.patience(), _rows_by_act(dossier)
    found: list[tuple[int, Event]] = []
    for moment in dossier.moments:
        moves = _moves(dossier, moment)
        event = _event(dossier, rows.get(moment.act_id, []))
        if event is None and moves:
            reckoned = _reckoned(dossier, moment.act_id)
            event = Event(moment.day, "figures" if reckoned else "correction", text=", ".join(reckoned))
        if event is not None:
            found.append((moment.act_id, replace(event, needs=moves)))
    for deal in dossier.deals:
        if deal.closed is not None:
            price = None if deal.price is None else Money(deal.price, dossier.account.currency)
            closed = Event(deal.closed, deal.state, deal.id, price=price, reason=deal.reason or None)
            found.append((_LAST, closed))
    events, loop, settled = [], 1, False
    for act, event in sorted(found, key=lambda each: (each[1].day, each[0])):
        left = [each.left for each in patience.entries if (each.day, each.order) <= (event.day, act)]
        # A refusal ends the turn at once; after a yes, what follows belongs to it until a new guess or offer.
        if settled and event.kind in ("guess", "offer"):
            loop, settled = loop + 1, False
        events.append(replace(event, loop=loop, patience=left[-1] if left else patience.start))
        if event.kind == "response":
            settled = event.outcome == Verdict.ACCEPTED
            loop += not settled
    return History(dossier.account.name, patience.start, patience.left, tuple(events))


def _rows_by_act(dossier: Dossier) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    kinds: Sequence[Sequence[Row]] = (
        dossier.touches,
        dossier.responses,
        dossier.offers,
        dossier.needs,
        dossier.observations,
        dossier.acceptances,
        dossier.promise_ends,
        dossier.defects,
        [each for each in dossier.defect_steps if each.stage == Stage.MENDED],
        dossier.realised,
        [each for each in (*dossier.earlier_inputs, *dossier.inputs) if _before(dossier, each)],
    )
    for rows in kinds:
        for row in rows:
            found[row.act_id].append(row)
    return found


def _reckoned(dossier: Dossier, act: int) -> list[str]:
    """The inputs and lines that an act brought: what a need is worth says what a refusal of a price speaks of."""
    inputs = [each.name for each in (*dossier.inputs, *dossier.earlier_inputs) if each.act_id == act]
    lines = [each.name for each in dossier.lines if each.act_id == act]
    return [each.replace("_", " ") for each in (*inputs, *lines)]


def _before(dossier: Dossier, row: ValueInput) -> ValueInput | None:
    """The figure that an input had before this one; None where it is the first."""
    earlier = [each for each in dossier.earlier_inputs if (each.deal_id, each.name) == (row.deal_id, row.name)]
    return max((each for each in earlier if each.key < row.key), key=lambda each: each.key, default=None)


def _moves(dossier: Dossier, moment: Moment) -> tuple[NeedMoved, ...]:
    names = {str(each.number): each.name for each in dossier.needs}
    was, became = json.loads(moment.before), json.loads(moment.after)
    return tuple(
        NeedMoved(int(number), names[number], Decimal(was[number]) if number in was else None, Decimal(chance))
        for number, chance in became.items()
        if was.get(number) != chance and number in names
    )


def _event(dossier: Dossier, rows: Sequence[Row]) -> Event | None:
    """The event that an act's rows make; the first of them says what kind it is."""
    answers = tuple(
        (dossier.need[each.need_id].number, Answer(each.answer)) for each in rows if isinstance(each, Observation)
    )

    def people(contact: int | None) -> tuple[str, ...]:
        name = dossier.name_of(contact)
        return () if name is None else (name,)

    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(amount, dossier.account.currency)

    match rows[0] if rows else None:
        case Touch() as touch:
            who = tuple(dossier.person[each].name for each in dossier.present[touch.key])
            return Event(
                touch.day,
                "touch",
                touch.id,
                touch.kind,
                touch.inbound,
                who,
                touch.text,
                touch.outcome,
                answers=answers,
            )
        case Response() as answer:
            offer = next(each for each in dossier.offers if each.id == answer.offer_id)
            product = dossier.products[offer.product_id].name
            return Event(
                answer.day,
                "response",
                offer.id,
                people=people(answer.contact_id),
                text=product,
                outcome=answer.verdict,
                price=money(answer.price),
                reason=answer.reason,
                answers=answers,
            )
        case Offer() as made:
            covered = tuple(dossier.need[each].number for each in dossier.covered[made.key])
            return Event(
                made.day,
                "offer",
                made.id,
                people=people(made.contact_id),
                text=dossier.products[made.product_id].name,
                price=money(made.price),
                covers=covered,
            )
        case Need() as need:
            return Event(need.day, "guess", need.number, need.channel, people=people(need.contact_id), text=need.name)
        case Observation() as seen:
            return Event(
                seen.day,
                "learn",
                dossier.need[seen.need_id].number,
                seen.channel,
                people=people(seen.contact_id),
                text=seen.note,
                answers=answers,
            )
        case Accepted() as agreed:
            line = next(each for each in dossier.lines if each.id == agreed.line_id)
            return Event(
                agreed.day,
                "acceptance",
                line.number,
                people=people(agreed.contact_id),
                text=line.name,
                price=money(agreed.figure),
            )
        case ValueInput() as raised:
            pairs = [(was, each) for each in rows if isinstance(each, ValueInput) and (was := _before(dossier, each))]
            views = tuple((input_view(dossier.input(was)), input_view(dossier.input(each))) for was, each in pairs)
            return Event(raised.day, "input", people=people(raised.contact_id), inputs=views)
        case row:
            return _after_the_deal(dossier, row)


def _after_the_deal(dossier: Dossier, row: Row | None) -> Event | None:
    """What moves the balance after a deal: a promise that ended, a defect, its mending, a line that was measured."""
    match row:
        case PromiseEnd() as end:
            promise = next(each for each in dossier.promises if each.id == end.promise_id)
            return Event(end.day, "promise", promise.id, text=promise.text, outcome="kept" if end.kept else "broken")
        case Defect() as defect:
            return Event(defect.day, "defect", defect.id, text=defect.text)
        case DefectStep() as mended:
            defect = next(each for each in dossier.defects if each.id == mended.defect_id)
            return Event(mended.day, "mended", defect.id, text=defect.text, outcome=dossier.met(defect))
        case Realised() as measured:
            line = next(each for each in dossier.lines if each.id == measured.line_id)
            return Event(measured.day, "realised", line.number, text=line.name)
    return None
