"""A package or a case file before it is taken in: who, what, how much, beside what is here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.form_parts import WIDE
from gui.pages.page import Page
from gui.pages.parts import bounded, button, card, clear, column, label, row, scrolled
from gui.presenters import archive_packages as presenter
from gui.presenters.archive_packages import Incoming

NAMES = 190
"""Pixels of the column of names."""


class TakeInPage(Page):
    """Nothing is changed by looking; taking in is one transaction, whole or not at all."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.file = Path(route.item)
        self.found: Incoming | None = None
        self.labour = Labour(context)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(10)
        self.grid.setColumnMinimumWidth(0, NAMES)
        self.grid.setColumnStretch(1, 1)
        self.shown = card(self.grid, 20)
        self.shown.hide()
        self.take = button(context, text("Take it in"), self.primary, "check", primary=True)
        self.take.setEnabled(False)
        self.labour.busy.append(self.take)
        self.cards = button(
            context,
            text("Go to the cards"),
            lambda: context.go(Route("archive", section="packages")),
            "person",
        )
        self.cards.hide()
        cancel = button(context, text("Cancel"), context.back)
        inside = QWidget()
        around = column(
            label(self.file.name, "muted", wrap=True),
            self.labour,
            self.shown,
            row(self.take, cancel, self.cards, None),
            None,
            spacing=16,
        )
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        self.column.addWidget(label(text("Take in a case"), "title"))
        self.column.addWidget(scrolled(inside), 1)
        cancel.setFocus()

    def begin(self) -> None:
        """Prove the file and show what it would bring."""
        work, file, now = self.context.work, self.file, self.context.now()
        self.labour.begin(
            self.text("Checking the package"),
            lambda brake: presenter.incoming(work, file, now),
            self._show,
            stoppable=False,
            failed=lambda said: self.cards.show(),
        )

    def primary(self) -> None:
        """Take it in and open the case."""
        found = self.found
        if found is None or not self.take.isEnabled():
            return
        work, name, now = self.context.work, self.file.name, self.context.now()
        self.labour.begin(
            self.text("Taking in"),
            lambda brake: presenter.take_in(work, found, name, now),
            self._taken,
            stoppable=False,
        )

    def _show(self, found: Incoming) -> None:
        self.found = found
        clear(self.grid)
        for number, one in enumerate(presenter.facts_of(found, self.context.tr)):
            value = label(one.text, wrap=True, tone=one.tone)
            if one.tone:
                policy = value.sizePolicy().Policy
                value.setSizePolicy(policy.Preferred, policy.Minimum)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            name = label(one.name, "muted", wrap=True)
            self.grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(value, number, 1)
        self.shown.show()
        self.take.setEnabled(presenter.brings(found))
        self.take.setFocus()

    def _taken(self, case: str) -> None:
        self.context.bus.case_changed.emit(case)
        self.context.go(Route("case", case))
        self.context.say(self.text("The case was taken in whole."), "calm")
