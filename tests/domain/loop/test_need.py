"""The directions of a need."""

from valueloop.domain.loop.need import Direction


def test_a_need_earns_saves_or_is_personal() -> None:
    assert [each.value for each in Direction] == ["earn", "save", "personal"]
