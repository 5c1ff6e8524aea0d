"""The guide of a case: what is owed, what is open, what is closed and why."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from core.engine.steps import StepStatus
from gui.pages.context import Context, Route
from gui.pages.fold import Fold
from gui.pages.parts import button, card, clear, column, label, line, row
from gui.presenters.case import CaseView
from gui.presenters.guide import Caution, StepLine

ICONS = {
    StepStatus.OWED: ("owed", "urgent"),
    StepStatus.OPEN: ("open", "soon"),
    StepStatus.DONE: ("done", "calm"),
    StepStatus.CLOSED: ("closed", "muted"),
}
TIERS = {"block": "overdue", "warning": "at_risk", "note": "soon"}
"""Severity of a guard → tone it is shown in."""


class GuideSection(QWidget):
    """Lines with buttons; a filter above."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.view: CaseView | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(context.text("Find a step, a person or an article"))
        self.field.setAccessibleName(context.text("Find a step"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _: self._fill())
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self.setLayout(column(self.field, self.body, None, spacing=16))

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
        if owed:
            self._begin(owed[0])

    def _fill(self) -> None:
        clear(self.body)
        assert self.view is not None
        guide, stages = self.view.guide, {one.stage: one.name for one in self.view.guide.stages}
        text = self.context.text
        owed, opened, closed, done = (
            self._found(guide.having(status))
            for status in (
                StepStatus.OWED,
                StepStatus.OPEN,
                StepStatus.CLOSED,
                StepStatus.DONE,
            )
        )
        if owed:
            self.body.addWidget(label(text("Owed now"), "lead"))
            self.body.addWidget(self._group(owed))
        if guide.missing and not self.field.text().strip():
            self.body.addWidget(label(text("What is missing"), "lead"))
            sentences = (label(f"— {one}", wrap=True) for one in guide.missing)
            self.body.addWidget(card(column(*sentences, spacing=6)))
        if opened:
            self.body.addWidget(label(text("May be done now"), "lead"))
        for stage, lines in groupby(opened, key=lambda one: one.stage):
            group = tuple(lines)
            self.body.addWidget(label(stages.get(stage, ""), "group"))
            self.body.addWidget(self._group(group))
        looking = bool(self.field.text().strip())
        for title, rows in ((text("Done"), done), (text("Closed, and why"), closed)):
            if rows:
                heading = f"{title} · {len(rows)}"
                fold = Fold(self.context, heading, partial(self._group, rows), looking)
                self.body.addWidget(fold)

    def _found(self, lines: tuple[StepLine, ...]) -> tuple[StepLine, ...]:
        words = self.field.text().casefold().split()
        return tuple(
            one
            for one in lines
            if all(w in f"{one.name} {one.person} {one.article}".casefold() for w in words)
        )

    def _group(self, lines: tuple[StepLine, ...]) -> QWidget:
        inside = QVBoxLayout()
        inside.setSpacing(10)
        for number, one in enumerate(lines):
            if number:
                inside.addWidget(line())
            inside.addWidget(self._line(one))
        return card(inside)

    def _line(self, one: StepLine) -> QWidget:
        made = QWidget()
        icon, tone = ICONS[one.status]
        picture = QLabel()
        picture.setPixmap(self.context.picture(icon, tone, 22))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = column(label(one.name, "strong", wrap=True), spacing=3)
        words.addWidget(label(self._under(one), "small", wrap=True))
        for reason in one.reasons:
            words.addWidget(label(reason, "muted", wrap=True))
        for caution in one.cautions:
            words.addWidget(self._caution(caution, one))
        beside = row(picture, spacing=12)
        beside.addLayout(words, 1)
        if one.status is not StepStatus.CLOSED:
            for action in self._actions(one):
                beside.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        made.setLayout(beside)
        return made

    def _under(self, one: StepLine) -> str:
        text = self.context.text
        parts = [one.person, text("art. {article}").format(article=one.article)]
        if one.unverified:
            parts.append(text("not compared with the official text"))
        if one.done:
            parts.append(text("done {moments}").format(moments="; ".join(one.done)))
        return " · ".join(part for part in parts if part)

    def _caution(self, caution: Caution, one: StepLine) -> QWidget:
        said = caution.text
        if caution.article:
            said = self.context.text("{text} (art. {article})").format(
                text=said, article=caution.article
            )
        if caution.doubt:
            said = f"{said} {caution.doubt}"
        made = label(said, wrap=True, tone=TIERS[caution.tier])
        made.setSizePolicy(made.sizePolicy().Policy.Preferred, made.sizePolicy().Policy.Minimum)
        if not caution.offer:
            return made
        way = button(
            self.context,
            self.context.text("Go to: {step}").format(step=caution.offer_name),
            lambda: self._go(caution.offer, one.subject),
            "next",
            flat=True,
        )
        both = QWidget()
        both.setLayout(column(made, row(way, None), spacing=2))
        return both

    def _actions(self, one: StepLine) -> list[QWidget]:
        text, found = self.context.text, []
        for form, title in one.papers[:1]:
            made = button(
                self.context,
                text("Paper"),
                partial(self.context.go, Route("paper", self.case, "", form, one.subject)),
                "paper",
                primary=one.status is StepStatus.OWED and not one.blocked,
            )
            made.setToolTip(title)
            made.setAccessibleName(f"{title} {one.person}".strip())
            made.setEnabled(not one.blocked)
            found.append(made)
        record = button(
            self.context, text("Record"), lambda: self._go(one.step, one.subject), "check"
        )
        record.setToolTip(text("Write down that it was done, without a paper of this program"))
        record.setAccessibleName(f"{text('Record')}: {one.name} {one.person}".strip())
        found.append(record)
        return list(found)

    def _begin(self, one: StepLine) -> None:
        if one.papers:
            self.context.go(Route("paper", self.case, item=one.papers[0][0], subject=one.subject))
        else:
            self._go(one.step, one.subject)

    def _go(self, step: str, subject: str) -> None:
        self.context.go(Route("record", self.case, item=step, subject=subject))
