"""The years of the calendar, and a year one adds: days off and working Saturdays by month."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from core.errors import UserError
from core.services.calendar_years import FIRST, days_of
from core.services.office import Office
from gui.pages.archive_work import Labour
from gui.pages.context import Context, Route
from gui.pages.flow import flow
from gui.pages.form_parts import WIDE, asked, line_edit, picker, tell, trouble
from gui.pages.parts import bounded, button, card, clear, column, label, row, scrolled
from gui.presenters.law_year import (
    HOLIDAY,
    MOVED,
    WEEKEND,
    WORKED,
    Draft,
    free_years,
    marks,
    next_year,
    written,
    year_lines,
)
from gui.presenters.verdicts import after_verdict
from gui.theme import sized


class CalendarSection(QWidget):
    """Cards: the years on file, and a year in the making."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        text = context.text
        self.draft = Draft(FIRST)
        self.years = QVBoxLayout()
        self.years.setSpacing(4)
        self.year = picker(())
        self.month = _month_view(context)
        self.off, self.worked = line_edit("", "04.01.2027"), line_edit("", "16.01.2027")
        self.author, self.reference = line_edit(), line_edit("", text("Resolution and its number"))
        self.wrong = trouble()
        self.add = button(context, text("Add the year"), self.primary, "plus", primary=True)
        self.labour = Labour(context, (self.add,))
        inside = QWidget()
        around = column(self._making(), self._known(), None, spacing=16)
        around.setContentsMargins(2, 4, 12, 24)
        inside.setLayout(around)
        bounded(self.context, inside, WIDE + 40)
        self.setLayout(column(scrolled(inside)))
        self.year.activated.connect(lambda _: self._turn())
        for chosen in (self.month.clicked, self.month.activated):
            chosen.connect(self._move)
        for line in (self.off, self.worked):
            line.editingFinished.connect(self._typed)

    def begin(self) -> None:
        """Show the years on file and the next one to add."""
        context = self.context
        if context.library is None:
            return
        book = context.library.book
        clear(self.years)
        for one in year_lines(book, context.tr):
            opened = partial(context.go, Route("norm", section="calendar", item=one.id))
            name = button(context, one.id, opened, flat=True)
            name.setToolTip(context.text("Open: compare, correct or withdraw"))
            line = row(name, label(f"{one.sure} · {one.source}", "muted", wrap=True), spacing=12)
            line.setStretch(1, 1)
            self.years.addLayout(line)
        self.year.clear()
        for key, said in free_years(book):
            self.year.addItem(said, key)
        self.year.setCurrentIndex(self.year.findData(str(next_year(book))))
        self._turn()
        if context.work is not None:
            context.tasks.run(context.work.office, self._office, owner=self)

    def primary(self) -> None:
        """Add the year to the archive and compute its lists anew."""
        context, work = self.context, self.context.work
        if work is None or not self._typed():
            return
        give = partial(
            work.verification.add_year,
            str(self.draft.year),
            self.draft.off,
            self.draft.worked,
            self.author.text(),
            self.reference.text(),
        )
        self.labour.begin(
            context.text("Computing the lists anew"),
            partial(after_verdict, work, give),
            self._added,
            stoppable=False,
        )

    def _making(self) -> QWidget:
        text = self.context.text
        hint = text(
            "Choose a working day to make it a day off, a Saturday or a Sunday to make it worked. "
            "Holidays and Radunitsa are computed."
        )
        when = flow()
        when.add(asked(text("Year"), self.year), 1)
        when.add(asked(text("Days off"), self.off), 2)
        when.add(asked(text("Working Saturdays"), self.worked), 2)
        both = flow()
        both.add(asked(text("Who compared it"), self.author), 1)
        both.add(asked(text("Official source"), self.reference), 2)
        parts = column(
            label(text("Add a year"), "lead"),
            label(hint, "small", wrap=True),
            when,
            self.month,
            both,
            self.wrong,
            self.labour,
            row(self.add, None),
            spacing=12,
        )
        return card(parts)

    def _known(self) -> QWidget:
        return card(column(label(self.context.text("Years on file"), "lead"), self.years))

    def _office(self, office: Office | None) -> None:
        if office is not None and not self.author.text():
            name = office.investigator.name
            self.author.setText(name.ru if self.context.language == "ru" else name.be)

    def _turn(self) -> None:
        """Begin another year."""
        year = int(self.year.currentData())
        if self.draft.year != year:
            self.draft = Draft(year)
            self.month.setMinimumDate(QDate(year, 1, 1))
            self.month.setMaximumDate(QDate(year, 12, 31))
            self.month.setSelectedDate(QDate(year, 1, 1))
        self._show()

    def _move(self, chosen: QDate) -> None:
        day = date(chosen.year(), chosen.month(), chosen.day())
        self.draft = self.draft.toggled(self.context.library.book, day)
        self._show()

    def _typed(self) -> bool:
        """Take over the days that were typed; say what is wrong with them."""
        try:
            off, worked = days_of(self.off.text()), days_of(self.worked.text())
        except UserError as error:
            tell(self.wrong, self.context.sentence(error))
            return False
        self.draft = Draft(self.draft.year, frozenset(off), frozenset(worked))
        self._show()
        return True

    def _show(self) -> None:
        """Draw the year in the making."""
        context = self.context
        tell(self.wrong, "")
        self.off.setText(written(self.draft.off))
        self.worked.setText(written(self.draft.worked))
        self.month.setDateTextFormat(QDate(), QTextCharFormat())
        for day, what, name in marks(context.library.book, self.draft, context.language):
            look = _look(context, what)
            look.setToolTip(name)
            self.month.setDateTextFormat(QDate(day.year, day.month, day.day), look)

    def _added(self, answer: object) -> None:
        context, year = self.context, self.draft.year
        context.library = context.work.library
        self.reference.clear()
        self.begin()
        said = context.text("The year {year} counts everywhere from now on.")
        context.say(said.format(year=year), "calm")


def _month_view(context: Context) -> QCalendarWidget:
    made = QCalendarWidget()
    made.setLocale(QLocale(context.language))
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setAccessibleName(context.text("Days of the year"))
    made.setMinimumHeight(sized(260, context.settings.text_scale))
    for name, icon in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "next")):
        arrow = made.findChild(QToolButton, name)
        if isinstance(arrow, QToolButton):
            arrow.setIcon(context.icon(icon))  # Qt's own arrows are black on any ground
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, QTextCharFormat())
    return made


def _look(context: Context, what: str) -> QTextCharFormat:
    """Return how a day is drawn: told by weight and a line too, never by colour alone."""
    look = QTextCharFormat()
    tones = {WEEKEND: "muted", HOLIDAY: "overdue", MOVED: "overdue", WORKED: "calm"}
    look.setForeground(QColor(context.ink(tones[what])))
    if what in (MOVED, WORKED):
        look.setFontWeight(QFont.Weight.Bold)
        look.setFontUnderline(True)
    return look
