"""The small pieces pages are put together from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.pages.context import ICONS, Context

W = TypeVar("W", bound=QWidget)


def label(text: str, kind: str = "", wrap: bool = False, tone: str = "") -> QLabel:
    """Return a label; kinds and tones are those of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    if tone:
        made.setProperty("tone", tone)
        made.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Maximum, QtWidgets.QSizePolicy.Policy.Maximum
        )
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(
            QtWidgets.QSizePolicy.Policy.Preferred, QtWidgets.QSizePolicy.Policy.Minimum
        )
    return made


def button(
    context: Context,
    text: str,
    pressed: Callable[[], object],
    icon: str = "",
    primary: bool = False,
    flat: bool = False,
) -> QPushButton:
    """Return a button that does something when it is pressed."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setProperty("flat", flat)
    made.setAccessibleName(text)
    made.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if icon:
        tones = context.colours
        colour = tones.on_accent if primary else tones.accent if flat else tones.text
        beside(made, icon, colour, context)
    made.clicked.connect(lambda: pressed())
    return made


def beside(made: QAbstractButton, icon: str, colour: str, context: Context, size: int = 18) -> None:
    """Put a drawing before the words of a button: it grows with them, and keeps its distance."""
    pixels = theme.sized(size, context.settings.text_scale)
    gap = pixels // 3 if made.text() else 0
    drawn = theme.icon(ICONS, icon, colour, pixels, gap)
    faint = theme.picture(ICONS, icon, context.colours.muted, pixels, gap)
    drawn.addPixmap(faint, QIcon.Mode.Disabled)
    made.setIcon(drawn)
    made.setIconSize(QSize(pixels + gap, pixels))


def back_button(context: Context) -> QToolButton:
    """Return the way back as a small arrow."""
    made = QToolButton()
    made.setIcon(context.icon("back"))
    made.setAccessibleName(context.text("Back"))
    made.setToolTip(context.text("Back (Esc)"))
    made.clicked.connect(lambda: context.back())
    return made


def coloured(name: str, colour: str) -> QIcon:
    """Return a drawing in any colour."""
    return theme.icon(ICONS, name, colour)


def row(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Return parts beside one another; a number is a gap, None takes all the room left."""
    made = QHBoxLayout()
    fill(made, parts, spacing)
    return made


def column(*parts: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    """Return parts one under another; a number is a gap, None takes all the room left."""
    made = QVBoxLayout()
    fill(made, parts, spacing)
    return made


def fill(
    layout: QBoxLayout, parts: tuple[QWidget | QLayout | int | None, ...], spacing: int = 8
) -> None:
    """Put parts into a layout."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def card(layout: QLayout, margin: int = 16) -> QFrame:
    """Return a framed surface around a layout."""
    made = QFrame()
    made.setProperty("card", True)
    layout.setContentsMargins(margin, margin, margin, margin)
    made.setLayout(layout)
    return made


def named(widget: W, name: str) -> W:
    """Return a widget with the name the style sheet knows it by."""
    widget.setObjectName(name)
    return widget


def line() -> QFrame:
    """Return a thin line."""
    made = QFrame()
    made.setProperty("line", True)
    return made


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a widget that scrolls up and down when it is higher than the window.

    It scrolls sideways only where even the narrowest form of it is wider than the window:
    what is cut off could not be reached.
    """
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
    made.setWidget(inside)
    return made


def empty(
    context: Context, icon: str, title: str, text: str, action: QPushButton | None = None
) -> QWidget:
    """Return what stands where there is nothing yet, and what to do about it."""
    made = QWidget()
    picture = QLabel()
    picture.setPixmap(context.picture(icon, "muted", 48))
    picture.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
    words = [label(title, "lead"), label(text, "muted", wrap=True)]
    for word in words:
        word.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
    bounded(context, words[1], 480)
    heads = [row(None, part, None) for part in (picture, words[0])]
    parts: list[QWidget | QLayout | int | None] = [None, *heads, centred(words[1])]
    if action is not None:
        parts += [8, row(None, action, None)]
    made.setLayout(column(*parts, None, None))
    return made


def waiting() -> QProgressBar:
    """Return a bar that shows that something is under way."""
    made = QProgressBar()
    made.setRange(0, 0)
    made.setTextVisible(False)
    return made


def bounded(context: Context, inside: W, width: int) -> W:
    """Return a widget that is no wider than so many pixels at 100 per cent of text."""
    inside.setMaximumWidth(theme.sized(width, context.settings.text_scale))
    return inside


def centred(part: QWidget) -> QHBoxLayout:
    """Return a bounded widget in the middle: as wide as it may be, as narrow as it must."""
    made = row(None, part, None)
    made.setStretch(1, 1000)
    return made


def at_left(part: QWidget) -> QHBoxLayout:
    """Return a bounded widget at the left: as wide as it may be, as narrow as it must."""
    made = row(part, None)
    made.setStretch(0, 1000)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        inside = item.widget()
        if inside is not None:
            inside.hide()
            inside.deleteLater()
        elif (deeper := item.layout()) is not None:
            clear(deeper)
