"""The parts of a person's name: which word is the surname, which the initials are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from core.language.endings import word_set
from core.language.forms import Gender

PartKind = Literal["surname", "given", "patronymic", "particle"]

PARTICLES: Final = word_set(
    "фон ван дер ден де дю ди да дос ла ле ль аль эль ас аш бен бин ибн ад ап абу о"
)
"""Small words inside foreign surnames; they are never inflected."""

TURKIC_M: Final = word_set("оглы оглу улы уулу аглы")
TURKIC_F: Final = word_set("кызы гызы кизи")
TURKIC: Final = TURKIC_M | TURKIC_F

_PATRONYMIC_M: Final = ("вич", "ич", "ыч", "віч", "іч")
_PATRONYMIC_F: Final = ("вна", "чна", "шна", "ўна")
_PATRONYMIC: Final = _PATRONYMIC_M + _PATRONYMIC_F
_MIDDLE: Final = tuple(
    word_set("ович евич овна евна ична авіч евіч овіч аўна еўна оўна ічна ньевич льевич")
)
"""Ends that make the middle word of three a patronymic: Иван Петрович Сидоров."""

_GIVEN_M_ON_A: Final = word_set(
    "никита илья лука фома кузьма савва фока данила гаврила михайла добрыня саша миша яша гоша паша"
    " ваня петя федя коля толя слава дима мустафа муса иса мурза янка мікіта ілья ілля хама фама"
    " даніла мікола сава валодзька косця пеця лёша алёша женя заза захария"
    " иеремия анания зия яхья юра вова гена сеня витя митя тёма стёпа боря сережа серёжа"
)
_SURNAME_M: Final = tuple(
    word_set("ов ев ёв ин ын ский цкий ый ий аў еў оў ёў ін скі цкі чы шы ты ны")
)
_SURNAME_F: Final = tuple(word_set("ова ева ёва ина ына ская цкая ая яя ава іна"))


class Part(NamedTuple):
    """One word of a name and what it is."""

    kind: PartKind
    text: str


class PersonName(NamedTuple):
    """A name taken apart; a missing part is an empty string."""

    surname: str
    given: str = ""
    patronymic: str = ""


def is_patronymic(word: str) -> bool:
    """Return whether a word looks like a patronymic of either language."""
    low = word.lower()
    return low.endswith(_PATRONYMIC) or low.rpartition("-")[2] in TURKIC


def _patronymic_length(words: Sequence[str]) -> int:
    """Return how many last words are the patronymic (Мамед оглы is one of two words)."""
    if len(words) > 2 and words[-1].lower() in TURKIC:
        return 2
    return int(len(words) > 1 and is_patronymic(words[-1]))


def split_full(text: str) -> PersonName:
    """Return surname, given name and patronymic of a name written in full.

    The order of papers is «Surname Given Patronymic»; «Given Patronymic Surname»
    is understood by the patronymic in the middle. A single word is a given name:
    a foreigner without a surname is written so.
    """
    words = text.split()
    if len(words) < 2:
        return PersonName("", *words)
    if len(words) == 3 and words[1].lower().endswith(_MIDDLE) and not is_patronymic(words[2]):
        return PersonName(words[2], words[0], words[1])
    tail = _patronymic_length(words)
    patronymic = " ".join(words[len(words) - tail :])
    head = words[: len(words) - tail]
    lead = 1
    while lead < len(head) and head[lead - 1].lower() in PARTICLES:
        lead += 1
    if tail and len(head) == 1:
        return PersonName("", head[0], patronymic)
    return PersonName(" ".join(head[:lead]), " ".join(head[lead:]), patronymic)


def infer_gender(name: PersonName) -> tuple[Gender | None, bool]:
    """Return the gender a name tells, and whether only the patronymic told it.

    A given name or a surname is a hint: the second value is False and a person
    should look. Nothing is guessed when no part tells.
    """
    patronymic = name.patronymic.lower()
    last = patronymic.replace("-", " ").rpartition(" ")[2]
    if last in TURKIC_M or patronymic.endswith(_PATRONYMIC_M):
        return "m", True
    if last in TURKIC_F or patronymic.endswith(_PATRONYMIC_F):
        return "f", True
    given, surname = name.given.lower(), name.surname.lower()
    if given in _GIVEN_M_ON_A:
        return "m", False
    if given.endswith(("а", "я")):
        return "f", False
    if surname.endswith(_SURNAME_F):
        return "f", False
    if surname.endswith(_SURNAME_M) or given.endswith(tuple("бвгджзйклмнпрстўфхцчшь")):
        return "m", False
    return None, False


def _initial(word: str) -> str:
    """Return the first letter with a dot; the two parts of a double name keep both."""
    return "-".join(part[0].upper() + "." for part in word.split("-") if part[:1].isalpha())


def initials(name: PersonName) -> str:
    """Return the initials without a space between them: П.І.

    A digraph gives one letter (Дзмітрый — Д.), a Turkic patronymic only the
    father's name (Мамед оглы — М.).

    >>> initials(PersonName("Лапаць", "Ігар", "Васільевіч"))
    'І.В.'
    """
    father = name.patronymic.split()[:1]
    own = [part for part in father if part.lower() not in TURKIC]
    father_initial = _initial(own[0].partition("-")[0]) if own else ""
    return "".join(_initial(word) for word in name.given.split()) + father_initial


def signature(name: PersonName) -> str:
    """Return initials and surname as in a signature line, without a space: І.В.Лапаць."""
    return f"{initials(name)}{name.surname}" if name.surname else name.given


def surname_initials(name: PersonName, surname: str | None = None) -> str:
    """Return a surname and initials with one no-break space: Кавальчука П.І.

    `surname` is the surname in the case that is wanted; initials never change.
    """
    inflected = name.surname if surname is None else surname
    marks = initials(name)
    return (
        f"{inflected}\N{NO-BREAK SPACE}{marks}" if inflected and marks else inflected or name.given
    )


def join_parts(parts: Sequence[str]) -> str:
    """Return parts of a name joined by spaces; a missing part leaves no gap."""
    return " ".join(part for part in parts if part)
