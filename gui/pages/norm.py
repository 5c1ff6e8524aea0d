"""One norm of the law book: what it says, where it was read; confirm or correct it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from core.services.office import Office
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.fold import Fold
from gui.pages.form_parts import WIDE, asked, line_edit, tell, trouble
from gui.pages.page import Page
from gui.pages.parts import bounded, button, card, column, label, scrolled
from gui.presenters.norm import EntryView, FieldLine, Given, entry_view, history_view
from gui.presenters.verdicts import after_verdict

SHORT = 38
"""Characters of a value that fits into half of the width."""


class NormPage(Page):
    """A verdict is recorded in the archive and wins over the shipped value at once."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.view: EntryView = entry_view(
            context.library.book,
            route.section,
            route.item,
            context.tr,
            context.language,
            route.subject,
        )
        self.author = line_edit()
        self.reference = line_edit("", text("Number and date of the official publication"))
        self.fields: dict[str, QLineEdit] = {}
        self.wrong = trouble()
        self.confirm = button(context, text("It reads so: confirm"), self.primary, "check", True)
        self.correct = button(context, text("Save the corrections"), self._correct, "edit")
        self.withdraw = button(context, text("Withdraw the verdict"), self._withdraw, "undo")
        self.withdraw.setVisible(self.view.given)
        for one in (self.confirm, self.correct):
            one.setVisible(not self.view.removable)
        self.labour = Labour(context, (self.confirm, self.correct, self.withdraw))
        self.past = QVBoxLayout()
        inside = QWidget()
        around = column(self._said(), self._asked(), self.past, None, spacing=16)
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        title = label(self.view.name, "title", wrap=True)
        self.column.addLayout(column(title, label(self.view.under, "muted", wrap=True), spacing=2))
        self.column.addWidget(scrolled(inside), 1)

    def begin(self) -> None:
        """Ask who works here, for it is he who compares, and what was said of it before."""
        work, view = self.context.work, self.view
        if work is not None:
            self.ask(work.office, self._known)
            tr = self.context.tr
            self.ask(
                lambda: history_view(
                    work.verification.history(view.kind, view.id, view.edition), tr
                ),
                self._told,
            )
        self.reference.setFocus()

    def primary(self) -> None:
        """Confirm the norm as it is shown."""
        if self._changes():
            tell(self.wrong, self.text("Something was changed: save the corrections instead."))
            return
        self._give("confirm")

    def _said(self) -> QWidget:
        view, parts = self.view, QVBoxLayout()
        parts.setSpacing(8)
        if view.verdict:
            parts.addWidget(label(view.verdict, wrap=True, tone="calm"))
        if view.sure:
            parts.addWidget(label(view.sure, "strong", wrap=True))
        if view.source:
            parts.addWidget(label(view.source, "muted", wrap=True))
        for said in view.texts:
            parts.addWidget(label(f"— {said}", wrap=True))
        if view.others:
            parts.addWidget(label(self.text("Other editions read otherwise"), "small"))
            for said in view.others:
                parts.addWidget(label(said, "muted", wrap=True))
        return card(parts)

    def _asked(self) -> QWidget:
        text, parts = self.text, QVBoxLayout()
        parts.setSpacing(12)
        hint = text(
            "Compare with the official text. What you change here counts at once everywhere."
        )
        parts.addWidget(label(text("Compare with the official text"), "lead"))
        parts.addWidget(label(hint, "small", wrap=True))
        self._lines(parts, self.view.fields)
        if self.view.more:
            parts.addWidget(Fold(self.context, text("All other fields"), self._more))
        both = flow()
        both.add(asked(text("Who compared it"), self.author), 1)
        both.add(asked(text("Official source"), self.reference), 2)
        parts.addLayout(both)
        parts.addWidget(self.wrong)
        parts.addWidget(self.labour)
        back = button(self.context, text("Back"), self.context.back, "back", flat=True)
        parts.addLayout(flow(self.confirm, self.correct, self.withdraw, back, spacing=8))
        return card(parts)

    def _more(self) -> QWidget:
        made = QWidget()
        parts = column(spacing=12)
        self._lines(parts, self.view.more)
        made.setLayout(parts)
        return made

    def _lines(self, parts: QVBoxLayout, fields: Iterable[FieldLine]) -> None:
        """Lay fields out: short values two abreast, a text over the whole width."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        place = 0
        for one in fields:
            field = line_edit(one.value)
            field.setCursorPosition(0)
            field.setEnabled(not self.view.removable)
            self.fields[one.path] = field
            wide = len(one.value) > SHORT
            place += place % 2 if wide else 0
            grid.addLayout(asked(one.label, field), place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        for half in range(2):
            grid.setColumnStretch(half, 1)
        parts.addLayout(grid)

    def _known(self, office: Office | None) -> None:
        if office is not None and not self.author.text():
            name = office.investigator.name
            self.author.setText(name.ru if self.context.language == "ru" else name.be)

    def _told(self, given: tuple[Given, ...]) -> None:
        if not given:
            return
        parts = column(label(self.text("Verdicts so far"), "lead"))
        for one in given:
            parts.addWidget(label(one.said, wrap=True))
            for change in one.changes:
                parts.addWidget(label(change, "muted", wrap=True))
        self.past.addWidget(card(parts))

    def _changes(self) -> dict[str, object]:
        asked_now = (*self.view.fields, *self.view.more)
        return {
            one.path: one.typed(self.fields[one.path].text())
            for one in asked_now
            if one.path in self.fields and self.fields[one.path].text().strip() != one.value.strip()
        }

    def _correct(self) -> None:
        self._give("correct", self._changes())

    def _withdraw(self) -> None:
        self._give("withdraw")

    def _give(self, verdict: str, *changes: dict[str, object]) -> None:
        """Record a verdict, work with the law as it is now, and compute the lists anew."""
        work, view = self.context.work, self.view
        author, reference = self.author.text(), self.reference.text()
        give = partial(
            getattr(work.verification, verdict),
            view.kind,
            view.id,
            *changes,
            author,
            reference,
            view.edition,
        )
        tell(self.wrong, "")
        self.labour.begin(
            self.text("Computing the lists anew"),
            partial(after_verdict, work, give),
            self._given,
            stoppable=False,
            failed=self._failed,
        )

    def _failed(self, said: str) -> None:
        self.labour.tell("")
        tell(self.wrong, said)

    def _given(self, answer: object) -> None:
        context = self.context
        context.library = context.work.library
        context.back()
        context.say(self.text("Recorded. The law counts as you compared it."), "calm")
