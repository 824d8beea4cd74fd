"""A value case worked out, as its pages have it: what it is worth, what it hangs on, what a price leaves of it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, reduce
from itertools import accumulate

from valueloop.domain.deal import State
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.case import input_view, line_view, sums_view
from valueloop.domain.page.terms import OutcomeTerms, outcome_terms
from valueloop.domain.page.value import (
    Basis,
    BreakEvenView,
    RangeView,
    SwingView,
    ValuePage,
    WorthView,
    YearView,
)
from valueloop.domain.value.alternative import Worth, next_best
from valueloop.domain.value.case import Case, Result, work
from valueloop.domain.value.draws import DRAWS, SEED
from valueloop.domain.value.line import Effect
from valueloop.domain.value.measure import Measures
from valueloop.domain.value.sensitivity import Swing, next_question, swings
from valueloop.domain.value.share import (
    Seats,
    Share,
    after_price,
    at_price,
    by_rule,
    price_flows,
    seats,
)
from valueloop.domain.value.spread import Draws, Simulated, simulate
from valueloop.domain.value.terms import Terms

NEVER, NONE = "never", "none"


@dataclass(frozen=True)
class Worked:
    """A case worked out and simulated, once for all that its pages say."""

    case: Case
    draws: int = DRAWS
    seed: int = SEED

    @cached_property
    def result(self) -> Result:
        """The case worked out."""
        return work(self.case)

    @cached_property
    def simulated(self) -> Simulated:
        """The case simulated."""
        return simulate(self.result, self.draws, self.seed)

    @cached_property
    def seats(self) -> Seats:
        """What prices are seen from."""
        return seats(self.result, self.simulated.accepted, self.case.terms or Terms())

    @cached_property
    def share(self) -> Share | None:
        """The price in force: the one that is asked, else the rule's; None where nobody asked for one."""
        terms = self.case.terms
        if terms is None or self.case.price_in_costs:
            return None
        return at_price(terms.price, self.seats) if terms.price is not None else by_rule(terms.rule, self.seats)

    @property
    def basis(self) -> Basis:
        """The case's conventions."""
        case = self.case
        return Basis(
            case.currency,
            case.years,
            case.discount_rate,
            case.timing,
            case.price_in_costs,
            self.draws,
            self.seed,
        )

    def money(self, amount: Decimal) -> Money:
        """An amount in the case's currency."""
        return Money(amount, self.case.currency)

    def known(self, amount: Decimal | None) -> Money | None:
        """An amount in the case's currency, where there is one."""
        return None if amount is None else self.money(amount)


def value_page(at: Worked, account: str | None = None, deal: State | None = None) -> ValuePage:
    """The value page of a case worked out."""
    case, result, measures, share = at.case, at.result, at.result.measures, at.share
    price = share.price if share else None
    terms = case.terms or Terms()
    after = measures if case.price_in_costs else None if price is None else after_price(result, price, terms)
    found = swings(result, price)
    asked, best = next_question(found), next_best(at.seats.worths)
    keeps = result.value.present_value if case.price_in_costs else share.keeps if share else None
    part, of = (share.part, "accepted value") if share else (None, None)
    if share and result.reckoned is False:
        part, of = share.of_difference, "difference"  # without a line there is no value to share, but a difference
    npv = at.simulated.npv
    p10, p50, p90 = (at.money(npv.at(Decimal(part))) for part in ("0.1", "0.5", "0.9"))
    benefits = [each for each in result.lines if each.line.effect is not Effect.COST and each.counted]
    return ValuePage(
        account=account,
        title=case.title,
        deal=deal,
        basis=at.basis,
        lines=tuple(line_view(each, case.currency) for each in result.lines),
        inputs=tuple(input_view(each) for each in case.inputs),
        accepted=at.money(result.accepted.present_value),
        potential=at.money(result.potential.present_value),
        value_per_year=at.money(
            reduce(EXACT.add, (each.amount for each in benefits if not each.line.single), Decimal(0))
        ),
        sums=sums_view(result, case.currency),
        pv_benefits=at.money(measures.pv_benefits),
        pv_costs=at.money(measures.pv_costs),
        npv=at.money(measures.npv),
        roi=measures.roi,
        payback_years=_payback(measures),
        irr=_irr(measures),
        irr_rates=measures.rates,
        price=at.known(price),
        price_a_year=at.known(a_year(at, price)),
        price_by=_price_by(case, share),
        our_share=part,
        our_share_of=of if part is not None else None,
        customer_keeps=at.known(keeps),
        customer_pv_costs=at.known(after.pv_costs) if after else None,
        customer_npv=at.known(after.npv) if after else None,
        customer_roi=after.roi if after else None,
        customer_payback_years=_payback(after) if after else None,
        customer_irr=_irr(after) if after else None,
        customer_irr_rates=after.rates if after else (),
        flows=_years(at, price),
        p10=p10,
        p50=p50,
        p90=p90,
        chance_of_gain=npv.chance(lambda value: value > 0),
        ranges=_ranges(at, share),
        tornado=tuple(_swing(at, each) for each in found if each.swing),
        break_even=tuple(_break_even(each) for each in found),
        next_question=asked.input.name if asked else None,
        worth=tuple(_worth(at, each, price) for each in at.seats.worths),
        next_best=best.name if best else None,
        outcome=_outcome(case, result.value.present_value),
    )


def _outcome(case: Case, value: Decimal) -> OutcomeTerms | None:
    """What a price by outcome comes to on the accepted value; None where our price stands in the costs already."""
    return None if case.price_in_costs else outcome_terms(case.terms, value, case.currency, case.years)


def _payback(measures: Measures) -> Decimal | str:
    return NEVER if measures.payback is None else measures.payback


def _irr(measures: Measures) -> Decimal | str:
    return NONE if measures.irr is None else measures.irr


def _price_by(case: Case, share: Share | None) -> str:
    """What the price in force comes from, or why there is none."""
    if case.price_in_costs:
        return "in the cost lines"
    if share is None or case.terms is None:
        return "no price is asked for"
    return share.why or ("the price asked" if case.terms.price is not None else case.terms.rule.value)


def a_year(at: Worked, price: Decimal | None) -> Decimal | None:
    """What is paid of a price each year; None where it is paid at once."""
    terms = at.case.terms
    if price is None or terms is None or not terms.per_year or at.case.years == 0:
        return None
    return price_flows(price, terms, at.result.factors)[1]


def _years(at: Worked, price: Decimal | None) -> tuple[YearView, ...]:
    result, terms = at.result, at.case.terms or Terms()
    paid = price_flows(Decimal(0) if price is None else price, terms, result.factors)
    net = [EXACT.subtract(*each) for each in zip(result.benefit_flows, result.cost_flows, strict=True)]
    rows = zip(result.benefit_flows, result.cost_flows, net, accumulate(net, EXACT.add), paid, strict=True)
    return tuple(YearView(year, *(at.money(each) for each in row)) for year, row in enumerate(rows))


def _ranges(at: Worked, share: Share | None) -> tuple[RangeView, ...]:
    def row(what: str, draws: Draws) -> RangeView:
        p10, p50, p90 = (at.money(draws.at(Decimal(part))) for part in ("0.1", "0.5", "0.9"))
        return RangeView(what, p10, p50, p90, draws.chance(lambda value: value > 0))

    rows = [row("benefits", at.simulated.benefits), row("npv", at.simulated.npv)]
    if share and share.p10 is not None and share.p50 is not None and share.p90 is not None and share.chance is not None:
        p10, p50, p90 = (at.money(each) for each in (share.p10, share.p50, share.p90))
        rows.append(RangeView("customer keeps", p10, p50, p90, share.chance))
    return tuple(rows)


def _swing(at: Worked, each: Swing) -> SwingView:
    row = each.input
    return SwingView(
        row.name,
        row.unit,
        row.source,
        each.verified,
        row.estimate.low,
        row.estimate.high,
        at.money(each.at_low),
        at.money(each.at_high),
        at.money(each.swing),
    )


def _break_even(each: Swing) -> BreakEvenView:
    return BreakEvenView(each.input.name, each.input.unit, each.input.estimate.mean, each.break_even, each.with_price)


def _worth(at: Worked, each: Worth, price: Decimal | None) -> WorthView:
    known = {one.name: one for one in at.case.alternatives}
    differences = known[each.name].differences if each.kind is not None else ()
    return WorthView(
        each.name,
        each.kind,
        at.money(each.price),
        at.money(each.positive),
        at.money(each.negative),
        at.money(each.switching),
        tuple((one.name, at.known(one.amount)) for one in differences),
        each.unknown,
        at.known(each.worth),
        None if price is None or each.worth is None else at.money(EXACT.subtract(each.worth, price)),
    )
