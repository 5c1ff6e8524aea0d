"""The editions the program knows, what is not known of them, how far the calendar reaches."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.context import Context
from gui.pages.form_parts import WIDE
from gui.pages.parts import bounded, card, clear, column, label, scrolled
from gui.presenters.law import edition_views


class EditionsSection(QWidget):
    """One card an edition."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        inside = QWidget()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        around = column(self.body, None)
        around.setContentsMargins(2, 4, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        self.setLayout(column(scrolled(inside)))

    def begin(self) -> None:
        """Show the editions."""
        library = self.context.library
        if library is None:
            return
        text = self.context.text
        clear(self.body)
        honest = text(
            "The law here was read in unofficial copies and may differ from the official text. "
            "Compare what you rely on and confirm or correct it; what is doubtful never forbids."
        )
        self.body.addWidget(label(honest, wrap=True, tone="at_risk"))
        for one in edition_views(library.book, self.context.tr, self.context.language):
            parts = (label(one.name, "lead"), label(one.force, wrap=True))
            self.body.addWidget(card(column(*parts, label(one.text, "muted", wrap=True))))
        known = text("Working days are known until the end of {year}; later ends are computed.")
        said = label(known.format(year=library.book.calendar.known_until), "muted", wrap=True)
        self.body.addWidget(said)
