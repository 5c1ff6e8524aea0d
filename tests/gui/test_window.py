"""The window: opens, speaks three languages, goes by keyboard, tells what went wrong."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from core.errors import UserError
from core.i18n import UI_LANGUAGES
from core.paths import UserPlaces
from gui.app import PAGES, Application
from gui.pages.context import Route
from tests.gui.conftest import NOW, Driven

CASE = "theft-detention"
ROUTES = (
    Route("today"),
    Route("cases"),
    Route("new_case"),
    Route("case", CASE, "guide"),
    Route("case", CASE, "people"),
    Route("case", CASE, "terms"),
    Route("case", CASE, "papers"),
    Route("case", CASE, "crime"),
    Route("case", CASE, "journal"),
    Route("what_if", CASE),
    Route("person", CASE, item="p1"),
    Route("record", CASE, item="interrogate_witness", subject="p3"),
    Route("extend", CASE, item="investigation_term"),
    Route("note", CASE),
    Route("welcome"),
    Route("keys"),
)


def test_without_an_archive_nothing_is_created_and_the_welcome_asks(
    qtbot: QtBot, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    program = Application(lambda: NOW, import_module, UserPlaces(home, tmp_path / "cache"))
    qtbot.addWidget(program.shell)
    program.shell.show()
    program.door.open_archive()
    qtbot.waitUntil(
        lambda: program.shell.page is not None and program.shell.page.route.page == "welcome",
        timeout=20_000,
    )
    assert not (home / "archive.sledchy").exists()
    program.shell.close()


def test_the_welcome_creates_the_archive_and_its_key(driven: Driven) -> None:
    folder = driven.context.places.data
    assert (folder / "archive.sledchy").exists()
    assert (folder / "archive.key").exists()
    assert driven.page.route == Route("today")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.page}-{route.section}")
def test_every_page_opens_without_a_complaint(demonstrated: Driven, route: Route) -> None:
    page = demonstrated.go(route)
    assert page.route.page == route.page
    assert demonstrated.notices() == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.page}-{route.section}")
def test_whatever_takes_the_keyboard_has_a_name(demonstrated: Driven, route: Route) -> None:
    QAccessible.setActive(True)
    demonstrated.go(route)
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for one in demonstrated.program.shell.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        for found in [QAccessible.queryAccessibleInterface(one)]
        if found is not None and not found.text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_the_language_is_switched_live_with_the_page(demonstrated: Driven) -> None:
    shown = {}
    for language in UI_LANGUAGES:
        demonstrated.context.change("ui_language", language)
        demonstrated.calm()
        shown[language] = demonstrated.page.model.headerData(1, Qt.Orientation.Horizontal)
    assert shown == {"be": "Тэрмін", "ru": "Срок", "en": "Term"}


def test_the_buttons_of_qt_follow_the_language(driven: Driven) -> None:
    words = {}
    for language in UI_LANGUAGES:
        driven.context.change("ui_language", language)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        words[language] = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
        box.deleteLater()
    assert words == {"be": "Адмена", "ru": "Отмена", "en": "Cancel"}


def test_colours_are_switched_live(driven: Driven) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    grounds = []
    for colours in ("light", "dark"):
        driven.context.change("theme", colours)
        driven.calm()
        grounds.append(application.palette().window().color().lightness())
    assert grounds[0] > 200 > 60 > grounds[1]


def test_the_keyboard_goes_everywhere(demonstrated: Driven) -> None:
    window = demonstrated.program.shell
    window.activateWindow()
    for keys, page in (
        (Qt.Key.Key_2, "cases"),
        (Qt.Key.Key_N, "new_case"),
        (Qt.Key.Key_1, "today"),
    ):
        QTest.keyClick(window, keys, Qt.KeyboardModifier.ControlModifier)
        demonstrated.calm()
        assert demonstrated.page.route.page == page
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert demonstrated.page.route.page == "keys"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    demonstrated.calm()
    assert demonstrated.page.route.page == "today"


def test_a_known_failure_is_told_in_words(driven: Driven) -> None:
    driven.context.fail(UserError("case-unknown", case="x-1"))
    assert len(driven.notices()) == 1
    assert "x-1" in driven.notices()[0]


def test_a_failure_of_ours_is_told_without_its_words(driven: Driven) -> None:
    driven.context.fail(ValueError("secret of the investigation"))
    assert driven.notices() == [
        "Something unexpected happened. Nothing was saved; the log says where."
    ]


def test_settings_are_kept(driven: Driven) -> None:
    driven.context.change("text_scale", 120)
    assert '"text_scale": 120' in driven.context.places.settings.read_text(encoding="utf-8")


def test_every_page_of_the_table_can_be_imported(driven: Driven) -> None:
    for module, name in PAGES.values():
        assert hasattr(driven.context.load(module), name)


def test_the_title_of_the_window_says_nothing_of_a_case(demonstrated: Driven) -> None:
    demonstrated.go(Route("case", CASE), lambda: demonstrated.page.view is not None)
    assert demonstrated.program.shell.windowTitle() == "Sledchy"
    assert QCoreApplication.applicationName() != CASE
