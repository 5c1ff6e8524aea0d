"""What the terms of a case say: running first, with both ends, the source and the way to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.engine.derivation import amount_text, derivation
from core.engine.terms import Entry, Status, urgency
from gui.presenters.moments import end_words, left_words, moment_words
from gui.presenters.speech import Speech


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
    started: str
    length: str
    legal_end: str
    safe_end: str
    other_end: str
    """Legal end by the other possible edition, where the day leaves it open."""
    article: str
    edition: str
    confidence: str
    derivation: tuple[str, ...]
    consequence: str
    owes: tuple[tuple[str, str], ...]
    extendable: bool


def term_cards(entries: tuple[Entry, ...], speech: Speech, now: datetime) -> tuple[TermCard, ...]:
    """Return running terms by their safe end, then those that are over, the latest first."""
    running = [one for one in entries if one.status is Status.RUNNING]
    over = [one for one in reversed(entries) if one.status is not Status.RUNNING]
    return tuple(_card(one, speech, now) for one in (*running, *over))


def _card(one: Entry, speech: Speech, now: datetime) -> TermCard:
    tr, language, book = speech.tr, speech.language, speech.case.library.book
    numbered = one.result.numbered
    return TermCard(
        term=one.term.id,
        subject=one.subject,
        name=one.term.name[language],
        person=speech.person(one.subject),
        status=one.status,
        tone=_tone(one, now),
        left=_left(one, speech, now),
        started=moment_words(one.started),
        length=amount_text(one.length, book)[language] if one.length else tr.gettext("at once"),
        legal_end=end_words(one.legal_end) if numbered else tr.gettext("no fixed moment"),
        safe_end=end_words(one.safe_end) if numbered else tr.gettext("at once"),
        other_end=end_words(one.other) if one.other else "",
        article=one.term.article,
        edition=one.edition,
        confidence=one.term.confidence,
        derivation=tuple(text[language] for text in derivation(one.result, book)),
        consequence=one.term.consequence[language] if one.term.consequence else "",
        owes=tuple((step, speech.step(step)) for step in one.term.owes),
        extendable=one.status is Status.RUNNING and bool(one.term.ladder),
    )


def _tone(one: Entry, now: datetime) -> str:
    if one.status is Status.RUNNING:
        return str(urgency(one, now))
    return {Status.KEPT: "calm", Status.MISSED: "overdue"}[one.status]


def _left(one: Entry, speech: Speech, now: datetime) -> str:
    tr = speech.tr
    if one.status is Status.KEPT:
        return tr.gettext("kept")
    if one.status is Status.MISSED:
        return tr.gettext("missed")
    if not one.result.numbered:
        return tr.gettext("at once")
    until = one.safe_end.at if one.safe_end.at >= now else one.legal_end.at
    return left_words(until, now, tr)
