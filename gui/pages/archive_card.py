"""The fingerprint of a card, group by group, as two people compare it aloud."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from core.store.parcel import Card
from gui.pages.context import Context
from gui.pages.parts import button, card, column, label, row
from gui.presenters.archive_packages import Group, spoken
from gui.theme import sized

COLUMNS = 2
WIDTH = 640


class CardDialog(QDialog):
    """Shows a card; one of another is trusted only after it was compared."""

    trusted = Signal()

    def __init__(self, context: Context, shown: Card, parent: QWidget, own: bool = False) -> None:
        super().__init__(parent)
        self.context = context
        text = context.text
        self.setWindowTitle(text("Fingerprint"))
        aloud = text(
            "Read the groups aloud by telephone or in person; the colleague compares them with "
            "what their screen shows of this card."
        )
        compared = text(
            "Ring the colleague up by a number you know, or meet. They open Archive → Packages → "
            "Read the fingerprint aloud and read; you compare every group."
        )
        said = aloud if own else compared
        self.agreed = QCheckBox(text("All eight groups agree with what I heard from them"))
        self.trust = button(context, text("Trust this card"), self._accept, "check")
        self.trust.setEnabled(False)
        self.agreed.toggled.connect(self.trust.setEnabled)
        close = button(context, text("Close") if own else text("Cancel"), self.reject)
        close.setDefault(True)
        inside = column(label(shown.name, "lead", wrap=True), label(said, "muted", wrap=True))
        inside.setSpacing(14)
        inside.addWidget(card(self._groups(spoken(shown, context.tr)), 20))
        inside.addStretch(1)
        if own:
            inside.addLayout(row(None, close))
        else:
            inside.addWidget(self.agreed)
            inside.addLayout(row(None, close, self.trust))
        inside.setContentsMargins(24, 24, 24, 24)
        self.setLayout(inside)
        wide = sized(WIDTH, context.settings.text_scale)
        self.setMinimumWidth(wide)
        self.resize(wide, inside.totalHeightForWidth(wide))

    def _groups(self, groups: tuple[Group, ...]) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(24)
        made.setVerticalSpacing(16)
        for number, one in enumerate(groups):
            made.setColumnStretch(number % COLUMNS, 1)
            place = number // COLUMNS, number % COLUMNS
            made.addLayout(self._group(one), *place)
        return made

    def _group(self, one: Group) -> QHBoxLayout:
        """Return a group with its words beside it; they are compared, so nothing may be cut."""
        digits: QLabel = label(one.digits, "title")
        digits.setAccessibleName(one.aloud)
        return row(digits, label(one.aloud, "muted"), None, spacing=14)

    def _accept(self) -> None:
        self.trusted.emit()
        self.accept()
