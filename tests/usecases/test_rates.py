"""What closed deals teach: counted once, the closer the more, taken back by undo, in force from ten accounts on."""

from decimal import Decimal
from math import log10
from pathlib import Path

import pytest

from builders import Seller, at_mega, dump, newcomer
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.learning import PRIOR, RATES
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.settings import LEARNED_FROM, Settings
from valueloop.store import tally
from valueloop.store.find import account as account_named
from valueloop.store.load import load, settings
from valueloop.store.session import Unit
from valueloop.usecases.rates import BaseRate, base_rate, rates


def counted(seller: Seller) -> list[tuple[object, ...]]:
    """The counts: subject, industry, size, point, amount."""
    return sorted(row[2:] for row in dump(seller.store.path)["tally"])


def story(seller: Seller) -> None:
    """One need that somebody said yes to, one that nobody was asked about, and a deal that is lost."""
    seller.guess("stops", "40k", chance="50%")
    seller.guess("waste", "10k", chance="30%")
    seller.learn("1", Answer.YES, channel=Channel.MEETING, by="plant")
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.REJECTED, because=Reason.TIMING)
    seller.lose()


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path, story)


def rate_at(seller: Seller, name: str, at: str = "mega") -> BaseRate | None:
    def read(unit: Unit) -> BaseRate | None:
        return base_rate(unit, account_named(unit, at), name)

    return seller.store.read(read)


def by_hand(*weighed: tuple[int, float]) -> float:
    """The base rate by the formula: a grid of fifty points under the Beta prior."""
    grid = [(at + 0.5) / RATES for at in range(RATES)]
    weights = []
    for rate in grid:
        weight = float(rate ** (PRIOR[0] - 1) * (1 - rate) ** (PRIOR[1] - 1))
        for decibans, count in weighed:
            weight *= float((rate * 10 ** (decibans / 10) + 1 - rate) ** count)
        weights.append(weight)
    return sum(w * r for w, r in zip(weights, grid, strict=True)) / sum(weights)


def test_a_closed_deal_leaves_what_it_says_of_each_need(seller: Seller) -> None:
    belief = seller.store.read(lambda unit: load(unit, account_named(unit, "mega")).beliefs[0][1])
    odds = float(belief.chance / (1 - belief.chance))
    stops, waste = (row for row in counted(seller) if str(row[0]).startswith("need "))
    assert stops == ("need stops", "", 0, round(10 * log10(odds)), 1)
    assert waste == ("need waste", "", 0, 0, 1)


def test_a_need_that_nobody_spoke_to_teaches_nothing(seller: Seller) -> None:
    assert rate_at(seller, "waste") is None
    assert rate_at(seller, "a need of no name here") is None


@pytest.mark.parametrize(
    ("industry", "size", "weight"), [("food", "300", 1.0), ("food", "20", 0.5), ("steel", "20", 0.15)]
)
def test_an_account_counts_the_more_the_more_it_is_alike(
    tmp_path: Path, industry: str, size: str, weight: float
) -> None:
    seller = newcomer(tmp_path)
    seller.account("Mega", industry="Food", size="400")
    seller.account("Other", industry=industry, size=size)
    seller.contact("plant manager")
    seller.product("Panel kit")
    story(seller)
    ((*_, decibans, _),) = [row for row in counted(seller) if row[0] == "need stops"]
    assert isinstance(decibans, int)
    found = rate_at(seller, "Stops", "other")
    assert found is not None
    assert found.mean == Decimal(f"{by_hand((decibans, weight)):.4f}")
    assert found.accounts == Decimal(f"{weight * (1 - 10 ** (-decibans / 10)):.1f}")


def test_a_guess_without_a_chance_begins_at_the_base_rate_and_a_typed_one_wins(seller: Seller) -> None:
    seller.account("Other")
    rate = rate_at(seller, "stops", "other")
    assert rate is not None
    began = seller.elsewhere("other").guess("stops").what
    assert (began.chance, began.rate, began.chance_typed) == (rate.mean, rate.mean, False)
    seller.account("Third")
    typed = seller.elsewhere("third").guess("stops", chance="20%").what
    assert (typed.chance, typed.rate, typed.chance_typed) == (Decimal("0.2"), rate.mean, True)


def test_a_need_is_counted_once_per_account_however_many_deals_close(seller: Seller) -> None:
    seller.learn("1", Answer.NO, channel=Channel.MEETING, by="production")
    seller.offer("1", price="18k")
    seller.lose()
    rows = [row for row in counted(seller) if row[0] == "need stops"]
    assert [row[-1] for row in rows] == [1]


def test_undo_takes_the_lesson_back_and_redo_brings_it_again(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, story)
    taught = counted(seller)
    seller.undo()
    assert counted(seller) == []
    seller.redo()
    assert counted(seller) == taught


def test_the_counts_are_as_many_whatever_the_number_of_accounts(seller: Seller) -> None:
    before = len(counted(seller))
    for at in range(3):
        seller.account(f"Copy {at}")
        copy = seller.elsewhere(f"copy {at}")
        copy.contact("plant manager")
        copy.guess("stops", "40k", chance="50%")
        copy.guess("waste", "10k", chance="30%")
        copy.learn("1", Answer.YES, channel=Channel.MEETING, by="plant")
        copy.offer("1", price="20k")
        copy.respond(2 + at, Verdict.REJECTED, because=Reason.TIMING)
        copy.lose()
    assert len(counted(seller)) == before
    assert {row[-1] for row in counted(seller) if str(row[0]).startswith("need ")} == {4}


def in_force(seller: Seller) -> Settings:
    return seller.store.read(settings)


def teach(seller: Seller, subject: str, accounts: int, *points: tuple[int, int]) -> None:
    """Accounts that all say the same of a setting."""
    amounts = {tally.ACCOUNTS: accounts, **dict(points)}
    seller.store.write(seller.occasion(), lambda unit: tally.add(unit, subject, amounts))


def test_learned_figures_are_in_force_from_ten_accounts_on(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    teach(seller, "walk.cold", LEARNED_FROM - 1, (tally.WALKED, 5), (tally.SPENT, 10_000))
    assert in_force(seller).plans("walk.cold") == 0.25
    teach(seller, "walk.cold", 1)
    assert in_force(seller).plans("walk.cold") == pytest.approx((2 + 5) / (2 / 0.25 + 10), abs=1e-4)


def test_what_the_user_sets_is_never_replaced(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    teach(seller, "walk.cold", 50, (tally.WALKED, 20), (tally.SPENT, 10_000))
    teach(seller, "ratio.call", 50, *((at, 1000 * at) for at in range(11)))
    seller.setting("walk.cold", "0.2")
    seller.setting("ratio.call.yes", "3")
    found = in_force(seller)
    assert found.plans("walk.cold") == 0.2
    assert found.ratios(Channel.CALL, Answer.NO) == Decimal("0.2")


def test_a_channel_that_tells_better_than_thought_weighs_more(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    plain = in_force(seller).ratios
    teach(seller, "ratio.call", 20, *((at, 400 * at) for at in range(11)))
    taught = in_force(seller).ratios
    assert taught(Channel.CALL, Answer.YES) > plain(Channel.CALL, Answer.YES)
    assert taught(Channel.CALL, Answer.NO) < plain(Channel.CALL, Answer.NO)
    assert taught(Channel.EMAIL, Answer.YES) == plain(Channel.EMAIL, Answer.YES)
    assert taught.version != plain.version


def test_customers_who_pay_more_raise_the_share_that_is_reckoned_with(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    teach(seller, "payable.share", 20, *((at, 400 * at) for at in range(11)))
    assert in_force(seller).payable.share > 0.4


def test_an_offer_taken_dear_says_that_customers_pay_more_and_one_refused_cheap_less(tmp_path: Path) -> None:
    def sums(verdict: Verdict, price: str, folder: str) -> dict[object, object]:
        (tmp_path / folder).mkdir()
        seller = at_mega(tmp_path / folder)
        seller.guess("stops", "40k", chance="90%")
        seller.offer("1", price=price)
        seller.respond(1, verdict)
        _ = seller.win() if verdict is Verdict.ACCEPTED else seller.lose()
        return {row[3]: row[4] for row in counted(seller) if row[0] == "payable.share"}

    dear, cheap = sums(Verdict.ACCEPTED, "80k", "dear"), sums(Verdict.REJECTED, "20k", "cheap")
    assert int(str(dear[10])) > 0 > int(str(dear[0]))
    assert int(str(cheap[10])) < 0 < int(str(cheap[0]))


def test_a_lost_deal_that_ended_in_silence_is_a_customer_who_walked_away(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("stops", "40k")
    seller.log("they talked", "plant")
    seller.offer("1", price="20k")
    seller.respond(1, Verdict.SILENT)
    seller.lose()
    rows = {row[3]: row[4] for row in counted(seller) if row[0] == "walk.cold"}
    assert rows == {tally.WALKED: 1, tally.SPENT: 1200, tally.ACCOUNTS: 1}


def test_the_page_tells_base_rates_and_learned_figures_with_their_counts(seller: Seller) -> None:
    found = rates(seller.store)
    assert [(each.name, each.accounts > 0) for each in found.needs] == [("stops", True), ("waste", False)]
    by_key = {each.key: each for each in found.settings}
    assert {"payable.share", "ratio.meeting.yes", "ratio.meeting.no"} <= set(by_key)
    assert {each.accounts for each in found.settings} == {1}
    assert not any(each.in_force for each in found.settings)
    assert by_key["ratio.meeting.yes"].usual == 6


def test_an_empty_store_has_learned_nothing(tmp_path: Path) -> None:
    found = rates(newcomer(tmp_path).store)
    assert (found.needs, found.settings) == ((), ())
