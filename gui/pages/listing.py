"""A long list of rows on a card: some at first, more when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.context import Context
from gui.pages.parts import button, card, column, line, row

FIRST = 40
"""Rows that are made at first, and with every further wish."""


class Listing(QWidget):
    """Rows are widgets, and widgets are dear: of a thousand only some are made at a time."""

    def __init__(
        self,
        context: Context,
        items: Sequence[Any],
        make: Callable[[Any], QWidget],
        first: int = FIRST,
        boxed: bool = True,
    ) -> None:
        """Make the first rows; boxed they stand on one card, else each brings its own."""
        super().__init__()
        self._context, self._items, self._make, self._step = context, items, make, first
        self._shown, self._boxed = 0, boxed
        self._inside = QVBoxLayout()
        self._inside.setSpacing(10 if boxed else 12)
        self.more = button(context, "", self.show_more, "down", flat=True)
        whole = column(self._inside, row(self.more, None), spacing=10 if len(items) > first else 0)
        self.setLayout(column(card(whole)) if boxed else whole)
        self.show_more()

    def show_more(self) -> None:
        """Make the next rows."""
        for item in self._items[self._shown : self._shown + self._step]:
            if self._shown and self._boxed:
                self._inside.addWidget(line())
            self._inside.addWidget(self._make(item))
            self._shown += 1
        left = len(self._items) - self._shown
        said = self._context.tr.ngettext("Show {n} more", "Show {n} more", left)
        self.more.setText(said.format(n=left))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(left > 0)
