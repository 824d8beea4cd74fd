"""Figures and dates as a page shows them; the only place where money is rounded."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from valueloop.domain.estimate import Estimate
from valueloop.domain.money import Money, decimals
from valueloop.domain.number import EXACT

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def money(amount: Money | None) -> str:
    """An amount for a page: whole units from 100 on, the currency's decimals below; nothing known is a dash.

    >>> money(Money(Decimal("80000.4"), "EUR")), money(Money(Decimal("-12.5"), "CHF"))
    ('€80,000', '−CHF 12.50')
    """
    if amount is None:
        return "–"
    size = abs(amount.amount)
    places = 0 if size >= 100 or size == size.to_integral_value() else decimals(amount.currency)
    rounded = f"{size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT):,f}"
    sign = "−" if amount.amount < 0 and rounded.strip("0.,") else ""
    currency = _SIGNS.get(amount.currency, f"{amount.currency} ")
    return f"{sign}{currency}{rounded}"


def span(low: Money, high: Money) -> str:
    """A range of money; one figure where both ends show the same.

    >>> span(Money(Decimal(80), "EUR"), Money(Decimal(90), "EUR"))
    '€80 to €90'
    """
    return money(low) if money(low) == money(high) else f"{money(low)} to {money(high)}"


def number(value: Decimal) -> str:
    """A quantity for a page: thousands grouped, at most four decimals.

    >>> number(Decimal("12500.5")), number(Decimal(11) / 3)
    ('12,500.5', '3.6667')
    """
    shown = f"{value.quantize(Decimal('0.0001'), ROUND_HALF_EVEN, EXACT):,f}".rstrip("0").rstrip(".")
    if shown in ("0", "-0") and value:
        shown = f"{value.normalize():E}"
    return shown.replace("-", "−", 1) if shown.startswith("-") else shown


def estimate(low: Decimal, likely: Decimal, high: Decimal, unit: str = "") -> str:
    """An estimate for a page: `4`, or `2 / 4 / 6 (mean 4)`, with its unit: it counts at its mean.

    >>> estimate(Decimal(2), Decimal(4), Decimal(6), "hour")
    '2 / 4 / 6 hour (mean 4)'
    """
    behind = unit.removeprefix("1") if unit.startswith("1/") else f" {unit}" if unit else ""
    if low == high:
        return f"{number(likely)}{behind}"
    parts = " / ".join(number(each) for each in (low, likely, high))
    return f"{parts}{behind}" + f" (mean {number(Estimate(low, likely, high).mean)})"


def percent(share: Decimal | None) -> str:
    """A part of one as a percentage, to the whole percent; never 0 % or 100 % unless exactly so.

    >>> percent(Decimal("0.694")), percent(Decimal("0.9999")), percent(Decimal("0.001"))
    ('69%', 'over 99%', 'under 1%')
    """
    if share is None:
        return "–"
    shown = EXACT.multiply(share, Decimal(100)).quantize(Decimal(1), ROUND_HALF_EVEN, EXACT)
    if shown == 100 and share < 1:
        return "over 99%"
    if shown == 0 and share > 0:
        return "under 1%"
    return f"{shown:,f}%".replace("-", "−")


def rate(share: Decimal) -> str:
    """A rate as a percentage, with its decimals.

    >>> rate(Decimal("0.125"))
    '12.5%'
    """
    return f"{number(share * 100)}%"


def day(when: date | None) -> str:
    """A date that nobody can read the wrong way round.

    >>> day(date(2026, 5, 3))
    '3 May 2026'
    """
    return "–" if when is None else f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def rough(value: Decimal) -> str:
    """A quantity to four significant digits, and all digits before the point.

    >>> rough(Decimal("9.32811")), rough(Decimal("32676.4")), rough(Decimal(5))
    ('9.328', '32,676', '5')
    """
    places = max(0, 3 - value.adjusted())
    return number(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT))


def decimal(value: Decimal, places: int) -> str:
    """A number with so many decimals.

    >>> decimal(Decimal("1.3319"), 1)
    '1.3'
    """
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT):,f}".replace("-", "−", 1)


def coined(amount: Money) -> str:
    """An amount with all the decimals of its currency: what is to be paid.

    >>> coined(Money(Decimal("33.335"), "EUR")), coined(Money(Decimal(7), "JPY"))
    ('€33.34', 'JPY 7')
    """
    size = abs(amount.amount).quantize(Decimal(1).scaleb(-decimals(amount.currency)), ROUND_HALF_EVEN, EXACT)
    sign = "−" if amount.amount < 0 and size else ""
    return f"{sign}{_SIGNS.get(amount.currency, f'{amount.currency} ')}{size:,f}"


def units(value: Decimal) -> str:
    """Patience, to one decimal.

    >>> units(Decimal("9.30"))
    '9.3'
    """
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_EVEN):f}".replace("-", "−").removesuffix(".0")


def listed(items: Sequence[str], last: str = "and") -> str:
    """Things in a row.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def numbered(what: str, numbers: Sequence[int]) -> str:
    """Things by their numbers.

    >>> numbered("need", [3]), numbered("need", [1, 2, 3])
    ('need 3', 'needs 1, 2 and 3')
    """
    return f"{what}{'' if len(numbers) == 1 else 's'} {listed([str(each) for each in numbers])}"


def count(number_of: int, what: str) -> str:
    """So many of a thing.

    >>> count(1, "need"), count(2, "entry")
    ('1 need', '2 entries')
    """
    many = what + "s"
    if what.endswith("y") and not what.endswith(("ay", "ey", "oy")):
        many = what[:-1] + "ies"
    elif what.endswith(("ch", "sh", "s", "x")):
        many = what + "es"
    return f"{number_of:,} {what if number_of == 1 else many}"
