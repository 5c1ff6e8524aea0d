"""The one door through which papers, pages and commands reach the language floor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from core.i18n import PaperLanguage
from core.language import agreement, articles, belarusian, dates, names, numbers, russian, sound
from core.language import titles as title_list
from core.language.articles import Code
from core.language.dates import DateForm, TimeForm
from core.language.forms import CASES, Case, Declined, Gender, Kind
from core.language.numbers import NBSP, NumberGender

Decliner = Callable[[str, Kind, Gender | None], Declined]

_NAMES: Final[dict[PaperLanguage, Decliner]] = {
    "be": belarusian.decline,
    "ru": russian.decline,
}
_AND: Final[dict[PaperLanguage, str]] = {"be": "і", "ru": "и"}
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'ʼ`´", "’"))


DATE_STYLES: Final[dict[str, DateForm]] = {
    **dates.DATE_FORMS,
    "date": dates.date_long,
    "day": dates.date_in_sentence,
}
"""Ways to print a date by the name a form may use: date, day, numeric, words …"""

TIME_STYLES: Final[dict[str, TimeForm]] = {
    **dates.TIME_FORMS,
    "time": dates.time_in_words,
    "hm": dates.TIME_FORMS["numeric"],
}
"""Ways to print a time by the name a form may use: time, hm, short …"""


class CorrectionKey(NamedTuple):
    """What a person's correction is about: one text of one kind in one language."""

    language: PaperLanguage
    kind: Kind
    text: str


def correction_key(language: PaperLanguage, kind: Kind, text: str) -> CorrectionKey:
    """Return the key of a correction; letter case, spaces and apostrophes do not matter."""
    folded = " ".join(text.casefold().translate(_APOSTROPHES).split())
    return CorrectionKey(language, kind, folded)


@dataclass(frozen=True)
class Grammar:
    """Declension, dates, numbers, references and the sound of joined words.

    It has no state but the corrections: the six forms a person set right for a
    name or a title win over every rule, wherever the text is used.
    """

    corrections: Mapping[CorrectionKey, Declined] = field(default_factory=dict)

    def decline(
        self, text: str, kind: Kind, language: PaperLanguage, gender: Gender | None = None
    ) -> Declined:
        """Return the six cases of a name or a title, and how sure the rules are."""
        corrected = self.corrections.get(correction_key(language, kind, text))
        if corrected is not None:
            return corrected
        if kind == "title":
            return title_list.decline_title(text, language, gender)
        if kind == "full" and self.corrections:
            return _by_parts(self, text, language, gender)
        return _NAMES[language](text, kind, gender)

    def name(self, full: str, case: Case, language: PaperLanguage, gender: Gender) -> str:
        """Return a full name «Surname Given Patronymic» in a case."""
        return self.decline(full, "full", language, gender)[case]

    def short_name(self, full: str, case: Case, language: PaperLanguage, gender: Gender) -> str:
        """Return initials before the surname, without a space: І.В.Лапаця."""
        parts = names.split_full(full)
        surname = _surname(self, parts, full, language, gender)[case]
        return names.initials(parts) + surname if parts.surname else surname

    def surname_first(self, full: str, case: Case, language: PaperLanguage, gender: Gender) -> str:
        """Return surname and initials with a no-break space between: Лапаця І.В."""
        parts = names.split_full(full)
        surname = _surname(self, parts, full, language, gender)[case]
        return names.surname_initials(parts, surname) if parts.surname else surname

    def title(self, key: str, case: Case, language: PaperLanguage, gender: Gender) -> str:
        """Return a post, rank, role or body of the list of titles in a case."""
        listed = title_list.title(key, language, gender)
        corrected = self.corrections.get(correction_key(language, "title", listed.nom))
        return (corrected or listed)[case]

    def phrase(
        self, text: str, case: Case, language: PaperLanguage, gender: Gender | None = None
    ) -> str:
        """Return a free phrase in a case: its adjectives and head noun change, the tail stays."""
        return self.decline(text, "title", language, gender)[case]

    def date(self, day: date, language: PaperLanguage, style: str = "date") -> str:
        """Return a date in a style of `DATE_STYLES`."""
        return DATE_STYLES[style](day, language)

    def time(self, moment: datetime, language: PaperLanguage, style: str = "time") -> str:
        """Return a time of day in a style of `TIME_STYLES`."""
        return TIME_STYLES[style](moment, language)

    def number(
        self,
        number: int,
        language: PaperLanguage,
        gender: NumberGender = "m",
        case: Case = "nom",
    ) -> str:
        """Return a whole number in words."""
        return numbers.number_in_words(number, language, gender, case)

    def money(self, amount: Decimal, language: PaperLanguage) -> str:
        """Return a sum in figures and words."""
        return numbers.money(amount, language)

    def article(self, text: str, language: PaperLanguage, code: Code = "cpc") -> str:
        """Return articles in the notation of the law data as papers cite them."""
        return articles.cite(text, language, code)

    def crime(self, article: str, part: int | None, language: PaperLanguage) -> str:
        """Return an article of the Criminal Code: ч. 2 арт. 205 КК."""
        return articles.cite_crime(article, part, language)

    def agree(self, key: str, language: PaperLanguage, gender: Gender) -> str:
        """Return a verb or participle that agrees with a man or a woman."""
        return agreement.agree(key, language, gender)

    def join(self, items: Sequence[str], language: PaperLanguage) -> str:
        """Return a list in a sentence: а, б і в."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {_AND[language]}{NBSP}{items[-1]}"

    def settle(self, language: PaperLanguage, pieces: Sequence[sound.Piece]) -> str:
        """Return the pieces joined, with у/ў and prepositions of the author put right."""
        return sound.settle(language, pieces)


def _by_parts(
    grammar: Grammar, full: str, language: PaperLanguage, gender: Gender | None
) -> Declined:
    """Return a full name of which a part may have been corrected by the person."""
    parts = names.split_full(full)
    kinds: tuple[Kind, ...] = ("surname", "given", "patronymic")
    keys = [correction_key(language, k, t) for t, k in zip(parts, kinds, strict=True)]
    if not any(key in grammar.corrections for key in keys):
        return _NAMES[language](full, "full", gender)
    sex = gender or names.infer_gender(parts)[0]
    found = [
        grammar.decline(text, kind, language, sex)
        for text, kind in zip(parts, kinds, strict=True)
        if text
    ]
    doubt = "; ".join(part.doubt for part in found if part.doubt)
    rule = " + ".join(part.rule for part in found)
    nom, gen, dat, acc, ins, loc = (" ".join(part[case] for part in found) for case in CASES)
    return Declined(nom, gen, dat, acc, ins, loc, rule, not doubt, doubt)


def _surname(
    grammar: Grammar,
    parts: names.PersonName,
    full: str,
    language: PaperLanguage,
    gender: Gender,
) -> Declined:
    """Return the cases of the surname of a full name, or of the only name there is.

    A correction of the full name rules its surname too.
    """
    if not parts.surname:
        return grammar.decline(full, "full", language, gender)
    corrected = grammar.corrections.get(correction_key(language, "full", full))
    if corrected is None or not full.startswith(parts.surname):
        return grammar.decline(parts.surname, "surname", language, gender)
    length = len(parts.surname.split())
    first = (" ".join(corrected[case].split()[:length]) for case in CASES)
    nom, gen, dat, acc, ins, loc = first
    return Declined(nom, gen, dat, acc, ins, loc, corrected.rule)
