"""Papers: what a form asks, how it looks so far, issuing it, printing it again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from core.documents.compose import Composition, Draft
from core.documents.form import Form
from core.documents.resolved import Paper
from core.engine.events import PaperIssued
from core.errors import DamagedError, UserError
from core.i18n import PaperLanguage
from core.law.model import Fact
from core.services.cases import Cases
from core.services.casework import Casework, form_of
from core.services.library import Library
from core.store.rows import PaperRow

Render = Callable[[Paper], bytes]


@dataclass(frozen=True)
class Asked:
    """One question of a form and what is known of its answer already."""

    fact: Fact
    value: object
    known: bool
    """The case answers it; it is shown and may be changed for this paper."""


@dataclass(frozen=True)
class Issue:
    """A paper about to be signed: the form, what was filled in, in which languages."""

    form: str
    draft: Draft
    languages: tuple[PaperLanguage, ...]
    reasons: Mapping[str, str]
    """Guard id → why the investigator goes on in spite of a warning."""


class Papers:
    """The papers of cases."""

    def __init__(self, cases: Cases, library: Library) -> None:
        self._cases = cases
        self._library = library

    def asked(self, case: Casework, form: str, subject: str, at: datetime) -> list[Asked]:
        """Return the questions of a form in order, each with what the case knows of it.

        What was answered at another act is never taken over: the words of one witness
        must not appear in the protocol of the next.
        """
        found = form_of(self._library.forms, form)
        state = case.state(at)
        rows = []
        for fact in case.questions(found, at):
            about = {"case": "", "person": subject or None, "act": None}[fact.of]
            value = None if about is None else state.fact(fact.id, about)
            rows.append(Asked(fact, fact.default if value is None else value, value is not None))
        return rows

    def preview(
        self, case: Casework, form: str, draft: Draft, language: PaperLanguage, mark: str
    ) -> Composition:
        """Return the paper as it looks so far, marked as a draft, with gaps."""
        return case.compose(form_of(self._library.forms, form), draft, language, mark)

    def issue(self, case_id: str, issue: Issue, key: str) -> Casework:
        """Record that a paper was signed, with its snapshot in every language asked for.

        The key makes it happen once. UserError `paper-incomplete` names the questions
        still open; Refused when a guard blocks the act the paper records.
        """
        case = self._cases.case(case_id)
        form = form_of(self._library.forms, issue.form)
        if not issue.languages:
            raise UserError("paper-without-language", form=form.id)
        event_id = f"paper-{key}"
        papers = tuple(_row(form, case, issue, language, event_id) for language in issue.languages)
        event = _event(form, issue, papers, event_id)
        return self._cases.record(case_id, [event], key, {event_id: papers})

    def snapshot(self, paper_id: str) -> Paper:
        """Return an issued paper as it was printed, to be rendered to the same bytes again.

        DamagedError when the archive's copy cannot be read by this program.
        """
        stored = self._cases.paper(paper_id)
        try:
            return msgspec.json.decode(stored.paper.blocks, type=Paper)
        except msgspec.MsgspecError as error:
            raise DamagedError("paper-unreadable", paper=paper_id) from error

    def changed_since(self, case: Casework, issued: PaperIssued) -> bool:
        """Return whether something the paper printed reads otherwise in the case today."""
        form = self._library.forms.get(issued.form)
        if form is None or form.version != issued.version:
            return False
        draft = Draft(issued.notes, issued.at, issued.until, issued.subject)
        others = tuple(event for event in case.events if event.id != issued.id)
        before = Casework(case.case_id, others, case.library)
        now = before.compose(form, draft, issued.language)
        return inputs_hash(now) != issued.inputs


def inputs_hash(composition: Composition) -> str:
    """Return the hash of everything of the case that a paper printed."""
    return hashlib.sha256(_canonical(dict(composition.used))).hexdigest()


def blocks_hash(papers: Sequence[Paper]) -> str:
    """Return the hash of a paper as it was composed, in all its languages."""
    return hashlib.sha256(_canonical(list(papers))).hexdigest()


def _row(
    form: Form, case: Casework, issue: Issue, language: PaperLanguage, event_id: str
) -> PaperRow:
    composition = case.compose(form, issue.draft, language)
    if composition.missing:
        raise UserError("paper-incomplete", form=form.id, missing=", ".join(composition.missing))
    return PaperRow(
        paper_id=f"{event_id}-{language}",
        form=form.id,
        language=language,
        version=form.version,
        edition=composition.paper.edition,
        title=composition.paper.title,
        issued_at=issue.draft.at,
        blocks=msgspec.json.encode(composition.paper),
        inputs=_canonical(dict(composition.used)),
    )


def _event(form: Form, issue: Issue, papers: Sequence[PaperRow], event_id: str) -> PaperIssued:
    draft = issue.draft
    composed = [msgspec.json.decode(row.blocks, type=Paper) for row in papers]
    return PaperIssued(
        id=event_id,
        at=draft.at,
        until=draft.until,
        subject=draft.subject,
        notes=dict(draft.answers),
        reasons=dict(issue.reasons),
        form=form.id,
        version=form.version,
        language=issue.languages[0],
        edition=papers[0].edition,
        step=form.step,
        blocks=blocks_hash(composed),
        inputs=hashlib.sha256(papers[0].inputs).hexdigest(),
    )


def _canonical(value: object) -> bytes:
    return msgspec.json.encode(value, order="deterministic")
