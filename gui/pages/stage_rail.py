"""The stages of a case as a rail: done, current, and where something is owed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui import theme
from gui.pages.context import ICONS, Context
from gui.presenters.guide import StageMark

DOT = 22


class StageRail(QWidget):
    """Draws the marks side by side; a reader hears them as one sentence."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._marks: tuple[StageMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(context.text("Stages of the case"))

    def show_marks(self, marks: tuple[StageMark, ...]) -> None:
        """Show the stages of a case."""
        self._marks = marks
        self.setAccessibleDescription("; ".join(self._spoken(mark) for mark in marks))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a dot and two lines of words."""
        return QSize(600, theme.sized(82, self.context.settings.text_scale))

    def event(self, event: QEvent) -> bool:
        """Tell the whole name of a stage under the pointer."""
        if isinstance(event, QHelpEvent) and self._marks:
            step = self.width() / len(self._marks)
            mark = self._marks[min(len(self._marks) - 1, int(event.pos().x() / step))]
            QToolTip.showText(event.globalPos(), self._spoken(mark), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rail."""
        if not self._marks:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            step = self.width() / len(self._marks)
            painter.setPen(QPen(QColor(self.context.colours.line), 2))
            middle = DOT // 2 + 1
            painter.drawLine(int(step / 2), middle, int(self.width() - step / 2), middle)
            for number, mark in enumerate(self._marks):
                self._draw(painter, mark, QRect(int(number * step), 0, int(step), self.height()))

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
        painter.setFont(self._fitting(mark, room.width() - 6))
        painter.setPen(QColor(colours.text if mark.current or mark.done else colours.muted))
        words = room.adjusted(3, DOT + 6, -3, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(words, int(flags) | int(Qt.TextFlag.TextWordWrap), mark.name)

    def _fitting(self, mark: StageMark, width: int) -> QFont:
        """Return the largest font in which the longest word of a stage fits."""
        for pixels in (12, 11, 10, 9):
            font = self._font(pixels, bold=mark.current)
            metrics = QFontMetrics(font)
            if max(metrics.horizontalAdvance(word) for word in mark.name.split()) <= width:
                break
        return font

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
