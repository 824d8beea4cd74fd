"""Where an account stands: chances, value lines, patience, next move; two of them show what an act changed."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from valueloop.domain.deal import State
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.page.standing import Done, LineStands, NeedStands, Standing
from valueloop.domain.plan.advice import (
    Advice,
    LiveNeed,
    OpenDefect,
    OpenLine,
    OpenOffer,
    OpenStep,
    Situation,
    next_move,
)
from valueloop.domain.promise import Stage, stage
from valueloop.domain.promise import Step as DefectStep
from valueloop.domain.value.line import Effect, Status
from valueloop.store import find
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load
from valueloop.store.loop import Moment
from valueloop.store.promise import Defect
from valueloop.store.session import Store, Unit
from valueloop.usecases.forecast import forecasts
from valueloop.usecases.outlook import outlook

T = TypeVar("T")


def stands(dossier: Dossier) -> Standing:
    """Where an account stands."""
    patience = dossier.patience()
    lines = dossier.result().lines
    needs = tuple(NeedStands(each.number, each.name, dossier.belief(each).chance) for each in dossier.needs)
    return Standing(
        dossier.account.currency,
        needs,
        tuple(LineStands(w.line.number, w.line.name, w.amount, w.line.single, w.status) for w in lines),
        patience.left,
        patience.start,
        dossier.deal.id if dossier.deal else None,
    )


def advice(dossier: Dossier, today: date, depth: int = 1) -> Advice:
    """The next move at an account: what is urgent, else what the planner finds best."""
    return next_move(situation(dossier, today), lambda: outlook(dossier, depth))


def situation(dossier: Dossier, today: date) -> Situation:
    """What the next move at an account is chosen from."""
    deal, money = dossier.open_deal, dossier.money()
    closed = {each.id for each in dossier.deals if each.state != State.OPEN}
    taken = {each.id for each in dossier.offers if _verdict(dossier, each.key) is Verdict.ACCEPTED}
    live = [each for each in dossier.offers if each.deal_id not in closed]
    # An offer that met with silence still waits for its answer.
    on_table = [each for each in live if each.id in taken or _verdict(dossier, each.key) in (None, Verdict.SILENT)]
    won = {each.id for each in dossier.deals if each.state == State.WON}
    sold = [each for each in dossier.offers if each.deal_id in won and each.id in taken]
    offered = {need for each in (*on_table, *sold) for need in dossier.covered[each.key]}
    needs = [
        LiveNeed(
            need.number,
            need.name,
            (belief := dossier.belief(need)).chance,
            belief.verified,
            money.get(need.number, Decimal(0)),
            need.weight,
            dossier.name_of(need.contact_id),
            need.key in offered,
        )
        for need in dossier.needs
        if need.direction != Direction.PERSONAL
    ]
    unaccepted = (
        [
            OpenLine(w.line.number, w.line.name, w.amount, w.line.owner, w.line.need)
            for w in dossier.result(deal).lines
            if w.status in (Status.POTENTIAL, Status.CHANGED) and w.line.effect is not Effect.COST
        ]
        if deal
        else []
    )
    return Situation(
        today,
        dossier.patience().left,
        [OpenStep(each.key, each.text, each.due) for each in dossier.steps if each.done is None],
        [OpenOffer(each.key, dossier.products[each.product_id].name, each.id in taken) for each in on_table],
        needs,
        unaccepted,
        None if dossier.parting is None else dossier.parting.kind,
        bool(won),
        [_open_defect(dossier, each) for each in dossier.defects if dossier.met(each) is None],
        [OpenStep(each.key, each.text, each.due) for each in dossier.promises if each.key not in dossier.ends],
    )


def _open_defect(dossier: Dossier, defect: Defect) -> OpenDefect:
    steps = dossier.steps_of(defect)
    return OpenDefect(
        defect.key,
        defect.text,
        stage([DefectStep(Stage(each.stage), each.day, each.due) for each in steps]),
        steps[-1].due if steps else None,
    )


def _verdict(dossier: Dossier, offer: int) -> Verdict | None:
    answer = dossier.answer.get(offer)
    return Verdict(answer.verdict) if answer else None


def on_account(store: Store, occasion: Occasion, account: str, act: Callable[[Unit, Dossier], T]) -> Done[T]:
    """Do one act at one account: load, act, keep; and record what was believed then.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """

    def whole(unit: Unit) -> Done[T]:
        row = find.account(unit, account)
        dossier = load(unit, row)
        before = stands(dossier)
        result = act(unit, dossier)
        unit.session.flush()
        changed = load(unit, row)
        after, move = stands(changed), advice(changed, occasion.today)
        if unit.changed():
            changed.account.reward = None if move.outlook is None else int(move.outlook.per_hour * 100)
            unit.add(
                Moment(
                    account_id=row.key,
                    day=occasion.today,
                    before=_chances(before),
                    after=_chances(after),
                    ratios=changed.settings.ratios.version,
                    move=json.dumps(_kept(move), ensure_ascii=False),
                    forecast=forecasts(dossier, changed, unit.act),
                )
            )
        return Done(result, row.name, before, after, move)

    return store.write(occasion, whole)


def look(store: Store, account: str, view: Callable[[Dossier], T]) -> T:
    """Look at one account.

    Raises:
        Ambiguous, Unknown: several accounts answer to the name, or none does.
    """
    return store.read(lambda unit: view(load(unit, find.account(unit, account))))


def _chances(standing: Standing) -> str:
    return json.dumps({str(need.number): str(need.chance) for need in standing.needs})


def _kept(advice: Advice) -> dict[str, object]:
    """What is kept of an advice, to be judged by what came of it."""
    kept: dict[str, object] = {"kind": advice.kind.value, "about": advice.about, "number": advice.number}
    if advice.outlook is not None:
        kept["value"], kept["hours"] = str(advice.outlook.value), str(advice.outlook.hours)
        if best := advice.outlook.first:
            kept["yes"] = str(best.yes)
    if advice.price is not None:
        kept["price"] = str(advice.price.amount)
    return kept
