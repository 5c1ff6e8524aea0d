"""Posts, ranks, roles and bodies as data, and free phrases made of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

from core.errors import DataError
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.language.endings import Five
from core.language.forms import Declined, Gender, unchanged
from core.language.phrases import Head, Lexicon, decline_phrase, recase
from core.paths import RESOURCES

FILE: Final = RESOURCES / "language" / "titles.tsv"

_FOREIGN: Final[dict[PaperLanguage, frozenset[str]]] = {
    "be": frozenset("ищъ"),
    "ru": frozenset("іў"),
}
"""Letters that only the other language has: the text is in the wrong field."""

Category = Literal["position", "rank", "role", "organ"]
RowGender = Literal["m", "f", "n", "c"]


class TitleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One title in one language; gender c serves men and women alike."""

    id: str
    category: Category
    lang: PaperLanguage
    gender: RowGender
    nom: str
    gen: str
    dat: str
    acc: str
    ins: str
    loc: str

    @property
    def oblique(self) -> Five:
        """Return the five oblique forms."""
        return (self.gen, self.dat, self.acc, self.ins, self.loc)

    @property
    def declined(self) -> Declined:
        """Return the row as six cases."""
        return Declined(self.nom, *self.oblique, rule=f"title:{self.id}")


class Titles:
    """The list of titles, found by id or by words; the rest is inflected as a phrase."""

    def __init__(self, rows: Iterable[TitleRow]) -> None:
        self._by_id: dict[tuple[str, PaperLanguage, str], TitleRow] = {}
        self._by_text: dict[tuple[PaperLanguage, str], list[TitleRow]] = {}
        for row in rows:
            self._by_id[row.id, row.lang, row.gender] = row
            self._by_text.setdefault((row.lang, row.nom.lower()), []).append(row)
        self._lexicons: dict[PaperLanguage, Lexicon] = {
            language: Lexicon(language, _heads(self._by_id.values(), language))
            for language in PAPER_LANGUAGES
        }

    def ids(self) -> frozenset[str]:
        """Return the ids of all titles."""
        return frozenset(title_id for title_id, _, _ in self._by_id)

    def title(self, title_id: str, language: PaperLanguage, gender: Gender = "m") -> Declined:
        """Return a title in all cases for a man or a woman.

        A title without a form of its own for women keeps the common one (старшы
        следчы Кавальчук А.П. устанавіла). An unknown id is our mistake: KeyError.
        """
        for choice in (gender, "c", "n", "m", "f"):
            row = self._by_id.get((title_id, language, choice))
            if row is not None:
                return row.declined
        raise KeyError(title_id)

    def decline(self, text: str, language: PaperLanguage, gender: Gender | None = None) -> Declined:
        """Return the six cases of a title in words, listed or composed.

        Of a listed title that men and women inflect differently (сведка) the man's
        forms are given, not surely, when no gender is named.
        """
        clean = " ".join(text.split())
        if not any(letter.isalpha() for letter in clean):
            return unchanged(text, "not-a-title", "no words")
        if not _FOREIGN[language].isdisjoint(clean.lower()):
            return unchanged(text, "not-a-title", "letters of the other language")
        rows = self._by_text.get((language, clean.lower()))
        if not rows:
            return decline_phrase(clean, self._lexicons[language])
        row = next((row for row in rows if row.gender == gender), rows[0])
        alike = gender is not None or len({row.oblique for row in rows}) == 1
        gen, dat, acc, ins, loc = (_like(clean, row.nom, form) for form in row.oblique)
        doubt = "" if alike else "gender"
        return Declined(clean, gen, dat, acc, ins, loc, f"title:{row.id}", alike, doubt)


def _like(text: str, nominative: str, form: str) -> str:
    """Return a listed form in the letter case in which the title was written."""
    return form if text == nominative else recase(text, form)


def _heads(rows: Iterable[TitleRow], language: PaperLanguage) -> Mapping[str, Head]:
    """Return the head nouns that the titles of one language teach.

    The head is the last of the leading words that change: in «старший лейтенант
    юстиции» it is «лейтенант».
    """
    heads: dict[str, Head] = {}
    for row in rows:
        if row.lang != language or "," in row.nom:
            continue
        columns = list(zip(*(form.split() for form in (row.nom, *row.oblique)), strict=True))
        changing = [column for column in columns if len(set(column)) > 1]
        if not changing:
            continue
        nominative, gen, dat, acc, ins, loc = (form.lower() for form in changing[-1])
        forms = (gen, dat, acc, ins, loc)
        head = Head(forms, row.category != "organ", row.category == "rank")
        heads.setdefault(nominative, head)
    return heads


def load_titles(path: Path) -> Titles:
    """Return the titles of a file; a wrong row is named with its line number."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = []
        for raw in reader:
            try:
                rows.append(msgspec.convert(raw, TitleRow))
            except msgspec.ValidationError as error:
                raise DataError(path.name, f"line {reader.line_num}", str(error)) from error
    return Titles(rows)


@cache
def titles() -> Titles:
    """Return the shipped titles, read once."""
    return load_titles(FILE)


def title(title_id: str, language: PaperLanguage, gender: Gender = "m") -> Declined:
    """Return a shipped title in all cases for a man or a woman."""
    return titles().title(title_id, language, gender)


def decline_title(text: str, language: PaperLanguage, gender: Gender | None = None) -> Declined:
    """Return the six cases of a post, rank, role or body written in words."""
    return titles().decline(text, language, gender)
