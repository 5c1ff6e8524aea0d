"""The list of norms: what the law book says, with its sources, searched as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent

from core.i18n import N_
from gui.pages.context import Context
from gui.pages.lines import LINES, LineDelegate, LineTable
from gui.presenters.law import NormLine

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (N_("Article"), N_("Norm"), N_("Source"))


class NormModel(QAbstractTableModel):
    """Holds the lines that answer the question."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.lines: Sequence[NormLine] = ()

    def put(self, lines: Sequence[NormLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self.context.tr.gettext(COLUMNS[section])

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows; two lines for the delegate, one text for a reader."""
        line = self.lines[index.row()]
        cell = ((line.article, ""), (line.name, line.kind_name), (line.sure, line.source))[
            index.column()
        ]
        if role == LINES:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in cell if part)
        return None


class NormTable(LineTable):
    """The list as a table; Enter or a double click opens a norm."""

    chosen = Signal(str, str, str)

    def __init__(self, context: Context, model: NormModel) -> None:
        super().__init__(context, context.text("Norms"), (170, 0, 330))
        self.norms = model
        self.setModel(model)
        self.setItemDelegate(LineDelegate(context, self))
        self.settle()
        self.doubleClicked.connect(lambda index: self._choose(index.row()))

    def open_current(self) -> None:
        """Open the current norm."""
        if self.currentIndex().isValid():
            self._choose(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        line = self.norms.lines[row]
        self.chosen.emit(line.kind, line.id, line.edition)
