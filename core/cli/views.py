"""Answers of the engine as plain values: the JSON of the command line, documented and stable."""

from __future__ import annotations

from datetime import datetime

from core.cli.plain import Plain, length, minutes, words
from core.engine.absences import Gap
from core.engine.completeness import Lack
from core.engine.derivation import derivation
from core.engine.ends import End
from core.engine.reasons import Reason
from core.engine.steps import GuideStep, Warned
from core.engine.terms import Entry, Status, urgency
from core.engine.what_if import StepChange, TermChange
from core.i18n import Trilingual, UiLanguage
from core.law.book import LawBook
from core.law.corrections import Correction
from core.law.model import Step
from core.services.casework import Casework


def whom(case: Casework, subject: str, language: UiLanguage) -> str:
    """Return whom a line of plain answers concerns, with a comma before; nothing for the case."""
    one = case.state().participants.get(subject)
    if one is None:
        return ""
    name = one.person.name.ru if language == "ru" else one.person.name.be
    return f", {name}"


def spoken(end: End) -> str:
    """Return an end for people: 05.03.2026 24:00."""
    return f"{end.day:%d.%m.%Y} 24:00" if end.whole_day else f"{end.at:%d.%m.%Y %H:%M}"


def entry(one: Entry, book: LawBook, at: datetime) -> Plain:
    """Return one term of a ledger with its ends, its source and its derivation."""
    running = one.status is Status.RUNNING
    return {
        "id": one.term.id,
        "name": words(one.term.name),
        "subject": one.subject,
        "article": one.term.article,
        "edition": one.edition,
        "confidence": one.term.confidence,
        "source": one.term.source,
        "verdict": verdict(book.verdict("terms", one.term.id, one.edition)),
        "event": one.event,
        "started": minutes(one.started),
        "length": length(one.length),
        "numbered": one.result.numbered,
        "legal_end": str(one.legal_end) if one.counted else None,
        "safe_end": str(one.safe_end) if one.counted else None,
        "other_legal_end": None if one.other is None else str(one.other),
        "status": str(one.status),
        "urgency": str(urgency(one, at)) if running else None,
        "ended": None if one.ended is None else minutes(one.ended),
        "derivation": [words(text) for text in derivation(one.result, book)],
        "owes": list(one.term.owes),
    }


def verdict(one: Correction | None) -> Plain | None:
    """Return who compared an entry with the official text, if somebody did."""
    if one is None:
        return None
    told = {"author": one.author, "on": one.on.isoformat(), "reference": one.reference}
    return {"verdict": one.verdict, **told, "changes": one.changes}


def step(one: GuideStep) -> Plain:
    """Return one step of the guide with its reasons, guards and acts."""
    return {
        "id": one.step.id,
        "name": words(one.step.name),
        "stage": one.step.stage,
        "subject": one.subject,
        "status": str(one.status),
        "article": one.step.article,
        "edition": one.edition,
        "confidence": one.step.confidence,
        "reasons": [reason(why) for why in one.reasons],
        "guards": [guard(warned) for warned in one.warnings],
        "offers": list(one.offers),
        "papers": list(one.step.papers),
        "by_hand": {key: words(name) for key, name in one.step.by_hand.items()},
        "actions": [words(text) for text in one.step.actions],
        "asks": list(one.step.asks),
        "may": list(one.step.may),
        "any_time": one.step.any_time,
        "necessity": one.step.necessity,
        "source": one.step.source,
        "done": [minutes(act.at) for act in one.acts],
    }


def reason(why: Reason) -> Plain:
    """Return why something does not hold, with its article."""
    return {"text": words(why.text), "article": why.article}


def guard(warned: Warned) -> Plain:
    """Return a guard that is not satisfied."""
    return {
        "id": warned.guard.id,
        "tier": warned.tier,
        "article": warned.guard.article,
        "confidence": warned.guard.confidence,
        "text": words(warned.text),
        "doubt": words(warned.doubt),
        "reasons": [reason(why) for why in warned.reasons],
        "offers": warned.guard.offers,
    }


def gap(one: Gap, case: Casework) -> Plain:
    """Return one thing a case lacks; the owed step says what it is, where one is owed."""
    absence = one.absence
    owed = case.library.book.newest.steps.get(one.offers) if absence.owed else None
    return {
        "id": absence.id,
        "group": absence.group,
        "article": owed.article if owed else absence.article,
        "confidence": absence.confidence,
        "edition": one.edition,
        "text": words(_said(absence.says, owed)),
        "subject": one.subject,
        "event": one.event,
        "since": None if one.since is None else minutes(one.since),
        "offers": one.offers,
        "reasons": [reason(why) for why in one.reasons],
    }


def _said(says: Trilingual, owed: Step | None) -> Trilingual:
    """Return what is missing, with the name of the step that is owed where there is one."""
    if owed is None:
        return says
    name = owed.name
    return Trilingual(f"{says.be}: {name.be}", f"{says.ru}: {name.ru}", f"{says.en}: {name.en}")


def lack(one: Lack) -> Plain:
    """Return one thing that is missing before a decision."""
    return {
        "id": one.requirement,
        "article": one.article,
        "text": words(one.text),
        "subject": one.subject,
        "event": one.event,
        "since": None if one.since is None else minutes(one.since),
        "offers": one.offers,
        "reasons": [reason(why) for why in one.reasons],
    }


def term_change(one: TermChange, book: LawBook, at: datetime) -> Plain:
    """Return one term before and after; null where it does not run."""
    before = None if one.before is None else entry(one.before, book, at)
    after = None if one.after is None else entry(one.after, book, at)
    return {"id": one.shown.term.id, "subject": one.shown.subject, "before": before, "after": after}


def step_change(one: StepChange) -> Plain:
    """Return one step before and after; null where it is not offered."""
    before = None if one.before is None else step(one.before)
    after = None if one.after is None else step(one.after)
    return {"id": one.shown.step.id, "subject": one.shown.subject, "before": before, "after": after}
