"""Tells the parts of a full name and the gender that they show, in either spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.language.belarusian_lists import given_names
from core.language.forms import Gender, Kind

SONS = frozenset({"аглы", "оглы", "улы", "оглу", "аглу", "уулу"})
DAUGHTERS = frozenset({"кызы", "гызы", "къзы", "кізі"})
PARTICLES = frozenset(
    "аль ад ас аш эль ібн бін бен бінт абу ван фон дэр дэн дэ да ды дзі дзю ду"
    " дэль дэла дос ла ле сен тэр мак".split()
)
"""Words inside a foreign name that never change."""

_SON = re.compile(r"(?:[аоеёэ]в[іи]ч|(?:кузьм|іль|ілл|иль|лук|фам|фом|хам|ікіц|икит|сав+)[іи]ч)$")
_DAUGHTER = re.compile(r"(?:[аоеёэ][ўв]на|[іыи]чна)$")
_GIVEN: Kind = "given"
_SURNAME: Kind = "surname"
_INITIALS = re.compile(r"(?:\w\.-?)+|\w", re.UNICODE)

_GENDERS: dict[str, set[Gender]] = {}
for _name in given_names():
    for _spelled in (_name.be, _name.ru):
        _GENDERS.setdefault(_spelled, set()).add(_name.gender)


def is_initial(word: str) -> bool:
    """Return whether the word is initials, which never change: П., П.І."""
    return _INITIALS.fullmatch(word) is not None and not word.isdigit()


def patronymic_gender(text: str) -> Gender | None:
    """Return what a patronymic shows: -віч, аглы men, -ўна, кызы women."""
    lower = text.lower()
    last = re.split(r"[\s-]", lower)[-1]
    if last in SONS or _SON.search(lower):
        return "m"
    if last in DAUGHTERS or _DAUGHTER.search(lower):
        return "f"
    return None


def is_turkic_patronymic(text: str) -> bool:
    """Return whether the text ends with аглы, кызы and the like, joined or not."""
    return re.split(r"[\s-]", text.lower())[-1] in SONS | DAUGHTERS


def given_gender(text: str) -> Gender | None:
    """Return the gender of a known given name, none when unknown or borne by both."""
    for name in re.split(r"[\s-]", text.lower()):
        known = _GENDERS.get(name)
        if known and len(known) == 1:
            return next(iter(known))
    return None


def is_given(word: str) -> bool:
    """Return whether the word is a known given name."""
    return word.lower() in _GENDERS


def kinds_of(words: Sequence[str]) -> list[Kind]:
    """Return the kind of each word of a full name: surname, given, patronymic by default.

    A single name is a given one (a foreigner without a surname). The order
    given, patronymic, surname is seen by where the patronymic stands.
    """
    count = len(words)
    if count < 2:
        return ["patronymic" if is_turkic_patronymic(word) else "given" for word in words]
    if words[-1].lower() in SONS | DAUGHTERS:
        return [*kinds_of(words[:-2]), "patronymic", "patronymic"]
    if count == 2:
        return _kinds_of_two(words[0], words[1])
    if patronymic_gender(words[-1]) is None and patronymic_gender(words[1]) is not None:
        return ["given", "patronymic", *[_SURNAME] * (count - 2)]
    if is_initial(words[0]):
        return [*[_GIVEN] * (count - 1), "surname"]
    last: Kind = "patronymic" if patronymic_gender(words[-1]) else "given"
    return ["surname", *[_GIVEN] * (count - 2), last]


def _kinds_of_two(first: str, second: str) -> list[Kind]:
    if is_initial(first) or (is_given(first) and not is_given(second)):
        known = patronymic_gender(second)
        if known is not None and known == given_gender(first) and _surely_patronymic(second):
            return ["given", "patronymic"]
        return ["given", "surname"]
    return ["surname", "given"]


def _surely_patronymic(word: str) -> bool:
    """Return whether the word is hardly a surname: -ўна, or -віч after a known name."""
    lower = word.lower()
    if _DAUGHTER.search(lower):
        return True
    stem = re.sub(r"[аоеёэ]в[іи]ч$", "", lower)
    return any(stem + end in _GENDERS for end in ("", "й", "ь", "ый", "а"))
