"""An extension of a term: how far, counted from its start, by whom, when."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from core.law.model import Length
from core.services.notes import Extended
from gui.pages.asking import moment_field
from gui.pages.context import Context, Route
from gui.pages.form_parts import WIDE, asked, line_edit, tell, trouble
from gui.pages.page import Page
from gui.pages.parts import button, card, column, label, row, scrolled
from gui.presenters.extend import ExtendView, extend_view


class ExtendPage(Page):
    """Shows the ladder of the Code and records the rung that was climbed."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.view: ExtendView | None = None
        self.title = label("", "title", wrap=True)
        self.under = label("", "muted", wrap=True)
        self.far = QSpinBox()
        self.far.setRange(1, 999)
        self.far.setAccessibleName(text("Up to, counted from the start"))
        line = self.far.lineEdit()
        line.setAccessibleName(self.far.accessibleName())
        line.setTextMargins(8, 0, 0, 0)
        self.at = moment_field(context, text("Prolonged at"))
        self.official = line_edit()
        self.ladder = QGridLayout()
        self.ladder.setHorizontalSpacing(24)
        self.ladder.setVerticalSpacing(6)
        self.wrong = trouble()
        self.save = button(context, text("Record the extension"), self.primary, "check", True)
        self._lay_out()

    def begin(self) -> None:
        """Ask for the ladder."""
        context, route = self.context, self.route
        work, tr, language = context.work, context.tr, context.language
        self.at.put(context.now().isoformat(timespec="minutes"))
        self.ask(
            lambda: extend_view(work, route.case, route.item, route.subject, tr, language),
            self._show,
        )
        self.far.setFocus()

    def primary(self) -> None:
        """Record the extension and go back."""
        at = self.at.moment()
        if at is None or self.at.trouble() or self.view is None:
            tell(self.wrong, self.at.trouble() or self.text("When was it prolonged?"))
            return
        work, route = self.context.work, self.route
        length = Length(self.far.value(), self.view.unit)
        official = self.official.text().strip()
        extended = Extended(route.item, route.subject, length, at, official)
        self.ask(
            lambda: work.notes.extend(route.case, extended),
            lambda answer: self.context.back(),
            lambda error: tell(self.wrong, self.context.sentence(error)),
        )

    def _show(self, view: ExtendView) -> None:
        self.view = view
        text = self.text
        self.title.setText(text("Prolong: {term}").format(term=view.name))
        self.under.setText(view.person)
        self.under.setVisible(bool(view.person))
        for number, rung in enumerate(view.rungs):
            article = text("art. {article}").format(article=rung.article)
            self.ladder.addWidget(label(text("up to {length}").format(length=rung.text)), number, 0)
            self.ladder.addWidget(label(rung.by, "muted", wrap=True), number, 1)
            self.ladder.addWidget(label(article, "small"), number, 2)
        self.ladder.setColumnStretch(1, 1)
        if view.rungs:
            self.far.setValue(view.rungs[0].value)

    def _lay_out(self) -> None:
        text = self.text
        fields = row(spacing=16)
        fields.addLayout(asked(text("Up to, counted from the start"), self.far), 1)
        fields.addLayout(asked(text("Prolonged at"), self.at), 2)
        by = asked(text("By whom (post and name)"), self.official)
        inside = QWidget()
        around = column(
            card(column(label(text("Who may prolong it"), "lead"), self.ladder, spacing=10)),
            card(column(fields, by, spacing=12)),
            self.wrong,
            row(self.save, button(self.context, text("Cancel"), self.context.back), None),
            None,
            spacing=16,
        )
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        inside.setMaximumWidth(WIDE + 40)
        self.column.addLayout(column(self.title, self.under, spacing=2))
        self.column.addWidget(scrolled(inside), 1)
