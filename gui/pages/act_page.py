"""What pages that write one thing down have in common: a head, a moment, one button, a refusal."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLayout, QWidget

from gui.pages.asking import moment_field
from gui.pages.context import Context, Route
from gui.pages.form_parts import WIDE, tell, trouble
from gui.pages.page import Page
from gui.pages.parts import bounded, button, column, label, row, scrolled, waiting

THINKING = 250
"""Milliseconds after the last change before what is typed is judged."""


class ActPage(Page):
    """A page of one screen that records something and goes back."""

    def __init__(self, context: Context, route: Route, when: str, record: str) -> None:
        super().__init__(context, route)
        self.title = label("", "title", wrap=True)
        self.under = label("", "muted", wrap=True)
        self.at = moment_field(context, when)
        self.wrong = trouble()
        self.busy = waiting()
        self.save = button(context, record, self.primary, "check", primary=True)
        self._thinking = QTimer(self, singleShot=True, interval=THINKING)
        self._thinking.timeout.connect(self.judge)
        self.at.changed.connect(self._thinking.start)

    @abstractmethod
    def primary(self) -> None:
        """Record what is typed."""

    @abstractmethod
    def judge(self) -> None:
        """Say what is wrong with what is typed so far."""

    def head(self, title: str, under: str) -> None:
        """Say what the page is about; what was asked for is here now."""
        self.busy.hide()
        self.title.setText(title)
        self.under.setText(under)
        self.under.setVisible(bool(under))

    def saving(self) -> None:
        """Let nobody press twice."""
        self.save.setEnabled(False)

    def saved(self, said: str) -> None:
        """Go back and say what was done, with the way to strike it out."""
        self.touched = False
        context, journal = self.context, Route("case", self.route.case, "journal")
        context.back()
        context.say(said, "calm", (self.text("Undo…"), lambda: context.go(journal)))

    def failed(self, error: Exception) -> None:
        """Say why it could not be recorded; everything typed stays."""
        self.busy.hide()
        self.save.setEnabled(True)
        tell(self.wrong, self.context.sentence(error))

    def lay_out(self, *parts: QWidget | QLayout) -> None:
        """Put the parts under the head, the refusal and the buttons under them."""
        cancel = button(self.context, self.text("Cancel"), self.context.back)
        inside = QWidget()
        around = column(*parts, self.wrong, row(self.save, cancel, None), None, spacing=16)
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        self.column.addLayout(column(self.title, self.under, spacing=2))
        self.column.addWidget(self.busy)
        self.column.addWidget(scrolled(inside), 1)
