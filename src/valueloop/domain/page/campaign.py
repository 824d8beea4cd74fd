"""How campaigns are answered, as the page has it."""

from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.account import Phase


@dataclass(frozen=True)
class CampaignPhase:
    """How a campaign was answered in one phase: of `sent`, `waiting` may still be; `rate` is null where too few say."""

    campaign: str
    phase: Phase
    sent: int
    answered: int
    waiting: int
    rate: Decimal | None


@dataclass(frozen=True)
class CampaignsPage:
    """The answers to all campaigns; within `days` an answer is one, fewer than `enough` say nothing."""

    days: int
    enough: int
    phases: tuple[CampaignPhase, ...]
