"""One step that is open for several people: named once, unfolded to a row for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from gui.pages.context import Context
from gui.pages.parts import coloured, column, label, line, row
from gui.pages.step_row import ARROW, ICONS
from gui.presenters.guide import StepLine


class StepGroup(QWidget):
    """The name of the step with the people; their rows are made when they are asked for."""

    def __init__(
        self,
        context: Context,
        lines: Sequence[StepLine],
        make: Callable[[StepLine], QWidget],
        kept: set[str],
    ) -> None:
        super().__init__()
        self._lines, self._make, self._kept = lines, make, kept
        first = lines[0]
        self._key = f"people {first.step}"
        picture = QLabel()
        picture.setPixmap(context.picture(*ICONS[first.status], 22))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        article = context.text("art. {article}").format(article=first.article)
        people = ", ".join(one.person for one in lines if one.person)
        words = column(label(first.name, "strong", wrap=True), spacing=3)
        words.addWidget(label(" · ".join((article, people)), "small", wrap=True))
        self.head = self._arrow(context, f"{first.name}: {people}")
        beside = row(picture, spacing=12)
        beside.addLayout(words, 1)
        beside.addWidget(self.head, 0, Qt.AlignmentFlag.AlignTop)
        self._inside = column(spacing=10)
        self._inside.setContentsMargins(34, 6, 0, 0)
        self._people = QWidget()
        self._people.setLayout(self._inside)
        self._people.hide()
        self.setLayout(column(beside, self._people, spacing=0))
        self.head.toggled.connect(self._unfold)
        self.head.setChecked(self._key in kept)

    def _arrow(self, context: Context, name: str) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        made.setProperty("fold", True)
        made.setFixedWidth(ARROW)
        made.setIcon(coloured("down", context.colours.muted))
        made.setIconSize(QSize(18, 18))
        made.setToolTip(context.text("For each of them"))
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    def _unfold(self, opened: bool) -> None:
        (self._kept.add if opened else self._kept.discard)(self._key)
        if opened and not self._inside.count():
            for one in self._lines:
                self._inside.addWidget(line())
                self._inside.addWidget(self._make(one))
        self._people.setVisible(opened)
