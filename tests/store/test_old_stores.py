"""A store of every released schema is kept as a file, and opens."""

import gzip
from pathlib import Path

import pytest

from builders import DAY, Seller, asked, dump
from valueloop.store.header import SCHEMA, look
from valueloop.store.session import Store
from valueloop.usecases import account, calibration, history, plan, proposition, why, worth

# Before a delivery could be recorded, nobody knew what came after the order.
SINCE_IT_CAN_BE_DELIVERED = 5
STORES = sorted((Path(__file__).parent / "stores").glob("schema-*.db.gz"))


def test_there_is_one_of_every_schema() -> None:
    assert [each.name for each in STORES] == [f"schema-{number}.db.gz" for number in range(1, SCHEMA + 1)]


@pytest.fixture(params=STORES, ids=lambda path: path.name)
def seller(request: pytest.FixtureRequest, tmp_path: Path) -> Seller:
    file = tmp_path / "old.db"
    file.write_bytes(gzip.decompress(request.param.read_bytes()))
    return Seller(Store(file), DAY, "northgate")


def test_it_is_of_the_schema_that_its_name_says() -> None:
    for number, each in enumerate(STORES, 1):
        assert int.from_bytes(gzip.decompress(each.read_bytes())[60:64], "big") == number


def test_it_opens_and_shows_its_accounts(seller: Seller) -> None:
    old = look(seller.store.path)
    assert old is not None
    phases = {each.name: each.phase for each in account.list_accounts(seller.store)}
    won = "use" if old.schema >= SINCE_IT_CAN_BE_DELIVERED else "purchase"
    assert (phases["Harrow Dairy"], phases["Northgate Bottling"]) == ("evaluate", won)
    found = look(seller.store.path)
    assert found is not None
    assert found.schema == SCHEMA


def test_its_pages_can_be_read(seller: Seller) -> None:
    assert worth.value(seller.store, "northgate").sums.accepted.per_year.amount > 100_000
    assert len(history.history(seller.store, "northgate").events) > 20
    assert proposition.value_map(seller.store, "northgate").maps


def test_its_next_move_and_its_reasons_can_be_read(seller: Seller) -> None:
    """What a later schema asks of a need is what was meant before it: its chance was typed."""
    page = plan.next_at(seller.store, "northgate", DAY)
    assert [each.number for each in page.needs] == [1, 2, 3, 4, 5]
    assert why.why(seller.store, "northgate", "3").typed
    assert calibration.calibration(seller.store).scores


def test_its_last_act_can_be_taken_back_and_done_again(seller: Seller) -> None:
    account.list_accounts(seller.store)
    before, acts = dump(seller.store.path), len(asked(seller.store.path, "SELECT * FROM act"))
    assert seller.undo().more == acts - 1
    assert dump(seller.store.path) != before
    assert seller.redo().more == 0
    assert dump(seller.store.path) == before


def test_all_of_it_can_be_taken_back_and_done_again(seller: Seller) -> None:
    account.list_accounts(seller.store)
    before, acts = dump(seller.store.path), len(asked(seller.store.path, "SELECT * FROM act"))
    for more in range(acts - 1, -1, -1):
        assert seller.undo().more == more
    assert not any(dump(seller.store.path).values())
    for _ in range(acts):
        seller.redo()
    assert dump(seller.store.path) == before


def test_it_can_be_worked_on(seller: Seller) -> None:
    assert seller.elsewhere("harrow").log("they liked it", "production").account == "Harrow Dairy"
