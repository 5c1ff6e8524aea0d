"""A form about to become a paper: its questions, what the case answers, the draft that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from core.documents.form import Form
from core.engine.events import Value
from core.engine.state import CaseState
from core.i18n import PaperLanguage, Translator, UiLanguage
from core.law.model import Fact, FactType
from core.services.casework import Casework, form_of
from core.services.papers import Asked
from core.store.rows import DraftRow
from gui.presenters.speech import Speech, speech

if TYPE_CHECKING:
    from core.services.workplace import Workplace


OTHER: Mapping[PaperLanguage, PaperLanguage] = {"be": "ru", "ru": "be"}
"""Language of papers → the other one."""


@dataclass(frozen=True)
class Someone:
    """A person of the case who may be chosen."""

    person: str
    shown: str
    """Full name and roles, as a list shows them."""
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question as the window asks it."""

    id: str
    type: FactType
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[Question, ...] = ()
    roles: tuple[str, ...] = ()
    optional: bool = False
    not_future: bool = False


@dataclass(frozen=True)
class Answer:
    """A question with what stands in it before anybody types."""

    question: Question
    value: Value
    known: bool
    """The case says so; the paper may say otherwise without changing the case."""


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a draft holds: only what was typed for this paper, never what the case knows."""

    at: datetime | None = None
    until: datetime | None = None
    subject: str = ""
    answers: dict[str, Value] = {}
    reasons: dict[str, str] = {}

    @property
    def empty(self) -> bool:
        """Return whether nothing was typed yet."""
        return not (self.at or self.until or self.answers or self.reasons)


@dataclass(frozen=True)
class Sheet:
    """A form opened for a person of a case."""

    case: Casework
    form: Form
    subject: str
    title: str
    number: str
    case_title: str
    people: tuple[Someone, ...]
    languages: tuple[PaperLanguage, PaperLanguage]
    """Languages of papers, that of the case first."""
    answers: tuple[Answer, ...]
    kept: Kept
    saved: datetime | None
    speech: Speech = field(compare=False)

    @property
    def fits(self) -> tuple[Someone, ...]:
        """Return who may be the person of the paper."""
        roles = self.form.roles
        return tuple(
            one for one in self.people if not roles or any(role in roles for role in one.roles)
        )


@dataclass(frozen=True)
class Wanted:
    """What is to be opened: a form of a case, for somebody, in the language of the window."""

    case: str
    form: str
    subject: str
    tr: Translator
    language: UiLanguage


def open_sheet(work: Workplace, wanted: Wanted) -> Sheet:
    """Return a form with what the case knows and what was typed before."""
    case = work.cases.case(wanted.case)
    form = form_of(work.library.forms, wanted.form)
    now, state = work.clock(), case.state()
    people = tuple(_someone(key, state, case, now, wanted) for key in state.participants)
    subject = wanted.subject or _only(form, people)
    row = draft_of(work.drafts(wanted.case), draft_id(wanted.case, wanted.form, subject))
    kept = read_draft(row)
    assert state.opened is not None
    first = state.opened.language
    spoken = speech(case, state, now.date(), wanted.tr, wanted.language)
    return Sheet(
        case=case,
        form=form,
        subject=subject,
        title=spoken.form(form.id),
        number=str(state.fact("case_number") or state.opened.number),
        case_title=state.opened.title,
        people=people,
        languages=(first, OTHER[first]),
        answers=answers(work.papers.asked(case, form.id, subject, kept.at or now), wanted.language),
        kept=kept,
        saved=row.saved_at if row else None,
        speech=spoken,
    )


def answers(asked: Iterable[Asked], language: UiLanguage) -> tuple[Answer, ...]:
    """Return the questions in order, in the language of the window."""
    return tuple(Answer(question(one.fact, language), one.value, one.known) for one in asked)


def question(fact: Fact, language: UiLanguage) -> Question:
    """Return a fact as a question."""
    return Question(
        id=fact.id,
        type=fact.type,
        label=fact.label[language],
        hint=fact.hint[language] if fact.hint else "",
        choices=tuple((one.id, one.label[language]) for one in fact.choices),
        columns=tuple(question(one, language) for one in fact.columns),
        roles=fact.roles,
        optional=fact.optional or fact.type == "yes",
        not_future=fact.not_future,
    )


def own_answers(before: Iterable[Answer], typed: Mapping[str, Value]) -> dict[str, Value]:
    """Return what was typed: answers that are not simply what stood there before.

    What the case knows is left out, so that the paper follows the case and a later
    change of the data is noticed. A known text that was wiped counts as an empty one.
    """
    own: dict[str, Value] = {}
    for one in before:
        value = typed.get(one.question.id)
        if value == one.value:
            continue
        if value is None:
            value = _EMPTY.get(one.question.type)
        if value is not None:
            own[one.question.id] = value
    return own


def with_defaults(own: Mapping[str, Value], before: Iterable[Answer]) -> dict[str, Value]:
    """Return answers with the usual ones nobody changed: what is signed is written down."""
    usual = {one.question.id: one.value for one in before if not one.known}
    return {key: value for key, value in usual.items() if value is not None} | dict(own)


_EMPTY: Mapping[FactType, Value] = {
    "text": "",
    "words": "",
    "long": "",
    "persons": [],
    "rows": [],
    "yes": False,
}
"""Type → what stands for an answer that was wiped although the case knows one."""


def draft_id(case: str, form: str, subject: str) -> str:
    """Return under which id the draft of a form is kept: one for each person."""
    return f"{case}/{form}/{subject}"


def draft_subject(key: str) -> str:
    """Return the person of a draft.

    >>> draft_subject("case-1/protocol_detention/p1")
    'p1'
    """
    return key.rpartition("/")[2]


def draft_of(rows: Iterable[DraftRow], key: str) -> DraftRow | None:
    """Return the draft of an id among those of a case."""
    return next((row for row in rows if row.draft_id == key), None)


def read_draft(row: DraftRow | None) -> Kept:
    """Return what a draft holds; one written by another version of the form is begun anew."""
    if row is None:
        return Kept()
    try:
        return msgspec.json.decode(row.answers, type=Kept)
    except msgspec.MsgspecError:
        return Kept()


def draft_row(sheet: Sheet, kept: Kept, at: datetime) -> DraftRow:
    """Return the row that keeps a draft."""
    return DraftRow(
        draft_id=draft_id(sheet.case.case_id, sheet.form.id, sheet.subject),
        case_id=sheet.case.case_id,
        form=sheet.form.id,
        language=sheet.languages[0],
        answers=msgspec.json.encode(kept),
        saved_at=at,
    )


def _someone(key: str, state: CaseState, case: Casework, now: datetime, wanted: Wanted) -> Someone:
    one = state.participants[key]
    spoken = speech(case, state, now.date(), wanted.tr, wanted.language)
    roles = ", ".join(spoken.role(role) for role in one.roles)
    name = one.person.name[spoken.paper]
    return Someone(key, f"{name} — {roles}" if roles else name, one.roles)


def _only(form: Form, people: tuple[Someone, ...]) -> str:
    """Return the one person whom the form can concern, or nobody."""
    if not form.subject or not form.roles:
        return ""
    fits = [one.person for one in people if any(role in form.roles for role in one.roles)]
    return fits[0] if len(fits) == 1 else ""
