"""Checks on the market: its words, whom we suit in it, and what nobody of ours fills."""

from valueloop.domain.check.facts import Facts
from valueloop.domain.check.finding import Finding, fine, unknown, warns
from valueloop.domain.check.ideal import ENOUGH, fit
from valueloop.domain.loop.belief import FOUND


def language(facts: Facts) -> Finding:
    """Whether what worked in one market is said in another whose words it may not be."""
    if not facts.needs:
        return unknown(
            "{needs:need} of theirs is guessed",
            "Guess what they may value.",
            f'vl guess {facts.name} "…" --save 80k..140k',
            needs=0,
        )
    carried = [each for each in facts.needs if each.analogy and each.theirs is None]
    home = facts.market
    if not carried:
        said = "none of {needs:need} is in another market's words: each was guessed here, or they spoke of it"
        return fine(said, needs=len(facts.needs))
    if not facts.industry:
        return unknown(
            "{carried:need} guessed by analogy, and their industry is not recorded",
            "Say what they do.",
            f"vl account edit {facts.name} --industry food",
            carried=len(carried),
        )
    if home.wins:
        seen = "{carried:need} by analogy, and {wins:account} of their industry won"
        return fine(seen, carried=len(carried), wins=home.wins)
    if not home.elsewhere:
        return unknown(
            "{carried:need} guessed by analogy, and no account whose industry is known is won: like whom?",
            "Ask them about it in their own words.",
            f'vl log {facts.name} "…" --call --learn {carried[0].number}=yes',
            carried=len(carried),
        )
    return warns(
        "{carried:need} guessed by analogy, and nobody there spoke of it; we have "
        "won in {elsewhere}, never in {industry}",
        "Ask what they call it before you tell them, and write it in their words.",
        f'vl log {facts.name} "…" --call --learn {carried[0].number}=yes',
        carried=len(carried),
        elsewhere=home.elsewhere,
        industry=facts.industry,
    )


def ideal(facts: Facts) -> Finding:
    """How well the account meets what an account that suits us is like."""
    criteria = facts.market.criteria
    if not criteria:
        return unknown(
            "what an account that suits us is like is not said: {criteria:criterion} set",
            "Say it, trait by trait, with a weight.",
            'vl ideal set industry="food and drink" --weight 2',
            criteria=0,
        )
    exposure = facts.exposure.value if facts.exposure else None
    found = fit(
        criteria,
        {
            "industry": facts.industry,
            "size": facts.size,
            "region": facts.region,
            "exposure": exposure,
            "currency": facts.currency,
            "owner": facts.owner,
        },
    )
    behind = "; {unknown} not recorded" if found.unknown else ""
    unrecorded = {"unknown": found.unknown} if found.unknown else {}
    option = next(iter(found.unknown), "").replace("exposure", "introduced-by")
    if found.share is None:
        return unknown(
            f"of what suits us nothing is known here{behind}",
            "Record it.",
            f"vl account edit {facts.name} --{option} …",
            **unrecorded,
        )
    if found.share < ENOUGH:
        return warns(
            f"{{share:%}} of what suits us: not their {{missed}}{behind}",
            "Ask whether your time is better spent where you suit each other; else say what you make of it.",
            f'vl mute {facts.name} ideal --because "…"',
            share=found.share,
            missed=found.missed,
            **unrecorded,
        )
    return fine(f"{{share:%}} of what suits us: their {{met}}{behind}", share=found.share, met=found.met, **unrecorded)


def gap(facts: Facts) -> Finding:
    """Whether a need that is found is one that nobody of ours fills."""
    found = [each for each in facts.needs if each.chance >= FOUND]
    if not found:
        command = (
            f'vl log {facts.name} "…" --call --learn {facts.needs[0].number}=yes'
            if facts.needs
            else f'vl guess {facts.name} "…" --save 80k..140k'
        )
        return unknown("{needs:need}, and none is found yet", "Ask about it.", command, needs=len(facts.needs))
    if not facts.market.products:
        return unknown(
            "{found:need} found, and no product of ours is recorded",
            "Say what we sell, and what it meets.",
            'vl product add "…" --meets "yield, overtime"',
            found=len(found),
        )
    unmet = [each for each in found if not each.met]
    if unmet:
        return warns(
            "{unmet}: found, and met by no product of ours",
            "Tell those who make the products; till then say so, or find who fills it. Does one meet it after all?",
            f'vl product edit PRODUCT --meets "{" ".join(unmet[0].name.split()).replace(chr(34), "")}"',
            unmet=tuple(each.name for each in unmet),
        )
    return fine("{found:need} found, each with a product that meets it", found=len(found))
