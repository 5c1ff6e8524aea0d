"""The real program with its window and a day of work in it, until somebody kills it.

Started by test_leaks_window.py; the names come over the standard input, so that they stand
in no argument and in no file of this script.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from gui import app
from gui.pages.context import Route

NOW = datetime(2026, 11, 22, 9, 0)
Ready = Callable[[], object]


class Day:
    """Does one thing after another, each as soon as the program is ready for it."""

    def __init__(self, program: app.Application) -> None:
        self.program, self.context = program, program.context
        self.told = json.loads(sys.stdin.readline())
        self.steps = self.work() if self.told["work"] else self.look()
        self.ready: Ready = lambda: self.context.work is not None
        self.timer = QTimer(program.shell, interval=20)
        self.timer.timeout.connect(self.on)
        self.timer.start()

    @property
    def page(self) -> Any:
        return self.program.shell.page

    def on(self) -> None:
        """Do the next thing; at the end tell that everything was done."""
        if not self.context.tasks.idle or not self.ready():
            return
        following = next(self.steps, None)
        if following is None:
            self.timer.stop()
            os.write(1, f"done {os.getpid()}\n".encode())
        else:
            self.ready = following

    def go(self, route: Route, shown: Callable[[Any], object]) -> Ready:
        """Go to a page; return what says that it is there and has what it shows."""
        self.program.navigation.go(route)
        return lambda: self.page.route == route and shown(self.page)

    def look(self) -> Iterator[Ready]:
        """Open the archive and the list of cases, nothing else."""
        yield self.go(Route("cases"), lambda page: page.model.rowCount() > 0)

    def work(self) -> Iterator[Ready]:
        """Search, read, edit, draft, print, export."""
        case, name, chosen = self.told["case"], self.told["name"], Path(self.told["chosen"])
        QDesktopServices.openUrl = staticmethod(lambda url: True)  # type: ignore[method-assign]
        QFileDialog.getSaveFileName = staticmethod(  # type: ignore[assignment]
            lambda *words: (str(chosen / "saved.docx"), "")
        )
        self.context.change("papers", str(chosen))
        yield self.go(Route("cases"), lambda page: page.model.rowCount() > 0)
        self.page.field.setText(name.split()[0])
        yield lambda: self.page.model.rowCount() == 1
        for section in ("guide", "people", "terms", "papers", "journal"):
            yield self.go(Route("case", case, section), lambda page: page.view)
        yield self.go(Route("person", case, item="p1"), lambda page: page.view)
        self.page.texts["address"].be.setText(f"{name}, 5")
        self.page.texts["address"].ru.setText(f"{name}, 5")
        self.page.primary()
        yield lambda: self.page.route.page != "person"
        yield self.go(Route("case", case, "papers"), lambda page: page.view)
        self.page.react("paper")
        yield lambda: list(chosen.rglob("*.pdf"))
        form = Route("paper", case, item="protocol_interrogation_suspect", subject="p1")
        yield self.go(form, lambda page: getattr(page, "part", None) and page.part.look)
        part = self.page.part
        for box in part.form.rows["story"].editor.findChildren(QPlainTextEdit):
            box.setPlainText(f"{name} {name}")
        drafts = self.context.work.archive.read.drafts
        yield lambda: self.asked(lambda: drafts(case))
        part.files.save(".docx")
        yield (chosen / "saved.docx").exists

    def asked(self, question: Callable[[], object]) -> object:
        """Return what the archive last answered; ask it again."""
        self.answers: list[object]
        found = getattr(self, "answers", [])
        self.answers = []
        self.context.tasks.run(question, self.answers.append)
        return found and found[0]


def guarded(program: app.Application) -> None:
    """Guard the program as it guards itself, then let the day begin."""
    guard(program)
    program.day = Day(program)  # type: ignore[attr-defined]


if __name__ == "__main__":
    guard = app.Application.guard
    app.Application.guard = guarded  # type: ignore[method-assign,assignment]
    sys.exit(app.start(lambda: NOW, import_module))
