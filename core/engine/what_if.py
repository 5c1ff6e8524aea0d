"""What if: the terms and the steps of a case as they would be, without touching the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from core.engine.conditions import chosen_edition
from core.engine.events import Event
from core.engine.state import CaseState, fold
from core.engine.steps import GuideStep, guide
from core.engine.terms import Entry, ledger
from core.errors import UserError
from core.law.book import LawBook
from core.law.model import Step


class Supposition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is supposed: acts and facts added or told otherwise, left out, at another time."""

    events: tuple[Event, ...] = ()
    """New events; one with the id of an event of the case stands in its place."""
    without: tuple[str, ...] = ()
    """Events that are supposed never to have been."""
    moved: dict[str, datetime] = {}
    """Event → when it is supposed to have happened; its end moves with it."""


@dataclass(frozen=True)
class TermChange:
    """One term before and after; None where it does not run at all."""

    before: Entry | None
    after: Entry | None

    @property
    def shown(self) -> Entry:
        """Return the entry to name it by: as supposed, else as it is."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class StepChange:
    """One step before and after; None where it is not offered at all."""

    before: GuideStep | None
    after: GuideStep | None

    @property
    def shown(self) -> GuideStep:
        """Return the step to name it by: as supposed, else as it is."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class WhatIf:
    """What differs: terms by the nearer end, steps in the order of the procedure."""

    terms: tuple[TermChange, ...]
    steps: tuple[StepChange, ...]


def supposed(events: Iterable[Event], what: Supposition) -> tuple[Event, ...]:
    """Return the events of a case under a supposition; the case itself stays as it is.

    UserError for an event that is not there.
    """
    known = tuple(events)
    ids = {event.id for event in known}
    for named in (*what.without, *what.moved):
        if named not in ids:
            raise UserError("event-unknown", event=named)
    told = {event.id: event for event in what.events}
    kept = [told.pop(one.id, one) for one in known if one.id not in what.without]
    return tuple(_moved(one, what.moved.get(one.id)) for one in (*kept, *told.values()))


def what_if(events: Iterable[Event], what: Supposition, book: LawBook, at: datetime) -> WhatIf:
    """Return every term and step that would be otherwise at a moment, before and after."""
    known = tuple(events)
    before, after = _state(known, book, at), _state(supposed(known, what), book, at)
    old, new = ledger(before, book, at), ledger(after, book, at)
    steps = _steps(guide(before, book, at, old), guide(after, book, at, new))
    return WhatIf(tuple(_terms(old, new)), tuple(steps))


def _moved(event: Event, at: datetime | None) -> Event:
    if at is None:
        return event
    until = getattr(event, "until", None)
    if until is None:
        return msgspec.structs.replace(event, at=at)
    return msgspec.structs.replace(event, at=at, until=until + (at - event.at))


def _state(events: tuple[Event, ...], book: LawBook, at: datetime) -> CaseState:
    edition = chosen_edition(fold(events, lambda step, at: None))
    return fold(events, _OfDay(book, edition), at)


@dataclass(frozen=True)
class _OfDay:
    """The steps of a book as they read on a day."""

    book: LawBook
    edition: str

    def __call__(self, step: str, at: datetime) -> Step | None:
        return self.book.on(at.date(), self.edition).steps.get(step)


def _terms(before: Iterable[Entry], after: Iterable[Entry]) -> Iterator[TermChange]:
    old, new = _numbered(before), _numbered(after)
    pairs = [TermChange(old.get(key), new.get(key)) for key in {**new, **old}]
    for pair in sorted(pairs, key=lambda pair: (pair.shown.safe_end, pair.shown.term.id)):
        if pair.before is None or pair.after is None or _said(pair.before) != _said(pair.after):
            yield pair


def _numbered(entries: Iterable[Entry]) -> dict[tuple[str, str, int], Entry]:
    """Return terms by term, subject and which of several clocks it is, in order of their starts.

    The start itself is no key: it is what a supposition moves.
    """
    found: dict[tuple[str, str, int], Entry] = {}
    counted: dict[tuple[str, str], int] = {}
    for one in sorted(entries, key=lambda one: one.started):
        kind = (one.term.id, one.subject)
        counted[kind] = counted.get(kind, -1) + 1
        found[*kind, counted[kind]] = one
    return found


def _said(one: Entry) -> tuple[object, ...]:
    return one.started, one.legal_end, one.safe_end, one.status, one.ended, one.edition


def _steps(before: Iterable[GuideStep], after: Iterable[GuideStep]) -> Iterator[StepChange]:
    old = {(one.step.id, one.subject): one for one in before}
    new = {(one.step.id, one.subject): one for one in after}
    for key in {**new, **old}:
        pair = StepChange(old.get(key), new.get(key))
        if _status(pair.before) != _status(pair.after):
            yield pair


def _status(one: GuideStep | None) -> object:
    if one is None:
        return None
    return one.status, one.reasons, tuple((warned.guard.id, warned.tier) for warned in one.warnings)
