"""Lines of type: faces, widths and where a line ends.

ReportLab's own paragraphs are not used: they read markup, and a page of a procedural
paper needs no more than words, spaces and two weights (docs/decisions, "the page").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from core.documents.layout import Layout
from core.documents.pdf_engine import TTFont, pdfmetrics
from core.documents.text import Printable

FALLBACK = "fallback"
NO_GLYPH = "\ufffd"
"""Printed for a sign that no embedded face has: PDF/A forbids the empty glyph."""

_DASHES = frozenset({"—", "–", "—,", "–,"})
_OPENING, _CLOSING = "(«„“[", ",;:!?)»”]"
_THREE = re.compile(r"\d{3}(?!\d)")
"""The next group of a long number: 4 860."""
_COMPOUND = re.compile(r"(?<=[^\W\d_]{4})(-)(?=[^\W\d_]{4})")
_BREAK_INSIDE = re.compile(r"(?<=[-/\\_;:@&=?])")


class Piece(NamedTuple):
    """Words in one face."""

    text: str
    face: str = "regular"


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: pieces from left to right, in points from the left edge of its column."""

    pieces: tuple[Piece, ...]
    size: float
    x: float = 0
    stretch: float = 0
    """Added to every space of a justified line."""
    width: float = 0


@dataclass(frozen=True)
class Bonds:
    """Neighbours that a line's end never parts: № and 5, 12 and "min.", a word and its dash."""

    after: frozenset[str]
    before: frozenset[str]

    def hold(self, word: str, following: str) -> bool:
        """Return whether two words stay on one line."""
        if not word or not following:
            return False
        if word in self.after or following in _DASHES or _initials(following):
            return True
        if word[-1].isdigit():
            first = following.partition("\u00a0")[0]  # what comes bound already
            bare = first.rstrip(_CLOSING), first.rstrip(_CLOSING + ".")
            return not self.before.isdisjoint(bare) or bool(_THREE.match(following))
        return word[0] in _OPENING and word.lstrip(_OPENING) in self.after


def _initials(word: str) -> bool:
    """Return whether a word is two initials, which stay with the surname before them."""
    return word[1:2] == "." == word[3:4] and word[0].isupper() and word[2].isupper()


class Typefaces:
    """Embedded faces: which signs they have and how wide these are."""

    def __init__(self, files: Mapping[str, str], bonds: Bonds) -> None:
        self._files = files
        self._bonds = bonds
        self._advances: dict[str, dict[str, float]] = {}

    def advances(self, face: str) -> dict[str, float]:
        """Return the width of every sign of a face in em; the face is read at its first use."""
        known = self._advances.get(face)
        if known is None:
            font = TTFont(face, self._files[face])
            pdfmetrics.registerFont(font)
            widths = font.face.charWidths
            known = {chr(c): widths[c] / 1000 for c in font.face.charToGlyph if c in widths}
            known["\u00a0"] = known[" "]  # both are drawn as a space
            self._advances[face] = known
        return known

    def width(self, piece: Piece, size: float) -> float:
        """Return the width of a piece in points."""
        return sum(map(self.advances(piece.face).__getitem__, piece.text)) * size

    def bound(self, text: str) -> str:
        """Return the text with its spaces kept where a line must not end."""
        words = text.split(" ")
        bound = words[:1]
        for before, word in pairwise(words):
            bound += ("\u00a0" if self._bonds.hold(before, word) else " ", word)
        return "".join(bound)

    def covered(self, text: str, face: str) -> Iterator[Piece]:
        """Yield the text in pieces that can be drawn: other faces step in for missing signs."""
        own = self.advances(face)
        if own.keys() >= set(text):
            yield Piece(text, face)
            return
        other = self.advances(FALLBACK)
        start, current = 0, ""
        signs = "".join(c if c in own or c in other else NO_GLYPH for c in text)
        for at, sign in enumerate(signs):
            wanted = face if sign in own and sign != NO_GLYPH else FALLBACK
            if wanted != current:
                if at > start:
                    yield Piece(signs[start:at], current)
                start, current = at, wanted
        yield Piece(signs[start:], current)

    def unprintable(self, text: str) -> frozenset[str]:
        """Return the signs of a cleaned text that no embedded face has."""
        known = self.advances("regular").keys() | self.advances(FALLBACK).keys()
        return frozenset(text) - known - {"\n"}


@lru_cache(maxsize=4)
def _read_once(files: tuple[tuple[str, str], ...], bonds: Bonds) -> Typefaces:
    """Return the faces of these files with the words that hold to their neighbours."""
    return Typefaces(dict(files), bonds)


def typefaces(layout: Layout) -> Typefaces:
    """Return the faces of a layout, read once for all papers."""
    faces = layout.fonts.__struct_fields__
    files = tuple((face, str(layout.file(getattr(layout.fonts, face)))) for face in faces)
    bonds = Bonds(frozenset(layout.no_break_after), frozenset(layout.no_break_before))
    return _read_once(files, bonds)


class _Word(NamedTuple):
    """What is never split while it fits into a line."""

    pieces: tuple[Piece, ...]
    width: float
    tight: bool = False
    """A later part of a cut word: no space stands before it."""


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets paragraphs of one size, alignment and width; lengths in points."""

    faces: Typefaces
    size: float
    align: str
    width: float
    indent: float = 0

    def set(self, pieces: Iterable[tuple[Printable, str]]) -> list[Line]:
        """Return the lines of one paragraph."""
        rows: list[list[_Word]] = [[]]
        space = self.faces.width(Piece(" "), self.size)
        x, room = 0.0, self.width - self.indent
        limit = self.width - self.indent
        for word in self._words(pieces):
            simple = word.width <= limit and "-" not in word.pieces[0].text
            for part in (word,) if simple else self._fitting(word):
                gap = 0.0 if part.tight or not rows[-1] else space
                if rows[-1] and x + gap + part.width > room + 0.001:
                    rows.append([])
                    x, gap, room = 0.0, 0.0, self.width
                x += gap + part.width
                rows[-1].append(part)
        if not rows[-1]:
            return []
        last = len(rows) - 1
        return [
            self._line(row, self.indent if n == 0 else 0, space, final=n == last)
            for n, row in enumerate(rows)
        ]

    def word_widths(self, text: Printable, face: str) -> Iterator[float]:
        """Yield the width of every word, the narrowest column that holds it."""
        return (word.width for word in self._words([(text, face)]))

    def _words(self, pieces: Iterable[tuple[Printable, str]]) -> Iterator[_Word]:
        """Yield measured words; pieces that touch without a space make one word."""
        open_word: list[Piece] = []
        width = 0.0
        for text, face in pieces:
            bound = self.faces.bound(text.replace("\n", " "))
            for drawn in self.faces.covered(bound, face):
                advance = self.faces.advances(drawn.face).__getitem__
                for n, word in enumerate(drawn.text.split(" ")):
                    if n and open_word:
                        yield _Word(tuple(open_word), width)
                        open_word, width = [], 0.0
                    if word:
                        open_word.append(Piece(word, drawn.face))
                        width += sum(map(advance, word)) * self.size
        if open_word:
            yield _Word(tuple(open_word), width)

    def _fitting(self, word: _Word) -> Iterator[_Word]:
        """Yield the word, or its parts when it is longer than a line: at a sign, then anywhere."""
        if word.width <= self.width - self.indent:
            yield from self._compound(word)
            return
        tight = False
        for piece in word.pieces:
            for text in filter(None, _BREAK_INSIDE.split(piece.text)):
                for part in self._cut(Piece(text, piece.face)):
                    yield part._replace(tight=tight)
                    tight = True

    def _compound(self, word: _Word) -> Iterator[_Word]:
        """Yield the word, or the parts of a long compound, which a line may end between.

        A compound goes on in small letters: a double name and a number stay whole.
        """
        piece, *more = word.pieces
        parts = [] if more or "-" not in piece.text else _COMPOUND.split(piece.text)
        if len(parts) != 3 or not parts[2][:1].islower():
            yield word
            return
        yield self._word(Piece(parts[0] + parts[1], piece.face))
        yield self._word(Piece(parts[2], piece.face))._replace(tight=True)

    def _cut(self, piece: Piece) -> Iterator[_Word]:
        """Yield parts of a piece, each as long as a line can hold."""
        advances = self.faces.advances(piece.face)
        start, x = 0, 0.0
        for at, sign in enumerate(piece.text):
            step = advances[sign] * self.size
            if at > start and x + step > self.width - self.indent:
                yield self._word(Piece(piece.text[start:at], piece.face))
                start, x = at, 0.0
            x += step
        yield self._word(Piece(piece.text[start:], piece.face))

    def _word(self, piece: Piece) -> _Word:
        """Return a measured word of one piece."""
        return _Word((piece,), self.faces.width(piece, self.size))

    def _line(self, words: list[_Word], indent: float, space: float, *, final: bool) -> Line:
        """Return one line of words, pushed to its place."""
        pieces = _joined(words)
        width = sum(word.width for word in words)
        width += space * sum(not word.tight for word in words[1:])
        left = self.width - indent - width
        stretch = 0.0
        if self.align == "justify" and not final:
            gaps = sum(piece.text.count(" ") + piece.text.count("\u00a0") for piece in pieces)
            # A line of one long word and a short one stays ragged rather than torn apart.
            stretch = left / gaps if gaps and left / gaps <= self.size else 0.0
        x = indent + left * _SHIFT[self.align]
        return Line(pieces, self.size, x, stretch, width)


_SHIFT = {"left": 0.0, "justify": 0.0, "centre": 0.5, "right": 1.0}


def _joined(words: list[_Word]) -> tuple[Piece, ...]:
    """Return the pieces of a line with spaces between words and neighbours of one face as one."""
    texts: list[list[str]] = []
    faces: list[str] = []
    for word in words:
        if texts and not word.tight:
            if faces[-1] == FALLBACK:  # its space has another width
                faces.append("regular")
                texts.append([])
            texts[-1].append(" ")
        for piece in word.pieces:
            if not faces or faces[-1] != piece.face:
                faces.append(piece.face)
                texts.append([])
            texts[-1].append(piece.text)
    return tuple(Piece("".join(text), face) for text, face in zip(texts, faces, strict=True))
