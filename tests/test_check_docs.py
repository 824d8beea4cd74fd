"""The page on checks cannot drift: its table is the registry, its figures are the checks', its example is true."""

import re
from decimal import Decimal
from pathlib import Path

from valueloop.domain.account import SIZES
from valueloop.domain.check import after, ideal, money, people, talk
from valueloop.domain.check.ideal import Criterion, fit, read_criterion
from valueloop.domain.check.registry import CHECKS
from valueloop.domain.loop.belief import FOUND
from valueloop.report.figures import percent

PAGE = (Path(__file__).parent.parent / "docs" / "method" / "checks.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    part = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    found = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")
    ]
    return found[2:]


def test_the_table_is_the_registry() -> None:
    told = rows("All checks")
    assert len(told) == len(CHECKS) == 25
    for (name, title, when, fine, why, source), check in zip(told, CHECKS, strict=True):
        assert [name, title, when, why, source] == [
            f"`{check.name}`",
            check.title,
            check.when,
            check.reason,
            check.source,
        ]
        assert fine


def test_the_figures_are_those_of_the_checks() -> None:
    told = [(figure, check) for figure, _, check in rows("The figures")]
    assert told == [
        (percent(FOUND).replace("%", " %"), "gap"),
        (percent(talk.HALF).replace("%", " %"), "view"),
        (f"{talk.MANY}", "tire-kicker"),
        (f"{people.TALKS}", "one-contact"),
        (percent(people.ONE).replace("%", " %"), "one-contact"),
        (f"{talk.TALKS}", "control"),
        (f"{money.REFUSALS}", "stalemate"),
        (f"{people.HABIT}", "category"),
        (f"{people.QUIET}", "category"),
        (f"{talk.RECENT.days}", "distraction"),
        (f"{talk.STEPS}", "starts"),
        (percent(talk.HALF).replace("%", " %"), "starts"),
        (percent(after.LOW).replace("%", " %"), "goodwill"),
        (f"{after.OVERDUE.days}", "fire"),
        (f"{SIZES[money.SMALL - 1]}", "small"),
        (f"{money.DEMANDS}", "small"),
        (percent(money.PART).replace("%", " %"), "small"),
        (percent(ideal.ENOUGH).replace("%", " %"), "ideal"),
    ]


def test_the_example_is_true() -> None:
    said = PAGE.split("## A worked example", 1)[1].split("\n## ", 1)[0]
    assert re.search(r"Weight 2 on the industry `food, dairy`, 1 on a size of `200..600`, 1 on the region", said)
    criteria = [
        read_criterion("industry", "food, dairy", "2"),
        read_criterion("size", "200..600"),
        Criterion("region", "north"),
    ]
    northgate = fit(criteria, {"industry": "food and drink", "size": 420, "region": "north"})
    tarn = fit(criteria, {"industry": "metal", "size": 35, "region": "west"})
    harrow = fit(criteria, {"industry": "food and drink", "size": 300, "region": ""})
    assert (northgate.share, tarn.share, harrow.share) == (Decimal(1), Decimal(0), Decimal(1))
    assert harrow.unknown == ("region",)
    assert "4 of 4, 100 %" in said
    assert "0 of 4, so `ideal` warns" in said
    assert "3 of the 3 that are known, 100 %" in said
