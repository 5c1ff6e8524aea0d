"""What may be said when a term is prolonged: how far, by whom, and where it would then end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from core.engine.derivation import amount_text
from core.engine.events import TermExtended
from core.engine.single import rung_for
from core.engine.terms import Entry, Status
from core.engine.what_if import Supposition
from core.errors import UserError
from core.i18n import N_, Translator, UiLanguage
from core.law.model import Length, Rung, Term, Unit
from core.services.casework import Casework
from core.services.notes import Extended
from core.services.suppositions import tell
from core.services.workplace import Workplace
from gui.presenters.moments import end_words
from gui.presenters.speech import Speech, speech, with_article
from gui.presenters.supposing import SUPPOSED
from gui.presenters.terms import AT_ONCE

UNITS: dict[Unit, str] = {
    "hours": N_("hours"),
    "days": N_("days"),
    "months": N_("months"),
    "working_days": N_("working days"),
}


@dataclass(frozen=True)
class RungLine:
    """One rung of the ladder."""

    value: int
    unit: Unit
    text: str
    by: str
    article: str
    climbed: bool
    """The term is that long already: nothing would be prolonged."""


@dataclass(frozen=True)
class Petition:
    """A petition that must be handed in before the end, and by when."""

    name: str
    due: str
    article: str
    late: bool


@dataclass(frozen=True)
class ExtendView:
    """A term about to be prolonged."""

    case: Casework
    term: str
    subject: str
    name: str
    person: str
    units: tuple[tuple[Unit, str], ...]
    """Units of the ladder with their names."""
    now: tuple[str, ...]
    """Where the term ends as it stands: length, legal end, when to be ready."""
    rungs: tuple[RungLine, ...]
    petitions: tuple[Petition, ...]

    @property
    def first(self) -> RungLine | None:
        """Return the lowest rung that prolongs anything."""
        return next((one for one in self.rungs if not one.climbed), None)


@dataclass(frozen=True)
class Prospect:
    """What would come of an extension: by whom, until when; or why it cannot be."""

    by: str = ""
    end: str = ""
    ready: str = ""
    petitions: tuple[Petition, ...] = ()
    refusal: str = ""


def extend_view(
    work: Workplace, case_id: str, term: str, subject: str, tr: Translator, language: UiLanguage
) -> ExtendView:
    """Return the ladder of a term in words, with its present end."""
    case, now = work.cases.case(case_id), work.clock()
    says = speech(case, case.state(now), now.date(), tr, language)
    found, entry = says.law.terms[term], _running(case.ledger(now), term, subject)
    length = entry.length if entry and entry.length else found.length
    return ExtendView(
        case,
        term,
        subject,
        found.name[language],
        says.person(subject),
        _units(found, tr),
        _now(entry, length, says),
        tuple(_rung(one, length, says) for one in found.ladder),
        _petitions(case.ledger(now), found, subject, says, now),
    )


def prospect(
    view: ExtendView, extended: Extended, now: datetime, tr: Translator, language: UiLanguage
) -> Prospect:
    """Return what an extension would do, before it is recorded; the case stays as it is."""
    case = view.case
    says = speech(case, case.state(now), now.date(), tr, language)
    found = says.law.terms[view.term]
    fitting = tuple(one for one in found.ladder if one.up_to.unit == extended.up_to.unit)
    try:
        rung = rung_for(msgspec.structs.replace(found, ladder=fitting), extended.up_to.value)
    except UserError:
        return Prospect(refusal=_refusal(found, extended.up_to, says))
    event = TermExtended(
        id=SUPPOSED,
        at=extended.at,
        term=extended.term,
        subject=extended.subject,
        up_to=extended.up_to,
        official=extended.official,
    )
    changed = tell(case, Supposition(events=(event,)), max(now, extended.at)).terms
    after = tuple(one.after for one in changed if one.after is not None)
    entry = next((one for one in after if one.extension and one.extension.event == SUPPOSED), None)
    if entry is None:
        return Prospect(refusal=tr.gettext("This prolongs nothing: the term does not end later."))
    return Prospect(
        by=with_article(rung.by[language], rung.article, says),
        end=end_words(entry.legal_end),
        ready=end_words(entry.safe_end),
        petitions=_petitions(after, found, view.subject, says, now),
    )


def _units(term: Term, tr: Translator) -> tuple[tuple[Unit, str], ...]:
    units: dict[Unit, str] = {one.up_to.unit: UNITS[one.up_to.unit] for one in term.ladder}
    return tuple((unit, tr.gettext(name)) for unit, name in units.items())


def _running(entries: tuple[Entry, ...], term: str, subject: str) -> Entry | None:
    of = [one for one in entries if (one.term.id, one.subject) == (term, subject)]
    return next((one for one in of if one.status is Status.RUNNING), None)


def _now(entry: Entry | None, length: Length | None, says: Speech) -> tuple[str, ...]:
    if entry is None:
        return ()
    text = says.tr.gettext
    amount = amount_text(length, says.case.library.book)[says.language] if length else AT_ONCE
    return (
        text("now {length}").format(length=amount),
        text("legal end {moment}").format(moment=end_words(entry.legal_end)),
        text("be ready by {moment}").format(moment=end_words(entry.safe_end)),
    )


def _rung(one: Rung, length: Length | None, says: Speech) -> RungLine:
    same = length is not None and length.unit == one.up_to.unit
    words = amount_text(one.up_to, says.case.library.book, "up_to")[says.language]
    shown = says.tr.gettext("over {length}") if one.beyond else says.tr.gettext("up to {length}")
    return RungLine(
        value=one.up_to.value + one.beyond,
        unit=one.up_to.unit,
        text=shown.format(length=words),
        by=one.by[says.language],
        article=one.article,
        climbed=bool(same and length and not one.beyond and one.up_to.value <= length.value),
    )


def _petitions(
    entries: tuple[Entry, ...], term: Term, subject: str, says: Speech, now: datetime
) -> tuple[Petition, ...]:
    """Return the terms counted back from the end of a term, as they run."""
    return tuple(
        Petition(
            one.term.name[says.language],
            end_words(one.safe_end),
            one.term.article,
            not one.safe_end.holds(now),
        )
        for one in entries
        if one.status is Status.RUNNING
        and one.subject == subject
        and one.term.starts is not None
        and term.id in one.term.starts.end_of
    )


def _refusal(term: Term, wanted: Length, says: Speech) -> str:
    """Return why nobody may prolong so far, with the ladder and its articles."""
    text, book, language = says.tr.gettext, says.case.library.book, says.language
    rungs = "; ".join(
        with_article(_rung(one, None, says).text, one.article, says) for one in term.ladder
    )
    amount = amount_text(wanted, book, "up_to")[language]
    said = text("Nobody may prolong it up to {length}. The Code allows: {rungs}.")
    return said.format(length=amount, rungs=rungs)
