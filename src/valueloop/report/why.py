"""Why a need has its chance, in words: the prior, then what each observation did to it."""

from decimal import Decimal

from valueloop.document import Bar, Block, Cell, Document, cell, muted, strong, table, text
from valueloop.domain.loop.evidence import Channel, Way, way
from valueloop.domain.page.why import WhyPage, WhyStep
from valueloop.report.figures import day, money, percent
from valueloop.report.moves import the

_WORDS = ((Decimal(1), "next to nothing"), (Decimal(4), "a little"), (Decimal(8), "clearly"), (Decimal(13), "strongly"))


def why(page: WhyPage) -> Document:
    """Where a need's chance comes from, line by line, and what the next answer would make of it."""
    worth = f", {money(page.worth)} a year" if page.worth else ""
    blocks: list[Block] = [
        text(strong(f"Need {page.number}, {page.name}{worth}: {percent(page.chance)}.")),
        text(_prior(page)),
    ]
    if page.steps:
        rows: list[list[Cell | str]] = [
            [
                day(each.day) if each.day else "",
                _what(each),
                cell(Bar(each.after, each.before), f" {percent(each.before)} → {percent(each.after)}"),
                _weight(each),
            ]
            for each in page.steps
        ]
        blocks.append(table(["Day", "What was learned", "Chance", "It speaks"], rows))
    else:
        blocks.append(text("Nobody was asked, nothing was deduced, and no offer was answered."))
    blocks.append(text(f"The next answer, by call: a yes would make it {percent(page.yes)}, a no {percent(page.no)}."))
    return Document(f"Why, {page.account}", tuple(blocks))


def _prior(page: WhyPage) -> str:
    base = f"at accounts like this one it was there in {percent(page.rate)} of them" if page.rate is not None else ""
    if page.typed:
        tail = f"; {base}" if base else ""
        return f"It began at {percent(page.prior)}, as you typed on {day(page.day)} ({_way(page)}){tail}."
    if base:
        return f"It began at {percent(page.prior)} on {day(page.day)}: {base}, by your own closed deals."
    if page.channel is Channel.ANALOGY and page.prior != page.default:
        return f"It began at {percent(page.prior)} on {day(page.day)}, by analogy to another account."
    usual = "the usual chance of a guess: you typed none, and no closed deal has told yet"
    return f"It began at {percent(page.prior)} on {day(page.day)}, {usual}."


def _way(page: WhyPage) -> str:
    named = {Way.ASK: "asked by", Way.DEDUCTION: "deduced by", Way.ANALOGY: "by", Way.TEST: "tested by"}
    return f"{named[way(page.channel)]} {page.channel.value}"


def _what(each: WhyStep) -> str:
    if each.channel is None:
        return "what was learned of other needs, and of what they pay"
    said = f"{each.answer.value}" if each.answer else ""
    if each.offer is not None:
        because = f", because of {each.reason.replace('-', ' ')}" if each.reason else ""
        spoke = f"; {said} to this need" if each.answer and each.counts and said != "unsure" else ""
        found = f"offer {each.offer}, {each.product} at {money(each.price)}: {each.verdict}{because}{spoke}"
    else:
        whom = f", {the(each.person)}" if each.person else ""
        touch = f" (touch {each.touch})" if each.touch else ""
        found = f"{each.channel.value}{whom}: {said}{touch}"
    return f"{found} “{each.note}”" if each.note else found


def _weight(each: WhyStep) -> Cell:
    if not each.counts:
        return cell(muted("not at all: a later answer counts instead"))
    size = abs(each.decibans)
    if not size:
        return cell("neither way")
    much = next((words for bound, words in _WORDS if size < bound), "very strongly")
    return cell(f"{much} {'for' if each.decibans > 0 else 'against'} it")
