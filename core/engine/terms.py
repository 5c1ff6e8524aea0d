"""The ledger: which terms run, ran or are kept in a case, with both ends and the way to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.engine.clocks import Start, credited, ended, may_start, paused, starts_of
from core.engine.conditions import Situation, holds
from core.engine.counting import FIRST_YEAR, FROM_THE_END, LAST_YEAR, NO_CLOCK, count
from core.engine.ends import Count, End, Passage
from core.engine.state import CaseState, Extension
from core.law.book import LawBook
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
    situation = Situation(state, book, at)
    found: list[Entry] = []
    for term in book.newest.terms.values():
        if term.counting != NO_CLOCK and may_start(term.starts, steps, facts):
            found.extend(_entries(term, situation))
    others = running(found)
    for term in book.newest.terms.values():
        if term.starts is not None and term.starts.end_of:
            found.extend(_lookback(term, situation, others))
    return tuple(sorted(found, key=_place))


def _place(entry: Entry) -> tuple[tuple[datetime, bool], str, str]:
    return entry.safe_end.order, entry.term.id, entry.subject


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


def _entries(newest: Term, case: Situation) -> Iterator[Entry]:
    """Yield the clocks of one term; the anchor is read from the newest text."""
    assert newest.starts is not None
    state, law = case.state, case.book.newest
    for subject in tuple(state.participants) if newest.per == "person" else ("",):
        situation = case.of(subject)
        starts = starts_of(newest.starts, subject, state, law)
        for start in starts if newest.each else starts[:1]:
            begun = start.noted if newest.counting in FROM_THE_END else start.at
            if begun > case.at or not FIRST_YEAR <= start.at.year <= LAST_YEAR:
                continue
            term = case.law_on(begun).terms.get(newest.id)
            if term is not None and holds(term.when, situation):
                yield from _entry(term, start, begun, situation)


def _entry(term: Term, start: Start, begun: datetime, situation: Situation) -> Iterator[Entry]:
    """Yield one clock: `begun` is since when the duty stands; none while its act lasts on."""
    act = situation.state.act_by(start.event) if term.within else None
    if term.within and (act is None or act.until is None):
        return
    over = act.until if act is not None else ended(term.ends, situation, begun)
    result, extension, left_out = _longest(term, start.at, situation, over)
    yield Entry(
        term=term,
        subject=situation.subject,
        started=begun,
        event=start.event,
        length=extension.up_to if extension else _length(term, situation),
        extension=extension,
        result=result,
        status=_status(over, result),
        ended=over,
        edition=situation.law_on(begun).edition_of("terms", term.id).id,
        other=_other_end(term, result, start.at, begun, over, situation),
        paused=left_out,
    )


def _longest(
    term: Term, start: datetime, situation: Situation, over: datetime | None
) -> tuple[Count, Extension | None, timedelta]:
    """Return the count of a term with the extension that carries it furthest, if any does."""
    state, book = situation.state, situation.book
    length = _length(term, situation) or Length(1, "hours")
    left_out = _left_out(term, start, length, situation, over)
    best: Count = count(term.counting, start, length, book.calendar, left_out)
    used: Extension | None = None
    for one in (*state.extensions_of(term.id), *state.extensions_of(term.prolonged_as)):
        if one.subject != situation.subject or one.at < start:
            continue
        base, origin = _origin(term, start, situation)
        away = _left_out(base, origin, one.up_to, situation, over if base is term else None)
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
    return (base, first[0].at) if first else (term, start)


def _left_out(
    term: Term, start: datetime, length: Length, situation: Situation, over: datetime | None
) -> timedelta:
    """Return the days that do not count, less the days that are counted in."""
    if not term.pauses and term.credit is None:
        return timedelta()
    law, subject = situation.book.newest, situation.subject
    last = count(term.counting, start, length, situation.book.calendar).day_number
    stood = paused(term.pauses, subject, situation, start, last, over or datetime.max)
    return stood - credited(term.credit, subject, situation.state, law, start)


def _length(term: Term, situation: Situation) -> Length | None:
    """Return the length of a term: a shorter one that an official set, where he may."""
    value = situation.state.fact(term.set_by, situation.subject) if term.set_by else None
    if term.length is None or not isinstance(value, int) or not 0 < value < term.length.value:
        return term.length
    return Length(value, term.length.unit)


def _lookback(newest: Term, case: Situation, others: Iterable[Entry]) -> Iterator[Entry]:
    """Yield terms counted backwards from the day-number end of another running term."""
    assert newest.starts is not None
    for other in (one for one in others if one.term.id in newest.starts.end_of):
        situation, law = case.of(other.subject), case.law_on(other.started)
        term = law.terms.get(newest.id)
        if term is None or term.length is None or not _looks_at(term, other):
            continue
        if not holds(term.when, situation):
            continue
        start = datetime.combine(other.result.day_number, datetime.min.time())
        result = count(term.counting, start, term.length, case.book.calendar)
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
    if anchor is None or other.term.id not in anchor.end_of:
        return False
    months = length.value if length is not None and length.unit == "months" else 0
    return anchor.from_months <= months and (
        not anchor.below_months or months < anchor.below_months
    )


def _status(over: datetime | None, result: Count) -> Status:
    if over is None:
        return Status.RUNNING
    return Status.KEPT if not result.numbered or result.legal.holds(over) else Status.MISSED


def _other_end(
    term: Term,
    result: Count,
    start: datetime,
    begun: datetime,
    over: datetime | None,
    situation: Situation,
) -> End | None:
    """Return the legal end by the other edition when the day leaves open which one is law."""
    law = situation.other_law_on(begun)
    other = law.terms.get(term.id) if law else None
    if other is None or (other.length, other.counting) == (term.length, term.counting):
        return None
    counted, _, _ = _longest(other, start, situation, over)
    return None if counted.legal == result.legal else counted.legal
