"""The first start: where the archive lives and what locks it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLayout, QRadioButton, QWidget

from core.i18n import UI_LANGUAGES, Translator
from core.paths import RESOURCES
from gui.pages.context import Context, Route
from gui.pages.form_parts import asked, line_edit, picker, tell, trouble
from gui.pages.page import Page
from gui.pages.parts import bounded, button, card, centred, column, label, row, scrolled
from gui.pages.unlock_secret import NewSecret

DEMONSTRATION = "demo.sledchy"
WIDTH = 640


class WelcomePage(Page):
    """Nothing is created before a button is pressed."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        named = context.settings.archive
        self.place = line_edit(str(Path(named) if named else context.places.archive))
        self.place.setAccessibleName(text("Archive file"))
        self.language = picker(
            ((one, Translator(one).name) for one in UI_LANGUAGES), context.language
        )
        self.language.activated.connect(
            lambda _: context.change("ui_language", self.language.currentData())
        )
        self.locked = QRadioButton(text("Lock it with a passphrase (recommended)"))
        self.bare = QRadioButton(text("Without a passphrase"))
        for one in (self.locked, self.bare):
            one.setAccessibleName(one.text())
        self.secret = NewSecret(context)
        self.secret.on_return(self.primary)
        self.honest = label(
            text(
                "The key then lies beside the archive: whoever has the disk reads every case, and "
                "the program cannot lock itself. This is enough to try the program out, not for "
                "real cases. A passphrase can be set later in the settings."
            ),
            "small",
            wrap=True,
        )
        self.wrong = trouble()
        self.make = button(context, text("Create the archive"), self.primary, "check", True)
        self.locked.toggled.connect(self._choose_lock)
        self.locked.setChecked(True)
        self._lay_out()

    def begin(self) -> None:
        """Put the keyboard where the decision is."""
        self.secret.setFocus()

    def primary(self) -> None:
        """Create the archive where the field says, or say what is wrong with the passphrase."""
        wrong = self.secret.trouble() if self.locked.isChecked() else ""
        tell(self.wrong, wrong)
        if not wrong:
            passphrase = self.secret.text if self.locked.isChecked() else ""
            self.context.create_archive(Path(self.place.text().strip()), passphrase)

    def _choose_lock(self, locked: bool) -> None:
        self.secret.setVisible(locked)
        self.honest.setVisible(not locked)
        tell(self.wrong, "")

    def _lay_out(self) -> None:
        frame = card(column(*self._decision(), *self._lock(), *self._actions(), spacing=10), 24)
        notice, example = self._notice(), card(column(*self._example(), spacing=8), 14)
        inside = QWidget()
        cards = [centred(bounded(self.context, one, WIDTH)) for one in (notice, frame, example)]
        inside.setLayout(column(None, *cards, None, None, spacing=12))
        tongue = asked(self.text("Language of the window"), self.language)
        self.column.addLayout(row(None, tongue))
        self.column.addWidget(scrolled(inside), 1)

    def _notice(self) -> QWidget:
        """Return what everybody must know before the first case."""
        text = self.text
        said = text(
            "State secrets must not be entered. The program is not certified: its encryption is "
            "one more layer on a protected workstation, and whether your unit may keep its data "
            "here is for the unit to decide."
        )
        picture = label("")
        picture.setPixmap(self.context.picture("alert", "urgent", 20))
        inside = row(picture, label(said, wrap=True), spacing=12)
        inside.setStretch(1, 1)
        made = card(inside, 14)
        made.setProperty("card", False)
        made.setProperty("banner", "urgent")
        return made

    def _decision(self) -> tuple[QWidget | QLayout | int, ...]:
        text, context = self.text, self.context
        where = row(spacing=8)
        where.addWidget(self.place, 1)
        where.addWidget(button(context, text("Choose…"), self._choose))
        said = text(
            "Everything you write is kept in one encrypted file on this computer. Nothing ever "
            "leaves the computer."
        )
        title = label(text("Where shall the archive live?"), "title")
        return title, label(said, "muted", wrap=True), where

    def _lock(self) -> tuple[QWidget | QLayout | int, ...]:
        return 6, self.locked, self.secret, self.bare, self.honest, self.wrong

    def _actions(self) -> tuple[QWidget | QLayout | int, ...]:
        existing = button(self.context, self.text("Open an existing archive…"), self._open, "cases")
        return 4, row(self.make, existing, None)

    def _example(self) -> tuple[QWidget | QLayout | int, ...]:
        text = self.text
        said = text("The demonstration shows three invented cases in an archive of its own.")
        way = button(self.context, text("Open the demonstration"), self._demonstrate, "guide")
        return label(said, "small", wrap=True), row(way, None)

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
            self.context.open_archive(Path(chosen), False)

    def _demonstrate(self) -> None:
        """Open the demonstration's own archive, made of the shipped cases at the first time."""
        path = self.context.places.data / DEMONSTRATION
        self.context.open_demonstration(path, RESOURCES / "demo")
