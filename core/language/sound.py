"""Sounds where words meet: у/ў, у/ва, з/са, с/со, о/об across the borders of values.

The author of a form cannot know what a value begins or ends with, so the choice
is made when the whole paragraph is known. Only the author's letters are changed:
the words of a person and the names stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from core.i18n import PaperLanguage

Piece = tuple[str, bool]
"""A piece of a paragraph and whether it is a value (a name, a narrative)."""

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*")
_VOWELS: Final = frozenset("аеёиоуыэюяіАЕЁИОУЫЭЮЯІ")
_SPACES: Final = frozenset(" \N{NO-BREAK SPACE}\n")
"""A line broken inside a sentence (the subject of a heading) parts words like a space."""
_STRESSED_U: Final = ("урн", "унія", "унію", "уніі", "унцы", "ультра", "унікум", "утар")
"""Words with a stressed у at the start, which never turns into ў."""
_SIBILANTS: Final = frozenset("сзшжСЗШЖ")


class _Line:
    """One paragraph with a mark on each letter: may it be changed?"""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.text = "".join(text for text, _ in pieces)
        self.free = bytearray()
        for text, is_value in pieces:
            self.free.extend((not is_value,) * len(text))
        letters = [c for c, free in zip(self.text, self.free, strict=True) if free and c.isalpha()]
        self.capitals = len(letters) > 1 and "".join(letters).isupper()

    def own(self, start: int, end: int) -> bool:
        """Return whether a stretch was written by the author of the form."""
        return all(self.free[start:end])

    def vowel_before(self, start: int) -> bool:
        """Return whether only a space or a line break parts a word from a vowel before it."""
        place = start - 1
        while place >= 0 and self.text[place] in _SPACES:
            place -= 1
        return 0 <= place < start - 1 and self.text[place] in _VOWELS


def _cased(model: str, word: str) -> str:
    """Return a short word in the letter case of the one it replaces."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


def _cluster(word: str) -> bool:
    """Return whether a word begins with с, з, ш or ж before another consonant."""
    return (
        len(word) > 1
        and word[0] in _SIBILANTS
        and word[1].isalpha()
        and word[1] not in _VOWELS
        and word[1].lower() not in "ьъ"
    )


def _belarusian_preposition(word: str, following: str) -> str:
    """Return a Belarusian preposition as the word after it wants it."""
    low, after = word.lower(), following.lower()
    if low in ("у", "ў") and after[0] in "уў":
        return _cased(word, "ва") if not word.isupper() or len(following) < 2 else "Ва"
    if low in ("з", "са"):
        if _cluster(after) or after == "мной":
            return _cased(word, "са")
        if low == "са" and after[0] in "сзшж" and after[1:2] and after[1] in _VOWELS:
            return _cased(word, "з")
    return word


def _belarusian(line: _Line) -> str:
    """Return a Belarusian paragraph with prepositions and then у/ў put right."""
    replaced = _replace_before(line, _belarusian_preposition, values_only=False)
    text, out, end = replaced.text, [], 0
    for match in _WORD.finditer(text):
        start = match.start()
        if text[start] not in "уўУЎ" or not replaced.free[start]:
            continue
        letter = _short_u(replaced, match.group(), start)
        out.append(text[end:start] + letter)
        end = start + 1
    return "".join(out) + text[end:]


def _short_u(line: _Line, word: str, start: int) -> str:
    """Return у or ў for the first letter of a word."""
    if word[0] in "УЎ":
        if not line.capitals:
            return "У"
        short = line.vowel_before(start) and not word.lower().startswith(_STRESSED_U)
        return "Ў" if short else "У"
    plain = not line.vowel_before(start) or ("у" + word[1:]).lower().startswith(_STRESSED_U)
    return "у" if plain else "ў"


def _replace_before(line: _Line, choose: Callable[[str, str], str], *, values_only: bool) -> _Line:
    """Return the line with its prepositions chosen by the word that follows.

    With `values_only` a preposition is touched only when a value follows: elsewhere
    the author of the form saw both words.
    """
    pieces: list[Piece] = []
    end = 0
    words = list(_WORD.finditer(line.text))
    for match, following in pairwise(words):
        gap = line.text[match.end() : following.start()]
        if len(match.group()) > 3 or not gap or set(gap) - _SPACES:
            continue
        if not line.own(*match.span()) or (values_only and line.free[following.start()]):
            continue
        chosen = choose(match.group(), following.group())
        if chosen != match.group():
            pieces += _cut(line, end, match.start())
            pieces.append((chosen, False))
            end = match.end()
    return _Line([*pieces, *_cut(line, end, len(line.text))]) if pieces else line


def _cut(line: _Line, start: int, end: int) -> list[Piece]:
    """Return a stretch of a line as pieces letter by letter with their marks."""
    return [(line.text[i], not line.free[i]) for i in range(start, end)]


_RUSSIAN: Final[dict[str, tuple[str, str, re.Pattern[str]]]] = {
    word: (short, long, re.compile(pattern, re.IGNORECASE))
    for short, long, pattern in (
        ("с", "со", r"[сзшж][бвгджзклмнпрстфхцчшщ]|щ|льв|льд|мной|все[йм]|втор|лбо|ртом"),
        ("к", "ко", r"льв|льд|мне|всем|всяк|втор|дню"),
        ("в", "во", r"[вф][бвгджзклмнпрстфхцчшщ]|вь|льв|двор|мн[ео]|рту|лбу"),
    )
    for word in (short, long)
}
_ABOUT: Final = re.compile(r"[аиоуэ]", re.IGNORECASE)
_ABOUT_FULL: Final = re.compile(r"мне\b|вс[её]|что", re.IGNORECASE)


def _russian_preposition(word: str, following: str) -> str:
    """Return a Russian preposition as the value after it wants it."""
    low = word.lower()
    if low in ("о", "об", "обо"):
        full = "обо" if _ABOUT_FULL.match(following) else ""
        return _cased(word, full or ("об" if _ABOUT.match(following) else "о"))
    if low in _RUSSIAN:
        short, long, wants_long = _RUSSIAN[low]
        return _cased(word, long if wants_long.match(following) else short)
    return word


def _russian(line: _Line) -> str:
    """Return a Russian paragraph with the prepositions before values put right."""
    return _replace_before(line, _russian_preposition, values_only=True).text


_SETTLERS: Final[dict[PaperLanguage, Callable[[_Line], str]]] = {
    "be": _belarusian,
    "ru": _russian,
}


def settle(language: PaperLanguage, pieces: Sequence[Piece]) -> str:
    """Return the pieces joined, with the sounds at word borders put right.

    Each piece is a text and whether it is a value. Values are never changed, but
    their letters decide about the author's words beside them. A value that begins
    with a capital У keeps it, as proper names do.

    >>> settle("be", [("следчы устанавіў", False)])
    'следчы ўстанавіў'
    >>> settle("ru", [("с ", False), ("Степановым", True)])
    'со Степановым'
    """
    return _SETTLERS[language](_Line(pieces))


def settle_text(language: PaperLanguage, text: str) -> str:
    """Return one text without values with the sounds at word borders put right."""
    return settle(language, ((text, False),))
