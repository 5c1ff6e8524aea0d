"""Fields of single settings: a list, a tick, a number, a time, a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QSpinBox, QWidget

from gui.pages.context import Context
from gui.pages.fields.edits import Line as Typed
from gui.pages.fields.edits import Picker, mark_wrong
from gui.pages.parts import button, label, row
from gui.presenters.settings import FOLDERS, Line
from gui.theme import sized

WIDE, NARROW = 320, 120
"""Pixels of a field of settings at 100 per cent."""


class Number(QSpinBox):
    """A number that the wheel does not change by chance."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(8, 0, 0, 0)

    def wheelEvent(self, event: Any) -> None:
        """Leave the wheel to the page."""
        event.ignore()


def field(context: Context, line: Line) -> QWidget:
    """Return the field of a setting; what is chosen is kept at once."""
    if line.choices:
        return _list(context, line)
    if line.row.key in FOLDERS:
        return _folder(context, line)
    return {bool: _tick, int: _number, str: _text}[line.row.kind](context, line)


def _keep(context: Context, line: Line) -> Callable[[Any], None]:
    return lambda value: context.change(line.row.key, value)


def _list(context: Context, line: Line) -> QWidget:
    made = Picker(line.label)
    for key, name in line.choices:
        made.addItem(name, key)
    made.setCurrentIndex(made.findData(line.value))
    made.setMinimumContentsLength(10)
    made.setSizeAdjustPolicy(made.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMaximumWidth(sized(WIDE, context.settings.text_scale))
    made.activated.connect(lambda _: context.change(line.row.key, made.currentData()))
    return made


def _tick(context: Context, line: Line) -> QWidget:
    made = QCheckBox(line.label)
    made.setAccessibleName(line.label)
    made.setChecked(bool(line.value))
    made.toggled.connect(_keep(context, line))
    return made


def _number(context: Context, line: Line) -> QWidget:
    made = Number()
    made.setAccessibleName(line.label)
    made.setRange(line.row.least or 0, line.row.most or 999)
    made.setSingleStep(10 if (line.row.most or 0) > 150 else 1)
    made.setKeyboardTracking(False)
    made.setSpecialValueText(line.nothing)
    made.setValue(int(line.value))
    made.setFixedWidth(sized(NARROW, context.settings.text_scale))
    made.valueChanged.connect(_keep(context, line))
    return made


def _text(context: Context, line: Line) -> QWidget:
    """Return a line that is kept when it is left, or marked when it cannot be."""
    made = Typed(line.label)
    made.setText(str(line.value))
    made.setFixedWidth(sized(NARROW, context.settings.text_scale))

    def keep() -> None:
        try:
            context.change(line.row.key, made.text().strip())
        except ValueError:
            mark_wrong(made, True)
        else:
            mark_wrong(made, False)

    made.editingFinished.connect(keep)
    return made


def _folder(context: Context, line: Line) -> QWidget:
    shown = label(str(context.papers_folder), "muted", wrap=True)

    def choose() -> None:
        found = QFileDialog.getExistingDirectory(made, line.label, str(context.papers_folder))
        if found:
            context.change(line.row.key, found)
            shown.setText(found)

    pick = button(context, context.text("Choose…"), choose)
    pick.setAccessibleName(f"{line.label}: {context.text('Choose…')}")
    made = QWidget()
    inside = row(shown, pick, spacing=12)
    inside.setStretch(0, 1)
    made.setLayout(inside)
    return made
