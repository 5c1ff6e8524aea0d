"""Reads the lists behind the rules: irregular names, nouns and adjectives that are surnames."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.errors import DataError
from core.language.belarusian_letters import VELARS
from core.language.belarusian_paradigms import (
    UNCHANGED,
    Forms,
    Pattern,
    adjective_man,
    adjective_woman,
    feminine,
    masculine,
    mixed,
    pattern,
    possessive_man,
)
from core.language.forms import Gender
from core.paths import RESOURCES

FOLDER = RESOURCES / "language" / "be"
STRESSES = ("stem", "end")
GENDERS: dict[str, Gender] = {"m": "m", "f": "f"}


def rows(path: Path, header: str) -> Iterator[list[str]]:
    """Return the rows of a table under its header; lines with # are remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if not line.startswith("#")]
    columns = header.split()
    if not body or body[0].split("\t") != columns:
        raise DataError(path.name, "first row", f"must be the header {columns}")
    for line in body[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise DataError(path.name, line, f"must have {len(columns)} columns")
        yield cells


class GivenName(NamedTuple):
    """One given name in both languages; the stems of its patronymics if they are irregular."""

    gender: Gender
    be: str
    ru: str
    be_patronymic: str
    ru_patronymic: str


def given_names(folder: Path = FOLDER) -> list[GivenName]:
    """Return the pairs of given names in the order of preference."""
    path = folder / "given_names.tsv"
    found = []
    for gender, *names in rows(path, "gender be ru be_patronymic ru_patronymic"):
        if gender not in GENDERS:
            raise DataError(path.name, names[0], f"unknown gender {gender!r}; allowed: m, f")
        found.append(GivenName(GENDERS[gender], *(name.lower() for name in names)))
    return found


def irregular_men(folder: Path = FOLDER) -> dict[str, dict[str, Pattern]]:
    """Return the patterns of single names by kind: `given` and `surname`.

    The table gives the genitive, which shows the stem, with the instrumental,
    which shows the stress; everything else follows from the two.
    """
    path = folder / "irregular.tsv"
    found: dict[str, dict[str, Pattern]] = {"given": {}, "surname": {}}
    kinds = {**{kind: (kind,) for kind in found}, "any": tuple(found)}
    for kind, *names, doubt in rows(path, "kind nom gen ins doubt"):
        nom, gen, ins = (name.lower() for name in names)
        if kind not in kinds:
            raise DataError(path.name, nom, f"unknown kind {kind!r}; allowed: {', '.join(kinds)}")
        made = _irregular(nom, gen, ins, doubt)
        if made is None:
            raise DataError(path.name, nom, "no class has this genitive with this instrumental")
        for each in kinds[kind]:
            if nom in found[each]:
                raise DataError(path.name, nom, "is listed twice")
            found[each][nom] = made
    return found


def _irregular(nom: str, gen: str, ins: str, doubt: str) -> Pattern | None:
    if nom == gen == ins:
        return Pattern("m-indecl", 0, UNCHANGED, doubt)
    for rule, forms in _candidates(nom, gen[:-1], soft=gen[-1] in "яі" and gen[-2] not in VELARS):
        if (forms[0], forms[3]) == (gen, ins):
            shift = "" if nom.startswith(gen[:-1]) or nom[-1] in "ьйая" else "-fleet"
            return pattern(rule.replace("m-", f"m{shift}-"), nom, forms, doubt)
    return None


def _candidates(nom: str, stem: str, *, soft: bool) -> Iterator[tuple[str, Forms]]:
    if nom[-1] in "ая":
        yield "m-a-stem", mixed(stem, soft=soft)
        yield "m-a-end", feminine(stem, soft=soft, stressed=True)
    else:
        yield "m-stem", masculine(stem, soft=soft, stressed=False)
        yield "m-end", masculine(stem, soft=soft, stressed=True)
        yield "m-poss", possessive_man(stem)


def _words(path: Path, header: str, classes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for cls, words in rows(path, header):
        if cls not in classes:
            raise DataError(path.name, cls, f"unknown class; allowed: {', '.join(classes)}")
        for word in words.split():
            yield cls, word


def noun_surnames(folder: Path = FOLDER) -> tuple[dict[str, Pattern], dict[str, Pattern]]:
    """Return the patterns of surnames equal to feminine nouns: men's, then women's."""
    men: dict[str, Pattern] = {}
    women: dict[str, Pattern] = {}
    for cls, word in _words(folder / "nouns.tsv", "class nouns", (*STRESSES, "keep")):
        if cls == "keep":
            women[word] = Pattern("f-a-keep", 0, UNCHANGED, "policy: keep or decline")
            continue
        women[word] = _noun(word[-3:], f"f-noun-{cls}", cls == "end")
        if cls == "end":
            men[word] = _noun(word[-3:], "m-a-end", True)
    return men, women


@cache
def _noun(end: str, rule: str, stressed: bool) -> Pattern:
    return pattern(rule, end, feminine(end[:-1], soft=end[-1] == "я", stressed=stressed))


def adjective_surnames(folder: Path = FOLDER) -> tuple[dict[str, Pattern], dict[str, Pattern]]:
    """Return the patterns of adjectival surnames told by the list: men's, then women's.

    A man's stressed ending may also be written -ой, as Талстой is.
    """
    men: dict[str, Pattern] = {}
    women: dict[str, Pattern] = {}
    for cls, word in _words(folder / "adjectives.tsv", "class adjectives", STRESSES):
        stem, end = word[:-1], cls == "end"
        soft = word[-1] == "і" and stem[-1] not in VELARS
        for nom in [word, stem + "ой"] if end else [word]:
            forms = adjective_man(stem, soft=soft, stressed=end)
            men[nom] = pattern(f"m-adj-{cls}", nom, forms)
        woman = stem + ("яя" if soft else "ая")
        forms = adjective_woman(stem, soft=soft, stressed=end)
        women[woman] = pattern(f"f-adj-{cls}", woman, forms)
    return men, women
