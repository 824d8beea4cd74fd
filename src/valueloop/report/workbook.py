"""A value case as a workbook: change an input, the rate or the price, and value, NPV and what they keep move."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from valueloop.domain.page.worth import Worked
from valueloop.domain.value.terms import Terms
from valueloop.domain.value.theirs import theirs
from valueloop.report.figures import day as on_day
from valueloop.report.workbook_alternatives import alternatives_sheet
from valueloop.report.workbook_flows import flows_sheet
from valueloop.report.workbook_results import results_sheet
from valueloop.report.workbook_sheets import Told, inputs_sheet, lines_sheet
from valueloop.workbook import Sheet, Workbook


def value_workbook(
    at: Worked,
    *,
    account: str | None = None,
    day: date | None = None,
    price: Decimal | None = None,
    customer: bool = False,
) -> Workbook:
    """A value case as sheets with live formulas: Inputs, Lines, Flows, Results; for ourselves Alternatives too.

    `price` is one on the table; without it ours is that in force, and a `customer` finds an empty cell. What a customer
    gets is made from the case that is theirs, which holds nothing of ours.
    """
    if customer:
        terms = Terms(price=price, per_year=at.case.terms.per_year if at.case.terms else False)
        at = Worked(replace(theirs(at.case, price), terms=terms))
        told = Told(at, True, price, "on the table: type another" if price is not None else "type a price")
    else:
        told = Told(at, False, *_in_force(at, price))
    called = account or at.case.title or "value case"
    title = f"Value summary for {called}" if customer and account else f"Value to {called}" if account else called
    sheets: list[Sheet] = [inputs_sheet(told, title, f"As of {on_day(day)}. " if day else ""), lines_sheet(told)]
    if told.result.reckoned:
        sheets.append(flows_sheet(told))
    sheets.append(results_sheet(told))
    if not customer and any(not each.is_nothing for each in at.case.alternatives):
        sheets.append(alternatives_sheet(told))
    return Workbook(title, tuple(sheets), day)


def _in_force(at: Worked, price: Decimal | None) -> tuple[Decimal | None, str]:
    """Our price and where it comes from."""
    if price is not None:
        return price, "on the table"
    share, terms = at.share, at.case.terms
    if share is None or terms is None:
        return None, "no price is asked for: type one"
    if share.price is None:
        return None, f"no price by the rule {terms.rule.value}: {share.why}"
    if terms.price is not None:
        return share.price, "the price asked or agreed"
    return share.price, f"by the rule {terms.rule.value}, as exported: it stays when an input changes"
