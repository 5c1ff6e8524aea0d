"""The crime of a case: kind of prosecution, category, court, bodies, grounds with consents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gui.pages.context import Context
from gui.pages.flow import flow
from gui.pages.fold import Fold
from gui.pages.form_parts import asked, line_edit, picker, tell, trouble
from gui.pages.parts import button, card, clear, column, label
from gui.presenters.case import CaseView
from gui.presenters.crime import CrimeAsk, CrimeView, Norm, Told, crime_view, facts_of

THINKING = 250
"""Milliseconds after the last change before the book is asked again."""


class CrimeSection(QWidget):
    """What is typed is only looked at; it is recorded when the person confirms it."""

    def __init__(self, context: Context, case: str) -> None:
        super().__init__()
        self.context = context
        self.case = case
        self.asks: CrimeAsk | None = None
        self._kept: set[str] = set()
        self._told: dict[str, QCheckBox] = {}
        self._now: frozenset[str] = frozenset()
        self.article = line_edit(example="205(2)")
        self.relation, self.consequence = picker(()), picker(())
        self.state = label("", tone="soon")
        self.confirm = button(
            context, context.text("Confirm the article"), self.primary, "check", primary=True
        )
        self.wrong = trouble()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.around = QVBoxLayout()
        self._rest = QTimer(self, singleShot=True, interval=THINKING)
        self._rest.timeout.connect(self._ask)
        self.article.textEdited.connect(lambda _: self._rest.start())
        for one in (self.relation, self.consequence):
            one.activated.connect(lambda _: self._rest.start())
        self.setLayout(column(self._head(), self.around, self.body, None, spacing=12))

    @staticmethod
    def shows(view: CaseView) -> object:
        """Return what the section shows of a case."""
        return view.crime_ask

    def show_view(self, view: CaseView) -> None:
        """Show what the case says of its crime."""
        self.asks = view.crime_ask
        told = self.asks.told
        self.article.setText(told.article)
        for box, choices, chosen in (
            (self.relation, self.asks.relations, told.relation),
            (self.consequence, (("", "—"), *self.asks.consequences), told.consequence),
        ):
            box.clear()
            for key, name in choices:
                box.addItem(name, key)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        clear(self.around)
        self._told.clear()
        name = self.context.text("Circumstances")
        make = self._circumstances
        self.around.addWidget(Fold(self.context, name, make, kept=self._kept, key="told"))
        self._ask()

    def primary(self) -> None:
        """Record what is said of the crime."""
        if self.asks is None or not self.confirm.isEnabled():
            return
        work, case, asks, told = self.context.work, self.case, self.asks, self._said()
        now = self.context.now()

        def record() -> None:
            for fact, value in facts_of(told, asks).items():
                work.notes.fact(case, fact, value, now)

        self.confirm.setEnabled(False)
        said = self.context.text("The article is confirmed.")
        self.context.tasks.run(
            record, lambda _: self.context.say(said, "calm"), self._failed, owner=self
        )

    def _said(self) -> Told:
        return Told(
            self.article.text().strip(),
            str(self.relation.currentData() or ""),
            str(self.consequence.currentData() or ""),
            self._now,
        )

    def _ask(self) -> None:
        told, asks, context = self._said(), self.asks, self.context
        if asks is None or not told.article:
            self._nothing()
            return
        law, tr, language = asks.law, context.tr, context.language
        context.tasks.draw(
            "crime",
            lambda: crime_view(law, told, tr, language),
            self._show,
            self._failed,
            owner=self,
        )

    def _nothing(self) -> None:
        clear(self.body)
        tell(self.wrong, "")
        self.state.hide()
        self.confirm.setEnabled(False)
        said = self.context.text("Write the article of the Criminal Code to see what follows.")
        self.body.addWidget(label(said, "muted", wrap=True))

    def _failed(self, error: Exception) -> None:
        clear(self.body)
        self.confirm.setEnabled(False)
        tell(self.wrong, self.context.sentence(error))

    def _show(self, view: CrimeView) -> None:
        assert self.asks is not None
        text = self.context.text
        tell(self.wrong, "")
        clear(self.body)
        recorded = self.asks.confirmed and not facts_of(self._said(), self.asks)
        self.confirm.setEnabled(not recorded)
        self.state.show()
        self.state.setText(text("confirmed") if recorded else text("proposed, to be confirmed"))
        self.state.setProperty("tone", "calm" if recorded else "urgent")
        self.state.style().polish(self.state)
        head = column(label(view.name, "lead", wrap=True), spacing=4)
        head.addWidget(label(" · ".join((view.sure, *view.parts)), "small", wrap=True))
        self.body.addLayout(head)
        self._norms(text("Kind of prosecution"), (view.kind, *view.alternatives))
        self._norms(text("Category of the crime"), (view.category,))
        self._norms(text("Court"), (view.court,))
        self._norms(text("Who investigates"), (*view.investigation, *view.inquiry))
        for title, norms in (
            (text("Bodies that circumstances may make competent"), view.possible),
            (text("Who opens the case"), view.opens),
            (text("What bars or ends it"), view.ends),
            (text("Grounds that hold (arts 29, 30)"), view.grounds),
            (text("Grounds that may hold"), view.open_grounds),
            (text("Grounds that do not hold here, and why"), view.shut_grounds),
        ):
            if norms:
                make = partial(self._card, norms)
                heading = f"{title} · {len(norms)}"
                fold = Fold(self.context, heading, make, norms is view.grounds, self._kept, title)
                self.body.addWidget(fold)

    def _norms(self, title: str, norms: Sequence[Norm]) -> None:
        self.body.addWidget(label(title, "group"))
        self.body.addWidget(self._card(norms))

    def _card(self, norms: Sequence[Norm]) -> QWidget:
        return card(column(*(self._norm(one) for one in norms), spacing=10))

    def _norm(self, one: Norm) -> QWidget:
        inside = column(label(one.text, "strong", wrap=True), spacing=2)
        small = " · ".join(part for part in (one.article, one.doubt) if part)
        for said in (small, *one.under):
            if said:
                inside.addWidget(label(said, "small" if said is small else "muted", wrap=True))
        made = QWidget()
        made.setLayout(inside)
        return made

    def _circumstances(self) -> QWidget:
        assert self.asks is not None
        boxes: list[QWidget] = []
        for key, name in self.asks.circumstances:
            box = QCheckBox(name)
            box.setChecked(key in self._now)
            box.toggled.connect(lambda on, kept=key: self._tell(kept, on))
            self._told[key] = box
            boxes.append(box)
        note = self.context.text("They change what is shown here; the case is not changed by them.")
        return card(column(label(note, "small", wrap=True), *boxes, spacing=2))

    def _tell(self, key: str, on: bool) -> None:
        self._now = self._now | {key} if on else self._now - {key}
        self._rest.start()

    def _head(self) -> QWidget:
        text = self.context.text
        fields = flow()
        fields.add(asked(text("Article of the Criminal Code"), self.article), 1)
        fields.add(asked(text("What the suspect is to the victim"), self.relation), 2)
        fields.add(asked(text("Consequence"), self.consequence), 2)
        done = flow(self.confirm, self.state, spacing=12)
        return card(column(fields, done, self.wrong, spacing=12))
