"""The places in a form's text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.placeholders import Gendered, Place, Words, pieces


def test_a_place_has_a_path_and_perhaps_a_filter() -> None:
    found = pieces("to {suspect.name|dat} at {at}.")
    assert found == (
        Words("to "),
        Place("suspect.name", "dat"),
        Words(" at "),
        Place("at"),
        Words("."),
    )


def test_two_wordings_by_gender_may_hold_spaces_and_one_may_be_empty() -> None:
    assert pieces("{victim?he was|she was}{each?|a}") == (
        Gendered("victim", "he was", "she was"),
        Gendered("each", "", "a"),
    )


@pytest.mark.parametrize("text", ["a { b", "a } b", "{}", "{A.b}", "{a|B}", "{a?b}", "{{a}}"])
def test_a_brace_that_opens_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="brace"):
        pieces(text)


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
def test_text_without_braces_is_one_piece(text: str) -> None:
    assert pieces(text) == ((Words(text),) if text else ())


def test_a_text_is_parsed_once() -> None:
    assert pieces("{at|date} once") is pieces("{at|date} once")
