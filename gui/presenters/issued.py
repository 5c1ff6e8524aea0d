"""What the papers of a case look like in their list: issued ones and drafts."""

from __future__ import annotations

from dataclasses import dataclass

from core.engine.events import PaperIssued
from core.services.cases import Progress, row_id
from core.services.papers import Papers
from core.store.rows import DraftRow, PaperHead
from gui.presenters.moments import moment_words
from gui.presenters.paper import draft_subject
from gui.presenters.speech import Speech


@dataclass(frozen=True)
class IssuedLine:
    """A paper that was signed: in which languages its snapshots are, whether data changed."""

    event: str
    form: str
    title: str
    person: str
    at: str
    edition: str
    changed: bool
    snapshots: tuple[tuple[str, str], ...]
    """Language → id of the snapshot; empty for a paper of a case file taken in."""
    languages: tuple[str, ...]


@dataclass(frozen=True)
class DraftLine:
    """A form in progress."""

    draft: str
    form: str
    title: str
    saved: str
    subject: str = ""


def issued_lines(
    heads: tuple[PaperHead, ...],
    papers: Papers,
    speech: Speech,
    progress: Progress = lambda done, total: None,
) -> tuple[IssuedLine, ...]:
    """Return the papers that stand, the latest first; every one is held against the case anew."""
    by_event: dict[str, list[tuple[str, str]]] = {}
    for head in heads:
        by_event.setdefault(head.event_id, []).append((head.language, head.paper_id))
    found, total = [], len(speech.state.papers)
    for number, event in enumerate(reversed(speech.state.papers)):
        progress(number, total)
        snapshots = tuple(by_event.get(row_id(speech.case.case_id, event.id), ()))
        found.append(_line(event, snapshots, papers, speech))
    return tuple(found)


def draft_lines(rows: tuple[DraftRow, ...], speech: Speech) -> tuple[DraftLine, ...]:
    """Return the forms in progress, the newest first."""
    return tuple(
        DraftLine(
            row.draft_id,
            row.form,
            speech.form(row.form),
            moment_words(row.saved_at),
            draft_subject(row.draft_id),
        )
        for row in rows
    )


def _line(
    event: PaperIssued, snapshots: tuple[tuple[str, str], ...], papers: Papers, speech: Speech
) -> IssuedLine:
    return IssuedLine(
        event=event.id,
        form=event.form,
        title=speech.form(event.form),
        person=speech.person(event.subject),
        at=moment_words(event.at),
        edition=event.edition,
        changed=bool(event.inputs) and papers.changed_since(speech.case, event),
        snapshots=snapshots,
        languages=tuple(language for language, _ in snapshots) or (event.language,),
    )
