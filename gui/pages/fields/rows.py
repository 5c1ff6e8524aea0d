"""A small table: rows that are added, moved and removed, its columns as fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from core.engine.events import Value
from core.i18n import N_
from gui.pages.fields.editor import Desk, Editor
from gui.pages.parts import button, card, coloured, label, row
from gui.presenters.paper import Question

Make = Callable[[Desk, Question], Editor]
FEW = 2
"""With more columns the two languages of a text stand beside one another."""
SHORT = ("text", "number", "date", "moment", "choice", "yes")
"""Types of columns that need half a line only."""


class Rows(Editor):
    """Cards, one for each row."""

    def __init__(self, desk: Desk, question: Question, make: Make) -> None:
        super().__init__(replace(desk, beside=len(question.columns) > FEW), question)
        self._make = make
        self.rows: list[RowCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._column.addLayout(self._cards)
        self.add = button(desk.context, desk.text("Add a row"), self.add_row, "plus", flat=True)
        self.add.setAccessibleName(f"{question.label}: {desk.text('Add a row')}")
        self._column.addLayout(row(self.add, None))

    def value(self) -> Value:
        """Return the rows in order; a row in which nothing is written is none."""
        return [kept for one in self.rows if (kept := one.value())] or None

    def put(self, value: Value) -> None:
        """Show rows."""
        wanted = [one for one in value or () if isinstance(one, Mapping)]
        while len(self.rows) > len(wanted):
            self._drop(self.rows[-1])
        while len(self.rows) < len(wanted):
            self._append()
        for made, kept in zip(self.rows, wanted, strict=True):
            made.put(kept)

    def trouble(self) -> str:
        """Return the first thing of a row that cannot be read."""
        return next((said for one in self.rows if (said := one.trouble())), "")

    def first(self) -> QWidget:
        """Return the first field of the last row, or the button that adds one."""
        return self.rows[-1].first() if self.rows else self.add

    def add_row(self) -> None:
        """Put an empty row at the end and go to it."""
        self._append()
        self.rows[-1].first().setFocus()
        self.changed.emit()

    def remove(self, gone: RowCard) -> None:
        """Take a row out."""
        self._drop(gone)
        self.add.setFocus()
        self.changed.emit()

    def shift(self, moved: RowCard, step: int) -> None:
        """Move a row up or down."""
        place = self.rows.index(moved)
        if 0 <= place + step < len(self.rows):
            values = [one.value() for one in self.rows]
            values.insert(place + step, values.pop(place))
            for one, kept in zip(self.rows, values, strict=True):
                one.put(kept)
            self.rows[place + step].first().setFocus()
            self.changed.emit()

    def _append(self) -> None:
        made = RowCard(self, self._make)
        made.changed.connect(self.changed)
        made.left.connect(self.left)
        self.rows.append(made)
        self._cards.addWidget(made)
        self._number()

    def _drop(self, gone: RowCard) -> None:
        self.rows.remove(gone)
        self._cards.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self._number()

    def _number(self) -> None:
        for number, one in enumerate(self.rows, 1):
            one.place(number, len(self.rows))


class RowCard(Editor):
    """One row: its number, its fields, and what can be done with it."""

    def __init__(self, table: Rows, make: Make) -> None:
        super().__init__(table.desk, table.question)
        self.number = label("", "group")
        self.up = self._tool("up", N_("Move up"), lambda: table.shift(self, -1))
        self.down = self._tool("down", N_("Move down"), lambda: table.shift(self, 1))
        self.gone = self._tool("close", N_("Remove the row"), lambda: table.remove(self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.cells = {one.id: make(table.desk, one) for one in table.question.columns}
        self._fill(grid)
        inside = QVBoxLayout()
        inside.setSpacing(4)
        inside.addLayout(row(self.number, None, self.up, self.down, self.gone, spacing=0))
        inside.addLayout(grid)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.frame: QFrame = card(inside, 10)
        whole.addWidget(self.frame)

    def value(self) -> Value:
        """Return what is written in the columns."""
        found = {key: cell.value() for key, cell in self.cells.items()}
        return {key: value for key, value in found.items() if value is not None}

    def put(self, value: Value) -> None:
        """Show a row."""
        for key, cell in self.cells.items():
            cell.put((value or {}).get(key))

    def trouble(self) -> str:
        """Return what cannot be read, or which column is empty."""
        for key, cell in self.cells.items():
            if said := cell.trouble():
                return said
            column = next(one for one in self.question.columns if one.id == key)
            if self.value() and not column.optional and cell.value() is None:
                return self.desk.text("Fill in the column «{column}» in every row.").format(
                    column=column.label
                )
        return ""

    def first(self) -> QWidget:
        """Return the field of the first column."""
        return next(iter(self.cells.values())).first()

    def place(self, number: int, among: int) -> None:
        """Show which row it is."""
        self.number.setText(f"{number}.")
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < among)
        for tool in (self.up, self.down, self.gone):
            tool.setAccessibleName(f"{self.question.label}, {number}: {tool.toolTip()}")

    def _fill(self, grid: QGridLayout) -> None:
        """Put short columns two in a line, texts each over the whole width."""
        line, side = 0, 0
        for column in self.question.columns:
            cell = self.cells[column.id]
            cell.changed.connect(self.changed)
            cell.left.connect(self.left)
            short = column.type in SHORT
            if not short and side:
                line, side = line + 1, 0
            span = 1 if short else 2
            grid.addWidget(label(column.label, "small"), 2 * line, side)
            grid.addWidget(cell, 2 * line + 1, side, 1, span, Qt.AlignmentFlag.AlignTop)
            side += span
            if side > 1:
                line, side = line + 1, 0

    def _tool(self, icon: str, msgid: str, pressed: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        made.setIcon(coloured(icon, self.desk.context.colours.text))
        made.setIconSize(QSize(16, 16))
        made.setToolTip(self.desk.text(msgid))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda: pressed())
        return made
