"""What the terms of a case say: running first, with both ends, the source and the way to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.engine.derivation import amount_text, derivation
from core.engine.terms import Entry, Status, urgency
from core.i18n import N_
from gui.presenters.moments import end_words, left_words, moment_words
from gui.presenters.speech import Speech

AT_ONCE = N_("at once")
UNNUMBERED = {
    "set_by_official": N_("by the day an official sets"),
    "no_fixed_length": N_("no fixed moment"),
}
"""Kind of a term without a length → when it is to be done."""
OVER = {
    Status.KEPT: (N_("kept"), "calm"),
    Status.MISSED: (N_("missed"), "overdue"),
    Status.OVERTAKEN: (N_("begun anew"), "calm"),
}
"""What became of a term that runs no more → its word and its tone."""


@dataclass(frozen=True)
class TermCard:
    """One term of the case."""

    term: str
    subject: str
    name: str
    person: str
    status: Status
    tone: str
    left: str
    event: str
    """What started it; empty for a fact that is only a moment."""
    began: str
    """The moment it started as the journal writes it, to the minute."""
    key: tuple[str, str, datetime]
    moments: tuple[tuple[str, str], ...]
    """What is told of its time: the name of each moment and the moment."""
    article: str
    edition: str
    confidence: str
    consequence: str
    owes: tuple[tuple[str, str], ...]
    extendable: bool
    derive: Callable[[], tuple[str, ...]] = field(compare=False)
    """Makes the derivation; it is made for the terms that are unfolded."""

    @property
    def derivation(self) -> tuple[str, ...]:
        """Return how the term was counted, in sentences."""
        return self.derive()

    @property
    def steady(self) -> TermCard:
        """Return the card without what changes while nothing but time goes by."""
        return replace(self, left="", tone="")


def term_cards(entries: tuple[Entry, ...], speech: Speech, now: datetime) -> tuple[TermCard, ...]:
    """Return overdue terms, running ones by their safe end, then those over, the latest first."""
    running = [one for one in entries if one.status is Status.RUNNING]
    running.sort(key=lambda one: _tone(one, now) != "overdue")
    over = [one for one in reversed(entries) if one.status is not Status.RUNNING]
    return tuple(_card(one, speech, now) for one in (*running, *over))


def _card(one: Entry, speech: Speech, now: datetime) -> TermCard:
    language, book = speech.language, speech.case.library.book
    return TermCard(
        term=one.term.id,
        subject=one.subject,
        name=one.term.name[language],
        person=speech.person(one.subject),
        status=one.status,
        tone=_tone(one, now),
        left=_left(one, speech, now),
        event=one.event,
        began=one.started.isoformat(timespec="minutes"),
        key=one.key,
        moments=tuple(moments_of(one, speech)),
        article=one.term.article,
        edition=one.edition,
        confidence=one.term.confidence,
        consequence=one.term.consequence[language] if one.term.consequence else "",
        owes=tuple((step, speech.step(step)) for step in one.term.owes),
        extendable=one.status is Status.RUNNING and bool(one.term.ladder),
        derive=lambda: tuple(text[language] for text in derivation(one.result, book)),
    )


def moments_of(one: Entry, speech: Speech) -> Iterator[tuple[str, str]]:
    """Return when a term began, how long it is and when it ends; a duty has no numbers."""
    text, book = speech.tr.gettext, speech.case.library.book
    if not one.result.numbered:
        yield text("Arose"), moment_words(one.started)
        yield text("To be done"), text(UNNUMBERED.get(one.term.kind, AT_ONCE))
    else:
        yield text("Began"), moment_words(one.started)
        if one.length:
            yield text("Length"), amount_text(one.length, book)[speech.language]
        yield text("Be ready by"), end_words(one.safe_end)
        yield text("Legal end"), end_words(one.legal_end)
    if one.result.other:
        yield text("By the other reading"), end_words(one.result.other)
    if one.other:
        yield text("By the other edition"), end_words(one.other)
    if one.ended:
        yield text("Ended"), moment_words(one.ended)


def _tone(one: Entry, now: datetime) -> str:
    if one.status is Status.RUNNING:
        return str(urgency(one, now))
    return OVER.get(one.status, ("", "muted"))[1]


def _left(one: Entry, speech: Speech, now: datetime) -> str:
    tr = speech.tr
    if one.status is not Status.RUNNING:
        return tr.gettext(OVER[one.status][0]) if one.status in OVER else str(one.status)
    if not one.result.numbered:
        return tr.gettext(UNNUMBERED.get(one.term.kind, AT_ONCE))
    until = one.safe_end.at if one.safe_end.at >= now else one.legal_end.at
    return left_words(until, now, tr)
