"""The scripts of whole cases, claim by claim: what the program says at a moment."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.documents.compose import Draft, compose
from core.documents.form import load_forms
from core.documents.plain import plain_text
from core.engine.assistance import basis_for
from core.engine.classify import classify
from core.engine.conditions import chosen_edition
from core.engine.events import Journal, PaperIssued, read_journal
from core.engine.state import Act, CaseState, fold
from core.engine.steps import GuideStep, StepStatus, guide, look
from core.engine.terms import ledger
from core.i18n import PAPER_LANGUAGES
from core.language.grammar import Grammar
from core.law.model import Step
from tests.law.shipped import ROOT, book, entries, minute

STORIES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = ROOT / "resources" / "demo"

Claim = dict[str, Any]


def claims() -> list[Any]:
    """Return every claim of every story with the name of its case."""
    return [
        pytest.param(story.stem, claim, id=f"{story.stem}: {claim['says']}")
        for story in STORIES
        for claim in entries(story)
    ]


@cache
def journal(name: str) -> Journal:
    """Return the journal of a script."""
    return read_journal((CASES / f"{name}.json").read_bytes(), name)


@cache
def state(name: str, at: datetime) -> CaseState:
    """Return the state of a script at a moment."""
    return fold(journal(name).events, _step, at)


def _step(step: str, at: datetime) -> Step | None:
    return book().on(at.date()).steps.get(step)


@pytest.mark.parametrize(("name", "claim"), claims())
def test_a_story_comes_true(name: str, claim: Claim) -> None:
    kinds = [kind for kind in TOLD if kind in claim]
    assert kinds, f"nothing is claimed; known: {', '.join(TOLD)}"
    for kind in kinds:
        TOLD[kind](name, minute(claim["at"]), claim)


def term(name: str, at: datetime, claim: Claim) -> None:
    """Hold the term of a claim against the ledger."""
    wanted = dict(claim["term"])
    term_id, subject = wanted.pop("id"), wanted.pop("subject", "")
    found = [
        entry
        for entry in ledger(state(name, at), book(), at)
        if (entry.term.id, entry.subject) == (term_id, subject)
    ]
    assert len(found) == 1, [entry.term.id for entry in ledger(state(name, at), book(), at)]
    entry = found[0]
    known = {
        "legal_end": str(entry.legal_end),
        "safe_end": str(entry.safe_end),
        "status": str(entry.status),
        "article": entry.term.article,
        "confidence": entry.term.confidence,
        "edition": entry.edition,
    }
    assert {key: known[key] for key in wanted} == wanted
    days = {passage.day.isoformat() for passage in entry.derivation if passage.day}
    assert set(claim.get("passes", ())) <= days


def step(name: str, at: datetime, claim: Claim) -> None:
    """Hold the step of a claim against the guide."""
    wanted = claim["step"]
    found = _found(name, at, wanted["id"], wanted.get("subject", ""))
    assert str(found.status) == wanted["status"], found.reasons
    if wanted["status"] == "closed":
        assert found.reasons
    articles = "; ".join(reason.article for reason in found.reasons)
    assert [one for one in wanted.get("articles", ()) if one not in articles] == []
    assert set(wanted.get("offers", ())) <= set(found.offers)


def _found(name: str, at: datetime, step_id: str, subject: str) -> GuideStep:
    steps = guide(state(name, at), book(), at)
    return next(one for one in steps if (one.step.id, one.subject) == (step_id, subject))


def absent(name: str, at: datetime, claim: Claim) -> None:
    """Make sure a step is not offered for a person."""
    wanted = claim["absent"]
    steps = {(one.step.id, one.subject) for one in guide(state(name, at), book(), at)}
    assert (wanted["step"], wanted["subject"]) not in steps


def owed(name: str, at: datetime, claim: Claim) -> None:
    """Make sure steps are owed to a person; what a guard still holds up is closed and offered."""
    wanted = claim["owed"]
    steps = [one for one in guide(state(name, at), book(), at) if one.subject == wanted["subject"]]
    due = {one.step.id for one in steps if one.status is StepStatus.OWED or one.blocked}
    assert set(wanted["steps"]) <= due


def roles(name: str, at: datetime, claim: Claim) -> None:
    """Hold the roles of a person against a claim."""
    wanted = claim["roles"]
    one = state(name, at).participants[wanted["subject"]]
    assert set(wanted.get("has", ())) <= set(one.roles)
    assert not set(wanted.get("lacks", ())) & set(one.roles)


def _guards(name: str, at: datetime, claim: Claim, wanted: Claim) -> dict[str, str]:
    act = None
    if "act" in claim:
        told = claim["act"]
        until = minute(told["until"])
        act = Act(told["step"], told["subject"], at, until, "new", told.get("notes", {}), {})
    found = look(wanted["step"], wanted.get("subject", ""), state(name, at), book(), at, act)
    return {one.guard.id: one.tier for one in found.warnings}


def guard(name: str, at: datetime, claim: Claim) -> None:
    """Make sure a guard speaks, in its tier."""
    wanted = claim["guard"]
    assert _guards(name, at, claim, wanted).get(wanted["id"]) == wanted["tier"]


def silent(name: str, at: datetime, claim: Claim) -> None:
    """Make sure a guard does not speak."""
    wanted = claim["silent"]
    assert wanted["id"] not in _guards(name, at, claim, wanted)


def classified(name: str, at: datetime, claim: Claim) -> None:
    """Hold the kind of prosecution against a claim."""
    asked = claim["classify"]
    found = classify(book().on(at.date()), asked["article"], asked.get("part"), asked["relation"])
    assert found.prosecution.kind == claim["kind"]
    if "article" in claim:
        assert claim["article"] in found.prosecution.article


def request(name: str, at: datetime, claim: Claim) -> None:
    """Hold the basis of a request against a claim."""
    wanted = claim["request"]
    found = basis_for(book().on(at.date()), wanted["state"])
    assert (found.basis.id, bool(found.doubts)) == (wanted["basis"], wanted["doubtful"])


def paper(name: str, at: datetime, claim: Claim) -> None:
    """Compose a paper of the script in both languages and look for its words."""
    wanted = claim["paper"]
    issued = next(
        event
        for event in journal(name).events
        if isinstance(event, PaperIssued) and event.form == wanted["form"]
    )
    form = load_forms(ROOT / "resources" / "documents")[issued.form]
    draft = Draft(issued.notes, issued.at, issued.until, issued.subject)
    for language in PAPER_LANGUAGES:
        made = compose(form, draft, state(name, at), book(), Grammar(), language)
        assert not made.missing
        text = plain_text(made.paper)
        assert [words for words in claim["contains"][language] if words not in text] == []


def editions(name: str, at: datetime, claim: Claim) -> None:
    """Hold the readings that are possible on a day against a claim."""
    chosen = chosen_edition(state(name, at))
    other = book().other(at.date(), chosen)
    found = [book().on(at.date(), chosen).edition.id, other.edition.id if other else None]
    assert found == claim["editions"]


TOLD = {
    "term": term,
    "step": step,
    "absent": absent,
    "owed": owed,
    "roles": roles,
    "guard": guard,
    "silent": silent,
    "classify": classified,
    "request": request,
    "paper": paper,
    "editions": editions,
}
