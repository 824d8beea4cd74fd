"""The answers to an offer."""

from valueloop.domain.loop.response import Reason, Verdict


def test_the_words_for_answers_are_fixed() -> None:
    assert [each.value for each in Verdict] == ["accepted", "rejected", "countered", "silent"]
    assert [each.value for each in Reason] == [
        "no-need",
        "price",
        "timing",
        "competitor",
        "authority",
        "trust",
        "other",
    ]
