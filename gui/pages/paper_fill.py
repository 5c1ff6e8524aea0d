"""The page of a paper being written: the form on the left, the live page on the right."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from core.documents.resolved import Paper
from core.services.papers import Issue
from gui.pages.context import Context, Route
from gui.pages.fields.editor import Desk
from gui.pages.fields.edits import Picker
from gui.pages.fields.texts import NAMES
from gui.pages.flow import flow
from gui.pages.missing_list import Checklist
from gui.pages.paper_bar import LivePane
from gui.pages.paper_checks import Checks
from gui.pages.paper_files import PaperFiles
from gui.pages.paper_form import QuestionForm
from gui.pages.paper_keeper import Keeper
from gui.pages.paper_view import PaperView
from gui.pages.parts import button, coloured, label, line, row, scrolled
from gui.presenters.missing import checklist
from gui.presenters.paper import Sheet, draft_id, with_defaults
from gui.presenters.paper_look import Look, look
from gui.presenters.paper_press import Issued, Press, issue_paper

REST = 150
"""Milliseconds after the last key before the page is drawn."""
LEFT, RIGHT = 520, 560
NARROWEST = 280
"""Pixels of a half: the window is not made wider than the screen by a form."""


class FillPart(QWidget):
    """One sheet: typed into, looked at, kept as a draft, signed."""

    drawn = Signal()
    """The page shows what was typed when the drawing began."""

    def __init__(self, context: Context, sheet: Sheet, press: Press, page: QWidget) -> None:
        super().__init__(page)
        self.context, self.sheet, self.press = context, sheet, press
        self.look: Look | None = None
        self._key = ""
        self._signing = False
        desk = Desk(
            context,
            sheet.languages,
            sheet.people,
            lambda: context.go(Route("person", sheet.case.case_id)),
        )
        self.view = PaperView(context, press)
        self.pane = LivePane(context, self.view, sheet.languages)
        self.foot = Foot(context, sheet)
        inside = self._lay_out()
        self.form = QuestionForm(desk, sheet, inside)
        self.checks = Checks(context, sheet.case.case_id, sheet.kept.reasons)
        self.checklist = Checklist(context, sheet.case.case_id)
        self._fill(inside)
        self.keeper = Keeper(context, sheet, lambda: self.form.kept(self.checks.reasons))
        self.files = PaperFiles(context, press, self, self.paper, lambda: sheet.title)
        self.rest = QTimer(self, singleShot=True, interval=REST)
        self.rest.timeout.connect(self.refresh)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Compose and draw the paper as it stands; of several, the latest wins."""
        sheet, draft, press = self.sheet, self.form.draft(), self.press
        language, now = self.pane.switch.language, self.context.now()
        papers = self.context.work.papers

        def work() -> tuple[Look, bytes, int]:
            found = look(papers, sheet, draft, language, now)
            pdf = press.pdf(found.paper) if found.paper else b""
            return found, pdf, press.count(pdf) if pdf else 0

        self.context.tasks.draw(f"paper-{id(self)}", work, self._looked, owner=self)
        case, step, at = sheet.case, sheet.form.step, draft.at
        tr, window = self.context.tr, self.context.language
        self.checklist.ask(lambda: checklist(case, step, at, tr, window))

    def paper(self) -> Paper | None:
        """Return the paper that is shown."""
        return self.look.paper if self.look else None

    def issue(self) -> None:
        """Look once more at what was typed last, then sign."""
        if self.foot.primary.isEnabled():
            self.rest.stop()
            self._signing = True
            self.refresh()

    def _sign(self, look: Look) -> None:
        """Record the paper as signed, or show what stands in the way."""
        self._signing = False
        if self.form.troubles() or not look.ready(self.checks.reasons):
            self.show_checks()
            return
        context, sheet, press = self.context, self.sheet, self.press
        self._key = self._key or context.work.fresh()
        key, folder, work = self._key, context.papers_folder, context.work
        typed = self.form.draft()
        signed = replace(typed, answers=with_defaults(typed.answers, look.answers))
        reasons = {one: why for one, why in self.checks.reasons.items() if why.strip()}
        meant = Issue(sheet.form.id, signed, self.foot.languages, reasons)
        case, draft = sheet.case.case_id, draft_id(sheet.case.case_id, sheet.form.id, sheet.subject)
        self.keeper.finish()
        self.foot.primary.setEnabled(False)
        context.tasks.run(
            lambda: issue_paper(work, case, meant, key, draft, press, folder),
            self._issued,
            self._refused,
            self,
        )

    def show_checks(self) -> None:
        """Roll to what stands in the way and go there."""
        missing = self.look.missing if self.look else ()
        if missing and missing[0].field and not self.form.troubles():
            self.form.go(missing[0].field)
        else:
            self.checks.go()
            self.rolled.ensureWidgetVisible(self.checks, 0, 0)

    def leave(self) -> None:
        """Keep what is typed."""
        self.keeper.keep()

    def _looked(self, answer: tuple[Look, bytes, int]) -> None:
        self.look, pdf, pages = answer
        if not self.form.rebase(self.look.answers):
            self.leave()
            self.context.go(route_of(self.sheet, self.form.subject()))
            return
        self.checks.show_look(self.look, self.form.troubles())
        self.foot.show_state(self.checks.owing(self.look) + len(self.form.troubles()))
        if pdf:
            self.view.put(pdf, pages)
        self.drawn.emit()
        if self._signing:
            self._sign(self.look)

    def _issued(self, made: Issued) -> None:
        context, text = self.context, self.context.text
        route = Route("paper", self.sheet.case.case_id, item=made.papers[0])
        context.replace(route)
        context.go(route)
        if made.trouble is not None:
            context.fail(made.trouble)
        if made.files:
            said = text("Issued and saved: {place}").format(place=made.files[0])
            context.say(said, "calm")

    def _refused(self, error: Exception) -> None:
        self.keeper.resume()
        self.foot.primary.setEnabled(True)
        self.context.fail(error)

    def _touched(self) -> None:
        self.rest.start()
        self.keeper.touch()

    def _choose_subject(self, subject: str) -> None:
        """Open the form for another person; what he alone is asked begins anew."""
        self.leave()
        route = route_of(self.sheet, subject)
        self.context.replace(route)
        self.context.go(route)

    def _connect(self) -> None:
        self.form.changed.connect(self._touched)
        self.form.left.connect(lambda: self.keeper.keep())
        self.form.subject_chosen.connect(self._choose_subject)
        self.checks.changed.connect(self._touched)
        self.checks.wanted.connect(self.form.go)
        self.pane.switch.chosen.connect(lambda _: self.refresh())
        self.keeper.saved.connect(self.foot.show_saved)
        self.foot.owing.clicked.connect(self.show_checks)
        self.foot.primary.clicked.connect(self.issue)

    def _fill(self, inside: QWidget) -> None:
        questions = QVBoxLayout(inside)
        questions.setContentsMargins(24, 20, 20, 24)
        questions.setSpacing(24)
        questions.addWidget(self.checklist)
        questions.addWidget(self.form)
        questions.addWidget(line())
        questions.addWidget(self.checks)
        questions.addStretch(1)

    def _lay_out(self) -> QWidget:
        """Put the empty halves in their place and return where the questions go.

        The questions are made inside the window: a piece that moves from parent to
        parent is dressed anew each time with everything in it.
        """
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        left = QWidget(halves)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header(self.context, self.sheet, self.foot.saved))
        column.addWidget(line())
        inside = QWidget()
        self.rolled = scrolled(inside)
        column.addWidget(self.rolled, 1)
        column.addWidget(line())
        column.addWidget(self.foot)
        self.saving = self.pane.tool(
            "save", self.context.text("Save or print"), lambda: self.files.menu(self.saving)
        )
        self.pane.more.addWidget(self.saving)
        halves.addWidget(self.pane)
        for half in (left, self.pane):
            half.setMinimumWidth(NARROWEST)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.setSizes([LEFT, RIGHT])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(halves)
        return inside


class Foot(QFrame):
    """The line under the form: what is owing, in which languages, the signature."""

    def __init__(self, context: Context, sheet: Sheet) -> None:
        super().__init__()
        self.context = context
        text = context.text
        self.owing = button(context, "", lambda: None, flat=True)
        self.saved = label("", "small")
        self.which = Picker(text("Languages of the paper"))
        self.which.setMinimumContentsLength(9)
        first, second = sheet.languages
        self._choices: tuple[tuple[Any, ...], ...] = ((first,), (second,), sheet.languages)
        for name in (text(NAMES[first]), text(NAMES[second]), text("Both languages")):
            self.which.addItem(name)
        self.which.setCurrentIndex(2 if context.settings.both_languages else 0)
        self.primary = button(context, text("Issue"), lambda: None, "check", primary=True)
        self.primary.setToolTip("Ctrl+Enter")
        self.setLayout(flow((self.owing, 1), self.which, self.primary, spacing=8))
        inside = self.layout()
        assert inside is not None
        inside.setContentsMargins(16, 10, 20, 10)
        self.show_saved(sheet.saved)
        self.owing.hide()

    @property
    def languages(self) -> tuple[Any, ...]:
        """Return in which languages the paper is issued."""
        return self._choices[self.which.currentIndex()]

    def show_state(self, owing: int) -> None:
        """Say how many things stand in the way."""
        tr = self.context.tr
        self.owing.setVisible(owing > 0)
        said = tr.ngettext("{n} point left", "{n} points left", owing)
        self.owing.setText(said.format(n=owing))
        self.owing.setAccessibleName(self.owing.text())

    def show_saved(self, at: datetime | None) -> None:
        """Say when the draft was kept."""
        said = self.context.text("draft saved {time}")
        self.saved.setText(said.format(time=f"{at:%H:%M}") if at else "")


def route_of(sheet: Sheet, subject: str) -> Route:
    """Return the way to the same form for a person."""
    return Route("paper", sheet.case.case_id, item=sheet.form.id, subject=subject)


def header(context: Context, sheet: Sheet, saved: QWidget) -> QHBoxLayout:
    """Return the head of the form: back, what paper it is, of which case, when it was kept."""
    back = QToolButton()
    back.setIcon(coloured("back", context.colours.text))
    back.setAccessibleName(context.text("Back"))
    back.setToolTip(context.text("Back"))
    back.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    back.clicked.connect(lambda: context.back())
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(sheet.title, "lead", wrap=True))
    number = context.text("No. {number}").format(number=sheet.number)
    words.addWidget(label(" · ".join(one for one in (number, sheet.case_title) if one), "small"))
    made = row(back, spacing=8)
    made.addLayout(words, 1)
    made.addWidget(saved)
    made.setContentsMargins(12, 10, 20, 10)
    return made
