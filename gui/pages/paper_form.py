"""The questions of a form, one under another: what the case knows is filled in and marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.documents.compose import Draft
from core.engine.events import Value
from gui.pages.fields.editor import Desk, Editor
from gui.pages.fields.make import editor
from gui.pages.parts import button, label, row
from gui.presenters.paper import Answer, Kept, Question, Sheet, own_answers
from gui.presenters.paper_look import AT, SUBJECT, UNTIL

LABELLED = ("yes",)
"""Types whose editor shows the question itself."""


class FieldRow(QWidget):
    """One question: its label with marks, the hint, the editor, the sentence under it."""

    changed = Signal()
    left = Signal()

    def __init__(self, desk: Desk, answer: Answer, form: QWidget) -> None:
        super().__init__(form)
        self.desk = desk
        self.question = answer.question
        self.base = answer
        self.editor: Editor = editor(desk, answer.question)
        self.mark = label("", tone="muted")
        self.restore = button(desk.context, desk.text("Restore"), self.take_back, flat=True)
        self.restore.setAccessibleName(f"{answer.question.label}: {desk.text('Restore')}")
        self.error = label("", "error", wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        own_label = self.question.type in LABELLED
        head = self.editor if own_label else label(self.question.label, "strong", True)
        line = row(head, self.mark, self.restore, spacing=8)
        line.setStretch(0, 1)
        line.setAlignment(self.mark, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self.restore, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        if self.question.hint:
            column.addWidget(label(self.question.hint, "small", wrap=True))
        if not own_label:
            column.addWidget(self.editor)
        column.addWidget(self.error)
        self.editor.put(answer.value)
        self.editor.changed.connect(self._changed)
        self.editor.left.connect(self._leave)
        self._say()

    @property
    def touched(self) -> bool:
        """Return whether the paper says otherwise than what stood here first."""
        return bool(self.value() != self.base.value)

    def value(self) -> Value:
        """Return what is entered."""
        return self.editor.value()

    def rebase(self, answer: Answer) -> None:
        """Follow the case at another moment, unless something was typed here."""
        follows = not self.touched
        self.base = answer
        if follows and self.value() != answer.value:
            self.editor.put(answer.value)
        self._say()

    def take_back(self) -> None:
        """Show again what the case says."""
        self.editor.put(self.base.value)
        self._changed()
        self.editor.go()

    def _changed(self) -> None:
        if not self.error.isHidden():
            self._judge()
        self._say()
        self.changed.emit()

    def _leave(self) -> None:
        self._judge()
        self.left.emit()

    def _judge(self) -> None:
        said = self.editor.trouble()
        self.error.setText(said)
        self.error.setVisible(bool(said))

    def _say(self) -> None:
        """Write the mark beside the label: whence the answer comes, or that one is needed."""
        text = self.desk.text
        known, touched = self.base.known, self.touched
        needed = not self.question.optional and self.value() is None
        words, tone = "", "muted"
        if known:
            words = text("changed for this paper") if touched else text("from the case")
            tone = "urgent" if touched else "soon"
        elif needed:
            words = text("needed")
        self.mark.setText(words)
        self.mark.setVisible(bool(words))
        self.restore.setVisible(known and touched)
        if self.mark.property("tone") != tone:
            self.mark.setProperty("tone", tone)
            self.mark.style().unpolish(self.mark)
            self.mark.style().polish(self.mark)


class QuestionForm(QWidget):
    """All fields of a paper: of whom, when, and the questions of its form."""

    changed = Signal()
    left = Signal()
    subject_chosen = Signal(str)

    def __init__(self, desk: Desk, sheet: Sheet, inside: QWidget) -> None:
        super().__init__(inside)
        self.desk = desk
        self.sheet = sheet
        self.rows: dict[str, FieldRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(20)
        self._start = desk.context.now()
        for one in self._own_fields():
            self._add(one)
        for one in sheet.answers:
            self._add(one)
        self._fill(sheet.kept)
        self._loud()

    def kept(self, reasons: Mapping[str, str]) -> Kept:
        """Return what was typed, as a draft keeps it."""
        at = self.at()
        return Kept(
            at=at if self.rows[AT].touched else None,
            until=self.until(),
            subject=self.subject(),
            answers=self.answers(),
            reasons={key: why for key, why in reasons.items() if why.strip()},
        )

    def draft(self) -> Draft:
        """Return what is filled in, to be composed."""
        return Draft(self.answers(), self.at(), self.until(), self.subject())

    def answers(self) -> dict[str, Value]:
        """Return the answers that are the paper's own."""
        rows = [one for key, one in self.rows.items() if not key.startswith("@")]
        return own_answers(
            [one.base for one in rows], {one.question.id: one.value() for one in rows}
        )

    def at(self) -> datetime:
        """Return the moment of the paper; while it cannot be read, the moment it was opened."""
        value = self.rows[AT].value()
        return datetime.fromisoformat(value) if value else self._start

    def until(self) -> datetime | None:
        """Return when the act ended."""
        made = self.rows.get(UNTIL)
        value = made.value() if made else None
        return datetime.fromisoformat(value) if value else None

    def subject(self) -> str:
        """Return whom the paper concerns."""
        made = self.rows.get(SUBJECT)
        return self.sheet.subject if made is None else str(made.value() or "")

    def troubles(self) -> tuple[str, ...]:
        """Return what cannot be read, each with its question."""
        found = ((one.question.label, one.editor.trouble()) for one in self.rows.values())
        return tuple(f"{name}: {said}" for name, said in found if said)

    def rebase(self, answers: Iterable[Answer]) -> bool:
        """Follow the case; False when the law of that day asks other questions."""
        wanted = {one.question.id: one for one in answers}
        if list(wanted) != [key for key in self.rows if not key.startswith("@")]:
            return False
        for key, one in wanted.items():
            self.rows[key].rebase(one)
        return True

    def go(self, field: str) -> None:
        """Take the keyboard to a question."""
        if field in self.rows:
            self.rows[field].editor.go()

    def go_first(self) -> None:
        """Take the keyboard to the first question without an answer."""
        empty = [one for one in self.rows.values() if one.value() is None]
        (empty or list(self.rows.values()))[0].editor.go()

    def _own_fields(self) -> Iterable[Answer]:
        """Yield the fields every paper has: its person, its moment, its end."""
        text, form, sheet = self.desk.text, self.sheet.form, self.sheet
        if form.subject:
            who = Question(SUBJECT, "person", text("Whom the paper concerns"), roles=form.roles)
            yield Answer(who, sheet.subject or None, False)
        begins = text("When the act began") if form.ends else text("When the paper is drawn up")
        yield Answer(
            Question(AT, "moment", begins, not_future=True),
            self._start.isoformat(timespec="minutes"),
            False,
        )
        if form.ends:
            yield Answer(
                Question(UNTIL, "moment", text("When the act ended"), not_future=True), None, False
            )

    def _add(self, answer: Answer) -> None:
        made = FieldRow(self.desk, answer, self)
        self.rows[answer.question.id] = made
        self._column.addWidget(made)

    def _fill(self, kept: Kept) -> None:
        """Put what was typed before back into its fields."""
        moments = {AT: kept.at, UNTIL: kept.until}
        put = {key: at.isoformat(timespec="minutes") for key, at in moments.items() if at}
        for key, value in {**put, **kept.answers}.items():
            if key in self.rows:
                self.rows[key].editor.put(value)
                self.rows[key].rebase(self.rows[key].base)

    def _loud(self) -> None:
        """Listen to the fields; the person of the paper changes more than an answer."""
        for key, one in self.rows.items():
            one.left.connect(self.left)
            if key == SUBJECT:
                one.changed.connect(lambda: self.subject_chosen.emit(self.subject()))
            else:
                one.changed.connect(self.changed)
