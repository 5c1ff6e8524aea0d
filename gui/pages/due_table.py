"""The list of running terms: a window over the archive, in groups by urgency.

Late lines are few and stand in memory; the rest comes page by page as it is scrolled
into sight. Nothing is sorted or filtered in the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from core.i18n import N_
from core.store.rows import DueRow
from gui.pages.context import Context
from gui.pages.lines import LineModel, LineTable
from gui.presenters.today import GROUPS, DueLine, due_line, urgency_of
from gui.theme import sized

PAGE = 200
MOST_LATE = 20_000
HEADING = 38
DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Loaded:
    """What one question to the archive brings: late lines whole, the others as counts."""

    late: tuple[DueRow, ...]
    within_day: int
    within_three: int
    total: int


class DueModel(LineModel):
    """Rows of headings and lines; knows how many there are, loads what is looked at."""

    loaded = Signal(int)
    columns = (N_("Left"), N_("Term"), N_("Case"), N_("Whom it concerns"), N_("Be ready by"))

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.now: datetime = context.now()
        self._late: list[tuple[str, Sequence[DueLine]]] = []
        self._rows: list[tuple[str, int]] = []
        """Group and number within the whole order; a heading has the number -1."""
        self._lines: dict[int, DueLine] = {}
        self._asked: set[int] = set()
        self._skipped = 0
        self._headings: tuple[int, ...] = ()

    def load(self) -> None:
        """Ask the archive how many lines there are, and for the late ones."""
        archive, now = self.context.work.archive, self.context.now()

        def work() -> _Loaded:
            late = archive.read.due(now, MOST_LATE, 0)
            far = datetime.max.replace(microsecond=0)
            counts = (archive.read.due_count(end) for end in (now + DAY, now + 3 * DAY, far))
            return _Loaded(late, *counts)

        self.context.tasks.run(work, lambda answer: self._take(answer, now), owner=self)

    def tick(self, now: datetime) -> None:
        """Show other remaining times; at a new minute nothing is asked for."""
        self.now = now
        if self._rows:
            last = self.index(len(self._rows) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> DueLine | None:
        """Return the line of a row, asking for its page when it is not here yet."""
        _, number = self._rows[row]
        if number < 0:
            return None
        if number not in self._lines:
            self._want(number)
        return self._lines.get(number)

    def heading(self, row: int) -> str:
        """Return the heading of a row, or nothing when it is a line."""
        group, number = self._rows[row]
        return self.context.text(dict(GROUPS)[group]) if number < 0 else ""

    def headings(self) -> tuple[int, ...]:
        """Return the rows that are headings."""
        return self._headings

    def count(self) -> int:
        """Return the number of lines and headings."""
        return len(self._rows)

    def cell(self, row: int, column: int) -> tuple[str, str]:
        """Return the two lines of a cell."""
        line = self.line(row)
        return ("…", "") if line is None else self._cell(line, column)

    def tone(self, row: int, column: int) -> str:
        """Return how near the end is."""
        line = self.line(row) if column == 0 else None
        return line.urgency if line is not None else ""

    def _cell(self, line: DueLine, column: int) -> tuple[str, str]:
        tr = self.context.tr
        parts = [tr.gettext("art. {article}").format(article=line.article)]
        if line.unverified:
            parts.append(tr.gettext("not compared"))
        return (
            (line.left(self.now, tr), ""),
            (line.name, " · ".join(parts)),
            (line.number, line.title),
            (line.person, ""),
            line.ends(tr),
        )[column]

    def _take(self, answer: _Loaded, now: datetime) -> None:
        book, language = self.context.library.book, self.context.language
        groups: dict[str, list[DueLine]] = {"overdue": [], "at_risk": [], "urgent": []}
        for one in answer.late:
            groups[urgency_of(one, now)].append(due_line(one, book, now, language))
        self.beginResetModel()
        self.now, self._rows, self._lines, self._skipped = now, [], {}, len(answer.late)
        self._asked.clear()
        self._headings = ()
        order = [line for group in groups.values() for line in group]
        self._lines.update(enumerate(order))
        late = len(answer.late)
        sizes = {name: len(lines) for name, lines in groups.items()}
        sizes["urgent"] += max(0, answer.within_day - late)
        sizes["soon"] = max(0, answer.within_three - max(answer.within_day, late))
        sizes["calm"] = max(0, answer.total - max(answer.within_three, late))
        number = 0
        for group, _ in GROUPS:
            if sizes[group]:
                self._headings = (*self._headings, len(self._rows))
                self._rows.append((group, -1))
                self._rows += [(group, number + each) for each in range(sizes[group])]
                number += sizes[group]
        self.endResetModel()
        self.loaded.emit(number)

    def _want(self, number: int) -> None:
        """Ask for the page of a line that has been scrolled into sight."""
        page = (number - self._skipped) // PAGE
        if page in self._asked:
            return
        self._asked.add(page)
        archive, now = self.context.work.archive, self.now
        start = self._skipped + page * PAGE
        self.context.tasks.run(
            lambda: archive.read.due(None, PAGE, start),
            lambda rows: self._put(start, rows, now),
            owner=self,
        )

    def _put(self, start: int, rows: Sequence[DueRow], now: datetime) -> None:
        book, language = self.context.library.book, self.context.language
        for number, one in enumerate(rows, start):
            self._lines[number] = due_line(one, book, now, language)
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1)
            )


class DueTable(LineTable):
    """The list as a table; Enter or a double click chooses the case of a line."""

    chosen = Signal(str)

    def __init__(self, context: Context, model: DueModel) -> None:
        super().__init__(context, context.text("Running terms"), (196, 0, 148, 122, 204))
        self.rows = model
        self.put_model(model)
        model.modelReset.connect(self._lower_headings)
        self.opened.connect(self._choose)

    def _lower_headings(self) -> None:
        """Give headings less room than lines; there are no more of them than groups."""
        for row in self.rows.headings():
            self.setRowHeight(row, sized(HEADING, self.context.settings.text_scale))

    def choose_first(self) -> None:
        """Put the mark on the first line."""
        for row in range(min(self.rows.rowCount(), 2)):
            if not self.rows.heading(row):
                self.setCurrentIndex(self.rows.index(row, 0))
                return

    def _choose(self, row: int) -> None:
        line = self.rows.line(row)
        if line is not None:
            self.chosen.emit(line.case)
