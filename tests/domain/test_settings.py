"""Every number the user may set: its default, how it is read, and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.loop.evidence import DEFAULT_RATIOS, Answer, Channel
from valueloop.domain.loop.patience import DEFAULTS, LOSS, Cause, signed
from valueloop.domain.settings import SETTINGS, Settings, a_setting
from valueloop.errors import Invalid, Unknown


def test_with_nothing_set_the_defaults_are_in_force() -> None:
    plain = Settings({})
    assert plain.currency == "EUR"
    assert plain.years == 3
    assert plain.discount_rate == Decimal("0.1")
    assert plain.share == Decimal("0.25")
    assert plain.chance == Decimal("0.35")
    assert plain.patience == 10
    assert plain.amounts == signed(DEFAULTS, LOSS)
    assert plain.ratios.table == DEFAULT_RATIOS
    assert plain.ratios.version == "defaults"


def test_what_the_user_set_wins_over_the_default() -> None:
    own = Settings(
        {
            "currency": "CHF",
            "years": "5",
            "discount_rate": "8%",
            "share": "0.3",
            "chance": "50%",
            "patience.start": "12.5",
            "patience.call": "0",
            "ratio.call.yes": "4",
        }
    )
    assert (own.currency, own.years) == ("CHF", 5)
    assert (own.discount_rate, own.share, own.chance) == (Decimal("0.08"), Decimal("0.3"), Decimal("0.5"))
    assert own.patience == Decimal("12.5")
    assert own.amounts == {**signed(DEFAULTS, LOSS), Cause.CALL: Decimal(0)}
    assert own.ratios(Channel.CALL, Answer.YES) == 4
    assert own.ratios(Channel.CALL, Answer.NO) == Decimal("0.2")


def test_the_version_of_the_ratios_changes_with_the_ratios_alone() -> None:
    one = Settings({"ratio.call.yes": "4"}).ratios.version
    assert one != "defaults"
    assert len(one) == 8
    assert Settings({"ratio.call.yes": "4", "share": "30%"}).ratios.version == one
    assert Settings({"ratio.call.yes": "5"}).ratios.version != one
    assert Settings({"ratio.call.no": "4"}).ratios.version != one
    assert Settings({"share": "30%"}).ratios.version == "defaults"


def test_the_version_of_the_ratios_does_not_hang_on_the_order_of_setting() -> None:
    a, b = ("ratio.call.yes", "4"), ("ratio.email.no", "0.3")
    assert Settings(dict([a, b])).ratios.version == Settings(dict([b, a])).ratios.version


@pytest.mark.parametrize("key", sorted(SETTINGS))
def test_every_default_can_be_typed_and_every_setting_says_what_it_means(key: str) -> None:
    setting = SETTINGS[key]
    assert setting.key == key
    assert a_setting(key, setting.default) == setting.default
    assert setting.meaning


def test_there_is_a_setting_for_each_cost_and_each_ratio() -> None:
    assert {each.key for each in Cause} <= set(SETTINGS)
    assert {f"ratio.{channel.value}.{answer}" for channel in Channel for answer in ("yes", "no")} <= set(SETTINGS)
    planned = [key for key in SETTINGS if key.startswith(("payable.", "offer.", "walk.", "hour"))]
    planned += ["patience.question", "patience.offer"]
    assert len(planned) == 13
    cared = [key for key in SETTINGS if key.startswith(("defect.", "rhythm.", "core.")) or key in ("terms", "review")]
    assert len(cared) == 10
    assert len(SETTINGS) == 6 + len(Cause) + 2 * len(Channel) + len(planned) + len(cared) + 1  # and goodwill.loss


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("currency", "usd", "USD"),
        ("currency", "€", "EUR"),
        ("share", " 30% ", "30%"),
        ("years", "50", "50"),
        ("patience.call", "0", "0"),
        ("patience.start", "1000", "1000"),
        ("ratio.call.yes", "0.01", "0.01"),
    ],
)
def test_a_setting_that_can_be_read_is_kept_as_typed(key: str, typed: str, kept: str) -> None:
    assert a_setting(key, typed) == kept


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("currency", "XXQ"),
        ("years", "0"),
        ("years", "51"),
        ("years", "2.5"),
        ("years", "-1"),
        ("discount_rate", "10"),
        ("share", "101%"),
        ("chance", "0"),
        ("chance", "100%"),
        ("patience.start", "0"),
        ("patience.start", "-1"),
        ("patience.start", "1001"),
        ("patience.call", "-0.1"),
        ("patience.call", "1001"),
        ("ratio.call.yes", "0"),
        ("ratio.call.no", "-1"),
        ("ratio.call.no", "1.234"),
        ("share", ""),
    ],
)
def test_a_setting_that_cannot_be_is_refused(key: str, typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        a_setting(key, typed)
    assert refusal.value.given == typed


def test_an_unknown_setting_offers_near_ones() -> None:
    with pytest.raises(Unknown, match="no setting 'shar'; did you mean share"):
        a_setting("shar", "30%")


@given(st.sampled_from(sorted(SETTINGS)), st.text() | st.text("0123456789.%-", max_size=8))
def test_whatever_is_set_is_kept_readable_or_refused(key: str, text: str) -> None:
    try:
        kept = a_setting(key, text)
    except Invalid:
        return
    assert a_setting(key, kept) == kept


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("hour", "1000001", "it is not between 0 and 1,000,000"),
        ("hour", "-1", "it is not between 0 and 1,000,000"),
        ("payable.share", "0%", "it is not between 0% and 100%"),
        ("payable.share", "100%", "it is not between 0% and 100%"),
    ],
)
def test_what_the_planner_cannot_reckon_with_is_refused(key: str, typed: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        a_setting(key, typed)
