"""Pieces of forms: a name over a field, pairs of languages, sentences about what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.i18n import N_
from gui.pages.context import Context
from gui.pages.flow import flow
from gui.pages.parts import column, label

WIDE = 760
"""Pixels; lines of a form are not longer, they would be hard to read."""
LANGUAGES = (N_("in Belarusian"), N_("in Russian"))


def asked(text: str, field: QWidget, hint: str = "") -> QVBoxLayout:
    """Return a field with its name over it and a hint under it."""
    name = label(text, "small")
    name.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(text)
    made = column(name, field, spacing=4)
    if hint:
        made.addWidget(label(hint, "small", wrap=True))
    return made


def line_edit(text: str = "", example: str = "") -> QLineEdit:
    """Return a line to type in."""
    made = QLineEdit(text)
    made.setPlaceholderText(example)
    made.setMinimumWidth(140)
    return made


def picker(choices: Iterable[tuple[str, str]], chosen: str = "", blank: bool = False) -> QComboBox:
    """Return a list to choose from; `blank` puts an empty line first."""
    made = QComboBox()
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    if blank:
        made.addItem("—", "")
    for key, text in choices:
        made.addItem(text, key)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


class PairField(QWidget):
    """One text in both languages, side by side."""

    def __init__(self, context: Context, name: str, texts: Sequence[str] = ("", "")) -> None:
        super().__init__()
        self.be, self.ru = line_edit(texts[0]), line_edit(texts[1])
        both = flow()
        for field, language in zip((self.be, self.ru), LANGUAGES, strict=True):
            field.setAccessibleName(f"{name}, {context.tr.gettext(language)}")
            both.add(asked(f"{name}, {context.tr.gettext(language)}", field), 1)
        self.setLayout(both)
        self.setFocusProxy(self.be)

    @property
    def texts(self) -> tuple[str, str]:
        """Return both texts, Belarusian first."""
        return self.be.text().strip(), self.ru.text().strip()


def trouble() -> QLabel:
    """Return a place for a sentence about what is wrong; hidden while nothing is."""
    made = label("", "error", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.hide()
    return made


def tell(place: QLabel, text: str) -> None:
    """Show a sentence in its place, or hide the place."""
    place.setText(text)
    place.setVisible(bool(text))
