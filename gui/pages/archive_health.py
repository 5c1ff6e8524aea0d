"""How the archive is doing, and what can be done about it at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from core.i18n import N_
from core.paths import RESOURCES
from core.services import backups
from gui.pages.archive_sheet import SheetDialog
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.paper_files import PaperFiles
from gui.pages.parts import button, card, clear, column, label, line, row
from gui.presenters import archive as presenter
from gui.presenters import archive_backups
from gui.presenters.archive import Facts, HealthLine
from gui.presenters.paper_press import Press

SIGNS = {"calm": "done", "soon": "info", "urgent": "alert", "overdue": "alert"}
TONES = {
    "calm": N_("in order"),
    "soon": N_("worth a look"),
    "urgent": N_("needs a hand"),
    "overdue": N_("in danger"),
}
"""What the sign says to a reader of the screen."""
NAMES = 150
"""Pixels of the column of names."""


class HealthSection(QWidget):
    """Lines with their buttons, the end of the journal, and where everything lies."""

    tall = False

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.known: Facts | None = None
        self.paper: Any = None
        self.labour = Labour(context)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self.setLayout(column(self.labour, self.body, spacing=12))
        press = Press(context.load, RESOURCES / "layout.yaml")
        self.files = PaperFiles(
            context, press, self, lambda: self.paper, lambda: context.text("Control sheet")
        )
        text = context.text
        self.deeds: dict[str, tuple[tuple[str, str, Callable[[], None]], ...]] = {
            "check": ((text("Check everything"), "check", self.verify),),
            "doubt": (
                (text("What to do…"), "next", lambda: context.go(Route("doubt"))),
                (text("Check everything"), "check", self.verify),
            ),
            "backup": ((text("Make a backup now"), "save", self.back_up),),
            "second": ((text("Choose a folder…"), "cases", self.choose_second),),
            "drill": ((text("Try it out now"), "undo", self.drill),),
            "secrets": (),
            "room": (),
        }

    def begin(self) -> None:
        """Ask how the archive is doing."""
        work, now = self.context.work, self.context.now()
        self.context.tasks.run(lambda: presenter.facts(work, now), self.show_facts, owner=self)

    def primary(self) -> None:
        """Make a backup."""
        self.back_up()

    def show_facts(self, known: Facts) -> None:
        """Show how the archive is doing."""
        self.known = known
        clear(self.body)
        self.labour.busy.clear()
        lines = QVBoxLayout()
        lines.setSpacing(14)
        found = presenter.health_lines(known, self.context.now(), self.context.tr)
        for number, one in enumerate(found):
            if number:
                lines.addWidget(line())
            lines.addWidget(self._line(one))
        self.body.addWidget(card(lines, 20))
        self.body.addWidget(card(self._journal(known), 20))
        self.body.addWidget(card(self._places(known), 20))

    def verify(self) -> None:
        """Check every page, link and paper of the archive."""
        context, work = self.context, self.context.work
        self.labour.begin(
            context.text("Checking the archive"),
            lambda progress: presenter.prove(work, progress),
            lambda found: self.labour.tell(
                presenter.proof_words(found, context.tr), "calm" if found.sound else "overdue"
            ),
        )

    def back_up(self) -> None:
        """Make a backup now."""
        context, work, now = self.context, self.context.work, self.context.now()

        def made(answer: Any) -> None:
            said = archive_backups.made_words(answer, context.tr)
            self.labour.tell(said, "calm" if answer.elsewhere in ("", "done") else "urgent")
            self.begin()

        self.labour.begin(
            context.text("Making a backup"),
            lambda progress: archive_backups.make(work, now, progress),
            made,
        )

    def drill(self) -> None:
        """Try to bring the newest backup back; nothing is left of the trial."""
        context, work, now = self.context, self.context.work, self.context.now()

        def tried(answer: Any) -> None:
            self.labour.tell(*archive_backups.drill_words(answer, context.tr))
            self.begin()

        self.labour.begin(
            context.text("Trying a backup out"),
            lambda progress: archive_backups.tried(work, now, progress),
            tried,
        )

    def choose_second(self) -> None:
        """Ask for the folder of the second place."""
        chosen = QFileDialog.getExistingDirectory(self, self.context.text("Second place"))
        if chosen:
            self._keep_second(Path(chosen))

    def copy_head(self) -> None:
        """Put the end of the journal on the clipboard."""
        if self.known is not None:
            health = self.known.health
            self.context.copy(f"{health.records} {health.head}")
            self.context.say(self.context.text("Copied."), "calm")

    def print_sheet(self) -> None:
        """Prove the archive, then offer to save or print its control sheet."""
        context, work, now = self.context, self.context.work, self.context.now()
        language = context.settings.paper_language

        def made(paper: Any) -> None:
            self.paper = paper
            self.files.menu(self.sheet)

        self.labour.begin(
            context.text("Checking the archive"),
            lambda progress: presenter.sheet(work, now, language, progress),
            made,
        )

    def compare_sheet(self) -> None:
        """Hold an older control sheet against the archive."""
        SheetDialog(self.context, self.window()).open()

    def _keep_second(self, folder: Path | None) -> None:
        work, now = self.context.work, self.context.now()
        place = presenter.place_of(work)
        self.context.tasks.run(
            lambda: backups.choose_second_place(place, work.archive, folder, now),
            lambda _: self.begin(),
            lambda error: self.labour.tell(self.context.sentence(error), "urgent"),
            self,
        )

    def _line(self, one: HealthLine) -> QWidget:
        made = QWidget()
        sign = QLabel()
        sign.setPixmap(self.context.picture(SIGNS[one.tone], one.tone, 20))
        sign.setAccessibleName(self.context.text(TONES[one.tone]))
        words = column(label(one.title, "strong"), label(one.text, "muted", wrap=True), spacing=2)
        beside = row(sign, spacing=12)
        beside.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(words, 1)
        deeds = self.deeds[one.key]
        if one.key == "second" and self.known is not None and self.known.health.second_place:
            forget = (self.context.text("None"), "close", lambda: self._keep_second(None))
            deeds = (*deeds, forget)
        for name, icon, deed in deeds:
            way = button(self.context, name, deed, icon)
            way.setAccessibleName(f"{one.title}: {name}")
            self.labour.busy.append(way)
            beside.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        made.setLayout(beside)
        return made

    def _journal(self, known: Facts) -> QVBoxLayout:
        text, context = self.context.text, self.context
        head = label(presenter.head_words(known.health, context.tr), "lead")
        head.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        head.setAccessibleName(head.text())
        copy = button(context, text("Copy"), self.copy_head, "paper")
        self.sheet = button(context, text("Control sheet…"), self.print_sheet, "print")
        compare = button(context, text("Compare with a sheet…"), self.compare_sheet, "search")
        self.labour.busy += [self.sheet, compare]
        return column(
            label(text("End of the journal"), "strong"),
            head,
            label(presenter.anchor_words(known.health, context.tr), "muted", wrap=True),
            label(
                text(
                    "Paper is a witness outside the machine: a control sheet shows later whether "
                    "history was rewritten or an older copy was put back."
                ),
                "small",
                wrap=True,
            ),
            row(copy, self.sheet, compare, None),
            spacing=8,
        )

    def _places(self, known: Facts) -> QGridLayout:
        text = self.context.text
        made = QGridLayout()
        made.setHorizontalSpacing(16)
        made.setVerticalSpacing(8)
        made.setColumnMinimumWidth(0, NAMES)
        made.setColumnStretch(1, 1)
        files = (
            (text("Archive"), known.place.archive),
            (text("Key file"), known.place.key_file),
            (text("Backups"), known.place.archive.with_name("backups")),
        )
        for number, (name, path) in enumerate(files):
            where = label(str(path), wrap=True)
            where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            made.addWidget(label(name, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            made.addWidget(where, number, 1)
        return made
