"""Verbs and participles that agree with the sex of the person who acts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from core.errors import DataError
from core.i18n import PaperLanguage
from core.language.forms import Gender
from core.paths import RESOURCES

FILE: Final = RESOURCES / "language" / "agreement.yaml"


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word for a man and for a woman."""

    m: str
    f: str

    def __getitem__(self, gender: Gender) -> str:
        """Return the word for a man or for a woman."""
        text: str = getattr(self, gender)
        return text


class AgreeingWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One meaning in both languages."""

    be: Pair
    ru: Pair

    def __getitem__(self, language: PaperLanguage) -> Pair:
        """Return the pair of a language."""
        pair: Pair = getattr(self, language)
        return pair


def load_words(path: Path) -> Mapping[str, AgreeingWord]:
    """Return the agreeing words of a file; a wrong entry is named."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=dict[str, AgreeingWord])
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise DataError(path.name, "agreement", str(error)) from error


@cache
def words() -> Mapping[str, AgreeingWord]:
    """Return the shipped words, read once."""
    return load_words(FILE)


def agree(key: str, language: PaperLanguage, gender: Gender) -> str:
    """Return a word that agrees with a man or a woman.

    >>> agree("established", "be", "f")
    'устанавіла'
    """
    return words()[key][language][gender]


def choose(gender: Gender, masculine: str, feminine: str) -> str:
    """Return the wording for a man or for a woman when a form gives both."""
    return {"m": masculine, "f": feminine}[gender]
