"""Footnotes of a summary: each figure led back to the touch in which it was said."""

from decimal import Decimal

from valueloop.domain.page.summary import NeedView, OfferSummary, SummaryPage, TouchView
from valueloop.domain.page.value import InputView, LineView, WorthView
from valueloop.report.figures import day, estimate, listed, money, number, percent
from valueloop.report.inputs import OURS
from valueloop.report.moves import the
from valueloop.report.value import conventions

NOT_RECORDED = "source not recorded"


class Notes:
    """The footnotes of one page; for a customer they name touches, and never quote them."""

    def __init__(self, page: SummaryPage, *, customer: bool) -> None:
        self.page, self.customer = page, customer
        self.touches = {each.number: each for each in page.touches}
        self.inputs = {each.name: each for each in page.value.inputs}
        self.texts: dict[str, str] = {}

    def touch(self, number_: int | None) -> str:
        """The footnote of a touch, or of a source that nobody recorded."""
        key = f"touch {number_}" if number_ else "none"
        self.texts[key] = self.said(self.touches[number_]) if number_ else f"{NOT_RECORDED.capitalize()}."
        return key

    def said(self, touch: TouchView) -> str:
        """A touch as a source."""
        whom = f" with {listed([the(each) for each in touch.people])}" if touch.people else ""
        head = f"{'Inbound ' if touch.inbound else ''}{touch.kind}{whom}, {day(touch.day)}"
        head = head[0].upper() + head[1:]
        return f"{head}." if self.customer else f"{head} (#{touch.number}): “{touch.text}”"

    def offer(self, offer: OfferSummary | None) -> str:
        """The footnote of an offer's price: the offer itself, what became of it, and where that was said."""
        if offer is None:
            return self.touch(None)
        key = f"offer {offer.number}"
        whom = f" to {the(offer.person)}" if offer.person else ""
        said = [
            f"Offer {offer.number}{whom}, {day(offer.day)}" + (f", {self._where(offer.touch)}" if offer.touch else "")
        ]
        if offer.outcome == "accepted" and offer.answered:
            where = f" ({self._where(offer.answer_touch)})" if offer.answer_touch else ""
            said.append(f"accepted on {day(offer.answered)}{where}")
        self.texts[key] = f"{'; '.join(said)}."
        return key

    def source(self, each: InputView) -> str:
        """Where one input's figure comes from."""
        if each.touch:
            return self.touch(each.touch)
        if self.customer and not each.by:
            key = f"input {each.name}"
            self.texts[key] = f"Our estimate, {day(each.day)}."
            return key
        who = f"{each.source.value} by {the(each.by)}" if each.by else OURS[each.source]
        key = f"input {each.name}"
        when = f", {day(each.day)}" if each.day else ""
        lost = "" if self.customer else f"; {NOT_RECORDED}"
        self.texts[key] = f"{who[0].upper()}{who[1:]}{when}{lost}."
        return key

    def line(self, each: LineView) -> str:
        """How a line's figure is reckoned, led back to its inputs."""
        key = f"line {each.number}"
        parts = [self._input(self.inputs[name]) for name in each.inputs if name in self.inputs]
        basis = f": {'; '.join(parts)}" if parts else ""
        says = each.words or "flows given year by year"
        self.texts[key] = f"Line {each.number} = {says}{basis}."
        return key

    def _input(self, each: InputView) -> str:
        value = estimate(each.low, each.likely, each.high, each.unit)
        if self.customer and not each.by:
            return f"{each.name.replace('_', ' ')} {value} (our estimate)"
        who = the(each.by) if each.by else "ours"
        lost = "" if self.customer else f", {NOT_RECORDED}"
        where = f", {self._where(each.touch)}" if each.touch else lost
        return f"{each.name.replace('_', ' ')} {value} ({each.source.value}, {who}{where})"

    def _where(self, touch: int) -> str:
        found = self.touches[touch]
        mark = "" if self.customer else f", #{touch}"
        return f"{found.kind} of {day(found.day)}{mark}"

    def sums(self) -> str:
        """How sums over time are reckoned."""
        self.texts["sums"] = conventions(
            self.page.value.basis, results=False, simulated=False, whose="yours" if self.customer else "theirs"
        )
        return "sums"

    def draws(self) -> str:
        """How ranges are simulated."""
        self.texts["draws"] = conventions(self.page.value.basis, results=False)
        return "draws"

    def alternative(self, each: WorthView) -> str:
        """How our worth against an alternative is reckoned."""
        if each.kind is None:
            return self.sums()
        parts = [f"{money(each.price)}, their price"]
        parts += [f"{name} {money(amount) if amount else 'unknown'}" for name, amount in each.differences]
        parts += [f"switching {money(each.switching * Decimal(-1))}"] if each.switching.amount else []
        key = f"alternative {each.name}"
        self.texts[key] = f"Our own record: {'; '.join(parts)}."
        return key

    def floor(self) -> str:
        """Where our floor is from."""
        self.texts["floor"] = (
            "Our own figure, from the product list (vl product list), or set for this deal (vl case set)."
        )
        return "floor"

    def chance(self, need: NeedView) -> str:
        """How a chance came about, observation by observation."""
        parts = [f"began at {percent(need.prior)} ({need.channel.value}, {self._ref(need.touch)})"]
        for each in need.evidence:
            who = f" from {the(each.person)}" if each.person else ""
            effect = f"odds × {number(each.ratio)}, to {percent(each.after)}" if each.counts else "answered again later"
            parts.append(f"{each.answer.value} by {each.channel.value}{who}, {self._ref(each.touch)}: {effect}")
        counted = [each.after for each in need.evidence if each.counts]
        if counted and percent(counted[-1]) != percent(need.chance):
            parts.append(f"what was learned of other needs, and of what they pay: to {percent(need.chance)}")
        key = f"chance {need.number}"
        self.texts[key] = f"Need {need.number} {'; '.join(parts)}."
        return key

    def _ref(self, touch: int | None) -> str:
        return f"#{touch}, {day(self.touches[touch].day)}" if touch else NOT_RECORDED
