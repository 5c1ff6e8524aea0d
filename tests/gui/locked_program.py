"""The real program with its window, driven over its own pipes until it has replaced itself.

Started by test_lock.py. What must not survive comes over the standard input, so that it
stands in no argument and in no file of this script.
"""

from __future__ import annotations

import ctypes
import sys
from datetime import datetime
from importlib import import_module
from typing import Any

from PySide6.QtCore import QTimer

from gui import app
from gui.pages.context import Route

NOW = datetime(2026, 3, 3, 16, 30)
CASE = "canary"


class Driver:
    """Types, waits and tells; after the lock it finds itself before the unlock screen."""

    def __init__(self, program: app.Application) -> None:
        self.program = program
        self.opened = False
        self.timer = QTimer(program.shell, interval=20)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Do the next thing as soon as the program is ready for it."""
        # A page that is being built or asks the archive is not looked at.
        context, page = self.program.context, self.program.shell.page
        if context.threshold is not None and context.tasks.idle and not self.opened:
            self.tell("unlock")
            self.opened = True
            QTimer.singleShot(0, self.program.shell, self.unlock)
        elif context.work is not None and page is not None and page.route.page == "today":
            context.go(Route("case", CASE, "guide"))
        elif context.work is not None and context.tasks.idle and getattr(page, "view", None):
            self.timer.stop()
            self.tell("open")
            self.command()

    def unlock(self) -> None:
        """Type the passphrase that the test gives, if it gives one."""
        passphrase = sys.stdin.readline().strip()
        if passphrase:
            page: Any = self.program.shell.page
            page.secret.line.setText(passphrase)
            page.primary()

    def command(self) -> None:
        """Wait for the word of the test, then lock."""
        if sys.stdin.readline().strip() == "lock":
            self.program.context.lock()
            cover: Any = self.program.shell.cover
            self.tell(cover.accessibleName())

    def tell(self, word: str) -> None:
        """Tell the test where the program is, and let it look into the memory."""
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # for the control: the guard forbids looking
        sys.stdout.write(word + "\n")
        sys.stdout.flush()


def guarded(program: app.Application) -> None:
    """Guard the program as it guards itself, then drive it."""
    guard(program)
    program.driver = Driver(program)  # type: ignore[attr-defined]


if __name__ == "__main__":
    guard = app.Application.guard
    app.Application.guard = guarded  # type: ignore[method-assign,assignment]
    sys.exit(app.start(lambda: NOW, import_module))
