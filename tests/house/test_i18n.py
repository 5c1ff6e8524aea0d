"""Catalogues are read as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.i18n import Translator, available, parse_catalogue

PO = r"""
msgid ""
msgstr ""
"Language: be\n"
"X-Language-Name: Беларуская\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
"(n%100<12 || n%100>14) ? 1 : 2);\n"

#: gui/pages/cases.py:12
msgid "Open"
msgstr "Адкрыць"

msgctxt "state"
msgid "Open"
msgstr "Адкрыта"

#, python-brace-format
msgid ""
"Saved: "
"\"{name}\"\n"
msgstr ""
"Захавана: "
"«{name}»\n"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} дзень"
msgstr[1] "{count} дні"
msgstr[2] "{count} дзён"

#, fuzzy
msgid "Guess"
msgstr "Здагадка"

msgid "Later"
msgstr ""

#~ msgid "Old"
#~ msgstr "Старое"
"""


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    folder = tmp_path / "be" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "app.po").write_text(PO, encoding="utf-8")
    return tmp_path


def test_a_text_is_found_by_its_msgid(locales: Path) -> None:
    assert Translator("be", locales).gettext("Open") == "Адкрыць"


def test_the_same_word_may_mean_two_things(locales: Path) -> None:
    assert Translator("be", locales).pgettext("state", "Open") == "Адкрыта"


def test_broken_lines_and_escapes_are_joined(locales: Path) -> None:
    assert Translator("be", locales).gettext('Saved: "{name}"\n') == "Захавана: «{name}»\n"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "дзён"), (1, "дзень"), (2, "дні"), (5, "дзён"), (11, "дзён"), (21, "дзень"), (-3, "дні")],
)
def test_a_count_takes_its_form(locales: Path, count: int, text: str) -> None:
    form = Translator("be", locales).ngettext("{count} day", "{count} days", count)
    assert form == f"{{count}} {text}"


@pytest.mark.parametrize("msgid", ["Guess", "Later", "Old", "Unknown"])
def test_what_is_not_translated_is_shown_in_english(locales: Path, msgid: str) -> None:
    translator = Translator("be", locales)
    assert translator.gettext(msgid) == msgid
    assert translator.pgettext("nowhere", msgid) == msgid
    assert translator.ngettext(msgid, f"{msgid}s", 2) == f"{msgid}s"


def test_english_needs_no_catalogue(locales: Path) -> None:
    english = Translator("en", locales)
    assert (english.gettext("Open"), english.name) == ("Open", "English")
    assert english.ngettext("{count} day", "{count} days", 1) == "{count} day"


def test_a_folder_with_a_catalogue_is_a_language(locales: Path) -> None:
    (locales / "empty").mkdir()
    assert available(locales) == ("be", "en")
    assert Translator("be", locales).name == "Беларуская"


def test_windows_line_ends_read_the_same() -> None:
    assert parse_catalogue(PO.replace("\n", "\r\n")).messages == parse_catalogue(PO).messages
