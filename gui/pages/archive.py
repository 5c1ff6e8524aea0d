"""*Archive*: its health, its backups, the cases that leave and come, the register."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from core.i18n import N_
from gui.pages.archive_backups import BackupsSection
from gui.pages.archive_health import HealthSection
from gui.pages.archive_packages import PackagesSection
from gui.pages.archive_register import RegisterSection
from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import back_button, bounded, column, label, row, scrolled

WIDEST = 900
SECTIONS: tuple[tuple[str, str, Any], ...] = (
    ("health", N_("Health"), HealthSection),
    ("backups", N_("Backups"), BackupsSection),
    ("packages", N_("Packages"), PackagesSection),
    ("register", N_("Register"), RegisterSection),
)


class ArchivePage(Page):
    """Four sections; each asks for what it shows when it is looked at."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        self.column.setSpacing(12)
        title = label(self.text("Archive"), "title")
        self.column.addLayout(row(back_button(context), title, None, spacing=12))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.text("Sections of the archive"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        self.sections: list[Any] = []
        for _, msgid, kind in SECTIONS:
            self.tabs.addTab(context.tr.gettext(msgid))
            section = kind(context)
            self.sections.append(section)
            self.stack.addWidget(section if section.tall else self._scrolled(section))
        keys = [key for key, *_ in SECTIONS]
        self.tabs.setCurrentIndex(keys.index(route.section) if route.section in keys else 0)
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        self.tabs.currentChanged.connect(self._turn)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.stack, 1)

    def begin(self) -> None:
        """Fill the section in sight."""
        self.sections[self.tabs.currentIndex()].begin()
        self.tabs.setFocus()

    def primary(self) -> None:
        """Do what the section in sight is for."""
        self.sections[self.tabs.currentIndex()].primary()

    def search(self) -> None:
        """Look for a line of the register."""
        self.tabs.setCurrentIndex([key for key, *_ in SECTIONS].index("register"))
        self.sections[self.tabs.currentIndex()].search()

    def _turn(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self.context.replace(Route("archive", section=SECTIONS[index][0]))
        self.sections[index].begin()

    def _scrolled(self, section: QWidget) -> QWidget:
        inside = QWidget()
        around = column(section, None)
        around.setContentsMargins(2, 4, 16, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDEST)
        return scrolled(inside)
