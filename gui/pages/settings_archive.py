"""The archive on the page of settings: where it is, a check of it, a copy of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout

from gui.pages.context import Context
from gui.pages.parts import button, label, row
from gui.presenters.settings import Proof, copy, copy_name, prove


class ArchiveCard(QFrame):
    """Two buttons with a bar under them."""

    _moved = Signal(int, int)
    """How far the check is; sent from the thread of the archive."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.context = context
        text = context.text
        file = context.settings.archive or context.places.archive
        self.place = label(str(file), wrap=True)
        self.check = button(context, text("Check the archive"), self.verify, "check")
        self.copy = button(context, text("Make a copy…"), self.choose, "save")
        self.other = button(context, text("Open another archive…"), self.choose_other, "cases")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text("Check the archive"))
        self.bar.hide()
        self.said = label("", "muted", wrap=True)
        self.said.hide()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(12)
        inside.addWidget(self.place)
        inside.addLayout(row(self.check, self.copy, self.other, None))
        inside.addWidget(self.bar)
        inside.addWidget(self.said)
        self._moved.connect(self._move)

    def verify(self) -> None:
        """Check every page, link and paper of the archive."""
        work = self.context.work
        self._begin()
        self._run(lambda: prove(work, self._moved.emit), self._proved)

    def choose(self) -> None:
        """Ask where the copy goes to, then write and check it."""
        context = self.context
        start = context.places.data / copy_name(context.now())
        chosen, _ = QFileDialog.getSaveFileName(
            self, context.text("Make a copy…"), str(start), "Sledchy (*.sledchy)"
        )
        if chosen:
            work = context.work
            self._begin()
            self._run(lambda: copy(work, Path(chosen)), lambda made: self._copied(made, chosen))

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

    def _run(self, work: Callable[[], Proof], done: Callable[[Proof], None]) -> None:
        self.context.tasks.run(work, done, self._failed, self)

    def _begin(self) -> None:
        for one in (self.check, self.copy, self.other):
            one.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.said.hide()

    def _move(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def _end(self, said: str) -> None:
        for one in (self.check, self.copy, self.other):
            one.setEnabled(True)
        self.bar.hide()
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def _proved(self, found: Proof) -> None:
        tr = self.context.tr
        if found.sound:
            self._end(
                tr.gettext("The archive is sound. Records: {records}, papers: {papers}.").format(
                    records=found.records, papers=found.papers
                )
            )
            return
        self._end("")
        said = tr.gettext("The archive is damaged in {n} places. Make no more changes; restore.")
        self.context.say(said.format(n=found.problems), "overdue")

    def _copied(self, made: Proof, place: str) -> None:
        said = self.context.text("The copy was checked. Records: {records}. {place}")
        self._end(said.format(records=made.records, place=place))

    def _failed(self, error: Exception) -> None:
        self._end("")
        self.context.fail(error)
