"""One case: its head, the rail of stages, and six sections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QWidget

from core.i18n import N_
from gui.pages.archive_work import Labour
from gui.pages.case_crime import CrimeSection
from gui.pages.case_guide import GuideSection
from gui.pages.case_journal import JournalSection
from gui.pages.case_papers import PapersSection
from gui.pages.case_people import PeopleSection
from gui.pages.case_terms import TermsSection
from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.parts import back_button, column, label, row, scrolled
from gui.pages.stage_rail import StageRail
from gui.presenters.case import CaseView, case_view

SECTIONS: tuple[tuple[str, str, Any], ...] = (
    ("guide", N_("Guide"), GuideSection),
    ("people", N_("People"), PeopleSection),
    ("terms", N_("Terms"), TermsSection),
    ("papers", N_("Papers"), PapersSection),
    ("crime", N_("Crime"), CrimeSection),
    ("journal", N_("Journal"), JournalSection),
)
SLOW = 400
"""Milliseconds after which it is shown how far the work is, with a way to stop it."""


class CasePage(Page):
    """Asks for the whole view at once; a section is filled when it is looked at."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        self.column.setSpacing(12)
        self.view: CaseView | None = None
        self._fresh: set[int] = set()
        self.title = label("", "title")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.under = label("", "muted", wrap=True)
        self.labour = Labour(context)
        self.patience = QWidget()
        self.patience.setLayout(column(self.labour))
        self.patience.hide()
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self.patience.show)
        self.column.addLayout(self._head())
        self.column.addWidget(self.patience)
        self.rail = StageRail(context)
        self.column.addWidget(self.rail)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.text("Sections of the case"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        self.sections: list[Any] = []
        for _, msgid, kind in SECTIONS:
            self.tabs.addTab(context.tr.gettext(msgid))
            section = kind(context, route.case)
            self.sections.append(section)
            inside = QWidget()
            around = column(section, None)
            around.setContentsMargins(2, 4, 12, 24)
            inside.setLayout(around)
            self.stack.addWidget(scrolled(inside))
        keys = [key for key, *_ in SECTIONS]
        self.tabs.setCurrentIndex(keys.index(route.section) if route.section in keys else 0)
        self.tabs.currentChanged.connect(self._turn)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.stack, 1)

    def begin(self) -> None:
        """Ask for the case."""
        self.changed(self.route.case)
        self.tabs.setFocus()

    def changed(self, case_id: str) -> None:
        """Ask anew when it was this case that changed."""
        if case_id != self.route.case:
            return
        context = self.context
        work, now, tr, language = context.work, context.now(), context.tr, context.language
        self._slow.start()
        self.labour.begin(
            self.text("Looking through the case"),
            lambda progress: case_view(work, case_id, now, tr, language, progress),
            self._show,
            failed=lambda said: self.patience.show(),
        )

    def minute(self, now: datetime) -> None:
        """Ask anew: what is owed depends on the hour."""
        self.changed(self.route.case)

    def primary(self) -> None:
        """Do what the section in sight is for."""
        reaction = getattr(self.sections[self.tabs.currentIndex()], "primary", None)
        if reaction is not None:
            reaction()

    def search(self) -> None:
        """Look for something in the section in sight; where there is nothing to, for a step."""
        here = self.sections[self.tabs.currentIndex()]
        if not hasattr(here, "search"):
            self.tabs.setCurrentIndex(0)
            here = self.sections[0]
        here.search()

    def paper(self) -> None:
        """Save the latest paper."""
        self.tabs.setCurrentIndex([key for key, *_ in SECTIONS].index("papers"))
        self._turn(self.tabs.currentIndex())
        self.sections[self.tabs.currentIndex()].print_latest()

    def _show(self, view: CaseView) -> None:
        self._slow.stop()
        self.patience.hide()
        before, self.view = self.view, view
        self._fresh = {number for number in self._fresh if before and self._same(number, before)}
        number = self.text("No. {number}").format(number=view.number) if view.number else ""
        self.title.setText(" · ".join(part for part in (number, view.title) if part))
        parts = (view.kind, view.crime, view.investigator, view.division, view.language)
        self.under.setText(" · ".join(part for part in parts if part))
        self.rail.show_marks(view.guide.stages)
        running = sum(1 for one in view.terms if one.status == "running")
        counts = (0, len(view.people), running, len(view.papers), 0, 0)
        for number_of, ((_, msgid, _kind), count) in enumerate(zip(SECTIONS, counts, strict=True)):
            name = self.context.tr.gettext(msgid)
            self.tabs.setTabText(number_of, f"{name} · {count}" if count else name)
        self._turn(self.tabs.currentIndex())

    def _same(self, number: int, before: CaseView) -> bool:
        """Return whether a section would show what it shows already."""
        shows = self.sections[number].shows
        return bool(self.view is not None and shows(before) == shows(self.view))

    def _turn(self, index: int) -> None:
        """Show a section, filling it when it has not been looked at yet."""
        self.stack.setCurrentIndex(index)
        self.context.replace(Route("case", self.route.case, SECTIONS[index][0]))
        if self.view is not None and index not in self._fresh:
            self._fresh.add(index)
            self.sections[index].show_view(self.view)

    def _head(self) -> QHBoxLayout:
        made = row(back_button(self.context), spacing=12)
        made.addLayout(column(self.title, self.under, spacing=2), 1)
        return made
