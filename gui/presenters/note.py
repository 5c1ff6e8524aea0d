"""The page of a fact: what can be known of a case or a person beside the acts."""

from __future__ import annotations

from dataclasses import dataclass

from core.engine.events import Value
from core.i18n import PaperLanguage, Translator, UiLanguage
from core.services.casework import Casework
from core.services.workplace import Workplace
from gui.presenters.paper import OTHER, Question, Someone, question
from gui.presenters.record import someone
from gui.presenters.speech import speech

NOTABLE = ("case", "person")
"""Facts of these are known apart from an act; a fact of an act is told with it."""


@dataclass(frozen=True)
class NoteView:
    """What may be noted, and of whom."""

    case: Casework
    questions: tuple[Question, ...]
    """By their names; most of them are moments from which a term runs or by which it is kept."""
    personal: frozenset[str]
    """Facts that belong to a person."""
    people: tuple[Someone, ...]
    languages: tuple[PaperLanguage, PaperLanguage]

    def known(self, fact: str, subject: str) -> Value:
        """Return what the case knows of it already, or None."""
        return self.case.state().fact(fact, subject)


def note_view(work: Workplace, case_id: str, tr: Translator, language: UiLanguage) -> NoteView:
    """Return the facts that may be noted of a case by the law of today."""
    case = work.cases.case(case_id)
    state = case.state()
    says = speech(case, state, work.clock().date(), tr, language)
    facts = [one for one in says.law.facts.values() if one.of in NOTABLE]
    assert state.opened is not None
    first = state.opened.language
    return NoteView(
        case=case,
        questions=tuple(sorted((question(one, language) for one in facts), key=_named)),
        personal=frozenset(one.id for one in facts if one.of == "person"),
        people=tuple(someone(key, says) for key in state.participants),
        languages=(first, OTHER[first]),
    )


def _named(one: Question) -> str:
    return one.label.casefold()
