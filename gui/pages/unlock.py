"""Before a locked archive: its passphrase, the code of its recovery sheet, or why it stays shut."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLayout, QWidget

from core.errors import DamagedError
from core.i18n import UI_LANGUAGES, Translator
from gui.pages.context import Context, Route
from gui.pages.form_parts import asked, line_edit, picker, tell, trouble
from gui.pages.page import Page
from gui.pages.parts import bounded, button, card, centred, column, label, row, waiting
from gui.pages.unlock_secret import SecretField
from gui.presenters.unlock import Threshold

WIDTH = 520
TICK = 250
"""Milliseconds between two looks at the wait."""
CODE = "code"
"""Section of the page that asks for the code of the recovery sheet."""


class UnlockPage(Page):
    """One field and one button; nothing here can destroy anything."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        assert isinstance(context.threshold, Threshold)
        self.threshold = context.threshold
        self.by_code = route.section == CODE
        text = self.text
        self.secret = SecretField(context, text("Passphrase"))
        self.code = line_edit(example="XXXXXX-XXXXXX-XXXXXX-XXXXXX-XXXXXX-XXXXXX")
        self.code.setAccessibleName(text("Recovery code"))
        self.open = button(context, text("Unlock"), self.primary, primary=True)
        self.wrong = trouble()
        self.busy = waiting()
        self.busy.setAccessibleName(text("The passphrase is being checked"))
        self.busy.hide()
        self._waiting = QTimer(self, interval=TICK)
        self._waiting.timeout.connect(self._wait)
        self.secret.line.returnPressed.connect(self.primary)
        self.code.returnPressed.connect(self.primary)
        self._lay_out()
        if self.threshold.trouble is None:
            self._waiting.start()
            self._wait()

    def begin(self) -> None:
        """Put the keyboard where the secret is typed."""
        if self.threshold.trouble is None:
            (self.code if self.by_code else self.secret).setFocus()

    def primary(self) -> None:
        """Try what is typed; a wrong try and a damaged archive are told apart."""
        typed = self.code.text().strip() if self.by_code else self.secret.text
        if not typed or not self.open.isEnabled():
            return
        tell(self.wrong, "")
        self._let(False)
        self.busy.show()
        self.context.unlock(typed, self.by_code, self._failed)

    def _failed(self, error: Exception) -> None:
        self.busy.hide()
        self._let(True)
        tell(self.wrong, self.context.sentence(error))
        field = self.code if self.by_code else self.secret.line
        field.selectAll()
        field.setFocus()
        self._wait()

    def _let(self, free: bool) -> None:
        for one in (self.secret, self.code, self.open):
            one.setEnabled(free)

    def _wait(self) -> None:
        """Count the seconds down until the next try is heard."""
        if not self.busy.isHidden():
            return
        left = self.threshold.wait
        said = self.text("Wait {n} s").format(n=left) if left else self.text("Unlock")
        if self.open.text() != said:
            self.open.setText(said)
        self.open.setEnabled(not left)

    def _lay_out(self) -> None:
        context = self.context
        language = picker(((one, Translator(one).name) for one in UI_LANGUAGES), context.language)
        language.activated.connect(lambda _: context.change("ui_language", language.currentData()))
        frame = card(column(*self._words(), *self._ways(), spacing=10), 32)
        bounded(context, frame, WIDTH)
        self.column.addLayout(row(None, asked(self.text("Language of the window"), language)))
        self.column.addStretch(1)
        self.column.addLayout(centred(frame))
        self.column.addStretch(2)

    def _words(self) -> tuple[QWidget | QLayout | int | None, ...]:
        """Return the head of the card with the field, or with the reason why there is none."""
        text, threshold = self.text, self.threshold
        file = label(str(threshold.place.archive), "small", wrap=True)
        if threshold.trouble is not None:
            tell(self.wrong, self.context.sentence(threshold.trouble))
            again = button(self.context, text("Try again"), self._again, primary=True)
            title = label(text("The archive does not open"), "title", wrap=True)
            return title, file, self.wrong, 8, row(again, None)
        title = label(text("The archive is locked"), "title")
        if self.by_code:
            asking = asked(text("Recovery code"), self.code, text("From the recovery sheet."))
        else:
            asking = asked(text("Passphrase"), self.secret)
        return title, file, 8, asking, self.wrong, self.busy, row(self.open, None)

    def _ways(self) -> tuple[QWidget | QLayout | int | None, ...]:
        text, context, threshold = self.text, self.context, self.threshold
        ways: list[QWidget | QLayout | int | None] = [12]
        if self.by_code:
            ways.append(self._way(text("By the passphrase"), lambda: self._turn("")))
        elif threshold.recovery:
            ways.append(self._way(text("Forgotten? By the recovery code"), self._to_code))
        if self._damaged():
            salvage = Route("salvage")
            ways.append(self._way(text("Salvage the archive…"), lambda: context.go(salvage)))
        ways.append(self._way(text("Open another archive…"), self._other))
        if context.knows("restore"):
            restore = Route("restore")
            ways.append(self._way(text("Restore from a backup…"), lambda: context.go(restore)))
        if threshold.trouble is not None:
            ways.append(self._way(text("New archive…"), lambda: context.go(Route("welcome"))))
        return tuple(ways)

    def _damaged(self) -> bool:
        """Return whether the archive is one that a salvage is for."""
        trouble = self.threshold.trouble
        if not isinstance(trouble, DamagedError):
            return False
        damage: tuple[str, ...] = self.context.load("core.services.salvage").DAMAGE
        return trouble.code in damage

    def _way(self, name: str, pressed: object) -> QLayout:
        assert callable(pressed)
        return row(button(self.context, name, pressed, flat=True), None)

    def _to_code(self) -> None:
        self._turn(CODE)

    def _turn(self, section: str) -> None:
        route = Route("unlock", section=section)
        self.context.replace(route)
        self.context.go(route)

    def _again(self) -> None:
        self.context.open_archive(self.threshold.place.archive, False)

    def _other(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.text("Open another archive…"),
            str(self.threshold.place.archive.parent),
            "Sledchy (*.sledchy)",
        )
        if chosen:
            self.context.open_archive(Path(chosen), False)
