"""The kinds of touch, and what may come of one."""

from valueloop.domain.touch import Kind, Outcome


def test_the_words_for_touches_are_fixed() -> None:
    assert [each.value for each in Kind] == ["call", "email", "meeting", "visit", "note"]
    assert [each.value for each in Outcome] == ["order", "advance", "continuation", "no-sale"]
