"""The passphrase and the recovery sheet on the page of settings, and locking by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.parts import button, label


class SecurityCard(QFrame):
    """Says whether the archive is locked by a passphrase, and what can be done about it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("card", True)
        text, locked = context.text, context.lockable
        title = (
            text("The archive is locked by a passphrase.")
            if locked
            else text("The archive has no passphrase.")
        )
        said = (
            text("Locking ends the program and starts it anew: nothing of a case stays in memory.")
            if locked
            else text(
                "Whoever has this computer or its disk can read every case, and the program cannot "
                "lock itself. Set a passphrase before real cases are entered."
            )
        )
        name = text("Change the passphrase…") if locked else text("Set a passphrase…")
        self.change = button(context, name, lambda: context.go(Route("passphrase")), "key")
        self.sheet = button(
            context, text("New recovery sheet…"), lambda: context.go(Route("recovery")), "paper"
        )
        self.lock = button(context, text("Lock now"), lambda: context.lock(), "closed")
        self.sheet.setEnabled(locked)
        self.lock.setEnabled(locked)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(12)
        inside.addWidget(label(title, "strong"))
        inside.addWidget(label(said, "muted", wrap=True))
        inside.addLayout(flow(self.change, self.sheet, self.lock, spacing=8))
