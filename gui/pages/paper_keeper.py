"""Keeps what is typed as a draft, soon after it is typed, and says when it did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from gui.pages.context import Context
from gui.presenters.paper import Kept, Sheet, draft_row

SOON = 1200
"""Milliseconds after the first change that is not kept yet; a crash loses no more."""


class Keeper(QObject):
    """Saves the draft of one sheet; the archive's thread keeps the order of saves."""

    saved = Signal(object)
    """The draft is kept; the moment goes with it, None when it was given up."""

    def __init__(self, context: Context, sheet: Sheet, read: Callable[[], Kept]) -> None:
        super().__init__()
        self._context = context
        self._sheet = sheet
        self._read = read
        self._written: Kept | None = sheet.kept if sheet.saved else None
        self._over = False
        self._timer = QTimer(self, singleShot=True, interval=SOON)
        self._timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was typed: keep it soon, however long the typing goes on."""
        if not self._timer.isActive() and not self._over:
            self._timer.start()

    def keep(self) -> None:
        """Keep what is typed now, unless it is kept already; an emptied form has no draft."""
        self._timer.stop()
        kept = self._read()
        if self._over or kept == (self._written or Kept(subject=kept.subject)):
            return
        work, now = self._context.work, self._context.now()
        row = draft_row(self._sheet, kept, now)
        self._written = kept

        def save() -> datetime | None:
            if kept.empty:
                work.drop_draft(row.draft_id)
                return None
            work.save_draft(row)
            return row.saved_at

        self._context.tasks.run(save, self.saved.emit, self._failed, owner=self)

    def finish(self) -> None:
        """Keep nothing from now on: the paper is signed, or given up."""
        self._over = True
        self._timer.stop()

    def resume(self) -> None:
        """Keep on: the paper was not signed after all."""
        self._over = False
        self.touch()

    def _failed(self, error: Exception) -> None:
        self._written = None
        self._context.fail(error)
