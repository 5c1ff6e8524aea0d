"""Tables of two-line cells with a chip: how they are drawn, for all lists of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui import theme
from gui.pages.context import Context
from gui.theme import sized

LINES, TONE, GROUP = (int(Qt.ItemDataRole.UserRole) + n for n in range(3))
"""Roles: the two lines of a cell, the tone of its chip, the heading of a whole row."""

PAD = 12
ICONS = {"overdue": "alert", "at_risk": "alert", "calm": "", "muted": ""}
"""Tone → drawing on a chip: urgency is never told by colour alone; what is calm needs none."""
USUAL_ICON = "today"
NARROWEST = 0.85
"""How far columns give way before the table scrolls sideways."""
FREE = 220
"""Pixels that are kept for the column without a width of its own."""

Index = QModelIndex | QPersistentModelIndex


class LineModel(QAbstractTableModel):
    """What every list has in common: two lines a cell, one text for a reader, headings.

    A list says how many lines it has and what stands in a cell; only cells in sight are asked for.
    """

    columns: Sequence[str] = ()
    """Texts over the columns, in English."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context

    def count(self) -> int:
        """Return how many lines and headings there are."""
        return 0

    def cell(self, row: int, column: int) -> tuple[str, str]:
        """Return the two lines of a cell; the second may be empty."""
        return "…", ""

    def tone(self, row: int, column: int) -> str:
        """Return the tone of a cell that is shown as a chip, or nothing."""
        return ""

    def heading(self, row: int) -> str:
        """Return the heading that a row is, or nothing when it is a line."""
        return ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of lines and headings."""
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self.context.tr.gettext(self.columns[section])

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows; two lines for the delegate, one text for a reader."""
        row, column = index.row(), index.column()
        heading = self.heading(row)
        if heading:
            shown = heading if column == 0 else ""
            return {Qt.ItemDataRole.DisplayRole: shown, GROUP: heading}.get(role)
        if role == TONE:
            return self.tone(row, column)
        if role == LINES:
            return self.cell(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in self.cell(row, column) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that lines may be chosen and headings not."""
        if self.heading(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineDelegate(QStyledItemDelegate):
    """Draws a heading, a chip, or a strong line with a quiet one under it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        heading = index.data(GROUP)
        if heading:
            self._heading(painter, option.rect, heading if index.column() == 0 else "")
        else:
            self._ground(painter, option)
            tone = index.data(TONE)
            first, second = index.data(LINES) or ("", "")
            inside = option.rect.adjusted(PAD, 0, -PAD, 0)
            if tone and first:
                self._chip(painter, inside, first, tone)
            else:
                self._lines(painter, inside, first, second, index.column() == 1)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; widths are the header's."""
        return QSize(80, row_height(self.context))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours = self.context.colours
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.raised))
        painter.setPen(QColor(colours.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        colours = self.context.colours
        painter.fillRect(rect, QColor(colours.raised))
        painter.setFont(self._font(13, QFont.Weight.DemiBold))
        painter.setPen(QColor(colours.muted))
        wide = rect.adjusted(PAD, 0, 400, -6)
        painter.drawText(wide, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), text)

    def _chip(self, painter: QPainter, rect: QRect, text: str, tone: str) -> None:
        ink, ground = self.context.colours.tones[tone]
        font = self._font(13, QFont.Weight.Medium)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        name = ICONS.get(tone, USUAL_ICON)
        indent = 28 if name else 10
        width = min(rect.width(), metrics.horizontalAdvance(text) + indent + 10)
        height = metrics.height() + 10
        chip = QRect(rect.left(), rect.center().y() - height // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(chip, 6, 6)
        if name:
            picture = self.context.picture(name, tone, 16)
            painter.drawPixmap(chip.left() + 8, chip.center().y() - 7, picture)
        painter.setPen(QColor(ink))
        words = chip.adjusted(indent, 0, -6, 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _lines(self, painter: QPainter, rect: QRect, first: str, second: str, strong: bool) -> None:
        colours = self.context.colours
        weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
        upper, lower = self._font(14, weight), self._font(13, QFont.Weight.Normal)
        painter.setFont(upper)
        above = painter.fontMetrics()
        painter.setFont(lower)
        below = painter.fontMetrics()
        two = strong and above.horizontalAdvance(first) > rect.width()
        over = above.height() + (above.lineSpacing() if two else 0)
        top = rect.center().y() - (over + (below.height() + 1 if second else 0)) // 2
        for font, metrics, text, colour, y, high in (
            (upper, above, first, colours.text, top, over),
            (lower, below, second, colours.muted, top + over + 1, below.height()),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            place = QRect(rect.left(), y, rect.width(), high)
            wraps = high > metrics.height()
            shown = (
                _wrapped(metrics, text, place) if wraps else _elided(metrics, text, rect.width())
            )
            painter.drawText(place, int(Qt.TextFlag.TextWordWrap), shown)

    def _font(self, pixels: int, weight: QFont.Weight) -> QFont:
        font = QFont(theme.FAMILY)
        font.setPixelSize(sized(pixels, self.context.settings.text_scale))
        font.setWeight(weight)
        return font


class LineTable(QTableView):
    """A calm table: fixed rows, no grid, one line chosen at a time."""

    opened = Signal(int)
    """A line was opened by Enter or by a double click (its row)."""

    def __init__(self, context: Context, name: str, widths: Sequence[int]) -> None:
        super().__init__()
        self.context = context
        self._widths = widths
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height(context))

    def put_model(self, model: LineModel) -> None:
        """Show the lines of a model; Enter and a double click open one."""
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self.context, self))
        self.settle()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def open_current(self) -> None:
        """Open the current line."""
        if self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns."""
        super().resizeEvent(event)
        if self.model() is not None:
            self._share()

    def settle(self) -> None:
        """Say how the columns share the width; 0 takes what is left."""
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(60)
        self._share()

    def _share(self) -> None:
        """Give the columns their widths; a narrow window takes a little from each of them."""
        scale, room = self.context.settings.text_scale, self.viewport().width()
        wanted = sum(sized(width, scale) for width in self._widths)
        free = sized(FREE, scale) * self._widths.count(0)
        part = max(NARROWEST, min(1.0, (room - free) / wanted)) if wanted else 1.0
        given = [int(sized(width, scale) * part) for width in self._widths]
        rest = max(free, room - sum(given)) // max(1, self._widths.count(0))
        for number, width in enumerate(given):
            self.setColumnWidth(number, width or rest)


def _elided(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _wrapped(metrics: QFontMetrics, text: str, room: QRect) -> str:
    """Return as much of a text as two lines take: words do not break where a line ends."""
    flags, tall = int(Qt.TextFlag.TextWordWrap), QRect(0, 0, room.width(), 1000)
    for share in (2.0, 1.8, 1.6, 1.4, 1.2):
        shown = _elided(metrics, text, int(room.width() * share))
        if metrics.boundingRect(tall, flags, shown).height() < 2.5 * metrics.height():
            return shown
    return _elided(metrics, text, room.width())


def row_height(context: Context) -> int:
    """Return the height of a row of two lines in pixels."""
    return sized(58, context.settings.text_scale)
