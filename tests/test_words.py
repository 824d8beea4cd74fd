"""One word, one thing: the glossary and the program hold each other, and no second word creeps in."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

import valueloop
from demo_store import built, commands, nouns, shown
from valueloop.domain.settings import SETTINGS
from valueloop.domain.value.keys import KEYS
from valueloop.store.journal import OWN

ROOT = Path(__file__).parent.parent
GLOSSARY = (ROOT / "GLOSSARY.md").read_text("utf-8")

# The design's list of words: its section 3, each with what it gives in brackets. `line` stands for "value line" too.
DESIGN = """account · contact · influence · stance · touch · product · need · guess · evidence · ask · deduction
· analogy · loop · offer · response · patience · value line · input · source · alternative · share · split
· accepted value · value map · impact · proposition · move · deal · handover · delivery · invoice · payment · deployment
· promise · defect · goodwill · referral · core customer · threat · playbook"""
DESIGN_VALUES = """accepted rejected countered silent earn save cost guess deduced said accepted measured call email
meeting visit note competitor incumbent themselves fraction difference bargain outcome end mid start""".split()

# Enumerations that nobody types or reads.
UNSEEN = {"Toward", "Sign"}

# A second word for something that has one: what not to write, and the word to write.
SECOND_WORDS = {
    "opportunity": "deal",
    "opportunities": "deal",
    "prospect": "account",
    "client": "account",
    "customer record": "account",
    "stakeholder": "contact",
    "decision maker": "contact, with its influence",
    "buyer": "contact",
    "persona": "contact, with its role",
    "activity": "touch",
    "activities": "touch",
    "interaction": "touch",
    "follow-up": "step",
    "task": "step",
    "to-do": "step",
    "quotation": "offer",
    "objection": "response, with its reason",
    "pipeline stage": "phase",
    "sales stage": "phase",
    "funnel": "phase",
    "probability": "chance",
    "confidence": "chance, or rung",
    "assumption": "guess, or input",
    "value driver": "value line",
    "pain point": "issue",
    "goal": "objective",
    "KPI": "metric",
    "sentiment": "stance",
}
# Names that are others': the first as it is written, since it is a person's name otherwise.
OWNED = (r"\bEVE\b", r"(?i)\btotal economic impact\b", r"(?i)\bblue sheet\b", r"(?i)\bpain chain\b")


def entries() -> dict[str, str]:
    """The glossary: word → what is said of it."""
    return {
        word: " ".join(said.split())
        for word, said in re.findall(r"^\*\*(.+?)\*\*: (.+?)(?=\n\n|\Z)", GLOSSARY, re.DOTALL | re.MULTILINE)
    }


@cache
def explained() -> frozenset[str]:
    """Entries, and what stands in bold or in backticks inside one; of a setting's key each part."""
    found = set(entries())
    for said in entries().values():
        found |= set(re.findall(r"\*\*(.+?)\*\*", said))
        for code in re.findall(r"`(.+?)`", said):
            found |= {code, *(code.split(".") if code in SETTINGS else ())}
    return frozenset(found)


def is_explained(word: str) -> bool:
    return word in explained() or word.replace("_", " ") in explained()


def modules() -> Iterator[Any]:
    for each in pkgutil.walk_packages(valueloop.__path__, "valueloop."):
        if not each.name.endswith("__main__"):
            yield importlib.import_module(each.name)


@cache
def enumerations() -> dict[str, type[Enum]]:
    """The public enumerations of the domain, by module and name."""
    found = {}
    for module in modules():
        for name, each in vars(module).items():
            if isinstance(each, type) and issubclass(each, Enum) and each.__module__.startswith("valueloop.domain"):
                found[f"{each.__module__}.{name}"] = each
    return {where: each for where, each in found.items() if each.__name__ not in UNSEEN}


@cache
def tables() -> list[str]:
    """The store's tables: those that rows stand for, and the journal's own."""
    list(modules())
    return sorted({*SQLModel.metadata.tables, *OWN})


@cache
def help_text() -> str:
    """All that the commands' help says, options and arguments too."""
    said = []
    for each in (*commands().values(), *nouns().values()):
        said += [each.help or "", getattr(each, "epilog", "") or ""]
        said += [f"{getattr(of, 'help', '') or ''} {of.make_metavar(_context(each))}" for of in each.params]
    return "\n".join(said)


def _context(command: Any) -> Any:
    return command.context_class(command, info_name="vl")


PAGES = (
    "today", "next northgate", "next harrow", "account list", "account show northgate", "contact list northgate",
    "product list", "deal list --all", "history northgate", "value northgate", "share northgate", "share harrow",
    "map northgate", "map northgate --for production", "proposition northgate", "config list", "export northgate",
    "export northgate --customer", "export harrow", "map northgate --customer", "proposition northgate --customer",
    "value northgate --customer", "brief northgate", "brief harrow", "brief northgate proposal",
    "brief northgate case-study", "template list", "template show maintenance", "report effort",
    "report effort northgate", "report propositions",
)  # fmt: skip


@cache
def printed() -> str:
    """What the pages of the demo's store say, without what its salesperson typed."""
    return "\n".join(shown(*page.split()) for page in PAGES)


def test_every_word_of_the_design_has_an_entry() -> None:
    words = [" ".join(each.split()) for each in DESIGN.split("·")]
    assert len(words) >= 40
    assert not [word for word in words if word not in entries()]
    assert not [word for word in DESIGN_VALUES if word not in explained()]


def test_the_glossary_is_in_order_and_each_entry_says_where() -> None:
    words = list(entries())
    assert len(words) >= 80
    assert words == sorted(words, key=str.casefold)
    assert len(words) == len(re.findall(r"^\*\*[^*]+\*\*: ", GLOSSARY, re.MULTILINE)), "one stands twice"
    assert not [word for word, said in entries().items() if "Where: " not in said]


def test_every_command_and_noun_is_in_the_glossary() -> None:
    typed = [each for each in commands() if each]
    assert len(typed) >= 20
    assert len(nouns()) >= 5
    verbs = {each.split()[1] for each in typed if " " in each}
    flat = {each for each in typed if " " not in each}
    assert not [word for word in sorted(verbs | flat | set(nouns())) if not is_explained(word)]


def test_every_table_is_in_the_glossary() -> None:
    assert len(tables()) >= 15
    unknown = [name for name in tables() if not is_explained(name) and not all(map(is_explained, name.split("_")))]
    assert not unknown


def test_every_value_of_the_enumerations_is_in_the_glossary() -> None:
    assert len(enumerations()) >= 15
    classes = {each.__name__ for module in modules() for each in vars(module).values() if isinstance(each, type)}
    assert not UNSEEN - classes
    unknown = [
        f"{where}: {each.value}"
        for where, kind in enumerations().items()
        for each in kind
        if not is_explained(each.value)
    ]
    assert not unknown


def test_every_key_of_a_value_case_is_in_the_glossary() -> None:
    assert len(KEYS) >= 15
    assert not [key for key in KEYS if not is_explained(key)]


def test_every_part_of_a_setting_is_in_the_glossary() -> None:
    assert len(SETTINGS) >= 20
    assert not [key for key in SETTINGS if not all(map(is_explained, key.split(".")))]


def _words_of(name: str) -> str:
    """A name in code as words: `ValueLine` and `value_line` are both "value line"."""
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower().split())


@cache
def model_words() -> frozenset[str]:
    """The words of the model: classes, commands, tables, values of enumerations, settings."""
    found = {
        _words_of(word) for name in (*commands(), *tables(), *SETTINGS) for word in (name, *re.split(r"[ .]", name))
    }
    found |= {_words_of(str(each.value)) for kind in enumerations().values() for each in kind}
    files = list((ROOT / "src").rglob("*.py"))
    assert len(files) >= 50
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.add(_words_of(node.name))
    return frozenset(found)


@cache
def names_in_code() -> str:
    """Every field, function and module of src as words, and what commands, settings and pages say."""
    found = set()
    for file in (ROOT / "src").rglob("*.py"):
        found.add(_words_of(file.stem))
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.add(_words_of(node.name))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(_words_of(node.target.id))
    said = [help_text(), printed(), *(each.meaning for each in SETTINGS.values())]
    said += [each.meaning for each in KEYS.values()]
    return "\n".join([*sorted(found), *map(str.lower, said)])


def test_every_entry_is_a_word_of_the_program() -> None:
    assert len(entries()) >= 150

    def occurs(word: str) -> bool:
        said = "[- ]".join(map(re.escape, re.split("[- ]", word.lower())))
        return word in model_words() or re.search(rf"\b{said}s?\b", names_in_code()) is not None

    assert not [word for word in entries() if not occurs(word)]


def test_commands_named_in_the_docs_exist() -> None:
    pages = [ROOT / "GLOSSARY.md", *sorted((ROOT / "docs" / "method").glob("*.md")), ROOT / "docs" / "json.md"]
    named = [code for page in pages for code in re.findall(r"`vl ([^`]+)`", page.read_text("utf-8"))]
    assert len(named) >= 60
    for code in named:
        words = code.split()
        options = {each for each in words if each.startswith("--")}
        typed = " ".join(words[: 2 if words[0] in nouns() else 1])
        command = commands().get("" if words[0].startswith("-") else typed)
        assert command is not None, f"there is no `vl {typed}`"
        assert options <= {name for each in command.params for name in each.opts}, f"vl {code}"


def _prose() -> dict[str, str]:
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]
    said = {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in sorted(files)}
    for page in ("ARCHITECTURE.md", "CONTRIBUTING.md"):  # they name modules
        said[page] = re.sub(r"`[^`]*`", "", said[page])
    return said


@cache
def places() -> dict[str, str]:
    """All that a user reads."""
    return {**_prose(), "command help": help_text(), "printed pages": printed()}


def test_there_is_something_to_read() -> None:
    found = places()
    assert len(found) >= 15
    assert built().stat().st_size > 0
    for place, least in (("README.md", 2000), ("GLOSSARY.md", 8000), ("command help", 4000), ("printed pages", 8000)):
        assert len(found[place]) >= least, place


@pytest.mark.parametrize("word", SECOND_WORDS)
def test_no_second_word(word: str) -> None:
    second = re.compile(rf"\b{re.escape(word)}s?\b", re.IGNORECASE)
    found = [place for place, said in places().items() if second.search(said)]
    assert not found, f"write {SECOND_WORDS[word]}"


@pytest.mark.parametrize("name", OWNED)
def test_no_name_that_is_anothers(name: str) -> None:
    assert not [place for place, said in places().items() if re.search(name, said)]


def test_second_words_are_second_words() -> None:
    heads = {word for word in explained() if " " not in word}
    assert not heads & set(SECOND_WORDS)
    for instead in SECOND_WORDS.values():
        for word in re.split(r", (?:or |with its )", instead):
            assert is_explained(word) or word in ("role", "reason"), word
