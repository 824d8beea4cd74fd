"""Win rate by source: the needs of each way and channel, how far they came, and what is settled of them."""

from pathlib import Path

from builders import Seller, at_mega, dump, facts, newcomer
from valueloop.domain.loop.evidence import Answer, Channel, Way
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Verdict
from valueloop.domain.origin import rate
from valueloop.domain.page.origin import SourcesPage, SourceView
from valueloop.usecases.origin import sources


def page(seller: Seller) -> SourcesPage:
    return sources(seller.store)


def story(seller: Seller) -> None:
    """By logic: one won, one that was spoken against. By call: one under way. By analogy: one found and offered."""
    for name, channel in (
        ("stops", Channel.LOGIC),
        ("waste", Channel.LOGIC),
        ("starts", Channel.CALL),
        ("yield", Channel.ANALOGY),
    ):
        seller.guess(name, "20k", chance="40%", channel=channel)
    seller.guess("pride", direction=Direction.PERSONAL, channel=Channel.CALL)
    seller.learn("2", Answer.NO, Channel.VISIT)
    seller.learn("4", Answer.YES, Channel.VISIT)
    seller.offer("4", price="15k")
    seller.offer("1", price="15k")
    seller.respond(2, Verdict.ACCEPTED, ("1", Answer.YES))
    seller.win(None)


def test_a_store_without_a_guess_has_no_source(tmp_path: Path) -> None:
    assert page(newcomer(tmp_path)) == SourcesPage((SourceView(None, None, 0, 0, 0, 0, 0, 0, rate(0, 0)),))


def test_each_way_is_followed_by_its_channels(tmp_path: Path) -> None:
    found = page(at_mega(tmp_path, story)).sources
    assert [(each.way, each.channel) for each in found] == [
        (None, None),
        (Way.ASK, None), (Way.ASK, Channel.CALL),
        (Way.DEDUCTION, None), (Way.DEDUCTION, Channel.LOGIC),
        (Way.ANALOGY, None), (Way.ANALOGY, Channel.ANALOGY),
    ]  # fmt: skip
    assert found[0] == SourceView(None, None, 4, 2, 2, 1, 1, 2, rate(1, 2))
    assert found[2] == SourceView(Way.ASK, Channel.CALL, 1, 0, 0, 0, 0, 0, rate(0, 0))
    assert found[3] == SourceView(Way.DEDUCTION, None, 2, 1, 1, 1, 1, 2, rate(1, 2))
    assert facts(found[5].found, found[5].offered, found[5].settled) == (1, 1, 0)


def test_reading_writes_nothing(tmp_path: Path) -> None:
    seller = at_mega(tmp_path, story)
    before = dump(seller.store.path)
    page(seller)
    assert dump(seller.store.path) == before
