"""What all pages have in common: a place in the window, shortcuts, work off the thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6 import QtWidgets
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.context import Context, Route
from gui.pages.typed import put_back
from gui.tasks import Failed, Ticket

T = TypeVar("T")


class Page(QWidget):
    """A page is built from its route and asks for what it shows in `begin`."""

    wide = False
    """True: without the margins that other pages have."""
    lasting = True
    """False: nobody is brought back to it after a lock."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context = context
        self.route = route
        self.touched = False
        """Something was typed that is not saved yet."""
        self.column = QVBoxLayout(self)
        margin = 0 if self.wide else 28
        self.column.setContentsMargins(margin, 0 if self.wide else 24, margin, 0)
        self.column.setSpacing(16)

    def text(self, msgid: str) -> str:
        """Return a text in the language of the window."""
        return self.context.tr.gettext(msgid)

    def react(self, wish: str, *values: object) -> None:
        """Do what the window wishes, when the page can do it.

        Wishes: `begin` (it is in the window now), `changed` (a case, by its id), `minute`,
        `primary` (Ctrl+Enter), `search` (Ctrl+F), `paper` (Ctrl+P), `leave` (it is about to go).
        """
        reaction: Callable[..., None] | None = getattr(self, wish, None)
        if reaction is not None:
            reaction(*values)

    def watch(self) -> None:
        """From now on notice what is typed, so that it is not lost without a question.

        All fields are here now: what was typed before the program was locked comes back.
        """
        for line in self.findChildren(QtWidgets.QLineEdit):
            line.textEdited.connect(self._touch)
        for text in self.findChildren(QtWidgets.QPlainTextEdit):
            text.textChanged.connect(self._touch)
        kept, self.context.typed = self.context.typed.get(self.route, ()), {}
        put_back(self, kept)

    def may_leave(self) -> bool:
        """Return whether the page may go; asks when something was typed and not saved."""
        if not self.touched:
            return True
        box = QtWidgets.QMessageBox
        question = self.text("What you have typed here is not saved. Leave it?")
        buttons = box.StandardButton.Discard | box.StandardButton.Cancel
        answer = box.question(self, self.text("Not saved"), question, buttons)
        return answer == box.StandardButton.Discard

    def _touch(self) -> None:
        self.touched = True

    def ask(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> Ticket:
        """Do work with the archive and bring the answer here, if the page still stands."""
        return self.context.tasks.run(work, done, failed, self)
