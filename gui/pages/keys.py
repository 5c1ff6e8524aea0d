"""All keys in one list (F1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.i18n import N_
from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import bounded, button, card, column, label, row, scrolled

KEYS = (
    ("Ctrl+1", N_("Today")),
    ("Ctrl+2", N_("Cases")),
    ("Ctrl+3", N_("Settings")),
    ("Ctrl+4", N_("Law")),
    ("Ctrl+N", N_("New case")),
    ("Ctrl+F", N_("Search; in a case, find a step")),
    ("Ctrl+Enter", N_("The main action of the page: record, issue, begin")),
    ("Ctrl+P", N_("Save or print the paper")),
    ("Ctrl+Shift+L", N_("The other language of the paper")),
    ("Ctrl++, Ctrl+−, Ctrl+0", N_("The page of the paper larger, smaller, to the width")),
    ("Ctrl+L", N_("Lock")),
    ("Enter", N_("Open the line of a list")),
    ("← →", N_("Sections of a case, when their bar has the keyboard")),
    ("Tab, Shift+Tab", N_("Next and previous field")),
    ("Ctrl+Z, Ctrl+Y", N_("Undo and redo inside a field")),
    ("Esc, Alt+←", N_("Back to the page before")),
    ("F1", N_("This list")),
)


class KeysPage(Page):
    """A short table."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(10)
        for number, (keys, msgid) in enumerate(KEYS):
            grid.addWidget(label(keys, "strong"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(context.tr.gettext(msgid), wrap=True), number, 1)
        grid.setColumnStretch(1, 1)
        frame = card(grid, 24)
        bounded(context, frame, 760)
        self.back = button(context, self.text("Back"), context.back, "back")
        inside = QWidget()
        around = column(frame, row(self.back, None), None, spacing=16)
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        self.column.addWidget(label(self.text("Keys"), "title"))
        self.column.addWidget(scrolled(inside), 1)

    def begin(self) -> None:
        """Put the keyboard on the way back."""
        self.back.setFocus()
