"""Names withheld: nothing that tells who it is gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.anonymous import telling, tells

WHO = telling(["Northgate Bottling", "Ms Adeyemi-Öst"], ["food and drink", "bottling"])


@pytest.mark.parametrize(
    "text",
    [
        "Northgate's plant",
        "at NORTHGATE",
        "adeyemi said so",
        "ask Ost",
        "write to a@b.example",
        "see www.example",
        "https://example",
        "call +44 20 7946 0000",
    ],
)
def test_what_tells_is_found(text: str) -> None:
    assert tells(text, WHO)


@pytest.mark.parametrize(
    "text", ["two points of yield", "the bottling line", "94 % to 97 %", "20 of 36 weeks", "€126,720"]
)
def test_what_tells_nothing_stays(text: str) -> None:
    assert not tells(text, WHO)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_name_is_found_wherever_it_stands(before: str, after: str) -> None:
    assert tells(f"{before} Northgate {after}", WHO)


def test_short_words_and_words_of_the_trade_tell_nothing() -> None:
    assert telling(["A B of Co"]) == frozenset()
    assert telling(["Paper Mills"], ["paper mills"]) == frozenset()
