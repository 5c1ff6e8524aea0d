"""Backups that make and try themselves while one works, and the last one at closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from core import log
from gui.pages.context import Context
from gui.pages.parts import button
from gui.pages.shell import Shell

SOON = 400
"""Milliseconds after which a closing that lasts is explained; a shorter one must not flicker."""


class Leaving(Exception):
    """The window is being closed, and a trial is not waited for."""


class Keeping:
    """Asks for backups in the thread of the archive; the window never waits for one."""

    def __init__(self, context: Context, shell: Shell) -> None:
        self._context = context
        self._shell = shell
        self._asked = False
        self._told = False
        self._trying = False
        self._cut = False
        self._left: Callable[[bool], None] = lambda waited: None
        self.leaving = False

    def minute(self) -> None:
        """Make a backup when one is due; the next is not asked for before this one is there."""
        context = self._context
        work, now = context.work, context.now()
        if work is None or self._asked or self.leaving:
            return
        self._asked = True
        upkeep = context.load("core.services.upkeep")
        context.tasks.run(lambda: upkeep.tend(work, now), self._made, self._failed)

    def look_for_trial(self) -> None:
        """Try a backup out when that is due and nothing else is being done."""
        context = self._context
        work, now = context.work, context.now()
        if work is None or self._trying or self.leaving or not context.tasks.idle:
            return
        upkeep = context.load("core.services.upkeep")

        def due(trial: Any) -> None:
            if trial is not None and not self._trying:
                self._trying = True
                context.tasks.aside(
                    lambda: trial(self._going),
                    lambda found: self._tried(work, found, now),
                    self._not_tried,
                )

        context.tasks.run(lambda: upkeep.due_trial(work, now), due)

    def leave(self, left: Callable[[bool], None]) -> None:
        """Make the last backup and let go of the archive; `left` hears whether it was waited for.

        After a moment the window says what it waits for and offers to close without it.
        """
        context, self._left, self.leaving = self._context, left, True
        work, now = context.work, context.now()
        upkeep = context.load("core.services.upkeep")
        explain = QTimer(self._shell, singleShot=True, interval=SOON)
        explain.timeout.connect(self._explain)
        explain.start()

        def done(trouble: Exception | None) -> None:
            if self._cut:
                return
            explain.stop()
            if trouble is not None:
                log.crash(trouble)
            self._left(True)

        context.tasks.finish(lambda: upkeep.leave(work, now), done)

    def _explain(self) -> None:
        text = self._context.text
        said = text("The last backup of the day is being made…")
        self._shell.blank(said, self._way_out())

    def _way_out(self) -> QPushButton:
        text = self._context.text("Close without it")
        return button(self._context, text, self._cut_short)

    def _cut_short(self) -> None:
        self._cut = True
        self._left(False)

    def _made(self, made: object) -> None:
        self._asked = self._told = False
        if made is not None:
            log.event("backup-made")
        else:
            self.look_for_trial()

    def _going(self, done: int, total: int) -> None:
        """Let a trial go on, in its own thread, until the window closes."""
        if self.leaving:
            raise Leaving

    def _tried(self, work: Any, found: Any, now: datetime) -> None:
        """Keep how a trial ended, and say so when a backup did not come back whole."""
        context, self._trying = self._context, False
        if work is not context.work:
            return
        upkeep = context.load("core.services.upkeep")
        context.tasks.run(lambda: upkeep.note_trial(work, found, now), lambda nothing: None)
        words = context.load("gui.presenters.archive_backups")
        said, tone = words.drill_words(found, context.tr)
        if tone != "calm":
            context.say(said, tone)

    def _not_tried(self, error: Exception) -> None:
        self._trying = False
        log.trouble("drill-failed")

    def _failed(self, error: Exception) -> None:
        """Say once that backups fail; every minute would be too often."""
        log.trouble("backup-failed")
        self._asked = False
        if not self._told:
            self._told = True
            said = self._context.text("No backup could be made. {reason}")
            self._context.say(said.format(reason=self._context.sentence(error)), "overdue")
