"""How a value reads in a paper: by the type of its question and the filter of its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import get_args

from core.documents.context import Context, ids
from core.documents.grammar import Case, DateStyle, TimeStyle
from core.engine.events import Value
from core.engine.state import Participant, moment
from core.law.model import Fact

Spoken = str | None
"""A text, or None when what it needs is not known."""

_CASES: Mapping[str, Case] = {case: case for case in get_args(Case)}


def case_of(filter_: str) -> Case:
    """Return the case a filter names; the nominative when it names none."""
    return _CASES.get(filter_, "nom")


def full_name(one: Participant, filter_: str, context: Context) -> str:
    """Return a name in a case; what a person corrected wins over the rules."""
    person, case = one.person, case_of(filter_)
    corrected = person.forms.get(f"{context.language}.{case}")
    if corrected:
        return corrected
    name = person.name[context.language]
    return context.grammar.name(name, case, context.language, person.gender)


def shown(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    """Return an answer as the paper prints it, by the type of its question."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    show = _SHOW.get(fact.type if fact else "text", _text)
    return show(value, fact, filter_, context)


def _text(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    if isinstance(value, Mapping):
        text = value.get(context.language)
        if not text:
            context.foreign.add(context.listed or (fact.id if fact else ""))
            text = next(iter(value.values()), None)
        value = text
    if value is None:
        return None
    text = str(value)
    return context.grammar.phrase(text, case_of(filter_), context.language) if filter_ else text


def _chosen(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    labels = {choice.id: choice.label for choice in fact.choices} if fact else {}
    label = labels.get(str(value))
    if label is None:
        return str(value)
    text = label[context.language]
    return context.grammar.phrase(text, case_of(filter_), context.language) if filter_ else text


def _persons(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    known = context.state.participants
    people = [known[key] for key in ids(value) if key in known]
    names = [full_name(one, filter_, context) for one in people]
    return context.grammar.join(names, context.language) if names else None


def _stamp(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    at = moment(value)
    return None if at is None else shown_moment(at, filter_, context)


def _day(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    at = moment(value)
    return None if at is None else shown_date(at.date(), filter_, context)


def _crime(value: Value, fact: Fact | None, filter_: str, context: Context) -> Spoken:
    if not isinstance(value, Mapping) or "article" not in value:
        return None
    return context.grammar.crime(str(value["article"]), value.get("part"), context.language)


_SHOW: Mapping[str, Callable[[Value, Fact | None, str, Context], Spoken]] = {
    "moment": _stamp,
    "date": _day,
    "choice": _chosen,
    "crime": _crime,
    "person": _persons,
    "persons": _persons,
}

_DATE_STYLES: Mapping[str, DateStyle] = {style: style for style in get_args(DateStyle)}
_TIME_STYLES: Mapping[str, TimeStyle] = {style: style for style in get_args(TimeStyle)}


def shown_moment(at: datetime, filter_: str, context: Context) -> str:
    """Return a moment: its date, its time, or both when the filter is `moment` or none."""
    grammar, language = context.grammar, context.language
    if filter_ in _TIME_STYLES:
        return grammar.time(at, language, _TIME_STYLES[filter_])
    if filter_ in ("", "moment"):
        return f"{grammar.date(at, language, 'date')} {grammar.time(at, language, 'short')}"
    return shown_date(at.date(), filter_, context)


def shown_date(day: date, filter_: str, context: Context) -> str:
    """Return a day in the style a filter names, in words when it names none."""
    return context.grammar.date(day, context.language, _DATE_STYLES.get(filter_, "date"))
