"""What else the customer may do, as a sheet: its price, how we differ, what we are worth against it."""

from decimal import Decimal

from valueloop.domain.number import EXACT
from valueloop.domain.value.alternative import Alternative, next_best, weigh
from valueloop.report.workbook_sheets import Told
from valueloop.workbook import Figure, Look, Row, Sheet, Text, heads, said


def alternatives_sheet(told: Told) -> Sheet:
    """What else they may do: its price, how we differ, what we are worth against it and what they gain with us."""
    result = told.result
    worths = weigh(told.at.case.alternatives, result.possible.present_value if result.reckoned else None)
    rivals = [each for each in told.at.case.alternatives if not each.is_nothing]
    rows = [
        said("Alternatives", Look.TITLE),
        said("Present values. A difference is what we are better at; below nought, what the alternative is better at."),
        Row(),
        heads("Alternative", "What", ">Amount", "Source"),
    ]
    for n, (each, worth) in enumerate(zip(rivals, worths, strict=False)):
        rows += _alternative(told, n, each, worth.worth or Decimal(0))
    if result.reckoned:
        value = Figure(worths[-1].worth, told.coins, "{npv}", f"worth {len(rivals)}", strong=True)
        rows.append(Row((Text("do nothing"), Text("we are worth"), value, Text("Results: NPV before our price")), True))
        rows += _surplus(told, len(rivals), worths[-1].worth or Decimal(0))
    best = next_best(worths)
    if best:
        last = len(rivals) if result.reckoned else len(rivals) - 1
        every = ",".join(f"{{worth {n}}}" for n in range(last + 1))
        least = Figure(best.worth, told.coins, f"MIN({every})", "next best", strong=True)
        rows.append(Row((Text("next best", Look.STRONG), Text("the least of these"), least, Text(best.name)), True))
    return Sheet("Alternatives", tuple(rows))


def _alternative(told: Told, n: int, each: Alternative, worth: Decimal) -> list[Row]:
    ours, coins = Text("our own record"), told.coins
    rows = [
        Row((Text(each.name), Text("its price"), Figure(each.price, coins, key=f"rival {n}", edit=True), ours), True)
    ]
    for at, one in enumerate(each.differences):
        amount = Figure("unknown" if one.amount is None else one.amount, coins, key=f"differs {n} {at}", edit=True)
        rows.append(Row((None, Text(one.name), amount, ours)))
    switching = Figure(each.switching, coins, key=f"switching {n}", edit=True)
    rows.append(Row((None, Text("cost of a change from it to us"), switching, ours)))
    differs = f"+SUM({{differs {n} 0}}:{{differs {n} {len(each.differences) - 1}}})" if each.differences else ""
    total = Figure(worth, coins, f"{{rival {n}}}{differs}-{{switching {n}}}", f"worth {n}", strong=True)
    rows.append(Row((None, Text("we are worth"), total, Text("price + differences − cost of the change"))))
    return rows + _surplus(told, n, worth)


def _surplus(told: Told, n: int, worth: Decimal) -> list[Row]:
    if not told.priced:
        return []
    left = EXACT.subtract(worth, told.price or Decimal(0))
    figure = Figure(left, told.coins, f"{{worth {n}}}-{{price}}", f"surplus {n}")
    return [Row((None, Text("better off with us by"), figure, Text("what we are worth − our price (Results)")))]
