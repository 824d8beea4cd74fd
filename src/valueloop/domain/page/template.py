"""Templates of value maps, as pages and answers have them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from valueloop.domain.template import Origin, Template, TemplateEntry
from valueloop.domain.value_map import Kind


@dataclass(frozen=True)
class TemplateView:
    """A template in a list: its role, how many entries of each kind and how many impacts, where it is from.

    `day` is that on which it was saved; `instead`: it takes the place of one of this name that ships.
    """

    name: str
    role: str
    objectives: int
    metrics: int
    strategies: int
    issues: int
    impacts: int
    origin: Origin
    day: date | None
    instead: bool


@dataclass(frozen=True)
class TemplatePage:
    """A template looked at whole."""

    template: TemplateView
    entries: tuple[TemplateEntry, ...]

    @property
    def whole(self) -> Template:
        """The template itself, to be written to a file."""
        return Template(self.template.name, self.template.role, self.entries)


def template_page(
    template: Template, origin: Origin, day: date | None = None, *, instead: bool = False
) -> TemplatePage:
    """A template looked at whole, its entries counted.

    >>> template_page(Template("weekdays", "planner", ()), Origin.SHIPPED).template.impacts
    0
    """
    of = Counter(each.kind for each in template.entries)
    view = TemplateView(
        template.name,
        template.role,
        of[Kind.OBJECTIVE],
        of[Kind.METRIC],
        of[Kind.STRATEGY],
        of[Kind.ISSUE],
        sum(len(each.impacts) + len(each.personal) for each in template.entries),
        origin,
        day,
        instead,
    )
    return TemplatePage(view, template.entries)


@dataclass(frozen=True)
class TemplateSaved:
    """A template as it was saved, and whose map it is; `theirs` are texts that may tell of that customer."""

    template: TemplateView
    account: str
    person: str
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class EntryLaid:
    """An entry of a template as it was laid on a person: a guess, by its number."""

    number: int
    entry: TemplateEntry


@dataclass(frozen=True)
class EntryThere:
    """An entry of a template that a person's map has already, by its number and in its words there."""

    number: int
    text: str
    entry: TemplateEntry


@dataclass(frozen=True)
class TemplateApplied:
    """A template as it was laid on a person: what was added, what was there, which kinds of entry are still missing.

    `ask` is the number of the guess to ask about first; `measures` those of the metrics that have no figures yet.
    """

    name: str
    origin: Origin
    instead: bool
    person: str
    added: tuple[EntryLaid, ...]
    there: tuple[EntryThere, ...]
    gaps: tuple[Kind, ...]
    ask: int | None
    measures: tuple[int, ...]
