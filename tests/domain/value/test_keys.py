"""What may be set of a case and of its price: each key is read, or refused with a reason."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from domain.value.build import a_case
from valueloop.domain.value.case import Case
from valueloop.domain.value.flow import Timing
from valueloop.domain.value.keys import KEYS, read_key, with_keys
from valueloop.domain.value.terms import Rule, Terms
from valueloop.errors import Invalid, Unknown

READ = [
    ("years", "5", 5),
    ("years", "0", 0),
    ("years", " 50 ", 50),
    ("discount_rate", "12.5%", Decimal("0.125")),
    ("discount_rate", "0", Decimal(0)),
    ("timing", "end", Timing.END),
    ("timing", " MID ", Timing.MID),
    ("timing", "start", Timing.START),
    ("price_in_costs", "yes", True),
    ("price_in_costs", "False", False),
    ("rule", "fraction", Rule.FRACTION),
    ("rule", "Difference", Rule.DIFFERENCE),
    ("rule", "bargain", Rule.BARGAIN),
    ("rule", "outcome", Rule.OUTCOME),
    ("fraction", "30%", Decimal("0.3")),
    ("alpha", "0.4", Decimal("0.4")),
    ("base", "10k", Decimal(10_000)),
    ("baseline", "80,000", Decimal(80_000)),
    ("least", "€5", Decimal(5)),
    ("most", "1.2M EUR", Decimal(1_200_000)),
    ("guarantee", "0", Decimal(0)),
    ("walk_away", "30k", Decimal(30_000)),
    ("price", "45k", Decimal(45_000)),
    ("per_year", "true", True),
    ("per_year", " No ", False),
    ("instalments", "120", 120),
    ("instalments", "1", 1),
]


@pytest.mark.parametrize(("name", "text", "value"), READ)
def test_a_key_is_read_as_typed(name: str, text: str, value: object) -> None:
    found = read_key(name, text, "EUR")
    assert found == value
    assert type(found) is type(value)


def test_every_key_is_read_above_and_is_a_field_of_the_case_or_of_the_terms() -> None:
    assert {name for name, _, _ in READ} == set(KEYS)
    of_terms, of_case = ({each.name for each in fields(kind)} for kind in (Terms, Case))
    assert {key.name for key in KEYS.values() if key.share} == of_terms
    assert {key.name for key in KEYS.values() if not key.share} <= of_case
    assert all(key.meaning and key.name == name for name, key in KEYS.items())


WRONG = [
    *(("years", text, "it is no whole number from 0 to 50") for text in ("51", "3.5", "-1", "", "three", "٣", "²")),
    ("years", "9" * 5000, "it is no whole number from 0 to 50"),
    ("instalments", "0", "it is no whole number from 1 to 120"),
    ("instalments", "121", "it is no whole number from 1 to 120"),
    ("discount_rate", "12", "it is not between 0 and 1"),
    ("discount_rate", "ten", "it is not a number"),
    ("fraction", "101%", "it is not between 0 and 1"),
    ("alpha", "", "it is not a number"),
    ("timing", "middle", "it is none of its words"),
    ("timing", "", "it is none of its words"),
    ("rule", "half", "it is none of its words"),
    ("price_in_costs", "1", "it is neither yes nor no"),
    ("per_year", "maybe", "it is neither yes nor no"),
    *((name, "-5", "it is below nought") for name in ("base", "baseline", "least", "most", "guarantee", "walk_away")),
    ("price", "10k..20k", "one figure is needed here, not a range"),
    ("price", "80.000", "it may mean 80000 or 80.000"),
]


@pytest.mark.parametrize(("name", "text", "why"), WRONG, ids=lambda each: str(each)[:20])
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, text: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_key(name, text, "EUR")
    assert refusal.value.why == why
    assert "\n" not in str(refusal.value)


def test_a_word_that_is_none_comes_with_those_that_are() -> None:
    with pytest.raises(Invalid, match="write fraction, difference, bargain, outcome"):
        read_key("rule", "half", "EUR")


@pytest.mark.parametrize("name", ["base", "baseline", "least", "most", "guarantee", "walk_away", "price"])
def test_money_in_another_currency_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match=f"{name} '5 USD' cannot be used: it is in USD, but the case is in EUR"):
        read_key(name, "5 USD", "EUR")


def test_the_case_and_its_currency_may_be_any() -> None:
    assert read_key("price", "$5", "CAD") == 5
    assert read_key("price", "¥500", "JPY") == 500


def test_a_key_that_is_none_comes_with_its_like() -> None:
    with pytest.raises(Unknown, match=r"no key of a value case 'discount_rat'; did you mean discount_rate\?"):
        read_key("discount_rat", "10%", "EUR")


def test_keys_are_set_over_those_of_the_case_and_of_the_terms() -> None:
    case, terms = a_case(years=3, rate="0.1", title="kept"), Terms(Rule.BARGAIN, alpha=Decimal("0.1"))
    own = {"years": "5", "timing": "mid", "price_in_costs": "yes", "alpha": "40%", "walk_away": "7k", "per_year": "yes"}
    found = with_keys(case, terms, own)
    set_terms = replace(terms, alpha=Decimal("0.4"), walk_away=Decimal(7000), per_year=True)
    assert found == replace(case, years=5, timing=Timing.MID, price_in_costs=True, terms=set_terms)


def test_without_keys_the_terms_are_put_in_and_nothing_else() -> None:
    assert with_keys(a_case(), Terms(), {}) == a_case(terms=Terms())


@pytest.mark.parametrize(
    ("terms", "own"),
    [
        (Terms(), {"least": "8k", "most": "5k"}),
        (Terms(most=Decimal(5000)), {"least": "8k"}),
        (Terms(least=Decimal(8000)), {"most": "5k"}),
    ],
)
def test_a_most_below_the_least_is_refused(terms: Terms, own: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="most '5000' cannot be used: it is below the least, 8000"):
        with_keys(a_case(), terms, own)


def test_a_most_of_the_least_is_none_too_little() -> None:
    found = with_keys(a_case(), Terms(), {"least": "5k", "most": "5k"})
    assert found.terms
    assert found.terms.most == found.terms.least == 5000


def test_one_wrong_key_is_enough() -> None:
    with pytest.raises(Invalid, match="timing"):
        with_keys(a_case(), Terms(), {"years": "5", "timing": "soon"})


def test_terms_that_nobody_set_are_a_quarter_of_the_value() -> None:
    assert (Terms().rule, Terms().fraction, Terms().alpha) == (Rule.FRACTION, Decimal("0.25"), Decimal("0.5"))
    assert (Terms().price, Terms().most, Terms().per_year, Terms().instalments) == (None, None, False, 1)
