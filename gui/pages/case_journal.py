"""The journal of a case: everything in order; a mistake is struck out with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.pages.context import Context
from gui.pages.flow import flow
from gui.pages.fold import Fold
from gui.pages.form_parts import picker
from gui.pages.listing import Listing
from gui.pages.parts import button, clear, column, empty, label, row
from gui.presenters.case import CaseView
from gui.presenters.journal import FILTERS, JournalLine, last_entry
from gui.theme import sized

TYPING = 150
"""Milliseconds after the last key before the list is made anew."""
WHEN = 150
"""Pixels of the moment at 100 per cent."""


class JournalSection(QWidget):
    """Lines, the latest first."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.view: CaseView | None = None
        self._kept: set[str] = set()
        text = context.text
        self.field = QLineEdit()
        self.field.setPlaceholderText(text("Find an entry, a person or a day"))
        self.field.setAccessibleName(text("Find in the journal"))
        self.field.setClearButtonEnabled(True)
        self.only = picker((key, context.tr.gettext(name)) for key, name in FILTERS)
        self.only.setAccessibleName(text("Which entries are shown"))
        self.undo = button(context, text("Undo the last entry…"), self._undo, "undo")
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._fill)
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.only.activated.connect(lambda _: self._fill())
        self.body = QVBoxLayout()
        note = text(
            "Nothing is ever deleted: a mistake is struck out with a reason and stays readable."
        )
        self.field.setMinimumWidth(220)
        above = flow((self.field, 1), self.only, self.undo, spacing=12)
        self.setLayout(column(above, label(note, "muted", wrap=True), self.body, None, spacing=12))

    @staticmethod
    def shows(view: CaseView) -> object:
        """Return what the section shows of a case."""
        return view.journal

    def show_view(self, view: CaseView) -> None:
        """Show the journal of a case."""
        self.view = view
        self._fill()

    def search(self) -> None:
        """Go to the filter."""
        self.field.setFocus()
        self.field.selectAll()

    def _fill(self) -> None:
        clear(self.body)
        if self.view is None:
            return
        words, only = self.field.text().casefold().split(), self.only.currentData()
        found = [
            one for one in self.view.journal if one.says(words) and (not only or only in one.marks)
        ]
        self.undo.setEnabled(last_entry(self.view.journal) is not None)
        if found:
            self.body.addWidget(Listing(self.context, found, self._line))
        else:
            text = self.context.text
            said = text("No entry has these words.")
            self.body.addWidget(empty(self.context, "search", text("Nothing was found"), said))

    def _line(self, one: JournalLine) -> QWidget:
        text = self.context.text
        words = column(self._said(one), spacing=2)
        under = " · ".join(part for part in (one.detail, one.recorded) if part)
        if under:
            words.addWidget(label(under, "small", wrap=True))
        if one.why:
            words.addWidget(label(one.why, "small", wrap=True))
        if one.details:
            name = text("What was noted")
            title = f"{name} · {len(one.details)}"
            make = partial(self._details, one)
            fold = Fold(self.context, title, make, kept=self._kept, key=one.event)
            fold.head.setAccessibleName(f"{title}: {one.text}, {one.at}")
            words.addWidget(fold)
        when = label(one.at, "small")
        when.setFixedWidth(sized(WHEN, self.context.settings.text_scale))
        beside = row(spacing=12)
        beside.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(words, 1)
        for action in self._actions(one):
            beside.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        made = QWidget()
        made.setLayout(beside)
        return made

    def _said(self, one: JournalLine) -> QLabel:
        said = label(one.text, "muted" if one.struck else "strong", wrap=True)
        if one.struck:
            font = said.font()
            font.setStrikeOut(True)
            said.setFont(font)
            said.setStyleSheet("text-decoration: line-through;")
        return said

    def _details(self, one: JournalLine) -> QWidget:
        made = QWidget()
        made.setLayout(
            column(*(label(said, "muted", wrap=True) for said in one.details), spacing=3)
        )
        return made

    def _actions(self, one: JournalLine) -> list[QWidget]:
        text = self.context.text
        if one.struck:
            return [label(text("struck out"), tone="muted")]
        if one.correctable:
            return [self._button(text("Strike out…"), one, self._correct)]
        if one.restorable:
            return [self._button(text("Take back…"), one, self._restore)]
        return []

    def _button(
        self, name: str, one: JournalLine, pressed: Callable[[JournalLine], None]
    ) -> QWidget:
        made = button(self.context, name, partial(pressed, one), "undo", flat=True)
        made.setAccessibleName(f"{name} {one.text}, {one.at}")
        return made

    def _undo(self) -> None:
        last = last_entry(self.view.journal) if self.view else None
        if last is not None:
            self._correct(last)

    def _correct(self, one: JournalLine) -> None:
        question = self.context.text("Why is the entry «{entry}» struck out?")
        self._ask(one, question, self.context.text("The entry was struck out."))

    def _restore(self, one: JournalLine) -> None:
        question = self.context.text("Why is the correction taken back? «{entry}»")
        self._ask(one, question, self.context.text("The entry stands again."))

    def _ask(self, one: JournalLine, question: str, done: str) -> None:
        title, asked = self.context.text("Correct an entry"), question.format(entry=one.text)
        reason, agreed = QInputDialog.getMultiLineText(self, title, asked)
        if agreed and reason.strip():
            work, case = self.context.work, self.case
            self.context.tasks.run(
                lambda: work.notes.correct(case, one.event, reason.strip()),
                lambda answer: self.context.say(done, "calm"),
                owner=self,
            )
