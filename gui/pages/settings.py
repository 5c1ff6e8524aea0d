"""*Settings*: the window, papers, who works here, the archive, what the program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from core.services.office import Office
from gui.pages.context import Context, Route
from gui.pages.office_form import OfficeFields
from gui.pages.page import Page
from gui.pages.parts import at_left, bounded, button, card, column, label, row, scrolled
from gui.pages.settings_about import AboutCard
from gui.pages.settings_archive import ArchiveCard
from gui.pages.settings_fields import field
from gui.pages.settings_security import SecurityCard
from gui.presenters.office import form_of, office_of
from gui.presenters.settings import Section, sections

WIDEST = 860
LABELS = 260
"""Pixels: labels of settings stand in a column; large words wrap in it."""


class SettingsPage(Page):
    """Everything is kept at once; there is no button for it."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        self.column.addWidget(label(self.text("Settings"), "title"))
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 16, 32)
        self.body.setSpacing(12)
        bounded(context, inside, WIDEST)
        self.rolled = scrolled(inside)
        self.column.addWidget(self.rolled, 1)
        self.fields: dict[str, QWidget] = {}
        for section in sections(context.settings, context.tr):
            self._add(section.title, self._settings(section))
        if context.work is not None:
            self.security = SecurityCard(context)
            self.body.addWidget(self.security)
        self.office: OfficeFields | None = None
        self._office = QVBoxLayout()
        self.archive: ArchiveCard | None = None
        if context.work is not None:
            self._add(self.text("Who works here"), self._office)
            self.archive = ArchiveCard(context)
            self._head(self.text("Archive"))
            self.body.addWidget(self.archive)
        if context.library is not None:
            self._head(self.text("About"))
            self.body.addWidget(AboutCard(context))
        self.body.addStretch(1)

    def begin(self) -> None:
        """Ask who works here, and put the keyboard on the first setting."""
        work = self.context.work
        if work is not None:
            self.ask(work.office, self._show_office)
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def primary(self) -> None:
        """Keep who works here."""
        if self.office is not None:
            self._keep_office()

    def _head(self, title: str) -> None:
        self.body.addSpacing(8)
        self.body.addWidget(label(title, "lead"))

    def _add(self, title: str, inside: QLayout) -> None:
        self._head(title)
        self.body.addWidget(card(inside, 20))

    def _settings(self, section: Section) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnMinimumWidth(0, LABELS)
        grid.setColumnStretch(1, 1)
        for number, one in enumerate(section.lines):
            made = field(self.context, one)
            self.fields[one.row.key] = made
            if one.row.kind is bool:
                grid.addWidget(made, number, 0, 1, 2)
                continue
            name = label(one.label, wrap=True)
            name.setBuddy(made)
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignVCenter)
            if made.layout():
                grid.addWidget(made, number, 1, Qt.AlignmentFlag.AlignVCenter)
            else:
                grid.addLayout(at_left(made), number, 1)
        return grid

    def _show_office(self, office: Office | None) -> None:
        self.office = OfficeFields(self.context, form_of(office))
        keep = button(self.context, self.text("Save"), self._keep_office, "save")
        hint = label(
            self.text("New cases begin with this; it is kept in the archive, not in the settings."),
            "small",
            wrap=True,
        )
        line = row(hint, keep, spacing=16)
        line.setStretch(0, 1)
        self._office.addLayout(column(self.office, line, spacing=12))

    def _keep_office(self) -> None:
        assert self.office is not None
        typed = self.office.form()
        if not typed.complete:
            self.context.say(
                self.text("Division, place and name are needed in both languages."), "urgent"
            )
            return
        work, office = self.context.work, office_of(typed)
        self.ask(
            lambda: work.keep_office(office),
            lambda _: self.context.say(self.text("Saved."), "calm"),
        )
