"""A moment or a day: typed in any usual way, taken from a calendar, or «now»."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from core.engine.events import Value
from gui.pages.fields.editor import Desk, Editor
from gui.pages.fields.edits import Line, mark_wrong
from gui.pages.parts import button, coloured, row
from gui.presenters.paper import Question
from gui.presenters.paper_typed import shown_day, shown_moment, typed_day, typed_moment
from gui.theme import sized

WIDTH = 190
"""Pixels of the line at 100 per cent."""


class Stamp(Editor):
    """One line, a calendar and «now»; what lies ahead is refused with a sentence."""

    example = "03.03.2026 14:20"

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.line = Line(question.label)
        self.line.setPlaceholderText(self.example)
        self.line.setFixedWidth(sized(WIDTH, desk.context.settings.text_scale))
        self.line.textEdited.connect(lambda _: self._say())
        self.line.left.connect(self._tidy)
        self.line.editingFinished.connect(self._tidy)
        self.opener = QToolButton()
        self.opener.setIcon(coloured("calendar", desk.context.colours.text))
        self.opener.setIconSize(QSize(18, 18))
        self.opener.setAccessibleName(desk.text("Calendar"))
        self.opener.setToolTip(desk.text("Calendar"))
        self.opener.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.opener.clicked.connect(self._open)
        self.present = button(desk.context, desk.text("Now"), self.now, flat=True)
        self.setLayout(row(self.line, self.opener, self.present, None, spacing=4))

    def value(self) -> Value:
        """Return the moment to the minute."""
        at = typed_moment(self.line.text(), self.desk.context.now())
        return None if at is None else at.isoformat(timespec="minutes")

    def put(self, value: Value) -> None:
        """Show a moment."""
        shown = shown_moment(value)
        if value != self.value() or not self.line.hasFocus():
            self.line.setText(shown)
        self._colour()

    def trouble(self) -> str:
        """Return why the text is no moment that can stand here."""
        if not self.line.text().strip():
            return ""
        value, now = self.value(), self.desk.context.now()
        if value is None:
            return self.desk.text("Write it like this: {example}").format(example=self.example)
        if self.question.not_future and value > now.isoformat(timespec="minutes")[: len(value)]:
            return self.desk.text("This still lies ahead: it is {now} now.").format(
                now=shown_moment(now.isoformat())
            )
        return ""

    def first(self) -> QWidget:
        """Return the line."""
        return self.line

    def now(self) -> None:
        """Take the present minute."""
        self._take(self.desk.context.now())

    def picked(self, day: QDate) -> None:
        """Take a day out of the calendar; the time that was typed stays."""
        kept = self.value()
        at = datetime.fromisoformat(kept) if kept else self.desk.context.now()
        self._take(at.replace(year=day.year(), month=day.month(), day=day.day()))

    def _take(self, at: datetime) -> None:
        self.line.setText(shown_moment(at.isoformat(timespec="minutes")))
        self._say()
        self.line.setFocus()

    def _tidy(self) -> None:
        """Write what was typed in the usual way once the line is left."""
        value = self.value()
        shown = shown_moment(value) if value and "T" in value else shown_day(value)
        if value and shown != self.line.text():
            self.line.setText(shown)
        self.left.emit()

    def _say(self) -> None:
        self._colour()
        self.changed.emit()

    def _colour(self) -> None:
        mark_wrong(self.line, bool(self.trouble()))

    def _open(self) -> None:
        """Show a calendar under the line; it goes away with a choice or a click elsewhere."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(self.desk.context.language))
        scale = self.desk.context.settings.text_scale
        calendar.setMinimumSize(sized(400, scale), sized(270, scale))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        kept = self.value()
        at = datetime.fromisoformat(kept) if kept else self.desk.context.now()
        calendar.setSelectedDate(QDate(at.year, at.month, at.day))
        for chosen in (calendar.clicked, calendar.activated):
            chosen.connect(self.picked)
            chosen.connect(popup.close)
        inside = QVBoxLayout(popup)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(calendar)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()
        calendar.setFocus()


class Day(Stamp):
    """A day without a time."""

    example = "03.03.2026"

    def __init__(self, desk: Desk, question: Question) -> None:
        super().__init__(desk, question)
        self.present.setText(desk.text("Today"))
        self.present.setAccessibleName(desk.text("Today"))

    def value(self) -> Value:
        """Return the day."""
        day = typed_day(self.line.text(), self.desk.context.now())
        return None if day is None else day.isoformat()

    def put(self, value: Value) -> None:
        """Show a day."""
        self.line.setText(shown_day(value))
        self._colour()

    def _take(self, at: datetime) -> None:
        self.line.setText(shown_day(at.date().isoformat()))
        self._say()
        self.line.setFocus()
