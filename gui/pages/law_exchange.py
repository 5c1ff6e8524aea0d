"""How much of the law was compared here; corrections written into a file and taken in from one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from core.i18n import N_
from core.services.corrections_file import Coming
from gui.pages.archive_work import Labour
from gui.pages.context import Context
from gui.pages.form_parts import WIDE
from gui.pages.parts import bounded, button, card, clear, column, empty, label, row, scrolled
from gui.presenters.verdicts import (
    KindLine,
    after_verdict,
    brings,
    coming_lines,
    standing,
)

FILES = "*.json"
HEADS = (N_("Doubtful"), N_("Not compared"), N_("Read in the edition"), N_("Compared here"))


class ExchangeSection(QWidget):
    """A table of what was compared, a way out and a way in with a look before."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        text = context.text
        self.total = label("", "strong", wrap=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(24)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(0, 1)
        self.give = button(context, text("Export corrections…"), self.export, "save")
        self.choose = button(context, text("Take in corrections…"), self.primary, "open", True)
        self.take = button(context, text("Take them in"), self._take, "check", primary=True)
        self.labour = Labour(context, (self.give, self.choose, self.take))
        self.shown = QVBoxLayout()
        self.file = Path()
        self.look = QWidget()
        self.look.setLayout(column(self.shown, row(self.take, None), spacing=12))
        self.look.hide()
        self.travel = card(self._travel())
        inside = QWidget()
        around = column(
            self.travel, card(column(self.total, self.grid, spacing=12)), None, spacing=16
        )
        around.setContentsMargins(2, 4, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        self.setLayout(column(scrolled(inside)))

    def begin(self) -> None:
        """Count what was compared."""
        context = self.context
        if context.library is None:
            return
        book, tr = context.library.book, context.tr
        self.travel.setVisible(context.work is not None)
        context.tasks.draw("standing", lambda: standing(book, tr), self._count, owner=self)

    def primary(self) -> None:
        """Ask for a file and show what it would change."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.context.text("Take in corrections…"), "", FILES
        )
        if chosen:
            self.preview(Path(chosen))

    def preview(self, file: Path) -> None:
        """Show what a file would change; nothing is written."""
        work, self.file = self.context.work, file
        self.labour.begin(
            self.context.text("Reading the corrections"),
            lambda brake: work.verification.preview(file.read_bytes(), file.name),
            self._preview,
            stoppable=False,
            failed=lambda said: self.look.hide(),
        )

    def export(self) -> None:
        """Ask where the corrections go to and write them."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.context.text("Export corrections…"), "corrections.json", FILES
        )
        if chosen:
            self.write(Path(chosen))

    def write(self, file: Path) -> None:
        """Write the corrections in force into a file."""
        work = self.context.work
        self.labour.begin(
            self.context.text("Writing the corrections"),
            lambda brake: file.write_bytes(work.verification.export()),
            lambda size: self.labour.tell(
                self.context.text("Written: {file}").format(file=file.name)
            ),
            stoppable=False,
        )

    def _travel(self) -> QVBoxLayout:
        text = self.context.text
        hint = text("A small file carries them to another archive; they are shown before.")
        return column(
            label(text("Corrections of the law"), "lead"),
            label(hint, "small", wrap=True),
            row(self.choose, self.give, None),
            self.labour,
            self.look,
            spacing=12,
        )

    def _take(self) -> None:
        work, file = self.context.work, self.file

        def taken() -> int:
            count: int = work.verification.take_in(file.read_bytes(), file.name)
            return count

        self.labour.begin(
            self.context.text("Computing the lists anew"),
            lambda brake: after_verdict(work, taken, brake),
            self._taken,
            stoppable=False,
        )

    def _preview(self, found: tuple[Coming, ...]) -> None:
        context = self.context
        clear(self.shown)
        for one in coming_lines(found, context.tr):
            parts = column(label(one.name, "strong", wrap=True), spacing=2)
            parts.addWidget(label(one.said, "muted", wrap=True))
            for change in one.changes:
                parts.addWidget(label(change, "error" if one.tone == "overdue" else "", wrap=True))
            self.shown.addLayout(parts)
        if not found:
            title = context.text("The file is empty")
            self.shown.addWidget(empty(context, "info", title, self.file.name))
        self.take.setEnabled(brings(found))
        self.look.show()
        self.take.setFocus()

    def _taken(self, count: int) -> None:
        context = self.context
        context.library = context.work.library
        self.look.hide()
        self.begin()
        said = context.tr.ngettext(
            "{n} correction was taken in.", "{n} corrections were taken in.", count
        )
        self.labour.tell(said.format(n=count))

    def _count(self, found: tuple[str, tuple[KindLine, ...]]) -> None:
        said, lines = found
        self.total.setText(said)
        clear(self.grid)
        for place, msgid in enumerate(HEADS, 1):
            self.grid.addWidget(label(self.context.tr.gettext(msgid), "small"), 0, place)
        for number, one in enumerate(lines, 1):
            self.grid.addWidget(label(one.name), number, 0)
            for place, value in enumerate(one.counts, 1):
                self.grid.addWidget(label(value, "" if value != "0" else "muted"), number, place)
