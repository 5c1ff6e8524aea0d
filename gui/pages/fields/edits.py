"""The boxes one types into: a line, a text that grows, a list that is not rolled by chance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

EDGES = 22
"""Pixels above and under the lines: padding, border and the margin of the document."""


class Line(QLineEdit):
    """One line that says when it is left."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the line is left."""
        super().focusOutEvent(event)
        self.left.emit()


class Grown(QPlainTextEdit):
    """A text as high as its lines, within bounds; Tab goes to the next field."""

    left = Signal()

    def __init__(self, name: str, least: int, most: int, breaks: bool) -> None:
        super().__init__()
        self._least, self._most, self._breaks = least, most, breaks
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on at Enter where a text has no paragraphs."""
        if not self._breaks and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the text is left."""
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the lines anew: a narrower text is higher."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page roll when the whole text is seen."""
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def put(self, text: str) -> None:
        """Show a text; the same text leaves the undo history alone."""
        if self.toPlainText() != text:
            self.setPlainText(text)

    def _fit(self) -> None:
        lines = round(self.document().size().height())
        shown = max(self._least, min(self._most, lines))
        over = lines > self._most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if over else policy.ScrollBarAlwaysOff
        )
        height = shown * self.fontMetrics().lineSpacing() + EDGES
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)


class Picker(QComboBox):
    """A list whose choice is not changed by rolling the page over it."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(7)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the list is left."""
        super().focusOutEvent(event)
        self.left.emit()


def mark_wrong(field: QWidget, wrong: bool) -> None:
    """Show by a red edge whether what is typed can be read."""
    if bool(field.property("wrong")) == wrong:
        return
    field.setProperty("wrong", wrong)
    style = field.style()
    style.unpolish(field)
    style.polish(field)
