"""What lists show of a case, computed from its journal: head, terms, persons."""

from __future__ import annotations

from datetime import datetime

import msgspec

from core.engine.absences import absences
from core.engine.state import CaseState, Participant
from core.engine.steps import GuideStep, StepStatus
from core.engine.terms import Entry, Status, Urgency
from core.services.casework import Casework
from core.store.rows import HeadRow, PersonRow, TermRow

AT_ONCE = "at_once"
"""Status in lists of a running duty without a number: it is due at once, and never overdue."""
ALERTING = (Urgency.OVERDUE, Urgency.AT_RISK, Urgency.URGENT)


def head_row(case: Casework, at: datetime) -> HeadRow:
    """Return the line of a case for lists, as things stand at a moment."""
    state = case.state(at)
    opened = state.opened
    assert opened is not None
    alerts, steps = case.alerts(at), case.guide(at)
    entries = [one.entry for one in alerts]
    number = str(state.fact("case_number") or opened.number)
    return HeadRow(
        case_id=case.case_id,
        kind="case" if state.acts_of("open_case") else "material",
        number=number,
        title=opened.title,
        language=opened.language,
        stage=_stage(case, state, at),
        investigator=opened.investigator.name[opened.language],
        opened_at=opened.at,
        closed_at=state.closed.at if state.closed else None,
        # What is owed at once has no moment of its own to be late by.
        next_due=min((e.safe_end.at for e in entries if e.result.numbered), default=None),
        alerts=sum(one.urgency in ALERTING for one in alerts),
        search=" ".join((opened.title, opened.number, _articles(state))),
        details=msgspec.json.encode(
            {
                "articles": _articles(state),
                "owed": sum(one.status is StepStatus.OWED for one in steps),
                "gaps": _gaps(case, at, steps),
            }
        ),
    )


def term_rows(case: Casework, at: datetime) -> list[TermRow]:
    """Return the terms of a case for *Today*."""
    state = case.state(at)
    return [_term_row(entry, _shown_name(case, state, entry.subject)) for entry in case.ledger(at)]


def person_rows(case: Casework, at: datetime) -> list[PersonRow]:
    """Return the persons of a case for search, in both languages."""
    return [_person_row(one) for one in case.state(at).participants.values()]


def _shown_name(case: Casework, state: CaseState, subject: str) -> str:
    """Return surname and initials of the person a term concerns, in the language of the case."""
    found = state.participants.get(subject)
    if found is None or state.opened is None:
        return ""
    language = state.opened.language
    grammar = case.library.grammar
    return grammar.surname_first(found.person.name[language], "nom", language, found.person.gender)


def _term_row(entry: Entry, person: str) -> TermRow:
    term, subject, started = entry.key
    due = entry.status is Status.RUNNING and entry.counted
    return TermRow(
        instance=f"{term}:{subject}:{started.isoformat(timespec='minutes')}:{entry.event}",
        term_id=term,
        subject=person,
        due=entry.safe_end.at,
        legal_end=entry.legal_end.at,
        status=entry.status if entry.result.numbered or not due else AT_ONCE,
        open=due,
        details=msgspec.json.encode(
            {"safe": str(entry.safe_end), "legal": str(entry.legal_end), "article": _cited(entry)}
        ),
    )


def _cited(entry: Entry) -> str:
    return entry.term.article


def _person_row(one: Participant) -> PersonRow:
    return PersonRow(
        person_id=one.person.id,
        role=one.roles[-1] if one.roles else "",
        name=one.person.name.be,
        search=one.person.name.ru,
    )


def _stage(case: Casework, state: CaseState, at: datetime) -> str:
    """Return the stage of the latest act that belongs to the procedure."""
    steps = case.library.book.on(at.date()).steps
    stages = [steps[act.step].stage for act in state.acts if act.step in steps]
    return stages[-1] if stages else "check"


def _articles(state: CaseState) -> str:
    crime = state.opened.crime if state.opened else None
    if crime is None:
        return ""
    return crime.article if crime.part is None else f"{crime.article}({crime.part})"


def _gaps(case: Casework, at: datetime, steps: tuple[GuideStep, ...]) -> int:
    """Return how much a case lacks; papers are not composed anew for a list."""
    return len(absences(case.state(at), case.library.book, at, case.ledger(at), steps))
