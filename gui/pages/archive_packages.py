"""Cards of workplaces, and the ways out of the archive and into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.services import trust
from core.store.parcel import Card, fingerprint
from gui.pages.archive_card import CardDialog
from gui.pages.archive_card_change import CardChangeDialog
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.form_parts import asked, line_edit
from gui.pages.parts import button, card, clear, column, label, line, row
from gui.presenters import archive_packages as presenter
from gui.presenters.archive_packages import Known

CARD = ".card"


class PackagesSection(QWidget):
    """The own card, the cards of others, and two big ways."""

    tall = False

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        text = context.text
        self.known: Known | None = None
        self.labour = Labour(context)
        self.give = button(
            context,
            text("Hand over a case…"),
            lambda: context.go(Route("hand_over")),
            "next",
            primary=True,
        )
        self.take = button(context, text("Take in a package…"), self.choose_package, "open")
        self.name = line_edit("", text("Zavodski district division, office 12"))
        self.own = QVBoxLayout()
        self.others = QVBoxLayout()
        self.others.setSpacing(12)
        note = label(
            text(
                "A package is a case for one other workplace: signed here, encrypted for it, and "
                "written into the register before it leaves."
            ),
            "muted",
            wrap=True,
        )
        self.setLayout(
            column(
                note,
                row(self.give, self.take, None),
                self.labour,
                card(self.own, 20),
                card(self.others, 20),
                spacing=16,
            )
        )

    def begin(self) -> None:
        """Ask which cards there are."""
        work, now = self.context.work, self.context.now()
        self.context.tasks.run(lambda: presenter.known(work, now), self._show, owner=self)

    def primary(self) -> None:
        """Hand over a case."""
        self.context.go(Route("hand_over"))

    def choose_package(self) -> None:
        """Ask for the file of a package and show what it would bring."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.context.text("Take in a package…"), "", "*.age *.json"
        )
        if chosen:
            self.context.go(Route("take_in", item=chosen))

    def write_card(self) -> None:
        """Ask where the card of this workplace goes to."""
        context, text = self.context, self.context.text
        name = self.name.text().strip()
        if self.known is None or (self.known.own is None and not name):
            self.labour.tell(text("Name this workplace first."), "urgent")
            self.name.setFocus()
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self, text("Save the card"), f"workplace{CARD}", f"*{CARD}"
        )
        if chosen:
            work, now = context.work, context.now()
            file = Path(chosen)
            file = file if file.suffix else file.with_suffix(CARD)
            self.labour.begin(
                text("Writing the card"),
                lambda brake: presenter.write_own_card(work, file, name, now),
                lambda made: self._written(file),
                stoppable=False,
            )

    def add_card(self) -> None:
        """Ask for the card of another workplace, then for its fingerprint to be compared."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.context.text("Add a card…"), "", f"*{CARD};;*"
        )
        if chosen:
            self.labour.begin(
                self.context.text("Reading the card"),
                lambda brake: presenter.read_other_card(Path(chosen)),
                self.compare,
                stoppable=False,
            )

    def compare(self, found: Card) -> None:
        """Show a card until its fingerprint was compared aloud."""
        dialog = CardDialog(self.context, found, self.window())
        dialog.trusted.connect(lambda: self._trust(found))
        dialog.open()

    def change(self, one: Card) -> None:
        """Ask for another name of a workplace, or why it is trusted no more."""
        text, now = self.context.text, self.context.now()
        dialog = CardChangeDialog(self.context, one, self.window())
        archive = self.context.work.archive
        dialog.renamed.connect(
            lambda name: self._decide(
                lambda: trust.rename(archive, one, name, now),
                text("The workplace {name} has another name here.").format(name=one.name),
            )
        )
        dialog.forgotten.connect(
            lambda reason: self._decide(
                lambda: trust.forget(archive, one, reason, now),
                text("The card of {name} is forgotten.").format(name=one.name),
            )
        )
        dialog.open()

    def _decide(self, deed: Callable[[], object], said: str) -> None:
        def done(_: object) -> None:
            self.labour.tell(said)
            self.begin()

        doing = self.context.text("Keeping the card")
        self.labour.begin(doing, lambda brake: deed(), done, stoppable=False)

    def _trust(self, found: Card) -> None:
        work, now = self.context.work, self.context.now()

        def trusted(_: str) -> None:
            said = self.context.text("The card of {name} is trusted from now on.")
            self.labour.tell(said.format(name=found.name))
            self.begin()

        self.labour.begin(
            self.context.text("Keeping the card"),
            lambda brake: presenter.packages_of(work).trust(found, now),
            trusted,
            stoppable=False,
        )

    def _written(self, file: Path) -> None:
        self.labour.tell(self.context.text("Saved: {place}").format(place=file))
        self.begin()

    def _show(self, known: Known) -> None:
        self.known = known
        text = self.context.text
        clear(self.own)
        clear(self.others)
        self.own.addLayout(self._own(known.own))
        add = button(self.context, text("Add a card…"), self.add_card, "plus")
        self.others.addLayout(row(label(text("Known workplaces"), "lead"), None, add))
        if not known.others:
            said = text("None yet. Ask the other workplace for its card and compare it aloud.")
            self.others.addWidget(label(said, "muted", wrap=True))
        for one in known.others:
            self.others.addWidget(line())
            self.others.addLayout(self._other(one))

    def _other(self, one: Card) -> QHBoxLayout:
        """Return a trusted workplace with the way to change what is known of it."""
        said = column(
            label(one.name, "strong", wrap=True), label(fingerprint(one), "small"), spacing=2
        )
        text = self.context.text("Change…")
        change = button(self.context, text, lambda: self.change(one), flat=True)
        change.setAccessibleName(f"{text} {one.name}")
        line = row(said, change)
        line.setStretch(0, 1)
        return line

    def _own(self, own: Card | None) -> QVBoxLayout:
        text = self.context.text
        save = button(self.context, text("Save the card…"), self.write_card, "save")
        made = column(row(label(text("This workplace"), "lead"), None, save), spacing=10)
        if own is None:
            self.name = line_edit("", text("Zavodski district division, office 12"))
            made.addLayout(asked(text("Name by which others will know it"), self.name))
            return made
        made.addWidget(label(own.name, "strong", wrap=True))
        show = button(
            self.context,
            text("Read the fingerprint aloud…"),
            lambda: CardDialog(self.context, own, self.window(), own=True).open(),
            "person",
            flat=True,
        )
        made.addWidget(label(fingerprint(own), "small"))
        made.addLayout(row(show, None))
        return made
