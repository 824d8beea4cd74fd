"""Reading use cases never write: a missing store stays missing, an existing one keeps every byte and its time."""

from collections.abc import Callable
from pathlib import Path

import pytest

import valueloop.usecases
from builders import Seller, at_mega, newcomer
from valueloop.domain.loop.evidence import Answer
from valueloop.domain.page.promise import DefectTyped, PromiseTyped
from valueloop.domain.page.threat import ThreatTyped
from valueloop.errors import Unknown
from valueloop.usecases import (
    account,
    brief,
    calibration,
    campaign,
    case,
    check,
    contact,
    core_customer,
    deal,
    defect,
    delivery,
    deployment,
    diagnosis,
    discovery,
    effort,
    estimates,
    gaps,
    goodwill,
    handover,
    history,
    ideal,
    invoice,
    origin,
    parting,
    pipeline,
    plan,
    playbook,
    promise,
    proposition,
    queue,
    rates,
    realised,
    receivables,
    referral,
    renewal,
    revenue,
    rhythm,
    segment,
    similar,
    summary,
    template,
    threat,
    upkeep,
    why,
    worth,
)

ON_ALL: dict[str, Callable[[Seller], object]] = {
    "account.list_accounts": lambda seller: account.list_accounts(seller.store),
    "account.list_products": lambda seller: account.list_products(seller.store),
    "deal.pipeline": lambda seller: deal.pipeline(seller.store),
    "deal.pipeline everything": lambda seller: deal.pipeline(seller.store, everything=True),
    "plan.today": lambda seller: plan.today(seller.store, seller.today),
    "plan.day_moves": lambda seller: plan.day_moves(seller.store, seller.today, 5),
    "calibration.calibration": lambda seller: calibration.calibration(seller.store),
    "rates.rates": lambda seller: rates.rates(seller.store),
    "effort.effort": lambda seller: effort.effort(seller.store),
    "segment.propositions": lambda seller: segment.propositions(seller.store),
    "template.list_templates": lambda seller: template.list_templates(seller.store),
    "playbook.list_playbooks": lambda seller: playbook.list_playbooks(seller.store),
    "upkeep.list_settings": lambda seller: upkeep.list_settings(seller.store),
    "promise.list_promises": lambda seller: promise.list_promises(seller.store, seller.today),
    "promise.list_promises everything": lambda seller: promise.list_promises(
        seller.store, seller.today, everything=True
    ),
    "defect.list_defects": lambda seller: defect.list_defects(seller.store, seller.today),
    "defect.list_defects everything": lambda seller: defect.list_defects(seller.store, seller.today, everything=True),
    "delivery.list_deliveries": lambda seller: delivery.list_deliveries(seller.store, None, seller.today),
    "deployment.list_deployments": lambda seller: deployment.list_deployments(seller.store, None, seller.today),
    "deployment.list_deployments everything": lambda seller: deployment.list_deployments(
        seller.store, None, seller.today, everything=True
    ),
    "receivables.list_invoices": lambda seller: receivables.list_invoices(seller.store, seller.today),
    "receivables.list_invoices everything": lambda seller: receivables.list_invoices(
        seller.store, seller.today, everything=True
    ),
    "receivables.receivables": lambda seller: receivables.receivables(seller.store, seller.today),
    "referral.list_referrals": lambda seller: referral.list_referrals(seller.store, seller.today),
    "core_customer.list_privileges": lambda seller: core_customer.list_privileges(seller.store),
    "core_customer.core_page": lambda seller: core_customer.core_page(seller.store),
    "threat.list_threats": lambda seller: threat.list_threats(seller.store),
    "threat.list_threats everything": lambda seller: threat.list_threats(seller.store, everything=True),
    "threat.who_may_leave": lambda seller: threat.who_may_leave(seller.store, seller.today),
    "parting.partings": lambda seller: parting.partings(seller.store, seller.today),
    "queue.queue": lambda seller: queue.queue(seller.store, seller.today),
    "queue.queue everything": lambda seller: queue.queue(seller.store, seller.today, everything=True),
    "check.check_all": lambda seller: check.check_all(seller.store, seller.today),
    "ideal.ideal": lambda seller: ideal.ideal(seller.store),
    "gaps.gaps": lambda seller: gaps.gaps(seller.store),
    "diagnosis.loops": lambda seller: diagnosis.loops(seller.store),
    "discovery.discovery": lambda seller: discovery.discovery(seller.store, seller.today),
    "estimates.estimates": lambda seller: estimates.estimates(seller.store),
    "origin.sources": lambda seller: origin.sources(seller.store),
    "campaign.campaigns": lambda seller: campaign.campaigns(seller.store, seller.today),
    "pipeline.pipeline": lambda seller: pipeline.pipeline(seller.store, seller.today),
    "revenue.revenues": lambda seller: revenue.revenues(seller.store),
    "rhythm.rhythm": lambda seller: rhythm.rhythm(seller.store, seller.today),
}
AT_ONE: dict[str, Callable[[Seller], object]] = {
    "account.show_account": lambda seller: account.show_account(seller.store, seller.at),
    "contact.org_chart": lambda seller: contact.org_chart(seller.store, seller.at),
    "history.history": lambda seller: history.history(seller.store, seller.at),
    "plan.next_at": lambda seller: plan.next_at(seller.store, seller.at, seller.today),
    "plan.next_at had something been learned": lambda seller: plan.next_at(
        seller.store, seller.at, seller.today, "learn 1 yes"
    ),
    "why.why": lambda seller: why.why(seller.store, seller.at, "1"),
    "similar.similar": lambda seller: similar.similar(seller.store, seller.at),
    "proposition.value_map": lambda seller: proposition.value_map(seller.store, seller.at),
    "worth.value": lambda seller: worth.value(seller.store, seller.at, {"years": "5", "discount_rate": "8%"}),
    "worth.value_for_them": lambda seller: worth.value_for_them(seller.store, seller.at),
    "worth.case_at": lambda seller: worth.case_at(seller.store, seller.at, customer=True),
    "brief.brief": lambda seller: brief.brief(seller.store, seller.at, seller.today),
    "effort.effort at one": lambda seller: effort.effort(seller.store, seller.at),
    "worth.share": lambda seller: worth.share(seller.store, seller.at),
    "case.case_now": lambda seller: case.case_now(seller.store, seller.at),
    "summary.summary": lambda seller: summary.summary(seller.store, seller.at, seller.today),
    "promise.list_promises at one": lambda seller: promise.list_promises(seller.store, seller.today, seller.at),
    "defect.list_defects at one": lambda seller: defect.list_defects(seller.store, seller.today, seller.at),
    "delivery.list_deliveries at one": lambda seller: delivery.list_deliveries(seller.store, seller.at, seller.today),
    "deployment.list_deployments at one": lambda seller: deployment.list_deployments(
        seller.store, seller.at, seller.today
    ),
    "receivables.list_invoices at one": lambda seller: receivables.list_invoices(seller.store, seller.today, seller.at),
    "referral.meant": lambda seller: referral.meant(seller.store, "Terra", seller.at),
    "referral.list_referrals at one": lambda seller: referral.list_referrals(seller.store, seller.today, seller.at),
    "core_customer.list_privileges at one": lambda seller: core_customer.list_privileges(seller.store, seller.at),
    "threat.list_threats at one": lambda seller: threat.list_threats(seller.store, seller.at),
    "goodwill.goodwill": lambda seller: goodwill.goodwill(seller.store, seller.at, seller.today),
    "handover.handover": lambda seller: handover.handover(seller.store, seller.at, seller.today),
    "renewal.renewal": lambda seller: renewal.renewal(seller.store, seller.at, seller.today),
    "renewal.renewal for them": lambda seller: renewal.renewal(seller.store, seller.at, seller.today, customer=True),
    "check.check": lambda seller: check.check(seller.store, seller.at, seller.today),
}
BY_NAME: dict[str, Callable[[Seller], object]] = {
    "playbook.show_playbook": lambda seller: playbook.show_playbook(seller.store, "bottlers"),
    "template.show_template": lambda seller: template.show_template(seller.store, "stoppers"),
    "pipeline.pipeline of one owner": lambda seller: pipeline.pipeline(seller.store, seller.today, "sam"),
}
LISTS = [
    "account.list_accounts", "account.list_products", "deal.pipeline", "deal.pipeline everything",
    "playbook.list_playbooks", "template.list_templates", "promise.list_promises", "promise.list_promises everything",
    "defect.list_defects", "defect.list_defects everything", "delivery.list_deliveries", "deployment.list_deployments",
    "deployment.list_deployments everything", "core_customer.list_privileges", "threat.list_threats",
    "threat.list_threats everything",
]  # fmt: skip
# Each reads which account a record is of, and then writes.
ACTS = """core_customer.end_privilege defect.meet_defect delivery.accept delivery.done deployment.end deployment.review
offer.respond promise.end_promise threat.end_threat""".split()
LOOKS = {**ON_ALL, **AT_ONE, **BY_NAME}


def test_no_reading_use_case_is_forgotten() -> None:
    rooms = [each for each in Path(valueloop.usecases.__file__).parent.glob("*.py") if each.name != "standing.py"]
    reading = {
        f"{room.stem}.{line.split('(')[0].removeprefix('def ')}"
        for room in rooms
        for block in room.read_text(encoding="utf-8").split("\n\n\n")
        for line in [next((each for each in block.split("\n") if each.startswith("def ")), "")]
        if line and not line.startswith("def _") and ("store.read(" in block or "return look(" in block)
    }
    assert set(ACTS) <= reading
    assert reading - set(ACTS) == {name.split()[0] for name in LOOKS}


@pytest.mark.parametrize("name", ON_ALL)
def test_a_look_at_a_missing_store_makes_nothing(name: str, tmp_path: Path) -> None:
    ON_ALL[name](newcomer(tmp_path / "new"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", LISTS)
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
    after_the_deal(seller)
    return seller


def after_the_deal(seller: Seller) -> None:
    """One of each record that is kept once a deal is won."""
    store, at = seller.store, seller.at
    seller.win()
    promise.add_promise(store, seller.occasion(), at, PromiseTyped("the terms in writing", due=seller.today))
    defect.add_defect(store, seller.occasion(), at, DefectTyped("stops when washed"))
    delivery.add(store, seller.occasion(), at, "the kit on line 3", ("1",), seller.today)
    deployment.add(store, seller.occasion(), at, deployment.DeploymentTyped("the kit on line 3"))
    invoice.add(store, seller.occasion(), at, invoice.InvoiceTyped("40k", "the kit"))
    referral.add_referral(store, seller.occasion(), at, "Giga")
    core_customer.add_privilege(store, seller.occasion(), at, "called back within the hour")
    threat.add_threat(store, seller.occasion(), at, ThreatTyped("a rival", price="9k"))
    realised.realise(store, seller.occasion(), at, "1", realised.MeasuredTyped({}, "11k"))
    ideal.set_criteria(store, seller.occasion(), {"size": "200..600"})
    seller.account("Tera", owner="sam")
    parting.unqualify(store, seller.occasion(), "tera", "too small")
    seller.guess("less dust", "5k..6k")  # the next deal


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_leaves_the_file_as_it_is(name: str, busy: Seller) -> None:
    path = busy.store.path
    before, when, there = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    assert LOOKS[name](busy)
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == when
    assert sorted(path.parent.iterdir()) == there
