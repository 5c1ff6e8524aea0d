"""An issued paper as it is read again: its snapshot, its other languages, whether data changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.resolved import Paper
from core.engine.events import PaperIssued
from core.i18n import PaperLanguage, Translator, UiLanguage
from gui.presenters.moments import moment_words
from gui.presenters.speech import speech

if TYPE_CHECKING:
    from core.services.workplace import Workplace


@dataclass(frozen=True)
class IssuedPaper:
    """One signed paper in all languages it was issued in."""

    case: str
    number: str
    case_title: str
    title: str
    person: str
    at: str
    edition: str
    papers: tuple[Paper, ...]
    """The language that was asked for first."""
    changed: bool
    """Something it printed reads otherwise in the case today."""

    @property
    def languages(self) -> tuple[PaperLanguage, ...]:
        """Return the languages it was issued in."""
        return tuple(one.language for one in self.papers)


def open_issued(
    work: Workplace, paper_id: str, tr: Translator, language: UiLanguage
) -> IssuedPaper:
    """Return a signed paper with everything to be said about it."""
    stored = work.cases.paper(paper_id)
    case = work.cases.case(stored.case_id)
    state = case.state()
    assert state.opened is not None
    spoken = speech(case, state, stored.paper.issued_at.date(), tr, language)
    event = next(
        (
            one
            for one in case.events
            if isinstance(one, PaperIssued) and stored.event_id.endswith(one.id)
        ),
        None,
    )
    others = [
        head.paper_id
        for head in work.issued(stored.case_id)
        if head.event_id == stored.event_id and head.paper_id != paper_id
    ]
    return IssuedPaper(
        case=stored.case_id,
        number=str(state.fact("case_number") or state.opened.number),
        case_title=state.opened.title,
        title=spoken.form(stored.paper.form),
        person=spoken.person(event.subject) if event else "",
        at=moment_words(stored.paper.issued_at),
        edition=stored.paper.edition,
        papers=tuple(work.papers.snapshot(key) for key in (paper_id, *others)),
        changed=event is not None and work.papers.changed_since(case, event),
    )
