"""Proposes the counterpart of a name in the other official language; the person decides.

Given names and patronymics come from a table of pairs, surnames from a short table
and from rules of spelling. Nothing here is certain: stress is not written, and a
passport may hold any spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from core.language.belarusian_letters import APOSTROPHE, composed, fold_apostrophes
from core.language.belarusian_lists import FOLDER, GivenName, given_names, rows
from core.language.belarusian_people import is_initial, kinds_of
from core.language.forms import Gender, Kind
from core.language.transliteration_rules import belarusian_letters, russian_letters

_BREAKS = re.compile(r"([\s\-\u2010\u2011]+)")
_SON_OF = {"be": {"аглы": "оглы"}, "ru": {"оглы": "аглы"}}
"""Words of patronymics that are spelled by аканне; кызы and улы are the same in both."""


class _Direction(NamedTuple):
    """What one direction knows: pairs by kind, beginnings of surnames, rules of letters."""

    given: dict[tuple[str, Gender], str]
    patronymics: dict[str, str]
    surnames: dict[str, str]
    roots: dict[str, str]
    letters: Callable[[str], str]


def to_belarusian(text: str, kind: Kind, gender: Gender | None = None) -> str:
    """Return the Belarusian counterpart of a Russian name as a proposal.

    >>> to_belarusian("Ковальчук Николай Сергеевич", "full")
    'Кавальчук Мікалай Сяргеевіч'
    """
    return _convert(text, kind, gender, _TO_BE)


def to_russian(text: str, kind: Kind, gender: Gender | None = None) -> str:
    """Return the Russian counterpart of a Belarusian name as a proposal.

    >>> to_russian("Вольга", "given", "f")
    'Ольга'
    """
    return _convert(fold_apostrophes(text), kind, gender, _TO_RU)


def _convert(text: str, kind: Kind, gender: Gender | None, direction: _Direction) -> str:
    text = composed(text)
    if kind == "title":
        raise ValueError("posts and ranks have their counterparts as data")
    pieces = re.split(r"(\s+)", text)
    words = [piece for piece in pieces if piece and not piece.isspace()]
    kinds = iter(kinds_of(words) if kind == "full" else [kind] * len(words))
    return "".join(
        _hyphenated(piece, next(kinds), gender, direction)
        if piece and not piece.isspace()
        else piece
        for piece in pieces
    )


def _hyphenated(text: str, kind: Kind, gender: Gender | None, direction: _Direction) -> str:
    parts = _BREAKS.split(text)
    return "".join(
        part if index % 2 else _word(part, kind, gender, direction)
        for index, part in enumerate(parts)
    )


def _word(word: str, kind: Kind, gender: Gender | None, direction: _Direction) -> str:
    """Return the counterpart of one word in the letter case of the original."""
    if not re.fullmatch(rf"[а-яёўі{APOSTROPHE}]+", word, re.IGNORECASE) or is_initial(word):
        return word
    spelled = _known(word.lower(), kind, gender, direction)
    if word.isupper():
        return spelled.upper()
    return spelled[:1].upper() + spelled[1:] if word[:1].isupper() else spelled


def _known(lower: str, kind: Kind, gender: Gender | None, direction: _Direction) -> str:
    if kind == "given":
        for each in (gender,) if gender else ("m", "f"):
            if (lower, each) in direction.given:
                return direction.given[lower, each]
    elif kind == "patronymic":
        found = direction.patronymics.get(lower) or direction.given.get((lower, "m"))
        return found or direction.letters(lower)
    elif kind == "surname":
        return direction.surnames.get(lower) or _by_root(lower, direction)
    return direction.letters(lower)


def _by_root(lower: str, direction: _Direction) -> str:
    """Return a surname by rules, its beginning corrected where аканне hides a known root."""
    spelled = direction.letters(lower)
    for size in range(len(lower) - 1, 2, -1):
        root = direction.roots.get(lower[:size])
        if root is not None and len(root) <= len(spelled):
            plain = direction.letters(lower[:size])
            if spelled.startswith(plain) or len(plain) == len(root):
                return root + spelled[len(plain) :]
    return spelled


def _patronymics(names: list[GivenName], own: str, other: str) -> dict[str, str]:
    """Return pairs of patronymics made of the pairs of men's names."""
    made: dict[str, str] = {}
    for name in names:
        if name.gender == "f":
            continue
        stems = {
            "be": name.be_patronymic or _regular_stem(name.be, "ав", "ев"),
            "ru": name.ru_patronymic or _regular_stem(name.ru, "ов", "ев"),
        }
        if not all(stems.values()):
            continue
        for key, value in zip(_both(stems[own], own), _both(stems[other], other), strict=True):
            made.setdefault(key, value)
    return _without_yo(made)


def _patronymic_surnames(names: list[GivenName], own: str) -> dict[str, str]:
    """Return pairs of surnames made of given names: Мікалаеў, Николаев.

    Of two Belarusian names the one is taken whose ending agrees: Грыгор’еў, not Рыгораў.
    """
    made: dict[str, str] = {}
    for name in names:
        be = name.be_patronymic or _regular_stem(name.be, "ав", "ев")
        ru = name.ru_patronymic or _regular_stem(name.ru, "ов", "ев")
        if name.gender == "f" or (be[-2:], ru[-2:]) not in _AGREEING:
            continue
        pair = be[:-1] + "ў", ru
        key, value = pair if own == "be" else pair[::-1]
        made.setdefault(key, value)
    return _without_yo(made) if own == "ru" else made


_AGREEING = frozenset({("ав", "ов"), ("ов", "ов"), ("ев", "ев")})


def _regular_stem(name: str, hard: str, soft: str) -> str:
    """Return the stem of a patronymic: Іван, Іванав; Сяргей, Сяргеев; none for foreign vowels."""
    if name[-1] in "йь":
        return name[:-1] + soft
    if name[-1] in "ао":
        return name[:-1] + hard
    stem = name[:-1] + "в" if name[-1] == "ў" else name
    return "" if name[-1] in "яіиыуюэе" else stem + hard


_SON = {"be": "іч", "ru": "ич"}
_WITH_SHORT_DAUGHTER = frozenset({"сав", "савв", "мікіц", "нікіц", "никит"})


def _both(stem: str, language: str) -> tuple[str, str]:
    """Return a man's patronymic with a woman's; Ільіч, Ільінічна are their own type."""
    son = stem + _SON[language]
    if stem in _WITH_SHORT_DAUGHTER:
        return son, son + "на"
    if re.search("[аоеё]в$", stem):
        return son, stem[:-1] + "ўна" if language == "be" else stem + "на"
    return son, stem + ("інічна" if language == "be" else "инична")


def _direction(own: str, other: str, letters: Callable[[str], str]) -> _Direction:
    names = given_names()
    given: dict[tuple[str, Gender], str] = {}
    for name in names:
        key, value = (name.be, name.ru) if own == "be" else (name.ru, name.be)
        given.setdefault((key, name.gender), value)
        given.setdefault((key.replace("ё", "е"), name.gender), value)
    surnames = _patronymic_surnames(names, own) | _pairs(FOLDER / "surname_pairs.tsv", own)
    return _Direction(
        given,
        _patronymics(names, own, other) | _SON_OF[own],
        surnames | _women(surnames),
        _name_roots(names) | _pairs(FOLDER / "surname_roots.tsv", own) if own == "be" else {},
        letters,
    )


def _name_roots(names: list[GivenName]) -> dict[str, str]:
    """Return beginnings of surnames made of given names, with the vowels as аканне leaves them.

    Антон is heard in Антановіч; the stress has moved, so о and ё are written а and е.
    """
    made: dict[str, str] = {}
    for name in names:
        be = re.sub("(ый|ій|[йьая])$", "", name.be).replace("о", "а").replace("ё", "е")
        ru = re.sub("(ий|[йьая])$", "", name.ru).replace("ё", "е")
        if len(be) >= _SHORTEST_ROOT and russian_letters(be)[0] == ru[0]:
            made.setdefault(be, ru)
    return made


_SHORTEST_ROOT = 5


def _pairs(path: Path, own: str) -> dict[str, str]:
    made: dict[str, str] = {}
    for be, ru in rows(path, "be ru"):
        key, value = (be, ru) if own == "be" else (ru, be)
        made.setdefault(key.lower(), value.lower())
    return _without_yo(made) if own == "ru" else made


def _without_yo(pairs: dict[str, str]) -> dict[str, str]:
    """Return the pairs with the keys also as documents write them, е for ё."""
    return {key.replace("ё", "е"): value for key, value in pairs.items()} | pairs


_WOMAN = (
    ("ў", "ва"),
    ("в", "ва"),
    ("ын", "ына"),
    ("ін", "іна"),
    ("ин", "ина"),
    ("ый", "ая"),
    ("ой", "ая"),
    ("ний", "няя"),
    ("кий", "кая"),
    ("кі", "кая"),
    ("ні", "няя"),
    ("ы", "ая"),
)


def _women(men: dict[str, str]) -> dict[str, str]:
    """Return the women's forms of possessive and adjectival surnames."""
    made = {}
    for man, other in men.items():
        woman, counterpart = _woman(man), _woman(other)
        if woman and counterpart:
            made[woman] = counterpart
    return made


def _woman(man: str) -> str:
    for end, longer in _WOMAN:
        if man.endswith(end):
            return man.removesuffix(end) + longer
    return ""


_TO_BE = _direction("ru", "be", belarusian_letters)
_TO_RU = _direction("be", "ru", russian_letters)
