"""The results of a value case as a sheet: before and after our price, and what the customer keeps."""

from collections.abc import Sequence
from decimal import Decimal

from valueloop.domain.number import EXACT
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.measure import Measures, measure
from valueloop.report.figures import count, decimal, listed, rate
from valueloop.report.workbook_flows import ZERO, changes, left, net, paid, series
from valueloop.report.workbook_sheets import Told
from valueloop.workbook import PERCENT, Cell, Figure, Form, Look, Row, Sheet, Text, heads, said

NO_COSTS, NEVER, NONE, NOT_ONE, NOT_FOUND = "none: no costs", "never", "none", "not one rate", "not found"
_YEARS = Form(places=2, behind=" years")


def results_sheet(told: Told) -> Sheet:
    """The price, which may be typed over, and what follows from it: NPV, ROI, payback, IRR, and what they keep."""
    case = told.at.case
    horizon = f"{count(case.years, 'year')} at {rate(case.discount_rate)} a year"
    rows = [
        said("Results", Look.TITLE),
        said(f"Present value over {horizon}, {case.timing.words}, as exported: the rate may be typed over (Inputs)."),
        Row(),
    ]
    if told.priced:
        price = Figure(told.price, told.coins, key="price", edit=True, strong=True)
        rows.append(Row((Text("Our price, present value", Look.STRONG), price, None, Text(told.price_source))))
        rows.append(Row())
    else:
        rows += [said("The cost lines hold our price: before and after are the same."), Row()]
    if not told.result.reckoned:
        return Sheet("Results", (*rows, said("No line has a figure yet.")), grid=False)
    rows += [_head(told), *_results(told), Row(), said(_lead(told), Look.SECTION), *_keeps(told)]
    return Sheet("Results", tuple(rows), grid=False)


def _head(told: Told) -> Row:
    every = "All lines" if told.customer else "All lines, accepted and potential"
    if told.priced:
        return heads(every, ">Before our price", ">After our price", "Source")
    return heads(every, ">Our price is in the costs", "", "Source")


def _results(told: Told) -> list[Row]:
    flows = told.result.benefit_flows, told.result.cost_flows
    before = told.result.measures
    with_price = [EXACT.add(*each) for each in zip(flows[1], paid(told), strict=True)]
    after = measure(flows[0], with_price, told.result.factors, told.at.case.timing)
    sides = [("", "net", before, net(told)), (" after", "left", after, left(told))][: 2 if told.priced else 1]
    coins = told.coins

    def row(name: str, source: str, cells: Sequence[Cell], *, rule: bool = False) -> Row:
        shown = [*cells, *[None] * (2 - len(cells))]
        return Row((Text(name, Look.STRONG if rule else Look.PLAIN), *shown, Text(source)), rule)

    benefits = [Figure(at.pv_benefits, coins, "{agreed pv}+{open pv}", f"pv benefits{key}") for key, _, at, _ in sides]
    costs = [
        Figure(at.pv_costs, coins, "{costs pv}" + ("+{paid pv}" if key else ""), f"pv costs{key}")
        for key, _, at, _ in sides
    ]
    npv = [
        Figure(at.npv, coins, f"{{pv benefits{key}}}-{{pv costs{key}}}", f"npv{key}", strong=True)
        for key, _, at, _ in sides
    ]
    payback = [_payback(told, key, run, at) for key, run, at, _ in sides]
    irr = [_irr(told, key, run, at, flow) for key, run, at, flow in sides]
    return [
        row("Benefits, present value", "Flows: benefits", benefits),
        row("Costs, present value", "Flows: costs" + (", and our price" if told.priced else ""), costs),
        row("NPV", "benefits less costs", npv, rule=True),
        row("ROI", "NPV / costs", [_roi(key, at) for key, _, at, _ in sides]),
        row("Payback", "Flows: when what is cumulated comes back to nought, undiscounted", payback),
        row("IRR", _irr_source([at for _, _, at, _ in sides]), irr),
    ]


def _roi(key: str, at: Measures) -> Figure:
    formula = f'IF({{pv costs{key}}}>0,{{npv{key}}}/{{pv costs{key}}},"{NO_COSTS}")'
    return Figure(NO_COSTS if at.roi is None else at.roi, PERCENT, formula, f"roi{key}")


def _payback(told: Told, key: str, run: str, at: Measures) -> Figure:
    last = told.years
    found = f'IF(ROUND({{{run} sum {last}}},6)<0,"{NEVER}",0)'
    if last:
        back = f"{{{run} back 1}}:{{{run} back {last}}}"
        found = f"IF(COUNT({back})>0,MIN({back}),{found})"
    return Figure(NEVER if at.payback is None else at.payback, _YEARS, found, f"payback{key}")


def _irr(told: Told, key: str, run: str, at: Measures, flows: Sequence[Decimal]) -> Figure:
    """Excel's IRR where the flows change sign once, as then alone one rate is sure; sought from the rate we found."""
    stepped = series(told, flows)
    last, turns = len(stepped) - 1, changes(stepped)
    if not last:
        return Figure(NONE, PERCENT, key=f"irr{key}")
    half = told.at.case.timing is Timing.MID
    value: Decimal | str = NOT_ONE if turns > 1 else NONE
    guess = Decimal("0.1")
    if turns == 1 and at.irr is not None:
        value = at.irr
        guess = EXACT.subtract((1 + at.irr).sqrt(EXACT), 1) if half else at.irr
    irr = f"IRR({{{run} step 0}}:{{{run} step {last}}},{guess:.6f})"
    irr = f"(1+{irr})^2-1" if half else irr
    signs = f"{{{run} sign 0}}:{{{run} sign {last - 1}}}*{{{run} sign 1}}:{{{run} sign {last}}}"
    count_of = f"SUMPRODUCT(({signs}<0)*1)"
    formula = f'IF({count_of}=0,"{NONE}",IF({count_of}=1,IFERROR({irr},"{NOT_FOUND}"),"{NOT_ONE}"))'
    return Figure(value, PERCENT, formula, f"irr{key}")


def _irr_source(sides: Sequence[Measures]) -> str:
    """What the IRR is; where flows change sign more than once, the rates that we found are named."""
    says = "the rate at which the net flows are worth nothing today, where they change sign once"
    several = [f"{decimal(each * 100, 1)}%" for at in sides if len(at.rates) != 1 for each in at.rates]
    return f"{says}; as exported the rates are {listed(several)}" if several else says


def _lead(told: Told) -> str:
    return "What you keep" if told.customer else "What they keep"


def _keeps(told: Told) -> list[Row]:
    """What is left of the accepted value once our price is paid; to us, which part of it we take too."""
    result, coins, terms = told.result, told.coins, told.terms
    mine, yours = (
        ("Benefits you agreed to", "Costs to you") if told.customer else ("Benefits accepted", "Costs to them")
    )
    price = (told.price or ZERO) if told.priced else ZERO
    value = result.value.present_value
    rows = [
        _one(mine, Figure(result.accepted.present_value, coins, "{agreed pv}", "accepted"), "Flows"),
        _one(yours, Figure(result.costs.present_value, coins, "{costs pv}", "costs"), "Flows"),
        _one(
            "Less costs",
            Figure(value, coins, "{accepted}-{costs}", "value", strong=True),
            "benefits less costs",
            rule=True,
        ),
    ]
    keeps, formula = EXACT.subtract(value, price), "{value}-{price}" if told.priced else "{value}"
    if told.priced:
        rows.append(_one("Our price", Figure(price, coins, "{price}", "price again"), "as above"))
    if told.priced and terms.guarantee is not None:
        back = min(price, max(ZERO, EXACT.subtract(terms.guarantee, value)))
        due = Figure(terms.guarantee, coins, key="guarantee", edit=True)
        rows.append(_one("Value that we guarantee", due, "our terms"))
        paid_back = Figure(back, coins, "MIN({price},MAX(0,{guarantee}-{value}))", "back")
        rows.append(_one("Paid back under the guarantee", paid_back, "what the value is short of it, up to the price"))
        keeps, formula = EXACT.add(keeps, back), f"{formula}+{{back}}"
    name = "You keep" if told.customer else "They keep"
    rows.append(_one(name, Figure(keeps, coins, formula, "keeps", strong=True), "value less price", rule=True))
    if told.priced and not told.customer:
        rows += _ours(told, value, price)
    return rows


def _ours(told: Told, value: Decimal, price: Decimal) -> list[Row]:
    """What is for our eyes alone."""
    part: Decimal | str = EXACT.divide(price, value) if value > 0 else NONE
    figure = Figure(part, PERCENT, f'IF({{value}}>0,{{price}}/{{value}},"{NONE}")', "part")
    rows = [_one("Our part of the accepted value", figure, "price / accepted value")]
    if told.terms.walk_away is not None:
        walk = Figure(told.terms.walk_away, told.coins, key="walk-away", edit=True)
        over = Figure(EXACT.subtract(price, told.terms.walk_away), told.coins, "{price}-{walk-away}", "margin")
        rows += [_one("Our walk-away", walk, "our own figure"), _one("Price above it", over, "price − walk-away")]
    return rows


def _one(name: str, figure: Figure, source: str, *, rule: bool = False) -> Row:
    return Row((Text(name, Look.STRONG if rule else Look.PLAIN), figure, None, Text(source)), rule)
