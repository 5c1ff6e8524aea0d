"""The guide of a case: what is owed, what is open, what is closed and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.engine.steps import StepStatus
from core.i18n import N_
from gui.pages.context import Context
from gui.pages.fold import Fold
from gui.pages.form_parts import picker
from gui.pages.listing import Listing
from gui.pages.missing_list import missing_list
from gui.pages.parts import clear, column, empty, label, row
from gui.pages.step_group import StepGroup
from gui.pages.step_row import StepRow, record, write
from gui.presenters.case import CaseView
from gui.presenters.guide import StepLine, apart, by_step

TYPING = 150
"""Milliseconds after the last key before the list is made anew."""
SHOW = (
    ("", N_("All steps")),
    ("owed", N_("Owed now")),
    ("open", N_("May be done now")),
    ("anytime", N_("At any time")),
    ("decision", N_("Decisions")),
    ("done", N_("Done")),
    ("closed", N_("Closed, and why")),
)
"""What the guide may be narrowed to."""


class GuideSection(QWidget):
    """Rows with buttons; a filter above."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.view: CaseView | None = None
        self._kept: set[str] = set()
        self.field = QLineEdit()
        self.field.setPlaceholderText(context.text("Find a step, a person, a paper or an article"))
        self.field.setAccessibleName(context.text("Find a step"))
        self.field.setClearButtonEnabled(True)
        self.only = picker((key, context.tr.gettext(name)) for key, name in SHOW)
        self.only.setAccessibleName(context.text("Which steps are shown"))
        self.only.activated.connect(lambda _: self._fill())
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._fill)
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        above = row(spacing=12)
        above.addWidget(self.field, 1)
        above.addWidget(self.only)
        self.setLayout(column(above, self.body, None, spacing=16))

    @staticmethod
    def shows(view: CaseView) -> object:
        """Return what the section shows of a case; it is made anew when that is another."""
        return view.guide

    def show_view(self, view: CaseView) -> None:
        """Show the guide of a case."""
        self.view = view
        self._fill()

    def search(self) -> None:
        """Go to the filter."""
        self.field.setFocus()
        self.field.selectAll()

    def primary(self) -> None:
        """Begin the first owed act."""
        owed = self.view.guide.having(StepStatus.OWED) if self.view else ()
        if not owed:
            return
        first = owed[0]
        if first.papers:
            write(self.context, self.case, first.papers[0][0], first.subject)
        else:
            record(self.context, self.case, first.step, first.subject)

    def _fill(self) -> None:
        clear(self.body)
        if self.view is None:
            return
        guide, text = self.view.guide, self.context.text
        found = self._found(guide.lines)
        looking = bool(self.field.text().strip() or self.only.currentData())
        owed, opened, done, closed = (
            tuple(one for one in found if one.status is status)
            for status in (StepStatus.OWED, StepStatus.OPEN, StepStatus.DONE, StepStatus.CLOSED)
        )
        if owed:
            self.body.addWidget(label(text("Owed now"), "lead"))
            self.body.addWidget(self._owed(owed))
        if guide.missing and not looking:
            make = partial(missing_list, self.context, self.case, guide.missing)
            self._fold(text("What is missing"), len(guide.missing), make, bool(guide.stray))
        if opened:
            self.body.addSpacing(4)
            self.body.addWidget(label(text("May be done now"), "lead"))
            self._stages(opened, looking)
        for title, rows in ((text("Done"), done), (text("Closed, and why"), closed)):
            if rows:
                self._fold(title, len(rows), partial(self._group, rows), looking)
        if not found:
            said = text("Try a part of a word, or the number of an article.")
            self.body.addWidget(empty(self.context, "search", text("Nothing was found"), said))

    def _stages(self, opened: Sequence[StepLine], looking: bool) -> None:
        """Fold open steps by stage: the present one unfolded and first, at any time last."""
        assert self.view is not None
        stages = sorted(self.view.guide.stages, key=lambda one: not one.current)
        for mark in stages:
            lines = tuple(one for one in opened if one.stage == mark.stage and not one.anytime)
            self._stage(mark.name, lines, looking, mark.current)
        anytime = tuple(one for one in opened if one.anytime)
        self._stage(self.context.text("At any time"), anytime, looking, False)

    def _stage(self, name: str, lines: tuple[StepLine, ...], looking: bool, current: bool) -> None:
        """Fold the steps of a stage; who looks for something sees each line as it was found."""
        if lines:
            make = partial(self._group if looking else self._offered, lines)
            self._fold(name, len(lines), make, looking or current)

    def _fold(self, name: str, count: int, make: Callable[[], QWidget], opened: bool) -> None:
        heading = f"{name} · {count}"
        self.body.addWidget(Fold(self.context, heading, make, opened, self._kept, f"open {name}"))

    def _offered(self, lines: tuple[StepLine, ...]) -> QWidget:
        """Return what was not done yet, each step once; what may be done again is folded."""
        fresh, again = apart(lines)
        if not fresh:
            return self._group(lines)
        made = QWidget()
        inside = column(Listing(self.context, by_step(fresh), self._step))
        if again:
            title = self.context.text("Done, may be done again")
            heading = f"{title} · {len(again)}"
            key = f"again {again[0].stage} {again[0].step}"
            make = partial(self._group, again)
            inside.addWidget(Fold(self.context, heading, make, False, self._kept, key))
        made.setLayout(inside)
        return made

    def _owed(self, lines: tuple[StepLine, ...]) -> QWidget:
        """Return the owed acts; the first is what the page is for, so only it stands out."""
        made = partial(StepRow, self.context, self.case, kept=self._kept)
        return Listing(self.context, lines, lambda one: made(one, first=one is lines[0]))

    def _step(self, lines: tuple[StepLine, ...]) -> QWidget:
        if len(lines) == 1:
            return self._row(lines[0])
        return StepGroup(self.context, lines, self._row, self._kept)

    def _found(self, lines: tuple[StepLine, ...]) -> tuple[StepLine, ...]:
        words, only = self.field.text().casefold().split(), self.only.currentData()
        return tuple(one for one in lines if one.says(words) and (not only or only in one.marks))

    def _group(self, lines: tuple[StepLine, ...]) -> QWidget:
        return Listing(self.context, lines, self._row)

    def _row(self, one: StepLine) -> QWidget:
        return StepRow(self.context, self.case, one, self._kept)
