"""A row that becomes several when the window is narrow or the text large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

Item = tuple[QLayoutItem, int]
"""A part and its share of the room that is left over."""


class Flow(QLayout):
    """Puts parts side by side while their smallest widths fit, the rest under them."""

    def __init__(self, spacing: int = 16, under: int = 10, right: bool = False) -> None:
        super().__init__()
        self._right = right
        self._items: list[QLayoutItem] = []
        self._shares: list[int] = []
        self._under = under
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add(self, part: QWidget | QLayout, share: int = 0) -> None:
        """Put a part at the end; with a share it grows with the window."""
        if isinstance(part, QLayout):
            inside, part = part, QWidget()
            inside.setContentsMargins(0, 0, 0, 0)
            part.setLayout(inside)
        self._shares.append(share)
        self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item from Qt."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a part, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give a part back."""
        if not 0 <= index < len(self._items):
            return None
        self._shares.pop(index)
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the parts grow in width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._lay(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the parts in their places."""
        super().setGeometry(rect)
        self._lay(rect, moving=True)

    def sizeHint(self) -> QSize:
        """Return the room of one line."""
        shown = self._shown()
        width = sum(_wanted(item) for item, _ in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item, _ in shown), default=0))

    def minimumSize(self) -> QSize:
        """Return the room of the widest part alone."""
        shown = self._shown()
        return QSize(
            max((item.minimumSize().width() for item, _ in shown), default=0),
            max((item.minimumSize().height() for item, _ in shown), default=0),
        )

    def _shown(self) -> list[Item]:
        both = zip(self._items, self._shares, strict=True)
        return [(item, share) for item, share in both if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[Item]]:
        """Return the parts line by line, as many in each as fit."""
        found: list[list[Item]] = []
        used = 0
        for item in self._shown():
            needed = _wanted(item[0])
            if found and used + self.spacing() + needed <= width:
                found[-1].append(item)
                used += self.spacing() + needed
            else:
                found.append([item])
                used = needed
        return found

    def _lay(self, rect: QRect, moving: bool) -> int:
        top = rect.top()
        for number, line in enumerate(self._lines(rect.width())):
            top += self._under if number else 0
            widths = _widths(line, rect.width() - self.spacing() * (len(line) - 1))
            pairs = list(zip((item for item, _ in line), widths, strict=True))
            left = rect.left()
            if self._right:
                left += rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
            for item, width in pairs:
                if moving:
                    item.setGeometry(QRect(left, top, width, _height(item, width)))
                left += width + self.spacing()
            top += max(_height(item, width) for item, width in pairs)
        return top - rect.top()


def _wanted(item: QLayoutItem) -> int:
    """Return the width below which a part would be cut."""
    return item.minimumSize().width()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _widths(line: Sequence[Item], room: int) -> list[int]:
    """Return how wide each part of a line is: its share of the room, or more where it must."""
    given = [_wanted(item) for item, _ in line]
    growing = {number for number, (_, share) in enumerate(line) if share}
    while growing:
        rest = room - sum(width for number, width in enumerate(given) if number not in growing)
        shares = sum(line[number][1] for number in growing)
        fair = {number: max(0, rest) * line[number][1] // shares for number in growing}
        cramped = {number for number in growing if fair[number] < given[number]}
        if not cramped:
            given = [fair.get(number, width) for number, width in enumerate(given)]
            break
        growing -= cramped
    return [min(width, room) for width in given]


def flow(*parts: tuple[QWidget | QLayout, int] | QWidget | QLayout, spacing: int = 16) -> Flow:
    """Return parts beside one another, each with its share of the room, as many as fit."""
    made = Flow(spacing)
    for part in parts:
        made.add(*part) if isinstance(part, tuple) else made.add(part)
    return made
