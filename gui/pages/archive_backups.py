"""The list of backups: made, proved, looked into, and the way to bring one back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from gui.pages.archive_table import Cell, CellTable
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.parts import button, column, empty, label
from gui.presenters import archive_backups as presenter
from gui.presenters.archive_backups import BackupLine, Looked


class BackupsSection(QWidget):
    """A table with the buttons over it; nothing here removes anything."""

    tall = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        text = context.text
        self.lines: tuple[BackupLine, ...] = ()
        self.table = CellTable(context, text("Backups"), presenter.COLUMNS, (150, 240, 125, 0))
        self.table.opened.connect(lambda _: self.examine())
        self.table.turned.connect(self._turned)
        self.make = button(context, text("Make a backup now"), self.back_up, "save", primary=True)
        self.look = button(context, text("Check and look inside"), self.examine, "check")
        self.restore = button(context, text("Restore…"), self.bring_back, "undo")
        self.labour = Labour(context, (self.make, self.look, self.restore))
        note = label(
            text(
                "A backup is called one when a fresh connection has proved all of it. Old ones go "
                "by themselves; the last proved one always stays."
            ),
            "muted",
            wrap=True,
        )
        said = text("Make the first one now; later ones are made by themselves.")
        self.nothing = empty(context, "save", text("No backups yet"), said)
        self.nothing.hide()
        inside = column(
            note,
            flow(self.make, self.look, self.restore, spacing=8),
            self.labour,
            self.table,
            self.nothing,
            spacing=12,
        )
        inside.setContentsMargins(2, 4, 0, 24)
        inside.setStretch(3, 1)
        inside.setStretch(4, 1)
        self.setLayout(inside)
        self._turned(-1)

    def begin(self) -> None:
        """Ask which backups there are."""
        work, tr = self.context.work, self.context.tr
        self.context.tasks.run(
            lambda: presenter.backup_lines(presenter.listed(work), tr), self._show, owner=self
        )

    def primary(self) -> None:
        """Make a backup."""
        self.back_up()

    def back_up(self) -> None:
        """Make a backup now."""
        context, work, now = self.context, self.context.work, self.context.now()

        def made(answer: Any) -> None:
            said = presenter.made_words(answer, context.tr)
            self.labour.tell(said, "calm" if answer.elsewhere in ("", "done") else "urgent")
            self.begin()

        self.labour.begin(
            context.text("Making a backup"), lambda brake: presenter.make(work, now, brake), made
        )

    def examine(self) -> None:
        """Prove the current backup and say what it holds beside what is here now."""
        if self.table.row < 0:
            return
        work, path = self.context.work, self.lines[self.table.row].path
        self.labour.begin(
            self.context.text("Checking the backup"),
            lambda brake: presenter.examined(work, path, brake),
            self._examined,
        )

    def bring_back(self) -> None:
        """Go to the page that brings the current backup back."""
        if self.table.row >= 0:
            path = str(self.lines[self.table.row].path)
            self.context.go(Route("restore", item=path))

    def _show(self, lines: tuple[BackupLine, ...]) -> None:
        self.lines = lines
        cells = [
            (Cell(one.made), Cell(one.holds), Cell(one.proved, tone=one.tone), Cell(one.where))
            for one in lines
        ]
        self.table.put(cells)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)

    def _turned(self, number: int) -> None:
        self.look.setEnabled(number >= 0)
        self.restore.setEnabled(number >= 0)

    def _examined(self, found: Looked) -> None:
        tr = self.context.tr
        said, tone = presenter.compared_words(found.compared, tr)
        whole = tr.gettext("The backup is whole.")
        self.labour.tell(f"{whole} {presenter.holds_words(found.content, tr)} {said}", tone)
