"""What an account's rows say of the time after the deal: promises, defects, and what its lines came to."""

from dataclasses import dataclass
from functools import cached_property

from valueloop.domain.promise import Met, Stage, Step, met
from valueloop.domain.value.realised import LineRealised, Measured, realise
from valueloop.store.cased import Cased
from valueloop.store.invoice import Realised
from valueloop.store.promise import Defect, DefectStep, PromiseEnd
from valueloop.store.value import Deal


@dataclass
class Aftercare(Cased):
    """The rows of one account, with its value case and what became of it."""

    @cached_property
    def ends(self) -> dict[int, PromiseEnd]:
        """How each promise ended, by its id: the latest word on it."""
        return {each.promise_id: each for each in sorted(self.promise_ends, key=lambda one: (one.day, one.act_id))}

    def steps_of(self, defect: Defect) -> list[DefectStep]:
        """The steps in which a defect was met, in time."""
        found = [each for each in self.defect_steps if each.defect_id == defect.id]
        return sorted(found, key=lambda each: (each.day, each.act_id))

    def met(self, defect: Defect) -> Met | None:
        """How a defect was met, once it is mended."""
        steps = [Step(Stage(each.stage), each.day, each.due) for each in self.steps_of(defect)]
        return met(defect.day, steps, self.settings.pace)

    def measurements(self) -> list[tuple[Realised, LineRealised]]:
        """The latest measurement of each line of each won deal, with the line as it was promised and as it came."""
        latest = {(each.deal_id, each.line_id): each for each in self.realised}
        number = {each.key: each.number for each in self.lines}
        found: list[tuple[Realised, LineRealised]] = []
        for deal in self.deals:
            rows = {number[each.line_id]: each for each in latest.values() if each.deal_id == deal.id}
            lines = self.realised_of(deal) if rows else ()
            found += [(row, line) for line in lines if (row := rows.get(line.promised.line.number)) is not None]
        return found

    def realised_of(self, deal: Deal) -> tuple[LineRealised, ...]:
        """The lines of a closed deal, as promised and as measured since."""
        number = {each.key: each.number for each in self.lines}
        rows = [each for each in self.realised if each.deal_id == deal.id]
        latest = {number[each.line_id]: each for each in rows}
        of = {each.key for each in rows}
        return realise(
            self.frozen_case(deal) or self.live_case(deal),
            Measured(
                frozenset(latest),
                {line: each.amount for line, each in latest.items() if each.amount is not None},
                {each.name: each.value for each in self.realised_inputs if each.realised_id in of},
            ),
        )
