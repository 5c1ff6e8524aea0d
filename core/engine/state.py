"""The state of a case: what the events, taken in the order they happened, amount to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

import msgspec

from core.engine.events import (
    CaseClosed,
    CaseOpened,
    Event,
    FactNoted,
    PaperIssued,
    Person,
    PersonAdded,
    StepDone,
    TermExtended,
    Value,
)
from core.engine.order import in_order
from core.law.model import Length, Step


class Act(msgspec.Struct, frozen=True, gc=False):
    """A step that was done: of whom, from when until when, by which event."""

    step: str
    subject: str
    at: datetime
    until: datetime | None
    event: str
    notes: Mapping[str, Value]
    reasons: Mapping[str, str]
    form: str = ""

    @property
    def end(self) -> datetime:
        """Return when the act was over; its beginning if no end was written down."""
        return self.until or self.at


class Participant(msgspec.Struct, frozen=True, gc=False):
    """A person and the roles he has now, in the order he got them."""

    person: Person
    roles: tuple[str, ...] = ()

    def has(self, role: str) -> bool:
        """Return whether the person has the role now."""
        return role in self.roles


class Known(msgspec.Struct, frozen=True, gc=False):
    """A fact, since when it is known, and by which event."""

    value: Value
    at: datetime
    event: str


class Extension(msgspec.Struct, frozen=True, gc=False):
    """A term prolonged up to a length counted from its start."""

    term: str
    subject: str
    up_to: Length
    at: datetime
    official: str
    event: str


T = TypeVar("T")
Key = tuple[str, str]
"""A step or a fact, and the person it concerns; an empty text for the case."""

_NO_ACTS: tuple[Act, ...] = ()


@dataclass(frozen=True)
class CaseState:
    """Everything known of a case at a moment; frozen, made by `fold`.

    The acts stand in the order they happened; what is looked up often is indexed when it
    is first asked for.
    """

    opened: CaseOpened | None = None
    participants: Mapping[str, Participant] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[Key, Known] = field(default_factory=lambda: MappingProxyType({}))
    """What is known last of each fact."""
    acts: tuple[Act, ...] = ()
    extensions: tuple[Extension, ...] = ()
    papers: tuple[PaperIssued, ...] = ()
    closed: CaseClosed | None = None
    earlier: Mapping[Key, tuple[Known, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """What was known of a fact before it was noted again, in that order."""

    def acts_of(self, step: str, subject: str | None = None) -> tuple[Act, ...]:
        """Return the acts of a step, of one subject if given, in the order they happened."""
        if subject is None:
            return self._of_steps.get(step, _NO_ACTS)
        return self._of_persons.get((step, subject), _NO_ACTS)

    def act_by(self, event: str) -> Act | None:
        """Return the act an event records, or None when it records none."""
        return self._by_event.get(event)

    def extensions_of(self, term: str) -> tuple[Extension, ...]:
        """Return the extensions of a term, whomever they concern."""
        return self._of_terms.get(term, ())

    def fact(self, key: str, subject: str = "") -> Value | None:
        """Return the value of a fact, or None while it is not known."""
        known = self.facts.get((key, subject))
        return None if known is None else known.value

    def noted(self, key: str, subject: str = "") -> tuple[Known, ...]:
        """Return everything that was ever noted of a fact, the latest word last."""
        known = self.facts.get((key, subject))
        return () if known is None else (*self.earlier.get((key, subject), ()), known)

    def moments(self, key: str, subject: str = "") -> tuple[tuple[datetime, Known], ...]:
        """Return the moments ever noted of a fact, the earliest first; other values are none."""
        found = self._moments.get((key, subject))
        if found is None:
            told = [(moment(one.value), one) for one in self.noted(key, subject)]
            known = [(at.replace(tzinfo=None), one) for at, one in told if at is not None]
            found = self._moments[key, subject] = tuple(sorted(known, key=itemgetter(0)))
        return found

    def having(self, role: str) -> tuple[Participant, ...]:
        """Return the participants who have a role now."""
        return tuple(one for one in self.participants.values() if one.has(role))

    @cached_property
    def _moments(self) -> dict[Key, tuple[tuple[datetime, Known], ...]]:
        return {}

    @cached_property
    def _of_steps(self) -> Mapping[str, tuple[Act, ...]]:
        return _grouped(self.acts, attrgetter("step"))

    @cached_property
    def _of_persons(self) -> Mapping[Key, tuple[Act, ...]]:
        return _grouped(self.acts, attrgetter("step", "subject"))

    @cached_property
    def _of_terms(self) -> Mapping[str, tuple[Extension, ...]]:
        return _grouped(self.extensions, attrgetter("term"))

    @cached_property
    def _by_event(self) -> Mapping[str, Act]:
        return {act.event: act for act in self.acts}


def _grouped(found_in: Iterable[T], key: Callable[[T], Any]) -> dict[Any, tuple[T, ...]]:
    """Return what belongs to each key, in the order in which it stood."""
    found: dict[Any, list[T]] = {}
    for one in found_in:
        found.setdefault(key(one), []).append(one)
    return {name: tuple(group) for name, group in found.items()}


class StepsOfDay(Protocol):
    """What the fold needs of the law: the step as it read on the day of the act."""

    def __call__(self, step: str, at: datetime) -> Step | None:
        """Return the step, or None when the book has no step of that id."""


def moment(value: Value | None) -> datetime | None:
    """Return a fact of type moment as local time, or None when there is none or it is no moment."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def fold(events: Iterable[Event], steps: StepsOfDay, until: datetime | None = None) -> CaseState:
    """Return the state after all events up to and including a moment, as they happened."""
    making = _Making(steps)
    for event in in_order(events, until):
        making.add(event)
    return making.made()


def before_each(
    events: Iterable[Event], steps: StepsOfDay
) -> Iterator[tuple[StepDone | PaperIssued, CaseState]]:
    """Yield every act with the case as it stood at its minute without it, in their order."""
    making = _Making(steps)
    for _, minute in groupby(in_order(events), key=attrgetter("at")):
        together = list(minute)
        for event in together:
            if isinstance(event, StepDone | PaperIssued) and event.step:
                without = making.copy()
                for other in together:
                    if other is not event:
                        without.add(other)
                yield event, without.made()
        for event in together:
            making.add(event)


def act_of(event: StepDone | PaperIssued) -> Act:
    """Return the act that an event records."""
    form = event.form if isinstance(event, PaperIssued) else ""
    return Act(
        event.step,
        event.subject,
        event.at,
        event.until,
        event.id,
        event.notes,
        event.reasons,
        form,
    )


class _Making:
    """A state in the making: events go in, a frozen state comes out."""

    def __init__(self, steps: StepsOfDay) -> None:
        self.steps = steps
        self.opened: CaseOpened | None = None
        self.people: dict[str, Participant] = {}
        self.facts: dict[Key, Known] = {}
        self.earlier: dict[Key, tuple[Known, ...]] = {}
        self.acts: list[Act] = []
        self.extensions: list[Extension] = []
        self.papers: list[PaperIssued] = []
        self.closed: CaseClosed | None = None

    def add(self, event: Event) -> None:
        """Take in the next event."""
        _AFTER[type(event)](event, self)

    def note(self, key: Key, known: Known) -> None:
        """Take in what is known of a fact; the word before it is kept apart."""
        before = self.facts.get(key)
        if before is not None:
            self.earlier[key] = (*self.earlier.get(key, ()), before)
        self.facts[key] = known

    def made(self) -> CaseState:
        """Return the state as it is now."""
        return CaseState(
            self.opened,
            dict(self.people),
            dict(self.facts),
            tuple(self.acts),
            tuple(self.extensions),
            tuple(self.papers),
            self.closed,
            dict(self.earlier),
        )

    def copy(self) -> _Making:
        """Return the same state in the making, to go on another way."""
        other = _Making(self.steps)
        other.opened, other.closed = self.opened, self.closed
        other.people, other.facts = dict(self.people), dict(self.facts)
        other.earlier, other.acts = dict(self.earlier), list(self.acts)
        other.extensions, other.papers = list(self.extensions), list(self.papers)
        return other


def _opened(event: CaseOpened, making: _Making) -> None:
    making.opened = event


def _added(event: PersonAdded, making: _Making) -> None:
    before = making.people.get(event.person.id)
    roles = _with(before.roles if before else (), event.roles)
    making.people[event.person.id] = Participant(event.person, roles)


def _noted(event: FactNoted, making: _Making) -> None:
    making.note((event.fact, event.subject), Known(event.value, event.at, event.id))


def _done(event: StepDone | PaperIssued, making: _Making) -> None:
    """Take in an act: the act itself, the facts it noted, the roles it gave."""
    making.acts.append(act_of(event))
    step = making.steps(event.step, event.at)
    for name, value in _brought(event, step).items():
        known = Known(value, event.at, event.id)
        if event.subject:
            making.note((name, event.subject), known)
        making.note((name, ""), known)
    participant = making.people.get(event.subject)
    if step is None or participant is None or not (step.gives or step.takes):
        return
    kept = tuple(role for role in participant.roles if role not in step.takes)
    roles = _with(kept, step.gives)
    making.people[participant.person.id] = Participant(participant.person, roles)


def _issued(event: PaperIssued, making: _Making) -> None:
    making.papers.append(event)
    if event.step:
        _done(event, making)


def _extended(event: TermExtended, making: _Making) -> None:
    making.extensions.append(
        Extension(event.term, event.subject, event.up_to, event.at, event.official, event.id)
    )


def _closed(event: CaseClosed, making: _Making) -> None:
    making.closed = event


_AFTER: Mapping[type[Event], Callable[[Any, _Making], None]] = {
    CaseOpened: _opened,
    PersonAdded: _added,
    FactNoted: _noted,
    StepDone: _done,
    PaperIssued: _issued,
    TermExtended: _extended,
    CaseClosed: _closed,
}
"""What each kind of event brings about."""


def _brought(event: StepDone | PaperIssued, step: Step | None) -> Mapping[str, Value]:
    """Return the facts an act brings about: moments it marks, what was noted, what it sets.

    A moment written down wins over the time of the act; what the law makes true wins over both.
    """
    if step is None or not (step.marks or step.sets):
        return event.notes
    marked = event.at.isoformat(timespec="minutes")
    return {**dict.fromkeys(step.marks, marked), **event.notes, **step.sets}


def _with(roles: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return (*roles, *(role for role in more if role not in roles))
