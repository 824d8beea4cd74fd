"""The tables of a value-case file and their keys, checked with pydantic."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model, model_validator

from valueloop.domain.estimate import Estimate
from valueloop.domain.formula import Formula, parse
from valueloop.domain.money import a_currency
from valueloop.domain.names import a_name, fold
from valueloop.domain.number import EXACT
from valueloop.domain.value.alternative import NOTHING, Kind
from valueloop.domain.value.keys import KEYS, MOST_YEARS
from valueloop.domain.value.line import MOST_MONTHS, MOST_RAMP, Effect
from valueloop.domain.value.source import Source
from valueloop.interop.readers import a_day, a_formula, a_unit, as_text, number, ours, part, parts, said

MOST_ROWS = 1000  # of lines, of inputs, of alternatives: more is no case that anybody agrees to
Number = Annotated[Decimal, BeforeValidator(ours(number))]
Money = Annotated[Decimal, BeforeValidator(ours(number)), Field(ge=0)]
Risk = Annotated[Decimal, BeforeValidator(ours(part(1)))]
Step = Annotated[Decimal, BeforeValidator(ours(part(MOST_RAMP)))]
Day = Annotated[date, BeforeValidator(ours(a_day))]
Text = Annotated[str, Field(strict=True, min_length=1, max_length=200)]


def _name(what: str) -> Any:
    return BeforeValidator(ours(lambda text, _: a_name(what, text) if isinstance(text, str) else text))


LineName = Annotated[str, Field(strict=True), _name("line")]
AlternativeName = Annotated[str, Field(strict=True), _name("alternative")]


class Table(BaseModel):
    """A table of the file: a key that it does not know is a complaint."""

    model_config = ConfigDict(extra="forbid")


class InputTable(Table):
    """[inputs.NAME]: one number, or low, likely and high."""

    value: Number | None = None
    low: Number | None = None
    likely: Number | None = None
    high: Number | None = None
    unit: Annotated[str, BeforeValidator(ours(a_unit))] = ""
    source: Source | None = None
    by: Text | None = None
    on: Day | None = None

    @model_validator(mode="after")
    def _one_or_three(self) -> "InputTable":
        ends = (self.low, self.high)
        if self.value is None:
            if None in ends:
                raise ValueError("a value is missing, or low, likely and high")
            _ = self.estimate
        elif ends != (None, None) or self.likely is not None:
            raise ValueError("it has a value and a range; one of the two is meant")
        return self

    @property
    def rung(self) -> Source:
        """The rung as given; else said where somebody is named, and a guess where nobody is."""
        return self.source or (Source.SAID if self.by else Source.GUESS)

    @property
    def estimate(self) -> Estimate:
        """The number or the range; without a likely figure that is the midpoint."""
        if self.value is not None:
            return Estimate.exactly(self.value)
        assert self.low is not None
        assert self.high is not None
        middle = EXACT.divide(EXACT.add(self.low, self.high), Decimal(2))
        likely = middle if self.likely is None else self.likely
        if not self.low <= likely <= self.high:
            raise ValueError("low, likely and high must rise")
        return Estimate(self.low, likely, self.high)


_STEPS = Field(min_length=1, max_length=MOST_YEARS)


class LineTable(Table):
    """[[lines]]: a formula over inputs, or yearly flows, year 0 first."""

    name: LineName
    kind: Effect
    formula: Annotated[str, BeforeValidator(ours(a_formula))] = ""
    flows: tuple[Number, ...] = ()
    ramp: Annotated[tuple[Step, ...], BeforeValidator(parts), _STEPS] = (Decimal(1),)
    risk: Risk = Decimal(0)
    once: Annotated[bool, Field(strict=True)] = False
    year: Annotated[int, Field(strict=True, ge=0)] = 0
    delay: Annotated[Number, Field(ge=0, le=MOST_MONTHS)] = Decimal(0)
    owner: Annotated[Text | None, Field(alias="for")] = None
    accepted_by: Text | None = None
    accepted_on: Day | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "LineTable":
        if bool(self.formula) == bool(self.flows):
            raise ValueError("a line has a formula, or flows; one of the two is meant")
        if self.flows and (self.once or self.ramp != (Decimal(1),) or self.delay):
            raise ValueError("flows say year by year what comes: once, ramp and delay go with a formula")
        if self.once and (self.ramp != (Decimal(1),) or self.delay):
            raise ValueError("ramp and delay go with a yearly amount, not with one that comes once")
        if self.year and not self.once:
            raise ValueError("a year goes with once = true")
        if self.accepted_on and self.accepted_by is None:
            raise ValueError("accepted_on goes with accepted_by")
        return self

    @property
    def parsed(self) -> Formula | None:
        """The formula, where there is one."""
        return parse(self.formula) if self.formula else None


class DifferenceTable(Table):
    """[[alternatives.differences]]: in present value; without an amount it is unknown."""

    name: Text
    amount: Number | None = None


class AlternativeTable(Table):
    """[[alternatives]]: what else the customer may do."""

    name: AlternativeName
    price: Money = Decimal(0)
    kind: Kind = Kind.COMPETITOR
    switching: Money = Decimal(0)
    differences: Annotated[tuple[DifferenceTable, ...], Field(max_length=MOST_ROWS)] = ()

    @model_validator(mode="after")
    def _no_name_twice(self) -> "AlternativeTable":
        seen: set[str] = set()
        for each in self.differences:
            if fold(each.name) in seen:
                raise ValueError(f"difference '{each.name}' stands there twice")
            seen.add(fold(each.name))
        if fold(self.name) == NOTHING and (self.price or self.switching or self.differences):
            raise ValueError("doing nothing is always an alternative: we are worth the value of the lines against it")
        return self


class Keys(Table):
    """A table of keys that `vl case set` takes too; each is kept as the text that it would be typed as."""

    @property
    def keys(self) -> dict[str, str]:
        """The keys that were given."""
        return {name: text for name in KEYS if isinstance(text := getattr(self, name, None), str)}


class CaseKeys(Keys):
    """[case]: what it is called, its currency, and its conventions."""

    title: Text
    currency: Annotated[str, BeforeValidator(ours(lambda text, _: a_currency(text) if isinstance(text, str) else text))]


def _key(name: str) -> Any:
    """A key's field: the text that its reader takes, once it has taken it."""

    def read(value: Any, currency: str) -> str:
        if not isinstance(value, bool | int | Decimal | str):
            raise ValueError(f"{KEYS[name].meaning}: not {said(value)}")  # noqa: TRY004 - pydantic's kind
        KEYS[name].read(as_text(value), currency or "EUR")
        return as_text(value)

    return Annotated[str | None, BeforeValidator(ours(read))]


def _keyed(name: str, base: type[Keys], keys: list[str]) -> type[Keys]:
    fields: dict[str, Any] = {each: (_key(each), None) for each in keys}
    return create_model(name, __base__=base, **fields)


CaseTable = _keyed("CaseTable", CaseKeys, [name for name, key in KEYS.items() if not key.share])
# price_in_costs is taken in both tables: it is about the case, and people look for it beside the price
ShareTable = _keyed("ShareTable", Keys, ["price_in_costs", *(name for name, key in KEYS.items() if key.share)])


class CaseFile(Table):
    """The whole file."""

    case: CaseTable  # type: ignore[valid-type]
    inputs: Annotated[dict[str, InputTable], Field(max_length=MOST_ROWS)] = {}
    lines: Annotated[tuple[LineTable, ...], Field(max_length=MOST_ROWS)] = ()
    alternatives: Annotated[tuple[AlternativeTable, ...], Field(max_length=MOST_ROWS)] = ()
    share: ShareTable | None = None  # type: ignore[valid-type]

    @property
    def about(self) -> CaseKeys:
        """The [case] table."""
        assert isinstance(self.case, CaseKeys)
        return self.case

    @property
    def price(self) -> Keys | None:
        """The [share] table, where there is one."""
        assert self.share is None or isinstance(self.share, Keys)
        return self.share
