"""What the page of an act says: the step, what it asks, and the guards at its moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.engine.events import StepDone
from core.engine.steps import look
from core.i18n import PaperLanguage, Translator, UiLanguage
from core.services.casework import Casework
from core.services.notes import Done
from core.services.permission import guide_of
from core.services.workplace import Workplace
from gui.presenters.guide import Caution, StepLine, cautions, step_line
from gui.presenters.paper import OTHER, Answer, Question, Someone, question
from gui.presenters.speech import Speech, speech, with_article


@dataclass(frozen=True)
class RecordView:
    """The step as it is asked for."""

    case: Casework
    line: StepLine
    answers: tuple[Answer, ...]
    people: tuple[Someone, ...]
    fits: tuple[Someone, ...]
    """Who may be the person of the act; empty when it is of the case as a whole."""
    languages: tuple[PaperLanguage, PaperLanguage]


@dataclass(frozen=True)
class Verdict:
    """What the guide says of the act as it is typed."""

    cautions: tuple[Caution, ...]
    reasons: tuple[str, ...]
    """Why the step is closed at that moment."""
    blocked: bool
    """The law closes it; no reason opens it."""
    owing: tuple[tuple[str, str], ...]
    """Id and sentence of everything that may be passed with a recorded reason."""


def record_view(
    work: Workplace, case_id: str, step: str, subject: str, tr: Translator, language: UiLanguage
) -> RecordView:
    """Return a step about to be recorded."""
    case, now = work.cases.case(case_id), work.clock()
    state = case.state()
    says = speech(case, state, now.date(), tr, language)
    found = look(step, subject, state, case.library.book, now)
    assert state.opened is not None
    facts = [says.law.facts[key] for key in (*found.step.asks, *found.step.may)]
    people = tuple(someone(key, says) for key in state.participants)
    roles = found.step.roles
    fits = people if found.step.per == "person" else ()
    if roles:
        fits = tuple(one for one in fits if any(role in roles for role in one.roles))
    first = state.opened.language
    optional = set(found.step.may)
    return RecordView(
        case=case,
        line=step_line(found, says),
        answers=tuple(_answer(fact.id, fact.id in optional, subject, says) for fact in facts),
        people=people,
        fits=fits,
        languages=(first, OTHER[first]),
    )


def verdict(
    case: Casework, done: Done, tr: Translator, language: UiLanguage, now: datetime
) -> Verdict:
    """Return what the guide says of an act at its own moment, before it is recorded."""
    event = StepDone(
        id="asked",
        at=done.at,
        until=done.until,
        subject=done.subject,
        step=done.step,
        notes=dict(done.notes),
        reasons=dict(done.reasons),
    )
    found = guide_of(case, event)
    says = speech(case, case.state(), now.date(), tr, language)
    said = cautions(found.warnings, says)
    reasons = tuple(with_article(why.text[language], why.article, says) for why in found.reasons)
    owing = [(one.guard, one.text) for one in said if one.tier == "warning"]
    if reasons and not found.step.trusted:
        owing.append((found.step.id, " ".join(reasons)))
    blocked = found.blocked or bool(reasons and found.step.trusted)
    return Verdict(said, reasons, blocked, tuple(owing))


def _answer(fact: str, optional: bool, subject: str, says: Speech) -> Answer:
    asked = question(says.law.facts[fact], says.language)
    whose = {"case": "", "person": subject}.get(says.law.facts[fact].of)
    value = None if whose is None else says.state.fact(fact, whose)
    return Answer(_optional(asked) if optional else asked, value, value is not None)


def _optional(asked: Question) -> Question:
    return replace(asked, optional=True)


def someone(key: str, says: Speech) -> Someone:
    """Return a participant as a choice."""
    one = says.state.participants[key]
    roles = ", ".join(says.role(role) for role in one.roles)
    name = one.person.name[says.paper]
    return Someone(key, f"{name} — {roles}" if roles else name, one.roles)
