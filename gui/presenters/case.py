"""What the page of one case says: its head, guide, people, terms, papers and journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.engine.absences import Gap, absences
from core.engine.case_crime import crime_of
from core.engine.completeness import Lack, completeness, decisions
from core.engine.steps import GuideStep, StepStatus
from core.engine.terms import Entry
from core.i18n import Translator, UiLanguage
from core.services.cases import Progress
from core.services.workplace import Workplace
from gui.presenters.crime import CrimeAsk, crime_ask
from gui.presenters.guide import GuideView, guide_view
from gui.presenters.issued import DraftLine, IssuedLine, draft_lines, issued_lines
from gui.presenters.journal import JournalLine, journal_lines
from gui.presenters.people import PersonCard, person_cards
from gui.presenters.speech import Speech, speech
from gui.presenters.terms import TermCard, term_cards


@dataclass(frozen=True)
class CaseView:
    """Everything the page shows, computed in one go."""

    number: str
    title: str
    kind: str
    crime: str
    crime_ask: CrimeAsk
    language: str
    investigator: str
    division: str
    closed: bool
    guide: GuideView
    people: tuple[PersonCard, ...]
    terms: tuple[TermCard, ...]
    papers: tuple[IssuedLine, ...]
    drafts: tuple[DraftLine, ...]
    journal: tuple[JournalLine, ...]


def case_view(
    work: Workplace,
    case_id: str,
    now: datetime,
    tr: Translator,
    language: UiLanguage,
    progress: Progress = lambda done, total: None,
) -> CaseView:
    """Return a case as it stands now; its papers are what takes long, so they tell how far."""
    case = work.cases.case(case_id)
    state = case.state(now) if case.state(now).opened else case.state()
    says = speech(case, state, now.date(), tr, language)
    opened = state.opened
    assert opened is not None
    book, terms, steps = case.library.book, case.ledger(now), case.guide(now)
    papers = issued_lines(work.issued(case_id), work.papers, says, progress)
    changed = [one.event for one in papers if one.changed]
    missing = absences(state, book, now, terms, steps, changed)
    return CaseView(
        number=str(state.fact("case_number") or opened.number),
        title=opened.title,
        kind=_kind(says),
        crime=_crime(says),
        crime_ask=crime_ask(says),
        language=Translator(opened.language).name,
        investigator=says.both(opened.investigator.name),
        division=says.both(opened.division.name),
        closed=state.closed is not None,
        guide=guide_view(steps, says, missing, _lacks(says, now, terms, steps, missing)),
        people=person_cards(says),
        terms=term_cards(terms, says, now),
        papers=papers,
        drafts=draft_lines(work.drafts(case_id), says),
        journal=journal_lines(work.archive.read.journal(case_id), says),
    )


def _lacks(
    says: Speech,
    now: datetime,
    terms: tuple[Entry, ...],
    steps: tuple[GuideStep, ...],
    gaps: tuple[Gap, ...],
) -> dict[str, tuple[Lack, ...]]:
    """Return what is missing before every decision that is not taken yet."""
    book, state = says.case.library.book, says.state
    taken = {one.step.id for one in steps if one.status is StepStatus.DONE}
    return {
        step: completeness(state, book, now, step, terms, gaps)
        for step in decisions(book, now)
        if step not in taken
    }


def _kind(says: Speech) -> str:
    opened = says.state.acts_of("open_case") or says.state.acts_of("accept_case")
    tr = says.tr
    return tr.gettext("criminal case") if opened else tr.gettext("material of a check")


def _crime(says: Speech) -> str:
    known = crime_of(says.state)
    return says.case.library.grammar.crime(*known, says.paper) if known else ""
