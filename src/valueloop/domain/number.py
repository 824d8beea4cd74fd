"""What every number is made of: its digits, its scale, and the precision in which all is reckoned."""

from decimal import Context, Decimal

from valueloop.errors import Invalid

MOST_DIGITS = 28
SCALES = {"": Decimal(1), "k": Decimal(1000), "m": Decimal(10**6), "b": Decimal(10**9), "%": Decimal("0.01")}

# All that is typed fits into it with room to spare, so that nothing is rounded unseen.
EXACT = Context(prec=50)


def of_digits(digits: str, scale: str, what: str, text: str) -> Decimal:
    """The number that digits, with a point or without, and the scale behind them make; `text` is all that was typed.

    `80.000` and `1.234k` are refused: a point and three digits may be thousands or decimals.

    Raises:
        Invalid: it can be read in two ways, or has more than 28 significant digits.

    >>> of_digits("1.5", "k", "number", "1.5k")
    Decimal('1500.0')
    """
    whole, _, part = digits.partition(".")
    if len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        raise Invalid(
            what, text, f"it may mean {whole}{part} or {digits}", f"write {whole}{part} or {_plainly(whole, part)}"
        )
    if len((whole + part).lstrip("0")) > MOST_DIGITS:
        raise Invalid(what, text, f"it has more than {MOST_DIGITS} significant digits", "round it first")
    return EXACT.multiply(Decimal(digits), SCALES[scale.lower()])


def _plainly(whole: str, part: str) -> str:
    """The smaller reading, in a form that has no other: 80 for 80.000, 26.5 for 26.500, 1.2340 for 1.234."""
    kept = part.rstrip("0")
    return f"{whole}.{kept}{'0' if len(kept) == 3 else ''}" if kept else whole
