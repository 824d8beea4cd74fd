"""The states of a deal."""

from valueloop.domain.deal import State


def test_a_deal_is_open_won_or_lost() -> None:
    assert [each.value for each in State] == ["open", "won", "lost"]
