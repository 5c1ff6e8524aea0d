"""The terms of a case: both ends, the way to them, the source, the extension, what if."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.engine.terms import Status
from gui.pages.context import Context, Route
from gui.pages.flow import Flow, flow
from gui.pages.fold import Fold
from gui.pages.listing import Listing
from gui.pages.parts import button, card, clear, column, empty, label, row
from gui.pages.sheet_files import sheet_menu
from gui.presenters.case import CaseView
from gui.presenters.sheets import derivation_sheet
from gui.presenters.terms import TermCard


class TermsSection(QWidget):
    """Cards of running terms; those that are over are folded."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self._kept: set[str] = set()
        self._steady: tuple[TermCard, ...] = ()
        self._chips: dict[object, QLabel] = {}
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        suppose = button(context, context.text("What if…"), self.primary, "today")
        suppose.setToolTip(context.text("Suppose another moment and see which terms move"))
        note = button(
            context, context.text("Note a fact…"), lambda: context.go(Route("note", case)), "plus"
        )
        note.setToolTip(context.text("Terms start and end by what is noted."))
        self.setLayout(column(row(note, suppose, None), self.body, None, spacing=12))

    @staticmethod
    def shows(view: CaseView) -> object:
        """Return what the section shows of a case."""
        return view.terms

    def primary(self) -> None:
        """Suppose something otherwise."""
        self.context.go(Route("what_if", self.case))

    def show_view(self, view: CaseView) -> None:
        """Show the terms of a case; while only time goes by, only the time left is told anew."""
        steady = tuple(one.steady for one in view.terms)
        if steady and steady == self._steady:
            self._count_on(view.terms)
            return
        self._steady = steady
        self._chips.clear()
        clear(self.body)
        text = self.context.text
        running = [one for one in view.terms if one.status is Status.RUNNING]
        over = [one for one in view.terms if one.status is not Status.RUNNING]
        if running:
            self.body.addWidget(self._cards(running))
        else:
            said = text("Terms start by themselves from the acts and facts recorded.")
            self.body.addWidget(empty(self.context, "today", text("No term runs"), said))
        if over:
            name = text("Over")
            title = f"{name} · {len(over)}"
            make = partial(self._cards, over)
            self.body.addWidget(Fold(self.context, title, make, kept=self._kept, key="over"))

    def _count_on(self, terms: tuple[TermCard, ...]) -> None:
        for one in terms:
            chip = self._chips.get(one.key)
            if chip is not None:
                chip.setText(one.left)
                chip.setProperty("tone", one.tone)
                chip.style().polish(chip)

    def _cards(self, terms: list[TermCard]) -> QWidget:
        return Listing(self.context, terms, self._card, boxed=False)

    def _card(self, one: TermCard) -> QWidget:
        text = self.context.text
        head = row(spacing=12)
        head.addWidget(label(one.name, "strong", wrap=True), 1)
        self._chips[one.key] = label(one.left, tone=one.tone)
        head.addWidget(self._chips[one.key], 0, Qt.AlignmentFlag.AlignTop)
        under = [one.person, text("art. {article}").format(article=one.article)]
        under.append(text("edition {edition}").format(edition=one.edition))
        inside = column(
            head, label(" · ".join(p for p in under if p), "small", wrap=True), spacing=6
        )
        inside.addLayout(self._ends(one))
        if one.confidence != "high":
            doubt = text("Not compared with the official text: check the number before you act.")
            inside.addWidget(label(doubt, wrap=True, tone="at_risk"))
        if one.consequence and one.status is Status.RUNNING:
            inside.addWidget(label(one.consequence, "muted", wrap=True))
        counted = Fold(
            self.context,
            text("How it was counted"),
            partial(self._derivation, one),
            kept=self._kept,
            key=f"{one.term} {one.subject} {one.began}",
        )
        counted.head.setAccessibleName(f"{counted.head.text()}: {one.name}")
        inside.addWidget(counted)
        foot = row(spacing=12)
        foot.addLayout(self._owed(one), 1)
        foot.addLayout(self._actions(one))
        inside.addLayout(foot)
        return card(inside)

    def _owed(self, one: TermCard) -> Flow:
        """Return the ways to the acts that end the term."""
        found = Flow(spacing=4, under=2)
        for step, name in one.owes[:2] if one.status is Status.RUNNING else ():
            go = partial(self.context.go, Route("record", self.case, "", step, one.subject))
            found.add(button(self.context, name, go, "next", flat=True))
        return found

    def _ends(self, one: TermCard) -> Flow:
        moments = (
            column(label(name, "small"), label(said), spacing=1) for name, said in one.moments
        )
        return flow(*moments, spacing=32)

    def _derivation(self, one: TermCard) -> QWidget:
        lines = (label(f"— {said}", "muted", wrap=True) for said in one.derivation)
        made = QWidget()
        made.setLayout(column(*lines, spacing=4))
        return made

    def _actions(self, one: TermCard) -> Flow:
        text, context, found = self.context.text, self.context, Flow(spacing=8, right=True)
        printed = button(context, text("Print or copy…"), lambda: None, "print", flat=True)
        printed.clicked.connect(lambda: self._print(one, printed))
        printed.setAccessibleName(f"{printed.text()} {one.name}")
        found.add(printed)
        if one.event:
            route = Route("what_if", self.case, one.began, one.event)
            suppose = button(context, text("What if…"), partial(context.go, route), flat=True)
            suppose.setAccessibleName(f"{suppose.text()} {one.name}")
            found.add(suppose)
        if one.extendable:
            route = Route("extend", self.case, item=one.term, subject=one.subject)
            extend = button(
                context, text("Record an extension"), partial(context.go, route), "calendar"
            )
            extend.setAccessibleName(f"{extend.text()}: {one.name}")
            found.add(extend)
        return found

    def _print(self, one: TermCard, under: QWidget) -> None:
        context, case = self.context, self.case
        work, now = context.work, context.now()
        sheet_menu(
            context, self, lambda paper: derivation_sheet(work, case, one.key, now, paper), under
        )
