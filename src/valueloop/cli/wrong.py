"""What goes wrong, told in one sentence, with a way out and an exit code."""

import sys

from typer._click.exceptions import NoArgsIsHelpError
from typer.exceptions import TyperException

from valueloop.errors import Ambiguous, Conflict, Invalid, Refused, StoreTrouble, Unknown, ValueloopError

DONE, FAILED, USAGE, NOT_FOUND, STORE = 0, 1, 2, 3, 4
_CODES = {
    Invalid: USAGE,
    Unknown: NOT_FOUND,
    Ambiguous: NOT_FOUND,
    Conflict: FAILED,
    Refused: FAILED,
    StoreTrouble: STORE,
}
_WAY_OUT = {
    "account": "vl account list shows them; vl account add {given} adds it",
    "product": "vl product list shows them; vl product add {given} adds it",
    "contact": "vl contact list {where} shows them; vl contact add {where} {given} adds one",
    "need": 'vl account show {where} shows them; vl guess {where} "…" --save 80k..140k adds one',
    "line": "vl value {where} shows them",
    "alternative": "vl value {where} shows them; vl alternative add {where} {given} --price 50k adds one",
    "key of a value case": "vl case set --help lists them",
    "entry": 'vl map {where} shows them; vl entry add {where} --for CONTACT --objective "…" adds one',
    "touch": "vl history {where} shows them",
    "playbook": "vl playbook list shows them; vl playbook save {given} --from ACCOUNT makes one",
    "template": "vl template list shows them; vl template save {given} --from ACCOUNT --for CONTACT makes one",
    "template file": "see docs/template-file.md for what stands in one",
    "offer": "vl shows those without an answer; vl history ACCOUNT shows all of one account",
    "step": "vl shows the open ones",
    "promise": "vl promise list shows them",
    "defect": "vl defect list shows them",
    "delivery": "vl delivery list shows them",
    "deployment": "vl deployment list shows them",
    "invoice": "vl invoice list shows them",
    "threat": "vl threat list shows them",
    "privilege": "vl privilege list shows them",
    "referral": "vl referral list shows them",
    "owner": "vl account list shows them",
    "promised line": "vl renewal {where} shows them",
    "check": "vl check --names lists them",
    "trait": "vl ideal set --help lists them",
    "input": "vl input set ACCOUNT {given}=VALUE sets it",
    "case file": "see docs/case-file.md for what stands in one",
    "setting": "vl config list shows them",
}


def refused(wrong: ValueloopError) -> int:
    """Tell what an act or a page refused; returns the exit code."""
    code = next(code for kind, code in _CODES.items() if isinstance(wrong, kind))
    return complain(str(wrong), _way_out(wrong), code)


def usage(wrong: TyperException, arguments: list[str]) -> int:
    """Tell what cannot be read on the command line; returns the exit code."""
    context = getattr(wrong, "ctx", None)
    if isinstance(wrong, NoArgsIsHelpError) and context:
        sys.stderr.write(context.get_help() + "\n")
        return USAGE
    where = context.command_path if context else f"vl {arguments[0]}" if arguments else "vl"
    said = wrong.format_message() if hasattr(wrong, "format_message") else str(wrong)
    said = (
        " ".join(said.split()).removeprefix("Invalid value: ").rstrip(".").replace(", Choose", ". Choose").rstrip(",")
    )
    return complain(said[:1].lower() + said[1:], f"{where} --help explains it", USAGE)


def _way_out(wrong: ValueloopError) -> str:
    if isinstance(wrong, Unknown):
        from valueloop.domain.names import quoted

        where = quoted(wrong.where) if wrong.where else "ACCOUNT"
        return _WAY_OUT.get(wrong.what, "").format(given=quoted(wrong.given), where=where)
    if isinstance(wrong, Ambiguous):
        return "write more of the name"
    return ""


def complain(said: str, way_out: str, code: int) -> int:
    """Tell what went wrong, and a way out where there is one; returns the exit code."""
    from valueloop.render.cells import on_one_line

    sentence = on_one_line(said).rstrip()
    sys.stderr.write(f"Error: {sentence}{'' if sentence.endswith(('?', '.')) else '.'}\n")
    if way_out:
        sys.stderr.write(f"Try: {on_one_line(way_out)}.\n")
    return code
