"""What a finance director reads."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.value.any_case import FIGURES, PARTS
from domain.value.build import decimals, near
from valueloop.domain.value.flow import Timing, factors
from valueloop.domain.value.measure import Measures, measure

FLOWS = st.lists(st.tuples(FIGURES, FIGURES), min_size=2, max_size=8)


def measured(benefits: str, costs: str, rate: str = "0", timing: Timing = Timing.END) -> Measures:
    gains, spends = decimals(benefits), decimals(costs)
    return measure(gains, spends, factors(len(gains) - 1, Decimal(rate), timing), timing)


def test_all_measures_of_a_case_that_the_hand_can_reckon() -> None:
    found = measured("0 60 125", "80 10 0", "0.25")
    assert found.pv_benefits == 128  # 60 / 1.25 + 125 / 1.5625
    assert found.pv_costs == 88
    assert found.npv == 40
    assert near(found.roi, "40/88")
    assert found.payback == Decimal("1.24")  # −80, −30, 95: 30 of the second year's 125
    assert len(found.rates) == 1
    assert found.irr == found.rates[0]
    assert abs(measured("0 60 125", "80 10 0", str(found.irr)).npv) < Decimal("1e-15")


def test_without_costs_there_is_no_return_on_them() -> None:
    found = measured("5 10", "0 0")
    assert (found.roi, found.payback, found.irr, found.rates) == (None, Decimal(0), None, ())


def test_what_never_comes_back_has_no_payback() -> None:
    found = measured("0 40 40", "100 0 0")
    assert (found.payback, found.npv, found.roi) == (None, Decimal(-20), Decimal("-0.2"))


def test_of_several_rates_none_is_the_rate_of_return() -> None:
    found = measured("0 230 0", "100 0 132")
    assert found.rates == decimals("0.1 0.2")
    assert found.irr is None


@pytest.mark.parametrize(("timing", "rate"), [(Timing.END, "0.21"), (Timing.MID, "0.4641"), (Timing.START, None)])
def test_the_rate_of_return_knows_when_money_flows(timing: Timing, rate: str | None) -> None:
    assert measured("0 121", "100 0", timing=timing).irr == (None if rate is None else Decimal(rate))


def test_payback_is_not_discounted() -> None:
    assert measured("0 50 50", "100 0 0", "0.5").payback == 2


def test_the_measures_do_not_hang_on_the_precision_around_them() -> None:
    usual = measured("0 1 2", "0.7 0 0", "0.07")
    with localcontext(prec=5):
        assert measured("0 1 2", "0.7 0 0", "0.07") == usual


@given(FLOWS, PARTS, st.sampled_from([Timing.END, Timing.START]))
def test_each_measure_is_what_fractions_come_to(
    flows: list[tuple[Decimal, Decimal]], rate: Decimal, timing: Timing
) -> None:
    benefits, costs = zip(*flows, strict=True)
    found = measure(benefits, costs, factors(len(flows) - 1, rate, timing), timing)

    def present(of: tuple[Decimal, ...]) -> Fraction:
        later = 1 if timing is Timing.START else 0
        return sum(
            (Fraction(each) / (1 + Fraction(rate)) ** max(0, at - later) for at, each in enumerate(of)), Fraction(0)
        )

    gained, spent = present(benefits), present(costs)
    assert abs(Fraction(found.pv_benefits) - gained) <= gained / 10**40
    assert abs(Fraction(found.pv_costs) - spent) <= spent / 10**40
    assert abs(Fraction(found.npv) - (gained - spent)) <= (gained + spent) / 10**40
    if spent:
        assert found.roi is not None
        assert abs(Fraction(found.roi) - (gained - spent) / spent) <= (gained + spent) / spent / 10**40
    else:
        assert found.roi is None
