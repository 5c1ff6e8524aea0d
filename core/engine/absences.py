"""What a case lacks at a moment: the questions of the book that find nothing where something
should be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import get_args

from core.engine.conditions import Situation, holds
from core.engine.reasons import Reason, why_not
from core.engine.state import Act, CaseState
from core.engine.steps import GuideStep, StepStatus, guide, situation_at
from core.engine.terms import Entry, ledger, running
from core.law.absences import Absence, Group
from core.law.book import LawBook

ORDER: tuple[str, ...] = get_args(Group)


@dataclass(frozen=True)
class Gap:
    """One thing a case lacks: by which question, of whom, which act or paper it hangs on."""

    absence: Absence
    subject: str
    offers: str
    """Step that supplies it; empty when no single step does."""
    edition: str
    event: str = ""
    """The act that waits for an answer, or the paper whose data changed."""
    since: datetime | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class _Desk:
    """A case at a moment with everything the questions look at."""

    situation: Situation
    terms: tuple[Entry, ...]
    steps: tuple[GuideStep, ...]
    changed: frozenset[str]


def absences(
    state: CaseState,
    book: LawBook,
    at: datetime,
    terms: Iterable[Entry] | None = None,
    steps: Iterable[GuideStep] | None = None,
    changed: Collection[str] = (),
) -> tuple[Gap, ...]:
    """Return everything the case lacks, in the order of the groups.

    `terms` and `steps` are ledger and guide of the same moment, if the caller has them;
    `changed` are the events of papers that would read otherwise today, which only a
    higher floor can tell. A case whose journal is closed lacks nothing any more.
    """
    if state.closed is not None:
        return ()
    known = tuple(ledger(state, book, at) if terms is None else terms)
    offered = tuple(guide(state, book, at, known) if steps is None else steps)
    desk = _Desk(situation_at(state, book, at, known), known, offered, frozenset(changed))
    asked = sorted(
        desk.situation.law.absences.values(), key=lambda absence: ORDER.index(absence.group)
    )
    return tuple(gap for absence in asked for gap in _gaps(absence, desk))


def subjects(per: str, roles: Collection[str], state: CaseState) -> tuple[str, ...]:
    """Return of whom a question is asked: the case, or everybody with one of the roles."""
    if per == "case":
        return ("",)
    return tuple(
        name
        for name, one in state.participants.items()
        if not roles or any(one.has(role) for role in roles)
    )


def _gaps(absence: Absence, desk: _Desk) -> Iterator[Gap]:
    question = next(ask for name, ask in _QUESTIONS.items() if getattr(absence, name))
    return question(absence, desk)


def _gap(absence: Absence, desk: _Desk, subject: str = "", offers: str = "") -> Gap:
    edition = desk.situation.law.edition_of("absences", absence.id).id
    return Gap(absence, subject, offers or absence.offers, edition)


def _requires(absence: Absence, desk: _Desk) -> Iterator[Gap]:
    for subject in subjects(absence.per, absence.roles, desk.situation.state):
        seen = desk.situation.of(subject)
        if holds(absence.when, seen) and not holds(absence.require, seen):
            yield replace(_gap(absence, desk, subject), reasons=why_not(absence.require, seen))


def _owed(absence: Absence, desk: _Desk) -> Iterator[Gap]:
    for one in desk.steps:
        if one.step.id not in absence.owed or one.status is not StepStatus.OWED:
            continue
        if holds(absence.when, desk.situation.of(one.subject)):
            yield _gap(absence, desk, one.subject, one.step.id)


def _unanswered(absence: Absence, desk: _Desk) -> Iterator[Gap]:
    state = desk.situation.state
    for act in state.acts:
        if act.step not in absence.asked or (absence.noting and not act.notes.get(absence.noting)):
            continue
        seen = replace(desk.situation.of(act.subject), act=act)
        if holds(absence.when, seen) and not _answered(act, absence, desk):
            yield replace(
                _gap(absence, desk, act.subject if absence.per == "person" else ""),
                event=act.event,
                since=act.end,
            )


def _answered(act: Act, absence: Absence, desk: _Desk) -> bool:
    """Return whether an act was answered: for the same person, when both are done per person."""
    state, steps = desk.situation.state, desk.situation.law.steps
    for answer in absence.answers:
        personal = steps[answer].per == "person" == absence.per
        later = state.acts_of(answer, act.subject if personal else None)
        place = bisect_left(later, act.at, key=attrgetter("at"))
        if any(other.event != act.event for other in later[place:]):
            return True
    return False


def _idle(absence: Absence, desk: _Desk) -> Iterator[Gap]:
    runs = any(entry.result.numbered for entry in running(desk.terms))
    if not runs and holds(absence.when, desk.situation):
        yield _gap(absence, desk)


def _changed(absence: Absence, desk: _Desk) -> Iterator[Gap]:
    for paper in desk.situation.state.papers:
        if paper.id in desk.changed and holds(absence.when, desk.situation.of(paper.subject)):
            yield replace(_gap(absence, desk, paper.subject), event=paper.id, since=paper.at)


_QUESTIONS: dict[str, Callable[[Absence, _Desk], Iterator[Gap]]] = {
    "require": _requires,
    "owed": _owed,
    "asked": _unanswered,
    "idle": _idle,
    "changed": _changed,
}
