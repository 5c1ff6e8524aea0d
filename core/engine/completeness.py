"""What a case still lacks before a decision that ends a part of the procedure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from core.engine.absences import Gap, absences, subjects
from core.engine.conditions import Situation, holds
from core.engine.reasons import Reason, why_not
from core.engine.state import CaseState
from core.engine.steps import GuideStep, guide, look, situation_at
from core.engine.terms import Entry, ledger
from core.errors import UserError
from core.i18n import Trilingual
from core.law.absences import Requirement
from core.law.book import LawBook


@dataclass(frozen=True)
class Lack:
    """One thing still to be done before a decision, in words, and what would supply it."""

    requirement: str
    """Id of the requirement or of the guard that asks for it; the step itself when closed."""
    article: str
    text: Trilingual
    subject: str = ""
    offers: str = ""
    since: datetime | None = None
    event: str = ""
    reasons: tuple[Reason, ...] = ()


def decisions(book: LawBook, at: datetime) -> tuple[str, ...]:
    """Return the steps before which the book asks whether the case is complete."""
    law = book.on(at.date())
    named = (step for one in law.completeness.values() for step in one.before)
    return tuple(dict.fromkeys(named))


def completeness(
    state: CaseState,
    book: LawBook,
    at: datetime,
    before: str,
    terms: Iterable[Entry] | None = None,
    gaps: Iterable[Gap] | None = None,
) -> tuple[Lack, ...]:
    """Return what is missing before a decision: first why it is closed, then the list of the book.

    Nothing found means that the case may go. `terms` and `gaps` are ledger and absences
    of the same moment, if the caller has them. UserError for a step that is no decision.
    """
    known = decisions(book, at)
    if before not in known:
        raise UserError("decision-unknown", step=before, known=", ".join(known))
    entries = tuple(ledger(state, book, at) if terms is None else terms)
    situation = situation_at(state, book, at, entries)
    missing = tuple(absences(state, book, at, entries) if gaps is None else gaps)
    found = list(_closed(look(before, "", state, book, at)))
    for one in situation.law.completeness.values():
        if before in one.before:
            found.extend(_lacks(one, situation, missing))
    return tuple(dict.fromkeys(found))


def ready(state: CaseState, book: LawBook, at: datetime) -> tuple[GuideStep, ...]:
    """Return the decisions that are open now, for the choice of which list to show."""
    wanted = set(decisions(book, at))
    return tuple(one for one in guide(state, book, at) if one.step.id in wanted and not one.reasons)


def _closed(found: GuideStep) -> Iterator[Lack]:
    """Yield why the decision is closed, and the guards that would stop or warn it."""
    says = {warned.text for warned in found.warnings}
    for reason in found.reasons:
        if reason.text not in says:
            yield Lack(found.step.id, reason.article or found.step.article, reason.text)
    for warned in found.warnings:
        if warned.tier != "note":
            guard = warned.guard
            yield Lack(
                guard.id, guard.article, warned.text, offers=guard.offers, reasons=warned.reasons
            )


def _lacks(one: Requirement, situation: Situation, gaps: Iterable[Gap]) -> Iterator[Lack]:
    if one.absence:
        for gap in gaps:
            if gap.absence.id == one.absence and holds(one.when, situation.of(gap.subject)):
                yield Lack(
                    one.id,
                    one.article,
                    one.says,
                    gap.subject,
                    gap.offers or one.offers,
                    gap.since,
                    gap.event,
                    gap.reasons,
                )
        return
    for subject in subjects(one.per, one.roles, situation.state):
        seen = situation.of(subject)
        if holds(one.when, seen) and not holds(one.require, seen):
            reasons = why_not(one.require, seen)
            yield Lack(one.id, one.article, one.says, subject, one.offers, reasons=reasons)
