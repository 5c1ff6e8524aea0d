"""The places in a form's text: `{path}`, `{path|filter}` and `{person?his|her}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_PLACE = re.compile(
    r"\{(?P<path>[a-z][a-z0-9_.]*)"
    r"(?:\|(?P<filter>[a-z_]+)|\?(?P<his>[^{}|]*)\|(?P<her>[^{}|]*))?\}"
)


@dataclass(frozen=True)
class Words:
    """Text of the form's author."""

    text: str


@dataclass(frozen=True)
class Place:
    """A value to be filled in, in a form named by the filter."""

    path: str
    filter: str = ""


@dataclass(frozen=True)
class Gendered:
    """One of two wordings, by the gender of a person or official."""

    path: str
    his: str
    her: str


Piece = Words | Place | Gendered


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a form's text; ValueError for a brace that opens no place.

    The live preview composes a paper at every keystroke; the form's own texts never
    change, so each is parsed once.
    """
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for found in _PLACE.finditer(text):
        yield from _words(text[end : found.start()])
        if found["his"] is not None:
            yield Gendered(found["path"], found["his"], found["her"])
        else:
            yield Place(found["path"], found["filter"] or "")
        end = found.end()
    yield from _words(text[end:])


def _words(text: str) -> Iterator[Words]:
    if "{" in text or "}" in text:
        raise ValueError(f"a brace stands alone near {text.strip()[:40]!r}")
    if text:
        yield Words(text)
