"""The stages of a case as a rail: done, current, and where something is owed."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui import theme
from gui.pages.context import ICONS, Context
from gui.presenters.guide import StageMark

DOT = 22
GAP = 8
SIZES = (12, 11, 10)
"""Pixels of the words; the largest is taken in which all of them fit. Where none does, only
the present stage is named, and the pointer and a reader tell the others."""


class StageRail(QWidget):
    """Draws the marks side by side; a reader hears them as one sentence."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._marks: tuple[StageMark, ...] = ()
        self._pixels = SIZES[0]
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(context.text("Stages of the case"))

    def show_marks(self, marks: tuple[StageMark, ...]) -> None:
        """Show the stages of a case."""
        self._marks = marks
        self.setAccessibleDescription("; ".join(self._spoken(mark) for mark in marks))
        self._measure()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a dot and three lines of words, or one where they do not fit."""
        words = 22 if self._short else 58
        return QSize(600, DOT + 2 + theme.sized(words, self.context.settings.text_scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the words fit now."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        if self._marks:
            before = self._short
            self._widths()
            if self._short is not before:
                self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Tell the whole name of a stage under the pointer."""
        if isinstance(event, QHelpEvent) and self._marks:
            ends = list(accumulate(self._widths()))
            place = bisect_right(ends, event.pos().x())
            mark = self._marks[min(len(self._marks) - 1, place)]
            QToolTip.showText(event.globalPos(), self._spoken(mark), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rail."""
        if not self._marks:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            widths = self._widths()
            painter.setPen(QPen(QColor(self.context.colours.line), 2))
            middle = DOT // 2 + 1
            first, last = widths[0] // 2, self.width() - widths[-1] // 2
            painter.drawLine(first, middle, last, middle)
            left = 0
            for mark, width in zip(self._marks, widths, strict=True):
                self._draw(painter, mark, QRect(left, 0, width, self.height()))
                left += width

    def _widths(self) -> list[int]:
        """Return how wide each stage is: what its longest word needs, and a share of the rest."""
        for self._pixels in SIZES:
            needed = [self._longest(mark) + GAP for mark in self._marks]
            self._short = sum(needed) > self.width()
            if not self._short:
                break
        if self._short:
            return [self.width() // len(self._marks)] * len(self._marks)
        share = (self.width() - sum(needed)) / len(needed)
        return [int(width + share) for width in needed]

    def _longest(self, mark: StageMark) -> int:
        metrics = QFontMetrics(self._font(self._pixels, bold=mark.current))
        return max(metrics.horizontalAdvance(word) for word in mark.name.split())

    def _draw(self, painter: QPainter, mark: StageMark, room: QRect) -> None:
        colours = self.context.colours
        dot = QRect(room.center().x() - DOT // 2, 1, DOT, DOT)
        tone = "urgent" if mark.owed else "calm" if mark.done else ""
        ink, ground = colours.tones[tone] if tone else (colours.muted, colours.surface)
        if mark.current:
            ink, ground = colours.on_accent, colours.accent
        painter.setPen(QPen(QColor(colours.accent if mark.current else ink), 1.5))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(dot)
        painter.setFont(self._font(11, bold=True))
        painter.setPen(QColor(ink))
        if mark.owed:
            painter.drawText(dot, int(Qt.AlignmentFlag.AlignCenter), str(mark.owed))
        elif mark.done:
            picture = theme.picture(ICONS, "check", ink, 14)
            painter.drawPixmap(dot.center().x() - 6, dot.center().y() - 6, picture)
        painter.setPen(QColor(colours.text if mark.current or mark.done else colours.muted))
        if not self._short:
            painter.setFont(self._font(self._pixels, bold=mark.current))
            words = room.adjusted(1, DOT + 6, -1, 0)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(words, int(flags) | int(Qt.TextFlag.TextWordWrap), mark.name)
        elif mark.current:
            self._name(painter, mark.name, room)

    def _name(self, painter: QPainter, name: str, room: QRect) -> None:
        """Draw the only name in one line, under its dot as far as the edges allow."""
        font = self._font(SIZES[0], bold=True)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(name) + 2
        left = max(0, min(room.center().x() - width // 2, self.width() - width))
        line = QRect(left, DOT + 6, width, self.height() - DOT - 6)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), name)

    def _font(self, pixels: int, bold: bool) -> QFont:
        font = QFont(theme.FAMILY)
        font.setPixelSize(theme.sized(pixels, self.context.settings.text_scale))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _spoken(self, mark: StageMark) -> str:
        tr = self.context.tr
        parts = [mark.name]
        if mark.current:
            parts.append(tr.gettext("now"))
        if mark.owed:
            text = tr.ngettext("{n} act owed", "{n} acts owed", mark.owed)
            parts.append(text.format(n=mark.owed))
        return ", ".join(parts)
