"""The one door for words of people: what goes, what stays."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from core.documents.text import clean, paragraphs

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_nothing_invisible_passes_and_nothing_visible_is_lost(text: str) -> None:
    passed = clean(text)
    kinds = {sign: unicodedata.category(sign) for sign in passed if sign != "\n"}
    assert not {"Cc", "Cf", "Cs"} & set(kinds.values())
    assert unicodedata.is_normalized("NFC", passed)
    assert clean(passed) == passed

    def seen(words: str) -> str:
        kept = ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp")
        decomposed = unicodedata.normalize("NFD", words)
        return "".join(sorted(c for c in decomposed if unicodedata.category(c) not in kept))

    assert seen(passed) == seen(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2200)))
def test_text_of_our_alphabets_stays_itself_up_to_nfc(text: str) -> None:
    letters = "".join(c for c in text if unicodedata.category(c)[0] in "LNPS")
    assert clean(letters) == unicodedata.normalize("NFC", letters)


def test_every_end_of_a_line_is_one_and_a_tab_is_a_space() -> None:
    assert clean("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h\ti") == "a\nb\nc\nd\ne\nf\ng\nh i"


def test_spaces_of_other_widths_are_plain_ones_and_hold_where_they_held() -> None:
    assert clean("a\u2003b\u3000c\u1680d\u2009e\u2001f") == "a b c d e f"
    assert clean("4\u202f860\u2007rub") == "4\u00a0860\u00a0rub"


def test_number_sign_and_raised_figures_are_not_rewritten() -> None:
    assert clean("№ 5, ст. 108¹, 3½ ﬁ") == "№ 5, ст. 108¹, 3½ ﬁ"


def test_letters_typed_in_two_parts_become_one() -> None:
    assert clean("\u0438\u0306 \u0435\u0308 \u0443\u0306") == "\u0439 \u0451 \u045e"


def test_paragraphs_are_split_at_line_ends_and_empty_ones_go() -> None:
    assert paragraphs("a\n\n  \n b \r\nc") == ("a", "b", "c")
    assert paragraphs("\u200b\x00") == ()
