"""The ways a Belarusian name is inflected, from a stem to five oblique forms."""

from __future__ import annotations

from typing import NamedTuple

from core.language.belarusian_letters import (
    HARDENED,
    VELARS,
    VOWELS,
    feminine_dative,
    softened,
)

Forms = tuple[str, str, str, str, str]
"""gen, dat, acc, ins, loc."""


class Pattern(NamedTuple):
    """What to cut off a nominative and what to put there, for a whole class of names.

    `stem` is the pattern for a word whose earlier о or ё shows that the stress is
    not on the ending (both are written only under stress). `least` is the number
    of syllables a word must have. `shifting`: я before the last vowel may become е.
    """

    rule: str
    cut: int
    endings: Forms
    doubt: str = ""
    stem: Pattern | None = None
    least: int = 1
    shifting: bool = False


UNCHANGED: Forms = ("", "", "", "", "")


def pattern(rule: str, nom: str, forms: Forms, doubt: str = "") -> Pattern:
    """Return the pattern that makes these forms of this nominative and of any word ending so."""
    common = len(nom)
    while not all(form.startswith(nom[:common]) for form in forms):
        common -= 1
    return Pattern(rule, len(nom) - common, _tails(forms, common), doubt)


def _tails(forms: Forms, start: int) -> Forms:
    gen, dat, acc, ins, loc = (form[start:] for form in forms)
    return gen, dat, acc, ins, loc


def masculine(stem: str, *, soft: bool, stressed: bool) -> Forms:
    """Return the forms of a masculine noun on a consonant; the stem is the oblique one.

    A soft stem is given without its ь or й. The accusative of a person is the genitive.
    """
    if soft:
        ins = "ём" if stressed else "ем"
        return stem + "я", stem + "ю", stem + "я", stem + ins, stem + "ю"
    loc = stem + "у" if stem[-1] in VELARS + HARDENED else softened(stem) + "е"
    return stem + "а", stem + "у", stem + "а", stem + ("ом" if stressed else "ам"), loc


def feminine(stem: str, *, soft: bool, stressed: bool) -> Forms:
    """Return the forms of a noun in -а, -я with feminine endings; also Лука, Ілья."""
    if soft:
        ins = "ёй" if stressed else "яй"
        return stem + "і", stem + "і", stem + "ю", stem + ins, stem + "і"
    dat = feminine_dative(stem, stressed=stressed)
    return _genitive_a(stem), dat, stem + "у", stem + ("ой" if stressed else "ай"), dat


def mixed(stem: str, *, soft: bool) -> Forms:
    """Return the forms of a man's name in unstressed -а, -я: Мікола, Шаўчэнка, Бядуля."""
    if soft:
        return stem + "і", stem + "ю", stem + "ю", stem + "ем", stem + "ю"
    loc = stem + "у" if stem[-1] in VELARS + HARDENED else softened(stem) + "е"
    return _genitive_a(stem), stem + "у", stem + "у", stem + "ам", loc


def _genitive_a(stem: str) -> str:
    return stem + ("і" if stem[-1] in VELARS else "ы")


def adjective_man(stem: str, *, soft: bool, stressed: bool) -> Forms:
    """Return the forms of a man's adjectival surname: Чорны, Гарэцкі, Талсты, Сярэдні."""
    if soft:
        gen, dat, ins = "яга", "яму", "ім"
    else:
        gen, dat = ("ога", "ому") if stressed else ("ага", "аму")
        ins = "ім" if stem[-1] in VELARS else "ым"
    return stem + gen, stem + dat, stem + gen, stem + ins, stem + ins


def adjective_woman(stem: str, *, soft: bool, stressed: bool) -> Forms:
    """Return the forms of a woman's adjectival surname: Чорная, Талстая, Сярэдняя."""
    if soft:
        case, acc = stem + "яй", stem + "юю"
    else:
        case, acc = stem + ("ой" if stressed else "ай"), stem + "ую"
    return case, case, acc, case, case


def possessive_man(stem: str) -> Forms:
    """Return the forms of a man's surname in -оў, -ін; the stem ends in в or н."""
    return stem + "а", stem + "у", stem + "а", stem + "ым", stem + "е"


def possessive_woman(stem: str) -> Forms:
    """Return the forms of a woman's surname in -ова, -іна; the stem ends in в or н."""
    case = stem + "ай"
    return case, case, stem + "у", case, case


def third(nom: str) -> Forms:
    """Return the forms of a woman's given name of the third declension: Рахіль, Любоў, Эсфір.

    Before -ю the consonant is doubled between vowels, except р and labials.
    """
    stem = nom.removesuffix("ь")
    last = stem[-1]
    oblique = softened(stem) if last == "ў" else stem
    case = oblique + ("ы" if last in HARDENED else "і")
    return case, case, nom, _instrumental_third(nom, stem), case


def _instrumental_third(nom: str, stem: str) -> str:
    if stem.endswith("ў"):
        return stem + "ю"
    if not nom.endswith("ь"):
        return stem + "’ю"
    if stem.endswith("дз"):
        return stem[:-2] + "ддзю"
    return stem + (stem[-1] if stem[-2:-1] and stem[-2] in VOWELS else "") + "ю"
