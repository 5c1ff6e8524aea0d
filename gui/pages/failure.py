"""The report of a failure of ours: seen by the person before anybody else can see it."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit

from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import button, label, row
from gui.presenters.failure import report_text


class FailurePage(Page):
    """Shows the whole report; it goes nowhere by itself."""

    lasting = False

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        found = context.failure
        said = text(
            "This is all the report holds: no names, no texts, no folders. It stays on this "
            "computer. If you want the makers to know, copy it and pass it on yourself."
        )
        self.report = QPlainTextEdit(report_text(found, qVersion(), context.tr) if found else "")
        self.report.setReadOnly(True)
        self.report.setAccessibleName(text("Report of the failure"))
        self.report.setTabChangesFocus(True)
        self.copy = button(context, text("Copy the report"), self.primary, "paper", primary=True)
        self.column.addWidget(label(text("Report of the failure"), "title"))
        self.column.addWidget(label(said, "muted", wrap=True))
        self.column.addWidget(self.report, 1)
        self.column.addLayout(row(self.copy, button(context, text("Back"), context.back), None))
        self.column.addSpacing(20)

    def begin(self) -> None:
        """Put the keyboard on the report."""
        self.report.setFocus()

    def primary(self) -> None:
        """Put the report on the clipboard."""
        self.context.copy(self.report.toPlainText())
        self.context.say(self.text("Copied. The clipboard is emptied in half a minute."), "calm")
