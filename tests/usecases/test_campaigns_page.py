"""Campaigns: whom each met, in which phase, and whether it was answered."""

from datetime import timedelta
from pathlib import Path

from builders import DAY, Seller, at_mega, newcomer
from valueloop.domain.account import Phase
from valueloop.domain.page.touch import TouchTyped
from valueloop.domain.touch import Kind, Outcome
from valueloop.store.delivery import Delivery, Deployment
from valueloop.usecases import touch
from valueloop.usecases.campaign import campaigns

LATER = DAY + timedelta(days=90)


def send(seller: Seller, campaign: str = "spring mailing", *, outcome: Outcome | None = None) -> None:
    said = TouchTyped(Kind.EMAIL, "they were written to", seller.today, None, outcome=outcome, campaign=campaign)
    touch.log(seller.store, seller.occasion(), seller.at, said)


def rows(seller: Seller, days: int = 90) -> list[tuple[str, Phase, int, int, int]]:
    page = campaigns(seller.store, DAY + timedelta(days=days))
    return [(each.campaign, each.phase, each.sent, each.answered, each.waiting) for each in page.phases]


def test_without_a_campaign_there_is_nothing_to_say(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.account("Seen", seen_at="mega")
    seller.log("no campaign", "production")
    assert campaigns(seller.store, DAY).phases == ()
    assert campaigns(newcomer(tmp_path / "new").store, DAY).phases == ()


def test_an_advertisement_is_answered_when_they_come_or_meet_us(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for name, acts in (
        ("Silent", {"kind": Kind.CALL}),
        ("Caller", {"kind": Kind.CALL, "inbound": True}),
        ("Host", {"kind": Kind.MEETING}),
    ):
        seller.account(name, advertisement="Paper days")
        there = seller.elsewhere(name)
        touch.log(there.store, there.occasion(), name, TouchTyped(text="x", day=DAY, at=None, **acts))
    assert rows(seller) == [("Paper days", Phase.EXPERIENCE, 3, 2, 0)]


def test_a_touch_is_answered_by_an_inbound_one_or_an_agreed_step(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    send(seller, outcome=Outcome.ADVANCE)
    send(seller, "agreed later", outcome=Outcome.CONTINUATION)
    seller.on(DAY + timedelta(days=20)).log("a step", "production", outcome=Outcome.ORDER)
    late = seller.on(DAY + timedelta(days=40))
    send(late, "too late")
    late.on(DAY + timedelta(days=71)).log("they rang", "production", inbound=True)
    assert rows(seller, 69) == [
        ("spring mailing", Phase.EXPERIENCE, 1, 1, 0),
        ("agreed later", Phase.EXPERIENCE, 1, 1, 0),
        ("too late", Phase.EXPERIENCE, 1, 0, 1),
    ]
    assert rows(seller)[2] == ("too late", Phase.EXPERIENCE, 1, 0, 0)


def test_an_inbound_touch_is_not_sent(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    said = TouchTyped(Kind.CALL, "they rang because of it", DAY, None, inbound=True, campaign="spring mailing")
    touch.log(seller.store, seller.occasion(), "mega", said)
    assert rows(seller) == []


def test_each_is_counted_in_the_phase_of_that_day(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    send(seller)
    seller.guess("fewer stops", "10k", of="production")
    seller.offer("1")
    send(seller)
    seller.accept("1")
    send(seller)
    seller.win("4k")
    days = iter(range(1, 9))

    def next_day() -> Seller:
        return seller.on(DAY + timedelta(days=next(days)))

    send(next_day())
    there = next_day()
    there.store.write(
        there.occasion(),
        lambda unit: [
            unit.add(Delivery(account_id=1, deal_id=1, text="pilot", delivered=there.today, day=DAY)),
            unit.add(Delivery(account_id=1, deal_id=1, text="rest", day=DAY)),
            unit.add(Deployment(account_id=1, text="old", since=DAY, ended=there.today)),
            unit.add(Deployment(account_id=1, text="new", since=there.today)),
        ],
    )
    send(next_day())
    assert [row[1] for row in rows(seller)] == [
        Phase.EXPERIENCE, Phase.EVALUATE, Phase.ANALYSE, Phase.USE
    ]  # fmt: skip
    assert rows(seller)[3][2] == 2, "what ran there since the first day was in use when the deal was won"


def test_a_price_per_year_is_rent(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    seller.guess("fewer stops", "10k")
    seller.keys(per_year="yes")
    seller.win("4k")
    send(seller.on(DAY + timedelta(days=1)))
    assert [row[1] for row in rows(seller)] == [Phase.RENT]


def test_from_five_on_there_is_a_rate(tmp_path: Path) -> None:
    seller = at_mega(tmp_path)
    for _ in range(5):
        send(seller)
    [found] = campaigns(seller.store, LATER).phases
    assert found.rate == 0
    [found] = campaigns(seller.store, DAY).phases
    assert found.rate is None
