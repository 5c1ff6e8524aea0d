"""What a case lacks, in words: why, of whom, since when, and the step that supplies it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.engine.absences import Gap
from core.engine.completeness import Lack
from core.engine.reasons import Reason
from core.i18n import N_, Translator, UiLanguage
from core.law.book import Reading
from core.services.absences import gaps, lacks
from core.services.casework import Casework
from core.services.workplace import Workplace
from gui.presenters.moments import moment_words
from gui.presenters.speech import Speech, speech, with_article

GROUP_NAMES = {
    "course": N_("Course of the case"),
    "liberty": N_("Persons held"),
    "rights": N_("Rights"),
    "items": N_("Seized things"),
    "notices": N_("Notices"),
    "sanctions": N_("Sanctions and answers awaited"),
    "papers": N_("Papers"),
}


@dataclass(frozen=True)
class Missing:
    """One thing that is missing."""

    group: str
    """Heading it stands under; empty in the list of a decision."""
    text: str
    article: str
    person: str
    since: str
    reasons: tuple[str, ...]
    unverified: bool
    offer: str
    """Step that supplies it; empty when no single step does."""
    offer_name: str
    form: str
    """Form that records that step, when there is one."""
    subject: str


def gap_lines(found: Iterable[Gap], says: Speech, owed: bool = False) -> tuple[Missing, ...]:
    """Return what a case lacks; acts that are owed stand in the guide unless asked for here."""
    return tuple(_gap(one, says) for one in found if owed or not one.absence.owed)


def lack_lines(found: Iterable[Lack], says: Speech) -> tuple[Missing, ...]:
    """Return what the book asks for before a decision and does not find.

    Why the step itself is closed and what its guards say stands beside it already.
    """
    listed = says.law.completeness
    return tuple(_lack(one, says) for one in found if one.requirement in listed)


def checklist(
    case: Casework, step: str, at: datetime, tr: Translator, language: UiLanguage
) -> tuple[Missing, ...] | None:
    """Return what is missing before a step at a moment; None when it is no such decision."""
    law = case.library.book.on(at.date())
    if not is_decision(step, law):
        return None
    return lack_lines(lacks(case, step, at), speech(case, case.state(at), at.date(), tr, language))


def is_decision(step: str, law: Reading) -> bool:
    """Return whether the book asks before a step whether the case is complete."""
    return any(step in one.before for one in law.completeness.values())


def missing_in(
    work: Workplace, case_id: str, now: datetime, tr: Translator, language: UiLanguage
) -> tuple[Missing, ...]:
    """Return everything a case of the archive lacks, owed acts too, as *Today* unfolds it."""
    case = work.cases.case(case_id)
    state = case.state(now)
    if state.opened is None:
        return ()
    says = speech(case, state, now.date(), tr, language)
    return gap_lines(gaps(case, now), says, owed=True)


def form_for(step: str, says: Speech) -> str:
    """Return the first form that records a step, or nothing."""
    return next(iter(forms_for(step, says)), "")


def forms_for(step: str, says: Speech) -> tuple[str, ...]:
    """Return the forms there are that record a step, those it names first."""
    forms, entry = says.case.library.forms, says.law.steps.get(step)
    named = [key for key in (entry.papers if entry else ()) if key in forms]
    own = [key for key, form in forms.items() if form.step == step]
    return tuple(dict.fromkeys([*named, *own]))


def reason_words(reasons: Iterable[Reason], says: Speech) -> tuple[str, ...]:
    """Return why something does not hold, each with its article."""
    return tuple(with_article(one.text[says.language], one.article, says) for one in reasons)


def _gap(one: Gap, says: Speech) -> Missing:
    step = says.law.steps.get(one.offers) if one.absence.owed else None
    text = one.absence.says[says.language]
    return Missing(
        group=says.tr.gettext(GROUP_NAMES[one.absence.group]),
        text=f"{text}: {step.name[says.language]}" if step else text,
        article=step.article if step else one.absence.article,
        person=says.person(one.subject),
        since=moment_words(one.since) if one.since else "",
        reasons=(),
        unverified=not one.absence.trusted,
        offer=one.offers,
        offer_name=says.step(one.offers) if one.offers else "",
        form=form_for(one.offers, says),
        subject=one.subject,
    )


def _lack(one: Lack, says: Speech) -> Missing:
    entry = says.law.completeness[one.requirement]
    return Missing(
        group="",
        text=one.text[says.language],
        article=one.article,
        person=says.person(one.subject),
        since=moment_words(one.since) if one.since else "",
        reasons=() if one.offers else reason_words(one.reasons, says),
        unverified=not entry.trusted,
        offer=one.offers,
        offer_name=says.step(one.offers) if one.offers else "",
        form=form_for(one.offers, says),
        subject=one.subject,
    )
