"""The journal of a case: everything in order; a mistake is struck out with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QVBoxLayout, QWidget

from gui.pages.context import Context
from gui.pages.parts import button, card, clear, column, label, line, row
from gui.presenters.case import CaseView
from gui.presenters.journal import JournalLine


class JournalSection(QWidget):
    """Lines, the latest first."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.body = QVBoxLayout()
        note = context.text(
            "Nothing is ever deleted: a mistake is struck out with a reason and stays readable."
        )
        self.setLayout(column(label(note, "muted", wrap=True), self.body, None, spacing=12))

    def show_view(self, view: CaseView) -> None:
        """Show the journal of a case."""
        clear(self.body)
        inside = QVBoxLayout()
        inside.setSpacing(8)
        for number, one in enumerate(view.journal):
            if number:
                inside.addWidget(line())
            inside.addWidget(self._line(one))
        self.body.addWidget(card(inside))

    def _line(self, one: JournalLine) -> QWidget:
        text = self.context.text
        made = QWidget()
        said = label(one.text, "muted" if one.struck else "strong", wrap=True)
        if one.struck:
            font = said.font()
            font.setStrikeOut(True)
            said.setFont(font)
            said.setStyleSheet("text-decoration: line-through;")
        under = " · ".join(part for part in (one.detail, one.recorded) if part)
        words = column(said, spacing=2)
        if under:
            words.addWidget(label(under, "small", wrap=True))
        when = label(one.at, "small")
        when.setFixedWidth(150)
        beside = row(spacing=12)
        beside.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(words, 1)
        if one.struck:
            beside.addWidget(label(text("struck out"), tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
        elif one.correctable:
            fix = button(
                self.context, text("Correct"), lambda: self._correct(one), "undo", flat=True
            )
            fix.setAccessibleName(f"{text('Correct')}: {one.text}, {one.at}")
            beside.addWidget(fix, 0, Qt.AlignmentFlag.AlignTop)
        made.setLayout(beside)
        return made

    def _correct(self, one: JournalLine) -> None:
        text = self.context.text
        question = text("Why is the entry «{entry}» struck out?").format(entry=one.text)
        reason, agreed = QInputDialog.getMultiLineText(self, text("Correct an entry"), question)
        if agreed and reason.strip():
            work, case = self.context.work, self.case
            self.context.tasks.run(
                lambda: work.notes.correct(case, one.event, reason.strip()),
                lambda answer: self.context.say(text("The entry was struck out."), "calm"),
                owner=self,
            )
