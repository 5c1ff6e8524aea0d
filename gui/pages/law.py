"""*Law*: norms with their sources, the calculator, the calendar, corrections, editions."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QTabBar

from core.i18n import N_
from gui.pages.context import Context, Route
from gui.pages.law_calculator import CalculatorSection
from gui.pages.law_calendar import CalendarSection
from gui.pages.law_editions import EditionsSection
from gui.pages.law_exchange import ExchangeSection
from gui.pages.law_norms import NormsSection
from gui.pages.page import Page
from gui.pages.parts import label

SECTIONS: tuple[tuple[str, str, Any], ...] = (
    ("norms", N_("Norms and their sources"), NormsSection),
    ("calculator", N_("Calculator"), CalculatorSection),
    ("calendar", N_("Calendar of the years"), CalendarSection),
    ("exchange", N_("Corrections"), ExchangeSection),
    ("editions", N_("Editions"), EditionsSection),
)


class LawPage(Page):
    """Reads the book that the archive corrected; nothing of a case is shown here."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        self.column.setSpacing(12)
        self.column.addWidget(label(self.text("Law"), "title"))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.text("Sections of the law"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        self.sections: list[Any] = []
        for _, msgid, kind in SECTIONS:
            self.tabs.addTab(context.tr.gettext(msgid))
            section = kind(context)
            self.sections.append(section)
            self.stack.addWidget(section)
        keys = [key for key, *_ in SECTIONS]
        self.tabs.setCurrentIndex(keys.index(route.section) if route.section in keys else 0)
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        self.tabs.currentChanged.connect(self._turn)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.stack, 1)
        self.column.addSpacing(24)

    def begin(self) -> None:
        """Fill the sections."""
        for section in self.sections:
            section.begin()
        self.tabs.setFocus()

    def search(self) -> None:
        """Go to the search field."""
        self.tabs.setCurrentIndex(0)
        self.sections[0].search()

    def primary(self) -> None:
        """Do what the section in sight is for."""
        reaction = getattr(self.sections[self.tabs.currentIndex()], "primary", None)
        if reaction is not None:
            reaction()

    def _turn(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self.context.replace(Route("law", section=SECTIONS[index][0]))
