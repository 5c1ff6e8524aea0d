"""An act recorded without a paper of ours: when, of whom, what was learned, against what."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.services.notes import Done
from gui.pages.act_page import ActPage
from gui.pages.asking import moment_field
from gui.pages.cautions import Cautions
from gui.pages.context import Context, Route
from gui.pages.fields.editor import Desk, Editor
from gui.pages.fields.make import editor
from gui.pages.flow import flow
from gui.pages.form_parts import asked, picker, tell
from gui.pages.missing_list import Checklist
from gui.pages.parts import card, column, label, line
from gui.presenters.missing import checklist
from gui.presenters.paper import Question, own_answers
from gui.presenters.record import RecordView, Verdict, record_view, verdict


class RecordPage(ActPage):
    """Asks what the step asks; the guide judges while one types."""

    def __init__(self, context: Context, route: Route) -> None:
        text = context.text
        super().__init__(context, route, text("When"), text("Record"))
        self.view: RecordView | None = None
        self.until = moment_field(context, text("Until (optional)"))
        self.who = picker(())
        self.who_box = QWidget()
        self.editors: dict[str, Editor] = {}
        self.questions = QVBoxLayout()
        self.questions.setSpacing(12)
        self.checklist = Checklist(context, route.case)
        self.cautions = Cautions(context, self._offer)
        self._lay_out()
        self.until.changed.connect(self._thinking.start)
        self.who.activated.connect(lambda _: self._thinking.start())

    def begin(self) -> None:
        """Ask for the step."""
        context, route = self.context, self.route
        work, tr, language = context.work, context.tr, context.language
        self.at.put(context.now().isoformat(timespec="minutes"))
        self.ask(
            lambda: record_view(work, route.case, route.item, route.subject, tr, language),
            self._show,
            self.failed,
        )
        self.at.go()

    def primary(self) -> None:
        """Record the act and go back, or say what is still wanted."""
        missing = self._missing()
        done = self._done()
        if missing or done is None:
            tell(self.wrong, missing)
            return
        owing = self.cautions.first_empty()
        if owing is not None:
            tell(self.wrong, self.text("Say why you go on in spite of the warning."))
            owing.setFocus()
            return
        work, case = self.context.work, self.route.case
        self.saving()
        said = self.text("Recorded: {step}").format(step=self.title.text())
        self.ask(lambda: work.notes.step(case, done), lambda _: self.saved(said), self.failed)

    def _show(self, view: RecordView) -> None:
        self.view = view
        text, one = self.text, view.line
        article = text("art. {article}").format(article=one.article)
        doubt = text("not compared with the official text") if one.unverified else ""
        self.head(one.name, " · ".join(part for part in (article, doubt) if part))
        for someone in view.fits:
            self.who.addItem(someone.shown, someone.person)
        self.who.setCurrentIndex(max(0, self.who.findData(self.route.subject)))
        self.who_box.setVisible(bool(view.fits))
        desk = Desk(self.context, view.languages, view.people, add_person=self._add_person)
        for answer in view.answers:
            made = editor(desk, answer.question)
            made.put(answer.value)
            made.changed.connect(self._thinking.start)
            self.editors[answer.question.id] = made
            self.questions.addLayout(self._question(answer.question, made))
        self._tell_order()
        self.watch()
        self.judge()

    def _tell_order(self) -> None:
        """Say what to do in which order, and what follows."""
        assert self.view is not None
        one = self.view.line
        if one.actions or one.leads or one.by_hand:
            self.questions.addWidget(line())
        if one.actions:
            self.questions.addWidget(label(self.text("What to do, in this order"), "small"))
        for number, action in enumerate(one.actions, 1):
            self.questions.addWidget(label(f"{number}. {action}", "muted", wrap=True))
        if one.by_hand:
            said = self.text("Papers made by hand: {names}").format(names="; ".join(one.by_hand))
            self.questions.addWidget(label(said, "small", wrap=True))
        for kind, names in one.leads:
            self.questions.addWidget(label(f"{kind}: {'; '.join(names)}", "small", wrap=True))

    def _question(self, question: Question, made: Editor) -> QVBoxLayout:
        """Return an editor under its question; a tick has the question beside it."""
        if question.type == "yes":
            return column(made, spacing=0)
        optional = self.text("{question} (optional)").format(question=question.label)
        return asked(optional if question.optional else question.label, made, question.hint)

    def _done(self) -> Done | None:
        at = self.at.moment()
        if at is None or self.view is None:
            return None
        typed = {key: made.value() for key, made in self.editors.items()}
        return Done(
            step=self.route.item,
            at=at,
            subject=str(self.who.currentData() or "") if self.view.fits else self.route.subject,
            until=self.until.moment(),
            notes=own_answers(self.view.answers, typed),
            reasons=self.cautions.reasons(),
        )

    def _missing(self) -> str:
        """Return the first thing that is wrong, or nothing."""
        wrong = [one.trouble() for one in (self.at, self.until, *self.editors.values())]
        if self.at.moment() is None:
            wrong.append(self.text("When was it done?"))
        for made in self.editors.values():
            if not made.question.optional and made.value() is None:
                said = self.text("Still to be answered: {question}")
                wrong.append(said.format(question=made.question.label))
        return next((one for one in wrong if one), "")

    def judge(self) -> None:
        """Ask the guide what it says of the act as it is typed."""
        done, view, context = self._done(), self.view, self.context
        if done is None or view is None:
            return
        now, tr, language = context.now(), context.tr, context.language
        context.tasks.draw(
            "verdict",
            lambda: verdict(view.case, done, tr, language, now),
            self._judged,
            owner=self,
        )
        case, step, at = view.case, done.step, done.at
        self.checklist.ask(lambda: checklist(case, step, at, tr, language))

    def _judged(self, found: Verdict) -> None:
        closed = found.reasons if found.blocked else ()
        self.cautions.show_them(found.cautions, closed, found.owing)
        self.save.setEnabled(not found.blocked)

    def _offer(self, step: str) -> None:
        self.context.go(Route("record", self.route.case, item=step, subject=self.route.subject))

    def _add_person(self) -> None:
        self.context.go(Route("person", self.route.case))

    def _lay_out(self) -> None:
        text = self.text
        when = flow()
        when.add(asked(text("When"), self.at), 1)
        when.add(asked(text("Until (optional)"), self.until), 1)
        self.who_box.setLayout(asked(text("Of whom"), self.who))
        self.who_box.hide()
        asks = card(column(self.who_box, when, self.questions, spacing=12))
        self.lay_out(self.checklist, asks, self.cautions)
