"""What if: which moments of a case may be supposed otherwise, and what its terms then say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from core.engine.events import FactNoted, PaperIssued, PersonAdded, StepDone, Value
from core.engine.state import in_order, moment
from core.engine.steps import GuideStep
from core.engine.terms import Entry, Status, Urgency, urgency
from core.engine.what_if import StepChange, Supposition, TermChange, WhatIf
from core.i18n import N_, Translator, UiLanguage
from core.law.book import Reading
from core.services.casework import Casework
from core.services.suppositions import tell
from core.services.workplace import Workplace
from gui.presenters.guide import STATUS_NAMES
from gui.presenters.moments import end_words, length_words, moment_words
from gui.presenters.outcomes import anchors, named
from gui.presenters.speech import Speech, speech

SUPPOSED = "supposed"
"""Id of the act that was not recorded; the journal never sees it."""

VERDICTS = {
    "gone": (N_("gone"), "muted"),
    "begins": (N_("begins"), "soon"),
    "late": (N_("newly late"), "overdue"),
    "kept": (N_("kept"), "calm"),
    "in_time": (N_("in time again"), "calm"),
    "later": (N_("later"), "calm"),
    "earlier": (N_("earlier"), "at_risk"),
    "same": (N_("the same end"), "muted"),
}
"""What becomes of a term → its word and its tone."""


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

    def first(self, event: str, started: str) -> str:
        """Return the choice that a term was started by, the very moment before the act."""
        of = [one for one in self.recorded if one.event == event]
        exact = [one for one in of if one.at and one.at.isoformat(timespec="minutes") == started]
        return next((one.key for one in (*exact, *of)), "")


@dataclass(frozen=True)
class ChangeLine:
    """One term side by side: as it is and as it would be."""

    name: str
    under: str
    before: tuple[str, str]
    """Legal end, and when to be ready."""
    after: tuple[str, str]
    moved: str
    verdict: str
    tone: str


@dataclass(frozen=True)
class WhatIfView:
    """The answer to a supposition; the case is as it was."""

    at: datetime
    terms: tuple[ChangeLine, ...]
    steps: tuple[str, ...]
    """Steps whose status would be another, in sentences."""


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


def what_if_view(
    case: Casework,
    choice: Choice,
    at: datetime | None,
    now: datetime,
    tr: Translator,
    language: UiLanguage,
) -> WhatIfView:
    """Return the answer to a supposition; at None it is supposed that it never was.

    UserError for what cannot be in a journal.
    """
    seen = max(now, at or now)
    found = tell(case, supposition(case, choice, at), seen)
    says = speech(case, case.state(now), now.date(), tr, language)
    return WhatIfView(
        seen,
        tuple(_change(one, says, seen) for one in found.terms if _verdict(one, seen) != "same"),
        tuple(_step_words(one, says) for one in _turned(found)),
    )


def supposition(case: Casework, choice: Choice, at: datetime | None) -> Supposition:
    """Return what is supposed: an act at another moment with all it noted, or never, or new."""
    if choice.step and at is not None:
        notes = _asked(case.library.book.on(at.date()), choice.step, at)
        act = StepDone(id=SUPPOSED, at=at, subject=choice.subject, step=choice.step, notes=notes)
        return Supposition(events=(*_known_by(case, choice.subject, at), act))
    event = next((one for one in case.events if one.id == choice.event), None)
    if at is None or event is None:
        return Supposition(without=(choice.event,))
    if isinstance(event, FactNoted):
        value = at.isoformat(timespec="minutes")
        moved = msgspec.structs.replace(event, value=value, at=max(event.at, at))
        return Supposition(events=(moved,))
    assert isinstance(event, StepDone | PaperIssued)
    if choice.fact:
        notes = {**event.notes, choice.fact: at.isoformat(timespec="minutes")}
        noted = msgspec.structs.replace(event, notes=notes, at=max(event.at, at))
        return Supposition(events=(noted,))
    shifted = _shifted(event, at - event.at)
    return Supposition(events=(*_known_by(case, event.subject, at), shifted))


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
    key = f"step {one.step.id} {one.subject}"
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


def _change(one: TermChange, says: Speech, at: datetime) -> ChangeLine:
    shown = one.shown
    parts = (says.person(shown.subject), says.tr.gettext("art. {article}"))
    word, tone = VERDICTS[_verdict(one, at)]
    return ChangeLine(
        name=shown.term.name[says.language],
        under=" · ".join(p for p in parts if p).format(article=shown.term.article),
        before=_ends(one.before, says),
        after=_ends(one.after, says),
        moved=_moved(one, says),
        verdict=says.tr.gettext(word),
        tone=tone,
    )


def _ends(one: Entry | None, says: Speech) -> tuple[str, str]:
    if one is None:
        return "—", ""
    if not one.result.numbered:
        return says.tr.gettext("at once"), ""
    ready = says.tr.gettext("be ready by {moment}").format(moment=end_words(one.safe_end))
    return end_words(one.legal_end), "" if one.safe_end == one.legal_end else ready


def _moved(one: TermChange, says: Speech) -> str:
    if one.before is None or one.after is None or not one.after.result.numbered:
        return ""
    by = one.after.legal_end.at - one.before.legal_end.at
    if not by:
        return ""
    later, earlier = says.tr.gettext("later by {time}"), says.tr.gettext("earlier by {time}")
    return (later if by > timedelta() else earlier).format(time=length_words(by, says.tr))


def _verdict(one: TermChange, at: datetime) -> str:
    if one.before is None or one.after is None:
        return "begins" if one.before is None else "gone"
    was, would = _late(one.before, at), _late(one.after, at)
    if was != would:
        return "late" if would else "in_time"
    if one.after.status is Status.KEPT and one.before.status is not Status.KEPT:
        return "kept"
    by = one.after.legal_end.at - one.before.legal_end.at
    if not by or not one.after.result.numbered:
        return "same"
    return "later" if by > timedelta() else "earlier"


def _late(one: Entry, at: datetime) -> bool:
    if one.status is Status.RUNNING:
        return urgency(one, at) is Urgency.OVERDUE
    return one.status is Status.MISSED


def _turned(found: WhatIf) -> list[StepChange]:
    """Return the steps whose status itself would be another."""
    return [one for one in found.steps if _status(one.before) != _status(one.after)]


def _status(one: GuideStep | None) -> object:
    return None if one is None else one.status


def _step_words(one: StepChange, says: Speech) -> str:
    shown = one.shown
    name = " · ".join(p for p in (shown.step.name[says.language], says.person(shown.subject)) if p)
    was, would = (
        says.tr.gettext(STATUS_NAMES[step.status]) if step else "—"
        for step in (one.before, one.after)
    )
    return f"{name}: {was} → {would}"
