"""Guessing what an account like this one has: its needs by analogy, their money by the ratio of head counts."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from valueloop.domain.estimate import Estimate
from valueloop.domain.loop.evidence import Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.names import fold
from valueloop.domain.page.similar import Analogies, Analogy
from valueloop.domain.page.standing import Done
from valueloop.domain.similarity import carried, scaled
from valueloop.domain.value.line import Effect
from valueloop.errors import Conflict, Refused
from valueloop.store import find
from valueloop.store.dossier import Dossier
from valueloop.store.journal import Occasion
from valueloop.store.load import load
from valueloop.store.loop import Need
from valueloop.store.session import Store, Unit
from valueloop.usecases.loop import a_prior, add_need, guess_line
from valueloop.usecases.named import need_named
from valueloop.usecases.past import is_gone, past_need
from valueloop.usecases.rates import base_rate
from valueloop.usecases.standing import on_account

_ENOUGH = 1  # so many accounts' worth of evidence make a base rate better than the one account that this is like


def guess_like(
    store: Store, occasion: Occasion, account: str, other: str, needs: Sequence[str] = ()
) -> Done[Analogies]:
    """Guess the needs of another account that this one lacks, by analogy; or only those that are named.

    Raises:
        Ambiguous, Unknown: an account or a need is not there.
        Conflict: a need that is named is here already.
        Refused: it is the same account, or there is nothing to guess.
    """

    def act(unit: Unit, dossier: Dossier) -> Analogies:
        row, here = find.account(unit, other), dossier.account.name
        if row.key == dossier.account.key:
            raise Refused(f"{row.name} is not like another account, it is this one: name another with --like")
        there = load(unit, row)
        named = [need_named(there, each) for each in needs]
        for each in named:
            if _has(dossier, each.name):
                raise Conflict(f"the need '{each.name}' is there already at {here}; use learn or edit")
        wanted = list({each.key: each for each in named}.values()) or lacking(dossier, there)
        if not wanted:
            raise Refused(f"nothing is left to guess: what {row.name} needs is known at {here}, or set aside there")
        models = [(each.name, Direction(each.direction)) for each in wanted]
        made = by_analogy(unit, dossier, occasion, there, models)
        left = [] if named else [each for each in there.needs if is_gone(there, each) and not _has(dossier, each.name)]
        return replace(made, gone=tuple(past_need(there, each) for each in left))

    return on_account(store, occasion, account, act)


def lacking(dossier: Dossier, there: Dossier) -> list[Need]:
    """The needs of another account that this one has not, by name; without those that are set aside there."""
    return [each for each in there.needs if not _has(dossier, each.name) and not is_gone(there, each)]


def _has(dossier: Dossier, name: str) -> bool:
    return any(fold(each.name) == fold(name) for each in dossier.needs)


def by_analogy(
    unit: Unit, dossier: Dossier, occasion: Occasion, there: Dossier, wanted: Sequence[tuple[str, Direction]]
) -> Analogies:
    """Write needs, by name and direction, as guesses by analogy to an account where they are, or once were."""
    guessed = tuple(_guess(unit, dossier, occasion, there, *each) for each in wanted)
    ours, theirs, usual = dossier.account, there.account, dossier.settings.chance
    return Analogies(theirs.name, guessed, (), usual, ours.size, theirs.size, theirs.currency)


def _guess(
    unit: Unit, dossier: Dossier, occasion: Occasion, there: Dossier, name: str, direction: Direction
) -> Analogy:
    model = next((each for each in there.needs if fold(each.name) == fold(name)), None)
    seen = there.belief(model).chance if model else None
    usual, rate = dossier.settings.chance, base_rate(unit, dossier.account, name)
    if rate and rate.accounts < _ENOUGH and seen is not None:
        rate = None  # the one account that it is like says more
    chance = a_prior(rate.mean) if rate else usual if seen is None else carried(seen, usual)
    need = Need(
        name=name,
        direction=direction,
        weight=model.weight if model else Decimal(1),
        chance=chance,
        channel=Channel.ANALOGY,
        day=occasion.today,
        typed=False,
        rate=rate.mean if rate else None,
    )
    add_need(unit, dossier, need)
    worth = _worth(there, model) if model and direction is not Direction.PERSONAL else None
    here = _carried_money(dossier, there, worth) if worth else None
    line = guess_line(unit, dossier, occasion, need, here) if here else None
    return Analogy(
        need.number,
        name,
        direction,
        chance,
        seen,
        rate.mean if rate else None,
        rate.accounts if rate else None,
        worth is not None,
        line.number if line else None,
        line.low if line else None,
        line.likely if line else None,
        line.high if line else None,
    )


def _worth(there: Dossier, need: Need) -> Estimate | None:
    """What the lines of an account's current deal (else its latest) say that a need is worth a year; None if nothing.

    Lines of one amount, or of flows given year by year, say nothing of a year.
    """
    result = there.result()
    lines = [
        each
        for each in result.lines
        if each.line.need == need.number and each.line.effect is not Effect.COST and each.counted and each.equation
    ]
    yearly = [each for each in lines if not each.line.single]
    figures = {each.name: each.estimate.likely for each in result.case.inputs}
    low, high = (sum((getattr(each, end) for each in yearly), Decimal(0)) for end in ("low", "high"))
    likely = sum((each.equation(figures) for each in yearly if each.equation), Decimal(0))
    return Estimate(low, min(max(likely, low), high), high) if yearly and low >= 0 and high > 0 else None


def _carried_money(dossier: Dossier, there: Dossier, worth: Estimate) -> Estimate | None:
    """The money of a need there as it would be here: by the ratio of head counts; None without it, or unlike money."""
    ours, theirs = dossier.account, there.account
    if not ours.size or not theirs.size or ours.currency != theirs.currency:
        return None
    return scaled(worth, theirs.size, ours.size)
