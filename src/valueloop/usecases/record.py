"""Finding the record that is to be edited, by its kind and what people type for it."""

from collections.abc import Callable, Sequence

from sqlmodel import col, select

from valueloop.errors import Unknown
from valueloop.store import find
from valueloop.store.after import load_after
from valueloop.store.columns import Row
from valueloop.store.customer import Referral
from valueloop.store.dossier import Dossier
from valueloop.store.loop import Need
from valueloop.store.proposition import Entry
from valueloop.store.session import Unit
from valueloop.store.value import AlternativeRow, ValueLine
from valueloop.usecases.alternative import alternative_named
from valueloop.usecases.named import entry_named, line_named, need_named


def record_named(unit: Unit, dossier: Dossier, kind: str, which: str) -> tuple[Row, str, str]:
    """The record that `kind:which` means, how it is referred to, and its name.

    Raises:
        Ambiguous, Unknown: several answer, or none does.
    """
    here = dossier.account.name
    if kind in _NAMED:
        found = _NAMED[kind](dossier, which)
        return found, str(found.number), getattr(found, "name", "") or getattr(found, "text", "")
    match kind:
        case "input":
            value = find.one("input", which, dossier.inputs_of(dossier.deal), lambda each: each.name, here)
            return value, value.name, value.name.replace("_", " ")
        case "impact":
            impact = find.numbered("impact", which, dossier.impacts, lambda each: (each.number, each.text), here)
            return impact, str(impact.number), impact.text
        case "acceptance":
            line = line_named(dossier, which)
            agreed = [each for each in dossier.acceptances if each.line_id == line.id]
            if not agreed:
                raise Unknown("acceptance of line", which, where=here)
            return agreed[-1], str(line.number), line.name
        case "response":
            number = find.numbered("offer", which, dossier.offers, lambda each: (each.key, ""), here).key
            if number not in dossier.answer:
                raise Unknown("response to offer", which, where=here)
            return dossier.answer[number], str(number), f"the answer to offer {number}"
        case _:
            rows = _by_number(unit, dossier, kind)
            row = find.numbered(kind, which, rows, lambda each: (each.key, _called(each)), here)
            return row, str(row.key), _called(row) or f"{kind} {row.key}"


_NAMED: dict[str, Callable[[Dossier, str], Need | ValueLine | Entry | AlternativeRow]] = {
    "need": need_named,
    "line": line_named,
    "entry": entry_named,
    "alternative": alternative_named,
}


def _called(row: Row) -> str:
    """What a record without a name is known by."""
    said = (getattr(row, each, "") for each in ("text", "answer", "terms", "rival", "name"))
    return str(next((each for each in said if each), ""))


def _by_number(unit: Unit, dossier: Dossier, kind: str) -> Sequence[Row]:
    """The records of a kind that go by their own number."""
    here: dict[str, Sequence[Row]] = {
        "touch": dossier.touches,
        "step": dossier.steps,
        "offer": dossier.offers,
        "evidence": dossier.observations,
        "deal": dossier.deals,
        "promise": dossier.promises,
        "defect": dossier.defects,
    }
    if kind in here:
        return here[kind]
    if kind == "referral":
        own = select(Referral).where(Referral.account_id == dossier.account.key).order_by(col(Referral.id))
        return unit.session.exec(own).all()
    after = load_after(unit, [dossier.account])[dossier.account.key]
    beside: dict[str, Sequence[Row]] = {
        "delivery": after.deliveries,
        "deployment": after.deployments,
        "invoice": after.invoices,
        "threat": after.threats,
        "privilege": after.privileges,
    }
    return beside[kind]
