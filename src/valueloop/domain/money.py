"""Money as people type it and as it is reckoned: exact amounts in one currency."""

import re
from dataclasses import dataclass
from decimal import Decimal

from valueloop.domain.currency import CODES, DECIMALS, SHARED_SYMBOL, SYMBOLS
from valueloop.domain.estimate import Estimate
from valueloop.domain.number import EXACT, of_digits
from valueloop.errors import Conflict, Invalid

_PERIODS = {"year": 1, "yr": 1, "y": 1, "a": 1, "quarter": 4, "q": 4, "month": 12, "mo": 12, "m": 12}
_UNEVEN = {
    word: row[0]
    for row in (["days", "day", "d"], ["weeks", "week", "wk", "w"], ["hours", "hour", "h"], ["shifts", "shift"])
    for word in row
}
_PER = re.compile(r"(?P<figures>.*?)(?:/(?:per\s)?|\bper\s)\s*(?P<period>[a-z]+)", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<sign>[-+−]?)(?P<digits>\d[\d.,_'\u00a0\u202f ]*|\.\d+)(?P<scale>[kKmMbB]?)", re.ASCII)
_CURRENCY = re.compile(rf"{'|'.join(map(re.escape, SYMBOLS))}|(?<![A-Za-z])[A-Za-z]{{3}}(?![A-Za-z])")
LARGEST = Decimal(10) ** 15
_ALWAYS = ("eur", "usd", "gbp", "chf")


@dataclass(frozen=True)
class Money:
    """An exact amount in one currency (ISO 4217 code).

    >>> str(Money(Decimal("80000"), "EUR") + Money(Decimal("0.5"), "EUR"))
    '80000.5 EUR'
    """

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def __mul__(self, factor: Decimal) -> "Money":
        return Money(self.amount * factor, self.currency)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise Conflict(f"{self} and {other} are in two currencies and cannot be put together")
        return other


def decimals(currency: str) -> int:
    """How many decimals a currency has.

    >>> decimals("EUR"), decimals("JPY"), decimals("KWD")
    (2, 0, 3)
    """
    return DECIMALS.get(currency, 2)


def a_currency(text: str) -> str:
    """A currency by its ISO 4217 code or symbol.

    Raises:
        Invalid: no such currency.

    >>> a_currency("usd"), a_currency("€")
    ('USD', 'EUR')
    """
    code = SYMBOLS.get(text.strip().lower(), text.strip().upper())
    if code not in CODES:
        raise Invalid("currency", text, "it is no ISO 4217 code", "write EUR, USD, GBP, …")
    return code


def read_number(text: str, what: str = "number") -> Decimal:
    """A number as typed: `12`, `80,000`, `1.2M`, `45k`, `97%` (0.97).

    `80.000` and `1.234k` are refused: a point and three digits may be thousands or decimals.

    Raises:
        Invalid: it cannot be read, can be read in two ways, or has more than 28 significant digits.

    >>> read_number("80,000"), read_number("1.2M"), read_number("97%")
    (Decimal('80000'), Decimal('1200000.0'), Decimal('0.97'))
    """
    stripped = text.strip()
    percent = stripped.endswith("%")
    body = stripped[:-1].rstrip() if percent else stripped
    found = _NUMBER.fullmatch(body)
    if not found:
        raise Invalid(what, text, "it is not a number", "write 80000, 80,000, 45k or 1.2M")
    value = of_digits(_ungrouped(found["digits"].strip(), text, what), found["scale"], what, text)
    if percent:
        value = EXACT.divide(value, Decimal(100))
    if value >= LARGEST:
        raise Invalid(what, text, "it is too large", "stay below 10^15")
    return value.copy_negate() if found["sign"] in ("-", "−") and value else value


def _ungrouped(digits: str, text: str, what: str) -> str:
    whole, point, part = digits.partition(".")
    groups = re.split(r"[,_'\u00a0\u202f ]", whole)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise Invalid(
            what, text, "the groups are not of three digits", "write 80,000 or 80000, and 80.5 for a fraction"
        )
    if point and not part.isdigit():
        raise Invalid(what, text, "it is not a number", "write 80,000.50, 80000, 45k or 1.2M")
    return "".join(groups) + point + part


def write_number(value: Decimal) -> str:
    """A number in the form that `read_number` reads back to the same value, as far as its 28 digits go.

    >>> write_number(Decimal("80.000")), write_number(Decimal("1E+3"))
    ('80', '1000')
    """
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", plain):
        plain += "0"
    return "0" if plain in ("-0", "") else plain


def read_estimate(text: str, what: str = "number") -> Estimate:
    """One number, `low..high` (likely is the midpoint) or `low/likely/high`.

    Raises:
        Invalid: a part cannot be read, or the parts do not rise.

    >>> read_estimate("80k..140k").likely
    Decimal('110000')
    >>> read_estimate("2/4/5").high
    Decimal('5')
    """
    if ".." in text:
        parts = text.split("..")
        if len(parts) != 2:
            raise Invalid(what, text, "a range has two ends", "write 80k..140k")
        low, high = (read_number(part, what) for part in parts)
        likely = EXACT.divide(EXACT.add(low, high), Decimal(2))
    elif "/" in text:
        parts = text.split("/")
        if len(parts) != 3:
            raise Invalid(what, text, "three figures are needed", "write low/likely/high, as 80k/100k/140k")
        low, likely, high = (read_number(part, what) for part in parts)
    else:
        low = likely = high = read_number(text, what)
    if not low <= likely <= high:
        raise Invalid(what, text, "the figures must rise", "write low/likely/high, as 80k/100k/140k")
    return Estimate(low, likely, high)


def write_estimate(estimate: Estimate) -> str:
    """An estimate in the form that `read_estimate` reads back.

    >>> write_estimate(Estimate(Decimal(2), Decimal(4), Decimal(5)))
    '2/4/5'
    """
    if estimate.certain:
        return write_number(estimate.likely)
    return "/".join(write_number(each) for each in (estimate.low, estimate.likely, estimate.high))


def split_currency(text: str, default: str, *, among_words: bool = False) -> tuple[str, str]:
    """The text without its currency sign, and the currency that it names (else `default`).

    `among_words`: words may stand in the text, so that a small `cup` is no currency; eur, usd, gbp and chf always are.

    A `$` at an account in Canadian dollars means those; signs and codes may stand before a figure or behind it.

    Raises:
        Invalid: two different currencies are named, one stands inside a figure, or the figure is a percentage.

    >>> split_currency("€80,000", "USD"), split_currency("80k chf", "EUR"), split_currency("$5", "CAD")
    (('80,000', 'EUR'), ('80k', 'CHF'), ('5', 'CAD'))
    """
    named: set[str] = set()

    def taken_out(found: re.Match[str]) -> str:
        code = SYMBOLS.get(found[0], found[0].upper())
        if code not in CODES or (among_words and found[0].islower() and found[0] not in _ALWAYS):
            return found[0]
        around = text[: found.start()].rstrip()[-1:] + text[found.end() :].lstrip()[:1]
        if len(around) == 2 and around.isdigit():
            raise Invalid(
                "amount", text, f"'{found[0]}' stands inside a figure", "write it before or behind the digits"
            )
        named.add(default if default in SHARED_SYMBOL.get(found[0], ()) else code)
        return " "

    rest = _CURRENCY.sub(taken_out, text)
    if len(named) > 1:
        raise Invalid("amount", text, f"it names two currencies, {' and '.join(sorted(named))}")
    currency = named.pop() if named else default
    if currency and "%" in rest:
        raise Invalid("amount", text, "a percentage is no amount of money", "write 45k")
    return re.sub(r"\s*(\.\.|/)\s*", r"\1", rest.strip()), currency


def read_amount(text: str, currency: str, what: str = "amount") -> Money:
    """One amount of money, in the given currency unless it names another; `what` a complaint calls it.

    Raises:
        Invalid: it cannot be read, is negative, or is a range.

    >>> read_amount("45k", "EUR"), read_amount("£1.2M", "EUR").currency
    (Money(amount=Decimal('45000'), currency='EUR'), 'GBP')
    """
    body, code = split_currency(text, currency)
    if ".." in body or "/" in body:
        raise Invalid(what, text, "one figure is needed here, not a range", "write 45k")
    amount = read_number(body, what)
    if amount < 0:
        raise Invalid(what, text, "it is below nought", "write it without the minus, as 45k")
    return Money(amount, code)


def read_yearly(text: str, currency: str) -> tuple[Estimate, str]:
    """A yearly amount, as a figure or a range, and its currency; `2k/month` is twelve times 2k.

    No period means per year. Weeks, days and hours are refused: how many a year has is the customer's to say,
    as an input of a value line.

    Raises:
        Invalid: it cannot be read, is negative or too large, or has a period of uneven number in a year.

    >>> read_yearly("2k/month", "EUR")[0].likely
    Decimal('24000')
    """
    body, code = split_currency(text, currency)
    per = _PER.fullmatch(body)
    period = per["period"].lower() if per else ""
    if period in _UNEVEN:
        why = f"how many {_UNEVEN[period]} a year has must be seen"
        raise Invalid("amount", text, why, "add a value line with that number as an input")
    if per and period in _PERIODS:
        body = per["figures"].strip()
    estimate = read_estimate(body, "amount").times(Decimal(_PERIODS.get(period, 1)))
    if estimate.low < 0:
        raise Invalid("amount", text, "it is below nought", "say what it is by earn, save or cost")
    if estimate.high >= LARGEST:
        raise Invalid("amount", text, "it is too large", "stay below 10^15 a year")
    return estimate, code
