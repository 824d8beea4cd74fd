"""Evidence: its channels, their ratios, and when two observations are one question."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel, Ratios, Way, question, way


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (Channel.CALL, Way.ASK),
        (Channel.EMAIL, Way.ASK),
        (Channel.MEETING, Way.ASK),
        (Channel.VISIT, Way.ASK),
        (Channel.STATISTIC, Way.DEDUCTION),
        (Channel.SENSE, Way.DEDUCTION),
        (Channel.LOGIC, Way.DEDUCTION),
        (Channel.ANALOGY, Way.ANALOGY),
        (Channel.OFFER, Way.TEST),
        (Channel.REFUSAL, Way.TEST),
    ],
)
def test_every_channel_belongs_to_one_way(channel: Channel, expected: Way) -> None:
    assert way(channel) is expected


def test_the_default_table_has_every_channel_and_never_takes_a_yes_for_a_no() -> None:
    assert set(DEFAULT_RATIOS) == set(Channel)
    for yes, no in DEFAULT_RATIOS.values():
        assert 0 < no < 1 <= yes


@pytest.mark.parametrize("channel", Channel)
def test_the_ratio_is_that_of_the_answer_and_unsure_is_one(channel: Channel) -> None:
    ratios = Ratios(DEFAULT_RATIOS)
    assert (ratios(channel, Answer.YES), ratios(channel, Answer.NO)) == DEFAULT_RATIOS[channel]
    assert ratios(channel, Answer.UNSURE) == 1


PARTS = st.integers(1, 99).map(lambda percent: Decimal(percent) / 100)


@given(PARTS, PARTS)
def test_how_well_a_channel_tells_is_read_back_from_its_ratios(sensitivity: Decimal, specificity: Decimal) -> None:
    ratios = (sensitivity / (1 - specificity), (1 - sensitivity) / specificity)
    found = Ratios({Channel.CALL: ratios}).tells(Channel.CALL)
    if sensitivity + specificity <= 1:  # as good as guessing, or worse
        assert found is None
    else:
        assert found == pytest.approx((float(sensitivity), float(specificity)))


@pytest.mark.parametrize(
    ("channel", "sensitivity", "specificity"),
    [(Channel.EMAIL, 0.75, 0.7), (Channel.CALL, 0.85, 0.75), (Channel.MEETING, 0.9, 0.85), (Channel.VISIT, 0.9, 0.85)],
)
def test_the_channels_tell_as_well_as_stated(channel: Channel, sensitivity: float, specificity: float) -> None:
    assert Ratios(DEFAULT_RATIOS).tells(channel) == pytest.approx((sensitivity, specificity), abs=0.01)


@pytest.mark.parametrize(("yes", "no"), [("1", "0.5"), ("0.9", "0.5"), ("3", "1"), ("3", "2"), ("1", "1")])
def test_a_channel_whose_yes_does_not_speak_for_or_whose_no_not_against_tells_nothing(yes: str, no: str) -> None:
    assert Ratios({Channel.CALL: (Decimal(yes), Decimal(no))}).tells(Channel.CALL) is None


@pytest.mark.parametrize(
    ("channel", "person", "offer", "said", "expected"),
    [
        (Channel.CALL, 3, None, "", "ask 3"),
        (Channel.MEETING, 3, None, "stops?", "ask 3"),
        (Channel.EMAIL, None, None, "", "ask somebody"),
        (Channel.OFFER, 3, 5, "", "offer 5"),
        (Channel.REFUSAL, None, 5, "", "offer 5"),
        (Channel.LOGIC, 3, None, "  Two Shifts ", "logic two shifts"),
        (Channel.STATISTIC, None, None, "two shifts", "statistic two shifts"),
        (Channel.ANALOGY, None, None, "Nordwind", "analogy nordwind"),
    ],
)
def test_a_question_is_known_by_whom_or_what_it_was_put_to(
    channel: Channel, person: int | None, offer: int | None, said: str, expected: str
) -> None:
    assert question(channel, person, offer, said) == expected
