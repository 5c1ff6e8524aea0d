"""The terms of a case: both ends, the way to them, the source, and the extension."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.engine.terms import Status
from gui.pages.context import Context, Route
from gui.pages.fold import Fold
from gui.pages.parts import button, card, clear, column, empty, label, row
from gui.presenters.case import CaseView
from gui.presenters.terms import TermCard


class TermsSection(QWidget):
    """Cards of running terms; those that are over are folded."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.setLayout(column(self.body, None))

    def show_view(self, view: CaseView) -> None:
        """Show the terms of a case."""
        clear(self.body)
        running = [one for one in view.terms if one.status is Status.RUNNING]
        over = [one for one in view.terms if one.status is not Status.RUNNING]
        for one in running:
            self.body.addWidget(self._card(one))
        if not running:
            self.body.addWidget(
                empty(
                    self.context,
                    "today",
                    self.context.text("No term runs"),
                    self.context.text(
                        "Terms start by themselves from the acts and facts recorded."
                    ),
                )
            )
        if over:
            name = self.context.text("Over")
            title = f"{name} · {len(over)}"
            self.body.addWidget(Fold(self.context, title, lambda: self._cards(over)))

    def _cards(self, terms: list[TermCard]) -> QWidget:
        made = QWidget()
        made.setLayout(column(*(self._card(one) for one in terms), spacing=12))
        return made

    def _card(self, one: TermCard) -> QWidget:
        text = self.context.text
        name = label(one.name, "strong", wrap=True)
        head = row(spacing=12)
        head.addWidget(name, 1)
        head.addWidget(label(one.left, tone=one.tone), 0, Qt.AlignmentFlag.AlignTop)
        under = [one.person, text("art. {article}").format(article=one.article)]
        under.append(text("edition {edition}").format(edition=one.edition))
        inside = column(head, label(" · ".join(p for p in under if p), "small"), spacing=6)
        inside.addLayout(self._ends(one))
        if one.confidence != "high":
            doubt = text("Not compared with the official text: check the number before you act.")
            inside.addWidget(label(doubt, wrap=True, tone="at_risk"))
        if one.consequence and one.status is Status.RUNNING:
            inside.addWidget(label(one.consequence, "muted", wrap=True))
        inside.addWidget(
            Fold(self.context, text("How it was counted"), lambda: self._derivation(one))
        )
        inside.addLayout(self._actions(one))
        return card(inside)

    def _ends(self, one: TermCard) -> QGridLayout:
        text = self.context.text
        made = QGridLayout()
        made.setContentsMargins(0, 4, 0, 0)
        made.setHorizontalSpacing(32)
        made.setVerticalSpacing(1)
        pairs = [
            (text("Began"), one.started),
            (text("Length"), one.length),
            (text("Be ready by"), one.safe_end),
            (text("Legal end"), one.legal_end),
        ]
        if one.other_end:
            pairs.append((text("By the other edition"), one.other_end))
        for number, (name, value) in enumerate(pairs):
            made.addWidget(label(name, "small"), 0, number)
            made.addWidget(label(value), 1, number)
        made.setColumnStretch(len(pairs), 1)
        return made

    def _derivation(self, one: TermCard) -> QWidget:
        made = QWidget()
        made.setLayout(
            column(*(label(f"— {said}", "muted", wrap=True) for said in one.derivation), spacing=4)
        )
        return made

    def _actions(self, one: TermCard) -> QHBoxLayout:
        text, found = self.context.text, row()
        if one.status is Status.RUNNING:
            for step, name in one.owes[:2]:
                made = button(
                    self.context,
                    name,
                    partial(self.context.go, Route("record", self.case, "", step, one.subject)),
                    "next",
                    flat=True,
                )
                found.addWidget(made)
        found.addStretch(1)
        if one.extendable:
            extend = button(
                self.context,
                text("Record an extension"),
                lambda: self.context.go(
                    Route("extend", self.case, item=one.term, subject=one.subject)
                ),
                "calendar",
            )
            found.addWidget(extend)
        return found
