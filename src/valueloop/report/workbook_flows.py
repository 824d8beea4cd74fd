"""The flows of a value case as a sheet: each line's money in each year, the sums, and what payback and IRR need."""

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from itertools import accumulate, pairwise

from valueloop.domain.number import EXACT
from valueloop.domain.value.flow import Timing, once, over_years
from valueloop.domain.value.line import Effect, Worked
from valueloop.domain.value.share import price_flows
from valueloop.report.workbook_sheets import Told
from valueloop.workbook import Cell, Figure, Form, Look, Row, Sheet, Text, by_year, heads, said

ZERO = Decimal(0)
_FINE = 6  # a float may miss nought by less than a millionth: below it nothing is owed
_PART = Form(places=1, percent=True)


def flows_sheet(told: Told) -> Sheet:
    """Year by year: discount factors, the part of each amount that is reached, the money of each line, and the sums."""
    years = [f">Year {year}" for year in range(told.years + 1)]
    rows = [
        said("Flows", Look.TITLE),
        said("Year 0 is today and is not discounted. Costs are positive figures; net is benefits less costs."),
        Row(),
        heads("", "Counts as", *years, ">Total", ">Present value", "Source"),
        _factors(told),
        Row(),
        said("Part of the amount that a year reaches; or what is given for it", Look.SECTION),
        *(_part(told, n, each) for n, each in told.counted),
        Row(),
        said("Money of each line", Look.SECTION),
        *(_flow(told, n, each) for n, each in told.counted),
        Row(),
        said("Sums", Look.SECTION),
        *_sums(told),
        Row(),
        said("What payback and IRR are found from", Look.SECTION),
        *_measures(told, "net", "before our price" if told.priced else "net", net(told)),
        *(_measures(told, "left", "after our price", left(told)) if told.priced else []),
    ]
    return Sheet("Flows", tuple(rows), stay=(4, 2))


def net(told: Told) -> list[Decimal]:
    """The net flows before our price."""
    result = told.result
    return [EXACT.subtract(*each) for each in zip(result.benefit_flows, result.cost_flows, strict=True)]


def left(told: Told) -> list[Decimal]:
    """The net flows once our price is paid."""
    return [EXACT.subtract(*each) for each in zip(net(told), paid(told), strict=True)]


def paid(told: Told) -> tuple[Decimal, ...]:
    """What is paid of our price in each year."""
    return price_flows(told.price or ZERO, told.terms, told.result.factors)


def series(told: Told, flows: Sequence[Decimal]) -> list[Decimal]:
    """The flows at even steps of time, for an IRR: half years where money comes in the middle of a year."""
    return [sum((flows[year] for year in years), ZERO) for years in _steps(told)]


def changes(flows: Sequence[Decimal]) -> int:
    """How often the sign changes; only with one change is there sure to be exactly one rate (Descartes).

    >>> changes([Decimal(-1), Decimal(0), Decimal(2), Decimal(-1)])
    2
    """
    return sum(before * after < 0 for before, after in pairwise(_signs(flows)))


def _steps(told: Told) -> list[tuple[int, ...]]:
    """The years whose money comes at each step."""
    match told.at.case.timing:
        case Timing.START if told.years:
            return [(0, 1), *((year,) for year in range(2, told.years + 1))]
        case Timing.MID if told.years:
            return [(0,), (1,), *(step for year in range(2, told.years + 1) for step in ((), (year,)))]
        case _:
            return [(year,) for year in range(told.years + 1)]


def _signs(flows: Sequence[Decimal]) -> list[int]:
    """The sign of each flow; of one that is nought the sign before it."""
    signs = [0]
    for each in flows:
        rounded = _fine(each)
        signs.append(signs[-1] if rounded == 0 else 1 if rounded > 0 else -1)
    return signs[1:]


def _fine(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-_FINE), context=EXACT)


def _factors(told: Told) -> Row:
    shift = {Timing.END: "", Timing.MID: "-0.5", Timing.START: "-1"}[told.at.case.timing]

    def factor(year: int) -> Cell:
        formula = f"1/(1+{{rate}})^({year}{shift})" if year else ""
        return Figure(told.result.factors[year], Form(places=6), formula, f"factor {year}")

    source = Text(f"1 / (1 + rate) ^ {f'(year − {shift[1:]})' if shift else 'year'}")
    return Row((Text("Discount factor"), None, *by_year(told.years, factor), None, None, source))


def _part(told: Told, n: int, each: Worked) -> Row:
    """The part of a line's amount that each year reaches, by its ramp and delay; or the amounts given."""
    line, years = each.line, told.years
    if line.flows:
        pattern = (*line.flows, *(ZERO,) * (years + 1))[: years + 1]
        cells = by_year(years, lambda at: Figure(pattern[at], told.coins, key=f"part {n} {at}", edit=True))
        return Row((Text(line.name), Text("given"), *cells, None, None, Text("given year by year: Lines")))
    if line.once:
        pattern, source = once(Decimal(1), years, line.year), "Lines: in which year it comes"
    else:
        pattern, source = over_years(Decimal(1), years, line.ramp, line.delay), "Lines: ramp, and months late"

    def formula(year: int) -> str:
        if line.once:
            return f"IF({{once {n}}}={year},1,0)"
        return _reached(n, year, years) if year else ""

    cells = by_year(years, lambda at: Figure(pattern[at], _PART, formula(at), f"part {n} {at}"))
    return Row((Text(line.name), Text("part"), *cells, None, None, Text(source)))


def _reached(n: int, year: int, years: int) -> str:
    """The ramp, as late as the line starts: 12 − m months of one ramp year, and m of the one before."""
    late, ramp = f"{{late {n}}}", f"{{ramp {n} 1}}:{{ramp {n} {years}}}"

    def step(at: str) -> str:
        return f"IF({at}<1,0,INDEX({ramp},{at}))"

    whole, months = f"INT({late}/12)", f"MOD({late},12)"
    return f"((12-{months})*{step(f'{year}-{whole}')}+{months}*{step(f'{year - 1}-{whole}')})/12"


def _flow(told: Told, n: int, each: Worked) -> Row:
    cost, given = each.line.effect is Effect.COST, bool(each.line.flows)
    risk = f"*(1{'+' if cost else '-'}{{risk {n}}})"
    amount = "" if given else f"{{amount {n}}}*"
    says = ("given" if given else "amount × part") + (" × (1 + risk)" if cost else " × (1 − risk)")
    name, kind = Text(each.line.name), Text(told.kind(each), key=f"kind {n}")
    return _over_years(told, (name, kind), f"flow {n}", each.flows, lambda at: f"{amount}{{part {n} {at}}}{risk}", says)


def _over_years(
    told: Told,
    about: tuple[Cell, Cell],
    key: str,
    values: Sequence[Decimal],
    formula: Callable[[int], str],
    source: str,
    *,
    rule: bool = False,
) -> Row:
    """A row of money by year, with its undiscounted total and its present value."""
    last, coins = told.years, told.coins
    run = f"{{{key} 0}}:{{{key} {last}}}"
    with localcontext(EXACT):
        total = sum(values, ZERO)
        worth = sum((flow * factor for flow, factor in zip(values, told.result.factors, strict=True)), ZERO)
    cells = by_year(last, lambda at: Figure(values[at], coins, formula(at), f"{key} {at}", strong=rule))
    ends = (
        Figure(total, coins, f"SUM({run})", f"{key} total", strong=rule),
        Figure(worth, coins, f"SUMPRODUCT({run},{{factor 0}}:{{factor {last}}})", f"{key} pv", strong=rule),
    )
    return Row((*about, *cells, *ends, Text(source)), rule)


def _sums(told: Told) -> list[Row]:
    result, first, last = told.result, told.counted[0][0], told.counted[-1][0]
    rows = []
    for key, name, kind in (
        ("agreed", "Benefits accepted" if not told.customer else "Benefits agreed", told.agreed),
        ("open", "Benefits potential" if not told.customer else "Benefits to be agreed", told.waiting),
        ("costs", "Costs to them" if not told.customer else "Costs to you", "cost"),
    ):
        flows = [each.flows for _, each in told.counted if told.kind(each) == kind]
        with localcontext(EXACT):
            values = [sum((flow[at] for flow in flows), ZERO) for at in range(told.years + 1)]

        def formula(at: int, kind: str = kind) -> str:
            return f'SUMIF({{kind {first}}}:{{kind {last}}},"{kind}",{{flow {first} {at}}}:{{flow {last} {at}}})'

        rows.append(_over_years(told, (Text(name), None), key, values, formula, f"lines that count as {kind}"))
    name = "Net before our price" if told.priced else "Net"
    rows.append(
        _over_years(
            told,
            (Text(name, Look.STRONG), None),
            "net",
            net(told),
            lambda at: f"{{agreed {at}}}+{{open {at}}}-{{costs {at}}}",
            "benefits less costs",
            rule=True,
        )
    )
    assert result.reckoned
    return rows + (_price_rows(told) if told.priced else [])


def _price_rows(told: Told) -> list[Row]:
    last, yearly = told.years, told.terms.per_year and told.years > 0

    def formula(year: int) -> str:
        if yearly:
            return f"{{price}}/SUM({{factor 1}}:{{factor {last}}})" if year else ""
        return "" if year else "{price}"

    says = "price / the sum of the factors from year 1 on" if yearly else "paid in year 0: Results"
    after = (Text("Net after our price", Look.STRONG), None)
    return [
        _over_years(told, (Text("Our price"), None), "paid", paid(told), formula, says),
        _over_years(
            told, after, "left", left(told), lambda at: f"{{net {at}}}-{{paid {at}}}", "net − price", rule=True
        ),
    ]


def _measures(told: Told, key: str, name: str, flows: Sequence[Decimal]) -> list[Row]:
    """What so many years bring, the year in which it is paid back, and the flows at even steps with their signs."""
    with localcontext(EXACT):
        so_far = list(accumulate(flows))

    def back(year: int) -> Cell:
        if year == 0:
            return None
        before, after = so_far[year - 1], so_far[year]
        comes = _fine(before) < 0 <= _fine(after)
        value = EXACT.add(Decimal(year - 1), EXACT.divide(-before, flows[year])) if comes else ""
        owed, paid_back = f"ROUND({{{key} sum {year - 1}}},{_FINE})<0", f"ROUND({{{key} sum {year}}},{_FINE})>=0"
        found = f"{year - 1}-{{{key} sum {year - 1}}}/{{{key} {year}}}"
        return Figure(value, Form(places=2), f'IF(AND({owed},{paid_back}),{found},"")', f"{key} back {year}")

    def added(year: int) -> Cell:
        formula = f"{{{key} sum {year - 1}}}+{{{key} {year}}}" if year else f"{{{key} 0}}"
        return Figure(so_far[year], told.coins, formula, f"{key} sum {year}")

    stepped, steps = series(told, flows), _steps(told)
    signs = _signs(stepped)
    step: list[Cell] = []
    sign: list[Cell] = []
    for at, years in enumerate(steps):
        formula = "+".join(f"{{{key} {year}}}" for year in years)
        step.append(Figure(stepped[at], told.coins, formula, f"{key} step {at}"))
        now, before = f"{{{key} step {at}}}", f"{{{key} sign {at - 1}}}" if at else "0"
        formula = f"IF(ROUND({now},{_FINE})=0,{before},SIGN({now}))"
        sign.append(Figure(Decimal(signs[at]), Form(places=0), formula, f"{key} sign {at}"))
    halves = "each half year" if told.at.case.timing is Timing.MID else "each year from today"
    return [
        Row((Text(f"Cumulated, {name}"), Text("sum so far"), *by_year(told.years, added))),
        Row((Text(f"Paid back, {name}"), Text("after years"), *by_year(told.years, back))),
        Row((Text(f"For the IRR, {name}"), Text(halves), *step)),
        Row((Text(f"Its sign, {name}"), Text("0: that before"), *sign)),
    ]
