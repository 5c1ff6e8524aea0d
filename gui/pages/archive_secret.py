"""Which archive a page without an open one is about, and the secret that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from core.services import unlocking
from core.services.restoring import Secret
from core.services.unlocking import Place
from core.store.attempts import Attempts
from gui.pages.context import Context, Route
from gui.pages.form_parts import line_edit
from gui.pages.parts import column, label


class SecretField(QWidget):
    """A passphrase, or the code of the recovery sheet; hidden while none is needed."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._attempts: dict[Path, Attempts] = {}
        self.field = line_edit()
        self.field.textEdited.connect(lambda _: self.changed.emit())
        self.by_code = QCheckBox(context.text("Open by the code of the recovery sheet"))
        self.by_code.toggled.connect(self._ask_for)
        self.name = label("", "small")
        self.name.setBuddy(self.field)
        self.setLayout(column(self.name, self.field, 4, self.by_code, spacing=4))
        self._ask_for(False)
        self.hide()

    def typed(self) -> Secret:
        """Return the secret that was typed, none when none is asked for."""
        typed = "" if self.isHidden() else self.field.text()
        return Secret(code=typed) if self.by_code.isChecked() else Secret(passphrase=typed)

    def tries(self, place: Place) -> Attempts:
        """Return the counter of failed tries of a place, kept while the page is shown."""
        if place.key_file not in self._attempts:
            self._attempts[place.key_file] = unlocking.attempts_at(place)
        return self._attempts[place.key_file]

    def _ask_for(self, by_code: bool) -> None:
        text = self.context.text
        name = text("Recovery code") if by_code else text("Passphrase")
        self.name.setText(name)
        self.field.setAccessibleName(name)
        mode = QLineEdit.EchoMode
        self.field.setEchoMode(mode.Normal if by_code else mode.Password)
        self.field.clear()
        self.changed.emit()


def meant_place(context: Context, route: Route) -> Place:
    """Return the place of the archive that is meant: of the route, the open one, the waiting one.

    Where none is named or waits, it is the usual one of the settings.
    """
    witnesses = context.places.cache / "anchors"
    if route.section:
        return unlocking.place_of(Path(route.section), witnesses)
    if context.work is not None:
        return unlocking.place_of(context.work.archive.path, witnesses)
    if context.threshold is not None:
        place: Place = context.threshold.place
        return place
    named = context.settings.archive
    return unlocking.place_of(Path(named) if named else context.places.archive, witnesses)
