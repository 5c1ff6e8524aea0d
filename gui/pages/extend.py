"""An extension of a term: how far, counted from its start, by whom, when, and what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from core.law.model import Length
from core.services.notes import Extended
from gui.pages.act_page import ActPage
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.form_parts import asked, line_edit, picker, tell
from gui.pages.parts import card, clear, column, label, row
from gui.presenters.extend import (
    ExtendView,
    Petition,
    Prospect,
    RungLine,
    extend_view,
    prospect,
)


class ExtendPage(ActPage):
    """Shows the ladder of the Code, and where the term would end, before it is recorded."""

    def __init__(self, context: Context, route: Route) -> None:
        text = context.text
        super().__init__(context, route, text("Prolonged at"), text("Record the extension"))
        self.view: ExtendView | None = None
        self.far = QSpinBox()
        self.far.setRange(1, 1200)
        self.far.setAccessibleName(text("Up to, counted from the start"))
        line = self.far.lineEdit()
        line.setAccessibleName(self.far.accessibleName())
        line.setTextMargins(8, 0, 0, 0)
        self.far.valueChanged.connect(lambda _: self._thinking.start())
        self.unit = picker(())
        self.unit.setAccessibleName(text("Unit of the length"))
        self.unit.activated.connect(lambda _: self._thinking.start())
        self.official = line_edit()
        self.ladder = QGridLayout()
        self.ladder.setHorizontalSpacing(16)
        self.ladder.setVerticalSpacing(8)
        self.rungs = QButtonGroup(self)
        self.rungs.setExclusive(False)
        self.present = label("", wrap=True)
        self.follows = QVBoxLayout()
        self.follows.setSpacing(6)
        self.save.setEnabled(False)
        self._lay_out()

    def begin(self) -> None:
        """Ask for the ladder."""
        context, route = self.context, self.route
        work, tr, language = context.work, context.tr, context.language
        self.at.put(context.now().isoformat(timespec="minutes"))
        self.ask(
            lambda: extend_view(work, route.case, route.item, route.subject, tr, language),
            self._show,
            self.failed,
        )
        self.far.setFocus()

    def primary(self) -> None:
        """Record the extension and go back."""
        extended = self._extended()
        if extended is None:
            tell(self.wrong, self.at.trouble() or self.text("When was it prolonged?"))
            return
        if not self.save.isEnabled():
            return
        work, case = self.context.work, self.route.case
        self.saving()
        said = self.text("The extension is recorded.")
        self.ask(lambda: work.notes.extend(case, extended), lambda _: self.saved(said), self.failed)

    def judge(self) -> None:
        """Ask where the term would end with what is typed, or who forbids it."""
        extended, view, context = self._extended(), self.view, self.context
        self._mark()
        if extended is None or view is None:
            self.save.setEnabled(False)
            return
        now, tr, language = context.now(), context.tr, context.language
        context.tasks.draw(
            "prospect",
            lambda: prospect(view, extended, now, tr, language),
            self._judged,
            self._refused,
            owner=self,
        )

    def _extended(self) -> Extended | None:
        at = self.at.moment()
        if at is None or self.at.trouble() or self.view is None:
            return None
        length = Length(self.far.value(), self.unit.currentData())
        return Extended(
            self.route.item, self.route.subject, length, at, self.official.text().strip()
        )

    def _judged(self, found: Prospect) -> None:
        text = self.text
        clear(self.follows)
        tell(self.wrong, found.refusal)
        self.save.setEnabled(not found.refusal)
        if found.refusal:
            return
        ends = row(spacing=32)
        for name, value in ((text("Legal end"), found.end), (text("Be ready by"), found.ready)):
            ends.addLayout(column(label(name, "small"), label(value, "lead"), spacing=2))
        ends.addStretch(1)
        self.follows.addWidget(label(text("With this extension"), "small"))
        self.follows.addLayout(ends)
        self.follows.addWidget(label(text("May prolong: {who}").format(who=found.by), wrap=True))
        self._petitions(found.petitions)

    def _petitions(self, petitions: tuple[Petition, ...]) -> None:
        said = self.text("{name} (art. {article}): by {moment}")
        for one in petitions:
            words = said.format(name=one.name, article=one.article, moment=one.due)
            self.follows.addWidget(label(words, "muted", wrap=True))

    def _refused(self, error: Exception) -> None:
        clear(self.follows)
        self.save.setEnabled(False)
        tell(self.wrong, self.context.sentence(error))

    def _show(self, view: ExtendView) -> None:
        self.view = view
        text = self.text
        self.head(text("Prolong: {term}").format(term=view.name), view.person)
        said = text("{name} (art. {article}): by {moment}")
        due = [said.format(name=p.name, article=p.article, moment=p.due) for p in view.petitions]
        self.present.setText("\n".join((" · ".join(view.now), *due)))
        self.present.setVisible(bool(view.now))
        for number, rung in enumerate(view.rungs):
            self._rung(number, rung)
        self.ladder.setColumnStretch(1, 1)
        for unit, name in view.units:
            self.unit.addItem(name, unit)
        if view.first is not None:
            self._climb(view.first)

    def _rung(self, number: int, rung: RungLine) -> None:
        made = QPushButton(rung.text)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("segment", True)
        made.setEnabled(not rung.climbed)
        made.setAccessibleName(f"{rung.text}, {rung.by}")
        made.clicked.connect(lambda: self._climb(rung))
        self.rungs.addButton(made, number)
        article = self.text("art. {article}").format(article=rung.article)
        top = Qt.AlignmentFlag.AlignVCenter
        self.ladder.addWidget(made, number, 0)
        self.ladder.addWidget(label(rung.by, "muted", wrap=True), number, 1, top)
        self.ladder.addWidget(label(article, "small"), number, 2, top)

    def _climb(self, rung: RungLine) -> None:
        """Take the length of a rung."""
        self.unit.setCurrentIndex(self.unit.findData(rung.unit))
        self.far.setValue(rung.value)
        self.judge()

    def _mark(self) -> None:
        """Show which rung the typed length stands on."""
        rungs = self.view.rungs if self.view else ()
        for number, rung in enumerate(rungs):
            stands = (self.far.value(), self.unit.currentData()) == (rung.value, rung.unit)
            self.rungs.button(number).setChecked(stands)

    def _lay_out(self) -> None:
        text = self.text
        fields = flow()
        length = QWidget()
        length.setLayout(row(self.far, self.unit))
        length.setFocusProxy(self.far)
        fields.add(asked(text("Up to, counted from the start"), length), 1)
        fields.add(asked(text("Prolonged at"), self.at), 2)
        by = asked(text("By whom (post and name)"), self.official)
        who = column(
            self.present, label(text("Who may prolong it"), "lead"), self.ladder, spacing=10
        )
        self.lay_out(card(who), card(column(fields, by, self.follows, spacing=12)))
