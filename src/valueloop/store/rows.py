"""All rows of one account, and what is looked up in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from valueloop.domain.deal import State
from valueloop.domain.settings import Settings
from valueloop.store.account import Account, Product
from valueloop.store.contact import Contact, Step, Touch
from valueloop.store.customer import Parting
from valueloop.store.invoice import Realised, RealisedInput
from valueloop.store.loop import Moment, Need, Observation, Offer, Response
from valueloop.store.promise import Defect, DefectStep, Promise, PromiseEnd
from valueloop.store.proposition import Entry, Impact
from valueloop.store.value import Accepted, AlternativeRow, CaseKey, Deal, DifferenceRow, ValueInput, ValueLine


@dataclass
class Rows:
    """The rows of one account, each kind in the order in which it was written."""

    settings: Settings
    account: Account
    contacts: Sequence[Contact]
    touches: Sequence[Touch]
    present: dict[int, list[int]]
    steps: Sequence[Step]
    needs: Sequence[Need]
    observations: Sequence[Observation]
    offers: Sequence[Offer]
    covered: dict[int, list[int]]
    responses: Sequence[Response]
    products: dict[int, Product]
    deals: Sequence[Deal]
    lines: Sequence[ValueLine]
    inputs: Sequence[ValueInput]
    earlier_inputs: Sequence[ValueInput]
    acceptances: Sequence[Accepted]
    alternatives: Sequence[AlternativeRow]
    contrasts: Sequence[DifferenceRow]
    case_keys: Sequence[CaseKey]
    entries: Sequence[Entry]
    impacts: Sequence[Impact]
    moments: Sequence[Moment]
    promises: Sequence[Promise]
    promise_ends: Sequence[PromiseEnd]
    defects: Sequence[Defect]
    defect_steps: Sequence[DefectStep]
    realised: Sequence[Realised]
    realised_inputs: Sequence[RealisedInput]
    partings: Sequence[Parting]

    @cached_property
    def person(self) -> dict[int, Contact]:
        """Contacts by id."""
        return {each.key: each for each in self.contacts}

    @cached_property
    def need(self) -> dict[int, Need]:
        """Needs by id."""
        return {each.key: each for each in self.needs}

    @cached_property
    def touch(self) -> dict[int, Touch]:
        """Touches by id."""
        return {each.key: each for each in self.touches}

    @cached_property
    def answer(self) -> dict[int, Response]:
        """The latest answer to each offer, by the offer's id."""
        in_time = sorted(self.responses, key=lambda each: (each.day, each.act_id))
        return {each.offer_id: each for each in in_time}

    def name_of(self, contact_id: int | None) -> str | None:
        """A contact's name."""
        return None if contact_id is None else self.person[contact_id].name

    @property
    def open_deal(self) -> Deal | None:
        """The deal that is open."""
        return next((each for each in self.deals if each.state == State.OPEN), None)

    @property
    def deal(self) -> Deal | None:
        """The open deal, else the latest."""
        return self.open_deal or (self.deals[-1] if self.deals else None)

    @property
    def parting(self) -> Parting | None:
        """The parting that holds: the account is unqualified, fired or lost, and was not taken up again."""
        return next((each for each in reversed(self.partings) if each.ended is None), None)
