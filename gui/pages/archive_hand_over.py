"""Handing over a case: which, to whom, on whose permission and ground, how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from core.services import unlocking
from core.store.attempts import Attempts
from core.store.rows import HeadRow
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.form_parts import WIDE, asked, line_edit, picker
from gui.pages.page import Page
from gui.pages.parts import bounded, button, card, column, label, row, scrolled
from gui.presenters import archive as health
from gui.presenters import archive_packages as presenter
from gui.presenters.archive_packages import EXTENTS, OPEN, HandOver, Known

ENDINGS = {True: ".json", False: ".age"}
"""Open or not → ending of the file."""


class HandOverPage(Page):
    """The route may name the case. The register is written before the file."""

    def __init__(self, context: Context, route: Route) -> None:
        super().__init__(context, route)
        text, tr = self.text, context.tr
        self.known: Known | None = None
        self._attempts: Attempts | None = None
        self.words = line_edit("", text("Number or words of the case"))
        self.words.textChanged.connect(lambda _: self._look_for())
        self.case = picker(())
        self.to = picker(())
        self.to.currentIndexChanged.connect(lambda _: self._turned())
        self.extent = picker((key, tr.gettext(msgid)) for key, msgid in EXTENTS)
        self.permission = line_edit()
        self.ground = line_edit()
        self.secret = line_edit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.warning = label(
            text(
                "The file will not be encrypted: whoever gets it reads everything. Use it only "
                "where a package cannot be used; it is written into the register as open."
            ),
            wrap=True,
            tone="at_risk",
        )
        policy = self.warning.sizePolicy().Policy
        self.warning.setSizePolicy(policy.Preferred, policy.Minimum)
        self.give = button(context, text("Hand over…"), self.primary, "next", primary=True)
        self.labour = Labour(context, (self.give,))
        self._lay_out()

    def begin(self) -> None:
        """Ask which cards and which cases there are."""
        work, now = self.context.work, self.context.now()
        place = health.place_of(work)
        self.ask(lambda: presenter.known(work, now), self._offer)
        self.ask(lambda: unlocking.needs_passphrase(place), self.asking.setVisible)
        self._look_for()
        self.words.setFocus()

    def primary(self) -> None:
        """Ask where the file goes to, then record the disclosure and write it."""
        wrong = self._trouble()
        if wrong:
            self.labour.tell(wrong, "urgent")
            return
        to = self.to.currentData()
        is_open = to == OPEN
        if is_open and not self._sure():
            return
        ending = ENDINGS[is_open]
        name = presenter.opaque_name(self.context.now(), ending)
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.text("Save the package"), name, f"*{ending}"
        )
        if chosen:
            self._write(Path(chosen))

    def _write(self, file: Path) -> None:
        work, now, tries = self.context.work, self.context.now(), self._tries()
        to, secret = self.to.currentData(), self.secret.text()
        others = self.known.others if self.known is not None else ()
        wanted = HandOver(
            case=self.case.currentData(),
            to=next((one for one in others if one.sign == to), None),
            extent=self.extent.currentData(),
            permission=self.permission.text(),
            ground=self.ground.text(),
            file=file,
        )
        self.labour.begin(
            self.text("Handing over"),
            lambda brake: presenter.hand_over(work, wanted, secret, tries, now),
            lambda size: self._done(file, size),
            stoppable=False,
        )

    def _done(self, file: Path, size: int) -> None:
        said = self.text("Written down in the register and saved: {place} ({size}).").format(
            place=file, size=health.size_words(size, self.context.tr)
        )
        self.context.go(Route("archive", section="register"))
        self.context.say(said, "calm")

    def _tries(self) -> Attempts:
        """Return the counter of failed tries, kept while the page is shown."""
        if self._attempts is None:
            self._attempts = unlocking.attempts_at(health.place_of(self.context.work))
        return self._attempts

    def _trouble(self) -> str:
        """Return what is still missing, and put the keyboard there."""
        text = self.text
        for missing, field, said in (
            (not self.case.currentData(), self.words, text("Choose a case.")),
            (not self.to.currentData(), self.to, text("Choose to whom it goes.")),
            (not self.permission.text().strip(), self.permission, text("Who permitted it?")),
            (not self.ground.text().strip(), self.ground, text("On what ground is it given?")),
            (
                not self.asking.isHidden() and not self.secret.text(),
                self.secret,
                text("Type the passphrase of this archive."),
            ),
        ):
            if missing:
                field.setFocus()
                return said
        return ""

    def _sure(self) -> bool:
        """Return whether an open file is meant; the button that does nothing is the default."""
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            self.text("Not encrypted"),
            self.warning.text(),
            parent=self,
        )
        go = box.addButton(self.text("Write an open file"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is go

    def _offer(self, known: Known) -> None:
        self.known = known
        self.to.clear()
        self.to.addItem("—", "")
        for one in known.others if known.own is not None else ():
            self.to.addItem(one.name, one.sign)
        self.to.addItem(self.text("nobody in particular: an open file, not encrypted"), OPEN)
        self.cards.setVisible(known.own is None or not known.others)

    def _turned(self) -> None:
        is_open = self.to.currentData() == OPEN
        self.warning.setVisible(is_open)
        self.extent.setEnabled(not is_open)

    def _look_for(self) -> None:
        work, words, wanted = self.context.work, self.words.text(), self.route.case

        def found() -> Sequence[HeadRow]:
            return presenter.cases(work, words, wanted)

        self.ask(found, self._cases)

    def _cases(self, heads: Sequence[HeadRow]) -> None:
        self.case.clear()
        for head in heads:
            self.case.addItem(presenter.case_name(head, self.context.tr), head.case_id)

    def _lay_out(self) -> None:
        text = self.text
        law = text(
            "Data of an investigation are given out only with permission and to the extent "
            "permitted (art. 198). The record in the register is made first."
        )
        inside = QWidget()
        around = column(
            label(law, "muted", wrap=True),
            card(self._what(), 20),
            card(self._why(), 20),
            self.labour,
            row(self.give, button(self.context, text("Cancel"), self.context.back), None),
            None,
            spacing=16,
        )
        around.setContentsMargins(2, 0, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        self.column.addWidget(label(text("Hand over a case"), "title"))
        self.column.addWidget(scrolled(inside), 1)

    def _what(self) -> QVBoxLayout:
        """Return which case goes, to whom, how much of it."""
        text = self.text
        self.cards = button(
            self.context,
            text("Cards of workplaces…"),
            lambda: self.context.go(Route("archive", section="packages")),
            "person",
            flat=True,
        )
        self.cards.hide()
        self.warning.hide()
        which = flow()
        which.add(asked(text("Find a case"), self.words), 1)
        which.add(asked(text("Case"), self.case), 2)
        return column(
            which,
            asked(text("To whom"), self.to),
            self.cards,
            self.warning,
            asked(text("Extent"), self.extent),
            spacing=12,
        )

    def _why(self) -> QVBoxLayout:
        """Return on what it rests, and the proof that the archive is one's own."""
        text = self.text
        self.asking = QWidget()
        self.asking.setLayout(asked(text("Passphrase of this archive, once more"), self.secret))
        self.asking.hide()
        who = text("The investigator or the body that conducts the case")
        act = text("The request or the act, with its date and number")
        return column(
            asked(text("Permitted by"), self.permission, who),
            asked(text("Ground"), self.ground, act),
            self.asking,
            spacing=12,
        )
