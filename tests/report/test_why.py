"""Why a need has its chance, in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from drawn import lines, squeezed
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.money import Money
from valueloop.domain.page.why import WhyPage, WhyStep
from valueloop.report.why import why

DAY = date(2026, 6, 15)
BEGAN = date(2026, 3, 2)
STEP = WhyStep(
    DAY, Channel.CALL, Answer.YES, "plant manager", 41, "", True, Decimal("0.45"), Decimal("0.7356"), Decimal("5.3")
)
OFFER = replace(
    STEP, channel=Channel.REFUSAL, answer=Answer.UNSURE, person=None, touch=None, offer=2, product="Kit",
    price=Money(Decimal(45_000), "EUR"), verdict="rejected", reason="price",
)  # fmt: skip
PAGE = WhyPage(
    "Acme", 3, "fewer stops", Decimal("0.7356"), Decimal("0.45"), True, Channel.LOGIC, BEGAN, None, Decimal("0.35"),
    (STEP,), Decimal("0.9"), Decimal("0.36"), Money(Decimal(80_000), "EUR"),
)  # fmt: skip

TYPED = "It began at 45%, as you typed on 2 Mar 2026"
BASE = "It began at 45% on 2 Mar 2026: at accounts like this one"
USUAL = "It began at 35% on 2 Mar 2026, the usual chance of a guess: you typed none, and no closed deal has told yet."


def row(step: WhyStep) -> str:
    """The row of an observation, without its bar."""
    [found] = [each for each in squeezed(why(replace(PAGE, steps=(step,)))).splitlines() if "→" in each]
    return " ".join(each for each in found.split() if not set(each) <= set("█▒·"))


def test_the_page_begins_with_the_chance_and_ends_with_what_the_next_answer_would_make_of_it() -> None:
    shown = lines(why(PAGE))
    assert shown[0] == "Why, Acme"
    assert shown[2] == "Need 3, fewer stops, €80,000 a year: 74%."
    assert shown[-1] == "The next answer, by call: a yes would make it 90%, a no 36%."
    assert "Need 3, fewer stops: 74%." in lines(why(replace(PAGE, worth=None)))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (PAGE, f"{TYPED} (deduced by logic)."),
        (replace(PAGE, channel=Channel.VISIT), f"{TYPED} (asked by visit)."),
        (replace(PAGE, channel=Channel.ANALOGY), f"{TYPED} (by analogy)."),
        (
            replace(PAGE, rate=Decimal("0.6")),
            f"{TYPED} (deduced by logic); at accounts like this one it was there in 60% of them.",
        ),
        (
            replace(PAGE, typed=False, rate=Decimal("0.45")),
            f"{BASE} it was there in 45% of them, by your own closed deals.",
        ),
        (
            replace(PAGE, typed=False, prior=Decimal("0.35")),
            USUAL,
        ),
        (
            replace(PAGE, typed=False, prior=Decimal("0.35"), channel=Channel.ANALOGY),
            USUAL,
        ),
        (
            replace(PAGE, typed=False, channel=Channel.ANALOGY),
            "It began at 45% on 2 Mar 2026, by analogy to another account.",
        ),
    ],
)
def test_where_it_began_is_said(page: WhyPage, said: str) -> None:
    assert lines(why(page))[4] == said


def test_a_need_of_which_nothing_was_learned_says_so() -> None:
    shown = lines(why(replace(PAGE, steps=())))
    assert "Nobody was asked, nothing was deduced, and no offer was answered." in shown
    assert not any("It speaks" in each for each in shown)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (STEP, "call, the plant manager: yes (touch 41)"),
        (replace(STEP, person=None, touch=None, answer=Answer.NO), "call: no"),
        (
            replace(STEP, channel=Channel.STATISTIC, person=None, touch=None, note="one in five"),
            "statistic: yes “one in five”",
        ),
        (OFFER, "offer 2, Kit at €45,000: rejected, because of price"),
        (
            replace(OFFER, channel=Channel.OFFER, answer=Answer.YES),
            "offer 2, Kit at €45,000: rejected, because of price; yes to this need",
        ),
        (
            replace(OFFER, reason="no-need", answer=Answer.NO, note="not ours"),
            "offer 2, Kit at €45,000: rejected, because of no need; no to this need “not ours”",
        ),
        (replace(OFFER, verdict="silent", reason=None), "offer 2, Kit at €45,000: silent"),
        (
            replace(OFFER, answer=Answer.NO, counts=False, reason=None),
            "offer 2, Kit at €45,000: rejected",
        ),
    ],
)
def test_what_was_learned_is_said(step: WhyStep, said: str) -> None:
    assert row(step).startswith(f"15 Jun 2026 {said} 45% → 74% ")


def test_what_other_needs_taught_has_a_row_without_a_day() -> None:
    step = replace(STEP, day=None, channel=None, answer=None, person=None, touch=None)
    assert row(step).startswith("what was learned of other needs, and of what they pay 45% → 74% ")


@pytest.mark.parametrize(
    ("decibans", "said"),
    [
        ("0", "neither way"),
        ("0.5", "next to nothing for it"),
        ("-0.99", "next to nothing against it"),
        ("1", "a little for it"),
        ("-3.9", "a little against it"),
        ("4", "clearly for it"),
        ("8", "strongly for it"),
        ("-12.9", "strongly against it"),
        ("13", "very strongly for it"),
        ("-40", "very strongly against it"),
    ],
)
def test_how_much_it_speaks_is_said_in_words(decibans: str, said: str) -> None:
    assert row(replace(STEP, decibans=Decimal(decibans))).endswith(f"74% {said}")


def test_a_question_that_was_repeated_says_that_it_does_not_count() -> None:
    repeated = replace(STEP, counts=False, after=STEP.before, decibans=Decimal(0))
    assert row(repeated).endswith("45% → 45% not at all: a later answer counts instead")
