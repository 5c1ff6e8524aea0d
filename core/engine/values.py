"""Is a value one that its fact can hold: a moment a moment, a choice one of its answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from core.engine.events import Value
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES
from core.law.model import Fact, FactType

LONGEST_TEXT = 200_000
"""Signs; a narrative longer than a hundred pages is a file pasted by mistake."""

LARGEST_NUMBER = 10**15


def checked(fact: Fact, value: Value, at: datetime, where: str = "") -> None:
    """Raise UserError when a fact cannot hold a value at a moment.

    `where` tells the reader of a file which event the value stands in; a form needs none.
    """
    place = where or fact.id
    fits, code = _RIGHT[fact.type]
    answers = [choice.id for choice in fact.choices]
    if not fits(value) or (answers and value not in answers):
        raise UserError(code, where=place, answers=", ".join(answers))
    if fact.not_future and _later(value, at):
        raise UserError("value-in-future", where=place, value=value, at=_minute(at))
    if fact.columns:
        for number, row in enumerate(value, 1):
            _row(fact, row, at, f"{place}[{number}]")


def people_in(fact: Fact, value: Value) -> tuple[str, ...]:
    """Return the ids of the persons a value names; empty for facts of another type."""
    if fact.type == "person":
        return (value,)
    return tuple(value) if fact.type == "persons" else ()


def _row(fact: Fact, row: Mapping[str, Any], at: datetime, place: str) -> None:
    columns = {column.id: column for column in fact.columns}
    for name in row:
        if name not in columns:
            raise UserError(
                "value-column-unknown", where=place, column=name, known=", ".join(columns)
            )
    for name, column in columns.items():
        if name in row:
            checked(column, row[name], at, f"{place}.{name}")
        elif not column.optional:
            raise UserError("value-column-missing", where=place, column=name)


def _later(value: Value, at: datetime) -> bool:
    """Return whether a moment or a date lies after another moment."""
    if len(value) == len("2026-03-03"):
        return date.fromisoformat(value) > at.date()
    return datetime.fromisoformat(value) > at


def _minute(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _is_moment(value: Value) -> bool:
    if not isinstance(value, str) or len(value) < len("2026-03-03T14:20"):
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return moment.tzinfo is None


def _is_date(value: Value) -> bool:
    if not isinstance(value, str) or len(value) != len("2026-03-03"):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _is_words(value: Value) -> bool:
    """A text may be given once, or in one or both languages of papers."""
    if isinstance(value, Mapping):
        return (
            bool(value)
            and set(value) <= set(PAPER_LANGUAGES)
            and all(map(_is_text, value.values()))
        )
    return _is_text(value)


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER


def _is_person(value: Value) -> bool:
    return isinstance(value, str) and bool(value)


def _is_persons(value: Value) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_person, value))


def _is_rows(value: Value) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value)


def _is_crime(value: Value) -> bool:
    if not isinstance(value, Mapping) or not set(value) <= {"article", "part"}:
        return False
    part = value.get("part")
    return _is_person(value.get("article")) and (part is None or _is_number(part))


_RIGHT: Mapping[FactType, tuple[Callable[[Value], bool], str]] = {
    "moment": (_is_moment, "value-not-moment"),
    "date": (_is_date, "value-not-date"),
    "text": (_is_text, "value-not-text"),
    "words": (_is_words, "value-not-words"),
    "long": (_is_words, "value-not-long"),
    "number": (_is_number, "value-not-number"),
    "yes": (lambda value: isinstance(value, bool), "value-not-yes"),
    "choice": (lambda value: isinstance(value, str), "value-not-choice"),
    "person": (_is_person, "value-not-person"),
    "persons": (_is_persons, "value-not-persons"),
    "rows": (_is_rows, "value-not-rows"),
    "crime": (_is_crime, "value-not-crime"),
}
"""What fits a type of fact, and the refusal that says what would."""
