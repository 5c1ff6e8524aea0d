"""A list whose lines are all here already: texts and chips as the presenter gave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.pages.context import Context
from gui.pages.lines import LineModel, LineTable


@dataclass(frozen=True)
class Cell:
    """What one cell shows."""

    first: str
    second: str = ""
    tone: str = ""


class Cells(LineModel):
    """Draws only what is in sight; thousands of lines cost nothing."""

    def __init__(self, context: Context, columns: Sequence[str], parent: QObject) -> None:
        super().__init__(context, parent)
        self.columns = columns
        self.lines: Sequence[Sequence[Cell]] = ()

    def put(self, lines: Sequence[Sequence[Cell]]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def cell(self, row: int, column: int) -> tuple[str, str]:
        """Return the two lines of a cell."""
        one = self.lines[row][column]
        return one.first, one.second

    def tone(self, row: int, column: int) -> str:
        """Return the tone of a cell that is shown as a chip."""
        return self.lines[row][column].tone


class CellTable(LineTable):
    """The list as a table that says which line is the current one."""

    turned = Signal(int)
    """Another line is the current one; -1 for none."""

    def __init__(
        self, context: Context, name: str, columns: Sequence[str], widths: Sequence[int]
    ) -> None:
        super().__init__(context, name, widths)
        self.cells = Cells(context, columns, self)
        self.put_model(self.cells)
        self.selectionModel().currentRowChanged.connect(
            lambda index, before: self.turned.emit(index.row())
        )

    @property
    def row(self) -> int:
        """Return the number of the current line, -1 for none."""
        return self.currentIndex().row()

    def put(self, lines: Sequence[Sequence[Cell]]) -> None:
        """Show other lines, the first of them current."""
        self.cells.put(lines)
        if lines:
            self.selectRow(0)
        else:
            self.turned.emit(-1)
