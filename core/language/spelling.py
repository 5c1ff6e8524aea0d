"""Faults of letters and terms in the texts that the program itself prints or shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from core.errors import DataError
from core.i18n import PaperLanguage
from core.language.sound import Piece, settle
from core.paths import RESOURCES

FILE: Final = RESOURCES / "language" / "terminology.yaml"


class RejectedTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One chosen term and the variants it replaces."""

    use: str
    language: PaperLanguage
    why: str
    rejected: tuple[str, ...]


class Fault(NamedTuple):
    """One place of a text that must be written otherwise."""

    found: str
    advice: str


class _Rule(NamedTuple):
    """A pattern of letters and what to do instead."""

    pattern: re.Pattern[str]
    advice: str


_LETTERS: Final[dict[PaperLanguage, tuple[_Rule, ...]]] = {
    "be": (
        _Rule(re.compile(r"\w*[ищъ]\w*", re.IGNORECASE), "a letter Belarusian does not have"),
        _Rule(re.compile(r"\w+['ʼ`´‘]\w+"), "the apostrophe is ’"),
    ),
    "ru": (_Rule(re.compile(r"\w*[іў]\w*", re.IGNORECASE), "a letter Russian does not have"),),
}
_MIXED: Final = _Rule(
    re.compile(r"\w*(?:[а-яёіў][a-z]|[a-z][а-яёіў])\w*", re.IGNORECASE),
    "Latin and Cyrillic letters in one word",
)
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_AFTER_VOWEL = re.compile(r"\s+[ўЎ]")


def load_terms(path: Path) -> tuple[RejectedTerm, ...]:
    """Return the rejected terms of a file; a wrong entry is named."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=tuple[RejectedTerm, ...])
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise DataError(path.name, "terminology", str(error)) from error


@cache
def _rules(language: PaperLanguage) -> tuple[_Rule, ...]:
    """Return the rules of letters and terms of a language."""
    terms = [
        _Rule(re.compile(rf"(?<!\w)(?:{pattern})\w*", re.IGNORECASE), f"use: {term.use}")
        for term in load_terms(FILE)
        if term.language == language
        for pattern in term.rejected
    ]
    return (*_LETTERS[language], _MIXED, *terms)


def faults(text: str, language: PaperLanguage, *, sounds: bool = True) -> Iterator[Fault]:
    """Yield what is wrong with a text: letters, apostrophes, у/ў, rejected terms.

    Placeholders in braces are values; only the words around them are judged. Without
    `sounds` у/ў is not judged: the text is settled when a paper is composed.
    """
    pieces = [piece for piece in _PLACEHOLDER.split(text) if piece]
    shown = " ".join("…" if piece[0] == "{" else piece for piece in pieces)
    for rule in _rules(language):
        for match in rule.pattern.finditer(shown):
            yield Fault(match.group(), rule.advice)
    if sounds:
        yield from _sounds(pieces, language)


def _sounds(pieces: Sequence[str], language: PaperLanguage) -> Iterator[Fault]:
    """Yield the first place where у/ў or a preposition does not fit its neighbours."""
    known = [_stand_in(piece, pieces[index + 1 : index + 2]) for index, piece in enumerate(pieces)]
    written = "".join(text for text, _ in known)
    settled = settle(language, known)
    for one, other in zip(_words(written), _words(settled), strict=False):
        if one != other:
            yield Fault(one, f"write: {other}")
            return


def _stand_in(piece: str, following: Sequence[str]) -> Piece:
    """Return a piece, or for a placeholder a value that agrees with the author's ў.

    What a value ends with is known only in a paper, so ў and у are both right there.
    """
    if piece[0] != "{":
        return piece, False
    short = bool(following) and _AFTER_VOWEL.match(following[0]) is not None
    return "«та" if short else "«т»", True


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the one before it for context."""
    words = text.split()
    return [f"{before} {word}" for before, word in zip(["", *words], words, strict=False)]
