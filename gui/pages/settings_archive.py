"""The archive on the page of settings: where it is, what it needs most, the ways to the rest."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout

from gui.pages.archive_health import SIGNS
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.parts import button, label, row
from gui.presenters import archive as presenter
from gui.presenters.archive import Facts, HealthLine, Proof, copy, copy_name


class ArchiveCard(QFrame):
    """One line of health, one way to the page of the archive, and three deeds."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.context = context
        text = context.text
        self.place = label(str(presenter.place_of(context.work).archive), wrap=True)
        self.sign = QLabel()
        self.state = label("", "muted", wrap=True)
        self.page = button(
            context,
            text("Health, backups, packages…"),
            lambda: context.go(Route("archive")),
            "journal",
        )
        self.check = button(context, text("Check the archive"), self.verify, "check")
        self.copy = button(context, text("Make a copy…"), self.choose, "save")
        self.other = button(context, text("Open another archive…"), self.choose_other, "cases")
        self.labour = Labour(context, (self.check, self.copy, self.other))
        self.said = self.labour.said
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(12)
        inside.addWidget(self.place)
        health = row(self.sign, self.state, spacing=10)
        health.setStretch(1, 1)
        inside.addLayout(health)
        inside.addLayout(flow(self.page, self.check, spacing=8))
        inside.addLayout(flow(self.copy, self.other, spacing=8))
        inside.addWidget(self.labour)
        work, now, tr = context.work, context.now(), context.tr

        def summed() -> HealthLine:
            known: Facts = presenter.facts(work, now)
            return presenter.summary(known, now, tr)

        context.tasks.run(summed, self._show, owner=self)

    def verify(self) -> None:
        """Check every page, link and paper of the archive."""
        work, tr = self.context.work, self.context.tr
        self.labour.begin(
            self.context.text("Checking the archive"),
            lambda brake: presenter.prove(work, brake),
            lambda found: self.labour.tell(
                presenter.proof_words(found, tr), "calm" if found.sound else "overdue"
            ),
        )

    def choose(self) -> None:
        """Ask where the copy goes to, then write and check it."""
        context, work = self.context, self.context.work
        start = context.places.data / copy_name(context.now())
        chosen, _ = QFileDialog.getSaveFileName(
            self, context.text("Make a copy…"), str(start), "Sledchy (*.sledchy)"
        )
        if chosen:
            self.labour.begin(
                context.text("Making a copy"),
                lambda brake: copy(work, Path(chosen), brake),
                lambda made: self._copied(made, chosen),
            )

    def choose_other(self) -> None:
        """Ask for the file of another archive and open it."""
        context = self.context
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            context.text("Open another archive…"),
            str(context.places.data),
            "Sledchy (*.sledchy)",
        )
        if chosen:
            context.open_archive(Path(chosen), False)

    def _show(self, one: HealthLine) -> None:
        self.sign.setPixmap(self.context.picture(SIGNS[one.tone], one.tone, 20))
        self.state.setText(f"{one.title}. {one.text}")

    def _copied(self, made: Proof, place: str) -> None:
        said = self.context.text("The copy was checked. Records: {records}. {place}")
        self.labour.tell(said.format(records=made.records, place=place))
