"""The register of disclosures (art. 198): searched as one types, saved or printed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.documents.resolved import Paper
from core.paths import RESOURCES
from gui.pages.archive_table import Cell, CellTable
from gui.pages.context import Context
from gui.pages.form_parts import line_edit
from gui.pages.paper_files import PaperFiles
from gui.pages.parts import button, column, empty, label, row
from gui.presenters import archive_register as presenter
from gui.presenters.archive_register import Entry, RegisterLine
from gui.presenters.paper_press import Press


class RegisterSection(QWidget):
    """Who, what, to whom, on whose permission, on what ground, how much, when."""

    tall = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        text = context.text
        self.entries: tuple[Entry, ...] = ()
        self.lines: tuple[RegisterLine, ...] = ()
        self.words = line_edit("", text("Search in the register"))
        self.words.setAccessibleName(text("Search in the register"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _: self._filter())
        self.print = button(context, text("Print the register…"), self.primary, "print")
        press = Press(context.load, RESOURCES / "layout.yaml")
        self.files = PaperFiles(context, press, self, self._paper, lambda: text("Register"))
        self.table = CellTable(context, text("Register"), presenter.COLUMNS, (140, 0, 180, 200))
        self.count = label("", "small")
        over = row(self.words, self.print, spacing=12)
        over.setStretch(0, 1)
        note = label(
            text(
                "Data of an investigation are given out only with permission and to the extent "
                "permitted (art. 198). Every file that leaves the archive is written down here "
                "before it is made; no line can be removed."
            ),
            "muted",
            wrap=True,
        )
        said = text("Every file that leaves the archive will stand here by itself.")
        self.nothing = empty(context, "journal", text("The register is empty"), said)
        self.nothing.hide()
        inside = column(note, over, self.table, self.nothing, self.count, spacing=12)
        inside.setContentsMargins(2, 4, 0, 16)
        inside.setStretch(2, 1)
        inside.setStretch(3, 1)
        self.setLayout(inside)

    def begin(self) -> None:
        """Ask for the register."""
        work, tr = self.context.work, self.context.tr
        self.context.tasks.run(lambda: presenter.entries(work, tr), self._show, owner=self)

    def primary(self) -> None:
        """Offer to save or print the register."""
        self.files.menu(self.print)

    def search(self) -> None:
        """Go to the search field."""
        self.words.setFocus()

    def _show(self, found: tuple[Entry, ...]) -> None:
        self.entries = found
        self.lines = presenter.register_lines(found, self.context.tr)
        self._filter()

    def _filter(self) -> None:
        shown = presenter.matching(self.lines, self.words.text())
        self.table.put([[Cell(*cell) for cell in one.cells] for one in shown])
        said = self.context.tr.ngettext("{n} record", "{n} records", len(shown))
        self.count.setText(said.format(n=len(shown)))
        self.table.setVisible(bool(self.lines))
        self.nothing.setVisible(not self.lines)
        self.count.setVisible(bool(self.lines))

    def _paper(self) -> Paper:
        context = self.context
        return presenter.paper(self.entries, context.now(), context.settings.paper_language)
