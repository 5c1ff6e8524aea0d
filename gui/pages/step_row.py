"""One step of the guide as a row: what it is, why it is closed, what to do, what follows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.engine.steps import StepStatus
from gui.pages.context import Context, Route
from gui.pages.fold import Fold
from gui.pages.missing_list import missing_list
from gui.pages.parts import button, coloured, column, label, row
from gui.presenters.guide import Caution, StepLine

ICONS = {
    StepStatus.OWED: ("owed", "urgent"),
    StepStatus.OPEN: ("open", "soon"),
    StepStatus.DONE: ("done", "calm"),
    StepStatus.CLOSED: ("closed", "muted"),
}
TIERS = {"block": "overdue", "warning": "at_risk", "note": ""}
"""Severity of a guard → tone it is shown in; a note asks for nothing and stands plain."""
ARROW = 34
"""Pixels of the arrow that unfolds a row; a row without one keeps the place free."""


class StepRow(QWidget):
    """A step for one subject with its buttons."""

    def __init__(
        self, context: Context, case: str, one: StepLine, kept: set[str], first: bool = False
    ) -> None:
        """Make the row; the first of a list is what its page is for."""
        super().__init__()
        self.context, self.case, self.one, self._first = context, case, one, first
        icon, tone = ICONS[one.status]
        picture = QLabel()
        picture.setPixmap(context.picture(icon, tone, 22))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = column(label(one.name, "strong", wrap=True), spacing=3)
        words.addWidget(label(self._under(), "small", wrap=True))
        for reason in one.reasons:
            words.addWidget(label(reason, "muted", wrap=True))
        for caution in one.cautions:
            words.addWidget(self._caution(caution))
        if one.lacks:
            words.addWidget(self._lacks(kept))
        self._words, self._shown, self._kept = words, QWidget(), kept
        beside = row(picture, spacing=12)
        beside.addLayout(words, 1)
        for action in self._actions() if one.status is not StepStatus.CLOSED else ():
            beside.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        if one.actions or one.leads or one.by_hand:
            beside.addWidget(self._more(), 0, Qt.AlignmentFlag.AlignTop)
        else:
            beside.addSpacing(ARROW + beside.spacing())
        self.setLayout(beside)

    def _under(self) -> str:
        text, one = self.context.text, self.one
        parts = [one.person, text("art. {article}").format(article=one.article)]
        if one.unverified:
            parts.append(text("not compared with the official text"))
        if one.done:
            parts.append(text("done {moments}").format(moments="; ".join(one.done)))
        return " · ".join(part for part in parts if part)

    def _caution(self, caution: Caution) -> QWidget:
        said = caution.text
        if caution.article:
            said = self.context.text("{text} (art. {article})").format(
                text=said, article=caution.article
            )
        if caution.doubt:
            said = f"{said} {caution.doubt}"
        tone = TIERS[caution.tier]
        made = label(said, "" if tone else "small", wrap=True, tone=tone)
        made.setSizePolicy(made.sizePolicy().Policy.Preferred, made.sizePolicy().Policy.Minimum)
        if not caution.offer:
            return made
        way = button(
            self.context,
            self.context.text("Go to: {step}").format(step=caution.offer_name),
            partial(record, self.context, self.case, caution.offer, self.one.subject),
            "next",
            flat=True,
        )
        both = QWidget()
        both.setLayout(column(made, row(way, None), spacing=2))
        return both

    def _lacks(self, kept: set[str]) -> Fold:
        one, tr = self.one, self.context.tr
        number = len(one.lacks or ())
        said = tr.ngettext(
            "{n} thing is missing before it", "{n} things are missing before it", number
        ).format(n=number)
        make = partial(missing_list, self.context, self.case, one.lacks or ())
        key = f"lacks {one.step} {one.subject}"
        made = Fold(self.context, said, make, kept=kept, key=key)
        made.head.setAccessibleName(f"{said}: {one.name} {one.person}".strip())
        return made

    def _more(self) -> QToolButton:
        """Return the arrow that unfolds what to do and what follows."""
        one, said = self.one, self.context.text("What to do and what follows")
        made = QToolButton()
        made.setCheckable(True)
        made.setProperty("fold", True)
        made.setFixedWidth(ARROW)
        made.setIcon(coloured("down", self.context.colours.muted))
        made.setIconSize(QSize(18, 18))
        made.setToolTip(said)
        made.setAccessibleName(f"{said}: {one.name} {one.person}".strip())
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.toggled.connect(self._unfold)
        made.setChecked(self._key in self._kept)
        return made

    @property
    def _key(self) -> str:
        return f"details {self.one.step} {self.one.subject}"

    def _unfold(self, opened: bool) -> None:
        (self._kept.add if opened else self._kept.discard)(self._key)
        if opened and self._shown.layout() is None:
            self._shown.setLayout(self._details())
            self._words.addWidget(self._shown)
        self._shown.setVisible(opened)

    def _details(self) -> QVBoxLayout:
        inside = column(spacing=4)
        for number, action in enumerate(self.one.actions, 1):
            inside.addWidget(label(f"{number}. {action}", "muted", wrap=True))
        if self.one.by_hand:
            said = self.context.text("Papers made by hand: {names}")
            names = "; ".join(self.one.by_hand)
            inside.addWidget(label(said.format(names=names), "small", wrap=True))
        for kind, found in self.one.leads:
            inside.addWidget(label(f"{kind}: {'; '.join(found)}", "small", wrap=True))
        return inside

    def _actions(self) -> list[QWidget]:
        text, one = self.context.text, self.one
        found: list[QWidget] = []
        if one.papers:
            found.append(self._paper())
        done = button(
            self.context,
            text("Record"),
            partial(record, self.context, self.case, one.step, one.subject),
            "check",
        )
        done.setToolTip(text("Write down that it was done, without a paper of this program"))
        done.setAccessibleName(f"{text('Record')}: {one.name} {one.person}".strip())
        found.append(done)
        return found

    def _paper(self) -> QPushButton:
        """Return the button of the paper; with several forms it opens their menu."""
        context, one = self.context, self.one
        first, title = one.papers[0]
        several = len(one.papers) > 1
        go = partial(write, context, self.case, first, one.subject)
        made = button(
            context,
            context.text("Paper"),
            (lambda: None) if several else go,
            "paper",
            primary=self._first and not one.blocked,
        )
        if several:
            menu = QMenu(made)
            for form, name in one.papers:
                menu.addAction(name, partial(write, context, self.case, form, one.subject))
            made.setMenu(menu)
            title = one.name
        made.setToolTip("\n".join(name for _, name in one.papers))
        made.setAccessibleName(f"{title} {one.person}".strip())
        made.setEnabled(not one.blocked)
        return made


def record(context: Context, case: str, step: str, subject: str) -> None:
    """Go where a step is recorded."""
    context.go(Route("record", case, item=step, subject=subject))


def write(context: Context, case: str, form: str, subject: str) -> None:
    """Go where a paper is written."""
    context.go(Route("paper", case, item=form, subject=subject))
