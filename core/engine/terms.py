"""The ledger: which terms run, ran or are kept in a case, with both ends and the way to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.engine.conditions import Situation, chosen_edition, holds
from core.engine.counting import Count, End, Passage, count
from core.engine.state import Act, CaseState, Extension, moment
from core.law.book import LawBook, Reading
from core.law.condition import Condition
from core.law.model import Anchor, Length, Term


class Status(StrEnum):
    """What became of a term."""

    RUNNING = "running"
    KEPT = "kept"
    MISSED = "missed"


class Urgency(StrEnum):
    """How near the end of a running term is at a moment, the nearest first."""

    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    """The safe end is past; only the legal end is left."""
    URGENT = "urgent"
    SOON = "soon"
    CALM = "calm"


URGENT, SOON = timedelta(hours=24), timedelta(days=3)
"""A term is urgent within a day of its safe end, soon within three days."""


@dataclass(frozen=True)
class Entry:
    """One term of one case: who it concerns, its ends, its status and its derivation."""

    term: Term
    subject: str
    started: datetime
    event: str
    """Act that started the clock, or an empty text when a fact did."""
    length: Length | None
    extension: Extension | None
    result: Count
    status: Status
    ended: datetime | None
    edition: str
    other: End | None = None
    """Legal end by the other possible edition, where the day leaves it open and it differs."""
    paused: timedelta = timedelta()

    @property
    def key(self) -> tuple[str, str, datetime]:
        """Return what tells this term from every other of the case."""
        return self.term.id, self.subject, self.started

    @property
    def legal_end(self) -> End:
        """Return when the term is over by the rules of counting."""
        return self.result.legal

    @property
    def safe_end(self) -> End:
        """Return when everything should be ready."""
        return self.result.safe

    @property
    def derivation(self) -> tuple[Passage, ...]:
        """Return the steps from the start to the ends."""
        return self.result.passages


def ledger(state: CaseState, book: LawBook, at: datetime) -> tuple[Entry, ...]:
    """Return every term of the case as known at a moment, the first to end first.

    `state` must be folded up to `at`. The law of the day on which a term started counts.
    """
    found: list[Entry] = []
    for term_id in _all_terms(book):
        found.extend(_entries(term_id, state, book, at))
    by_id = {(entry.term.id, entry.subject): entry for entry in found}
    for term_id in _all_terms(book, lookback=True):
        found.extend(_lookback(term_id, state, book, at, by_id))
    return tuple(sorted(found, key=lambda entry: (entry.safe_end, entry.term.id, entry.subject)))


def running(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the terms that still run."""
    return tuple(entry for entry in entries if entry.status is Status.RUNNING)


def urgency(entry: Entry, at: datetime) -> Urgency:
    """Return how near the end of a running term is."""
    if at > entry.legal_end.at:
        return Urgency.OVERDUE
    if at > entry.safe_end.at:
        return Urgency.AT_RISK
    left = entry.safe_end.at - at
    if left <= URGENT:
        return Urgency.URGENT
    return Urgency.SOON if left <= SOON else Urgency.CALM


def longest_allowed(term: Term) -> tuple[Length, ...]:
    """Return the lengths up to which the ladder of a term may be climbed, shortest first."""
    return tuple(rung.up_to for rung in term.ladder)


def _all_terms(book: LawBook, lookback: bool = False) -> list[str]:
    return [term.id for term in book.newest.terms.values() if bool(term.starts.end_of) is lookback]


def _entries(term_id: str, state: CaseState, book: LawBook, at: datetime) -> Iterator[Entry]:
    """Yield the clocks of one term; the anchor is read from the newest text."""
    newest = book.newest.terms[term_id]
    for subject in _subjects(newest, state):
        starts = _starts(newest.starts, subject, state)
        for event, start in starts if newest.each else starts[:1]:
            term = _on(book, state, term_id, start).terms.get(term_id)
            if term is None or start > at:
                continue
            entry = _entry(term, subject, event, start, state, book, at)
            if entry is not None:
                yield entry


def _entry(
    term: Term,
    subject: str,
    event: str,
    start: datetime,
    state: CaseState,
    book: LawBook,
    at: datetime,
) -> Entry | None:
    situation = Situation(state, book, at, subject)
    if not holds(term.when, situation):
        return None
    extension = _extension(term, subject, state)
    length = extension.up_to if extension else term.length
    paused = _paused(term, state, start, at)
    result = count(term.counting, start + paused, length or Length(1, "hours"), book.calendar)
    ended = _ended(term.ends, situation, start)
    edition = _on(book, state, term.id, start).edition_of("terms", term.id).id
    entry = Entry(
        term=term,
        subject=subject,
        started=start,
        event=event,
        length=length,
        extension=extension,
        result=result,
        status=_status(ended, result.legal, at),
        ended=ended,
        edition=edition,
        paused=paused,
    )
    return replace(entry, other=_other_end(entry, book, state))


def _lookback(
    term_id: str,
    state: CaseState,
    book: LawBook,
    at: datetime,
    others: dict[tuple[str, str], Entry],
) -> Iterator[Entry]:
    """Yield terms counted backwards from the day-number end of another running term."""
    anchor = book.newest.terms[term_id].starts.end_of
    for (other_id, subject), other in others.items():
        if other_id != anchor or other.status is not Status.RUNNING:
            continue
        law = _on(book, state, term_id, other.started)
        term = law.terms.get(term_id)
        if term is None or term.length is None:
            continue
        situation = Situation(state, book, at, subject)
        if not holds(term.when, situation):
            continue
        start = datetime.combine(other.result.day_number, datetime.min.time())
        result = count(term.counting, start, term.length, book.calendar)
        ended = _ended(term.ends, situation, other.started)
        yield Entry(
            term=term,
            subject=subject,
            started=other.started,
            event=other.event,
            length=term.length,
            extension=None,
            result=result,
            status=_status(ended, result.legal, at),
            ended=ended,
            edition=law.edition_of("terms", term.id).id,
        )


def _on(book: LawBook, state: CaseState, term: str, start: datetime) -> Reading:
    return book.on(start.date(), chosen_edition(state))


def _subjects(term: Term, state: CaseState) -> tuple[str, ...]:
    return tuple(state.participants) if term.per == "person" else ("",)


def _starts(anchor: Anchor, subject: str, state: CaseState) -> list[tuple[str, datetime]]:
    """Return the moments at which the clock of a subject starts, with the acts behind them."""
    if anchor.first_of:
        all_starts = [start for one in anchor.first_of for start in _starts(one, subject, state)]
        return sorted(all_starts, key=lambda start: start[1])[:1]
    if anchor.fact:
        return _fact_starts(anchor.fact, subject, state)
    acts = state.acts_of(anchor.done, subject or None)
    return [(act.event, _edge(act, anchor)) for act in acts]


def _fact_starts(fact: str, subject: str, state: CaseState) -> list[tuple[str, datetime]]:
    known = state.facts.get((fact, subject))
    start = moment(known.value) if known else None
    return [] if known is None or start is None else [(known.event, start)]


def _edge(act: Act, anchor: Anchor) -> datetime:
    return act.end if anchor.edge == "end" else act.at


def _extension(term: Term, subject: str, state: CaseState) -> Extension | None:
    """Return the extension in force: the one with the longest length, so none ever shortens."""
    own = [one for one in state.extensions if (one.term, one.subject) == (term.id, subject)]
    return max(own, key=lambda one: one.up_to.value, default=None)


def _paused(term: Term, state: CaseState, start: datetime, at: datetime) -> timedelta:
    """Return the whole days for which the term did not run (R15)."""
    total = timedelta()
    for pause in term.pauses:
        stops = [act for act in state.acts_of(pause.from_step) if act.at >= start]
        goes = [act for act in state.acts_of(pause.to_step) if act.at >= start]
        for stop in stops:
            resumed = next((act.at for act in goes if act.at >= stop.at), at)
            total += timedelta(days=(resumed.date() - stop.at.date()).days)
    return total


def _ended(ends: Iterable[Condition], situation: Situation, start: datetime) -> datetime | None:
    """Return when a term was ended: the first act after its start that one of its ends names."""
    moments = [
        found
        for condition in ends
        if holds(condition, situation)
        for found in _when(condition, situation, start)
    ]
    return min(moments, default=None)


def _when(condition: Condition, situation: Situation, start: datetime) -> Iterator[datetime]:
    """Yield the moments at or after a start at which what the condition names came about."""
    for part in (*condition.any, *condition.all):
        yield from _when(part, situation, start)
    state = situation.state
    if condition.done:
        step = situation.law.steps.get(condition.done)
        personal = step is not None and step.per == "person" and not condition.whoever
        subject = situation.subject if personal and situation.subject else None
        yield from (act.at for act in state.acts_of(condition.done, subject) if act.at >= start)
    if condition.fact:
        for subject in (situation.subject, ""):
            known = state.facts.get((condition.fact, subject))
            if known is not None:
                yield max(start, moment(known.value) or known.at)


def _status(ended: datetime | None, legal: End, at: datetime) -> Status:
    if ended is None:
        return Status.RUNNING
    return Status.KEPT if ended <= legal.at else Status.MISSED


def _other_end(entry: Entry, book: LawBook, state: CaseState) -> End | None:
    """Return the legal end by the other edition when the day leaves open which one is law."""
    other = book.other(entry.started.date(), chosen_edition(state))
    term = other.terms.get(entry.term.id) if other else None
    if term is None or (term.length, term.counting) == (entry.term.length, entry.term.counting):
        return None
    length = entry.extension.up_to if entry.extension else term.length
    start = entry.started + entry.paused
    result = count(term.counting, start, length or Length(1, "hours"), book.calendar)
    return None if result.legal == entry.legal_end else result.legal
