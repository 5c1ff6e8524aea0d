"""The list of cases: searched and sorted by the archive, loaded page by page."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal

from core.store.rows import HeadPage, HeadQuery
from gui.pages.context import Context
from gui.pages.lines import LineModel, LineTable
from gui.presenters.cases import COLUMNS, CaseLine, case_line

PAGE = 200
DUE = 3


class CaseModel(LineModel):
    """Knows how many cases answer the question; loads the pages that are looked at."""

    loaded = Signal(int)
    columns = tuple(name for _, name in COLUMNS)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.now: datetime = context.now()
        self._words, self._sort, self._descending = "", "opened_at", True
        self._total = 0
        self._lines: dict[int, CaseLine] = {}
        self._asked: set[int] = set()
        self._question = 0

    def look_for(self, words: str) -> None:
        """Show the cases that have these words."""
        self._words = words
        self.load()

    def load(self) -> None:
        """Ask the archive anew."""
        self._question += 1
        self._ask(0, self._question, fresh=True)

    def line(self, row: int) -> CaseLine | None:
        """Return the case of a row, asking for its page when it is not here yet."""
        page = row // PAGE
        if row not in self._lines and page not in self._asked:
            self._ask(page, self._question, fresh=False)
        return self._lines.get(row)

    def tick(self, now: datetime) -> None:
        """Show other remaining times."""
        self.now = now
        if self._total:
            self.dataChanged.emit(self.index(0, DUE), self.index(self._total - 1, DUE))

    def count(self) -> int:
        """Return the number of cases that answer the question."""
        return self._total

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let the archive sort."""
        self._sort = COLUMNS[column][0]
        self._descending = order is Qt.SortOrder.DescendingOrder
        self.load()

    def cell(self, row: int, column: int) -> tuple[str, str]:
        """Return the two lines of a cell."""
        line = self.line(row)
        if line is None:
            return "…", ""
        due, _ = line.next_due(self.now, self.context.tr)
        return (
            (line.number, ""),
            (line.title, line.kind),
            (line.stage, ""),
            (due, ""),
            (line.opened, ""),
            (line.investigator, ""),
        )[column]

    def tone(self, row: int, column: int) -> str:
        """Return how near the nearest end is."""
        line = self.line(row)
        if line is None or column != DUE:
            return ""
        return line.next_due(self.now, self.context.tr)[1]

    def _ask(self, page: int, question: int, fresh: bool) -> None:
        if fresh:
            self._asked.clear()
        self._asked.add(page)
        archive = self.context.work.archive
        query = HeadQuery(
            search=self._words,
            sort=self._sort,
            descending=self._descending,
            limit=PAGE,
            offset=page * PAGE,
        )
        self.context.tasks.run(
            lambda: archive.read.heads(query),
            lambda answer: self._take(answer, page, question, fresh),
            owner=self,
        )

    def _take(self, answer: HeadPage, page: int, question: int, fresh: bool) -> None:
        if question != self._question:
            return
        context = self.context
        rows = {
            number: case_line(head, context.library.book, context.tr, context.language)
            for number, head in enumerate(answer.rows, page * PAGE)
        }
        if fresh:
            self.beginResetModel()
            self._lines, self._total = rows, answer.total
            self.endResetModel()
            self.loaded.emit(answer.total)
        else:
            self._lines.update(rows)
            last = self.index(page * PAGE + len(rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(page * PAGE, 0), last)


class CaseTable(LineTable):
    """The list as a table; Enter or a double click opens a case."""

    chosen = Signal(str)

    def __init__(self, context: Context, model: CaseModel) -> None:
        super().__init__(context, context.text("Cases"), (130, 0, 185, 190, 110, 200))
        self.rows = model
        self.put_model(model)
        head = self.horizontalHeader()
        head.setSortIndicator(4, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.opened.connect(self._choose)

    def _choose(self, row: int) -> None:
        line = self.rows.line(row)
        if line is not None:
            self.chosen.emit(line.case)
