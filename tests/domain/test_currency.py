"""The tables of currencies: one code each, and nothing that is not among them."""

from valueloop.domain.currency import CODES, DECIMALS, SHARED_SYMBOL, SYMBOLS


def test_every_table_names_known_codes_only() -> None:
    shared = {code for codes in SHARED_SYMBOL.values() for code in codes}
    assert len(CODES) > 150
    assert {code for code in CODES if len(code) != 3 or not code.isupper()} == set()
    assert set(SYMBOLS.values()) | shared | set(DECIMALS) <= CODES
    assert set(SHARED_SYMBOL) <= set(SYMBOLS)


def test_decimals_are_listed_only_where_they_are_not_two() -> None:
    assert set(DECIMALS.values()) == {0, 3}
