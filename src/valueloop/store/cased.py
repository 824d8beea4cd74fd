"""The value case that an account's rows make, whatever is believed of its needs."""

import json
from dataclasses import dataclass, replace
from decimal import Decimal

from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import parse
from valueloop.domain.probability import read_fraction
from valueloop.domain.value.alternative import Alternative, Difference
from valueloop.domain.value.alternative import Kind as AlternativeKind
from valueloop.domain.value.case import Case
from valueloop.domain.value.frozen import from_plain
from valueloop.domain.value.keys import with_keys
from valueloop.domain.value.line import MOST_RAMP, Acceptance, Effect, Input, Line
from valueloop.domain.value.source import Source
from valueloop.domain.value.terms import Terms
from valueloop.store.rows import Rows
from valueloop.store.value import Accepted, AlternativeRow, Deal, ValueInput, ValueLine


@dataclass
class Cased(Rows):
    """The rows of one account, and the value case that they make of each deal."""

    def lines_of(self, deal: Deal | None) -> list[ValueLine]:
        """The live lines of a deal."""
        return [each for each in self.lines if deal and each.deal_id == deal.id and not each.replaced]

    def inputs_of(self, deal: Deal | None) -> list[ValueInput]:
        """The inputs of a deal, without those that only a replaced line uses."""
        inputs = [each for each in self.inputs if deal and each.deal_id == deal.id]
        used = {name for line in self.lines_of(deal) for name in names_in(line)}
        gone = [each for each in self.lines if deal and each.deal_id == deal.id and each.replaced]
        old = {name for line in gone for name in names_in(line)}
        kept = [each for each in inputs if each.name in used or each.name not in old]
        first = {each.name: each.key for each in sorted(self.earlier_inputs, key=lambda one: -one.key)}
        return sorted(kept, key=lambda each: first.get(each.name, each.key))  # a new figure keeps its place

    def frozen_case(self, deal: Deal | None) -> Case | None:
        """The value case of a closed deal, as it was frozen then (the first version kept less); None of an open one."""
        if deal is None or not deal.frozen:
            return None
        case = from_plain(json.loads(deal.frozen))
        return replace(case, title=case.title or self.account.name, terms=case.terms or self._terms(deal))

    def live_case(self, deal: Deal | None) -> Case:
        """The value case of a deal as it stands, no line of it refuted."""
        case = Case(
            self.account.currency,
            self.settings.years,
            self.settings.discount_rate,
            tuple(self.input(each) for each in self.inputs_of(deal)),
            tuple(self._line(each) for each in self.lines_of(deal)),
            title=self.account.name,
            alternatives=tuple(self._alternative(each) for each in self.alternatives_of(deal)),
        )
        return with_keys(case, self._terms(deal), self.keys_of(deal))

    def keys_of(self, deal: Deal | None) -> dict[str, str]:
        """What is set of a deal's case and price, as typed."""
        return {each.name: each.value for each in self.case_keys if deal and each.deal_id == deal.id}

    def alternatives_of(self, deal: Deal | None) -> list[AlternativeRow]:
        """The alternatives of a deal."""
        return [each for each in self.alternatives if deal and each.deal_id == deal.id]

    def _terms(self, deal: Deal | None) -> Terms:
        """The usual terms: the share that is set, and the floor of the product last offered as our walk-away."""
        return Terms(fraction=self.settings.share, walk_away=self._floor(deal))

    def _floor(self, deal: Deal | None) -> Decimal | None:
        """The floor of the product last offered in the deal, where it is in the account's currency."""
        offers = [each.product_id for each in self.offers if deal and each.deal_id == deal.id]
        product = self.products[offers[-1]] if offers else None
        return product.floor if product and product.currency == self.account.currency else None

    def _alternative(self, row: AlternativeRow) -> Alternative:
        differences = tuple(
            Difference(each.name, each.amount) for each in self.contrasts if each.alternative_id == row.id
        )
        return Alternative(row.name, row.price, AlternativeKind(row.kind), row.switching, differences)

    def input(self, row: ValueInput) -> Input:
        """An input's row as the method has it."""
        estimate = Estimate(row.low, row.likely, row.high)
        return Input(
            row.name, estimate, row.unit, Source(row.source), self.name_of(row.contact_id), row.day, row.touch_id
        )

    def _line(self, row: ValueLine) -> Line:
        agreed = [each for each in self.acceptances if each.line_id == row.id]
        return Line(
            row.number,
            row.name,
            Effect(row.effect),
            row.formula,
            self.need[row.need_id].number if row.need_id else None,
            self.name_of(row.contact_id),
            row.once,
            row.risk,
            tuple(read_fraction(each, "ramp", MOST_RAMP) for each in row.ramp.split("/")),
            row.guess,
            self._acceptance(agreed[-1]) if agreed else None,
            flows=tuple(Decimal(each) for each in row.flows.split("/")) if row.flows else (),
            year=row.year,
            delay=row.delay,
        )

    def _acceptance(self, row: Accepted) -> Acceptance:
        by = self.name_of(row.contact_id)
        assert by is not None
        return Acceptance(by, row.day, row.touch_id, row.figure, row.basis)


def names_in(row: ValueLine) -> tuple[str, ...]:
    """The inputs that a line's formula names; none where its flows are given."""
    return parse(row.formula).names if row.formula else ()
