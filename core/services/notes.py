"""Writing down what happened without a paper: cases, people, steps, facts, extensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.engine.events import (
    CaseOpened,
    Corrected,
    Crime,
    FactNoted,
    Journal,
    Person,
    PersonAdded,
    StepDone,
    TermExtended,
    Value,
)
from core.errors import UserError
from core.i18n import PaperLanguage
from core.law.model import Length
from core.services.cases import Cases, Clock
from core.services.casework import Casework
from core.services.office import Office

NEW = "-"
"""Id of a person who has none yet; the journal never sees it."""


@dataclass(frozen=True)
class NewCase:
    """What is said of a case when its journal begins."""

    number: str
    title: str
    language: PaperLanguage
    at: datetime
    office: Office
    crime: Crime | None = None


@dataclass(frozen=True)
class Done:
    """A step as it was done: of whom, from when until when, and what was learned."""

    step: str
    at: datetime
    subject: str = ""
    until: datetime | None = None
    notes: Mapping[str, Value] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Extended:
    """A term prolonged by an official up to a length counted from its start."""

    term: str
    subject: str
    up_to: Length
    at: datetime
    official: str = ""


class Notes:
    """Makes events of what a person typed; nothing may lie in the future."""

    def __init__(self, cases: Cases, clock: Clock, fresh: Callable[[], str]) -> None:
        self._cases = cases
        self._clock = clock
        self._fresh = fresh

    def open_case(self, new: NewCase) -> Casework:
        """Begin the journal of a case."""
        self._past(new.at)
        case_id = f"case-{self._fresh()}"
        event = CaseOpened(
            id=self._fresh(),
            at=new.at,
            number=new.number,
            title=new.title,
            language=new.language,
            division=new.office.division,
            investigator=new.office.investigator,
            crime=new.crime,
        )
        return self._cases.open_case(case_id, Journal(events=(event,)), case_id)

    def person(
        self, case_id: str, person: Person, roles: tuple[str, ...], at: datetime
    ) -> Casework:
        """Add a person, or replace what is known of him."""
        self._past(at)
        known = _named(person, f"p-{self._fresh()}") if person.id == NEW else person
        event = PersonAdded(id=self._fresh(), at=at, person=known, roles=roles)
        return self._cases.record(case_id, [event], event.id)

    def step(self, case_id: str, done: Done) -> Casework:
        """Record an act; Refused when a guard blocks it, UserError when a reason is owing."""
        self._past(done.at)
        if done.until is not None:
            self._past(done.until)
            if done.until < done.at:
                raise UserError("end-before-start", at=done.at, until=done.until)
        event = StepDone(
            id=self._fresh(),
            at=done.at,
            until=done.until,
            subject=done.subject,
            step=done.step,
            notes=dict(done.notes),
            reasons={guard: why for guard, why in done.reasons.items() if why.strip()},
        )
        return self._cases.record(case_id, [event], event.id)

    def fact(
        self, case_id: str, fact: str, value: Value, at: datetime, subject: str = ""
    ) -> Casework:
        """Note a fact of the case or of a person."""
        self._past(at)
        event = FactNoted(id=self._fresh(), at=at, fact=fact, value=value, subject=subject)
        return self._cases.record(case_id, [event], event.id)

    def extend(self, case_id: str, extended: Extended) -> Casework:
        """Record that an official prolonged a term."""
        self._past(extended.at)
        event = TermExtended(
            id=self._fresh(),
            at=extended.at,
            term=extended.term,
            subject=extended.subject,
            up_to=extended.up_to,
            official=extended.official,
        )
        return self._cases.record(case_id, [event], event.id)

    def correct(self, case_id: str, event: str, reason: str) -> Casework:
        """Strike out an event that was written by mistake."""
        correction = Corrected(id=self._fresh(), at=self._clock(), event=event, reason=reason)
        return self._cases.correct(case_id, correction, correction.id)

    def _past(self, at: datetime) -> None:
        if at > self._clock():
            raise UserError("moment-in-future", at=f"{at:%d.%m.%Y %H:%M}")


def _named(person: Person, key: str) -> Person:
    """Return a new person under an id."""
    values = {name: getattr(person, name) for name in person.__struct_fields__}
    return Person(**{**values, "id": key})
