"""Search in the law book: steps, terms, guards, roles and words of art, by article and by text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import msgspec

from core.i18n import UI_LANGUAGES, Trilingual
from core.law.book import LawBook
from core.law.corrections import Correction
from core.law.model import Confidence, Entry
from core.services.verification import compared

SEARCHED = (
    "steps",
    "terms",
    "guards",
    "roles",
    "glossary",
    "grounds",
    "prosecution",
    "bodies",
    "absences",
    "completeness",
    "crimes",
)
"""Kinds that are searched, in the order of their findings."""

MOST = 500
"""Findings; who gets more should ask for more."""

_ARTICLE = re.compile(r"\d+(?:-\d+)?(?:\(\d+(?:-\d+)?\))*")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})
_DIAERESIS = "\u0308"
"""Two dots over a letter: people write it with them and without."""


@dataclass(frozen=True)
class Norm:
    """One entry that was found."""

    kind: str
    entry: Entry
    name: Trilingual
    edition: str
    confidence: Confidence
    verdict: Correction | None

    @property
    def id(self) -> str:
        """Return the id of the entry."""
        return self.entry.id

    @property
    def article(self) -> str:
        """Return its article."""
        return self.entry.article

    def plain(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "kind": self.kind,
            "id": self.id,
            "article": self.article,
            "name": msgspec.to_builtins(self.name),
            "confidence": self.confidence,
            "source": self.entry.source,
            "edition": self.edition,
        }


def search(
    book: LawBook, text: str, kinds: tuple[str, ...] = SEARCHED, edition: str = ""
) -> tuple[Norm, ...]:
    """Return what the newest text, or one edition, has under an article or with all the words.

    `210` finds art. 210 and its parts, `210(1)` that part alone; words are found in any
    of the three languages and in ids, whatever their case.
    """
    words = _fold(text).split()
    if not words:
        return ()
    article = words[0] if len(words) == 1 and _ARTICLE.fullmatch(words[0]) else ""
    found = (norm for norm in norms(book, kinds, edition) if _fits(norm, article, words))
    return tuple(found)[:MOST]


def norms(book: LawBook, kinds: tuple[str, ...] = SEARCHED, edition: str = "") -> Iterator[Norm]:
    """Yield every entry of some kinds of the newest text, or what one edition brings."""
    rows = compared(book, edition)
    for kind in kinds:
        for row in (one for one in rows if one.kind == kind):
            name = name_of(row.entry)
            yield Norm(kind, row.entry, name, row.edition, row.confidence, row.verdict)


def name_of(entry: Entry) -> Trilingual:
    """Return what an entry is called: its name, its sentence, failing both its id."""
    name = getattr(entry, "name", None) or getattr(entry, "says", None)
    return name if isinstance(name, Trilingual) else Trilingual(entry.id, entry.id, entry.id)


def _fits(norm: Norm, article: str, words: list[str]) -> bool:
    if article:
        return any(one == article or one.startswith(f"{article}(") for one in _articles(norm))
    return all(word in _text(norm) for word in words)


def _articles(norm: Norm) -> Iterator[str]:
    """Yield the articles an entry names; a span like 255-260 names all of them."""
    for named in re.split(r"[,;]\s*", norm.article):
        span = re.fullmatch(r"(\d{2,3})-(\d{2,3})", named.strip())
        if span and int(span[1]) < int(span[2]):
            yield from map(str, range(int(span[1]), int(span[2]) + 1))
        else:
            yield from _ARTICLE.findall(named)


def _text(norm: Norm) -> str:
    definition = getattr(norm.entry, "definition", None)
    said = [norm.name[language] for language in UI_LANGUAGES]
    if isinstance(definition, Trilingual):
        said += [definition[language] for language in UI_LANGUAGES]
    return _fold(" ".join((*said, norm.id, norm.article)))


def _fold(text: str) -> str:
    bare = normalize("NFD", text.casefold()).replace(_DIAERESIS, "")
    return normalize("NFC", bare).translate(_APOSTROPHES)
