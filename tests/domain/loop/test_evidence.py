"""Evidence: its channels, their ratios, and when two observations are one question."""

import pytest

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
