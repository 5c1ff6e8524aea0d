"""Settings are kept at once and the window follows; the archive is checked and copied."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QPushButton, QSpinBox, QWidget

from core import settings as settings_file
from core.i18n import Translator
from core.paths import ROOT
from core.settings import Settings, table
from gui.pages.context import Route
from gui.pages.settings import SettingsPage
from gui.presenters.settings import SECTIONS, VERSION, sections
from tests.gui.conftest import OFFICE, Driven


def shown(driven: Driven) -> SettingsPage:
    """Return the page of settings with who works here."""
    driven.go(Route("settings"), lambda: getattr(driven.page, "office", None))
    page = driven.page
    assert isinstance(page, SettingsPage)
    return page


def choose(page: SettingsPage, key: str, value: str) -> None:
    """Choose a value of a list as a person does."""
    picker: Any = page.fields[key]
    picker.setCurrentIndex(picker.findData(value))
    picker.activated.emit(picker.currentIndex())


def kept(driven: Driven) -> Settings:
    """Return the settings as the file has them."""
    return settings_file.load(driven.context.places.settings).settings


def test_every_setting_of_the_table_is_on_the_page() -> None:
    on_page = [key for _, keys in SECTIONS for key in keys]
    assert sorted([*on_page, "archive"]) == sorted(row.key for row in table())


def test_a_language_is_named_in_its_own_words() -> None:
    window = sections(Settings(), Translator("en"))[0]
    names = dict(window.lines[0].choices)
    assert set(names) == {"be", "ru", "en"}
    assert names["en"] == "English"
    assert names["be"] == Translator("be").name


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


def test_the_language_changes_at_once_and_is_kept(driven: Driven) -> None:
    page = shown(driven)
    choose(page, "ui_language", "ru")
    driven.wait(lambda: driven.page is not page and driven.page.office)
    assert driven.context.text("Settings") == Translator("ru").gettext("Settings")
    assert kept(driven).ui_language == "ru"


def test_the_colours_change_at_once(driven: Driven) -> None:
    choose(shown(driven), "theme", "dark")
    assert driven.context.colours.dark
    driven.wait(lambda: driven.page.office)
    choose(driven.page, "theme", "light")
    assert not driven.context.colours.dark


def test_the_size_of_text_changes_at_once(driven: Driven) -> None:
    page = shown(driven)
    before = QApplication.font().pixelSize()
    size = page.fields["text_scale"]
    assert isinstance(size, QSpinBox)
    size.setValue(150)
    assert QApplication.font().pixelSize() > before
    assert kept(driven).text_scale == 150
    driven.context.change("text_scale", 100)


def test_a_tick_is_kept(driven: Driven) -> None:
    tick = shown(driven).fields["both_languages"]
    assert isinstance(tick, QCheckBox)
    tick.click()
    assert kept(driven).both_languages


def test_a_folder_is_chosen(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(driven)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: str(tmp_path / "p"))
    page.fields["papers"].findChildren(QPushButton)[0].click()
    assert driven.context.papers_folder == tmp_path / "p"


def test_who_works_here_is_shown_and_kept(driven: Driven) -> None:
    page = shown(driven)
    assert page.office is not None
    assert page.office.division.be.text() == OFFICE.division.name.be
    page.office.place.ru.setText("Grodno")
    page.primary()
    driven.calm()
    work = driven.context.work
    assert driven.do(work.office).division.place.ru == "Grodno"


def test_an_office_with_gaps_is_not_kept(driven: Driven) -> None:
    page = shown(driven)
    assert page.office is not None
    page.office.place.ru.clear()
    page.primary()
    driven.calm()
    assert any("both languages" in one for one in driven.notices())
    work = driven.context.work
    assert driven.do(work.office) == OFFICE


def test_the_archive_is_checked(driven: Driven) -> None:
    page = shown(driven)
    assert page.archive is not None
    page.archive.check.click()
    assert not page.archive.check.isEnabled()
    driven.calm()
    assert "sound" in page.archive.said.text()
    assert page.archive.check.isEnabled()
    assert page.archive.labour.work.isHidden()


def test_the_archive_is_copied_and_never_over_a_file(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(driven)
    assert page.archive is not None
    place = tmp_path / "copy.sledchy"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(place), ""))
    page.archive.copy.click()
    driven.calm()
    first = place.read_bytes()
    assert "copy was checked" in page.archive.said.text()
    page.archive.copy.click()
    driven.calm()
    assert place.read_bytes() == first
    assert "not overwritten" in page.archive.said.text()


def test_everything_of_the_page_has_a_name(driven: Driven) -> None:
    page = shown(driven)
    nameless = [
        type(one).__name__
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        and one.objectName() not in ("qt_scrollarea_viewport", "qt_spinbox_lineedit")
    ]
    assert nameless == []
