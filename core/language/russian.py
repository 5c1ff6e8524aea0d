"""Russian declension of given names, patronymics and surnames.

The rules are ours; those of petrovich (through pytrovich) are run beside them in
benchmarks/names_ru.py. Where spelling cannot tell (stress, fleeting vowels,
possessive or noun), the answer says so instead of guessing in silence.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from unicodedata import normalize

from core.language import russian_given as given_data
from core.language import russian_surnames as surname_data
from core.language.endings import (
    UNCHANGED,
    Endings,
    Five,
    Rule,
    each_case,
    make_rule,
    same,
    word_set,
)
from core.language.forms import Declined, Gender, Kind, unchanged
from core.language.names import PARTICLES, TURKIC, PersonName, infer_gender, split_full

_NAME = re.compile(r"[А-Яа-яЁё]['’А-Яа-яЁё.\- ]*")

_TABLES: Final[dict[tuple[str, str], Endings]] = {
    ("surname", "m"): Endings(
        surname_data.MASCULINE_WORDS, surname_data.MASCULINE_SHORT, surname_data.MASCULINE_ENDS
    ),
    ("surname", "f"): Endings(
        surname_data.FEMININE_WORDS, surname_data.FEMININE_SHORT, surname_data.FEMININE_ENDS
    ),
    ("given", "m"): Endings(
        given_data.MASCULINE_WORDS, given_data.MASCULINE_SHORT, given_data.MASCULINE_ENDS
    ),
    ("given", "f"): Endings(
        given_data.FEMININE_WORDS, given_data.FEMININE_SHORT, given_data.FEMININE_ENDS
    ),
    ("patronymic", "m"): Endings(given_data.PATRONYMIC_M_WORDS, "", given_data.PATRONYMIC_M_ENDS),
    ("patronymic", "f"): Endings("", "", given_data.PATRONYMIC_F_ENDS),
}

_FIRST_PARTS: Final = word_set(
    "бонч абдул белиц гасан книппер корвин шолом тер призван мелик вар сан сен сент мак жан"
)
"""First halves of double names that custom leaves alone: Бонч-Бруевича, Жан-Поля."""

_STILL: Final = make_rule("unchanged-particle", 0, UNCHANGED)
_UNKNOWN: Final = make_rule("unknown-ending", 0, UNCHANGED, "unknown ending")


class _Inflected(NamedTuple):
    """Five oblique forms of a part with the class that made them."""

    forms: Five
    rule: str
    doubt: str


def decline(text: str, kind: Kind, gender: Gender | None) -> Declined:
    """Return the six cases of a Russian name.

    `kind` is given, patronymic, surname or full («Surname Given Patronymic»). When
    the gender is not given it is taken from the patronymic; from anything weaker
    the answer is marked for a look. A text that is not a Russian name comes back
    unchanged with a doubt.
    """
    name = " ".join(text.split())
    if not _NAME.fullmatch(name):
        name = normalize("NFC", name)
        if not _NAME.fullmatch(name):
            return unchanged(text, "not-russian", "not a Russian name")
    if kind == "full":
        return _full(name, gender)
    sex, certain = (gender, True) if gender else infer_gender(_alone(name, kind))
    found = _inflect(name, kind, sex or "m")
    doubts = (found.doubt, "" if certain else "gender")
    return _declined(name, found.forms, found.rule, doubts)


def _alone(name: str, kind: Kind) -> PersonName:
    """Return a name of which only one part is known."""
    return PersonName("")._replace(**{kind: name})


def _full(name: str, gender: Gender | None) -> Declined:
    """Return the cases of a whole name; its parts are declined each by its kind."""
    parts = split_full(name)
    sex, certain = (gender, True) if gender else infer_gender(parts)
    found = [
        _inflect(text, kind, sex or "m")
        for text, kind in zip(parts, PersonName._fields, strict=True)
        if text
    ]
    forms = each_case([part.forms for part in found], " ")
    nominative = " ".join([text for text in parts if text])
    rule = " + ".join([part.rule for part in found])
    doubts = [part.doubt for part in found]
    doubts.append("" if certain else "gender")
    doubts.append("" if parts.surname else "no surname")
    # Of Vietnamese and Korean names custom declines the last word alone: Нгуен Ван Хыонга.
    doubts.append("foreign" if " " in parts.given else "")
    return _declined(nominative, forms, rule, tuple(doubts))


def _declined(name: str, forms: Five, rule: str, doubts: tuple[str, ...]) -> Declined:
    """Return the answer; any doubt of any part makes it unsure."""
    doubt = "; ".join([doubt for doubt in doubts if doubt])
    return Declined(name, *forms, rule=rule, sure=not doubt, doubt=doubt)


def _inflect(text: str, kind: str, gender: Gender) -> _Inflected:
    """Return the forms of one part, which may be of several words or of two halves."""
    table = _TABLES[kind, gender]
    if kind == "patronymic":
        rule = table.find(text.lower())
        if rule is None:
            return _Inflected(same(text), "unknown-patronymic", "not a Russian patronymic")
        return _Inflected(rule.forms(text), rule.name, rule.doubt)
    if " " not in text and "-" not in text:
        return _one(text, table)
    return _several(text, table)


def _one(word: str, table: Endings) -> _Inflected:
    """Return the forms of a single word."""
    if word[-1] == ".":
        return _Inflected(same(word), "initials", "")
    rule: Rule = table.find(word.lower()) or _UNKNOWN
    return _Inflected(rule.forms(word), rule.name, rule.doubt)


def _several(text: str, table: Endings) -> _Inflected:
    """Return the forms of double and many-word names, each word by its own class."""
    pieces = re.split(r"([ -])", text)
    found = [
        _Inflected(same(piece), "", "")
        if piece in ("", " ", "-") or _is_still(piece, last=index == len(pieces) - 1)
        else _one(piece, table)
        for index, piece in enumerate(pieces)
    ]
    forms = each_case([part.forms for part in found])
    doubt = "; ".join(part.doubt for part in found if part.doubt)
    return _Inflected(forms, "-".join(part.rule for part in found if part.rule) or "still", doubt)


def _is_still(piece: str, *, last: bool) -> bool:
    """Return whether a piece of a longer name is never inflected."""
    low = piece.lower()
    return (
        low in TURKIC or (piece == low and low in PARTICLES) or (not last and low in _FIRST_PARTS)
    )
