"""Bringing a backup back: looked into first, then beside the archive or in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QRadioButton, QWidget

from core.services import restoring
from core.services.restoring import Relation
from core.services.unlocking import Place
from core.store.vault import Stored
from gui.pages.archive_choice import BackupChoice
from gui.pages.archive_secret import meant_place
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.form_parts import WIDE
from gui.pages.page import Page
from gui.pages.parts import back_button, bounded, button, card, column, label, row, scrolled
from gui.presenters import archive_backups as presenter
from gui.presenters.archive_backups import Back, Looked


class RestorePage(Page):
    """Works without an open archive too; the secret of the backup is asked for here.

    The route may name the backup (`item`) and the archive whose place is meant (`section`).
    """

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        self.place = meant_place(context, route)
        self.looked: Looked | None = None
        text = self.text
        self.choice = BackupChoice(context, self.place)
        self.look = button(context, text("Look inside"), self.examine, "search", primary=True)
        self.beside = QRadioButton(text("Beside the archive, in a folder of its own"))
        self.instead = QRadioButton(
            text("In place of the archive, which is moved to another name and kept")
        )
        self.restore = button(context, text("Restore"), self.bring_back, "undo")
        self.labour = Labour(context, (self.look, self.restore, self.choice))
        self.holds = label("", wrap=True)
        self.missing = label("", wrap=True, tone="calm")
        self.missing.setSizePolicy(
            self.missing.sizePolicy().Policy.Preferred, self.missing.sizePolicy().Policy.Minimum
        )
        self._lay_out()
        self.choice.changed.connect(self._forget)

    def begin(self) -> None:
        """Ask which backups there are."""
        place, work = self.place, self.context.work
        if work is not None:
            self.ask(lambda: presenter.listed(work), self._offer)
        else:
            self.ask(lambda: presenter.found_at(place), self._offer)

    def primary(self) -> None:
        """Look inside."""
        self.examine()

    def examine(self) -> None:
        """Prove the backup and show what it holds."""
        file = self.choice.file
        if file is None:
            return
        place, work = self.place, self.context.work
        secret, attempts = self.choice.typed(), self.choice.tries()
        self._forget()
        self.labour.begin(
            self.text("Checking the backup"),
            lambda brake: presenter.looked(file, place, secret, attempts, brake, work),
            self._examined,
        )

    def bring_back(self) -> None:
        """Bring the backup back to where the person said."""
        file, looked = self.choice.file, self.looked
        if file is None or looked is None:
            return
        if not looked.archive_there:
            self._run(file, self.place)
        elif self.beside.isChecked():
            self._run(file, restoring.beside(self.place, self.context.now()))
        elif self._sure(looked):
            self._let_go()
            self._run(file, self.place, self._not_done)

    def _run(self, file: Path, to: Place, failed: Callable[[str], None] | None = None) -> None:
        context, keys, now = self.context, self.place, self.context.now()
        secret, attempts = self.choice.typed(), self.choice.tries()
        self.labour.begin(
            self.text("Restoring"),
            lambda brake: presenter.brought_back(
                file, to, keys, secret, attempts, now, context.load
            ),
            self._done,
            stoppable=False,
            failed=failed,
        )

    def _let_go(self) -> None:
        """Close the open archive; it is opened again whatever comes of the restoring."""
        work, self.context.work = self.context.work, None
        if work is not None:
            self.context.tasks.run(work.close, lambda _: None)

    def _not_done(self, said: str) -> None:
        QMessageBox.warning(self, self.text("Not restored"), said)
        self.context.open_archive(self.place.archive, False)

    def _done(self, back: Back) -> None:
        text = self.text
        parts = [text("Restored and proved: {n} records.").format(n=back.records)]
        if back.aside is not None:
            kept = text("The archive that was there is kept as {name}.")
            parts.append(kept.format(name=back.aside.name))
        parts.append(text("It lies here: {place}").format(place=back.archive))
        box = QMessageBox(
            QMessageBox.Icon.Information, text("Restored"), "\n\n".join(parts), parent=self
        )
        box.addButton(text("Open it"), QMessageBox.ButtonRole.AcceptRole)
        later = box.addButton(text("Not now"), QMessageBox.ButtonRole.RejectRole)
        here = back.archive == self.place.archive
        later.setVisible(not here)
        box.exec()
        if here or box.clickedButton() is not later:
            self.context.open_archive(back.archive, False)

    def _sure(self, looked: Looked) -> bool:
        """Return whether the person means it; the button that does nothing is the default."""
        text = self.text
        said, _ = presenter.compared_words(looked.compared, self.context.tr)
        kept = text("The present archive is moved to another name; nothing of it is deleted.")
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            text("Take the place of the archive?"),
            f"{said}\n\n{kept}",
            parent=self,
        )
        go = box.addButton(text("Move it aside and restore"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is go

    def _examined(self, looked: Looked) -> None:
        self.looked = looked
        tr = self.context.tr
        self.holds.setText(presenter.holds_words(looked.content, tr))
        said, tone = presenter.compared_words(looked.compared, tr)
        self.missing.setText(said)
        self.missing.setProperty("tone", tone)
        self.missing.style().polish(self.missing)
        self.instead.setEnabled(looked.compared.relation is not Relation.OTHER)
        for one in (self.beside, self.instead):
            one.setVisible(looked.archive_there)
        self.beside.setChecked(True)
        self.found.show()
        self.restore.setFocus()

    def _offer(self, found: tuple[Stored, ...]) -> None:
        self.choice.offer(found, self.route.item)
        choice = self.choice
        (choice.secret.field if choice.needs_secret else self.look).setFocus()

    def _forget(self) -> None:
        self.looked = None
        self.found.hide()
        self.look.setEnabled(self.choice.file is not None)

    def _lay_out(self) -> None:
        text = self.text
        back = back_button(self.context)
        self.column.addLayout(
            row(back, label(text("Restore from a backup"), "title"), None, spacing=12)
        )
        said = text(
            "First look inside: all of the backup is proved and compared with what is here now. "
            "Nothing is ever overwritten or deleted."
        )
        self.found = card(
            column(
                label(text("What it holds"), "lead"),
                self.holds,
                self.missing,
                4,
                self.beside,
                self.instead,
                4,
                row(self.restore, None),
                spacing=10,
            ),
            20,
        )
        self.found.hide()
        inside = QWidget()
        around = column(
            label(said, "muted", wrap=True),
            card(column(self.choice, row(self.look, None), spacing=16), 20),
            self.labour,
            self.found,
            None,
            spacing=16,
        )
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        self.column.addWidget(scrolled(inside), 1)
