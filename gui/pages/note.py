"""A fact noted beside the acts: when a paper came, when a duty was done, what was learned."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gui.pages.act_page import ActPage
from gui.pages.context import Context, Route
from gui.pages.fields.editor import Desk, Editor
from gui.pages.fields.make import editor
from gui.pages.form_parts import asked, picker, tell
from gui.pages.parts import card, clear, column
from gui.presenters.note import NoteView, note_view
from gui.presenters.paper import Question


class NotePage(ActPage):
    """One fact is looked for by its name, then answered."""

    def __init__(self, context: Context, route: Route) -> None:
        text = context.text
        super().__init__(context, route, text("When it became known"), text("Note"))
        self.view: NoteView | None = None
        self.facts = _searched(text("Begin to type what is noted"))
        self.who = picker(())
        self.who_box = QWidget()
        self.who_box.setLayout(asked(text("Of whom"), self.who))
        self.who_box.hide()
        self.place = QVBoxLayout()
        self.answer: Editor | None = None
        self.facts.currentIndexChanged.connect(lambda _: self._chosen())
        self.who.activated.connect(lambda _: self._known())
        when = asked(text("When it became known"), self.at)
        what = asked(text("What is noted"), self.facts)
        self.lay_out(card(column(what, self.who_box, self.place, when, spacing=12)))

    def begin(self) -> None:
        """Ask what may be noted."""
        context, route = self.context, self.route
        work, tr, language = context.work, context.tr, context.language
        self.at.put(context.now().isoformat(timespec="minutes"))
        self.ask(lambda: note_view(work, route.case, tr, language), self._show, self.failed)

    def primary(self) -> None:
        """Note the fact and go back, or say what is still wanted."""
        at, asked_for, answer = self.at.moment(), self._question(), self.answer
        wrong = self.at.trouble() or (answer.trouble() if answer else "")
        if asked_for is None or answer is None or answer.value() is None or at is None or wrong:
            tell(self.wrong, wrong or self.text("Say what is noted, its answer and when."))
            return
        work, case, value, subject = self.context.work, self.route.case, answer.value(), self._who()
        self.saving()
        said = self.text("Noted: {fact}").format(fact=asked_for.label)
        self.ask(
            lambda: work.notes.fact(case, asked_for.id, value, at, subject),
            lambda _: self.saved(said),
            self.failed,
        )

    def judge(self) -> None:
        """Say what of the moment or the answer cannot be read."""
        tell(self.wrong, self.at.trouble() or (self.answer.trouble() if self.answer else ""))

    def _show(self, view: NoteView) -> None:
        self.view = view
        self.head(self.text("Note a fact"), self.text("Terms start and end by what is noted."))
        self.facts.blockSignals(True)
        for one in view.questions:
            self.facts.addItem(one.label, one)
        names = [one.id for one in view.questions]
        self.facts.setCurrentIndex(names.index(self.route.item) if self.route.item in names else -1)
        self.facts.blockSignals(False)
        for person in view.people:
            self.who.addItem(person.shown, person.person)
        self.who.setCurrentIndex(max(0, self.who.findData(self.route.subject)))
        self._chosen()
        self.watch()
        self.facts.setFocus()

    def _chosen(self) -> None:
        """Ask the fact that was chosen."""
        one = self._question()
        clear(self.place)
        self.answer = None
        if self.view is None or one is None:
            return
        self.who_box.setVisible(one.id in self.view.personal)
        made = editor(Desk(self.context, self.view.languages, self.view.people), one)
        made.changed.connect(self._thinking.start)
        self.answer = made
        whole = column(made, spacing=0) if one.type == "yes" else asked(one.label, made, one.hint)
        self.place.addLayout(whole)
        self._known()

    def _known(self) -> None:
        """Show what the case knows of it already."""
        one = self._question()
        if self.view is not None and one is not None and self.answer is not None:
            self.answer.put(self.view.known(one.id, self._who()))

    def _question(self) -> Question | None:
        index = self.facts.findText(self.facts.currentText())
        found = self.facts.itemData(index) if index >= 0 else None
        return found if isinstance(found, Question) else None

    def _who(self) -> str:
        return str(self.who.currentData() or "") if self.who_box.isVisibleTo(self) else ""


def _searched(example: str) -> QComboBox:
    """Return a long list that is found in by any part of a name."""
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setMinimumContentsLength(24)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    finder, line = made.completer(), made.lineEdit()
    assert finder is not None and line is not None
    finder.setFilterMode(Qt.MatchFlag.MatchContains)
    finder.setCompletionMode(finder.CompletionMode.PopupCompletion)
    finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    line.setPlaceholderText(example)
    line.setAccessibleName(example)
    return made
