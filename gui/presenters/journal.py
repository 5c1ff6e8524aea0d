"""What the journal of a case says: every event in order, corrected ones struck out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from core.engine.derivation import amount_text
from core.engine.events import (
    CaseClosed,
    CaseOpened,
    Corrected,
    Event,
    FactNoted,
    PaperIssued,
    PersonAdded,
    StepDone,
    TermExtended,
)
from core.engine.state import in_order
from core.store.rows import JournalRow
from gui.presenters.moments import moment_words
from gui.presenters.speech import Speech

LONGEST = 120
"""Letters of a value that the journal shows."""


@dataclass(frozen=True)
class JournalLine:
    """One event."""

    event: str
    at: str
    recorded: str
    """When it was written down, where that was another day."""
    text: str
    detail: str
    struck: bool
    correctable: bool


def journal_lines(rows: tuple[JournalRow, ...], speech: Speech) -> tuple[JournalLine, ...]:
    """Return the events by when they happened, the latest first."""
    standing = {event.id for event in in_order(speech.case.events)}
    pairs = sorted(
        zip(rows, speech.case.events, strict=True),
        key=lambda pair: (pair[0].at, pair[0].case_seq),
        reverse=True,
    )
    return tuple(_line(row, event, standing, speech) for row, event in pairs)


def _line(row: JournalRow, event: Event, standing: set[str], speech: Speech) -> JournalLine:
    text, detail = told(event, speech)
    later = row.recorded_at.date() != row.at.date()
    written = speech.tr.gettext("written down {moment}")
    correction = isinstance(event, Corrected)
    return JournalLine(
        event=event.id,
        at=moment_words(row.at),
        recorded=written.format(moment=moment_words(row.recorded_at)) if later else "",
        text=text,
        detail=detail,
        struck=not correction and event.id not in standing,
        correctable=not isinstance(event, Corrected | CaseOpened) and event.id in standing,
    )


@singledispatch
def told(event: Event, speech: Speech) -> tuple[str, str]:
    """Return what happened, and of whom or of what."""
    raise TypeError(f"no words for {type(event).__name__}")


@told.register
def _(event: CaseOpened, speech: Speech) -> tuple[str, str]:
    return speech.tr.gettext("The journal was begun"), event.title


@told.register
def _(event: PersonAdded, speech: Speech) -> tuple[str, str]:
    roles = ", ".join(speech.role(role) for role in event.roles)
    name = event.person.name[speech.paper]
    return speech.tr.gettext("Person: {name}").format(name=name), roles


@told.register
def _(event: FactNoted, speech: Speech) -> tuple[str, str]:
    fact = speech.law.facts.get(event.fact)
    label = fact.label[speech.language] if fact else event.fact
    parts = (speech.person(event.subject), value_words(event.value, speech))
    text = speech.tr.gettext("Noted: {fact}").format(fact=label)
    return text, " · ".join(part for part in parts if part)


@told.register
def _(event: StepDone, speech: Speech) -> tuple[str, str]:
    return speech.step(event.step), _with_reasons(event, speech)


@told.register
def _(event: PaperIssued, speech: Speech) -> tuple[str, str]:
    text = speech.tr.gettext("Paper: {title}").format(title=speech.form(event.form))
    return text, _with_reasons(event, speech)


@told.register
def _(event: TermExtended, speech: Speech) -> tuple[str, str]:
    term = speech.law.terms.get(event.term)
    name = term.name[speech.language] if term else event.term
    length = amount_text(event.up_to, speech.case.library.book, "up_to")[speech.language]
    text = speech.tr.gettext("Prolonged up to {length}: {term}")
    return text.format(length=length, term=name), event.official


@told.register
def _(event: Corrected, speech: Speech) -> tuple[str, str]:
    return speech.tr.gettext("An entry was corrected"), event.reason


@told.register
def _(event: CaseClosed, speech: Speech) -> tuple[str, str]:
    return speech.tr.gettext("The journal was closed"), event.outcome


def value_words(value: object, speech: Speech) -> str:
    """Return a value of a fact in few words; rows and lists are left to their papers."""
    if isinstance(value, Mapping):
        value = value.get(speech.paper)
    if not isinstance(value, str):
        return ""
    known = speech.person(value)
    try:
        return known or moment_words(datetime.fromisoformat(value))
    except ValueError:
        return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def _with_reasons(event: StepDone | PaperIssued, speech: Speech) -> str:
    """Return of whom it was, and why one went on in spite of a warning."""
    reasons = [
        speech.tr.gettext("in spite of a warning: {reason}").format(reason=one)
        for one in event.reasons.values()
    ]
    return " · ".join(part for part in (speech.person(event.subject), *reasons) if part)
