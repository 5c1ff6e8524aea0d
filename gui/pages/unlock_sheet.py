"""The recovery sheet: made, then saved where the person says or printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLayout, QWidget

from core.i18n import PAPER_LANGUAGES, PaperLanguage, Translator
from core.paths import RESOURCES
from gui.pages.context import Context, Route
from gui.pages.form_parts import asked, picker, tell, trouble
from gui.pages.page import Page
from gui.pages.paper_print import print_pdf
from gui.pages.parts import at_left, bounded, button, card, column, label, row, waiting
from gui.pages.unlock_secret import SecretField
from gui.presenters.paper_press import Press, write

WIDTH = 560
FIRST = "first"
"""Section of the page right after the passphrase was chosen: it is not asked for again."""
Code = str


class SheetPage(Page):
    """The code is made once, drawn in memory, and stands in no file but the chosen one."""

    lasting = False

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.asks = route.section != FIRST
        self._code: Code = ""
        self.secret = SecretField(context, text("Passphrase"))
        self.language = picker(
            ((one, Translator(one).name) for one in PAPER_LANGUAGES),
            context.settings.paper_language,
        )
        self.save = button(context, text("Save as PDF…"), self.primary, "save", primary=True)
        self.press = button(context, text("Print…"), self.print, "print")
        self.done = button(
            context, text("Later") if route.section == FIRST else text("Close"), context.back
        )
        self.wrong = trouble()
        self.busy = waiting()
        self.busy.setAccessibleName(text("The recovery sheet is being made"))
        self.busy.hide()
        frame = card(column(*self._lines(), spacing=10), 28)
        bounded(context, frame, WIDTH)
        self.column.addWidget(label(text("Recovery sheet"), "title"))
        self.column.addLayout(at_left(frame))
        self.column.addStretch(1)

    def begin(self) -> None:
        """Put the keyboard on the first thing to do."""
        (self.secret if self.asks else self.save).setFocus()

    def primary(self) -> None:
        """Ask where to, then make the sheet and write it there."""
        start = self.context.papers_folder / "sledchy-recovery.pdf"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.text("Recovery sheet"), str(start), "PDF (*.pdf)"
        )
        if chosen:
            place = Path(chosen) if chosen.lower().endswith(".pdf") else Path(chosen + ".pdf")
            self._make(lambda pdf: write(place, pdf), lambda pdf: self._saved(place))

    def print(self) -> None:
        """Make the sheet and print it; nothing of it is written to the disk."""
        self._make(lambda pdf: None, self._print)

    def _make(self, keep: Callable[[bytes], None], done: Callable[[bytes], None]) -> None:
        """Make the code if there is none yet, draw the sheet, and give it on."""
        context, load = self.context, self.context.load
        work, now, code = context.work, context.now(), self._code
        passphrase = self.secret.text if self.asks else None
        language: PaperLanguage = self.language.currentData()
        press = Press(load, RESOURCES / "layout.yaml")
        upkeep, sheets = load("core.services.upkeep"), load("core.services.recovery_sheet")
        tell(self.wrong, "")
        self._let(False)

        def make() -> tuple[Code, bytes]:
            made = code or upkeep.sheet_code(work, passphrase)
            self._code = made  # kept before anything can fail: an older sheet opens no more
            pdf = press.pdf(sheets.recovery_sheet(work.place, made, now, language))
            keep(pdf)
            return made, pdf

        def came(answer: tuple[Code, bytes]) -> None:
            self._code, pdf = answer
            self._let(True)
            self.asks = False
            self.secret.setEnabled(False)
            done(pdf)

        self.ask(make, came, self._failed)

    def _saved(self, place: Path) -> None:
        self.done.setText(self.text("Close"))
        said = self.text("Saved: {place}").format(place=place)
        self.context.say(said, "calm")

    def _print(self, pdf: bytes) -> None:
        self.done.setText(self.text("Close"))
        print_pdf(self.context, Press(self.context.load, RESOURCES / "layout.yaml"), pdf, self)

    def _failed(self, error: Exception) -> None:
        self._let(True)
        tell(self.wrong, self.context.sentence(error))

    def _let(self, free: bool) -> None:
        self.busy.setVisible(not free)
        for one in (self.save, self.press, self.language):
            one.setEnabled(free)

    def _lines(self) -> tuple[QWidget | QLayout | int | None, ...]:
        text = self.text
        said = text(
            "The code on the sheet opens the archive when the passphrase is forgotten. Keep the "
            "paper in a safe, away from the computer, and delete the file when it is printed. "
            "A new sheet makes the one before invalid."
        )
        lines: list[QWidget | QLayout | int | None] = [label(said, "muted", wrap=True), 4]
        if self.asks:
            lines.append(asked(text("Passphrase"), self.secret))
        lines.append(asked(text("Language of the sheet"), self.language))
        return (*lines, self.wrong, self.busy, 4, row(self.save, self.press, self.done, None))
