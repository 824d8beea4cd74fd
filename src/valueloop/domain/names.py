"""Names as people type them: any unambiguous part, case and accents ignored."""

import difflib
import re
import shlex
import unicodedata
from collections.abc import Sequence

from valueloop.errors import Ambiguous, Invalid, Unknown

LONGEST_NAME, LONGEST_TEXT = 200, 100_000
_DOTS = ("…", "...")  # what stands in a command to be copied, where a text belongs
_INSTEAD = {"text": "what was said", "step": "what is to be done"}
_UNSEEN = frozenset("Cc Cf Mn Me Zs Zl Zp".split())  # controls, joiners, marks without a letter, spaces


def fold(text: str) -> str:
    """The form in which names are compared: no case, no accents, single spaces; folding it again changes nothing.

    >>> fold("  Café  MÜLLER ")
    'cafe muller'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    folded = " ".join(bare.split())
    return folded if folded == text else fold(folded)


def a_name(what: str, text: str) -> str:
    """A name fit to be recorded: something to see, on one line, at most 200 characters.

    Raises:
        Invalid: it is empty, shows nothing, has a line break of any kind or a NUL, or is too long.

    >>> a_name("account", " Mega ")
    'Mega'
    """
    name = text.strip()
    if not name:
        raise Invalid(what, text, "it is empty", "give it a name")
    if len(name.splitlines()) > 1 or "\0" in name:
        raise Invalid(what, text, "a name stands on one line")
    if all(unicodedata.category(c) in _UNSEEN for c in name):
        raise Invalid(what, text, "nothing of it can be seen", "give it a name")
    if len(name) > LONGEST_NAME:
        raise Invalid(what, text, f"a name has at most {LONGEST_NAME} characters")
    return name


def a_text(what: str, text: str) -> str:
    r"""A free text fit to be recorded: something is said, at most 100,000 characters, no NUL.

    Raises:
        Invalid: it is empty, too long, only the dots that a command to be copied has where the text belongs, or holds a
            character that no store can keep.

    >>> a_text("text", " they like the pilot\n")
    'they like the pilot'
    """
    said = text.strip()
    if not said:
        raise Invalid(what, text, "it says nothing")
    if said.rsplit(": ", 1)[-1] in _DOTS:
        raise Invalid(what, said, "the dots stand for your own words", f"write {_INSTEAD.get(what, 'it in words')}")
    if len(said) > LONGEST_TEXT:
        raise Invalid(what, text, f"a text has at most {LONGEST_TEXT:,} characters")
    if any("\ud800" <= each <= "\udfff" for each in said):
        raise Invalid(what, "".join("?" if "\ud800" <= each <= "\udfff" else each for each in said), "it is not UTF-8")
    if "\0" in said:
        raise Invalid(what, said.replace("\0", "␀"), "it holds a NUL character")
    return said


def quoted(name: str) -> str:
    """A name as an argument of a command line that can be copied: nothing in it acts in the shell.

    >>> print(quoted("Mega International"), quoted("$(date)"))
    "Mega International" '$(date)'
    """
    acts = any(each in name for each in ('"', "$", "`", "\\", "!"))
    return shlex.quote(name) if acts else f'"{name}"'


def find(what: str, given: str, names: Sequence[str], where: str = "") -> int:
    """The position of the one name that `given` means.

    The whole name wins; else any part that stands in one name alone: a part that two names have is never guessed at.
    `where` is said in the error ("at Mega"). A number stands for nothing here: callers look for numbers first.

    Raises:
        Ambiguous: several names have the part.
        Unknown: none does; it carries up to three near ones.

    >>> find("contact", "prod", ["plant manager", "production manager"])
    1
    """
    wanted = fold(given)
    folded = [fold(name) for name in names]
    whole = [at for at, name in enumerate(folded) if name == wanted]
    hits = whole or [at for at, name in enumerate(folded) if wanted and wanted in name]
    if len(hits) > 1:
        raise Ambiguous(what, given, [names[at] for at in hits])
    if not hits:
        raise Unknown(what, given, near(given, names), where)
    return hits[0]


def near(given: str, names: Sequence[str]) -> list[str]:
    """Up to three names that come near to what was typed, the nearest first.

    >>> near("Mgea", ["Mega", "Nordwind"])
    ['Mega']
    """
    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(fold(name), name)
        for word in re.split(r"[\W_]+", fold(name)):
            by_fold.setdefault(word, name)
    close = difflib.get_close_matches(fold(given), by_fold, n=6, cutoff=0.6)
    return list(dict.fromkeys(by_fold[each] for each in close))[:3]


_EMPTY = frozenset(
    "fewer less more higher lower better quicker faster with from that their this these into over than without kinds "
    "line lines existing machine machines".split()
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about: of four letters or more, those that say only how much left out.

    >>> sorted(words_of("Higher yield of the filling lines"))
    ['filling', 'yield']
    """
    return frozenset(each for each in re.split(r"[\W_]+", fold(text)) if len(each) > 3 and each not in _EMPTY)
