"""The guide: which steps are open, owed, done or closed at a moment, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from core.engine.conditions import Situation, chosen_edition, holds
from core.engine.events import Event
from core.engine.reasons import Reason, why_not
from core.engine.state import Act, CaseState, act_of, before_each, fold
from core.engine.terms import Entry, clocks_of, running
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


@dataclass(frozen=True, eq=False)
class GuideStep:
    """One step for one subject: its status, the reasons, the guards, the acts already done.

    The status is found at once; the words are made when somebody reads them.
    """

    step: Step
    subject: str
    status: StepStatus
    acts: tuple[Act, ...]
    _seen: Situation = field(repr=False)

    @cached_property
    def warnings(self) -> tuple[Warned, ...]:
        """Return the guards that are not satisfied."""
        return _warnings(self.step, self._seen)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why the step is closed: its own conditions first, then the guards that block."""
        blocks = [Reason(w.text, w.guard.article) for w in self.warnings if w.tier == "block"]
        if self.status is StepStatus.DONE:
            return tuple(blocks)
        return (*_closed_case(self._seen), *why_not(self.step.opens, self._seen), *blocks)

    @property
    def edition(self) -> str:
        """Return the edition the step is read from."""
        return self._seen.law.edition_of("steps", self.step.id).id

    def __eq__(self, other: object) -> bool:
        """Return whether both say the same, in all words."""
        return isinstance(other, GuideStep) and self._told == other._told

    __hash__ = None  # type: ignore[assignment]

    @property
    def _told(self) -> tuple[object, ...]:
        known = self.step, self.subject, self.status, self.acts, self.edition
        return *known, self.warnings, self.reasons

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
    case = situation_at(state, book, at, terms)
    seen: dict[tuple[str, ...] | None, list[Situation]] = {None: [case]}
    found: list[GuideStep] = []
    for step in case.law.procedure:
        whom = step.roles if step.per == "person" else None
        if whom not in seen:
            seen[whom] = [case.of(subject) for subject in _subjects(step, state)]
        found.extend(_look(step, situation) for situation in seen[whom])
    return tuple(found)


def look(
    step: str, subject: str, state: CaseState, book: LawBook, at: datetime, act: Act | None = None
) -> GuideStep:
    """Return one step for one subject, with an act under question if there is one.

    KeyError when the book of that day has no such step.
    """
    situation = replace(situation_at(state, book, at, subject=subject), act=act)
    return _look(situation.law.steps[step], situation)


@dataclass(frozen=True)
class _Ledger:
    """The terms that run at a moment; each is looked for when a condition asks for it."""

    clocks: Callable[[str], Iterable[Entry]]
    at: datetime
    _known: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def running(self, term: str) -> Collection[str]:
        return [entry.subject for entry in self._of(term)]

    def overdue(self, term: str) -> Collection[str]:
        late = (one for one in self._of(term) if one.result.numbered)
        return [entry.subject for entry in late if not entry.legal_end.holds(self.at)]

    def _of(self, term: str) -> tuple[Entry, ...]:
        if term not in self._known:
            self._known[term] = running(self.clocks(term))
        return self._known[term]


def situation_at(
    state: CaseState,
    book: LawBook,
    at: datetime,
    terms: Iterable[Entry] | None = None,
    subject: str = "",
) -> Situation:
    """Return a case at a moment with the terms that run then, for conditions that name them.

    `terms` is the ledger of the same moment, if the caller already has it.
    """
    known = None if terms is None else tuple(terms)

    def clocks(term: str) -> Iterable[Entry]:
        if known is None:
            return clocks_of(term, state, book, at)
        return (entry for entry in known if entry.term.id == term)

    return Situation(state, book, at, subject, clocks=_Ledger(clocks, at))


def breaches(events: Iterable[Event], book: LawBook) -> Iterator[tuple[Act, Warned]]:
    """Yield acts that a guard of their day did not allow, as the case stood before them.

    A warning that was passed with a recorded reason is no breach, nor is a note.
    """
    journal = tuple(events)
    edition = chosen_edition(fold(journal, lambda step, at: None))

    def step_of_day(step: str, at: datetime) -> Step | None:
        return book.on(at.date(), edition).steps.get(step)

    for event, before in before_each(journal, step_of_day):
        act = act_of(event)
        situation = situation_at(before, book, act.at, subject=act.subject)
        step = situation.law.steps.get(act.step)
        for warned in _warnings(step, replace(situation, act=act)) if step else ():
            if warned.tier != "note" and not act.reasons.get(warned.guard.id, "").strip():
                yield act, warned


def _subjects(step: Step, state: CaseState) -> list[str]:
    """Return the persons a step done per person is offered for."""
    if not step.roles:
        return list(state.participants)
    wanted = frozenset(step.roles)
    return [name for name, one in state.participants.items() if not wanted.isdisjoint(one.roles)]


def _look(step: Step, situation: Situation) -> GuideStep:
    subject = situation.subject if step.per == "person" else ""
    acts = situation.state.acts_of(step.id, subject if step.per == "person" else None)
    status = StepStatus.DONE if acts and not step.repeat else _status(step, situation)
    return GuideStep(step, subject, status, acts, situation)


def _status(step: Step, situation: Situation) -> StepStatus:
    """Return the status of a step that is not done with."""
    if situation.state.closed is not None or not holds(step.opens, situation):
        return StepStatus.CLOSED
    for guard in situation.law.blocking.get(step.id, ()):
        if _speaks(guard, situation):
            return StepStatus.CLOSED
    owed = step.owed is not None and holds(step.owed, situation)
    return StepStatus.OWED if owed else StepStatus.OPEN


def _speaks(guard: Guard, situation: Situation) -> bool:
    """Return whether a guard has something to say: it applies, and is not satisfied."""
    return holds(guard.when, situation) and not holds(guard.require, situation)


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
        for guard in law.watching.get(step.id, ())
        if _speaks(guard, situation)
    )


def _closed_case(situation: Situation) -> tuple[Reason, ...]:
    if situation.state.closed is None:
        return ()
    word = situation.law.words["reason_case_closed"]
    return (Reason(word.text, word.article),)
