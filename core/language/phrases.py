"""Inflection of composed posts and ranks: adjectives and head change, the tail stays.

«старшы следчы Заводскага (г. Мінска) раённага аддзела Следчага камітэта капітан
юстыцыі» has two groups in the nominative, the post and the rank; both are
inflected and the genitive tail between them is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from core.i18n import PaperLanguage
from core.language.endings import Five, each_case, same
from core.language.forms import Declined
from core.language.phrase_endings import ADJECTIVES, JOINING, NOUNS, STILL
from core.language.sound import settle_text

_TOKEN = re.compile(r"(\s+)")
_EDGES = re.compile(r"^(\W*)(.*?)([^\w.]*)$", re.DOTALL)
_CONSONANT_END: Final = frozenset("бвгджзйклмнпрстўфхцчшщь")
_DASHES: Final = frozenset("—–-")


class Head(NamedTuple):
    """A noun (or an adjective used as one) that a list of titles taught."""

    forms: Five
    """In small letters."""
    animate: bool
    is_rank: bool


class Lexicon(NamedTuple):
    """Heads of one language by their nominative in small letters."""

    language: PaperLanguage
    heads: Mapping[str, Head]


class _Word(NamedTuple):
    """One token of a phrase with its punctuation set aside."""

    before: str
    core: str
    after: str

    @property
    def low(self) -> str:
        return self.core.lower()


def recase(model: str, word: str) -> str:
    """Return a small-letter form in the letter case of the nominative."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def decline_phrase(text: str, lexicon: Lexicon) -> Declined:
    """Return the six cases of a post, rank or body written in words.

    A head noun that the lexicon does not know is inflected by its ending and the
    answer is not sure; a text without letters comes back unchanged and not sure.
    """
    tokens = [token for token in _TOKEN.split(text) if token]
    words = [_word(token) for token in tokens]
    columns = [same(token) for token in tokens]
    doubt = _Walk(words, columns, lexicon).run()
    gen, dat, acc, ins, loc = (settle_text(lexicon.language, form) for form in each_case(columns))
    return Declined(text, gen, dat, acc, ins, loc, "phrase", not doubt, doubt)


def _word(token: str) -> _Word:
    """Return a token with the brackets, quotes and commas around it set aside."""
    match = _EDGES.match(token)
    return _Word(*match.groups()) if match else _Word("", token, "")


class _Walk:
    """One pass over the words of a phrase that inflects its nominative groups."""

    def __init__(self, words: Sequence[_Word], columns: list[Five], lexicon: Lexicon) -> None:
        self.words, self.columns, self.lexicon = words, columns, lexicon
        self.adjectives, self.nouns = ADJECTIVES[lexicon.language], NOUNS[lexicon.language]
        self.places = self._outside_brackets()

    def _outside_brackets(self) -> list[int]:
        """Return the places of real words; what stands in brackets is never inflected."""
        places, depth = [], 0
        for place, word in enumerate(self.words):
            opened = word.before.count("(")
            if word.core and not depth and not opened:
                places.append(place)
            closed = (word.core + word.after).count(")") + word.before.count(")")
            depth = max(0, depth + opened - closed)
        return places

    def run(self) -> str:
        """Inflect every nominative group; return the doubt, or an empty string."""
        if not any(self.words[place].core[:1].isalpha() for place in self.places):
            return "no words"
        index, doubt = self._group(0)
        while index < len(self.places):
            start = self._next_group(index)
            if start is None:
                break
            index, _ = self._group(start)
        return doubt

    def _low(self, index: int) -> str:
        """Return the word at an index in small letters; empty past the end."""
        return self.words[self.places[index]].low if index < len(self.places) else ""

    def _group(self, index: int) -> tuple[int, str]:
        """Inflect adjectives and head from an index; return the index after and the doubt."""
        if self._low(index) in STILL:
            return index + 1, ""
        first = index
        while self._is_adjective(index):
            index += 1
        head = self.lexicon.heads.get(self._low(index))
        if head is None and index > first and not self._noun_like(index):
            index -= 1  # the adjective itself is the head: подозреваемый, заведующий
            head = self.lexicon.heads.get(self._low(index))
        forms, animate, doubt = self._head_forms(index, head)
        for place in range(first, index):
            self._put(place, self._adjective_forms(self._low(place), animate=animate))
        self._put(index, forms)
        return index + 1, doubt

    def _is_adjective(self, index: int) -> bool:
        """Return whether a word is an adjective with its noun still to come."""
        low, following = self._low(index), self._low(index + 1)
        if not following or self.adjectives.find(low) is None or self._closes(index):
            return False
        if low in self.lexicon.heads:
            return following in self.lexicon.heads
        known = following in self.lexicon.heads or self.adjectives.find(following) is not None
        return known or self._noun_like(index + 1)

    def _noun_like(self, index: int) -> bool:
        """Return whether an unknown word may be a noun in the nominative after an adjective."""
        low, adjective = self._low(index), self.adjectives.find(self._low(index - 1))
        if adjective is not None and adjective.name == "f":
            return low.endswith(("а", "я"))
        return low.endswith("ўца") or (
            low[-1:] in _CONSONANT_END and not low.endswith(("ых", "их", "аў", "ов", "іх"))
        )

    def _closes(self, index: int) -> bool:
        """Return whether a comma after a word ends its group."""
        return "," in self.words[self.places[index]].after

    def _head_forms(self, index: int, head: Head | None) -> tuple[Five, bool, str]:
        """Return the forms of a head, whether it is a person, and the doubt."""
        low = self._low(index)
        if head is not None:
            return head.forms, head.animate, ""
        halves = low.split("-")
        if len(halves) > 1:
            joined = each_case([self._half(half) for half in halves], "-")
            unknown = any(half not in self.lexicon.heads for half in halves)
            return joined, True, "unknown word" if unknown else ""
        if self.adjectives.find(low):
            return self._adjective_forms(low, animate=True), True, "unknown word"
        if not low.isalpha():
            return same(low), True, "unknown word"
        return self._half(low), True, "unknown word"

    def _half(self, word: str) -> Five:
        """Return the forms of one half of a double word (эксперт-криминалист)."""
        head = self.lexicon.heads.get(word)
        if head is not None:
            return head.forms
        rule = self.nouns.find(word)
        return rule.forms(word) if rule else same(word)

    def _adjective_forms(self, low: str, *, animate: bool) -> Five:
        """Return the forms of an adjective that agrees with its head."""
        rule = self.adjectives.find(low)
        if rule is None:
            return same(low)
        gen, dat, acc, ins, loc = rule.forms(low)
        return (gen, dat, low if rule.name == "m" and not animate else acc, ins, loc)

    def _next_group(self, index: int) -> int | None:
        """Return where the next nominative group begins in the tail, if one does.

        It is a rank («капитан юстиции») with its adjectives, or a known post after
        a comma or «и».
        """
        for start in range(index, len(self.places)):
            stop = start
            while self._is_adjective(stop):
                stop += 1
            head = self.lexicon.heads.get(self._low(stop))
            if head is None:
                continue
            if head.is_rank or self._joined(start):
                return start
        return None

    def _joined(self, index: int) -> bool:
        """Return whether a word stands after a comma, a dash or «и»."""
        dash = self.words[max(0, self.places[index] - 2)].before in _DASHES
        return index > 0 and (dash or self._low(index - 1) in JOINING or self._closes(index - 1))

    def _put(self, index: int, forms: Five) -> None:
        """Write the forms of a word in its letter case and with its punctuation."""
        place = self.places[index]
        before, core, after = self.words[place]
        gen, dat, acc, ins, loc = (before + recase(core, form) + after for form in forms)
        self.columns[place] = (gen, dat, acc, ins, loc)
