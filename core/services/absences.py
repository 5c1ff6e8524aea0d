"""What one case lacks, papers whose data changed included."""

from __future__ import annotations

from datetime import datetime

from core.documents.compose import Draft
from core.engine.absences import Gap, absences
from core.engine.completeness import Lack, completeness
from core.engine.events import PaperIssued
from core.errors import UserError
from core.services.casework import Casework
from core.services.papers import inputs_hash


def gaps(case: Casework, at: datetime) -> tuple[Gap, ...]:
    """Return everything a case lacks at a moment; every issued paper is composed anew for it."""
    changed = changed_papers(case, at)
    terms, steps = case.ledger(at), case.guide(at)
    return absences(case.state(at), case.library.book, at, terms, steps, changed)


def lacks(case: Casework, before: str, at: datetime) -> tuple[Lack, ...]:
    """Return what is missing before a decision; UserError for a step that is none."""
    found = gaps(case, at)
    return completeness(case.state(at), case.library.book, at, before, case.ledger(at), found)


def changed_papers(case: Casework, at: datetime) -> frozenset[str]:
    """Return the events of issued papers that would print something else today."""
    return frozenset(one.id for one in case.state(at).papers if one.inputs and _differs(case, one))


def _differs(case: Casework, issued: PaperIssued) -> bool:
    """Return whether a paper prints something else now; an older form cannot be compared."""
    form = case.library.forms.get(issued.form)
    if form is None or form.version != issued.version:
        return False
    draft = Draft(issued.notes, issued.at, issued.until, issued.subject)
    others = tuple(event for event in case.events if event.id != issued.id)
    try:
        now = Casework(case.case_id, others, case.library).compose(form, draft, issued.language)
    except UserError:
        return True  # whom it concerns is no longer in the case
    return inputs_hash(now) != issued.inputs
