"""Salvaging a damaged archive: looked at first, the damaged file kept whatever comes of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.services.salvage import Finding, Recovered
from gui.pages.archive_secret import SecretField, meant_place
from gui.pages.archive_table import Cell, CellTable
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import back_button, button, card, column, label, row
from gui.presenters import archive_backups, archive_salvage
from gui.presenters.archive_salvage import Job


class SalvagePage(Page):
    """Stands before an archive that does not open; the route may name it (`section`)."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.place = meant_place(context, route)
        self.finding: Finding | None = None
        self.secret = SecretField(context)
        self.secret.changed.connect(self._forget)
        self.look = button(context, text("See what can be saved"), self.examine, "search", True)
        self.save = button(context, text("Salvage the archive…"), self.salvage, "check")
        self.save.setEnabled(False)
        self.folders: tuple[Path, ...] = ()
        self.places = label("", "small", wrap=True)
        self.add = button(context, text("Add a folder of backups…"), self.add_folder, "cases")
        self.labour = Labour(context, (self.look, self.secret, self.add))
        self.table = CellTable(
            context,
            text("Records of the damaged archive"),
            archive_salvage.COLUMNS,
            (110, 180, 220, 0),
        )
        self.table.hide()
        self._lay_out()

    def begin(self) -> None:
        """Ask for a secret where one is needed."""
        place = self.place
        self._tell_places()
        self.ask(lambda: archive_backups.needs_secret(place.archive, place), self._asked)

    def primary(self) -> None:
        """See what can be saved."""
        self.examine()

    def examine(self) -> None:
        """Look at the archive; nothing is changed by it."""
        job = self._job()
        self._forget()
        self.labour.begin(
            self.text("Looking at the damaged archive"),
            lambda brake: archive_salvage.looked(job, brake),
            self._examined,
        )

    def salvage(self) -> None:
        """Rebuild the archive after the person has agreed."""
        if self.finding is None or not self._sure():
            return
        context, job = self.context, self._job()
        now, library = context.now(), context.library
        work, context.work = context.work, None
        if work is not None:
            context.tasks.run(work.close, lambda _: None)
        self.save.setEnabled(False)
        self.labour.begin(
            self.text("Salvaging the archive"),
            lambda brake: archive_salvage.salvaged(job, library, now, context.load, brake),
            self._salvaged,
            failed=self._not_salvaged if work is not None else None,
        )

    def _not_salvaged(self, said: str) -> None:
        """Go back to the archive that was let go of for the salvage."""
        QMessageBox.warning(self, self.text("Salvage"), said)
        self.context.open_archive(self.place.archive, False)

    def _asked(self, needed: bool) -> None:
        self.secret.setVisible(needed)
        (self.secret.field if needed else self.look).setFocus()

    def _job(self) -> Job:
        tries = self.secret.tries(self.place)
        return Job(self.place, self.secret.typed(), tries, self.folders)

    def add_folder(self) -> None:
        """Ask for a further place of backups: the damaged archive may not know its own."""
        chosen = QFileDialog.getExistingDirectory(self, self.text("Folder of backups"))
        if chosen:
            self.folders = (*self.folders, Path(chosen))
            self._forget()
            self._tell_places()

    def _tell_places(self) -> None:
        said = archive_salvage.places_words(self.place, self.folders, self.context.tr)
        self.places.setText(said)

    def _examined(self, found: Finding) -> None:
        self.finding = found
        self.labour.tell(*archive_salvage.finding_words(found, self.context.tr))
        self.save.setEnabled(found.unfinished or found.report is not None)
        lines = archive_salvage.fates(found.report, self.context.tr) if found.report else ()
        self.table.put(
            [
                (Cell(one.number), Cell(one.when), Cell(one.case), Cell(one.text, tone=one.tone))
                for one in lines
            ]
        )
        self.table.setVisible(bool(lines))
        self.save.setFocus()

    def _salvaged(self, found: Recovered) -> None:
        text, tr = self.text, self.context.tr
        said, _ = archive_salvage.report_words(found.report, tr)
        kept = text("The damaged archive is kept as {name}.").format(name=found.kept.name)
        QMessageBox.information(self, text("Salvaged"), f"{said}\n\n{kept}")
        self.context.open_archive(self.place.archive, False)

    def _sure(self) -> bool:
        """Return whether the person agrees; the button that does nothing is the default."""
        text = self.text
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            text("Salvage the archive?"),
            text(
                "A rebuilt archive takes the place of the damaged one, which is moved to another "
                "name with everything beside it. Nothing is deleted; the journal says what came "
                "back and what did not."
            ),
            parent=self,
        )
        go = box.addButton(text("Salvage"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is go

    def _forget(self) -> None:
        self.finding = None
        self.save.setEnabled(False)
        self.table.hide()

    def _lay_out(self) -> None:
        text = self.text
        said = text(
            "The newest whole backup is the base; later records are taken from the damaged file "
            "where they still prove themselves. Looking changes nothing, and an interrupted "
            "salvage goes on where it stood."
        )
        back = back_button(self.context)
        self.column.addLayout(row(back, label(text("Damaged archive"), "title"), None, spacing=12))
        self.column.addWidget(label(said, "muted", wrap=True))
        where = label(str(self.place.archive), "small", wrap=True)
        ways = row(self.look, self.save, None, self.add)
        inside = column(where, self.places, self.secret, ways, spacing=12)
        self.column.addWidget(card(inside, 20))
        self.column.addWidget(self.labour)
        self.column.addWidget(self.table, 1)
        self.column.addStretch(0)
        self.column.addSpacing(16)
