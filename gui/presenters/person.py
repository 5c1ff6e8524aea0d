"""The form of one person: what is known, what may be chosen, what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.engine.events import Gender, Person
from core.i18n import Bilingual, Translator, UiLanguage
from core.language.names import infer_gender, split_full
from core.services.notes import NEW
from core.services.workplace import Workplace
from gui.presenters.people import CaseForm, case_forms
from gui.presenters.speech import speech

TEXTS = ("address", "birthplace", "work", "document", "post")
"""Texts of a person that come in both languages, in the order of the form."""


@dataclass(frozen=True)
class PersonForm:
    """What is typed of a person; texts come in pairs, Belarusian first."""

    person: str = ""
    name: tuple[str, str] = ("", "")
    gender: Gender = "m"
    born: date | None = None
    citizenship: str = "BY"
    language: str = ""
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    note: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Corrected cases by key, `be.gen`."""


@dataclass(frozen=True)
class PersonView:
    """The form as the page begins with it."""

    form: PersonForm
    roles: str
    """Roles the person has now, in words."""
    to_choose: tuple[tuple[str, str], ...]
    since: datetime
    """When a new person is taken to have become known: acts before it cannot name him."""


def person_view(
    work: Workplace,
    case_id: str,
    person: str,
    now: datetime,
    tr: Translator,
    language: UiLanguage,
) -> PersonView:
    """Return what is known of a person of a case, or an empty form for a new one."""
    case = work.cases.case(case_id)
    state = case.state()
    says = speech(case, state, now.date(), tr, language)
    roles = tuple((one.id, one.name[language]) for one in says.law.roles.values())
    found = state.participants.get(person)
    assert state.opened is not None
    if found is None:
        return PersonView(PersonForm(), "", roles, state.opened.at)
    held = ", ".join(says.role(role) for role in found.roles)
    return PersonView(_form(found.person), held, roles, now)


def person_of(form: PersonForm) -> Person:
    """Return the person that a form means.

    `id` is a dash while the person is new; the service gives the real one.
    """
    pairs = {key: _pair(form.texts.get(key, ("", ""))) for key in TEXTS}
    return Person(
        id=form.person or NEW,
        name=Bilingual(be=form.name[0], ru=form.name[1]),
        gender=form.gender,
        born=form.born,
        citizenship=form.citizenship,
        language=form.language,
        note=form.note,
        forms=dict(form.forms),
        **pairs,
    )


def guessed_gender(name: str) -> Gender | None:
    """Return the gender a full name tells of, or None when it tells of none."""
    return infer_gender(split_full(name))[0]


def declined(form: PersonForm) -> tuple[CaseForm, ...]:
    """Return the cases of the name as papers will print them."""
    return case_forms(form.name[0], form.name[1], form.gender, form.forms)


def _form(person: Person) -> PersonForm:
    texts = {key: _texts(getattr(person, key)) for key in TEXTS}
    return PersonForm(
        person.id,
        (person.name.be, person.name.ru),
        person.gender,
        person.born,
        person.citizenship,
        person.language,
        texts,
        person.note,
        dict(person.forms),
    )


def _texts(text: Bilingual | None) -> tuple[str, str]:
    return ("", "") if text is None else (text.be, text.ru)


def _pair(texts: tuple[str, str]) -> Bilingual | None:
    """Return a text in both languages; one that was given once stands for both."""
    be, ru = (text.strip() for text in texts)
    return Bilingual(be=be or ru, ru=ru or be) if be or ru else None
