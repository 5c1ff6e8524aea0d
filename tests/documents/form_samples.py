"""The invented cases and filled-in forms of form_samples.yaml as journals and drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from core.documents.compose import Composition, Draft, compose
from core.documents.form import Form, load_forms
from core.engine.events import CaseOpened, Event, FactNoted, PersonAdded, StepDone
from core.engine.state import CaseState, fold
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.language.grammar import Grammar
from core.law.book import LawBook
from core.law.loader import load_book
from core.law.yaml_source import read_yaml

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"
START = "2026-03-01T08:00:00"


@cache
def book() -> LawBook:
    """Return the shipped law book."""
    return load_book(ROOT / "resources" / "law")


@cache
def forms() -> Mapping[str, Form]:
    """Return the shipped forms."""
    return load_forms(ROOT / "resources" / "documents")


@cache
def _raw() -> Any:
    return read_yaml(Path(__file__).with_name("form_samples.yaml"))


def samples() -> Iterator[str]:
    """Yield the names of the samples: a form, or a form and its variant after a dot."""
    yield from _raw()["samples"]


def papers() -> list[tuple[str, PaperLanguage]]:
    """Return every sample in every language of papers."""
    return [(name, language) for name in samples() for language in PAPER_LANGUAGES]


def case(name: str, until: datetime) -> CaseState:
    """Return the state of one of the invented cases as it was at a moment."""
    events = _events(_raw()["cases"][name])
    return fold(events, lambda step, at: book().on(at.date()).steps.get(step), until)


def _events(raw: Any) -> Iterator[Event]:
    start = {"id": "opened", "at": START}
    yield msgspec.convert({**start, **raw["opened"]}, CaseOpened)
    for number, one in enumerate(raw["people"]):
        person = {key: value for key, value in one.items() if key != "roles"}
        roles = one.get("roles", ())
        event = {"id": f"person{number}", "at": START, "person": person, "roles": roles}
        yield msgspec.convert(event, PersonAdded)
    for number, one in enumerate(raw["facts"]):
        yield msgspec.convert({"id": f"fact{number}", "at": START, **one}, FactNoted)
    for number, one in enumerate(raw["acts"]):
        event = {**one, "id": f"act{number}", "at": one["at"] + ":00"}
        yield msgspec.convert(event, StepDone)


def draft(name: str, **changes: Any) -> Draft:
    """Return the answers of a sample; `changes` replace answers, None takes one away."""
    raw = _raw()["samples"][name]
    answers = {**raw["answers"], **changes}
    until = raw.get("until")
    return Draft(
        answers={key: value for key, value in answers.items() if value is not None},
        at=datetime.fromisoformat(raw["at"]),
        until=None if until is None else datetime.fromisoformat(until),
        subject=raw.get("subject", ""),
    )


def sample_state(name: str) -> CaseState:
    """Return the state of the case of a sample at the moment of its paper."""
    return case(_raw()["samples"][name]["case"], draft(name).at)


def composed(name: str, language: PaperLanguage, **changes: Any) -> Composition:
    """Return the paper of a sample with the shipped law and grammar."""
    form = forms()[name.partition(".")[0]]
    filled = draft(name, **changes)
    return compose(form, filled, sample_state(name), book(), Grammar(), language)
