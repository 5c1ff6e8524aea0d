"""Who watches while the program works by itself: nobody there, the desktop locked, a bug."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer

from gui.lock import IdleWatch
from gui.pages.context import Context
from gui.pages.locking import Locker
from gui.pages.shell import Shell

SIGNALS = {"linux": "gui.lock_linux", "win32": "gui.lock_windows"}
"""Platform → who listens to what its desktop says; elsewhere the clocks alone tell."""
LATER = 1500
"""Milliseconds after the first window in which nothing but the archive matters."""


class Guard:
    """Listens to the clocks and the desktop, and locks."""

    def __init__(
        self,
        context: Context,
        shell: Shell,
        locker: Locker,
        watch: Callable[..., IdleWatch] = IdleWatch,
    ) -> None:
        self._context = context
        self._shell = shell
        self._locker = locker
        self.idle = watch(lambda: context.settings.lock_after, context.now)
        self.idle.setParent(shell)
        self.idle.deserted.connect(locker.lock)
        self.idle.awoken.connect(self.away)
        self.system: Any = None
        sys.excepthook = lambda kind, error, trace: self._bug(error)
        self._later = QTimer(shell, singleShot=True, interval=LATER)
        self._later.timeout.connect(self._listen)
        if sys.platform in SIGNALS:
            self._later.start()

    def away(self) -> bool:
        """Lock when the screen is locked or the machine sleeps, if the person wants that.

        Return whether the program is being locked: sleep may wait for it.
        """
        if self._context.settings.lock_with_screen:
            self._locker.lock()
        return self._locker.locking

    def stop(self) -> None:
        """Watch no more: the window is about to go."""
        self._later.stop()
        self.idle.stop()

    def _listen(self) -> None:
        listening = self._context.load(SIGNALS[sys.platform]).SystemSignals
        self.system = listening(self.away, int(self._shell.winId()))

    def _bug(self, error: BaseException) -> None:
        """Tell of a bug without its words: they may hold a name, and a terminal keeps them."""
        if isinstance(error, Exception):
            self._context.fail(error)
