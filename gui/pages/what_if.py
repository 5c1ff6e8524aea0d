"""*What if…*: one moment of a case is supposed otherwise; its terms stand side by side."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QVBoxLayout, QWidget

from core.documents.resolved import Paper
from core.i18n import N_, PaperLanguage
from gui.pages.asking import free_moment_field
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.fold import Fold
from gui.pages.form_parts import asked, tell, trouble
from gui.pages.lines import LineModel, LineTable
from gui.pages.page import Page
from gui.pages.parts import back_button, card, clear, column, empty, label, row, waiting
from gui.pages.sheet_files import sheet_button
from gui.presenters.moments import moment_words
from gui.presenters.sheets import what_if_sheet
from gui.presenters.supposing import Choice, SupposeView, suppose_view
from gui.presenters.what_if import ChangeLine, WhatIfView, what_if_view

THINKING = 250
"""Milliseconds after the last change before the case is asked again."""


class ChangeModel(LineModel):
    """The terms that a supposition moves."""

    columns = (
        N_("What changes"),
        N_("Term"),
        N_("As it is"),
        N_("As supposed"),
    )

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.lines: tuple[ChangeLine, ...] = ()

    def put(self, lines: tuple[ChangeLine, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def count(self) -> int:
        """Return how many terms move."""
        return len(self.lines)

    def cell(self, row: int, column: int) -> tuple[str, str]:
        """Return the two lines of a cell."""
        one = self.lines[row]
        cells = ((one.verdict, ""), (one.name, one.under), one.before, one.after)
        return cells[column]

    def tone(self, row: int, column: int) -> str:
        """Return how grave the change is."""
        return self.lines[row].tone if column == 0 else ""


class WhatIfPage(Page):
    """Its item is what is supposed otherwise (an event, or a choice by its key)."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.view: SupposeView | None = None
        self.answer: WhatIfView | None = None
        self.what = QComboBox()
        self.what.setAccessibleName(text("What is supposed otherwise"))
        self.what.setMinimumContentsLength(24)
        self.what.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.at = free_moment_field(context, text("Supposed moment"))
        self.never = QCheckBox(text("as if it never was"))
        self.wrong = trouble()
        self.model = ChangeModel(context, self)
        self.table = LineTable(context, text("Terms as supposed"), (235, 0, 215, 215))
        self.table.put_model(self.model)
        self.quiet = label("", "muted", wrap=True)
        self.steps = QVBoxLayout()
        self.print = sheet_button(context, self, self._sheet)
        self.busy = waiting()
        self._rest = QTimer(self, singleShot=True, interval=THINKING)
        self._rest.timeout.connect(self.primary)
        self._lay_out()

    def begin(self) -> None:
        """Ask what may be supposed of the case."""
        context, case = self.context, self.route.case
        work, now, tr, language = context.work, context.now(), context.tr, context.language
        self.ask(lambda: suppose_view(work, case, now, tr, language), self._show, self._failed)

    def search(self) -> None:
        """Go to the list of what may be supposed."""
        self.what.setFocus()

    def primary(self) -> None:
        """Ask what would be."""
        choice, at, view = self._choice(), self._moment(), self.view
        if view is None or choice is None:
            return
        wrong = "" if self.never.isChecked() else self.at.trouble()
        if wrong or (at is None and not self.never.isChecked()):
            tell(self.wrong, wrong)
            return
        context, case = self.context, view.case
        now, tr, language = context.now(), context.tr, context.language
        self.busy.show()
        context.tasks.draw(
            "what-if",
            lambda: what_if_view(case, choice, at, now, tr, language),
            self._answered,
            self._failed,
            owner=self,
        )

    def _choice(self) -> Choice | None:
        found = self.what.currentData()
        return found if isinstance(found, Choice) else None

    def _moment(self) -> datetime | None:
        return None if self.never.isChecked() else self.at.moment()

    def _show(self, view: SupposeView) -> None:
        self.view = view
        self.busy.hide()
        self.under.setText(view.title)
        if not view.recorded and not view.possible:
            self._nothing()
            return
        wanted = view.first(self.route.item, self.route.section)
        for one in view.recorded:
            self.what.addItem(one.text, one)
            if one.key == wanted:
                self.what.setCurrentIndex(self.what.count() - 1)
        for one in view.possible:
            named = self.text("not yet recorded: {act}").format(act=one.text)
            self.what.addItem(named, one)
            if one.key == wanted:
                self.what.setCurrentIndex(self.what.count() - 1)
        self.what.currentIndexChanged.connect(lambda _: self._chosen())
        self.at.changed.connect(self._rest.start)
        self.never.toggled.connect(lambda _: self._turned())
        self._chosen()
        self.what.setFocus()

    def _chosen(self) -> None:
        choice = self._choice()
        if choice is None:
            return
        self.never.setChecked(False)
        self.never.setEnabled(bool(choice.event))
        at = choice.at or self.context.now()
        self.at.put(at.isoformat(timespec="minutes"))
        self._turned()

    def _turned(self) -> None:
        self.at.setEnabled(not self.never.isChecked())
        self._rest.start()

    def _answered(self, answer: WhatIfView) -> None:
        self.busy.hide()
        tell(self.wrong, "")
        self.answer = answer
        self.model.put(answer.terms)
        self.table.setVisible(bool(answer.terms))
        seen = self.text("Seen from {moment}.").format(moment=moment_words(answer.at))
        self.quiet.setText(seen if answer.terms else self.text("No term moves."))
        self.quiet.setVisible(not answer.terms or answer.at > self.context.now())
        clear(self.steps)
        if answer.steps:
            name = self.text("Steps that would stand otherwise")
            title = f"{name} · {len(answer.steps)}"
            self.steps.addWidget(Fold(self.context, title, lambda: self._step_lines(answer)))

    def _step_lines(self, answer: WhatIfView) -> QWidget:
        lines = (label(f"— {one}", wrap=True) for one in answer.steps)
        return card(column(*lines, spacing=6))

    def _failed(self, error: Exception) -> None:
        self.busy.hide()
        self.model.put(())
        self.table.hide()
        self.quiet.hide()
        clear(self.steps)
        tell(self.wrong, self.context.sentence(error))

    def _sheet(self, language: PaperLanguage) -> Paper:
        choice, view = self._choice(), self.view
        assert choice is not None and view is not None
        return what_if_sheet(view.case, choice, self._moment(), self.context.now(), language)

    def _nothing(self) -> None:
        text = self.text
        self.controls.hide()
        self.print.hide()
        said = text("A term starts from an act or a fact; none is recorded in this case yet.")
        self.column.insertWidget(2, empty(self.context, "today", text("No term runs"), said), 1)

    def _lay_out(self) -> None:
        text = self.text
        self.under = label("", "muted")
        head = row(back_button(self.context), spacing=12)
        head.addLayout(column(label(text("What if…"), "title"), self.under, spacing=2), 1)
        head.addWidget(self.print)
        self.column.addLayout(head)
        banner = QFrame()
        banner.setProperty("banner", "soon")
        said = text("A supposition: nothing is written down, the case stays as it is. Esc leaves.")
        around = column(label(said, "strong", wrap=True))
        around.setContentsMargins(12, 10, 12, 10)
        banner.setLayout(around)
        self.column.addWidget(banner)
        when = flow(asked(text("Supposed moment"), self.at), column(None, self.never))
        what = asked(text("What is supposed otherwise"), self.what)
        self.controls = card(column(what, when, self.wrong, spacing=12))
        self.table.hide()
        for part in (self.controls, self.busy, self.quiet):
            self.column.addWidget(part)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(self.steps)
        self.column.addStretch(0)
        self.column.addSpacing(16)
