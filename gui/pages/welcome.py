"""The first start: one decision, where the archive lives."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLayout, QWidget

from core.i18n import UI_LANGUAGES, Translator
from core.paths import RESOURCES
from gui.pages.context import Context, Route
from gui.pages.form_parts import asked, line_edit, picker
from gui.pages.page import Page
from gui.pages.parts import button, card, column, label, row

DEMONSTRATION = "demo.sledchy"


class WelcomePage(Page):
    """Nothing is created before a button is pressed."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        named = context.settings.archive
        self.place = line_edit(str(Path(named) if named else context.places.archive))
        self.language = picker(
            ((one, Translator(one).name) for one in UI_LANGUAGES), context.language
        )
        self.language.activated.connect(
            lambda _: context.change("ui_language", self.language.currentData())
        )
        self.make = button(context, text("Create the archive"), self.primary, "check", True)
        self.place.setAccessibleName(text("Archive file"))
        self._lay_out()

    def begin(self) -> None:
        """Put the keyboard where the decision is."""
        self.make.setFocus()

    def primary(self) -> None:
        """Create the archive where the field says."""
        self._go(Path(self.place.text().strip()), create=True)

    def _lay_out(self) -> None:
        frame = card(column(*self._decision(), *self._example(), spacing=12), 32)
        frame.setFixedWidth(640)
        tongue = asked(self.text("Language of the window"), self.language)
        self.column.addLayout(row(None, tongue))
        self.column.addStretch(1)
        self.column.addLayout(row(None, frame, None))
        self.column.addStretch(2)

    def _decision(self) -> tuple[QWidget | QLayout | int, ...]:
        text, context = self.text, self.context
        existing = button(context, text("Open an existing archive…"), self._open, "cases")
        where = row(spacing=8)
        where.addWidget(self.place, 1)
        where.addWidget(button(context, text("Choose…"), self._choose))
        said = text(
            "Everything you write is kept in one encrypted file on this computer. The key lies "
            "beside it in a file of its own: copy it to a safe place, without it nobody can read "
            "the archive. Nothing ever leaves the computer."
        )
        title = label(text("Where shall the archive live?"), "title")
        actions = row(self.make, existing, None)
        return title, label(said, "muted", wrap=True), 8, where, 8, actions

    def _example(self) -> tuple[QWidget | QLayout | int, ...]:
        text = self.text
        said = text("The demonstration shows three invented cases in an archive of its own.")
        way = button(self.context, text("Open the demonstration"), self._demonstrate, "guide")
        return 8, label(said, "small", wrap=True), row(way, None)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.text("Archive file"), self.place.text(), "*.sledchy"
        )
        if chosen:
            self.place.setText(chosen)

    def _open(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.text("Open an existing archive"), self.place.text(), "*.sledchy"
        )
        if chosen:
            self._go(Path(chosen), create=False)

    def _go(self, path: Path, create: bool) -> None:
        self.context.open_archive(path, create)

    def _demonstrate(self) -> None:
        """Open the demonstration's own archive, made of the shipped cases at the first time."""
        path = self.context.places.data / DEMONSTRATION
        self.context.open_demonstration(path, RESOURCES / "demo")
