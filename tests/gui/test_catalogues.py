"""Every text of the window is in every catalogue, with the same fields."""

from __future__ import annotations

import re

import pytest

from core.i18n import parse_catalogue
from core.paths import LOCALES
from tests.gui.messages import messages

LANGUAGES = ("be", "ru")
FIELD = re.compile(r"\{\w+\}")


def _known(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    file = LOCALES / language / "LC_MESSAGES" / "app.po"
    return parse_catalogue(file.read_text(encoding="utf-8")).messages


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(language: str) -> None:
    known = _known(language)
    assert [text for text in messages() if ("", text) not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_is_not_said(language: str) -> None:
    said = messages()
    assert [text for _, text in _known(language) if text not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_are_the_same(language: str) -> None:
    wrong = [
        (text, form)
        for (_, text), forms in _known(language).items()
        for form in forms
        if set(FIELD.findall(form)) != set(FIELD.findall(text))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_has_three_forms(language: str) -> None:
    known, said = _known(language), messages()
    assert [t for t, many in said.items() if many and len(known["", t]) != 3] == []


def test_the_apostrophe_of_belarusian_is_the_printed_one() -> None:
    wrong = [form for forms in _known("be").values() for form in forms if re.search(r"\w'\w", form)]
    assert wrong == []
