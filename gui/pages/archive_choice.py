"""Which backup, and by which secret it opens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.services import restoring
from core.services.restoring import Secret
from core.services.unlocking import Place
from core.store.attempts import Attempts
from core.store.vault import Stored
from gui.pages.archive_secret import SecretField
from gui.pages.context import Context
from gui.pages.form_parts import picker
from gui.pages.parts import button, column, label, row
from gui.presenters import archive_backups as presenter


class BackupChoice(QWidget):
    """A list of backups with a way to any other file, and a field for the secret."""

    changed = Signal()
    """Another backup or another secret: what was seen before counts no more."""

    def __init__(self, context: Context, place: Place) -> None:
        super().__init__()
        self.context = context
        self.place = place
        text = context.text
        self.backup = picker(())
        self.backup.setAccessibleName(text("Backup"))
        self.backup.currentIndexChanged.connect(lambda _: self._turned())
        other = button(context, text("Choose a file…"), self.choose_file, "cases")
        self.secret = SecretField(context)
        self.secret.changed.connect(self.changed)
        self.none = label(
            text("There are no backups beside the archive. Choose the file of one."), "muted"
        )
        which = row(self.backup, other)
        which.setStretch(0, 1)
        name = label(text("Backup"), "small")
        name.setBuddy(self.backup)
        self.setLayout(column(column(name, which, spacing=4), self.none, self.secret, spacing=12))

    @property
    def file(self) -> Path | None:
        """Return the backup that is chosen."""
        chosen = self.backup.currentData()
        return chosen if isinstance(chosen, Path) else None

    @property
    def needs_secret(self) -> bool:
        """Return whether a secret must be typed."""
        return not self.secret.isHidden()

    def typed(self) -> Secret:
        """Return the secret that was typed."""
        return self.secret.typed()

    def tries(self) -> Attempts:
        """Return the counter of failed tries of the key that is tried."""
        assert self.file is not None
        return self.secret.tries(restoring.key_place(self.file, self.place))

    def offer(self, found: tuple[Stored, ...], chosen: str) -> None:
        """Offer backups, one of them chosen already."""
        self.backup.clear()
        lines = presenter.backup_lines(found, self.context.tr)
        for one, line in zip(found, lines, strict=True):
            self.backup.addItem(f"{line.made} · {line.holds} · {line.proved}", one.path)
        if chosen:
            self.add(Path(chosen))
        self._turned()

    def add(self, file: Path) -> None:
        """Choose a file, which joins the list when it is not there yet."""
        paths = [self.backup.itemData(number) for number in range(self.backup.count())]
        if file not in paths:
            self.backup.insertItem(0, str(file), file)
            paths.insert(0, file)
        self.backup.setCurrentIndex(paths.index(file))

    def choose_file(self) -> None:
        """Ask for a backup that is not in the list."""
        archive = self.place.archive
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.context.text("Backup"), str(archive.parent), f"*{archive.suffix}"
        )
        if chosen:
            self.add(Path(chosen))

    def _turned(self) -> None:
        file = self.file
        self.none.setVisible(file is None)
        self.secret.setVisible(file is not None and presenter.needs_secret(file, self.place))
        self.changed.emit()
