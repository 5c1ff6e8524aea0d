"""A trusted workplace is called otherwise, or trusted no more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from core.store.parcel import Card, fingerprint
from gui.pages.context import Context
from gui.pages.form_parts import asked, line_edit
from gui.pages.parts import button, column, label, line, row
from gui.theme import sized

WIDTH = 560


class CardChangeDialog(QDialog):
    """Asks for another name, or for the reason why the card is forgotten."""

    renamed = Signal(str)
    forgotten = Signal(str)

    def __init__(self, context: Context, shown: Card, parent: QWidget) -> None:
        super().__init__(parent)
        text = context.text
        self.setWindowTitle(text("Known workplace"))
        self.name = line_edit(shown.name)
        self.reason = line_edit("", text("The office was dissolved"))
        self.rename = button(context, text("Rename"), self._rename, "check")
        self.forget = button(context, text("Forget the card"), self._forget, "close")
        self.name.textChanged.connect(lambda _: self._allow(shown))
        self.reason.textChanged.connect(lambda _: self._allow(shown))
        cancel = button(context, text("Cancel"), self.reject)
        cancel.setDefault(True)
        said = text(
            "A package from a forgotten workplace is refused, and none is made for it. The "
            "decision stays in the journal of the archive."
        )
        inside = column(
            label(shown.name, "lead", wrap=True),
            label(fingerprint(shown), "small"),
            asked(text("Name here"), self.name),
            row(None, self.rename),
            line(),
            label(said, "muted", wrap=True),
            asked(text("Why it is forgotten"), self.reason),
            row(None, cancel, self.forget),
            spacing=14,
        )
        inside.setContentsMargins(24, 24, 24, 24)
        self.setLayout(inside)
        self.setMinimumWidth(sized(WIDTH, context.settings.text_scale))
        self._allow(shown)

    def _allow(self, shown: Card) -> None:
        name = self.name.text().strip()
        self.rename.setEnabled(bool(name) and name != shown.name)
        self.forget.setEnabled(bool(self.reason.text().strip()))

    def _rename(self) -> None:
        self.renamed.emit(self.name.text().strip())
        self.accept()

    def _forget(self) -> None:
        self.forgotten.emit(self.reason.text().strip())
        self.accept()
