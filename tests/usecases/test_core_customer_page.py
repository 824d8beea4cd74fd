"""Core customers: ranked from what the store holds, their privileges, and the kit that says so."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, facts
from valueloop.domain.core_customer import Out
from valueloop.domain.money import Money
from valueloop.domain.number import EXACT
from valueloop.domain.page.core_customer import CorePage, PrivilegeView
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.store.after import load_after
from valueloop.store.customer import Parting
from valueloop.store.find import account as find_account
from valueloop.store.invoice import Realised
from valueloop.store.session import Store, Unit
from valueloop.usecases.brief import brief
from valueloop.usecases.core_customer import (
    add_privilege,
    core,
    core_page,
    end_privilege,
    list_privileges,
    privileges_of,
)
from valueloop.usecases.referral import add_referral


def customer(seller: Seller, name: str, worth: str = "10k", currency: str = "EUR") -> Seller:
    """An account with a deal won and accepted at so much a year."""
    seller.account(name, currency=currency)
    there = seller.elsewhere(name)
    there.contact("production manager")
    there.guess("fewer stops", worth)
    there.accept("1")
    there.win("4k")
    return there


def measure(seller: Seller, account: int, amount: str) -> None:
    def measured(unit: Unit) -> None:
        unit.add(
            Realised(account_id=account, deal_id=account - 1, line_id=account - 1, amount=Decimal(amount), day=DAY)
        )

    seller.store.write(seller.occasion(), measured)


def two(seller: Seller) -> None:
    """Mega is no customer; Alpha (2) and Beta (3) are."""
    customer(seller, "Alpha", "20k")
    customer(seller, "Beta")


def who(page: CorePage) -> list[tuple[str, bool]]:
    return [(each.account, each.core) for each in page.rows]


def grant(seller: Seller, text: str = "called back", at: str = "alpha") -> PrivilegeView:
    return add_privilege(seller.store, seller.occasion(), at, text).what


def test_with_nobody_measured_goodwill_decides_and_the_accepted_is_shown_beside(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, two)
    seller.elsewhere("alpha").log("a call")
    page = core_page(seller.store)
    assert who(page) == [("Beta", True), ("Alpha", False)]
    beta, alpha = page.rows
    assert facts(beta.realised, beta.value, beta.goodwill, beta.score) == (None, 0, 1, Decimal("0.2"))
    assert (alpha.goodwill, alpha.accepted) == (Decimal("0.93"), Money(Decimal(20_000), "EUR"))
    assert (page.weigh_value, page.part) == (Decimal("0.6"), Decimal("0.2"))
    assert seller.store.read(core) == {3}


def test_what_was_measured_weighs_most(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, two)
    measure(seller, 2, "21000")
    measure(seller, 3, "9000")
    alpha, beta = core_page(seller.store).rows
    assert facts(alpha.account, alpha.realised, alpha.value, alpha.left) == (
        "Alpha",
        Money(Decimal(21_000), "EUR"),
        1,
        11,
    )
    assert facts(beta.value, beta.left) == (EXACT.divide(Decimal(9), Decimal(21)), 8), "short of what was promised"
    seller.setting("core.part", "99%")
    assert [each.core for each in core_page(seller.store).rows] == [True, False]


def test_a_referral_that_became_a_customer_counts_twice_another(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, two)
    add_referral(seller.store, seller.occasion(), "alpha", "Beta")
    for each in ("Mega", "Quarry"):
        add_referral(seller.store, seller.occasion(), "beta", each)
    rows = {each.account: each for each in core_page(seller.store).rows}
    assert facts(rows["Alpha"].brought, rows["Alpha"].named, rows["Alpha"].referrals) == (1, 0, 1)
    assert facts(rows["Beta"].brought, rows["Beta"].named, rows["Beta"].referrals) == (0, 2, 1)


def test_who_was_parted_from_or_is_spent_is_out(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, two)
    nought = Decimal(0)
    seller.store.write(
        seller.occasion(),
        lambda unit: unit.add(Parting(account_id=2, kind="fired", reason="late", spent=nought, hours=nought, day=DAY)),
    )
    for _ in range(15):
        seller.elsewhere("beta").log("a call")
    assert [each.out for each in core_page(seller.store).rows] == [Out.PARTED, Out.SPENT]
    assert seller.store.read(core) == frozenset()


def test_no_customer_no_core(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    assert core_page(seller.store).rows == ()
    assert seller.store.read(core) == frozenset()
    assert core_page(Store(tmp_path / "none.db")).rows == ()


def test_a_privilege_is_granted_once_and_ends(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, two)
    assert grant(seller) == PrivilegeView(1, "Alpha", True, "called back", DAY, None)
    assert grant(seller, at="beta").core is False
    with pytest.raises(Conflict, match="Alpha has that privilege since 2026-06-15, as number 1"):
        grant(seller, "CALLED back")
    with pytest.raises(Invalid):
        grant(seller, "")
    later = seller.on(DAY + timedelta(days=1))
    assert end_privilege(later.store, later.occasion(), 1).what.ended == later.today
    with pytest.raises(Conflict, match="privilege 1 ended on 2026-06-16 already"):
        end_privilege(later.store, later.occasion(), 1)
    with pytest.raises(Unknown, match="no privilege '7'"):
        end_privilege(later.store, later.occasion(), 7)
    assert [each.number for each in list_privileges(seller.store)] == [2]
    assert grant(seller).number == 3, "what ended may be granted anew"


def test_privileges_of_core_customers_come_first(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, two)
    grant(seller, "second", "beta")
    grant(seller, "first")
    assert [(each.account, each.core) for each in list_privileges(seller.store)] == [("Alpha", True), ("Beta", False)]
    assert [each.text for each in list_privileges(seller.store, "beta")] == ["second"]
    assert core_page(seller.store).rows[0].privileges == ("first",)
    assert list_privileges(Store(tmp_path / "none.db")) == []


def test_the_kit_says_who_is_core_and_what_they_are_granted(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, two)
    grant(seller)
    grant(seller, "a name of its own")
    end_privilege(seller.store, seller.occasion(), 2)
    kit = brief(seller.store, "alpha", DAY)
    assert (kit.core, kit.privileges) == (True, ("called back",))
    assert (brief(seller.store, "beta", DAY).core, brief(seller.store, "mega", DAY).core) == (False, False)

    def held(unit: Unit) -> tuple[str, ...]:
        row = find_account(unit, "alpha")
        return privileges_of(load_after(unit, [row])[row.key])

    assert seller.store.read(held) == ("called back",)
