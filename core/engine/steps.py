"""The guide: which steps are open, owed, done or closed at a moment, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.engine.conditions import Reason, Situation, chosen_edition, holds, why_not
from core.engine.events import Event
from core.engine.state import Act, CaseState, fold, in_order
from core.engine.terms import Entry, ledger, running
from core.i18n import Trilingual
from core.law.book import LawBook
from core.law.model import Guard, Severity, Step


class StepStatus(StrEnum):
    """What may be done with a step now."""

    OWED = "owed"
    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"


@dataclass(frozen=True)
class Warned:
    """A guard that is not satisfied: its tier, what it says, and what would supply it."""

    guard: Guard
    tier: Severity
    text: Trilingual
    reasons: tuple[Reason, ...]
    doubt: Trilingual | None
    """«Not compared with the official text», when the guard would block but may not."""


@dataclass(frozen=True)
class GuideStep:
    """One step for one subject: its status, the reasons, the guards, the acts already done."""

    step: Step
    subject: str
    status: StepStatus
    reasons: tuple[Reason, ...]
    warnings: tuple[Warned, ...]
    acts: tuple[Act, ...]
    edition: str

    @property
    def blocked(self) -> bool:
        """Return whether a guard forbids the step."""
        return any(one.tier == "block" for one in self.warnings)

    @property
    def offers(self) -> tuple[str, ...]:
        """Return the steps that would supply what is missing."""
        return tuple(dict.fromkeys(one.guard.offers for one in self.warnings if one.guard.offers))


def guide(
    state: CaseState, book: LawBook, at: datetime, terms: Iterable[Entry] | None = None
) -> tuple[GuideStep, ...]:
    """Return every step for everybody it concerns, in the order of the procedure.

    `terms` is the ledger of the same moment, if the caller already has it.
    """
    situation = situation_at(state, book, at, ledger(state, book, at) if terms is None else terms)
    law = situation.law
    found = [
        _look(step, situation.of(subject))
        for step in law.steps.values()
        for subject in _subjects(step, state)
    ]
    order = {stage.id: stage.order for stage in law.stages.values()}
    return tuple(sorted(found, key=lambda one: order.get(one.step.stage, 99)))


def look(
    step: str, subject: str, state: CaseState, book: LawBook, at: datetime, act: Act | None = None
) -> GuideStep:
    """Return one step for one subject, with an act under question if there is one.

    KeyError when the book of that day has no such step.
    """
    situation = replace(situation_at(state, book, at, ledger(state, book, at), subject), act=act)
    return _look(situation.law.steps[step], situation)


def situation_at(
    state: CaseState, book: LawBook, at: datetime, terms: Iterable[Entry], subject: str = ""
) -> Situation:
    """Return a case at a moment with the terms that run then, for conditions that name them."""
    entries = running(terms)
    active = frozenset((entry.term.id, entry.subject) for entry in entries)
    late = frozenset(
        (entry.term.id, entry.subject)
        for entry in entries
        if entry.result.numbered and not entry.legal_end.holds(at)
    )
    return Situation(state, book, at, subject, running=active, overdue=late)


def breaches(events: Iterable[Event], book: LawBook) -> Iterator[tuple[Act, Warned]]:
    """Yield acts that a guard of their day did not allow, as the case stood before them.

    A warning that was passed with a recorded reason is no breach, nor is a note.
    """
    journal = in_order(events)
    edition = chosen_edition(fold(journal, lambda step, at: None))

    def step_of_day(step: str, at: datetime) -> Step | None:
        return book.on(at.date(), edition).steps.get(step)

    for act in fold(journal, step_of_day).acts:
        before = fold((one for one in journal if one.id != act.event), step_of_day, act.at)
        situation = situation_at(before, book, act.at, ledger(before, book, act.at), act.subject)
        step = situation.law.steps.get(act.step)
        for warned in _warnings(step, replace(situation, act=act)) if step else ():
            if warned.tier != "note" and not act.reasons.get(warned.guard.id, "").strip():
                yield act, warned


def _subjects(step: Step, state: CaseState) -> tuple[str, ...]:
    if step.per == "case":
        return ("",)
    return tuple(
        name
        for name, one in state.participants.items()
        if not step.roles or any(one.has(role) for role in step.roles)
    )


def _look(step: Step, situation: Situation) -> GuideStep:
    state = situation.state
    acts = state.acts_of(step.id, situation.subject if step.per == "person" else None)
    warnings = _warnings(step, situation)
    finished = bool(acts) and not step.repeat
    reasons = () if finished else (*_closed_case(situation), *why_not(step.opens, situation))
    blocks = tuple(Reason(one.text, one.guard.article) for one in warnings if one.tier == "block")
    return GuideStep(
        step=step,
        subject=situation.subject if step.per == "person" else "",
        status=_status(step, situation, finished, bool(reasons or blocks)),
        reasons=(*reasons, *blocks),
        warnings=warnings,
        acts=acts,
        edition=situation.law.edition_of("steps", step.id).id,
    )


def _status(step: Step, situation: Situation, finished: bool, shut: bool) -> StepStatus:
    if finished:
        return StepStatus.DONE
    owed = step.owed is not None and holds(step.owed, situation)
    if shut:
        return StepStatus.CLOSED
    return StepStatus.OWED if owed else StepStatus.OPEN


def _warnings(step: Step, situation: Situation) -> tuple[Warned, ...]:
    law = situation.law
    return tuple(
        Warned(
            guard=guard,
            tier=guard.tier,
            text=guard.says,
            # A note only tells; why it is shown needs no reasons.
            reasons=() if guard.tier == "note" else why_not(guard.require, situation),
            doubt=None if guard.trusted else law.words["not_compared"].text,
        )
        for guard in law.guards.values()
        if step.id in guard.on
        and (guard.when is None or holds(guard.when, situation))
        and not holds(guard.require, situation)
    )


def _closed_case(situation: Situation) -> tuple[Reason, ...]:
    if situation.state.closed is None:
        return ()
    word = situation.law.words["reason_case_closed"]
    return (Reason(word.text, word.article),)
