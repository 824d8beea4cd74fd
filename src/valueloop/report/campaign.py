"""Campaigns in words: how often each is answered, and in which phase it is accepted."""

from collections.abc import Sequence

from valueloop.document import Bar, Block, Cell, Document, cell, muted, strong, table, text
from valueloop.domain.page.campaign import CampaignPhase, CampaignsPage
from valueloop.report.figures import count, listed, percent


def campaigns(page: CampaignsPage) -> Document:
    """How campaigns are answered by phase, and which are accepted where."""
    title = "How campaigns are answered"
    if not page.phases:
        said = (
            "No campaign is recorded yet: vl log ACCOUNT … --campaign NAME, or vl account add … --advertisement NAME."
        )
        return Document(title, (text(said),))
    names = list(dict.fromkeys(each.campaign for each in page.phases))
    blocks: list[Block] = [
        text(strong(_accepted(name, [each for each in page.phases if each.campaign == name], page.enough)))
        for name in names
    ]
    waits = any(each.waiting for each in page.phases)
    heads = ["Campaign", "Phase then", ">Sent", ">Answered", *([">Waiting"] if waits else []), "Rate"]
    blocks.append(table(heads, [_row(each, waits=waits) for each in page.phases]))
    how = (
        f"Answered: they came to us, or agreed to a step, within {page.days} days; an advertisement: whenever they "
        "came to us or met us. The phase is the one that the account was in just before. An answer counts for each "
        f"touch of a campaign before it. Fewer than {page.enough} are too few to say."
    )
    blocks.append(text(muted(how)))
    return Document(title, tuple(blocks))


def _row(each: CampaignPhase, *, waits: bool) -> list[Cell | str]:
    rate = cell(muted("too few")) if each.rate is None else cell(Bar(each.rate), f" {percent(each.rate)}")
    waiting = [f"{each.waiting:,}"] if waits else []
    return [each.campaign, each.phase.value, f"{each.sent:,}", f"{each.answered:,}", *waiting, rate]


def _accepted(name: str, phases: Sequence[CampaignPhase], enough: int) -> str:
    """Where a campaign is accepted, in a sentence."""
    told = [(each.rate, each) for each in phases if each.rate is not None]
    few = [each.phase.value for each in phases if each.rate is None]
    if not told:
        had = sum(each.sent for each in phases)
        return f"{name}: met {count(had, 'time')} so far, too few in any phase to say; {enough} are needed."
    best = max(told, key=lambda each: each[0])
    said = f"{name}: answered by {percent(best[0])} in {best[1].phase.value} ({best[1].sent - best[1].waiting:,})"
    others = [f"{percent(rate)} in {each.phase.value}" for rate, each in told if each is not best[1]]
    said += f", against {listed(others)}" if others else ""
    return f"{said}; too few to say in {listed(few)}." if few else f"{said}."
