"""*Cases*: the list with its search, and the way to a new one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.pages.case_table import CaseModel, CaseTable
from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import button, empty, label, row
from gui.theme import sized

TYPING = 200
"""Milliseconds after the last key before the archive is asked."""


class CasesPage(Page):
    """A list that is searched as one types."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        self.count = label("", "muted")
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.text("Number, title, name of a person"))
        self.field.setAccessibleName(self.text("Search in cases"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(280)
        self.field.setMaximumWidth(sized(420, context.settings.text_scale))
        self.field.addAction(
            QAction(context.icon("search", "muted"), "", self.field),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        new = button(context, self.text("New case"), self._new, "plus", primary=True)
        self.column.addLayout(
            row(label(self.text("Cases"), "title"), 8, self.count, None, self.field, 8, new)
        )
        self.model = CaseModel(context, self)
        self.table = CaseTable(context, self.model)
        self.table.chosen.connect(lambda case: context.go(Route("case", case)))
        self.column.addWidget(self.table, 1)
        self._nothing: QWidget | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(lambda: self.model.look_for(self.field.text()))
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.field.returnPressed.connect(self.table.setFocus)
        self.model.loaded.connect(self._show)
        self.column.addSpacing(24)

    def begin(self) -> None:
        """Ask for the list."""
        self.model.load()
        self.table.setFocus()

    def changed(self, case_id: str) -> None:
        """Ask anew."""
        self.model.load()

    def minute(self, now: datetime) -> None:
        """Count on without asking the archive."""
        self.model.tick(now)

    def search(self) -> None:
        """Go to the search field."""
        self.field.setFocus()
        self.field.selectAll()

    def primary(self) -> None:
        """Open the case of the line."""
        self.table.open_current()

    def _new(self) -> None:
        self.context.go(Route("new_case"))

    def _show(self, total: int) -> None:
        tr = self.context.tr
        self.count.setText(tr.ngettext("{n} case", "{n} cases", total).format(n=total))
        self.table.setVisible(total > 0)
        if self._nothing is not None:
            self._nothing.deleteLater()
            self._nothing = None
        if total:
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
        else:
            self._nothing = self._nothing_here()
            self.column.insertWidget(1, self._nothing, 1)

    def _nothing_here(self) -> QWidget:
        if self.field.text().strip():
            return empty(
                self.context,
                "search",
                self.text("Nothing was found"),
                self.text("Every word is looked for from its beginning, in both languages."),
            )
        return empty(
            self.context,
            "cases",
            self.text("No cases yet"),
            self.text(
                "A case begins with the material of a check or with a case you have received; "
                "the guide then leads through the Code."
            ),
            button(self.context, self.text("Begin the first case"), self._new, "plus", True),
        )
