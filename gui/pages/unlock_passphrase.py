"""Setting the passphrase of the open archive, or changing it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from gui.pages.context import Context, Route
from gui.pages.form_parts import asked, tell, trouble
from gui.pages.page import Page
from gui.pages.parts import at_left, bounded, button, card, column, label, row, waiting
from gui.pages.unlock_secret import NewSecret, SecretField

WIDTH = 560
FORGOTTEN = "forgotten"
"""Section of the page after the recovery code: the old passphrase is not asked for."""


class PassphrasePage(Page):
    """Asks for the old passphrase, when there is one, and for the new one twice."""

    lasting = False

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.asks_old = context.lockable and route.section != FORGOTTEN
        self.old = SecretField(context, text("Present passphrase"))
        self.new = NewSecret(context)
        self.new.on_return(self.primary)
        self.keep = button(context, text("Set the passphrase"), self.primary, "key", primary=True)
        self.later = button(context, text("Cancel"), context.back)
        self.wrong = trouble()
        self.busy = waiting()
        self.busy.setAccessibleName(text("The passphrase is being set"))
        self.busy.hide()
        frame = card(column(*self._lines(), spacing=10), 28)
        bounded(context, frame, WIDTH)
        self.column.addWidget(label(self._title(), "title"))
        self.column.addLayout(at_left(frame))
        self.column.addStretch(1)

    def begin(self) -> None:
        """Put the keyboard on the first field."""
        (self.old if self.asks_old else self.new).setFocus()

    def primary(self) -> None:
        """Set the passphrase, or say what is wrong with it."""
        wrong = self.new.trouble()
        if wrong or not self.keep.isEnabled():
            tell(self.wrong, wrong)
            return
        context = self.context
        work, new = context.work, self.new.text
        old = self.old.text if self.asks_old else None
        upkeep = context.load("core.services.upkeep")
        tell(self.wrong, "")
        self._let(False)
        self.ask(lambda: upkeep.set_passphrase(work, new, old), self._set, self._failed)

    def _set(self, answer: object) -> None:
        context, first = self.context, not self.context.lockable
        self.new.clear()
        self.old.line.clear()
        context.lockable = True
        if first:
            context.replace(Route("recovery", section="first"))
            context.go(Route("recovery", section="first"))
        else:
            context.back()
        context.say(self.text("The passphrase is set."), "calm")

    def _failed(self, error: Exception) -> None:
        self._let(True)
        tell(self.wrong, self.context.sentence(error))

    def _let(self, free: bool) -> None:
        self.busy.setVisible(not free)
        for one in (self.old, self.new, self.keep):
            one.setEnabled(free)

    def _title(self) -> str:
        set_already = self.context.lockable
        return self.text("Change the passphrase") if set_already else self.text("Set a passphrase")

    def _lines(self) -> tuple[QWidget | QLayout | int | None, ...]:
        text = self.text
        said = text(
            "The passphrase opens the archive and unlocks the program. Nobody can find it out or "
            "take it away: without it and without the recovery sheet the archive stays closed "
            "for ever. Copies carried elsewhere earlier keep the passphrase they had."
        )
        lines: list[QWidget | QLayout | int | None] = [label(said, "muted", wrap=True), 4]
        if self.asks_old:
            lines.append(asked(text("Present passphrase"), self.old))
        actions = row(self.keep, self.later, None)
        return (*lines, self.new, self.wrong, self.busy, 4, actions)
