"""The calculator: a term, a start, an extension; both ends with the way to them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.i18n import PAPER_LANGUAGES
from gui.pages.asking import Moment
from gui.pages.context import Context
from gui.pages.fields.editor import Desk
from gui.pages.flow import flow
from gui.pages.form_parts import WIDE, asked, picker, tell, trouble
from gui.pages.parts import bounded, button, card, clear, column, label, row, scrolled
from gui.presenters.law import CountedView, counted, extensions, term_choices
from gui.presenters.paper import Question


class CalculatorSection(QWidget):
    """Counts a term without a case."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        text = context.text
        first, second = PAPER_LANGUAGES
        asks = Question("start", "moment", text("Counted from"))
        self.start = Moment(Desk(context, (first, second)), asks)
        self.term = picker(())
        self.far = picker(())
        self.count = button(context, text("Count"), self.primary, "calendar", primary=True)
        self.wrong = trouble()
        self.answer = QVBoxLayout()
        line = flow()
        line.add(asked(text("Counted from"), self.start), 2)
        line.add(asked(text("Prolonged up to"), self.far), 1)
        inside = QWidget()
        around = column(
            card(column(asked(text("Term"), self.term), line, row(self.count, None), spacing=12)),
            self.wrong,
            self.answer,
            None,
            spacing=16,
        )
        around.setContentsMargins(2, 4, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        self.setLayout(column(scrolled(inside)))
        self.term.activated.connect(lambda _: self._ladder())

    def begin(self) -> None:
        """Fill the list of terms."""
        context = self.context
        if context.library is None:
            return
        self.term.clear()
        for key, name in term_choices(context.library.book, context.language):
            self.term.addItem(name, key)
        self.start.put(context.now().isoformat(timespec="minutes"))
        self._ladder()

    def primary(self) -> None:
        """Count the term."""
        context = self.context
        start, extend = self.start.moment(), self.far.currentData()
        if start is None or self.start.trouble():
            tell(self.wrong, self.start.trouble() or context.text("From when is it counted?"))
            return
        book, tr, language = context.library.book, context.tr, context.language
        term, up_to = str(self.term.currentData()), int(extend) if extend else None
        context.tasks.draw(
            "counted",
            lambda: counted(book, term, start, up_to, tr, language),
            self._show,
            lambda error: tell(self.wrong, context.sentence(error)),
            owner=self,
        )

    def _ladder(self) -> None:
        self.far.clear()
        self.far.addItem("—", "")
        book, term = self.context.library.book, str(self.term.currentData())
        for value, words in extensions(book, term, self.context.language):
            self.far.addItem(words, str(value))
        self.far.setEnabled(self.far.count() > 1)

    def _show(self, found: CountedView) -> None:
        text = self.context.text
        tell(self.wrong, "")
        clear(self.answer)
        ends = row(spacing=32)
        for name, value in (
            (text("Be ready by"), found.safe_end),
            (text("Legal end"), found.legal_end),
        ):
            ends.addLayout(column(label(name, "small"), label(value, "lead"), spacing=2))
        ends.addStretch(1)
        said = [label(f"— {one}", "muted", wrap=True) for one in found.derivation]
        way = column(label(text("How it was counted"), "small"), *said, spacing=4)
        title, under = (
            label(found.name, "strong", wrap=True),
            label(found.under, "small", wrap=True),
        )
        self.answer.addWidget(card(column(title, under, ends, way, spacing=12)))
