"""Norms of the law book: searched by article and words, chosen by kind and by how sure they are."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.pages.context import Context, Route
from gui.pages.form_parts import picker
from gui.pages.law_list import NormModel, NormTable
from gui.pages.parts import column, empty, label, row
from gui.presenters.law import FILTERS, KIND_NAMES, NormLine, edition_choices, norm_lines

TYPING = 150
"""Milliseconds after the last key before the book is searched."""


class NormsSection(QWidget):
    """A search field, three choices and the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        text, tr = context.text, context.tr
        self.field = QLineEdit()
        self.field.setPlaceholderText(text("Article or words: 210(1), detention"))
        self.field.setAccessibleName(text("Search in the law"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(
            QAction(context.icon("search", "muted"), "", self.field),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        every = [("", text("All norms"))]
        self.kinds = picker([*every, *((key, tr.gettext(one)) for key, one in KIND_NAMES.items())])
        self.kinds.setAccessibleName(text("Kind of norm"))
        self.sure = picker([(key, tr.gettext(msgid)) for key, msgid in FILTERS])
        self.sure.setAccessibleName(text("How sure the source is"))
        self.editions = picker(())
        self.editions.setAccessibleName(text("Edition"))
        self.count = label("", "muted")
        self.model = NormModel(context, self)
        self.table = NormTable(context, self.model)
        self.table.chosen.connect(self._open)
        self.nothing = empty(
            context,
            "search",
            text("Nothing was found"),
            text("Other words, another article, or fewer choices may find it."),
        )
        self.nothing.hide()
        self._lay_out()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(self.begin)
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.field.returnPressed.connect(self.table.setFocus)
        for one in (self.kinds, self.sure, self.editions):
            one.activated.connect(lambda _: self.begin())

    def begin(self) -> None:
        """Search the book off the thread of the window."""
        context = self.context
        if context.library is None:
            return
        if not self.editions.count():
            for key, name in edition_choices(context.library.book, context.tr):
                self.editions.addItem(name, key)
        book, tr, language = context.library.book, context.tr, context.language
        words, kind = self.field.text(), str(self.kinds.currentData())
        sure, edition = str(self.sure.currentData()), str(self.editions.currentData())
        context.tasks.draw(
            "norms",
            lambda: norm_lines(book, words, kind, sure, tr, language, edition),
            self._show,
            owner=self,
        )

    def search(self) -> None:
        """Go to the search field."""
        self.field.setFocus()
        self.field.selectAll()

    def primary(self) -> None:
        """Open the norm of the line."""
        self.table.open_current()

    def _lay_out(self) -> None:
        first = row(self.field, self.count, spacing=12)
        first.setStretch(0, 1)
        second = row(self.kinds, self.sure, self.editions, spacing=12)
        for place in range(3):
            second.setStretch(place, 1)
        self.setLayout(column(first, second, self.table, self.nothing, spacing=12))

    def _show(self, lines: tuple[NormLine, ...]) -> None:
        self.model.put(lines)
        count = len(lines)
        tr = self.context.tr
        self.count.setText(tr.ngettext("{n} norm", "{n} norms", count).format(n=count))
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        if lines:
            self.table.selectRow(0)

    def _open(self, kind: str, entry: str, edition: str) -> None:
        self.context.go(Route("norm", section=kind, item=entry, subject=edition))
