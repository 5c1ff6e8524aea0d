"""What stands in the window while the archive is being opened."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import row


class OpeningPage(Page):
    """One calm line; it is gone within a second."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        words = QLabel(self.text("Opening the archive…"))
        words.setProperty("kind", "muted")
        self.column.addStretch(1)
        self.column.addLayout(row(None, words, None))
        self.column.addStretch(2)
