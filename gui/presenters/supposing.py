"""What may be supposed of a case: a moment told otherwise, an act that never was or is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from core.engine.events import Event, FactNoted, PaperIssued, PersonAdded, StepDone, Value
from core.engine.order import in_order
from core.engine.state import moment
from core.engine.steps import GuideStep
from core.engine.what_if import Supposition
from core.i18n import Translator, UiLanguage
from core.law.book import Reading
from core.services.casework import Casework
from core.services.workplace import Workplace
from gui.presenters.moments import moment_words
from gui.presenters.outcomes import anchors, named
from gui.presenters.speech import Speech, speech

SUPPOSED = "supposed"
"""Id of the act that was not recorded; the journal never sees it."""


@dataclass(frozen=True)
class Choice:
    """A moment that may be supposed otherwise, or an act that is not recorded yet."""

    key: str
    text: str
    event: str = ""
    fact: str = ""
    """The noted moment; empty for the act itself."""
    step: str = ""
    """The act that is not recorded yet."""
    subject: str = ""
    at: datetime | None = None
    """When it was; None while it was not."""


@dataclass(frozen=True)
class SupposeView:
    """A case about which something may be supposed."""

    case: Casework
    title: str
    recorded: tuple[Choice, ...]
    possible: tuple[Choice, ...]

    def first(self, wanted: str, started: str) -> str:
        """Return the choice to begin with: one by its key, else what a term was started by."""
        every = (*self.recorded, *self.possible)
        if any(one.key == wanted for one in every):
            return wanted
        of = [one for one in self.recorded if one.event == wanted]
        exact = [one for one in of if one.at and one.at.isoformat(timespec="minutes") == started]
        return next((one.key for one in (*exact, *of)), "")


def suppose_view(
    work: Workplace, case_id: str, now: datetime, tr: Translator, language: UiLanguage
) -> SupposeView:
    """Return what may be supposed of a case: every moment that a term looks at."""
    case = work.cases.case(case_id)
    state = case.state(now) if case.state(now).opened else case.state()
    says = speech(case, state, now.date(), tr, language)
    steps, facts = looked_at(says.law)
    possible = [one for one in case.guide(now) if one.step.id in steps]
    opened = state.opened
    assert opened is not None
    return SupposeView(
        case,
        opened.title or opened.number,
        tuple(reversed([*_recorded(says, steps, facts)])),
        tuple(_possible(one, says) for one in possible if not one.acts or one.step.repeat),
    )


def supposition(case: Casework, choice: Choice, at: datetime | None) -> Supposition:
    """Return what is supposed: an act at another moment with all it noted, or never, or new."""
    if choice.step and at is not None:
        notes = _asked(case.library.book.on(at.date()), choice.step, at)
        act = StepDone(id=SUPPOSED, at=at, subject=choice.subject, step=choice.step, notes=notes)
        return Supposition(events=(*_known_by(case, choice.subject, at), act))
    event = next((one for one in case.events if one.id == choice.event), None)
    if at is None or event is None or choice.at is None:
        return Supposition(without=(choice.event,))
    subject = getattr(event, "subject", "")
    if choice.fact:
        told = {choice.fact: (_iso(choice.at), _iso(at))}
        return Supposition(events=_retold(case.events, subject, told))
    assert isinstance(event, StepDone | PaperIssued)
    shifted = _shifted(event, at - event.at)
    told = {
        fact: (value, shifted.notes[fact])
        for fact, value in event.notes.items()
        if value != shifted.notes[fact]
    }
    others = [one for one in case.events if one.id != event.id]
    known = _known_by(case, subject, at)
    return Supposition(events=(*known, *_retold(others, subject, told), shifted))


def _retold(
    events: Iterable[Event], subject: str, told: Mapping[str, tuple[Value, Value]]
) -> tuple[Event, ...]:
    """Return the entries that tell the same moment of the same person, told otherwise.

    A moment is often noted as soon as it is known and again in the protocol.
    """
    return tuple(found for one in events if (found := _otherwise(one, subject, told)) is not None)


def _otherwise(event: Event, subject: str, told: Mapping[str, tuple[Value, Value]]) -> Event | None:
    if getattr(event, "subject", None) != subject:
        return None
    if isinstance(event, FactNoted) and event.fact in told:
        old, new = told[event.fact]
        if event.value != old:
            return None
        return msgspec.structs.replace(event, value=new, at=_not_before(event.at, [new]))
    if not isinstance(event, StepDone | PaperIssued):
        return None
    moved = {
        fact: new for fact, (old, new) in told.items() if event.notes.get(fact, object()) == old
    }
    if not moved:
        return None
    at = _not_before(event.at, moved.values())
    until = event.until and max(event.until, at)
    return msgspec.structs.replace(event, notes={**event.notes, **moved}, at=at, until=until)


def _not_before(at: datetime, values: Iterable[Value]) -> datetime:
    """Return a moment at which all those moments are past."""
    return max([at, *(found for one in values if (found := moment(one)) is not None)])


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def looked_at(law: Reading) -> tuple[frozenset[str], frozenset[str]]:
    """Return the steps and the facts that start, stop, resume or end any term."""
    steps: set[str] = set()
    facts: set[str] = set()
    for term in law.terms.values():
        edges = (edge for pause in term.pauses for edge in (pause.stops, pause.goes))
        for one in (anchor for edge in (term.starts, *edges) for anchor in anchors(edge)):
            steps.add(one.done)
            facts.add(one.fact)
        steps.update(one.done for end in term.ends for one in named(end))
    return frozenset(steps - {""}), frozenset(facts - {""})


def _recorded(says: Speech, steps: frozenset[str], facts: frozenset[str]) -> Iterator[Choice]:
    for event in in_order(says.case.events):
        if isinstance(event, FactNoted):
            yield from _noted(event.id, {event.fact: event.value}, event.subject, facts, says)
        elif isinstance(event, StepDone | PaperIssued):
            if event.step in steps:
                name = _named(says.step(event.step), event.subject, event.at, says)
                yield Choice(f"event {event.id}", name, event.id, at=event.at)
            yield from _noted(event.id, event.notes, event.subject, facts, says)


def _noted(
    event: str, notes: Mapping[str, Value], subject: str, facts: frozenset[str], says: Speech
) -> Iterator[Choice]:
    for fact, value in notes.items():
        known = says.state.facts.get((fact, subject))
        at = moment(value) if fact in facts and known and known.event == event else None
        if at is not None and fact in says.law.facts:
            name = _named(says.law.facts[fact].label[says.language], subject, at, says)
            yield Choice(f"note {event} {fact}", name, event, fact, at=at)


def _named(name: str, subject: str, at: datetime, says: Speech) -> str:
    parts = (name, says.person(subject), moment_words(at))
    return " · ".join(part for part in parts if part)


def _possible(one: GuideStep, says: Speech) -> Choice:
    parts = (one.step.name[says.language], says.person(one.subject))
    text = " · ".join(part for part in parts if part)
    key = f"step {one.step.id} {one.subject}".strip()
    return Choice(key, text, step=one.step.id, subject=one.subject)


def _known_by(case: Casework, subject: str, at: datetime) -> tuple[PersonAdded, ...]:
    """Return that a person was known by a moment, where he became known only later."""
    of = [e for e in case.events if isinstance(e, PersonAdded) and e.person.id == subject]
    first = min(of, key=lambda event: event.at, default=None)
    if first is None or first.at <= at:
        return ()
    return (msgspec.structs.replace(first, at=at),)


def _asked(law: Reading, step: str, at: datetime) -> dict[str, Value]:
    """Return the moments an act would have to note: its own."""
    asks = law.steps[step].asks if step in law.steps else ()
    moments = [one for one in asks if one in law.facts and law.facts[one].type == "moment"]
    return dict.fromkeys(moments, at.isoformat(timespec="minutes"))


def _shifted(event: StepDone | PaperIssued, by: timedelta) -> StepDone | PaperIssued:
    """Return an act at another moment, with its end and the moments it noted."""
    notes = {key: _later(value, by) for key, value in event.notes.items()}
    until = None if event.until is None else event.until + by
    return msgspec.structs.replace(event, at=event.at + by, until=until, notes=notes)


def _later(value: Value, by: timedelta) -> Value:
    at = moment(value) if isinstance(value, str) and "T" in value else None
    return value if at is None else (at + by).isoformat(timespec="minutes")
