"""The ledger: which terms run, ran or are kept in a case, with both ends and the way to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from core.engine.clocks import (
    Came,
    Start,
    all_ends,
    ended,
    may_start,
    starts_of,
)
from core.engine.conditions import Situation, holds
from core.engine.counting import FIRST_YEAR, LAST_YEAR, NO_CLOCK, count
from core.engine.ends import Count, End, Passage
from core.engine.spans import Clock, begun_at, furthest, length_of, other_end
from core.engine.state import CaseState, Extension
from core.law.book import LawBook, Reading
from core.law.model import Length, Term


class Status(StrEnum):
    """What became of a term."""

    RUNNING = "running"
    KEPT = "kept"
    MISSED = "missed"
    OVERTAKEN = "overtaken"
    """A later start took its place while it still ran."""


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


class Entry(msgspec.Struct, frozen=True, gc=False):
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
    def counted(self) -> bool:
        """Return whether it is due at all: a state that an official ends has no moment to miss."""
        return self.term.counting != NO_CLOCK

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
        if may_start(term.starts, steps, facts):
            found.extend(_entries(term, situation))
    others = running(found)
    for term in book.newest.terms.values():
        if term.starts is not None and term.starts.end_of:
            found.extend(_lookback(term, situation, others))
    return tuple(sorted(found, key=_place))


def clocks_of(term_id: str, state: CaseState, book: LawBook, at: datetime) -> tuple[Entry, ...]:
    """Return the clocks of one term as the ledger has them, without making the rest of it."""
    term, situation = book.newest.terms.get(term_id), Situation(state, book, at)
    if term is None or term.starts is None:
        return ()
    if not term.starts.end_of:
        return tuple(_entries(term, situation))
    others = (one for base in term.starts.end_of for one in clocks_of(base, state, book, at))
    return tuple(_lookback(term, situation, running(others)))


def _place(entry: Entry) -> tuple[tuple[datetime, bool], str, str]:
    return entry.safe_end.order, entry.term.id, entry.subject


def running(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the terms that still run."""
    return tuple(entry for entry in entries if entry.status is Status.RUNNING)


def urgency(entry: Entry, at: datetime) -> Urgency:
    """Return how near the end of a running term is.

    A duty without a number («at once») is urgent until it is done, never overdue; what
    has no length at all is calm.
    """
    if not entry.counted:
        return Urgency.CALM
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
        starts = starts_of(newest.starts, subject, state, law, newest.each)
        yield from _clocks(newest, starts if newest.each else starts[:1], case.of(subject))


def _clocks(newest: Term, starts: tuple[Start, ...], situation: Situation) -> Iterator[Entry]:
    """Yield a clock for each of some starts, by the law of the day on which it began."""
    read: dict[Reading, tuple[Term | None, str]] = {}
    answers = _Answers(situation)
    for place, start in enumerate(starts):
        begun = begun_at(newest, start)
        if begun > situation.at or not FIRST_YEAR <= start.at.year <= LAST_YEAR:
            continue
        law = situation.law_on(begun)
        if law not in read:
            read[law] = _applicable(newest.id, law, situation)
        term, edition = read[law]
        if term is None:
            continue
        over = answers.to(term, start, begun)
        if over is not None or not term.within:
            later = starts[place + 1 :] if newest.renews else starts[place + 1 : place + 2]
            yield _entry(term, Clock(start, begun, over, edition, later), situation)


def _applicable(term_id: str, law: Reading, situation: Situation) -> tuple[Term | None, str]:
    """Return a term as a law reads it with its edition; none while it does not apply."""
    term = law.terms.get(term_id)
    if term is None or not holds(term.when, situation):
        return None, ""
    return term, law.edition_of("terms", term_id).id


class _Answers:
    """What ends the clocks of one term, asked for in the order in which they started."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._waiting: deque[Came] | None = None

    def to(self, term: Term, start: Start, begun: datetime) -> datetime | None:
        """Return when a clock was ended; in turn, an end that answered one answers no other."""
        if term.within:
            act = self._situation.state.act_by(start.event)
            return None if act is None else act.until
        if not term.in_turn:
            return ended(term.ends, self._situation, begun)
        if self._waiting is None:
            self._waiting = deque(all_ends(term.ends, self._situation, begun))
        while self._waiting and self._waiting[0].at < begun:
            self._waiting.popleft()
        return self._waiting.popleft().at if self._waiting else None


def _entry(term: Term, clock: Clock, situation: Situation) -> Entry:
    result, extension, left_out = furthest(term, clock, situation)
    status, over = _status(clock.over, result), clock.over
    taken = clock.overtaken(term)
    if taken is not None and taken <= situation.at and (over is None or taken < over):
        over = taken
        status = Status.OVERTAKEN if _in_time(taken, result) else Status.MISSED
    return Entry(
        term=term,
        subject=situation.subject,
        started=clock.begun,
        event=clock.start.event,
        length=extension.up_to if extension else length_of(term, situation),
        extension=extension,
        result=result,
        status=status,
        ended=over,
        edition=clock.edition,
        other=other_end(term, result, clock, situation),
        paused=left_out,
    )


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
    return Status.KEPT if _in_time(over, result) else Status.MISSED


def _in_time(over: datetime, result: Count) -> bool:
    return not result.numbered or result.legal.holds(over)
