"""Dates and times as papers write them, in words and in figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Final

from core.i18n import PaperLanguage
from core.language.numbers import COUNTED, NBSP, ordinal_in_words, plural

_MONTHS: Final[dict[PaperLanguage, tuple[str, ...]]] = {
    "be": (
        "студзень студзеня",
        "люты лютага",
        "сакавік сакавіка",
        "красавік красавіка",
        "май мая",
        "чэрвень чэрвеня",
        "ліпень ліпеня",
        "жнівень жніўня",
        "верасень верасня",
        "кастрычнік кастрычніка",
        "лістапад лістапада",
        "снежань снежня",
    ),
    "ru": (
        "январь января",
        "февраль февраля",
        "март марта",
        "апрель апреля",
        "май мая",
        "июнь июня",
        "июль июля",
        "август августа",
        "сентябрь сентября",
        "октябрь октября",
        "ноябрь ноября",
        "декабрь декабря",
    ),
}
_WEEKDAYS: Final[dict[PaperLanguage, tuple[str, ...]]] = {
    "be": ("панядзелак", "аўторак", "серада", "чацвер", "пятніца", "субота", "нядзеля"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
}
_YEAR_GENITIVE: Final[dict[PaperLanguage, str]] = {"be": "года", "ru": "года"}
_FROM: Final[dict[PaperLanguage, str]] = {"be": "з", "ru": "с"}
_UNTIL: Final[dict[PaperLanguage, str]] = {"be": "да", "ru": "до"}
_UP_TO: Final[dict[PaperLanguage, str]] = {"be": "па", "ru": "по"}
_SHORT: Final[dict[PaperLanguage, tuple[str, str]]] = {
    "be": ("гадз.", "хв."),
    "ru": ("ч.", "мин."),
}
_HOUR_AFTER: Final[dict[PaperLanguage, tuple[str, str]]] = {
    "be": ("гадзіны", "гадзін"),
    "ru": ("часа", "часов"),
}
"""The genitive after «з … да …»: з 1 гадзіны, да 22 гадзін."""
_MINUTE_AFTER: Final[dict[PaperLanguage, tuple[str, str]]] = {
    "be": ("хвіліны", "хвілін"),
    "ru": ("минуты", "минут"),
}


def month(number: int, language: PaperLanguage) -> str:
    """Return the name of a month (1 to 12): лістапад."""
    return _MONTHS[language][number - 1].split()[0]


def month_of(number: int, language: PaperLanguage) -> str:
    """Return a month (1 to 12) in the genitive: лістапада."""
    return _MONTHS[language][number - 1].split()[1]


def weekday(day: date, language: PaperLanguage) -> str:
    """Return the name of the day of the week."""
    return _WEEKDAYS[language][day.weekday()]


def _day_month(day: date, language: PaperLanguage) -> str:
    """Return day and month: 22 лістапада."""
    return f"{day.day}{NBSP}{month_of(day.month, language)}"


def date_long(day: date, language: PaperLanguage) -> str:
    """Return the date of a document: 22 лістапада 2026 г."""
    return f"{_day_month(day, language)} {day.year}{NBSP}г."


def date_in_sentence(day: date, language: PaperLanguage) -> str:
    """Return a date inside a sentence: 22 лістапада 2026 года."""
    return f"{_day_month(day, language)} {day.year}{NBSP}{_YEAR_GENITIVE[language]}"


def date_numeric(day: date) -> str:
    """Return a date in figures, the same in both languages: 22.11.2026."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def date_quoted(day: date, language: PaperLanguage) -> str:
    """Return a date as on a handwritten blank: «22» лістапада 2026 г."""
    return f"«{day.day:02d}»{NBSP}{month_of(day.month, language)} {day.year}{NBSP}г."


def month_year(day: date, language: PaperLanguage) -> str:
    """Return month and year: лістапад 2026 г."""
    return f"{month(day.month, language)} {day.year}{NBSP}г."


def date_with_weekday(day: date, language: PaperLanguage) -> str:
    """Return the day of the week and the date: нядзеля, 22 лістапада 2026 г."""
    return f"{weekday(day, language)}, {date_long(day, language)}"


def date_in_words(day: date, language: PaperLanguage) -> str:
    """Return a date wholly in words, genitive: дваццаць другога лістапада … года."""
    number = ordinal_in_words(day.day, language, "n", "gen")
    year = ordinal_in_words(day.year, language, "m", "gen")
    return f"{number} {month_of(day.month, language)} {year} {_YEAR_GENITIVE[language]}"


def period(start: date, end: date, language: PaperLanguage) -> str:
    """Return a stretch of days: з 22 лістапада па 5 снежня 2026 г.

    The year of the start is named only when it is another one.
    """
    first = _day_month(start, language) if start.year == end.year else date_long(start, language)
    return f"{_FROM[language]}{NBSP}{first} {_UP_TO[language]}{NBSP}{date_long(end, language)}"


def time_numeric(moment: time | datetime) -> str:
    """Return hours and minutes in figures: 09:05."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def time_in_words(moment: time | datetime, language: PaperLanguage) -> str:
    """Return the time of a protocol: 9 гадзін 05 хвілін."""
    hours = plural(moment.hour, COUNTED["hour"][language])
    minutes = plural(moment.minute, COUNTED["minute"][language])
    return f"{moment.hour}{NBSP}{hours} {moment.minute:02d}{NBSP}{minutes}"


def time_short(moment: time | datetime, language: PaperLanguage) -> str:
    """Return the time with short words: 10 гадз. 35 хв."""
    hours, minutes = _SHORT[language]
    return f"{moment.hour}{NBSP}{hours} {moment.minute:02d}{NBSP}{minutes}"


def _time_of(moment: time | datetime, language: PaperLanguage) -> str:
    """Return a time in the genitive, as «з» and «да» want it: 1 гадзіны 05 хвілін."""
    one, many = _HOUR_AFTER[language]
    minute, minutes = _MINUTE_AFTER[language]
    hour_word = plural(moment.hour, (one, many, many))
    minute_word = plural(moment.minute, (minute, minutes, minutes))
    return f"{moment.hour}{NBSP}{hour_word} {moment.minute:02d}{NBSP}{minute_word}"


def span(start: time | datetime, end: time | datetime, language: PaperLanguage) -> str:
    """Return a stretch of clock time: з 9 гадзін 05 хвілін да 10 гадзін 30 хвілін."""
    first, last = _time_of(start, language), _time_of(end, language)
    return f"{_FROM[language]}{NBSP}{first} {_UNTIL[language]}{NBSP}{last}"


def moment_long(moment: datetime, language: PaperLanguage) -> str:
    """Return date and time of a protocol: 22 лістапада 2026 г., 9 гадзін 05 хвілін."""
    return f"{date_long(moment.date(), language)}, {time_in_words(moment, language)}"


DateForm = Callable[[date, PaperLanguage], str]

DATE_FORMS: Final[dict[str, DateForm]] = {
    "long": date_long,
    "sentence": date_in_sentence,
    "numeric": lambda day, _language: date_numeric(day),
    "quoted": date_quoted,
    "month": month_year,
    "weekday": date_with_weekday,
    "words": date_in_words,
}
"""Ways to print a date, by the name a form may use."""

TimeForm = Callable[[time | datetime, PaperLanguage], str]

TIME_FORMS: Final[dict[str, TimeForm]] = {
    "words": time_in_words,
    "short": time_short,
    "numeric": lambda moment, _language: time_numeric(moment),
}
"""Ways to print a time, by the name a form may use."""
