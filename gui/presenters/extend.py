"""What may be said when a term is prolonged: how far, and by whom each rung is climbed."""

from __future__ import annotations

from dataclasses import dataclass

from core.engine.derivation import amount_text
from core.i18n import Translator, UiLanguage
from core.law.model import Unit
from core.services.workplace import Workplace
from gui.presenters.speech import speech


@dataclass(frozen=True)
class RungLine:
    """One rung of the ladder."""

    value: int
    text: str
    by: str
    article: str


@dataclass(frozen=True)
class ExtendView:
    """A term about to be prolonged."""

    name: str
    person: str
    unit: Unit
    rungs: tuple[RungLine, ...]


def extend_view(
    work: Workplace, case_id: str, term: str, subject: str, tr: Translator, language: UiLanguage
) -> ExtendView:
    """Return the ladder of a term in words."""
    case, now = work.cases.case(case_id), work.clock()
    says = speech(case, case.state(), now.date(), tr, language)
    found = says.law.terms[term]
    rungs = tuple(
        RungLine(
            one.up_to.value,
            amount_text(one.up_to, case.library.book, "up_to")[language],
            one.by[language],
            one.article,
        )
        for one in found.ladder
    )
    unit = found.ladder[0].up_to.unit if found.ladder else "months"
    return ExtendView(found.name[language], says.person(subject), unit, rungs)
