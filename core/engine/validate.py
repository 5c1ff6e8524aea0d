"""Does a journal make sense: known names, possible times, values of the right type.

What a file brings from outside is checked here before anything is computed from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

import msgspec

from core.engine.events import (
    CaseOpened,
    Corrected,
    Event,
    FactNoted,
    PaperIssued,
    PersonAdded,
    StepDone,
    TermExtended,
    Value,
)
from core.engine.order import in_order
from core.engine.single import rung_for
from core.engine.values import checked, people_in
from core.errors import UserError
from core.law.book import LawBook, Reading
from core.law.model import Fact, Term

Forms = Mapping[str, Collection[Fact]]
"""Id of a form → the questions that only this form knows."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with an event, and the sentence that says what to do."""

    event: str
    error: UserError


@dataclass(frozen=True)
class _Desk:
    """What an event is held against."""

    book: LawBook
    forms: Forms
    known: Mapping[str, datetime]
    """Persons, and since when they are known."""
    noted: Mapping[tuple[str, str], datetime]
    """Facts of persons and of the case, and since when they are known."""
    edition: str

    def law(self, at: datetime) -> Reading:
        return self.book.on(at.date(), self.edition)


def validate(
    events: Iterable[Event], book: LawBook, forms: Forms, now: datetime
) -> tuple[Problem, ...]:
    """Return everything that is wrong with the events of a case, in the order of the journal."""
    journal = list(events)
    found = list(_journal(journal))
    counted = in_order(journal)
    desk = _Desk(book, forms, _people(counted), _facts(counted), _edition(counted))
    opened = min((event.at for event in counted if isinstance(event, CaseOpened)), default=None)
    valid = {event.id for event in counted}
    for event in journal:
        if event.id in valid:
            errors = (*_times(event, opened, now), *_content(event, desk))
            found.extend(Problem(event.id, error) for error in errors)
    return tuple(found)


def require_valid(events: Iterable[Event], book: LawBook, forms: Forms, now: datetime) -> None:
    """Raise the UserError of the first problem of a journal, if it has any."""
    for problem in validate(events, book, forms, now):
        raise problem.error


def _journal(events: Sequence[Event]) -> Iterator[Problem]:
    """Yield what is wrong with the journal as a whole."""
    if not events:
        yield Problem("", UserError("journal-empty"))
    ids: set[str] = set()
    for event in events:
        if event.id in ids:
            yield Problem(event.id, UserError("event-id-twice", event=event.id))
        ids.add(event.id)
    openings = [event for event in in_order(events) if isinstance(event, CaseOpened)]
    if events and not openings:
        yield Problem("", UserError("journal-not-opened"))
    for extra in openings[1:]:
        first = openings[0].id
        yield Problem(extra.id, UserError("journal-two-openings", event=extra.id, first=first))
    for event in events:
        if isinstance(event, Corrected) and (event.event not in ids or event.event == event.id):
            wrong = UserError("correction-unknown", event=event.id, target=event.event)
            yield Problem(event.id, wrong)


def _people(events: Iterable[Event]) -> dict[str, datetime]:
    known: dict[str, datetime] = {}
    for event in events:
        if isinstance(event, PersonAdded):
            known.setdefault(event.person.id, event.at)
    return known


def _facts(events: Iterable[Event]) -> dict[tuple[str, str], datetime]:
    known: dict[tuple[str, str], datetime] = {}
    for event in events:
        if isinstance(event, FactNoted):
            known.setdefault((event.fact, event.subject), event.at)
        elif isinstance(event, StepDone | PaperIssued):
            for name in event.notes:
                known.setdefault((name, event.subject), event.at)
    return known


def _edition(events: Iterable[Event]) -> str:
    """Return the edition chosen for the case, as the engine will read it."""
    chosen = [event for event in events if isinstance(event, FactNoted)]
    values = [event.value for event in chosen if event.fact == "law_edition"]
    return values[-1] if values and isinstance(values[-1], str) else ""


def _times(event: Event, opened: datetime | None, now: datetime) -> Iterator[UserError]:
    at = event.at.isoformat(timespec="minutes")
    if event.at > now:
        yield UserError("event-in-future", event=event.id, at=at)
    if opened is not None and event.at < opened:
        start = opened.isoformat(timespec="minutes")
        yield UserError("event-before-opening", event=event.id, at=at, opened=start)
    until = getattr(event, "until", None)
    if until is not None and until < event.at:
        end = until.isoformat(timespec="minutes")
        yield UserError("event-ends-before-start", event=event.id, at=at, until=end)
    if until is not None and event.at <= now < until:
        yield UserError("event-in-future", event=event.id, at=until.isoformat(timespec="minutes"))


@singledispatch
def _content(event: Event, desk: _Desk) -> Iterator[UserError]:
    """Yield what is wrong with an event of its own kind; kinds without names have nothing."""
    return iter(())


@_content.register
def _(event: PersonAdded, desk: _Desk) -> Iterator[UserError]:
    born = event.person.born
    if born is not None and born > event.at.date():
        yield UserError("person-born-later", event=event.id, born=born.isoformat())
    for role in event.roles:
        if role not in desk.law(event.at).roles:
            yield UserError("event-role-unknown", event=event.id, role=role)


@_content.register
def _(event: FactNoted, desk: _Desk) -> Iterator[UserError]:
    yield from _subject(event.id, event.subject, event.at, desk)
    fact = desk.law(event.at).facts.get(event.fact)
    if fact is not None and fact.of == "person" and not event.subject:
        yield UserError("event-needs-person", event=event.id, what=event.fact)
    yield from _noted(event.id, event.fact, fact, event.value, event.at, desk)


@_content.register
def _(event: TermExtended, desk: _Desk) -> Iterator[UserError]:
    yield from _subject(event.id, event.subject, event.at, desk)
    term = desk.law(event.at).terms.get(event.term)
    if term is None:
        yield UserError("event-term-unknown", event=event.id, term=event.term)
        return
    if term.per == "person" and not event.subject:
        yield UserError("event-needs-person", event=event.id, what=event.term)
    yield from _rung(event, term)


def _rung(event: TermExtended, term: Term) -> Iterator[UserError]:
    rungs = tuple(rung for rung in term.ladder if rung.up_to.unit == event.up_to.unit)
    try:
        rung_for(msgspec.structs.replace(term, ladder=rungs), event.up_to.value)
    except UserError:
        allowed = [f"{one.up_to.value}{'+' * one.beyond} {one.up_to.unit}" for one in term.ladder]
        yield UserError(
            "event-extension-wrong",
            event=event.id,
            term=term.id,
            to=f"{event.up_to.value} {event.up_to.unit}",
            allowed=", ".join(allowed) or "—",
        )


@_content.register
def _(event: StepDone, desk: _Desk) -> Iterator[UserError]:
    yield from _act(event, {}, desk)


@_content.register
def _(event: PaperIssued, desk: _Desk) -> Iterator[UserError]:
    if event.form not in desk.forms:
        yield UserError("event-form-unknown", event=event.id, form=event.form)
    own = {fact.id: fact for fact in desk.forms.get(event.form, ())}
    yield from _act(event, own, desk)


def _act(
    event: StepDone | PaperIssued, own: Mapping[str, Fact], desk: _Desk
) -> Iterator[UserError]:
    yield from _subject(event.id, event.subject, event.at, desk)
    law = desk.law(event.at)
    for name, value in event.notes.items():
        fact = own.get(name) or law.facts.get(name)
        yield from _noted(event.id, name, fact, value, event.at, desk)
    if isinstance(event, PaperIssued) and not event.step:
        return
    step = law.steps.get(event.step)
    if step is None:
        yield UserError("event-step-unknown", event=event.id, step=event.step)
        return
    if step.per == "person" and not event.subject:
        yield UserError("event-needs-person", event=event.id, what=event.step)
    for name in step.asks:
        since = desk.noted.get((name, event.subject))
        if since is None or since > event.at:
            yield UserError("event-fact-missing", event=event.id, step=step.id, fact=name)


def _subject(event: str, subject: str, at: datetime, desk: _Desk) -> Iterator[UserError]:
    since = desk.known.get(subject)
    if subject and (since is None or since > at):
        yield UserError("event-person-unknown", event=event, person=subject)


def _noted(
    event: str, name: str, fact: Fact | None, value: Value, at: datetime, desk: _Desk
) -> Iterator[UserError]:
    """Yield what is wrong with a value that an event writes down."""
    if fact is None:
        yield UserError("event-fact-unknown", event=event, fact=name)
        return
    try:
        checked(fact, value, at, f"{event}: {name}")
    except UserError as error:
        yield error
        return
    for person in people_in(fact, value):
        yield from _subject(event, person, at, desk)
