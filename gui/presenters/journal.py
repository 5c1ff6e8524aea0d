"""What the journal of a case says: every event in order, corrected ones struck out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from core.engine.order import in_order
from core.i18n import N_
from core.store.rows import JournalRow
from gui.presenters.moments import moment_words
from gui.presenters.speech import Speech
from gui.presenters.values import value_rows, value_words

UNFOLDED = 2000
"""Letters of a value in an entry that was unfolded."""
FILTERS = (
    ("", N_("All entries")),
    ("step_done", N_("Acts")),
    ("paper_issued", N_("Papers")),
    ("fact_noted", N_("Facts")),
    ("person_added", N_("People")),
    ("term_extended", N_("Extensions")),
    ("correction", N_("Corrections and what was struck out")),
)
"""Mark of an entry → what the list is narrowed to."""


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
    restorable: bool
    """A correction that stands: taken back, what it struck out stands again."""
    why: str
    """By what a struck entry was struck out."""
    details: tuple[str, ...]
    """What was noted, a table row by row."""
    marks: frozenset[str]
    order: int
    """Place in the order in which entries were written down."""

    def says(self, words: Iterable[str]) -> bool:
        """Return whether all words stand somewhere in the entry."""
        whole = " ".join((self.text, self.detail, self.at, self.why, *self.details)).casefold()
        return all(word in whole for word in words)


def journal_lines(rows: tuple[JournalRow, ...], speech: Speech) -> tuple[JournalLine, ...]:
    """Return the events by when they happened, the latest first."""
    events = speech.case.events
    standing = {event.id for event in in_order(events)}
    reasons = {event.event: event for event in events if isinstance(event, Corrected)}
    corrections = frozenset(_effective(events))
    pairs = sorted(
        zip(rows, events, strict=True),
        key=lambda pair: (pair[0].at, pair[0].case_seq),
        reverse=True,
    )
    desk = _Desk(frozenset(standing), corrections, reasons, speech)
    return tuple(_line(row, event, desk) for row, event in pairs)


def _effective(events: Sequence[Event]) -> set[str]:
    """Return the corrections that are not taken back themselves."""
    found: set[str] = set()
    against: set[str] = set()
    for event in reversed(events):
        if isinstance(event, Corrected) and event.id not in against:
            found.add(event.id)
            against.add(event.event)
    return found


def last_entry(lines: Iterable[JournalLine]) -> JournalLine | None:
    """Return what was written down last and may be struck out."""
    able = [one for one in lines if one.correctable]
    return max(able, key=lambda one: one.order, default=None)


@dataclass(frozen=True)
class _Desk:
    """What stands, what strikes out, and why."""

    standing: frozenset[str]
    corrections: frozenset[str]
    """Corrections that strike something out now."""
    reasons: Mapping[str, Corrected]
    speech: Speech


def _line(row: JournalRow, event: Event, desk: _Desk) -> JournalLine:
    speech, tr = desk.speech, desk.speech.tr
    text, detail = told(event, speech)
    later = row.recorded_at.date() != row.at.date()
    written = tr.gettext("written down {moment}")
    correction = isinstance(event, Corrected)
    struck = not correction and event.id not in desk.standing
    marks = {str(type(event).__struct_config__.tag), *(["correction"] if struck else [])}
    return JournalLine(
        event=event.id,
        at=moment_words(row.at),
        recorded=written.format(moment=moment_words(row.recorded_at)) if later else "",
        text=text,
        detail=detail,
        struck=struck,
        correctable=not isinstance(event, Corrected | CaseOpened) and event.id in desk.standing,
        restorable=event.id in desk.corrections,
        why=_why(desk.reasons[event.id], speech) if struck and event.id in desk.reasons else "",
        details=tuple(_details(event, speech)),
        marks=frozenset(marks | ({"correction"} if correction else set())),
        order=row.case_seq,
    )


def _why(event: Corrected, speech: Speech) -> str:
    said = speech.tr.gettext("struck out {moment}: {reason}")
    return said.format(moment=moment_words(event.at), reason=event.reason)


def _details(event: Event, speech: Speech) -> Iterator[str]:
    """Yield what an entry noted; the rows of a table one by one."""
    if isinstance(event, FactNoted):
        yield from value_rows(speech.law.facts.get(event.fact), event.value, speech)
    if not isinstance(event, StepDone | PaperIssued):
        return
    form = event.form if isinstance(event, PaperIssued) else ""
    own = {fact.id: fact for fact in speech.case.library.questions.get(form, ())}
    for name, value in event.notes.items():
        fact = own.get(name) or speech.law.facts.get(name)
        said = value_words(fact, value, speech, UNFOLDED)
        if said:
            yield f"{fact.label[speech.language] if fact else name}: {said}"
        yield from (f"    {one}" for one in value_rows(fact, value, speech))


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
    parts = (speech.person(event.subject), value_words(fact, event.value, speech))
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
    target = next((one for one in speech.case.events if one.id == event.event), None)
    if target is None:
        return speech.tr.gettext("An entry was corrected"), event.reason
    back, out = speech.tr.gettext("Taken back: {entry}"), speech.tr.gettext("Struck out: {entry}")
    return (back if isinstance(target, Corrected) else out).format(
        entry=told(target, speech)[0]
    ), event.reason


@told.register
def _(event: CaseClosed, speech: Speech) -> tuple[str, str]:
    return speech.tr.gettext("The journal was closed"), event.outcome


def _with_reasons(event: StepDone | PaperIssued, speech: Speech) -> str:
    """Return of whom it was, and why one went on in spite of a warning."""
    reasons = [
        speech.tr.gettext("in spite of a warning: {reason}").format(reason=one)
        for one in event.reasons.values()
    ]
    return " · ".join(part for part in (speech.person(event.subject), *reasons) if part)
