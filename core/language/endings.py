"""Tables of endings: the longest known end of a word chooses how it is inflected.

A table is written as text, one class a line, so that a linguist can read and
correct it: `name | ends | cut | gen dat acc ins loc | doubt`. `cut` is how many
letters of the nominative go away, `-` is an empty ending and a lone `=` leaves
the word as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

VOWELS = frozenset("аеёиоуыэюяіАЕЁИОУЫЭЮЯІ")
Five = tuple[str, str, str, str, str]
"""gen dat acc ins loc: the forms or the endings of the five oblique cases."""

UNCHANGED: Five = ("", "", "", "", "")
SHORT = 6
"""No word of one syllable that matters is longer than this."""


class Rule(NamedTuple):
    """How one class of words is inflected."""

    name: str
    cut: int
    endings: Five
    capitals: Five
    doubt: str

    def forms(self, word: str) -> Five:
        """Return the five oblique forms; the letter case of the word is kept."""
        small = len(word) < 2 or not word.isupper()
        gen, dat, acc, ins, loc = self.endings if small else self.capitals
        stem = word[: len(word) - self.cut]
        if not stem and small and word[0].isupper():
            gen, dat, acc, ins, loc = (form[0].upper() + form[1:] for form in self.endings)
        return (stem + gen, stem + dat, stem + acc, stem + ins, stem + loc)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def same(text: str) -> Five:
    """Return a text in all oblique cases unchanged."""
    return (text, text, text, text, text)


def each_case(parts: Sequence[Five], separator: str = "") -> Five:
    """Return the parts of a name or phrase joined case by case."""
    gen, dat, acc, ins, loc = [separator.join(case) for case in zip(*parts, strict=True)]
    return (gen, dat, acc, ins, loc)


def make_rule(name: str, cut: int, endings: Five, doubt: str = "") -> Rule:
    """Return a rule with its endings in small and in capital letters."""
    gen, dat, acc, ins, loc = (ending.upper() for ending in endings)
    return Rule(name, cut, endings, (gen, dat, acc, ins, loc), doubt)


def read_rows(table: str) -> Iterator[tuple[str, Rule]]:
    """Yield each end of word of a table with its rule; `#` starts a comment."""
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, ends, cut, endings, doubt = (cell.strip() for cell in line.split("|"))
        cells = ["-"] * 5 if endings == "=" else endings.split()
        gen, dat, acc, ins, loc = (cell.replace("-", "") for cell in cells)
        rule = make_rule(name, int(cut), (gen, dat, acc, ins, loc), doubt)
        for end in ends.split():
            yield end, rule


def one_syllable(word: str) -> bool:
    """Return whether a word has exactly one vowel letter."""
    return len(word) <= SHORT and sum(letter in VOWELS for letter in word) == 1


class Endings:
    """Whole words first, then ends of one-syllable words, then ends of all words."""

    __slots__ = ("_ends", "_longest", "_short", "_words")

    def __init__(self, words: str, short: str, ends: str) -> None:
        self._words: Mapping[str, Rule] = dict(read_rows(words))
        self._short: Mapping[str, Rule] = dict(read_rows(short))
        self._ends: Mapping[str, Rule] = dict(read_rows(ends))
        self._longest = max(map(len, (*self._ends, *self._short)))

    def known(self, word: str) -> bool:
        """Return whether a word (in small letters) is listed as a whole."""
        return word in self._words

    def find(self, word: str) -> Rule | None:
        """Return the rule for a word in small letters, or None when no end is known."""
        rule = self._words.get(word)
        if rule is not None:
            return rule
        if one_syllable(word):
            rule = self._longest_match(self._short, word)
        return rule or self._longest_match(self._ends, word)

    def _longest_match(self, table: Mapping[str, Rule], word: str) -> Rule | None:
        """Return the rule of the longest end of a word that the table knows."""
        for length in range(min(self._longest, len(word)), 0, -1):
            rule = table.get(word[-length:])
            if rule is not None:
                return rule
        return None
