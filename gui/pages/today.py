"""*Today*: the terms of all cases, the first to end first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from core.services.guidance import overview
from gui.pages.context import Context, Route
from gui.pages.due_table import DueModel, DueTable
from gui.pages.page import Page
from gui.pages.parts import button, column, empty, label, row
from gui.presenters.moments import day_words
from gui.presenters.today import Notice, notices


class TodayPage(Page):
    """A list that follows the clock; Enter goes to the case."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        self.when = label("", "muted")
        new = button(
            context,
            self.text("New case"),
            lambda: context.go(Route("new_case")),
            "plus",
            primary=True,
        )
        self.column.addLayout(row(label(self.text("Today"), "title"), 8, self.when, None, new))
        self.notes = column(spacing=6)
        self.column.addLayout(self.notes)
        self.model = DueModel(context, self)
        self.table = DueTable(context, self.model)
        self.table.chosen.connect(lambda case: context.go(Route("case", case, "terms")))
        self.table.hide()
        self.column.addWidget(self.table, 1)
        self.model.loaded.connect(self._show)
        self._nothing: QWidget | None = None
        self.column.addSpacing(24)

    def begin(self) -> None:
        """Ask for the list and for what else wants a look."""
        self.minute(self.context.now())
        self.changed("")

    def changed(self, case_id: str) -> None:
        """Ask anew."""
        work, book, now = self.context.work, self.context.library.book, self.context.now()
        tr = self.context.tr
        self.model.load()
        self.ask(lambda: notices(overview(work.archive, book), now, tr), self._show_notices)

    def minute(self, now: datetime) -> None:
        """Count on without asking the archive."""
        self.when.setText(f"{day_words(now.date())}, {now:%H:%M}")
        self.model.tick(now)

    def primary(self) -> None:
        """Open the case of the line."""
        self.table.open_current()

    def _show(self, total: int) -> None:
        self.table.setVisible(total > 0)
        if total:
            if self._nothing is not None:
                self._nothing.deleteLater()
                self._nothing = None
            if not self.table.hasFocus():
                self.table.setFocus()
                self.table.choose_first()
        elif self._nothing is None:
            self._nothing = empty(
                self.context,
                "done",
                self.text("Nothing runs out"),
                self.text(
                    "Terms appear here by themselves as soon as a case has acts that start them."
                ),
            )
            self.column.insertWidget(2, self._nothing, 1)

    def _show_notices(self, found: tuple[Notice, ...]) -> None:
        from_parts: Callable[..., Any] = button
        while (item := self.notes.takeAt(0)) is not None:
            if (inside := item.widget()) is not None:
                inside.deleteLater()
        for notice in found:
            made = from_parts(
                self.context,
                notice.text,
                lambda case=notice.case: self._look(case),
                notice.icon,
                flat=True,
            )
            made.setEnabled(True)
            self.notes.addWidget(made)

    def _look(self, case: str) -> None:
        self.context.go(Route("case", case, "guide") if case else Route("settings"))
