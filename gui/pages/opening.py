"""What stands in the window while the archive is being opened."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import label


class OpeningPage(Page):
    """One calm line; it is gone within a second."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        words = label(self.text("Opening the archive…"), "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addStretch(1)
        self.column.addWidget(words)
        self.column.addStretch(2)
