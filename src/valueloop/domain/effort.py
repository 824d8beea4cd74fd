"""Effort against value: how far what we spend on people stands from where the value is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from valueloop.domain.names import fold
from valueloop.domain.number import EXACT

REAL = Fraction(1, 4)  # so much of our effort would have to move before we speak of a mismatch: judgement
ENOUGH = 5  # touches of ours: one of five is a fifth, so that no single touch makes a mismatch or hides one
HALF = Fraction(1, 2)

_STEP = Decimal("0.0001")
K = TypeVar("K")
S = TypeVar("S")


class Finding(StrEnum):
    """What a comparison of two lists of shares comes to."""

    ALIKE = "alike"
    APART = "apart"
    FEW = "few"  # too few to say
    UNVALUED = "unvalued"  # nobody has any money, so that there is nothing to compare with
    UNNAMED = "unnamed"  # half of it or more is with people whose role or department nobody recorded


@dataclass(frozen=True)
class Party:
    """A person as both lists see them: what we spent on them, and the yearly money that is theirs.

    `touches` are ours, `inbound` theirs, each a person's part of them; `hours` are of ours; `effort` is what is
    compared, the hours or the touches. `worth` is never below nought.
    """

    role: str
    department: str
    touches: Fraction = Fraction(0)
    inbound: Fraction = Fraction(0)
    hours: Fraction = Fraction(0)
    effort: Fraction = Fraction(0)
    worth: Fraction = Fraction(0)


@dataclass(frozen=True)
class Group:
    """All people of a role or a department; the name is empty where none is recorded.

    `of_effort` and `of_worth` are its parts of the whole, in steps of 0.0001 that add up to one, each list by itself.
    """

    name: str
    people: int
    touches: Fraction
    inbound: Fraction
    hours: Fraction
    worth: Fraction
    of_effort: Decimal
    of_worth: Decimal


@dataclass(frozen=True)
class Comparison:
    """Groups, the most valuable first, how far the two lists stand apart (0 to 1), and what that comes to."""

    groups: tuple[Group, ...]
    apart: Decimal
    finding: Finding


def role_of(name: str, role: str) -> str:
    """What a person does: the role recorded, else the name where that is a role; empty where neither tells.

    A name in small letters is a role ("plant manager"), as anywhere in valueloop; one with a capital is a person's.

    >>> role_of("plant manager", ""), role_of("Ms Adeyemi", ""), role_of("Ms Adeyemi", " Buyer ")
    ('plant manager', '', 'Buyer')
    """
    return role.strip() or (name.strip() if name.strip()[:1].islower() else "")


def total(amounts: Iterable[Fraction]) -> Fraction:
    """The exact sum of fractions; quick for thousands of them, which have but a few denominators.

    >>> total([Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)])
    Fraction(1, 1)
    """
    found: dict[int, int] = defaultdict(int)
    for each in amounts:
        found[each.denominator] += each.numerator
    return sum((Fraction(above, below) for below, above in found.items()), Fraction(0))


def shared_out(touches: Iterable[tuple[Collection[K], Fraction | int]]) -> dict[K, Fraction]:
    """What each person had of all touches: each touch is shared evenly among those who took part.

    A touch is those present, each once however often named, and its weight (1, or its hours). One with nobody is
    nobody's. Over all people the parts add up to the weights, exactly.

    >>> shared_out([(["Ann"], 1), (["Ann", "Bob"], 1)])
    {'Ann': Fraction(3, 2), 'Bob': Fraction(1, 2)}
    """
    found: dict[K, dict[int, Fraction | int]] = {}  # by how many shared it, so that what is added is mostly ones
    for present, weight in touches:
        people = dict.fromkeys(present)
        for each in people:
            so_far = found.setdefault(each, {})
            so_far[len(people)] = so_far.get(len(people), 0) + weight
    return {who: sum((Fraction(each) / many for many, each in had.items()), Fraction(0)) for who, had in found.items()}


def shares(amounts: Mapping[K, Fraction]) -> dict[K, Fraction]:
    """Each amount as a part of their sum, exactly; all are nought where the sum is. No amount is below nought.

    >>> shares({"a": Fraction(3), "b": Fraction(1)})
    {'a': Fraction(3, 4), 'b': Fraction(1, 4)}
    """
    whole = total(amounts.values())
    return {key: each / whole if whole else Fraction(0) for key, each in amounts.items()}


def in_steps(parts: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """Parts of one in steps of 0.0001 that still add up to one: the steps that are left go to the largest remainders.

    Of equal remainders the first by name has it. Parts that come to nothing stay nothing.

    >>> in_steps(dict.fromkeys("abc", Fraction(1, 3)))
    {'a': Decimal('0.3334'), 'b': Decimal('0.3333'), 'c': Decimal('0.3333')}
    """
    steps = {key: int(each / Fraction(_STEP)) for key, each in parts.items()}
    left = int(sum(parts.values(), Fraction(0)) / Fraction(_STEP)) - sum(steps.values())
    for key in sorted(parts, key=lambda each: (steps[each] - parts[each] / Fraction(_STEP), each))[:left]:
        steps[key] += 1
    return {key: each * _STEP for key, each in steps.items()}


def apart(one: Mapping[K, Fraction], other: Mapping[K, Fraction]) -> Fraction:
    """How far two lists of shares stand apart: ½ Σ |one − other|, the part of one that must move to make the other.

    0 where they are the same, 1 where they share nothing (the total variation of two distributions).

    >>> apart({"a": Fraction(1)}, {"a": Fraction(1, 4), "b": Fraction(3, 4)})
    Fraction(3, 4)
    """
    nought = Fraction(0)
    return sum((abs(one.get(key, nought) - other.get(key, nought)) for key in {**one, **other}), nought) / 2


def decimal_of(exact: Fraction, places: int | None = None) -> Decimal:
    """A fraction as a decimal: to 50 digits, or rounded half to even to so many places.

    >>> decimal_of(Fraction(1, 3), 2), decimal_of(Fraction(1, 8))
    (Decimal('0.33'), Decimal('0.125'))
    """
    found = EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return found if places is None else found.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, EXACT)


def gathered(things: Iterable[S], name: Callable[[S], str]) -> dict[str, tuple[str, list[S]]]:
    """Things under one name, case and accents ignored: folded name → the spelling most used, and the things.

    Of spellings used equally often the first by alphabet stands for all, so that the order of the things changes
    nothing but their own.

    >>> gathered(["Buyer", "buyer", "buyer"], str)["buyer"][0]
    'buyer'
    """
    found: dict[str, list[S]] = defaultdict(list)
    for each in things:
        found[fold(name(each))].append(each)
    return {key: (_usual([name(each).strip() for each in those]), those) for key, those in found.items()}


def _usual(spellings: Sequence[str]) -> str:
    return min(Counter(spellings).items(), key=lambda each: (-each[1], each[0]))[0]


def compared(parties: Sequence[Party], name: Callable[[Party], str], touches: int) -> Comparison:
    """Effort against value by role, or by department: whatever `name` reads; `touches` is how many of ours there were.

    Real mismatch: apart ≥ REAL, from ENOUGH touches on. Where half of the effort or of the value is with people of no
    name, nothing is said of the rest.

    >>> ann, bob = Party("buyer", "", effort=Fraction(5)), Party("planner", "", worth=Fraction(1000))
    >>> compared([ann, bob], lambda each: each.role, 5).finding
    <Finding.APART: 'apart'>
    """
    named = gathered(parties, name)
    effort = shares({key: total(each.effort for each in those) for key, (_, those) in named.items()})
    worth = shares({key: total(each.worth for each in those) for key, (_, those) in named.items()})
    distance = apart(effort, worth)
    of_effort, of_worth = in_steps(effort), in_steps(worth)
    groups = [_group(called, those, of_effort[key], of_worth[key]) for key, (called, those) in named.items()]
    groups.sort(key=lambda each: (not each.name, -each.worth, -each.of_effort, fold(each.name)))
    if not any(worth.values()):
        finding = Finding.UNVALUED
    elif touches < ENOUGH:
        finding = Finding.FEW
    elif max(effort.get("", Fraction(0)), worth.get("", Fraction(0))) >= HALF:
        finding = Finding.UNNAMED
    else:
        finding = Finding.APART if distance >= REAL else Finding.ALIKE
    return Comparison(tuple(groups), decimal_of(distance, 4), finding)


def _group(name: str, parties: Sequence[Party], of_effort: Decimal, of_worth: Decimal) -> Group:
    return Group(
        name,
        len(parties),
        total(each.touches for each in parties),
        total(each.inbound for each in parties),
        total(each.hours for each in parties),
        total(each.worth for each in parties),
        of_effort,
        of_worth,
    )


def to_call(parties: Sequence[Party]) -> tuple[int, ...]:
    """The positions of the people whose part of the value is above their part of our effort, the furthest above first.

    Nobody, where effort and value stand no further apart over people than REAL. Of equals the earlier comes first. One
    who owns nothing is never among them.

    >>> to_call([Party("", "", effort=Fraction(1), worth=Fraction(2)), Party("", "", worth=Fraction(2))])
    (1,)
    """
    effort = shares(dict(enumerate(each.effort for each in parties)))
    worth = shares(dict(enumerate(each.worth for each in parties)))
    ahead = [at for at in effort if worth[at] > effort[at]]
    if total(worth[at] for at in ahead) - total(effort[at] for at in ahead) < REAL:
        return ()
    return tuple(sorted(ahead, key=lambda at: (effort[at] - worth[at], at)))
