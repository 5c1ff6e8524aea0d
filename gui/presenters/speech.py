"""The language and the people of a case as the window names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.engine.conditions import chosen_edition
from core.engine.state import CaseState, moment
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, Bilingual, PaperLanguage, Translator, UiLanguage
from core.law.book import Reading
from core.services.casework import Casework
from gui.presenters.moments import moment_words


@dataclass(frozen=True)
class Speech:
    """How things of one case are said: the language of the window, the state, the law."""

    tr: Translator
    language: UiLanguage
    paper: PaperLanguage
    """Language of names: the window's, where papers have it, else the case's."""
    case: Casework
    state: CaseState
    law: Reading

    def person(self, key: str) -> str:
        """Return surname and initials of a person, or nothing for the case as a whole."""
        found = self.state.participants.get(key)
        if found is None:
            return ""
        grammar = self.case.library.grammar
        name = found.person.name[self.paper]
        return grammar.surname_first(name, "nom", self.paper, found.person.gender)

    def role(self, key: str) -> str:
        """Return the name of a role."""
        found = self.law.roles.get(key)
        return found.name[self.language] if found else key

    def step(self, key: str) -> str:
        """Return the name of a step."""
        found = self.law.steps.get(key)
        return found.name[self.language] if found else key

    def form(self, key: str) -> str:
        """Return the title of a form."""
        found = self.case.library.forms.get(key)
        return found.title[self.paper] if found else key

    def both(self, text: Bilingual | None) -> str:
        """Return a text of the case in the language of names."""
        return "" if text is None else text[self.paper]


def speech(
    case: Casework, state: CaseState, day: date, tr: Translator, language: UiLanguage
) -> Speech:
    """Return how a case is spoken of at the state it is shown in."""
    assert state.opened is not None
    paper = next((one for one in PAPER_LANGUAGES if one == language), state.opened.language)
    law = case.library.book.on(day, chosen_edition(state))
    return Speech(tr, language, paper, case, state, law)


def with_article(text: str, article: str, speech: Speech) -> str:
    """Return a sentence with the article it stands on."""
    if not article:
        return text
    return speech.tr.gettext("{text} (art. {article})").format(text=text, article=article)


def named_error(error: UserError, speech: Speech) -> UserError:
    """Return a refusal that names entries, persons and moments as people do."""
    steps = {act.event: speech.step(act.step) for act in speech.state.acts}
    values = {name: _named(str(value), steps, speech) for name, value in error.values.items()}
    return UserError(error.code, **values)


def _named(value: str, steps: Mapping[str, str], speech: Speech) -> str:
    if value in steps:
        return f"«{steps[value]}»"
    at = moment(value) if "T" in value else None
    return moment_words(at) if at else speech.person(value) or value
