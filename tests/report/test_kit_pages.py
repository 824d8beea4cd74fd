"""The sales kit in words: players, questions, presentation, proposal, case study."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import DAY, Seller, at_mega
from valueloop.document import Document
from valueloop.domain.loop.evidence import Answer, Channel
from valueloop.domain.loop.need import Direction
from valueloop.domain.loop.response import Reason, Verdict
from valueloop.domain.page.brief import BriefPage
from valueloop.domain.touch import Kind as TouchKind
from valueloop.domain.value.line import Effect
from valueloop.domain.value.source import Source
from valueloop.domain.value_map import Kind, Measure, Rung
from valueloop.render.markdown import markdown
from valueloop.report.brief import players, questions
from valueloop.report.case_study import case_study
from valueloop.report.customer_value import customer_value
from valueloop.report.proposal import proposal
from valueloop.report.script import script
from valueloop.report.summary import summary
from valueloop.report.value import value
from valueloop.usecases import delivery
from valueloop.usecases.brief import brief
from valueloop.usecases.realised import MeasuredTyped, realise


def told(page: Document) -> str:
    """A page as text, a block a line, without marks."""
    return markdown(page).replace("\\", "").replace("*", "")


@pytest.fixture
def seller(tmp_path: Path) -> Seller:
    return at_mega(tmp_path)


def kit(seller: Seller, person: str | None = None) -> BriefPage:
    return brief(seller.store, "mega", seller.today, person)


def mapped(seller: Seller) -> None:
    """A production manager with a map, a line that is agreed and one that is ours, and a plant manager with pride."""
    seller.log("97 is what we want, 94 is what we have", "production")
    seller.entry("97 % yield", Kind.OBJECTIVE)
    seller.entry("yield", Kind.METRIC, measure=Measure("%", now=Decimal(94), target=Decimal(97)))
    later = seller.on(DAY + timedelta(days=1))
    later.log("it stops after each change", "production", "plant", kind=TouchKind.VISIT)
    later.entry("line 3 stops")
    later.entry("new lines soon", Kind.STRATEGY, rung=Rung.GUESS)
    later.line("fewer stops", "stops * 100", Effect.EARN, of="production")
    later.inputs(stops="100", by="production")
    later.accept("fewer stops")
    later.line("less scrap", "tons * 50", of="production")
    later.inputs(tons="10", source=Source.GUESS)
    later.impact("97 %", "three points more", "fewer stops")
    later.impact("line 3", "no stop after a change", "less scrap")
    later.impact("line 3", "calm", personal=True)
    later.entry("a plant to show", Kind.OBJECTIVE, of="plant", rung=Rung.CONFIRMED)
    later.impact("a plant", "admired", personal=True)
    later.offer(price="8k", terms="a pilot", to="production")


class TestPlayers:
    def test_who_has_money_and_was_never_talked_to_is_missing(self, seller: Seller) -> None:
        seller.guess("priced", "10k", of="production")
        page = told(players(kit(seller)))
        assert "| production manager |" in page
        assert "production manager owns €10,000 a year, and nobody has talked to them." in page
        assert "Nobody we know decides." in page
        assert "| never |" in page

    def test_money_of_nobody_is_missing_its_owner(self, seller: Seller) -> None:
        seller.guess("priced", "10k")
        assert "€10,000 a year is nobody's: whose number is it?" in told(players(kit(seller)))

    def test_where_nobody_is_missing_that_is_said(self, seller: Seller) -> None:
        for part in ("decides", "advises", "uses", "checks", "guides"):
            seller.contact(f"one who {part}", influence=part, stance="supports")
        page = told(players(kit(seller)))
        assert "Every part in buying is played by somebody we know" in page
        assert "| supports |" in page

    def test_without_people_the_way_to_add_one_is_said(self, tmp_path: Path) -> None:
        seller = Seller(at_mega(tmp_path).store, DAY, "empty")
        seller.account("Empty")
        assert "vl contact add" in told(players(brief(seller.store, "empty", DAY)))


class TestQuestions:
    def test_each_kind_of_question_has_its_words(self, seller: Seller) -> None:
        seller.guess("fewer stops", "10k", of="production", chance="40%")
        seller.guess("pride", direction=Direction.PERSONAL)
        seller.guess("told", of="plant")
        seller.learn("told", Answer.YES, Channel.CALL)
        seller.line("scrap", "tons * price", of="production")
        seller.inputs(tons="10/20/30", unit="ton/year", source=Source.GUESS)
        seller.inputs(price="€5/ton", source=Source.DEDUCED)
        seller.entry("yield", Kind.METRIC, of="plant", measure=Measure("%"), rung=Rung.SAID)
        for kind in (Kind.OBJECTIVE, Kind.METRIC, Kind.STRATEGY, Kind.ISSUE):
            seller.entry(f"guessed {kind.value}", kind, of="production")
        page = "".join(told(questions(kit(seller, each))) for each in (None, "plant", "production"))
        for said in (
            "“Is fewer stops something you are after?” | the production manager | need 1, 40%: a yes makes it 69%, a",
            "“Is pride something you are after?” | who knows?",
            "“What would told be worth to you in a year?” | the plant manager | need 3 gets its money | not known",
            "“For tons we reckon with 10 to 30 ton/year: what is it with you?” | the production manager | our guess",
            "“For price we reckon with 5 EUR/ton: what is it with you?” | the production manager | our deduction: so",
            "“yield: is more of it better, where does it stand now and where should it be?” | the plant manager",
            "“Is it this that you are after: guessed objective?” | the production manager | entry 2 is our guess",
            "“Is your work measured by this: guessed metric?”",
            "“Is this your way there: guessed strategy?”",
            "“Does this stand in your way: guessed issue?”",
            "“What stands in your way?” | the plant manager | no issue of theirs is known",
        ):
            assert said in page, said
        assert "Money is present value over 3 years." in page

    def test_more_than_ten_are_counted(self, seller: Seller) -> None:
        for number in range(12):
            seller.guess(f"need {number}")
        page = told(questions(kit(seller)))
        assert "2 questions more move less: --json has all." in page
        assert "Money is present value" not in page

    def test_nothing_left_to_ask_is_said_and_where_nothing_is_known_that(self, seller: Seller) -> None:
        page = questions(kit(seller, "plant"))
        assert page.title == "Questions for the plant manager, Mega"
        assert "Nothing is known yet: find out what somebody there is after" in told(page)
        seller.line("told", "10k", of="production")
        assert "Nothing is left to ask" in told(questions(kit(seller, "plant")))


class TestPresentation:
    def test_it_tells_situation_problem_implication_and_payoff_in_their_words(self, seller: Seller) -> None:
        mapped(seller)
        page = told(script(kit(seller)))
        assert page.startswith("# Presentation for the production manager, Mega")
        parts = [page.index(f"## {each}") for each in ("Situation", "Problem", "Implication", "Need-payoff")]
        assert parts == sorted(parts)
        assert "You want: 97 % yield." in page
        assert "You measure: yield, 94 % now, 97 % the target." in page
        assert "Your way there: new lines soon (our guess: check it first)." in page
        assert "“97 is what we want, 94 is what we have” (call, 15 Jun 2026, #1)" in page
        assert "“it stops after each change” (visit with others, 16 Jun 2026, #2)" in page
        assert "Fewer stops: €10,000 a year, as you agreed on 16 Jun 2026." in page
        assert "Less scrap: €500 a year, not agreed yet (guess): ask what it is really." in page
        assert "Left as it is, that is €31,500 in 3 years." in page
        assert "Ask: “If you had three points more: what would that do for “97 % yield”?”" in page
        assert "what would that do for what you said of “line 3 stops”?”" in page
        assert "Then say what it is worth: three points more, €10,000 a year and no stop after a change, €500" in page

    def test_it_is_for_the_one_who_is_met(self, seller: Seller) -> None:
        mapped(seller)
        page = told(script(kit(seller, "plant")))
        assert "Presentation for the plant manager" in page
        assert "Ask: “What stands in your way?” No issue of theirs is known." in page
        assert "Ask: “What does that cost you in a year?” No money of theirs is known." in page
        seller.impact("a plant", "shown with pride", "fewer stops")
        page = told(script(kit(seller, "plant")))
        assert "Fewer stops: €10,000 a year, as the production manager agreed on 16 Jun 2026." in page

    def test_another_who_agreed_is_named_and_what_is_once_is_not_a_year(self, seller: Seller) -> None:
        seller.entry("stops", of="production")
        seller.line("scrap sold", "900", Effect.EARN, of="production", once=True)
        seller.accept("scrap sold", "plant")
        page = told(script(kit(seller)))
        assert "Scrap sold: €900 once, as the plant manager agreed on 15 Jun 2026." in page
        assert "Left as it is" not in page
        assert "Nothing is known of their business: ask first." in page
        assert "No impact of ours is on their map yet: vl impact add." in page

    def test_without_a_map_the_way_to_one_is_said(self, seller: Seller) -> None:
        assert "vl entry add" in told(script(kit(seller)))
        seller.entry("stops", of="production")
        page = script(kit(seller, "plant"))
        assert page.title == "Presentation for the plant manager, Mega"
        assert "The plant manager has no value map yet" in told(page)


class TestProposal:
    def test_it_holds_what_they_said_and_agreed_to_and_the_price(self, seller: Seller) -> None:
        mapped(seller)
        page = told(proposal(kit(seller)))
        assert "To the plant manager and the production manager, 15 Jun 2026." in page
        assert "## Where you want to be\n\n- 97 % yield\n" in page
        assert "three points more: €10,000 a year, as you agreed" in page
        assert "- no stop after a change\n" in page
        assert "kit, for" in page
        assert "Terms: a pilot." in page
        assert (
            "The price is €8,000, paid at the start. Of what you agreed to, less your costs, you keep €16,869." in page
        )
        assert "- yield: 94 % now, 97 % the target" in page
        for ours in ("new lines soon", "a plant to show", "calm", "less scrap", "guess"):
            assert ours not in page

    def test_for_one_person_it_is_made_of_their_map(self, seller: Seller) -> None:
        mapped(seller)
        page = told(proposal(kit(seller, "production")))
        assert "To the production manager, 15 Jun 2026." in page

    def test_without_an_offer_the_price_is_to_be_named(self, seller: Seller) -> None:
        seller.log("hello", "production")
        seller.entry("97 % yield", Kind.OBJECTIVE)
        seller.line("told", "stops * 100", of="production")
        seller.inputs(stops="100", by="production")
        page = told(proposal(kit(seller)))
        assert "## Price\n\nTo be named." in page
        assert "Tell us which of these numbers are yours" in page

    def test_who_has_no_map_is_addressed_all_the_same(self, seller: Seller) -> None:
        seller.contact("hygiene officer")
        mapped(seller)
        assert "To the hygiene officer, 15 Jun 2026." in told(proposal(kit(seller, "hygiene")))

    def test_a_metric_without_figures_is_to_be_measured(self, seller: Seller) -> None:
        seller.entry("complaints", Kind.METRIC, rung=Rung.SAID)
        assert "- complaints: to be measured together" in told(proposal(kit(seller)))
        assert "Tell us what it would be worth to you." in told(proposal(kit(seller)))

    def test_money_of_two_people_is_told_once(self, seller: Seller) -> None:
        mapped(seller)
        seller.entry("costs", Kind.OBJECTIVE, of="plant", rung=Rung.SAID)
        seller.impact("costs", "less bought", "fewer stops")
        page = told(proposal(kit(seller)))
        assert page.count("€10,000 a year, as you agreed") == 1

    def test_after_a_refused_price_another_is_named_and_after_a_yes_nothing_is_asked(self, seller: Seller) -> None:
        mapped(seller)
        seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
        assert "We name a price that is a part of what you agreed to." in told(proposal(kit(seller)))
        seller.win("7k")
        assert "## Agreed\n\nYou said yes on 15 Jun 2026." in told(proposal(kit(seller)))

    def test_what_was_refused_is_no_price(self, seller: Seller) -> None:
        seller.offer(price="8k")
        seller.respond(1, Verdict.REJECTED, because=Reason.PRICE)
        assert "To be named." in told(proposal(kit(seller)))

    def test_a_price_by_outcome_is_said_by_its_terms_and_not_as_asked(self, seller: Seller) -> None:
        mapped(seller)
        seller.keys(rule="outcome", base="2k", fraction="20%", baseline="10k", guarantee="5k", walk_away="1777")
        pages = (told(proposal(kit(seller))), told(summary(kit(seller).summary, customer=True)))
        for page in (*pages, told(customer_value(kit(seller).theirs))):
            assert "You pay €2,000.00 first, and then 20% of what is realised above €10,000.00." in page
            # 10,000 a year over three years at 10 % is 24,869
            assert "On what you agreed to, €24,869, that comes to €4,973.70, and you keep €19,895." in page
            assert "8,000" not in page
            assert "1,777" not in page
        assert "The results after our price hold €8,000, as asked." in told(value(kit(seller).summary.value))

    def test_terms_by_outcome_are_not_told_before_a_price_is_on_the_table(self, seller: Seller) -> None:
        seller.line("fewer stops", "10k")
        seller.accept("fewer stops")
        seller.keys(rule="outcome", base="2k")
        assert "2,000" not in told(proposal(kit(seller))) + told(customer_value(kit(seller).theirs))

    def test_with_nothing_agreed_terms_by_outcome_come_to_nothing_yet(self, seller: Seller) -> None:
        seller.guess("fewer stops", "10k")
        seller.offer("1", price="8k")
        seller.keys(rule="outcome", base="2k")
        page = told(proposal(kit(seller)))
        assert "You pay €2,000.00 first" in page
        assert "comes to" not in page


class TestCaseStudy:
    def test_it_tells_what_was_done_and_never_our_price(self, seller: Seller) -> None:
        mapped(seller)
        later = seller.on(DAY + timedelta(days=21))
        later.respond(1, Verdict.ACCEPTED)
        later.win(None)
        page = told(case_study(kit(later)))
        assert page.startswith("# Case study: Mega\n\nMega: 3 weeks from the first talk to the decision, 2 talks.")
        assert "They took Panel kit." in page
        assert "agreed by the production manager, 16 Jun 2026" in page
        assert "The numbers are those of the production manager." in page
        assert "8,000" not in page

    def test_names_are_withheld(self, seller: Seller) -> None:
        mapped(seller)
        later = seller.on(DAY + timedelta(days=2))
        later.entry("Mega wants more", Kind.OBJECTIVE, of="production", rung=Rung.SAID)
        later.win("8k")
        page = told(case_study(kit(later), anonymous=True))
        assert page.startswith("# Case study: company\n\nA company: 1 week from")
        assert "Mega" not in page
        assert "agreed" in page
        assert "manager" not in page

    def test_what_was_measured_is_told_and_what_nobody_accepted_is_not(self, seller: Seller) -> None:
        mapped(seller)
        later = seller.on(DAY + timedelta(days=2))
        later.line("training", "2k", Effect.COST, once=True)
        later.line("less waste", "3k")
        later.accept("less waste")
        later.win("8k")
        before = told(case_study(kit(later)))
        assert "three points more" in before
        assert "no stop after a change" not in before, "nobody accepted that line"
        assert "measured" not in before
        realise(later.store, later.occasion(), "mega", "fewer stops", MeasuredTyped({}, "9k"))
        page = told(case_study(kit(later)))
        assert "| fewer stops | €9,000 | €22,382 | measured |" in page
        assert "| less waste | €3,000 | €7,461 | agreed, not measured yet |" in page
        assert "| training | €2,000 once |" in page
        assert "| a cost to them, not measured yet |" in page
        assert "| Measured | €9,000 | €22,382 |" in page
        assert "| Agreed, not measured yet | €3,000 | €7,461 |" in page
        assert "as if it holds on for 3 years" in page
        realise(later.store, later.occasion(), "mega", "training", MeasuredTyped({}, "1k"))
        assert "| training | €1,000 once | −€1,000 | a cost to them, measured |" in told(case_study(kit(later)))
        maps = replace(kit(later), realised=kit(later).realised[:1])
        assert "| Measured | €9,000" in told(case_study(maps, anonymous=True))

    def test_what_nothing_delivered_is_no_change_once_deliveries_are_recorded(self, seller: Seller) -> None:
        seller.guess("fewer stops", "10k", of="production")
        seller.log("it stops", "production")
        seller.entry("line 3 stops")
        seller.impact("line 3", "no stop after a change", "fewer stops")
        seller.accept("fewer stops")
        seller.win("8k")
        assert "no stop after a change" in told(case_study(kit(seller)))
        at = (seller.store, seller.occasion())
        delivery.add(*at, "mega", "controller", ["1"])
        assert kit(seller).undelivered == (1,)
        assert "no stop after a change" not in told(case_study(kit(seller)))
        delivery.done(*at, 1)
        assert kit(seller).undelivered == ()
        assert "no stop after a change" in told(case_study(kit(seller)))
        delivery.add(*at, "mega", "training")
        delivery.done(*at, 2)
        assert kit(seller).undelivered == (), "of a part without needs it cannot be said"

    def test_a_line_with_a_name_in_it_leaves_the_sum_alone(self, seller: Seller) -> None:
        seller.line("Mega yield", "10k")
        seller.accept("Mega yield")
        seller.win("8k")
        page = told(case_study(kit(seller), anonymous=True))
        assert "Mega" not in page
        assert "| Agreed | €10,000 | €24,869 |" in page

    @pytest.mark.parametrize(
        ("industry", "size", "who"),
        [
            ("food and drink", 420, "a food and drink company of 250 to 999 people"),
            ("energy", 5000, "an energy company of 1,000 or more people"),
            ("paper", 5, "a paper company of 1 to 9 people"),
            ("", None, "a company"),
        ],
    )
    def test_an_account_is_told_by_industry_and_size(
        self, industry: str, size: int | None, who: str, seller: Seller
    ) -> None:
        page = kit(seller)
        account = replace(page.summary.account, industry=industry, size=size)
        study = case_study(replace(page, summary=replace(page.summary, account=account)), anonymous=True)
        assert study.title == f"Case study: {who.partition(' ')[2]}"
        assert told(study).splitlines()[2] == f"{who[0].upper()}{who[1:]}."
