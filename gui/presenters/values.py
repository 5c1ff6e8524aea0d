"""Values of facts in words: what a person reads instead of ids, rows and codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from core.law.model import Fact
from gui.presenters.moments import day_words, moment_words
from gui.presenters.speech import Speech

LONGEST = 120
"""Letters of a value that one line shows."""


def value_words(fact: Fact | None, value: Any, speech: Speech, longest: int = LONGEST) -> str:
    """Return a value in few words; a table is told by the number of its rows."""
    if value is None or value == "":
        return ""
    said = _SAID.get(fact.type if fact else "", _plain)(fact, value, speech)
    return said if len(said) <= longest else f"{said[:longest]}…"


def value_rows(fact: Fact | None, value: Any, speech: Speech) -> tuple[str, ...]:
    """Return the rows of a table in words, or nothing for any other value."""
    if fact is None or not fact.columns or not isinstance(value, Sequence):
        return ()
    return tuple(_row(fact, one, speech) for one in value if isinstance(one, Mapping))


def _row(fact: Fact, row: Mapping[str, Any], speech: Speech) -> str:
    return "; ".join(_cells(fact, row, speech))


def _cells(fact: Fact, row: Mapping[str, Any], speech: Speech) -> Iterator[str]:
    for column in fact.columns:
        said = value_words(column, row.get(column.id), speech)
        if said:
            yield f"{column.label[speech.language]}: {said}"


def _plain(fact: Fact | None, value: Any, speech: Speech) -> str:
    if isinstance(value, Mapping):
        value = value.get(speech.paper) or next(iter(value.values()), "")
    if not isinstance(value, str):
        return "" if isinstance(value, list | dict) else str(value)
    return speech.person(value) or " ".join(value.split())


def _moment(fact: Fact | None, value: Any, speech: Speech) -> str:
    try:
        return moment_words(datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _day(fact: Fact | None, value: Any, speech: Speech) -> str:
    try:
        return day_words(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _choice(fact: Fact | None, value: Any, speech: Speech) -> str:
    choices = fact.choices if fact else ()
    labels = (one.label[speech.language] for one in choices if one.id == value)
    return next(labels, str(value))


def _yes(fact: Fact | None, value: Any, speech: Speech) -> str:
    return speech.tr.gettext("yes") if value else speech.tr.gettext("no")


def _persons(fact: Fact | None, value: Any, speech: Speech) -> str:
    return ", ".join(speech.person(one) or str(one) for one in value)


def _rows(fact: Fact | None, value: Any, speech: Speech) -> str:
    return speech.tr.ngettext("{n} row", "{n} rows", len(value)).format(n=len(value))


def _crime(fact: Fact | None, value: Any, speech: Speech) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return speech.case.library.grammar.crime(
        str(value.get("article")), value.get("part"), speech.paper
    )


_SAID: Mapping[str, Callable[[Fact | None, Any, Speech], str]] = {
    "moment": _moment,
    "date": _day,
    "choice": _choice,
    "yes": _yes,
    "persons": _persons,
    "rows": _rows,
    "crime": _crime,
}
"""Type of a fact → how its value is said; any other is said as it was typed."""
