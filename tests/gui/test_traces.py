"""What the window leaves behind: the clipboard (L4), names in dialogs and titles (L5)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.i18n import Translator
from core.paths import ROOT
from gui.clipboard import KEPT_OUT, STAYS, Clipboard
from gui.pages.context import Route
from tests.gui.conftest import Driven

CANARY = "Canaryov-7391"


# --- L4: the clipboard ---------------------------------------------------------------


class Board:
    """Our clipboard, and another program that may own the system's."""

    def __init__(self, stays: int) -> None:
        self.foreign = False
        self.system: QClipboard = QGuiApplication.clipboard()
        self.ours = Clipboard(lambda: not self.foreign, stays)

    def another_copies(self, text: str) -> None:
        """Let another program put a text there."""
        self.foreign = True
        self.system.setText(text)
        self.foreign = False


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[Callable[[int], Board]]:
    """Return what makes a board whose copies stay for some milliseconds."""
    made: list[Board] = []

    def make(stays: int) -> Board:
        made.append(Board(stays))
        return made[-1]

    yield make
    for one in made:
        one.system.dataChanged.disconnect(one.ours._changed)
        one.ours.deleteLater()
        one.system.clear()


def test_a_copy_of_ours_is_gone_after_its_time(qtbot: QtBot, board: Callable[[int], Board]) -> None:
    one = board(60)
    one.ours.copy(CANARY)
    assert one.system.text() == CANARY
    qtbot.waitUntil(lambda: one.system.text() == "")


def test_what_another_program_copied_meanwhile_stays(
    qtbot: QtBot, board: Callable[[int], Board]
) -> None:
    one = board(60)
    one.ours.copy(CANARY)
    one.another_copies("a recipe")
    qtbot.wait(150)
    one.ours.clear()
    assert one.system.text() == "a recipe"


def test_at_the_lock_and_at_the_end_ours_goes_at_once(board: Callable[[int], Board]) -> None:
    one = board(30_000)
    one.ours.copy(CANARY)
    one.ours.clear()
    assert one.system.text() == ""


def test_histories_are_asked_to_keep_nothing(board: Callable[[int], Board]) -> None:
    one = board(30_000)
    one.ours.copy(CANARY)
    assert set(KEPT_OUT) <= set(one.system.mimeData().formats())


def test_a_copy_that_a_field_makes_by_itself_is_caught_too(
    qtbot: QtBot, board: Callable[[int], Board]
) -> None:
    one = board(60)
    field = QLineEdit(CANARY)
    qtbot.addWidget(field)
    field.selectAll()
    field.copy()
    assert set(KEPT_OUT) <= set(one.system.mimeData().formats())
    assert one.system.text() == CANARY
    qtbot.waitUntil(lambda: one.system.text() == "")


def test_a_copy_of_another_program_is_not_touched(board: Callable[[int], Board]) -> None:
    one = board(30_000)
    one.another_copies("a recipe")
    assert not set(KEPT_OUT) & set(one.system.mimeData().formats())


def test_other_formats_come_along(board: Callable[[int], Board]) -> None:
    one = board(30_000)
    data = QMimeData()
    data.setHtml("<b>x</b>")
    data.setText("x")
    one.system.setMimeData(data)
    assert "x" in one.system.mimeData().html()
    assert one.ours.ours


def test_a_copy_stays_for_half_a_minute() -> None:
    assert STAYS == 30_000


def test_the_program_copies_by_one_way_only(driven: Driven) -> None:
    driven.context.copy(CANARY)
    assert driven.program.clipboard.ours
    driven.program.clipboard.clear()
    assert QGuiApplication.clipboard().text() == ""
    users = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "gui").rglob("*.py")
        if "clipboard()" in path.read_text(encoding="utf-8")
    ]
    assert set(users) == {"gui/clipboard.py"}


# --- L5: dialogs, titles -------------------------------------------------------------

DIALOG = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from gui import app
if sys.argv[2] == "guarded":
    app._leave_no_traces()
application = QApplication(["x"])
dialog = QFileDialog(None, "x", sys.argv[1])
dialog.setFileMode(QFileDialog.FileMode.Directory)
QTimer.singleShot(50, dialog.accept)
dialog.exec()
del dialog
application.processEvents()
"""


@pytest.mark.parametrize("mode", ["guarded", "bare"])
def test_dialogs_for_files_remember_no_folder(tmp_path: Path, mode: str) -> None:
    home, folder = tmp_path / "home", tmp_path / CANARY
    home.mkdir()
    folder.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(home),
        "SLEDCHY_HOME": str(home / "sledchy"),
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(
        [sys.executable, "-c", DIALOG, str(folder), mode],
        env=environment,
        check=True,
        timeout=60,
        capture_output=True,
    )
    found = [
        file.name
        for file in home.rglob("*")
        if file.is_file() and CANARY.encode() in file.read_bytes()
    ]
    assert bool(found) == (mode == "bare")  # the control: without the guard Qt writes it


@pytest.mark.parametrize("page", ["guide", "people", "journal"])
def test_no_title_names_a_case(demonstrated: Driven, page: str) -> None:
    demonstrated.go(Route("case", "theft-detention", page))
    shown = [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()]
    program = Translator("en").gettext("Sledchy")
    assert set(shown) <= {"Sledchy", program, ""}
    assert QGuiApplication.applicationDisplayName() == program


def test_what_lies_beside_the_archive_names_nobody(demonstrated: Driven) -> None:
    demonstrated.go(Route("case", "theft-detention", "people"))
    demonstrated.context.change("text_scale", 110)
    demonstrated.context.change("text_scale", 100)
    words = ("theft-detention", "demo")
    folder = demonstrated.context.places.data
    archive = demonstrated.context.places.archive
    files = [one for one in folder.rglob("*") if one.is_file() and one != archive]
    assert not [one for one in files if any(w.encode() in one.read_bytes() for w in words)]


@pytest.mark.parametrize(
    ("language", "word"), [("be", "\u0406\u043c\u044f"), ("ru", "\u0418\u043c\u044f")]
)
def test_the_dialog_for_files_speaks_the_language_of_the_window(
    driven: Driven, language: str, word: str
) -> None:
    driven.context.change("ui_language", language)
    dialog = QFileDialog(driven.program.shell)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    shown = [one.text() for one in dialog.findChildren(QLabel)]
    assert any(text.startswith(word) for text in shown)
    dialog.deleteLater()
    driven.context.change("ui_language", "en")
