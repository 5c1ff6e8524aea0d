"""What the people of a case look like: names in both languages, roles, the six cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.engine.events import Gender, Person
from core.engine.state import Participant
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.language.forms import CASES, Kind
from core.language.grammar import Grammar
from core.language.transliteration import to_belarusian, to_russian
from core.law.book import Reading
from gui.presenters.moments import day_words
from gui.presenters.speech import Speech

PROPOSE = {"be": to_russian, "ru": to_belarusian}
"""Language typed → how the name is proposed in the other one."""
OTHER: Mapping[str, PaperLanguage] = {"be": "ru", "ru": "be"}
KINDS: tuple[Kind, ...] = ("surname", "given", "patronymic")
GRAMMAR = Grammar()


@dataclass(frozen=True)
class PersonCard:
    """One person of the list."""

    person: str
    name_be: str
    name_ru: str
    roles: str
    born: str
    address: str
    unsure: bool
    """A case form is a guess of the rules and was not confirmed by anybody."""


@dataclass(frozen=True)
class CaseForm:
    """One case of a name in one language: the form, and why it wants a look."""

    key: str
    case: str
    language: PaperLanguage
    text: str
    doubt: str
    rule_text: str
    """What the rules give; anything else is a correction."""


def person_cards(speech: Speech) -> tuple[PersonCard, ...]:
    """Return the people of a case in the order they became known."""
    return tuple(_card(one, speech) for one in speech.state.participants.values())


def case_forms(
    name_be: str, name_ru: str, gender: Gender, corrected: Mapping[str, str]
) -> tuple[CaseForm, ...]:
    """Return six cases in both languages; what a person corrected wins over the rules."""
    found = []
    for language, name in zip(PAPER_LANGUAGES, (name_be, name_ru), strict=True):
        declined = GRAMMAR.decline(name, "full", language, gender) if name.strip() else None
        for case in CASES:
            key = f"{language}.{case}"
            own = corrected.get(key, "")
            ruled = declined[case] if declined else ""
            doubt = declined.doubt if declined and not own and case != "nom" else ""
            found.append(CaseForm(key, case, language, own or ruled, doubt, ruled))
    return tuple(found)


def proposed(name: str, language: PaperLanguage, gender: Gender) -> str:
    """Return the counterpart of a full name in the other language, part by part."""
    parts = name.split()
    kinds = (*KINDS, *(KINDS[-1] for _ in parts))
    turn = PROPOSE[language]
    return " ".join(turn(part, kind, gender) for part, kind in zip(parts, kinds, strict=False))


def roles_to_choose(law: Reading, language: str) -> tuple[tuple[str, str], ...]:
    """Return the roles that may be given by hand: id and name."""
    return tuple((role.id, getattr(role.name, language)) for role in law.roles.values())


def _card(one: Participant, speech: Speech) -> PersonCard:
    person = one.person
    return PersonCard(
        person=person.id,
        name_be=person.name.be,
        name_ru=person.name.ru,
        roles=", ".join(speech.role(role) for role in one.roles),
        born=day_words(person.born) if person.born else "",
        address=speech.both(person.address),
        unsure=_unsure(person),
    )


def _unsure(person: Person) -> bool:
    forms = case_forms(person.name.be, person.name.ru, person.gender, person.forms)
    return any(form.doubt for form in forms)
