"""What all pages have in common: a place in the window, shortcuts, work off the thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.context import Context, Route
from gui.tasks import Failed, Ticket

T = TypeVar("T")


class Page(QWidget):
    """A page is built from its route and asks for what it shows in `begin`."""

    wide = False
    """True: without the margins that other pages have."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context = context
        self.route = route
        self.column = QVBoxLayout(self)
        margin = 0 if self.wide else 28
        self.column.setContentsMargins(margin, 0 if self.wide else 24, margin, 0)
        self.column.setSpacing(16)

    def text(self, msgid: str) -> str:
        """Return a text in the language of the window."""
        return self.context.tr.gettext(msgid)

    def begin(self) -> None:
        """Ask for what the page shows; called once, when the page is in the window."""

    def changed(self, case_id: str) -> None:
        """Ask anew: something was written into the journal of a case."""

    def minute(self, now: datetime) -> None:
        """Follow the clock."""

    def primary(self) -> None:
        """Do what Ctrl+Enter means here."""

    def search(self) -> None:
        """Go to the search field (Ctrl+F)."""

    def paper(self) -> None:
        """Print or save a PDF (Ctrl+P)."""

    def leave(self) -> None:
        """Save what must not be lost; the page is about to go."""

    def ask(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> Ticket:
        """Do work with the archive and bring the answer here, if the page still stands."""
        return self.context.tasks.run(work, done, failed, self)
