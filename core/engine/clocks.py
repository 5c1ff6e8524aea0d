"""When the clock of a term starts, stands still and ends: read from the state of a case."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from operator import attrgetter, itemgetter
from typing import NamedTuple

from core.engine.conditions import Situation, holds, meant_acts
from core.engine.state import Act, CaseState, moment
from core.law.book import Reading
from core.law.condition import Condition
from core.law.model import Anchor, Credit, Pause

MOST_CREDITED = 36_500
"""Days; a hundred years noted as time in custody are a slip of the pen."""


class Start(NamedTuple):
    """A moment at which a clock starts: by which event, and when that was written down."""

    event: str
    at: datetime
    noted: datetime
    fact: str = ""
    """The fact that names the moment, unless an act is it."""


class Came(NamedTuple):
    """A moment at which an end of a term came about, and by which event."""

    at: datetime
    event: str


def starts_of(
    anchor: Anchor, subject: str, state: CaseState, law: Reading, every: bool = False
) -> tuple[Start, ...]:
    """Return the moments at which the clock of a subject starts, the earliest first.

    With `every`, all that was ever noted of a fact counts, not only the latest word, and
    every spell between the acts of `after` begins with a start of its own; without it the
    latest spell alone does.
    """
    found = sorted(_raw_starts(anchor, subject, state, law, every), key=attrgetter("at"))
    for act in _acts(anchor.before, subject, state, law)[:1]:
        found = [start for start in found if start.at <= act.at]
    if not anchor.after or not found:
        return tuple(found)
    spells = _spells(anchor, found, subject, state, law)
    return spells if every else spells[-1:]


def may_start(anchor: Anchor | None, steps: frozenset[str], facts: frozenset[str]) -> bool:
    """Return whether an anchor can have come about where only these acts and facts are known."""
    if anchor is None:
        return False
    if anchor.done or anchor.fact:
        return anchor.done in steps or anchor.fact in facts
    return any(may_start(one, steps, facts) for one in (*anchor.first_of, *anchor.either))


def paused(
    pauses: Iterable[Pause],
    subject: str,
    situation: Situation,
    start: datetime,
    last: date = date.max,
    over: datetime = datetime.max,
) -> timedelta:
    """Return the whole days for which a term did not run (R15).

    A pause that still lasts counts up to the moment of the situation. What began after
    the last day of the term, or when it had been ended, stops nothing any more.
    """
    state, law, at = situation.state, situation.law, situation.at
    total = timedelta()
    for pause in pauses:
        goes = [one.at for one in starts_of(pause.goes, subject, state, law, every=True)]
        stops = [one.at for one in starts_of(pause.stops, subject, state, law, every=True)]
        resumed = start
        for stop in stops:
            if stop < resumed or stop >= over or stop.date() - last > total:
                continue
            resumed = next((one for one in goes if one >= stop), at)
            total += timedelta(days=(resumed.date() - stop.date()).days)
    return total


def credited(
    credit: Credit | None, subject: str, state: CaseState, law: Reading, start: datetime
) -> timedelta:
    """Return the calendar days touched by earlier holding, which count into the term (R16).

    Every day touched counts whole, which is the reading in favour of the person.
    """
    if credit is None:
        return timedelta()
    begins = _acts(credit.from_steps, subject, state, law)
    stops = _acts(credit.to_steps, subject, state, law)
    days, covered = 0, datetime.min
    for act in begins:
        begun = moment(act.notes.get(credit.moment)) or act.at
        stop = next((one.at for one in stops if one.at >= act.at), None)
        if begun <= covered or stop is None or stop >= start:
            continue
        days += (stop.date() - begun.date()).days + 1
        covered = stop
    known = state.fact(credit.days, subject)
    told = min(max(known, 0), MOST_CREDITED) if isinstance(known, int) else 0
    return timedelta(days=days + told)


def ended(ends: Iterable[Condition], situation: Situation, start: datetime) -> datetime | None:
    """Return when a term was ended: the first moment at which one of its ends came about."""
    moments = [found for one in ends if (found := _came(one, situation, start)) is not None]
    return min(moments, default=None)


def all_ends(ends: Iterable[Condition], situation: Situation, start: datetime) -> list[Came]:
    """Return every moment from a start on at which one of some ends came about, in order.

    An act that brings about two of them at once is one.
    """
    found = {
        came.event: came
        for one in ends
        if holds(one, situation)
        for came in _moments(one, situation, start)
    }
    return sorted(found.values())


def _raw_starts(
    anchor: Anchor, subject: str, state: CaseState, law: Reading, every: bool
) -> Iterator[Start]:
    if anchor.fact:
        yield from _fact_starts(anchor.fact, subject, state, law, every)
    for act in _acts((anchor.done,), subject, state, law) if anchor.done else ():
        if not all(act.notes.get(fact) for fact in anchor.noted):
            continue
        yield Start(act.event, act.end if anchor.edge == "end" else act.at, act.at)
    for one in anchor.first_of:
        yield from starts_of(one, subject, state, law, every)
    yield from _either([starts_of(one, subject, state, law, every) for one in anchor.either], every)


def _either(ranks: list[tuple[Start, ...]], every: bool) -> tuple[Start, ...]:
    """Return the starts of the best anchor, and with `every` what it has not taken up yet."""
    best = next(filter(None, ranks), ())
    for lesser in ranks if every else ():
        best = (*best, *_left_alone(lesser, best))
    return best


def _left_alone(lesser: tuple[Start, ...], better: tuple[Start, ...]) -> Iterator[Start]:
    """Yield the starts that no better one follows before the next of their own kind."""
    moments, events = sorted(one.at for one in better), {one.event for one in better}
    following = [*(one.at for one in lesser), datetime.max][1:]
    for start, until in zip(lesser, following, strict=True):
        taken_up = bisect_left(moments, start.at) < bisect_left(moments, until)
        if not taken_up and start.event not in events:
            yield start


def _spells(
    anchor: Anchor, found: list[Start], subject: str, state: CaseState, law: Reading
) -> tuple[Start, ...]:
    """Return the first start of every spell; of a fact its latest word in the spell counts."""
    cuts = [act.at for act in _acts(anchor.after, subject, state, law)]
    spells: dict[int, list[Start]] = {}
    for start in found:
        spells.setdefault(bisect_left(cuts, start.at), []).append(start)
    if anchor.holding:
        marks = [starts_of(one, subject, state, law, every=True) for one in anchor.holding]
        held = {bisect_left(cuts, start.at) for mark in marks for start in mark}
        spells = {number: starts for number, starts in spells.items() if number in held}
    return tuple(min(_latest_words(starts), key=attrgetter("at")) for starts in spells.values())


def _latest_words(starts: Iterable[Start]) -> list[Start]:
    """Return starts without those of a fact that was set right later."""
    words: dict[str, Start] = {}
    for start in starts:
        word = words.get(start.fact or start.event)
        if word is None or start.noted >= word.noted:
            words[start.fact or start.event] = start
    return list(words.values())


def _fact_starts(
    fact: str, subject: str, state: CaseState, law: Reading, every: bool
) -> Iterator[Start]:
    """Yield the moments a fact names; the same moment noted twice is one."""
    entry = law.facts.get(fact)
    of_case = entry is not None and entry.of == "case"
    whose = "" if of_case else subject
    latest = state.facts.get((fact, whose))
    if latest is None:
        return
    found = {at: one for at, one in state.moments(fact, whose) if every or one is latest}
    for at, one in found.items():
        yield Start(one.event, at, one.at, fact)


def _acts(steps: Iterable[str], subject: str, state: CaseState, law: Reading) -> tuple[Act, ...]:
    """Return the acts of some steps in their order: of the subject, where done per person."""
    found = [acts for one in steps if (acts := _acts_of(one, subject, state, law))]
    if len(found) < 2:
        return found[0] if found else ()
    return tuple(sorted((act for acts in found for act in acts), key=lambda act: act.at))


def _acts_of(step_id: str, subject: str, state: CaseState, law: Reading) -> tuple[Act, ...]:
    step = law.steps.get(step_id)
    of_case = step is not None and step.per == "case"
    return state.acts_of(step_id, None if of_case or not subject else subject)


def _came(condition: Condition, situation: Situation, start: datetime) -> datetime | None:
    """Return the first moment, at or after a start, at which what is named came about."""
    if condition.any:
        return ended(condition.any, situation, start)
    if not holds(condition, situation):
        return None
    if condition.all:
        parts = [_came(one, situation, start) for one in condition.all]
        known = [one for one in parts if one is not None]
        return max(known) if len(known) == len(parts) else None
    return next((came.at for came in _moments(condition, situation, start)), None)


def _moments(condition: Condition, situation: Situation, start: datetime) -> Iterator[Came]:
    """Yield the moments from a start on at which an act or a fact came about, in order."""
    if condition.done:
        acts = meant_acts(condition, situation)
        for act in acts[bisect_left(acts, start, key=attrgetter("at")) :]:
            yield Came(act.at, act.event)
    if condition.fact:
        whose = _whose(condition.fact, situation)
        moments = situation.state.moments(condition.fact, whose)
        for at, one in moments[bisect_left(moments, start, key=itemgetter(0)) :]:
            yield Came(at, one.event)
        known = situation.state.facts.get((condition.fact, whose))
        if known is not None and moment(known.value) is None:
            # A fact that is no moment came about when it was noted; known before, it held at once.
            yield Came(max(start, known.at), known.event)


def _whose(fact: str, situation: Situation) -> str:
    """Return of whom a fact is known: the person, else the case; never another person."""
    entry = situation.law.facts.get(fact)
    of_person = entry is not None and entry.of == "person"
    own = (fact, situation.subject) in situation.state.facts
    return situation.subject if own or of_person else ""
