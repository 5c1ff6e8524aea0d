"""The ledger: which terms run, ran or are kept in a case, with both ends and the way to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.engine.clocks import credited, ended, may_start, paused, starts_of
from core.engine.conditions import Situation, chosen_edition, holds
from core.engine.counting import FIRST_YEAR, FROM_THE_END, LAST_YEAR, NO_CLOCK, count
from core.engine.ends import Count, End, Passage
from core.engine.state import CaseState, Extension
from core.law.book import LawBook, Reading
from core.law.model import Length, Term


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


MINUTE = timedelta(minutes=1)
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
    """Days that were not counted; negative for days that were counted in."""

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
    steps = frozenset(act.step for act in state.acts)
    facts = frozenset(fact for fact, _ in state.facts)
    found: list[Entry] = []
    for term in book.newest.terms.values():
        if term.counting != NO_CLOCK and may_start(term.starts, steps, facts):
            found.extend(_entries(term, state, book, at))
    others = tuple(found)
    for term in book.newest.terms.values():
        if term.starts is not None and term.starts.end_of:
            found.extend(_lookback(term.id, state, book, at, others))
    return tuple(sorted(found, key=lambda entry: (entry.safe_end, entry.term.id, entry.subject)))


def running(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the terms that still run."""
    return tuple(entry for entry in entries if entry.status is Status.RUNNING)


def urgency(entry: Entry, at: datetime) -> Urgency:
    """Return how near the end of a running term is.

    A duty without a number («at once») is urgent until it is done, never overdue.
    """
    if not entry.result.numbered:
        return Urgency.URGENT
    if not entry.legal_end.holds(at):
        return Urgency.OVERDUE
    if not entry.safe_end.holds(at):
        return Urgency.AT_RISK
    left = entry.safe_end.at - at
    if left <= URGENT:
        return Urgency.URGENT
    return Urgency.SOON if left <= SOON else Urgency.CALM


def longest_allowed(term: Term) -> tuple[Length, ...]:
    """Return the lengths up to which the ladder of a term may be climbed, shortest first."""
    return tuple(rung.up_to for rung in term.ladder if not rung.beyond)


def _entries(newest: Term, state: CaseState, book: LawBook, at: datetime) -> Iterator[Entry]:
    """Yield the clocks of one term; the anchor is read from the newest text."""
    assert newest.starts is not None
    for subject in tuple(state.participants) if newest.per == "person" else ("",):
        starts = starts_of(newest.starts, subject, state, book.newest)
        for event, start in starts if newest.each else starts[:1]:
            begun = _noted(event, state) if newest.counting in FROM_THE_END else start
            if begun > at or not FIRST_YEAR <= start.year <= LAST_YEAR:
                continue
            term = _on(book, state, begun).terms.get(newest.id)
            if term is None:
                continue
            situation = Situation(state, book, at, subject)
            entry = _entry(term, event, start, begun, situation)
            if entry is not None:
                yield entry


def _entry(
    term: Term, event: str, start: datetime, begun: datetime, situation: Situation
) -> Entry | None:
    """Return one clock: `start` is what is counted from, `begun` since when the duty stands."""
    if not holds(term.when, situation):
        return None
    if term.within and _own_end(event, situation.state) is None:
        return None
    state, book = situation.state, situation.book
    result, extension, left_out = _longest(term, start, situation)
    over = _own_end(event, state) if term.within else ended(term.ends, situation, begun)
    entry = Entry(
        term=term,
        subject=situation.subject,
        started=begun,
        event=event,
        length=extension.up_to if extension else _length(term, situation),
        extension=extension,
        result=result,
        status=_status(over, result),
        ended=over,
        edition=_on(book, state, begun).edition_of("terms", term.id).id,
        paused=left_out,
    )
    return replace(entry, other=_other_end(entry, start, situation))


def _longest(
    term: Term, start: datetime, situation: Situation
) -> tuple[Count, Extension | None, timedelta]:
    """Return the count of a term with the extension that carries it furthest, if any does."""
    state, book = situation.state, situation.book
    left_out = _left_out(term, start, situation)
    length = _length(term, situation) or Length(1, "hours")
    best: Count = count(term.counting, start, length, book.calendar, left_out)
    used: Extension | None = None
    for one in state.extensions:
        if one.subject != situation.subject or one.at < start:
            continue
        if one.term not in (term.id, term.prolonged_as):
            continue
        base, origin = _origin(term, start, situation)
        away = _left_out(base, origin, situation)
        longer = count(base.counting, origin, one.up_to, book.calendar, away)
        if longer.legal > best.legal:
            best, used, left_out = longer, one, away
    return (_said(best, used, term) if used else best), used, left_out


def _said(result: Count, used: Extension, term: Term) -> Count:
    """Return the count with the sentence on who prolonged the term, and how far."""
    fitting = [one for one in term.ladder if one.up_to.unit == used.up_to.unit]
    above = [one for one in fitting if not one.beyond and used.up_to.value <= one.up_to.value]
    rung = next(iter(above or fitting[-1:]), None)
    said = Passage("extended", amount=used.up_to, why=rung.by if rung else None)
    return replace(result, passages=(said, *result.passages))


def _origin(term: Term, start: datetime, situation: Situation) -> tuple[Term, datetime]:
    """Return the term and the start from which an extension is counted (R12, art. 190(5))."""
    law = situation.book.newest
    base = law.terms.get(term.prolonged_as)
    if base is None or base.starts is None:
        return term, start
    first = starts_of(base.starts, situation.subject, situation.state, law)[:1]
    return (base, first[0][1]) if first else (term, start)


def _left_out(term: Term, start: datetime, situation: Situation) -> timedelta:
    """Return the days that do not count, less the days that are counted in."""
    law, subject = situation.book.newest, situation.subject
    stood = paused(term.pauses, subject, situation, start)
    return stood - credited(term.credit, subject, situation.state, law, start)


def _length(term: Term, situation: Situation) -> Length | None:
    """Return the length of a term: a shorter one that an official set, where he may."""
    value = situation.state.fact(term.set_by, situation.subject) if term.set_by else None
    if term.length is None or not isinstance(value, int) or not 0 < value < term.length.value:
        return term.length
    return Length(value, term.length.unit)


def _noted(event: str, state: CaseState) -> datetime:
    """Return when the fact behind a clock was noted."""
    return min(known.at for known in state.facts.values() if known.event == event)


def _own_end(event: str, state: CaseState) -> datetime | None:
    """Return the written end of the act that started a clock."""
    return next((act.until for act in state.acts if act.event == event), None)


def _lookback(
    term_id: str, state: CaseState, book: LawBook, at: datetime, others: tuple[Entry, ...]
) -> Iterator[Entry]:
    """Yield terms counted backwards from the day-number end of another running term."""
    for other in others:
        law = _on(book, state, other.started)
        term = law.terms.get(term_id)
        if term is None or term.length is None or not _looks_at(term, other):
            continue
        situation = Situation(state, book, at, other.subject)
        if not holds(term.when, situation):
            continue
        start = datetime.combine(other.result.day_number, datetime.min.time())
        result = count(term.counting, start, term.length, book.calendar)
        # What was done for an earlier end does not answer for the one after the extension.
        since = other.extension.at + MINUTE if other.extension else other.started
        over = ended(term.ends, situation, since)
        yield Entry(
            term=term,
            subject=other.subject,
            started=other.started,
            event=other.event,
            length=term.length,
            extension=None,
            result=result,
            status=_status(over, result),
            ended=over,
            edition=law.edition_of("terms", term.id).id,
        )


def _looks_at(term: Term, other: Entry) -> bool:
    """Return whether a lookback is counted from this entry, long or short as it is now."""
    anchor, length = term.starts, other.length
    if anchor is None or other.term.id not in anchor.end_of or other.status is not Status.RUNNING:
        return False
    months = length.value if length is not None and length.unit == "months" else 0
    return anchor.from_months <= months and (
        not anchor.below_months or months < anchor.below_months
    )


def _on(book: LawBook, state: CaseState, start: datetime) -> Reading:
    return book.on(start.date(), chosen_edition(state))


def _status(over: datetime | None, result: Count) -> Status:
    if over is None:
        return Status.RUNNING
    return Status.KEPT if not result.numbered or result.legal.holds(over) else Status.MISSED


def _other_end(entry: Entry, start: datetime, situation: Situation) -> End | None:
    """Return the legal end by the other edition when the day leaves open which one is law."""
    state, book = situation.state, situation.book
    other = book.other(entry.started.date(), chosen_edition(state))
    term = other.terms.get(entry.term.id) if other else None
    if term is None or (term.length, term.counting) == (entry.term.length, entry.term.counting):
        return None
    result, _, _ = _longest(term, start, situation)
    return None if result.legal == entry.legal_end else result.legal
