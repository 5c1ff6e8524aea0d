"""Inflects Belarusian given names, patronymics and surnames in six cases.

The rules are those of the official orthography (2008); stress is not written, so
where two readings are possible the usual one is returned with `sure=False`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from core.language.belarusian_classes import (
    Table,
    given_men,
    given_women,
    patronymics,
    surname_men,
    surname_women,
    women_declined,
)
from core.language.belarusian_letters import (
    composed,
    fold_apostrophes,
    has_other_cyrillic,
    is_native,
    syllables,
)
from core.language.belarusian_lists import adjective_surnames, irregular_men, noun_surnames
from core.language.belarusian_paradigms import UNCHANGED, Forms, Pattern
from core.language.belarusian_people import (
    PARTICLES,
    given_gender,
    is_initial,
    is_turkic_patronymic,
    kinds_of,
    patronymic_gender,
)
from core.language.forms import Declined, Gender, Kind, unchanged

Policy = Literal["keep", "decline"]
"""What happens to women's surnames in -а that are no noun: Шаўчэнка, Сапега."""

_BREAKS = re.compile(r"([\s\-\u2010\u2011]+)")
_SPACES = re.compile(r"(\s+)")
_PRETONIC_JA = re.compile(r"[бвгдзжклмнпрстўфхцчш]я[^аоуыэіеёюя]*$")


class _Lookup(NamedTuple):
    """Patterns by whole name and by the end of a name, with the longest end in letters."""

    names: Table
    ends: Table
    longest: int


def _lookup(names: Table, ends: Table) -> _Lookup:
    return _Lookup(names, ends, max(map(len, ends)))


def _compile() -> dict[tuple[Kind, Gender], _Lookup]:
    irregular = irregular_men()
    nouns_m, nouns_f = noun_surnames()
    adjectives_m, adjectives_f = adjective_surnames()
    sons, daughters = patronymics()
    return {
        ("given", "m"): _lookup(irregular["given"], given_men()),
        ("given", "f"): _lookup({}, given_women()),
        ("patronymic", "m"): _lookup({}, sons),
        ("patronymic", "f"): _lookup({}, daughters),
        ("surname", "m"): _lookup(adjectives_m | nouns_m | irregular["surname"], surname_men()),
        ("surname", "f"): _lookup(adjectives_f | nouns_f, surname_women()),
    }


_LOOKUPS = _compile()
_ORDER = "order of the parts"
_KEPT = frozenset({"f-a-keep", "f-ka"})
_WOMEN_DECLINED = _lookup({}, women_declined())


class _Word(NamedTuple):
    """One inflected word before it is joined with its neighbours."""

    nom: str
    forms: Forms
    rule: str
    doubt: str


def decline(
    text: str, kind: Kind, gender: Gender | None = None, *, policy: Policy = "keep"
) -> Declined:
    """Return the six forms of a name, with the doubt of the rules if they have one.

    Parts joined by a hyphen are inflected each by itself. What is no Belarusian
    word (empty, digits, Latin, Russian letters) comes back unchanged with a doubt.

    >>> decline("Заяц Леў Фаміч", "full").dat
    'Зайцу Льву Фамічу'
    """
    text = fold_apostrophes(text)
    if kind == "full":
        return _full(text, gender, policy)
    if kind == "title":
        raise ValueError("posts and ranks are inflected as data, not by these rules")
    if kind == "patronymic" and is_turkic_patronymic(text):
        return unchanged(text, "patr-turk")
    known = gender or _seen_gender(text, kind)
    if known is None:
        return unchanged(text, "no-gender", "gender")
    return _join(_part(text, kind, known, policy))


def _seen_gender(text: str, kind: Kind) -> Gender | None:
    """Return the gender that the word itself shows; a surname shows it only as an adjective."""
    if kind == "patronymic":
        return patronymic_gender(text)
    if kind == "given":
        return given_gender(text)
    lower = text.lower()
    if re.search(r"(?:[сц]кі|[аоеё]ў)$", lower):
        return "m"
    return "f" if re.search(r"(?:[сц]кая|[аоеё]ва)$", lower) else None


def _part(text: str, kind: Kind, gender: Gender, policy: Policy) -> list[_Word]:
    """Return the words of one part of a name, breaks between them included."""
    if _BREAKS.search(text) is None:
        return [_word(text, kind, gender, policy)]
    pieces = _BREAKS.split(text)
    return [
        _word(piece, kind, gender, policy) if piece and index % 2 == 0 else _constant(piece, "")
        for index, piece in enumerate(pieces)
    ]


def _constant(text: str, rule: str, doubt: str = "") -> _Word:
    return _Word(text, (text,) * 5, rule, doubt)


def _join(words: list[_Word], doubt: str = "") -> Declined:
    if len(words) == 1:
        nom, forms, rule, found = words[0]
        return Declined(nom, *forms, rule, not found, found)
    columns = ["".join(column) for column in zip(*(word.forms for word in words), strict=True)]
    rule = " ".join(word.rule for word in words if word.rule) or "not-a-name"
    doubts = dict.fromkeys(found for found in (doubt, *(word.doubt for word in words)) if found)
    doubt = "; ".join(doubts) or ("empty" if rule == "not-a-name" else "")
    gen, dat, acc, ins, loc = columns
    nom = "".join(word.nom for word in words)
    return Declined(nom, gen, dat, acc, ins, loc, rule, not doubt, doubt)


@lru_cache(maxsize=4096)
def _word(text: str, kind: Kind, gender: Gender, policy: Policy) -> _Word:
    """Return the forms of one word; the letter case of the nominative is kept."""
    word = text
    if not is_native(word):
        word = composed(text)
        if not is_native(word):
            return _foreign(text)
    if len(word) == 1:
        return _constant(word, "initial", "")
    lower = word.lower()
    if lower == word and word in PARTICLES:
        return _constant(word, "particle", "")
    rule, cut, endings, doubt = _found(lower, _LOOKUPS[kind, gender])
    if policy == "decline" and rule in _KEPT:
        rule, cut, endings, doubt = _found(lower, _WOMEN_DECLINED)
    if endings is UNCHANGED:
        return _constant(word, rule, doubt)
    base = word[:-cut] if cut else word
    gen, dat, acc, ins, loc = endings
    if word.isupper():
        gen, dat, acc, ins, loc = (end.upper() for end in endings)
    return _Word(word, (base + gen, base + dat, base + acc, base + ins, base + loc), rule, doubt)


def _foreign(text: str) -> _Word:
    """Return a word these rules cannot read, unchanged; only initials are without doubt."""
    if is_initial(text):
        return _constant(text, "initial", "")
    doubt = "letters of another language" if has_other_cyrillic(text) else "not a Belarusian word"
    return _constant(text, "not-a-name", doubt if text else "empty")


def _found(lower: str, lookup: _Lookup) -> tuple[str, int, Forms, str]:
    """Return the rule, the cut, the endings and the doubt for a lower-case word."""
    made = lookup.names.get(lower)
    if made is not None:
        return made[:4]
    for size in range(min(lookup.longest, len(lower)), 0, -1):
        made = lookup.ends.get(lower[-size:])
        if made is not None and (made.least == 1 or syllables(lower) >= made.least):
            return _by_stress(made, lower[:-size])
    return "not-a-name", 0, UNCHANGED, "rare class"


def _by_stress(made: Pattern, head: str) -> tuple[str, int, Forms, str]:
    """Return the pattern that agrees with the stress seen in the letters before the ending."""
    if made.stem is not None and ("о" in head or "ё" in head):
        return made.stem[:4]
    if made.shifting and _PRETONIC_JA.search(head):
        return made.rule, made.cut, made.endings, "stem: я or е"
    return made[:4]


def _full(text: str, gender: Gender | None, policy: Policy) -> Declined:
    """Return the forms of a whole name; all its parts take the same case."""
    pieces = _SPACES.split(text)
    words = [piece for piece in pieces if piece and not piece.isspace()]
    if not words:
        return unchanged(text, "not-a-name", "empty")
    kinds = kinds_of(words)
    known = gender or _gender_of(words, kinds)
    if known is None:
        return unchanged(text, "no-gender", "gender")
    inflected = _turkic(words)
    made: list[_Word] = []
    index = 0
    for piece in pieces:
        if not piece or piece.isspace():
            made.append(_constant(piece, "", ""))
            continue
        if index >= inflected:
            made.append(_constant(piece, "patr-turk", ""))
        else:
            made.extend(_part(piece, kinds[index], known, policy))
        index += 1
    return _join(made, "" if len(words) < 3 or "patronymic" in kinds else _ORDER)


def _turkic(words: list[str]) -> int:
    """Return how many words stand before a patronymic of the kind «Мамед аглы»."""
    if len(words) < 2 or not is_turkic_patronymic(words[-1]):
        return len(words)
    return len(words) - (1 if "-" in words[-1] else 2)


def _gender_of(words: list[str], kinds: list[Kind]) -> Gender | None:
    """Return what the patronymic shows, else the given name; never guess by the surname."""
    for wanted, seen in (("patronymic", patronymic_gender), ("given", given_gender)):
        for word, kind in zip(words, kinds, strict=True):
            found = seen(word) if kind == wanted else None
            if found is not None:
                return found
    return None
