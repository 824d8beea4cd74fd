"""Names as people type them: any part that only one answers to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valueloop.domain.names import LONGEST_NAME, LONGEST_TEXT, a_name, a_text, find, fold, near, words_of
from valueloop.errors import Ambiguous, Invalid, Unknown

PEOPLE = ("plant manager", "production manager", "Zoë Müller", "plant", "supermax")
LINE_BREAKS = ["\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
LATIN = st.text("abcdefgABCDEFG éÉüÜñß ", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("given_name", "at"),
    [
        ("plant", 3),  # the whole name wins over the start of another
        ("plant m", 0),
        ("prod", 1),
        ("PRODUCTION MANAGER", 1),
        ("zoe", 2),
        ("muller", 2),
        ("  MÜLLER ", 2),
        ("max", 4),
        ("plant  manager", 0),
    ],
)
def test_any_part_that_one_name_answers_to_finds_it(given_name: str, at: int) -> None:
    assert find("contact", given_name, PEOPLE) == at


def test_the_whole_name_wins_over_a_name_that_only_holds_it() -> None:
    assert find("contact", "manager", ["plant manager", "manager"]) == 1


def test_a_part_that_two_names_have_is_never_guessed_at_even_where_it_begins_one_of_them() -> None:
    with pytest.raises(Ambiguous, match="contact 'grower' may be any of: head grower, Grower 2") as found:
        find("contact", "grower", ["head grower", "Grower 2", "owner"])
    assert found.value.candidates == ("head grower", "Grower 2")


def test_an_unknown_name_offers_the_near_ones() -> None:
    with pytest.raises(Unknown, match="no account 'Mgea' at home; did you mean Mega") as unknown:
        find("account", "Mgea", ["Mega", "Nordwind"], "home")
    assert unknown.value.near == ("Mega",)


@pytest.mark.parametrize("typed", ["", "  ", "\u0301"])
def test_nothing_at_all_means_nobody(typed: str) -> None:
    with pytest.raises(Unknown):
        find("contact", typed, ["one"])


@given(st.lists(LATIN.filter(lambda name: bool(fold(name))), min_size=1, max_size=6, unique_by=fold), st.data())
def test_a_whole_name_always_finds_its_own(names: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(names) - 1))
    assert find("account", names[at], names) == at
    assert find("account", names[at].upper(), names) == at


@given(st.text(), st.lists(st.text(max_size=20), max_size=5))
def test_whatever_is_typed_finds_a_name_or_is_refused(typed: str, names: list[str]) -> None:
    try:
        at = find("account", typed, names)
    except (Ambiguous, Unknown):
        return
    assert fold(typed) in fold(names[at])


@given(LATIN)
def test_case_accents_and_spaces_do_not_matter(name: str) -> None:
    assert fold(name) == fold(name.upper()) == fold(f"  {name}\t") == fold(fold(name))


@pytest.mark.parametrize(
    ("text", "folded"), [("  Café  MÜLLER ", "cafe muller"), ("Straße", "strasse"), ("Acme™", "acmetm"), ("", "")]
)
def test_names_are_folded_for_comparing(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text() | st.text("™℡ﬁİẞΐ \u0345\u0301"))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_near_names_come_nearest_first_three_at_most_and_once() -> None:
    assert near("managr", ["plant manager", "manager", "mangr", "manage", "buyer"]) == [
        "plant manager",
        "mangr",
        "manage",
    ]
    assert near("managr", ["the manager manages"]) == ["the manager manages"]
    assert near("zzz", ["Mega"]) == []


def test_a_name_is_recorded_without_the_space_around_it() -> None:
    assert a_name("account", "  Mega & Sons ") == "Mega & Sons"
    assert a_name("account", "x" * LONGEST_NAME) == "x" * LONGEST_NAME


@pytest.mark.parametrize("name", ["\x1b[31mMega", "a\tb", "👩\u200d🔧", "e\u0301", "٣", "株式会社"])
def test_a_name_may_hold_characters_that_are_not_seen_beside_one_that_is(name: str) -> None:
    assert a_name("account", name) == name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        (" \n\t", "it is empty"),
        *[(f"a{line_break}b", "a name stands on one line") for line_break in LINE_BREAKS],
        ("a\0b", "a name stands on one line"),
        *[(unseen, "nothing of it can be seen") for unseen in ("\u200b", "\u200d \ufeff", "\x1b", "\u0301", "\ufe0f")],
        ("x" * (LONGEST_NAME + 1), "a name has at most 200 characters"),
    ],
)
def test_what_is_no_name_is_refused(text: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        a_name("account", text)
    assert refusal.value.why == why


@given(st.text())
def test_whatever_is_given_as_a_name_is_recorded_or_refused(text: str) -> None:
    try:
        name = a_name("account", text)
    except Invalid:
        return
    assert name == text.strip()
    assert 1 <= len(name) <= LONGEST_NAME
    assert len(name.splitlines()) == 1


def test_a_text_is_recorded_with_its_lines_and_without_the_space_around_it() -> None:
    assert a_text("note", "  they like it\n- price is fine\n") == "they like it\n- price is fine"
    assert a_text("note", "x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert a_text("note", "they said: well…") == "they said: well…"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it says nothing"),
        (" \n\t", "it says nothing"),
        ("x" * (LONGEST_TEXT + 1), "a text has at most 100,000 characters"),
        ("a\0b", "it holds a NUL character"),
        ("…", "the dots stand for your own words"),
        (" ... ", "the dots stand for your own words"),
        ("Acme: …", "the dots stand for your own words"),
    ],
)
def test_what_is_no_text_is_refused(text: str, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        a_text("note", text)
    assert refusal.value.why == why
    assert "\0" not in str(refusal.value)


def test_a_text_that_is_not_utf_8_is_refused_and_shown_without_what_cannot_be() -> None:
    with pytest.raises(Invalid, match=r"text 'caf\?' cannot be used: it is not UTF-8"):
        a_text("text", "caf\udce9")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Higher yield of the filling lines", "filling yield"),
        ("fewer kinds of SPARE parts!", "parts spare"),
        ("weekend_overtime/Überstunden", "overtime uberstunden weekend"),
        ("less of it than now", ""),  # short, or only how much
        ("more, fewer, quicker machines", ""),
        ("", ""),
        ("yield yield Yield", "yield"),
    ],
)
def test_the_words_that_tell_what_a_text_is_about(text: str, words: str) -> None:
    assert words_of(text) == frozenset(words.split())


def test_two_texts_about_the_same_share_a_word_whatever_their_case_and_accents() -> None:
    assert words_of("Qualité des câbles") & words_of("cable QUALITE") == {"qualite"}


@given(st.text(), st.text())
def test_the_words_of_two_texts_are_those_of_each(one: str, other: str) -> None:
    assert words_of(f"{one} {other}") == words_of(one) | words_of(other)
    assert all(len(each) > 3 and each == fold(each) for each in words_of(one))
