"""Hands for the tests of the pages of the archive."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from gui.pages.context import Route
from tests.gui.conftest import NOW, Driven

CASE = "theft-detention"
LATER = NOW + timedelta(days=90)
"""All of the shipped case has happened by then."""


def section(driven: Driven, name: str) -> Any:
    """Return a section of the page of the archive, filled."""
    page = driven.go(Route("archive", section=name))
    driven.calm()
    return page.sections[page.tabs.currentIndex()]


def said(driven: Driven, labour: Any) -> str:
    """Return what came of a piece of work."""
    driven.calm()
    driven.wait(lambda: not labour.said.isHidden())
    text: str = labour.said.text()
    return text


def press(driven: Driven, widget: QWidget, name: str) -> None:
    """Press the button whose accessible name ends so, when it is there."""

    def seen() -> list[QPushButton]:
        every = (one for one in widget.findChildren(QPushButton) if one.isVisible())
        return [one for one in every if one.accessibleName().endswith(name)]

    driven.wait(lambda: len(seen()) == 1)
    seen()[0].click()


def files(
    monkeypatch: pytest.MonkeyPatch,
    *,
    opened: Path | None = None,
    saved: Path | None = None,
    folder: Path | None = None,
) -> None:
    """Answer the dialogs of files."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(opened or ""), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(saved or ""), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: str(folder or ""))


def boxes(monkeypatch: pytest.MonkeyPatch, *wanted: str) -> list[str]:
    """Answer message boxes by a button of one of the names; return the defaults seen."""
    defaults: list[str] = []
    pressed: list[Any] = []

    def run(box: QMessageBox) -> int:
        chosen = box.defaultButton()
        defaults.append(chosen.text() if chosen is not None else "")
        pressed.append(
            next(one for one in box.buttons() if any(name in one.text() for name in wanted))
        )
        return 0

    monkeypatch.setattr(QMessageBox, "exec", run)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: pressed[-1])
    return defaults
