"""A value case as a customer may see it: what they agreed to, what rests on their word, and what it costs them."""

from dataclasses import replace
from decimal import Decimal

from valueloop.domain.value.case import Case, work
from valueloop.domain.value.line import Effect, Status, Worked
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Terms


def theirs(case: Case, price: Decimal | None) -> Case:
    """The case without anything of ours: with the lines that a customer may see, and a price that is on the table.

    Left out are lines that rest on a guess or a deduction of ours and are not accepted, inputs that no other line
    uses, alternatives, all terms (our share, floor, walk-away) but the price and how it is paid, and which need, person
    and touch of our records stand behind a line.

    >>> from valueloop.domain.estimate import Estimate
    >>> from valueloop.domain.value.line import Input, Line
    >>> inputs = (Input("stops", Estimate.exactly(Decimal(100))),)
    >>> lines = (Line(1, "our guess", Effect.SAVE, "stops * 2k"), Line(2, "training", Effect.COST, "900"))
    >>> [each.name for each in theirs(Case("EUR", 2, Decimal(0), inputs, lines), None).lines]
    ['training']
    """
    kept = [each for each in work(case).lines if shown(each)]
    used = {name for each in kept if each.equation for name in each.equation.names}
    terms = case.terms or Terms()
    asked = None if price is None else Terms(price=price, per_year=terms.per_year, instalments=terms.instalments)
    return replace(
        case,
        lines=tuple(replace(each.line, need=None, owner=None) for each in kept),
        inputs=tuple(replace(each, touch=None) for each in case.inputs if each.name in used),
        alternatives=(),
        terms=asked,
    )


def may_see(status: Status | None, source: Source | None) -> bool:
    """Whether a customer may see a figure: they accepted it, or it rests on what they said and is not set aside.

    >>> may_see(Status.POTENTIAL, Source.SAID), may_see(Status.POTENTIAL, Source.DEDUCED)
    (True, False)
    """
    said = source is not None and source.rung >= Source.SAID.rung
    return status is Status.ACCEPTED or (said and status is not Status.REFUTED)


def shown(line: Worked) -> bool:
    """Whether a line may stand on a customer's page: accepted, a cost to them, or resting on what they said."""
    if line.status in (Status.REFUTED, Status.INCOMPLETE, Status.MISFIT):
        return False
    agreed = line.status is Status.ACCEPTED or line.line.effect is Effect.COST
    return agreed or (not line.line.guess and may_see(line.status, line.source))
