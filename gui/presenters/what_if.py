"""What if: the terms of a case side by side, as they are and as they would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.engine.steps import GuideStep
from core.engine.terms import Entry, Status, Urgency, urgency
from core.engine.what_if import StepChange, TermChange, WhatIf
from core.errors import UserError
from core.i18n import N_, Translator, UiLanguage
from core.services.casework import Casework
from core.services.suppositions import tell
from gui.presenters.guide import STATUS_NAMES
from gui.presenters.moments import end_words, length_words
from gui.presenters.speech import Speech, named_error, speech
from gui.presenters.supposing import Choice, supposition

VERDICTS = {
    "gone": (N_("gone"), "muted"),
    "begins": (N_("begins"), "soon"),
    "late": (N_("newly late"), "overdue"),
    "kept": (N_("kept"), "calm"),
    "in_time": (N_("in time again"), "calm"),
    "later": (N_("later"), "calm"),
    "earlier": (N_("earlier"), "at_risk"),
    "same": (N_("the same end"), "muted"),
}
"""What becomes of a term → its word and its tone."""
MOVES = ("later", "earlier")
"""What is told by how far the end moves."""


@dataclass(frozen=True)
class ChangeLine:
    """One term side by side: as it is and as it would be."""

    name: str
    under: str
    before: tuple[str, str]
    """Legal end, and when to be ready."""
    after: tuple[str, str]
    verdict: str
    tone: str


@dataclass(frozen=True)
class WhatIfView:
    """The answer to a supposition; the case is as it was."""

    at: datetime
    terms: tuple[ChangeLine, ...]
    steps: tuple[str, ...]
    """Steps whose status would be another, in sentences."""


def what_if_view(
    case: Casework,
    choice: Choice,
    at: datetime | None,
    now: datetime,
    tr: Translator,
    language: UiLanguage,
) -> WhatIfView:
    """Return the answer to a supposition; at None it is supposed that it never was.

    UserError, in the words of the case, for what cannot be in a journal.
    """
    seen = max(now, at or now)
    says = speech(case, case.state(now), now.date(), tr, language)
    try:
        found = tell(case, supposition(case, choice, at), seen)
    except UserError as error:
        raise named_error(error, says) from error
    return WhatIfView(
        seen,
        tuple(_change(one, says, seen) for one in found.terms if _verdict(one, seen) != "same"),
        tuple(_step_words(one, says) for one in _turned(found)),
    )


def _change(one: TermChange, says: Speech, at: datetime) -> ChangeLine:
    shown = one.shown
    parts = (says.person(shown.subject), says.tr.gettext("art. {article}"))
    kind, moved = _verdict(one, at), _moved(one, says)
    word, tone = VERDICTS[kind]
    return ChangeLine(
        name=shown.term.name[says.language],
        under=" · ".join(p for p in parts if p).format(article=shown.term.article),
        before=_ends(one.before, says),
        after=_ends(one.after, says),
        verdict=moved if moved and kind in MOVES else says.tr.gettext(word),
        tone=tone,
    )


def _ends(one: Entry | None, says: Speech) -> tuple[str, str]:
    if one is None:
        return "—", ""
    if not one.result.numbered:
        return says.tr.gettext("at once"), ""
    ready = says.tr.gettext("ready {moment}").format(moment=end_words(one.safe_end))
    return end_words(one.legal_end), "" if one.safe_end == one.legal_end else ready


def _moved(one: TermChange, says: Speech) -> str:
    if one.before is None or one.after is None or not one.after.result.numbered:
        return ""
    by = one.after.legal_end.at - one.before.legal_end.at
    if not by:
        return ""
    later, earlier = says.tr.gettext("later by {time}"), says.tr.gettext("earlier by {time}")
    return (later if by > timedelta() else earlier).format(time=length_words(by, says.tr))


def _verdict(one: TermChange, at: datetime) -> str:
    if one.before is None or one.after is None:
        return "begins" if one.before is None else "gone"
    was, would = _late(one.before, at), _late(one.after, at)
    if was != would:
        return "late" if would else "in_time"
    if one.after.status is Status.KEPT and one.before.status is not Status.KEPT:
        return "kept"
    by = one.after.legal_end.at - one.before.legal_end.at
    if not by or not one.after.result.numbered:
        return "same"
    return "later" if by > timedelta() else "earlier"


def _late(one: Entry, at: datetime) -> bool:
    if one.status is Status.RUNNING:
        return urgency(one, at) is Urgency.OVERDUE
    return one.status is Status.MISSED


def _turned(found: WhatIf) -> list[StepChange]:
    """Return the steps whose status itself would be another."""
    return [one for one in found.steps if _status(one.before) != _status(one.after)]


def _status(one: GuideStep | None) -> object:
    return None if one is None else one.status


def _step_words(one: StepChange, says: Speech) -> str:
    shown = one.shown
    name = " · ".join(p for p in (shown.step.name[says.language], says.person(shown.subject)) if p)
    was, would = (
        says.tr.gettext(STATUS_NAMES[step.status]) if step else "—"
        for step in (one.before, one.after)
    )
    return f"{name}: {was} → {would}"
