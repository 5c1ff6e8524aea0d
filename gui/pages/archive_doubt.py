"""An archive in doubt: what happened, what can be done, and going on with it as a decision."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit, QWidget

from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.form_parts import WIDE, asked
from gui.pages.page import Page
from gui.pages.parts import back_button, bounded, button, card, column, label, row, scrolled
from gui.presenters import archive as health
from gui.presenters import archive_doubt as presenter
from gui.presenters.archive_doubt import DoubtView

REASON_HEIGHT = 96


class DoubtPage(Page):
    """The safe way stands first; the decision needs a reason and a tick."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text = self.text
        self.view: DoubtView | None = None
        self.title = label("", "lead", wrap=True)
        self.meaning = label("", wrap=True)
        self.counts = label("", wrap=True, tone="overdue")
        self.counts.setSizePolicy(
            self.counts.sizePolicy().Policy.Preferred, self.counts.sizePolicy().Policy.Minimum
        )
        self.restore = button(
            context,
            text("Look at the backups"),
            lambda: context.go(Route("archive", section="backups")),
            "undo",
            primary=True,
        )
        self.check = button(context, text("Check everything"), self.verify, "check")
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(REASON_HEIGHT)
        self.reason.setTabChangesFocus(True)
        self.sure = QCheckBox(
            text("I have looked at the backups and go on with the archive as it is")
        )
        self.accept = button(context, text("Go on with this archive"), self.go_on, "next")
        self.accept.setEnabled(False)
        self.sure.toggled.connect(self.accept.setEnabled)
        self.labour = Labour(context, (self.check, self.reason))
        self._lay_out()

    def begin(self) -> None:
        """Ask how the archive stands."""
        context = self.context
        work, tr, language = context.work, context.tr, context.settings.paper_language
        self.ask(lambda: presenter.doubt_view(work, tr, language), self._show)
        self.restore.setFocus()

    def verify(self) -> None:
        """Check what is here."""
        work, tr = self.context.work, self.context.tr
        self.labour.begin(
            self.text("Checking the archive"),
            lambda brake: health.prove(work, brake),
            lambda found: self.labour.tell(
                health.proof_words(found, tr), "calm" if found.sound else "overdue"
            ),
        )

    def go_on(self) -> None:
        """Record the decision; the archive can be written again."""
        context, view = self.context, self.view
        if view is None or not self.sure.isChecked():
            return
        work, reason, now = context.work, self.reason.toPlainText(), context.now()
        self.labour.begin(
            self.text("Recording the decision"),
            lambda brake: presenter.go_on(work, reason, view.by, now),
            lambda _: self._decided(),
            stoppable=False,
        )

    def _decided(self) -> None:
        self.context.doubt("")
        self.context.go(Route("archive"))
        self.context.say(self.text("The decision is recorded. The archive can be written."), "calm")

    def _show(self, view: DoubtView) -> None:
        self.view = view
        self.title.setText(view.title)
        self.meaning.setText(view.meaning)
        tr = self.context.tr
        said = tr.ngettext(
            "At least {n} record is missing; {records} are here.",
            "At least {n} records are missing; {records} are here.",
            view.missing,
        )
        self.counts.setText(said.format(n=view.missing, records=view.records))
        self.counts.setVisible(view.missing > 0)
        self.decision.setVisible(view.decidable)

    def _lay_out(self) -> None:
        text = self.text
        safe = text(
            "If a backup holds more than this archive, restore it: it comes back beside this one "
            "and both can be compared. Nothing is overwritten."
        )
        self.decision = self._decision()
        self.decision.hide()
        ways = row(self.restore, self.check, None)
        first = column(label(text("First"), "lead"), label(safe, "muted", wrap=True), ways)
        first.setSpacing(12)
        inside = QWidget()
        around = column(
            card(column(self.title, self.meaning, self.counts, spacing=10), 20),
            card(first, 20),
            self.labour,
            self.decision,
            None,
            spacing=16,
        )
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        title = label(text("Archive in doubt"), "title")
        self.column.addLayout(row(back_button(self.context), title, None, spacing=12))
        self.column.addWidget(scrolled(inside), 1)

    def _decision(self) -> QFrame:
        text = self.text
        late = text(
            "Going on makes this state the valid one. The decision, its reason, who made it and "
            "when are written into the journal for good."
        )
        made = column(
            label(text("Go on all the same"), "lead"),
            label(late, "muted", wrap=True),
            asked(text("Reason"), self.reason),
            self.sure,
            row(self.accept, None),
            spacing=12,
        )
        return card(made, 20)
