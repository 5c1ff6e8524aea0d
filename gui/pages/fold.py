"""A heading that opens and closes what is under it; closed things are made when first opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from gui.pages.context import Context
from gui.pages.parts import beside


class Fold(QWidget):
    """One heading with its contents."""

    def __init__(
        self,
        context: Context,
        title: str,
        make: Callable[[], QWidget],
        opened: bool = False,
        kept: set[str] | None = None,
        key: str = "",
    ) -> None:
        """Make a fold; `kept` remembers under a key what a person turned away from `opened`."""
        super().__init__()
        self._kept, self._key, self._usual = kept, key or title, opened
        if kept is not None and self._key in kept:
            opened = not opened
        self._context = context
        self._make = make
        self._inside: QWidget | None = None
        self.head = QToolButton()
        self.head.setText(title)
        self.head.setAccessibleName(title)
        self.head.setCheckable(True)
        self.head.setProperty("fold", True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setCursor(Qt.CursorShape.PointingHandCursor)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        self.head.toggled.connect(self._toggle)
        self.head.setChecked(opened)
        self._toggle(opened)

    def _toggle(self, opened: bool) -> None:
        if self._kept is not None:
            (self._kept.discard if opened is self._usual else self._kept.add)(self._key)
        colour = self._context.colours.muted
        beside(self.head, "down" if opened else "next", colour, self._context, 16)
        if opened and self._inside is None:
            self._inside = self._make()
            self._column.addWidget(self._inside)
        if self._inside is not None:
            self._inside.setVisible(opened)
