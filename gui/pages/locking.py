"""Locking the program: the window is blank at once, the process ends soon after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core import log
from gui.clipboard import Clipboard
from gui.pages.context import Context, Route
from gui.pages.navigation import Navigation
from gui.pages.page import Page
from gui.pages.shell import Shell
from gui.pages.typed import typed

POLL = 20
"""Milliseconds between two looks at what is still under way."""
PATIENCE = 6000
"""Looks (two minutes) after which work that does not end is waited for no more."""


class Locker:
    """The way out: nothing of the case stays on the screen, on the clipboard or in memory."""

    def __init__(
        self,
        context: Context,
        shell: Shell,
        navigation: Navigation,
        clipboard: Clipboard,
        replace: Callable[[], object],
    ) -> None:
        """Know how to end; `replace` starts the program anew in place of this process."""
        self._context = context
        self._shell = shell
        self._navigation = navigation
        self._clipboard = clipboard
        self._replace = replace
        self._looks = 0
        self._left: Any = None
        self.locking = False

    def by_hand(self) -> None:
        """Lock, or say why an archive without a passphrase cannot be locked, and lead to one."""
        context = self._context
        if context.work is None or self.locking:
            return
        if context.lockable:
            self.lock()
            return
        context.go(Route("passphrase"))
        said = context.text("There is no passphrase to lock the archive with yet. Set one here.")
        context.say(said, "soon")

    def lock(self) -> None:
        """Blank the window, keep what was typed, let running work end, end the process."""
        context = self._context
        if self.locking or context.work is None or not context.lockable:
            return
        self.locking = True
        page = self._shell.page
        self._shell.blank(context.text("Locked"))
        for window in QApplication.topLevelWidgets():
            if window is not self._shell and window.isVisible():
                window.hide()
        self._clipboard.clear()
        log.event("locking")
        try:
            if page is not None:
                page.react("leave")
                self._left = self._place_left(page)
        except Exception as error:  # a page in trouble must not keep the program unlocked
            log.crash(error)
        inside = self._shell.centralWidget()
        if inside is not None:
            inside.hide()
        self._wait()

    def _place_left(self, page: Page) -> Any:
        """Return where the person is, and what is typed there and kept nowhere yet."""
        route = self._navigation.here
        if route is None or not page.lasting:
            return None
        kept = typed(page) if page.touched else ()
        return self._context.load("core.services.place_left").Left(astuple(route), kept)

    def _wait(self) -> None:
        """Let what is under way end first: it may be a save that is made of several steps."""
        self._looks += 1
        if not self._context.tasks.idle and self._looks < PATIENCE:
            QTimer.singleShot(POLL, self._shell, self._wait)
            return
        context = self._context
        work, now, left = context.work, context.now(), self._left
        upkeep = context.load("core.services.upkeep")
        context.tasks.finish(lambda: upkeep.lock(work, now, left), self._closed)

    def _closed(self, trouble: Exception | None) -> None:
        if trouble is not None:
            log.crash(trouble)
        log.event("locked")
        self._replace()
