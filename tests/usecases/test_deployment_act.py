"""Deployments: what runs where, for which needs, who cares for it, when it is looked at next."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega, dump
from valueloop.domain.page.delivery import DeploymentView, NeedServed
from valueloop.errors import Conflict, Invalid, Unknown
from valueloop.usecases import deployment
from valueloop.usecases.account import list_accounts
from valueloop.usecases.deployment import DeploymentTyped

LATER, EARLIER = DAY + timedelta(7), DAY - timedelta(7)


def guessed(seller: Seller) -> None:
    seller.guess(amount="10k")


def add(seller: Seller, typed: DeploymentTyped) -> DeploymentView:
    return deployment.add(seller.store, seller.occasion(), seller.at, typed).what


def review(seller: Seller, number: int = 1, following: date | None = None) -> DeploymentView:
    return deployment.review(seller.store, seller.occasion(), number, following).what


def end(seller: Seller, number: int = 1, when: date | None = None) -> DeploymentView:
    return deployment.end(seller.store, seller.occasion(), number, when).what


def running(seller: Seller, account: str | None = None, *, everything: bool = False) -> list[DeploymentView]:
    return deployment.list_deployments(seller.store, account, seller.today, everything=everything)


def test_what_runs_is_kept_with_all_that_was_said_of_it(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    typed = DeploymentTyped("kit", "panel", " line 3 ", ("1", "stops"), " service ", "plant", EARLIER, LATER)
    expected = DeploymentView(
        1, "Mega", None, "kit", "Panel kit", "line 3", (NeedServed(1, "fewer stops"),), "service", "plant manager",
        EARLIER, LATER, 0, None, None,
    )  # fmt: skip
    assert add(seller, typed) == expected
    assert running(seller) == running(seller, "mega") == [expected]


def test_a_text_that_is_a_products_name_means_it_and_the_review_is_as_set(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    first = add(seller, DeploymentTyped("panel KIT"))
    assert (first.product, first.since, first.review) == ("Panel kit", DAY, date(2026, 12, 12))
    seller.setting("review", "10")
    second = add(seller, DeploymentTyped("panel", since=DAY - timedelta(30)))
    assert (second.product, second.text) == ("Panel kit", "Panel kit"), "a part of its name is enough"
    assert (second.review, second.overdue) == (DAY - timedelta(20), 20)
    seller.product("Panel cover")
    for text in ("panel", "audit", "panel on line 3"):
        bare = add(seller, DeploymentTyped(text))
        assert (bare.product, bare.text) == (None, text), "what may be two products, or is none, stays as it was typed"


def test_it_belongs_to_the_deal_that_was_won(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    seller.win()
    assert add(seller, DeploymentTyped("kit")).deal == 1


def test_a_review_moves_the_next_one_on(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    add(seller, DeploymentTyped("kit", review=DAY))
    later = seller.on(LATER)
    assert running(later)[0].overdue == 7
    seen = review(later)
    assert (seen.reviewed, seen.review, seen.overdue) == (LATER, LATER + timedelta(180), 0)
    assert review(later, following=LATER + timedelta(1)).review == LATER + timedelta(1)


def test_what_ended_is_shown_when_asked_for(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    add(seller, DeploymentTyped("kit", since=EARLIER, review=EARLIER))
    add(seller, DeploymentTyped("audit"))
    (account,) = list_accounts(seller.store)
    assert account.phase.value == "use", "a pilot without a deal is in use"
    gone = end(seller, when=DAY - timedelta(1))
    assert (gone.ended, gone.overdue) == (DAY - timedelta(1), 0)
    assert [each.text for each in running(seller)] == ["audit"]
    assert [each.text for each in running(seller, everything=True)] == ["audit", "Panel kit"]
    end(seller, 2)
    (account,) = list_accounts(seller.store)
    assert account.phase.value == "experience"


def test_every_act_is_undone(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, guessed)
    acts: list[Callable[[], object]] = [
        lambda: add(seller, DeploymentTyped("kit", needs=("1",))),
        lambda: review(seller),
        lambda: end(seller),
    ]
    for act in acts:
        before = dump(seller.store.path)
        act()
        assert dump(seller.store.path) != before
        seller.undo()
        assert dump(seller.store.path) == before
        seller.redo()


def test_what_cannot_be_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)

    def refused(act: Callable[[], object], kind: type[Exception], said: str) -> None:
        before = dump(seller.store.path)
        with pytest.raises(kind, match=said):
            act()
        assert dump(seller.store.path) == before

    refused(lambda: add(seller, DeploymentTyped(" ")), Invalid, "it says nothing")
    refused(lambda: add(seller, DeploymentTyped("kit", since=LATER)), Invalid, "what is to come is a delivery")
    refused(lambda: add(seller, DeploymentTyped("kit", review=EARLIER)), Invalid, "it runs since 2026-06-15 only")
    refused(lambda: add(seller, DeploymentTyped("kit", "nothing")), Unknown, "no product 'nothing'")
    refused(lambda: add(seller, DeploymentTyped("kit", needs=("1",))), Unknown, "no need '1' at Mega")
    refused(lambda: add(seller, DeploymentTyped("kit", person="nobody")), Unknown, "no contact 'nobody'")
    for act in (review, end):
        refused(lambda act=act: act(seller), Unknown, "no deployment '1'")  # type: ignore[misc]
    add(seller, DeploymentTyped("kit"))
    refused(lambda: review(seller, following=DAY), Invalid, "it is no day to come")
    refused(lambda: end(seller, when=LATER), Invalid, "until then it runs")
    refused(lambda: end(seller, when=EARLIER), Invalid, "deployment 1 runs since 2026-06-15 only")
    end(seller)
    for act in (review, end):
        refused(lambda act=act: act(seller), Conflict, "deployment 1, Panel kit, runs no more since")  # type: ignore[misc]
