"""The guide of a case: what is owed, what is open, what is closed and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

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
from gui.pages.step_row import StepRow, record, write
from gui.presenters.case import CaseView
from gui.presenters.guide import StepLine

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
            self.body.addWidget(self._group(owed))
        if guide.missing and not looking:
            self.body.addWidget(label(text("What is missing"), "lead"))
            self.body.addWidget(missing_list(self.context, self.case, guide.missing))
        if opened:
            self.body.addWidget(label(text("May be done now"), "lead"))
            self._stages(opened, looking)
        for title, rows in ((text("Done"), done), (text("Closed, and why"), closed)):
            if rows:
                heading = f"{title} · {len(rows)}"
                make = partial(self._group, rows)
                self.body.addWidget(Fold(self.context, heading, make, looking, self._kept, title))
        if not found:
            said = text("Try a part of a word, or the number of an article.")
            self.body.addWidget(empty(self.context, "search", text("Nothing was found"), said))

    def _stages(self, opened: Sequence[StepLine], looking: bool) -> None:
        """Fold open steps by stage; the present stage is unfolded, what waits for nothing last."""
        assert self.view is not None
        stages = {one.stage: one for one in self.view.guide.stages}
        waiting = [one for one in opened if not one.anytime]
        for stage, lines in groupby(waiting, key=lambda one: one.stage):
            group, mark = tuple(lines), stages.get(stage)
            name = mark.name if mark else stage
            self._fold(name, group, looking or bool(mark and mark.current))
        anytime = tuple(one for one in opened if one.anytime)
        if anytime:
            self._fold(self.context.text("At any time"), anytime, looking)

    def _fold(self, name: str, lines: tuple[StepLine, ...], opened: bool) -> None:
        make = partial(self._group, lines)
        heading = f"{name} · {len(lines)}"
        self.body.addWidget(Fold(self.context, heading, make, opened, self._kept, f"open {name}"))

    def _found(self, lines: tuple[StepLine, ...]) -> tuple[StepLine, ...]:
        words, only = self.field.text().casefold().split(), self.only.currentData()
        return tuple(one for one in lines if one.says(words) and (not only or only in one.marks))

    def _group(self, lines: tuple[StepLine, ...]) -> QWidget:
        return Listing(self.context, lines, self._row)

    def _row(self, one: StepLine) -> QWidget:
        return StepRow(self.context, self.case, one, self._kept)
