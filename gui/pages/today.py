"""*Today*: the terms of all cases, the first to end first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from core.services.guidance import overview
from gui.pages.context import Context, Route
from gui.pages.due_table import DueModel, DueTable
from gui.pages.fold import Fold
from gui.pages.missing_list import missing_list
from gui.pages.page import Page
from gui.pages.parts import button, clear, column, empty, label, row, scrolled, waiting
from gui.presenters.missing import Missing, missing_in
from gui.presenters.moments import day_words
from gui.presenters.today import Notice, notices
from gui.theme import sized

FOREMOST = 4
"""Notices that stand over the terms; the others are folded."""
MOST_NOTES = 170
"""Pixels of the others once they are unfolded."""
FIRST = 3
"""Missing things that are shown over the list of terms; the case shows them all."""


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
        self._told: tuple[Notice, ...] = ()
        self._kept: set[str] = set()
        self.column.addSpacing(24)

    def begin(self) -> None:
        """Ask for the list and for what else wants a look."""
        self.minute(self.context.now())
        self.changed("")

    def changed(self, case_id: str) -> None:
        """Ask anew."""
        self._told = ()
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
        if found == self._told:
            return
        self._told = found
        clear(self.notes)
        for notice in found[:FOREMOST]:
            self.notes.addWidget(self._notice(notice))
        rest, tr = found[FOREMOST:], self.context.tr
        if rest:
            said = tr.ngettext("Show {n} more", "Show {n} more", len(rest)).format(n=len(rest))
            self.notes.addWidget(self._folded(said, lambda: self._others(rest), "others"))

    def _others(self, rest: tuple[Notice, ...]) -> QWidget:
        """Return the further notices; they scroll, so that the terms keep their place."""
        inside = QWidget()
        inside.setLayout(column(*(self._notice(one) for one in rest), None, spacing=6))
        made = scrolled(inside)
        made.setMinimumHeight(sized(MOST_NOTES, self.context.settings.text_scale))
        return made

    def _notice(self, notice: Notice) -> QWidget:
        return self._unfolding(notice) if notice.unfolds else self._way(notice)

    def _folded(self, title: str, make: Callable[[], QWidget], key: str) -> QWidget:
        """Return a fold that stands in one line with the notices around it."""
        made = QWidget()
        made.setLayout(column(Fold(self.context, title, make, kept=self._kept, key=key)))
        made.setContentsMargins(8, 0, 0, 0)
        return made

    def _way(self, notice: Notice) -> QWidget:
        """Return a notice that leads to its case, or to the settings."""
        return button(
            self.context,
            notice.text,
            lambda: self._look(notice.case),
            notice.icon,
            flat=True,
        )

    def _unfolding(self, notice: Notice) -> QWidget:
        """Return a notice that shows, once unfolded, what is missing and the steps that mend it."""
        make = partial(Gaps, self.context, notice.case)
        return self._folded(notice.text, make, f"{notice.icon} {notice.case}")

    def _look(self, case: str) -> None:
        self.context.go(Route("case", case, "guide") if case else Route("settings"))


class Gaps(QWidget):
    """What a case lacks, asked for when it is unfolded."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context, self.case = context, case
        self._inside = column(waiting(), spacing=8)
        self.setLayout(self._inside)
        work, now, tr, language = context.work, context.now(), context.tr, context.language
        context.tasks.run(lambda: missing_in(work, case, now, tr, language), self._show, owner=self)

    def _show(self, found: tuple[Missing, ...]) -> None:
        context, text = self.context, self.context.text
        clear(self._inside)
        if found:
            self._inside.addWidget(missing_list(context, self.case, found[:FIRST]))
        else:
            self._inside.addWidget(label(text("Nothing is missing any more."), "muted"))
        go = button(
            context,
            text("Open the case"),
            lambda: context.go(Route("case", self.case, "guide")),
            "next",
        )
        self._inside.addLayout(row(go, None))
