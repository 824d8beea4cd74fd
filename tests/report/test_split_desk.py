"""The split desk of many a case: every rule from both chairs, what gives no price and why, and who carries the risk."""

import io
import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from rich.cells import cell_len

from valueloop.document import Document, Style, Table
from valueloop.domain.page.share import SharePage
from valueloop.domain.page.split import share_page
from valueloop.domain.page.worth import Worked
from valueloop.interop.case_file import read_case
from valueloop.render.markdown import markdown
from valueloop.render.terminal import console, draw
from valueloop.report.share import share

ABOUT = '[case]\ntitle = "t"\ncurrency = "EUR"\nyears = 2\ndiscount_rate = 0\n'
YES = 'accepted_by = "plant manager"\n'
# 100,000 in two years, agreed; and a rival for 50,000 that we better by 30,000.
STOPS = f'[[lines]]\nname = "stops"\nkind = "save"\nformula = "50k"\n{YES}'
SCRAP = '[[lines]]\nname = "scrap"\nkind = "save"\nformula = "10k"\n'
TRAINING = '[[lines]]\nname = "training"\nkind = "cost"\nformula = "8k"\nonce = true\n'
RANGED = "[inputs.stops]\nlow = 10\nlikely = 50\nhigh = 90\n" + STOPS.replace('"50k"', '"stops * 1k"')
RIVAL = (
    '[[alternatives]]\nname = "rival"\nprice = 50000\n[[alternatives.differences]]\nname = "energy"\namount = 30000\n'
)
RULES = ("our share", "of the difference", "bargain", "by outcome", "parity with the next best", "half the gains")


def desk(*tables: str, prices: Sequence[tuple[str, int | None, int]] = (), about: str = ABOUT) -> SharePage:
    found = read_case(about + "".join(tables), "case.toml")
    return share_page(Worked(found, draws=500), "Acme", [(what, at, Decimal(price)) for what, at, price in prices])


def drawn(document: Document, width: int | None = None) -> str:
    stream = io.StringIO()
    draw(document, console(stream, colour=None, width=width))
    return stream.getvalue()


def said(*tables: str, prices: Sequence[tuple[str, int | None, int]] = (), about: str = ABOUT) -> str:
    return drawn(share(desk(*tables, prices=prices, about=about)))


def rows(text: str, heading: str) -> dict[str, list[str]]:
    below = text.partition(f"\n{heading}\n")[2].partition("\n\n")[0]
    cut = [re.split(r"\s{3,}", each.strip()) for each in below.splitlines()[2:]]
    return {each[0]: each[1:] for each in cut}


def test_nothing_is_accepted_so_nothing_is_priced() -> None:
    text = said(STOPS.replace(YES, ""), SCRAP, RIVAL)
    assert "Nothing may be priced yet: no value is accepted beyond its costs. Potential less costs: €120,000." in text
    assert "Waiting for a yes: stops and scrap." in text
    assert "Their chair" not in text
    assert "Our chair" not in text
    assert all(f"{each}" in text for each in RULES)
    assert text.count("no value is accepted yet") == len(RULES)


def test_costs_above_what_is_accepted_leave_nothing_to_price() -> None:
    text = said(STOPS, TRAINING.replace("8k", "100k"))
    assert "Nothing may be priced yet" in text
    assert "Their chair" not in text


def test_both_chairs_by_hand() -> None:
    text = said(STOPS, SCRAP, TRAINING, RIVAL, "[share]\nwalk_away = 20000\n")
    assert "Accepted value less costs: €92,000 (present value). Still potential, not priced: €20,000." in text
    assert "Waiting for a yes: scrap." in text
    assert rows(text, "Their chair") == {
        "our share, 25%": ["€23,000", "€69,000", "€69,000", "100%", "€31,000"],
        "25% of the difference": ["€57,500", "€34,500", "€34,500", "100%", "€65,500"],
        "bargain, 50%": ["€56,000", "€36,000", "€36,000", "100%", "€64,000"],
        "by outcome, 25%": ["€23,000", "€69,000", "€69,000", "100%", "€8,000"],
        "parity with the next best": ["€50,000", "€42,000", "€42,000", "100%", "€58,000"],
        "half the gains less double the losses": ["€65,000", "€27,000", "€27,000", "100%", "€73,000"],
    }
    ours = rows(text, "Our chair")
    assert {name: (each[0], each[1].split()[-1], *each[2:]) for name, each in ours.items()} == {
        "our share, 25%": ("€23,000", "25%", "below it", "€3,000"),
        "25% of the difference": ("€57,500", "62%", "25%", "€37,500"),
        "bargain, 50%": ("€56,000", "61%", "20%", "€36,000"),
        "by outcome, 25%": ("€23,000", "25%", "below it", "€3,000"),
        "parity with the next best": ("€50,000", "54%", "0%", "€30,000"),
        "half the gains less double the losses": ("€65,000", "71%", "50%", "€45,000"),
    }
    assert "of what we are worth above the price of the next best, “rival”." in text
    assert "Our walk-away is €20,000." in text


def test_against_doing_nothing_the_difference_is_of_the_value_and_there_is_no_parity() -> None:
    text = said(STOPS, TRAINING, "[share]\n")
    assert rows(text, "Their chair")["25% of the difference"][0] == "€23,000"
    assert rows(text, "Their chair")["half the gains less double the losses"][0] == "€34,000"
    assert "of what we are worth above the price of the next best, “do nothing”." in text
    assert (
        "No price by bargain, 50%: our walk-away is not known; parity with the next best: no alternative is known."
        in (text)
    )
    assert (
        "No walk-away is known: vl case set … walk_away=30k, "
        "or the floor of a product (vl product edit), which comes in with its offer (vl offer)."
    ) in text


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        (("[share]\nwalk_away = 200000\n",), "the accepted value is below our walk-away: no price suits both"),
        ((TRAINING.replace("8k", "40k"),), "half the gains less double the losses: the losses outweigh the gains"),
    ],
)
def test_a_rule_that_gives_no_price_says_why(tables: tuple[str, ...], why: str) -> None:
    assert why in said(STOPS, *tables)


def test_a_price_below_our_walk_away_is_warned_of() -> None:
    text = said(STOPS, "[share]\nwalk_away = 40000\n")
    assert "Our price by the rule is below our walk-away of €40,000: have more accepted first." in text
    assert rows(text, "Our chair")["our share, 25%"][-1] == "−€15,000"
    assert "below our walk-away" not in said(STOPS, "[share]\nwalk_away = 40000\nfraction = '40%'\n")


@pytest.mark.parametrize("rule", ["fraction", "difference", "bargain", "outcome"])
def test_the_rule_in_force_stands_out(rule: str) -> None:
    page = share(desk(STOPS, RIVAL, f'[share]\nrule = "{rule}"\nwalk_away = 20000\n'))
    chairs = [each for each in page.blocks if isinstance(each, Table)]
    assert len(chairs) == 2
    for chair in chairs:
        strong = [at for at, row in enumerate(chair.rows) if getattr(row[0][0], "style", None) is Style.STRONG]
        assert strong == [("fraction", "difference", "bargain", "outcome").index(rule)]


def test_a_price_that_is_asked_and_those_on_the_table() -> None:
    asked = said(STOPS, "[share]\nprice = 30000\nwalk_away = 20000\n")
    assert rows(asked, "Their chair")["the price asked"] == ["€30,000", "€70,000", "€70,000", "100%", "€30,000"]
    text = said(STOPS, RIVAL, prices=[("open", 3, 60000), ("their price", 3, 45000), ("agreed", None, 52000)])
    theirs = rows(text, "Their chair")
    assert theirs["offer 3, open"][:2] == ["€60,000", "€40,000"]
    assert theirs["offer 3, their price"][:2] == ["€45,000", "€55,000"]
    assert theirs["agreed price"][:2] == ["€52,000", "€48,000"]
    dear = said(STOPS, prices=[("open", 1, 130000)])
    assert rows(dear, "Their chair")["offer 1, open"] == ["€130,000", "−€30,000", "−€30,000", "0%", "€130,000"]
    assert "██████████ 130%" in dear


OUTCOME = """[share]
rule = "outcome"
fraction = "20%"
base = 15000
baseline = 60000
least = 10000
most = 30000.5
guarantee = 80000
walk_away = 20000
"""


def test_who_carries_the_risk_is_said_and_the_loss_comes_before_the_gain() -> None:
    text = said(RANGED, TRAINING, OUTCOME)
    risk = text.partition("\nRisk\n")[2].partition("\n\n")[0]
    # At no value at all: 15,000 + 10,000 are due, and under the guarantee all of it is paid back; their costs are lost.
    assert risk.startswith("The most they can lose is €8,000: all their costs at their highest, and no value at all.")
    assert "Below €80,000.00 of realised value (benefits less costs) we pay back what is short of it, up to all" in risk
    assert (
        "They pay €15,000.00 first, and then 20% of what is realised above €60,000.00, of that at least €10,000.00, "
        "at most €30,000.50." in risk
    )
    assert risk.index("lose") < risk.index("upside")
    # 92,000 are accepted: 15,000, and 20 % of 32,000, which is less than the least.
    assert rows(text, "Their chair")["by outcome, 20%"][:2] == ["€25,000", "€67,000"]


def test_without_such_terms_no_risk_is_told() -> None:
    assert "\nRisk\n" not in said(RANGED, TRAINING, RIVAL)
    alone = said(RANGED, "[share]\nguarantee = 80000\n")
    assert "Below €80,000.00 of realised value (benefits less costs) we pay back what is short" in alone
    assert "They pay" not in alone


def test_what_is_paid_each_year_has_the_price_as_its_present_value() -> None:
    about = ABOUT.replace("discount_rate = 0", 'discount_rate = "25%"')
    text = said(STOPS, "[share]\nprice = 36000\nper_year = true\n", about=about)
    assert "Paid each year: €25,000, 2 times; its present value is the price." in text  # 25,000 × (0.8 + 0.64)
    assert "instalments" not in text


def test_instalments_add_up_to_the_cent_and_are_shown_so() -> None:
    text = said(STOPS, "[share]\nprice = 100.01\ninstalments = 3\n")
    assert "In 3 instalments: €33.34, €33.34 and €33.33; together €100.01." in text
    assert "instalments" not in said(STOPS, "[share]\nprice = 100.01\ninstalments = 1\n")


def test_where_the_costs_hold_our_price_no_second_one_is_asked() -> None:
    text = said(STOPS, TRAINING, "[share]\n", about=ABOUT + "price_in_costs = true\n")
    assert "our price is in the cost lines" in text
    assert "Their chair" not in text, "a share of what our price is already taken from"


def test_the_chance_that_they_gain_is_one_of_the_draws() -> None:
    page = desk(RANGED, prices=[("open", 1, 100000)])
    chance = page.prices[0].chance_of_gain
    assert chance is not None
    assert Decimal("0.4") < chance < Decimal("0.6")  # half of a symmetric triangle
    assert page.prices[0].keeps_p10 is not None
    assert page.prices[0].keeps_p10.amount < 0


@pytest.mark.parametrize("width", [40, 80, 100, 140])
def test_it_fits_every_width(width: int) -> None:
    page = share(desk(RANGED, SCRAP, TRAINING, RIVAL.replace("rival", "a rival " * 12), OUTCOME))
    narrow = drawn(page, width)
    assert max(map(cell_len, narrow.splitlines())) <= width
    drawn_bars, places = re.findall(r"[█·]{2,}", narrow), 20 if width >= 120 else 10
    if width > 40:
        assert {len(each) for each in drawn_bars} == {places}
    assert "".join(drawn_bars).count("█") == drawn(page).count("█") * places // 10


def test_markdown_has_the_same_figures() -> None:
    page = share(desk(STOPS, SCRAP, TRAINING, RIVAL, OUTCOME))

    def figures(text: str) -> list[str]:
        return re.findall(r"[−+]?€[\d,.]*\d|\d+%", text)

    assert figures(markdown(page)) == figures(drawn(page))


def test_a_price_at_which_the_next_best_wins_is_said_to_lose() -> None:
    text = said(STOPS, RIVAL, "[share]\nfraction = 90%\nwalk_away = 10000\n".replace("90%", '"90%"'))
    lost = text.partition("Above what we are worth against the next best, “rival”, so that it wins: ")[2]
    assert lost.partition(".")[0] == "our share, 90% and by outcome, 90%"  # 90,000, and the rival is worth 80,000
    assert "so that it wins" not in said(STOPS, RIVAL, "[share]\n")


def test_a_price_that_is_asked_has_no_terms_by_outcome() -> None:
    asked = said(RANGED, '[share]\nrule = "outcome"\nbase = 5000\nprice = 19000\n')
    assert "They pay" not in asked
    assert "They pay €5,000.00 first" in said(RANGED, '[share]\nrule = "outcome"\nbase = 5000\n')


def test_a_guarantee_that_is_never_called_upon_changes_nothing() -> None:
    plain, guaranteed = (desk(RANGED, f"[share]\n{more}") for more in ("", "guarantee = 1\n"))
    assert [each.keeps_p10 for each in plain.rules] == [each.keeps_p10 for each in guaranteed.rules]
