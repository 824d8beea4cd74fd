"""Reading use cases never write: a missing store stays missing, an existing one keeps every byte and its time."""

from collections.abc import Callable
from pathlib import Path

import pytest

import valueloop.usecases
from builders import Seller, at_mega, newcomer
from valueloop.domain.loop.evidence import Answer
from valueloop.errors import Unknown
from valueloop.usecases import (
    account,
    brief,
    calibration,
    case,
    contact,
    deal,
    effort,
    history,
    plan,
    playbook,
    proposition,
    rates,
    segment,
    similar,
    summary,
    template,
    upkeep,
    why,
    worth,
)

ON_ALL: dict[str, Callable[[Seller], object]] = {
    "list_accounts": lambda seller: account.list_accounts(seller.store),
    "list_products": lambda seller: account.list_products(seller.store),
    "pipeline": lambda seller: deal.pipeline(seller.store),
    "pipeline everything": lambda seller: deal.pipeline(seller.store, everything=True),
    "today": lambda seller: plan.today(seller.store, seller.today),
    "day_moves": lambda seller: plan.day_moves(seller.store, seller.today, 5),
    "calibration": lambda seller: calibration.calibration(seller.store),
    "rates": lambda seller: rates.rates(seller.store),
    "effort": lambda seller: effort.effort(seller.store),
    "propositions": lambda seller: segment.propositions(seller.store),
    "list_templates": lambda seller: template.list_templates(seller.store),
    "list_playbooks": lambda seller: playbook.list_playbooks(seller.store),
    "list_settings": lambda seller: upkeep.list_settings(seller.store),
}
AT_ONE: dict[str, Callable[[Seller], object]] = {
    "show_account": lambda seller: account.show_account(seller.store, seller.at),
    "org_chart": lambda seller: contact.org_chart(seller.store, seller.at),
    "history": lambda seller: history.history(seller.store, seller.at),
    "next_at": lambda seller: plan.next_at(seller.store, seller.at, seller.today),
    "next_at had something been learned": lambda seller: plan.next_at(
        seller.store, seller.at, seller.today, "learn 1 yes"
    ),
    "why": lambda seller: why.why(seller.store, seller.at, "1"),
    "similar": lambda seller: similar.similar(seller.store, seller.at),
    "value_map": lambda seller: proposition.value_map(seller.store, seller.at),
    "value": lambda seller: worth.value(seller.store, seller.at, {"years": "5", "discount_rate": "8%"}),
    "value_for_them": lambda seller: worth.value_for_them(seller.store, seller.at),
    "case_at": lambda seller: worth.case_at(seller.store, seller.at, customer=True),
    "brief": lambda seller: brief.brief(seller.store, seller.at, seller.today),
    "effort at one": lambda seller: effort.effort(seller.store, seller.at),
    "share": lambda seller: worth.share(seller.store, seller.at),
    "case_now": lambda seller: case.case_now(seller.store, seller.at),
    "summary": lambda seller: summary.summary(seller.store, seller.at, seller.today),
}
BY_NAME: dict[str, Callable[[Seller], object]] = {
    "show_playbook": lambda seller: playbook.show_playbook(seller.store, "bottlers"),
    "show_template": lambda seller: template.show_template(seller.store, "stoppers"),
}
LOOKS = {**ON_ALL, **AT_ONE, **BY_NAME}


def test_no_reading_use_case_is_forgotten() -> None:
    rooms = [each for each in Path(valueloop.usecases.__file__).parent.glob("*.py") if each.name != "standing.py"]
    reading = {
        line.split("(")[0].removeprefix("def ")
        for room in rooms
        for block in room.read_text(encoding="utf-8").split("\n\n\n")
        for line in [next((each for each in block.split("\n") if each.startswith("def ")), "")]
        if line and not line.startswith("def _") and ("store.read(" in block or "return look(" in block)
    } - {"respond"}  # it reads which account an offer is of, and then writes
    assert reading == {name.split()[0] for name in LOOKS}


@pytest.mark.parametrize("name", ON_ALL)
def test_a_look_at_a_missing_store_makes_nothing(name: str, tmp_path: Path) -> None:
    ON_ALL[name](newcomer(tmp_path / "new"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["list_accounts", "list_products", "pipeline", "pipeline everything", "list_playbooks", "list_templates"]
)
def test_a_missing_store_looks_empty(name: str, tmp_path: Path) -> None:
    assert ON_ALL[name](newcomer(tmp_path)) == []


@pytest.mark.parametrize("name", AT_ONE)
def test_a_look_at_an_account_of_a_missing_store_finds_none_and_makes_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(Unknown) as wrong:
        AT_ONE[name](newcomer(tmp_path / "new"))
    assert (wrong.value.what, wrong.value.given) == ("account", "mega")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", BY_NAME)
def test_a_look_at_a_record_of_a_missing_store_finds_none_and_makes_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        BY_NAME[name](newcomer(tmp_path / "new"))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Seller:
    """A seller with something on every page."""
    seller = at_mega(tmp_path_factory.mktemp("busy"))
    seller.log("hello", "production", next_step="call back", due=seller.today)
    seller.guess(amount="10k..20k", of="production")
    seller.learn(answer=Answer.YES, by="production")
    seller.offer("1", to="production")
    seller.accept("1")
    seller.alternative("the incumbent", "30k", energy="?")
    seller.keys(years="4")
    seller.entry("stops")
    seller.impact("1", "fewer of them", "1")
    playbook.save(seller.store, seller.occasion(), "bottlers", "mega")
    template.save(seller.store, seller.occasion(), "stoppers", "mega", "production")
    return seller


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_leaves_the_file_as_it_is(name: str, busy: Seller) -> None:
    path = busy.store.path
    before, when, there = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    assert LOOKS[name](busy)
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == when
    assert sorted(path.parent.iterdir()) == there
