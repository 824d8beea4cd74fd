"""What the price is where it follows from what is realised: one wording for every page that says it."""

from valueloop.document import Span, strong
from valueloop.domain.page.terms import OutcomeTerms
from valueloop.report.figures import coined, count, money, rate


def price_terms(terms: OutcomeTerms, *, yours: bool = True) -> list[str | Span]:
    """The terms of a price by outcome, what they come to on what was agreed, and what is left of that.

    `yours` speaks to the customer, else of them; nothing of ours, no floor and no walk-away, is in it.
    """
    you, pay = ("you", "You pay") if yours else ("they", "They pay")
    limits = []
    if terms.least.amount:
        limits.append(f"at least {coined(terms.least)}")
    if terms.most is not None:
        limits.append(f"at most {coined(terms.most)}")
    part = f"{rate(terms.fraction)} of what is realised above {coined(terms.baseline)}"
    part += f" ({' and '.join(limits)})" if limits else ""
    first = f"{coined(terms.base)} first, and then {part}" if terms.base.amount else part
    said: list[str | Span] = ["The price follows from what is realised. ", f"{pay} {first}."]
    if terms.guarantee is not None:
        said.append(
            f" If less than {coined(terms.guarantee)} is realised, {you} get back what is short of it, up to all of "
            "the price."
        )
    said.append(f" These are present values over {count(terms.years, 'year')}, benefits less costs.")
    if terms.agreed.amount > 0:
        said += [
            f" On what {you} agreed to, {money(terms.agreed)}, that comes to ",
            strong(coined(terms.price)),
            f", and {you} keep ",
            strong(money(terms.keeps)),
            ".",
        ]
    return said
