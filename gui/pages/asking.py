"""Single questions outside a form: a moment, a day, with the editors that forms have."""

from __future__ import annotations

from datetime import date, datetime

from core.i18n import PAPER_LANGUAGES
from gui.pages.context import Context
from gui.pages.fields.editor import Desk
from gui.pages.fields.moment import Day, Stamp
from gui.presenters.paper import Question


class Moment(Stamp):
    """A moment; whether it may lie ahead its question says."""

    def moment(self) -> datetime | None:
        """Return the moment, or None while there is none."""
        value = self.value()
        return None if value is None else datetime.fromisoformat(value)


class DayField(Day):
    """A day that must not lie ahead."""

    def day(self) -> date | None:
        """Return the day, or None while there is none."""
        value = self.value()
        return None if value is None else date.fromisoformat(value)


def moment_field(context: Context, name: str) -> Moment:
    """Return a field for a moment of the past."""
    return Moment(_desk(context), Question("at", "moment", name, not_future=True))


def free_moment_field(context: Context, name: str) -> Moment:
    """Return a field for any moment, past or to come."""
    return Moment(_desk(context), Question("at", "moment", name))


def day_field(context: Context, name: str) -> DayField:
    """Return a field for a day of the past."""
    return DayField(_desk(context), Question("day", "date", name, not_future=True))


def _desk(context: Context) -> Desk:
    first, second = PAPER_LANGUAGES
    return Desk(context, (first, second))
