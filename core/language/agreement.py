"""Verbs and participles that agree with the sex of the person who acts."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from core.errors import DataError
from core.i18n import PaperLanguage
from core.language.forms import Gender
from core.paths import RESOURCES

FILE: Final = RESOURCES / "language" / "agreement.tsv"


class AgreeingWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word for a man (m) and for a woman (f) in both languages."""

    key: str
    be_m: str
    be_f: str
    ru_m: str
    ru_f: str

    def form(self, language: PaperLanguage, gender: Gender) -> str:
        """Return the word of a language for a man or for a woman."""
        text: str = getattr(self, f"{language}_{gender}")
        return text


def load_words(path: Path) -> Mapping[str, AgreeingWord]:
    """Return the agreeing words of a file by key; a wrong row is named by its line.

    The file is a table of tabs: it is read at the start, and YAML would take longer
    than all the rest of the language floor.
    """
    found: dict[str, AgreeingWord] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for raw in reader:
            try:
                word = msgspec.convert(raw, AgreeingWord)
            except msgspec.ValidationError as error:
                raise DataError(path.name, f"line {reader.line_num}", str(error)) from error
            found[word.key] = word
    return found


@cache
def words() -> Mapping[str, AgreeingWord]:
    """Return the shipped words, read once."""
    return load_words(FILE)


def agree(key: str, language: PaperLanguage, gender: Gender) -> str:
    """Return a word that agrees with a man or a woman.

    >>> agree("established", "be", "f")
    'устанавіла'
    """
    return words()[key].form(language, gender)


def choose(gender: Gender, masculine: str, feminine: str) -> str:
    """Return the wording for a man or for a woman when a form gives both."""
    return {"m": masculine, "f": feminine}[gender]
