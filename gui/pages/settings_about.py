"""About the program: its version, its law and how far it is to be trusted, keys, licences."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from core.paths import ROOT
from gui.pages.context import Context, Route
from gui.pages.fold import Fold
from gui.pages.parts import button, column, label, row
from gui.presenters.settings import about

LICENCES = ROOT / "docs" / "third-party.md"


class AboutCard(QFrame):
    """Words to be read once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("card", True)
        text = context.text
        found = about(context.library.book, context.language, LICENCES)
        honest = text(
            "The law was read in unofficial copies. Of {all} entries {n} were not compared with an "
            "official text: they warn and never block. Working days are known until the end "
            "of {year}."
        ).format(all=found.entries, n=found.unverified, year=found.calendar_until)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(10)
        inside.addWidget(label(f"{text('Sledchy')} {found.version}", "strong"))
        inside.addWidget(label(text("Texts of the law"), "group"))
        for edition in found.editions:
            inside.addWidget(label(edition, wrap=True))
        inside.addWidget(label(honest, "muted", wrap=True))
        keys = button(context, text("Keys"), lambda: context.go(Route("keys")), "key")
        inside.addLayout(row(keys, None))
        if found.licences:
            inside.addWidget(Fold(context, text("Licences"), lambda: licences(context)))


def licences(context: Context) -> QWidget:
    """Return the list of what comes from others."""
    shown = QPlainTextEdit(LICENCES.read_text(encoding="utf-8"))
    shown.setReadOnly(True)
    shown.setAccessibleName(context.text("Licences"))
    shown.setTabChangesFocus(True)
    shown.setMinimumHeight(260)
    made = QWidget()
    made.setLayout(column(shown))
    return made
