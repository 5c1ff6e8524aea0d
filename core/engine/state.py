"""The state of a case: what the events, taken in the order they happened, amount to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import singledispatch
from types import MappingProxyType
from typing import Protocol

from core.engine.events import (
    CaseClosed,
    CaseOpened,
    Corrected,
    Event,
    FactNoted,
    PaperIssued,
    Person,
    PersonAdded,
    StepDone,
    TermExtended,
    Value,
)
from core.law.model import Length, Step


@dataclass(frozen=True)
class Act:
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


@dataclass(frozen=True)
class Participant:
    """A person and the roles he has now, in the order he got them."""

    person: Person
    roles: tuple[str, ...] = ()

    def has(self, role: str) -> bool:
        """Return whether the person has the role now."""
        return role in self.roles


@dataclass(frozen=True)
class Known:
    """A fact, since when it is known, and by which event."""

    value: Value
    at: datetime
    event: str


@dataclass(frozen=True)
class Extension:
    """A term prolonged up to a length counted from its start."""

    term: str
    subject: str
    up_to: Length
    at: datetime
    official: str
    event: str


@dataclass(frozen=True)
class CaseState:
    """Everything known of a case at a moment; frozen, made by `fold`."""

    opened: CaseOpened | None = None
    participants: Mapping[str, Participant] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[tuple[str, str], Known] = field(default_factory=lambda: MappingProxyType({}))
    acts: tuple[Act, ...] = ()
    extensions: tuple[Extension, ...] = ()
    papers: tuple[PaperIssued, ...] = ()
    closed: CaseClosed | None = None

    def acts_of(self, step: str, subject: str | None = None) -> tuple[Act, ...]:
        """Return the acts of a step, of one subject if given, in the order they happened."""
        return tuple(
            act
            for act in self.acts
            if act.step == step and (subject is None or act.subject == subject)
        )

    def fact(self, key: str, subject: str = "") -> Value | None:
        """Return the value of a fact, or None while it is not known."""
        known = self.facts.get((key, subject))
        return None if known is None else known.value

    def having(self, role: str) -> tuple[Participant, ...]:
        """Return the participants who have a role now."""
        return tuple(one for one in self.participants.values() if one.has(role))


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


# Events of the same minute: the case exists before its people, people before their acts.
_RANK: Mapping[type[Event], int] = {CaseOpened: 0, PersonAdded: 1, CaseClosed: 9}


def in_order(events: Iterable[Event], until: datetime | None = None) -> list[Event]:
    """Return the events that count, in the order they happened.

    Corrected events and the corrections themselves are left out: a correction says
    that something never was so, therefore it also clears the past.
    """
    everything = list(events)
    # A correction may itself be corrected; then what it struck out stands again.
    corrections = {event.id: event.event for event in everything if isinstance(event, Corrected)}
    struck = {
        target
        for correction, target in corrections.items()
        if _stands(correction, frozenset(corrections.items()))
    }
    counted = [
        event
        for event in everything
        if event.id not in struck
        and not isinstance(event, Corrected)
        and (until is None or event.at <= until)
    ]
    return sorted(counted, key=lambda event: (event.at, _RANK.get(type(event), 5)))


def _stands(correction: str, corrections: frozenset[tuple[str, str]]) -> bool:
    """Return whether a correction is not itself struck out by one that stands."""
    against = [other for other, target in corrections if target == correction and other != target]
    rest = frozenset(pair for pair in corrections if pair[0] != correction)
    return not any(_stands(other, rest) for other in against)


def fold(events: Iterable[Event], steps: StepsOfDay, until: datetime | None = None) -> CaseState:
    """Return the state after all events up to and including a moment, as they happened."""
    state = CaseState()
    for event in in_order(events, until):
        state = _after(event, state, steps)
    return state


@singledispatch
def _after(event: Event, state: CaseState, steps: StepsOfDay) -> CaseState:
    raise TypeError(f"no rule for {type(event).__name__}")


@_after.register
def _(event: CaseOpened, state: CaseState, steps: StepsOfDay) -> CaseState:
    return replace(state, opened=event)


@_after.register
def _(event: PersonAdded, state: CaseState, steps: StepsOfDay) -> CaseState:
    before = state.participants.get(event.person.id)
    roles = _with(before.roles if before else (), event.roles)
    return _put(state, Participant(event.person, roles))


@_after.register
def _(event: FactNoted, state: CaseState, steps: StepsOfDay) -> CaseState:
    known = Known(event.value, event.at, event.id)
    return replace(state, facts={**state.facts, (event.fact, event.subject): known})


@_after.register
def _(event: StepDone, state: CaseState, steps: StepsOfDay) -> CaseState:
    return _act(event, event.step, "", state, steps)


@_after.register
def _(event: PaperIssued, state: CaseState, steps: StepsOfDay) -> CaseState:
    state = replace(state, papers=(*state.papers, event))
    return _act(event, event.step, event.form, state, steps) if event.step else state


@_after.register
def _(event: TermExtended, state: CaseState, steps: StepsOfDay) -> CaseState:
    extension = Extension(
        event.term, event.subject, event.up_to, event.at, event.official, event.id
    )
    return replace(state, extensions=(*state.extensions, extension))


@_after.register
def _(event: CaseClosed, state: CaseState, steps: StepsOfDay) -> CaseState:
    return replace(state, closed=event)


def _act(
    event: StepDone | PaperIssued, name: str, form: str, state: CaseState, steps: StepsOfDay
) -> CaseState:
    """Return the state after an act: the act itself, the facts it noted, the roles it gave."""
    act = Act(
        name, event.subject, event.at, event.until, event.id, event.notes, event.reasons, form
    )
    state = replace(state, acts=(*state.acts, act))
    step = steps(name, event.at)
    facts = {
        (key, subject): Known(value, event.at, event.id)
        for key, value in _brought(event, step).items()
        for subject in {event.subject, ""}
    }
    state = replace(state, facts={**state.facts, **facts})
    participant = state.participants.get(event.subject)
    if step is None or participant is None or not (step.gives or step.takes):
        return state
    kept = tuple(role for role in participant.roles if role not in step.takes)
    return _put(state, replace(participant, roles=_with(kept, step.gives)))


def _brought(event: StepDone | PaperIssued, step: Step | None) -> Mapping[str, Value]:
    """Return the facts an act brings about: moments it marks, what was noted, what it sets.

    A moment written down wins over the time of the act; what the law makes true wins over both.
    """
    if step is None:
        return event.notes
    marked = event.at.isoformat(timespec="minutes")
    return {**dict.fromkeys(step.marks, marked), **event.notes, **step.sets}


def _put(state: CaseState, participant: Participant) -> CaseState:
    people = {**state.participants, participant.person.id: participant}
    return replace(state, participants=people)


def _with(roles: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return (*roles, *(role for role in more if role not in roles))


Fold = Callable[[Iterable[Event]], CaseState]
