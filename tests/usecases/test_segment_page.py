"""Propositions by segment, gathered: what the money of each is in, and the answer over several; the demo by hand."""

from decimal import Decimal
from pathlib import Path

from builders import Seller, at_mega, facts, newcomer
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.money import Money
from valueloop.domain.page.segment import SegmentsPage, SegmentView
from valueloop.domain.segment import Market
from valueloop.domain.value.line import Effect
from valueloop.store.session import Store
from valueloop.usecases.segment import propositions


def euros(amount: int | str) -> Money:
    return Money(Decimal(amount), "EUR")


def segment(page: SegmentsPage, industry: str, size: int | None = None) -> SegmentView:
    """The only segment of an industry; or of a size in it."""
    [found] = [each for each in page.segments if each.industry == industry and size in (None, each.size)]
    return found


def needs(found: SegmentView) -> dict[str, str]:
    return {each.name: str(each.part.normalize()) for each in found.needs}


def account(seller: Seller, name: str, *, industry: str = "food", size: str = "300", currency: str = "EUR",
            **money: str) -> Seller:  # fmt: skip
    seller.account(name, industry=industry, currency=currency, **({"size": size} if size else {}))
    there = seller.elsewhere(name)
    for need, amount in money.items():
        there.line(need, amount)
    return there


def test_the_demo_by_hand(demo_store: Path) -> None:
    """Northgate 126,720 yield, 24,320 overtime, 11,500 spares; Weir 12,000 overtime; Harrow 80,000 yield; Calder
    100,000 yield of packing lines, which is about the same, and 25,000 overtime; Ings 90,000 yield of packing lines.
    Moss is far smaller, and Lune, 15,000 cartons and 7,000 overtime, packs."""
    page = propositions(Store(demo_store))
    food = segment(page, "food and drink", 4)
    assert facts(food.size, food.accounts, food.valued, food.won, food.lost, food.market) == (4, 5, 5, 2, 1, None)
    assert food.typical == (euros(90_000),), "of 12,000, 80,000, 90,000, 125,000 and 162,540"
    shares = [126_720 / 162_540 + 0 + 1 + 0.8 + 1, 24_320 / 162_540 + 1 + 0 + 0.2 + 0, 11_500 / 162_540]
    assert [round(float(each.part), 3) for each in food.needs] == [round(each / 5, 3) for each in shares]
    first, second, third = food.needs
    assert facts(first.name, first.effects, first.accounts, first.typical) == (
        "higher yield of the filling lines", (Effect.EARN,), 4, (euros(95_000),)
    )  # fmt: skip
    assert facts(second.typical, second.owners, third.owners) == (
        (euros(24_320),), ("production manager",), ("maintenance engineer",)
    )  # fmt: skip
    assert [each.leads for each in food.needs] == [True, True, False]
    assert food.earned == first.part, "all that is earned is yield"
    moss, lune = segment(page, "food and drink", 2), segment(page, "packaging")
    assert facts(moss.accounts, moss.valued, moss.typical, moss.needs) == (1, 0, (), ())
    assert facts(lune.size, lune.won, lune.lost, lune.typical) == (3, 0, 1, (euros(22_000),))
    assert needs(lune) == {"quicker change of carton": "0.6818", "less weekend overtime": "0.3182"}
    metal = segment(page, "metal")
    assert facts(metal.size, metal.valued, metal.alike, metal.needs[0].owners) == (2, 1, None, ())
    assert facts(page.finding, page.compared, page.markets, page.lowest) == (Market.FEW, 1, 0, None)


def test_how_far_the_accounts_of_the_demo_are_alike_by_hand(demo_store: Path) -> None:
    """Each against the mean of the other four; a part of nothing overlaps by nothing."""
    n, w, h, c, i = (0.7796, 0.1496), (0.0, 1.0), (1.0, 0.0), (0.8, 0.2), (1.0, 0.0)
    mean_of = [((w, h, c, i), n), ((n, h, c, i), w), ((n, w, c, i), h), ((n, w, h, i), c), ((n, w, h, c), i)]
    found = [sum(min(own[at], sum(each[at] for each in others) / 4) for at in (0, 1)) for others, own in mean_of]
    alike = segment(propositions(Store(demo_store)), "food and drink", 4).alike
    assert alike is not None
    assert abs(float(alike) - sum(found) / 5) < 0.0005


def test_a_store_without_accounts_has_no_segments(tmp_path: Path) -> None:
    nobody = newcomer(tmp_path)
    assert propositions(nobody.store) == SegmentsPage(Market.FEW, 0, 0, None, None, None, ())
    assert not nobody.store.path.exists()


def test_an_account_without_money_a_year_is_in_its_segment_and_has_no_part(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("training", "7k", Effect.COST)
    before = seller.store.path.read_bytes()
    page = propositions(seller.store)
    assert seller.store.path.read_bytes() == before
    [mega] = page.segments
    assert facts(mega.industry, mega.size, mega.accounts, mega.valued, mega.earned, mega.needs) == (
        "",
        0,
        1,
        0,
        None,
        (),
    )


def test_what_is_no_yearly_benefit_counts_for_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.line("yield", "10k", Effect.EARN)
    seller.line("training", "7k", Effect.COST)
    seller.line("old stock", "50k", once=True)
    seller.line("power", "0 - 3k")
    seller.line("nothing yet", "unknown")
    seller.guess("less dust", "30k", chance="20%")
    assert needs(segment(propositions(seller.store), "")) == {"less dust": "0.75", "yield": "0.25"}
    seller.learn("1", Answer.NO, Channel.VISIT)
    [only] = segment(propositions(seller.store), "").needs
    assert (only.name, only.part, only.effects) == ("yield", Decimal(1), (Effect.EARN,))


def test_industries_are_one_whatever_their_case_and_sizes_are_classes(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    account(seller, "Giga", industry="Metal", size="300", waste="1k")
    account(seller, "Tera", industry="metal", size="400", waste="1k")
    account(seller, "Peta", industry="metal", size="30", waste="1k")
    page = propositions(seller.store)
    assert [(each.industry, each.size, each.accounts) for each in page.segments] == [
        ("metal", 4, 2), ("metal", 2, 1), ("", 0, 1)
    ]  # fmt: skip


def two_segments(seller: Seller, **other: str) -> SegmentsPage:
    for name in ("Giga", "Tera"):
        account(seller, name, industry="food", yield_="90k", waste="10k")
    for name in ("Peta", "Exa"):
        account(seller, name, industry="metal", **other)
    return propositions(seller.store)


def test_segments_whose_money_is_in_the_same_needs_are_one_market(tmp_path: Path) -> None:
    """Food 90 % and 10 %, metal 30 % and 20 %: they share 30 % + 10 %."""
    page = two_segments(at_mega(tmp_path), yield_="40k", waste="60k")
    assert facts(page.finding, page.lowest, page.highest, page.within) == (
        Market.ONE, Decimal("0.5"), Decimal("0.5"), Decimal(1)
    )  # fmt: skip
    assert [each.market for each in page.segments] == [1, 1, None]


def test_segments_whose_money_is_elsewhere_are_several(tmp_path: Path) -> None:
    page = two_segments(at_mega(tmp_path), yield_="30k", freight="70k")
    assert facts(page.finding, page.compared, page.markets, page.lowest) == (Market.SEVERAL, 2, 2, Decimal("0.3"))
    assert [[need.name for need in each.needs if need.leads] for each in page.segments[:2]] == [
        ["yield_"], ["freight", "yield_"]
    ]  # fmt: skip


def test_what_is_known_of_neither_industry_nor_size_is_not_compared(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for name in ("Giga", "Tera"):
        account(seller, name, industry="", size="", freight="9k")
    for name in ("Peta", "Exa"):
        account(seller, name, industry="", size="300", waste="9k")
    page = propositions(seller.store)
    assert facts(page.finding, page.compared) == (Market.FEW, 1)
    assert sorted((each.size, each.valued) for each in page.segments) == [(0, 2), (4, 2)]


def test_every_account_counts_as_much_and_currencies_stand_apart(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    account(seller, "Giga", waste="1000k")
    account(seller, "Tera", currency="USD", freight="3k", waste="1k")
    account(seller, "Peta", currency="USD", freight="1k")
    food = segment(propositions(seller.store), "food")
    assert needs(food) == {"freight": "0.5833", "waste": "0.4167"}, "(0 + ¾ + 1) / 3 and (1 + ¼ + 0) / 3"
    assert food.typical == (Money(Decimal(2500), "USD"), euros(1_000_000))
    assert food.needs[1].typical == (euros(1_000_000), Money(Decimal(1000), "USD"))
    assert food.earned == 0


def test_needs_about_the_same_are_one_and_their_owners_stand_by_their_money(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    first = account(seller, "Giga")
    first.contact("Ms Adeyemi", role="buyer")
    first.contact("planner")
    first.contact("Mr Okoro")
    first.line("Waste of film", "5k", Effect.EARN, of="planner")
    first.line("less waste", "9k", of="Adeyemi")
    first.line("waste", "1k", of="Okoro")
    second = account(seller, "Tera")
    second.line("less waste", "1k")
    [need] = segment(propositions(seller.store), "food").needs
    assert facts(need.name, need.effects, need.accounts, need.owners) == (
        "less waste", (Effect.EARN, Effect.SAVE), 2, ("buyer", "planner")
    )  # fmt: skip
