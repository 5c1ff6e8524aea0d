"""How far a clock of a term reaches: by its length, or by the extension that carries it on."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from core.engine.clocks import Start, credited, paused, starts_of
from core.engine.conditions import Situation
from core.engine.counting import FROM_THE_END, NO_CLOCK, count
from core.engine.ends import Count, End, Passage, unnumbered
from core.engine.state import Extension
from core.law.model import Length, Term


class Clock(msgspec.Struct, frozen=True, gc=False):
    """One clock of a term: what is counted from, and since when the duty stands."""

    start: Start
    begun: datetime
    over: datetime | None
    edition: str
    later: tuple[Start, ...] = ()
    """Starts of the same term after this one."""

    def owns(self, extension: Extension) -> bool:
        """Return whether an extension is of this clock, not of an earlier or a later one."""
        if extension.at < self.start.at or (self.over is not None and extension.at > self.over):
            return False
        return not self.later or extension.at < self.later[0].at

    def overtaken(self, term: Term) -> datetime | None:
        """Return when a later start took its place; a moment set right does not."""
        if not term.renews:
            return None
        following = (one for one in self.later if one.noted >= self.start.noted)
        return next((begun_at(term, one) for one in following), None)


def begun_at(term: Term, start: Start) -> datetime:
    """Return since when the duty stands: a day named ahead binds from when it was named."""
    return start.noted if term.counting in FROM_THE_END else start.at


def furthest(
    term: Term, clock: Clock, situation: Situation
) -> tuple[Count, Extension | None, timedelta]:
    """Return the count of a term with the extension that carries it furthest, if any does."""
    if term.counting == NO_CLOCK:
        return unnumbered(clock.start.at, "no_length"), None, timedelta()
    state, calendar, start = situation.state, situation.book.calendar, clock.start.at
    length = length_of(term, situation) or Length(1, "hours")
    left_out = _left_out(term, start, length, situation, clock.over)
    best: Count = count(term.counting, start, length, calendar, left_out)
    used: Extension | None = None
    for one in (*state.extensions_of(term.id), *state.extensions_of(term.prolonged_as)):
        if one.subject != situation.subject or not clock.owns(one):
            continue
        base, origin = _origin(term, start, situation)
        over = clock.over if base is term else None
        away = _left_out(base, origin, one.up_to, situation, over)
        longer = count(base.counting, origin, one.up_to, calendar, away)
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


def length_of(term: Term, situation: Situation) -> Length | None:
    """Return the length of a term: a shorter one that an official set, where he may."""
    value = situation.state.fact(term.set_by, situation.subject) if term.set_by else None
    if term.length is None or not isinstance(value, int) or not 0 < value < term.length.value:
        return term.length
    return Length(value, term.length.unit)


def other_end(term: Term, result: Count, clock: Clock, situation: Situation) -> End | None:
    """Return the legal end by the other edition when the day leaves open which one is law."""
    law = situation.other_law_on(clock.begun)
    other = law.terms.get(term.id) if law else None
    if other is None or (other.length, other.counting) == (term.length, term.counting):
        return None
    counted, _, _ = furthest(other, clock, situation)
    return None if counted.legal == result.legal else counted.legal
