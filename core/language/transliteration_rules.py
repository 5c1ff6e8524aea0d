"""Respells a name from Russian into Belarusian letters, and the reverse, by rules alone."""

from __future__ import annotations

import re

from core.language.transliteration_stress import VOWELS, stressed_vowel

HARD = "жшчщцр"
_SOFTENING = frozenset("еёиюяь")
_DOUBLES = re.compile(r"([бвгдзйклмнпрстфхцчшщ])\1")
_SOFT_DOUBLES = re.compile(r"([лнсз])ь([яюе])$")
_PLAIN = {"и": "і", "щ": "шч", "ъ": "’"}
_BEFORE_SOFT_V = re.compile(r"[дт]в(?=[еёиюяь])|дми")


def belarusian_letters(word: str) -> str:
    """Return a Russian name (lower case) in Belarusian spelling.

    аканне and яканне need the stress, which is guessed; hard ж, ш, ч, ц, р, soft
    дз, ц and ў follow from the letters.
    """
    stress = stressed_vowel(word)
    places = [i for i, letter in enumerate(word) if letter in VOWELS]
    order = places.index(stress) if stress in places else -1
    pretonic = places[order - 1] if order > 0 else -1
    spelled: list[str] = []
    for i, letter in enumerate(word):
        if letter in VOWELS:
            spelled.append(_vowel(word, i, stressed=i == stress, pretonic=i == pretonic))
        else:
            spelled.append(_consonant(word, i))
    return _afterwards("".join(spelled))


def _vowel(word: str, i: int, *, stressed: bool, pretonic: bool) -> str:
    letter, before = word[i], word[i - 1] if i else ""
    hard = before != "" and before in HARD
    if letter == "о":
        if not stressed:
            return "а"
        return {"": "во", "и": "ё"}.get(before, "о")
    if letter == "ё":
        return "о" if hard else "ё"
    if letter == "и":
        return "ы" if hard else "і"
    if letter == "е":
        return _letter_e(before, hard=hard, stressed=stressed, pretonic=pretonic)
    if hard and letter in "юя":
        return {"ю": "у", "я": "а"}[letter]
    return letter


def _letter_e(before: str, *, hard: bool, stressed: bool, pretonic: bool) -> str:
    if hard:
        return "э" if stressed else "а"
    if pretonic and (not before or before not in VOWELS + "ьъ"):
        return "я"
    return "е"


def _consonant(word: str, i: int) -> str:
    letter = word[i]
    before, after = word[i - 1] if i else "", word[i + 1] if i + 1 < len(word) else ""
    if letter in "дт" and (after in _SOFTENING or _BEFORE_SOFT_V.match(word, i)):
        return "дз" if letter == "д" else "ц"
    if letter == "в" and before and before in VOWELS and (not after or after not in VOWELS):
        return "ў"
    if letter == "ь":
        return _soft_sign(word, i, before, after)
    return _PLAIN.get(letter, letter)


def _soft_sign(word: str, i: int, before: str, after: str) -> str:
    """Return what stands for ь: nothing after hard letters and labials, ’ before a vowel."""
    if before == "в" and i > 1 and word[i - 2] in VOWELS:
        return ""
    if before and before in HARD + "бвпмфгкх":
        return "’" if after and after in VOWELS else ""
    return "ь"


def _afterwards(word: str) -> str:
    word = _SOFT_DOUBLES.sub(r"\1\1\2", word)
    word = _DOUBLES.sub(r"\1", word) if not _SOFT_END.search(word) else word
    word = re.sub(r"(?<=[скцгх])ій$", "і", word)
    word = re.sub(r"(?<=[нт])ій$", "і", word) if word.endswith("ній") else word
    return re.sub(r"ый$", "ы", word)


_SOFT_END = re.compile(r"([лнсз])\1[яюе]$")

_RUSSIAN_ENDS: tuple[tuple[str, str], ...] = (
    (r"([жшч])анка$", "енко"),
    (r"([жшчцр])энка$", "енко"),
    (r"([^аоуыэіеёюя])анка$", "анко"),
    (r"([^аоуыэіеёюя])енка$", "енко"),
    (r"([сц])кі$", "кий"),
    (r"([бвгджзйклмнпрстўфхцчшь][гкхн])і$", "ий"),
    (r"([^аоуыэіеёюя])ы$", "ый"),
    (r"([^жшчц])авіч$", "ович"),
    (r"([жшчц])[аэ]віч$", "евич"),
    (r"([жшчц])аў$", "ев"),
    (r"([жшчц])ава$", "ева"),
    (r"([^аоуыэіеёюяжшчцў])аў$", "ов"),
    (r"([^аоуыэіеёюяжшчцў])ава$", "ова"),
    (r"([жшчр])онак$", "ёнок"),
    (r"(он|ён)ак$", "ок"),
    (r"([^аоуыэіеёюя]ь)ка$", "ко"),
    (r"([бвгджзйлмнпрстўфхцчш])ка$", "ко"),
)
"""Endings whose Russian spelling is known; group 1 belongs to the stem."""
_ENDS = tuple((re.compile(end), spelled) for end, spelled in _RUSSIAN_ENDS)
_TO_RUSSIAN: tuple[tuple[str, str], ...] = (
    (r"шч", "щ"),
    (r"^цы", "цЫ"),
    (r"дз(?=[іеёюяь])", "д"),
    (r"дз(?=в[іеёюя])", "д"),
    (r"ц(?=в?[іеёюяь])", "т"),
    (r"’", "ь"),
    (r"(?<=[жшчцр])ы(?!н$|на$)", "и"),
    (r"(?<=[жшчр])ы(?=на?$)", "и"),
    (r"(?<=[бвгджзклмнпрстфхцчшщ])э", "е"),
    (r"ў(?=[яюёе])", "вь"),
    (r"ў", "в"),
    (r"і", "и"),
    (r"Ы", "ы"),
)
_LETTERS = tuple((re.compile(be), ru) for be, ru in _TO_RUSSIAN)
_PRETONIC = re.compile(r"^([бвгджзклмнпстфхцў]+|дз)я(?=[бвгджзклмнпрстфхцчшў])")
_STRESSED_JA = re.compile(r"[^аоуыэіеёюя]+я[^аоуыэіеёюя]+[ае](ў|ва)")


def russian_letters(word: str) -> str:
    """Return a Belarusian name (lower case) in Russian spelling.

    What аканне hid (о or а) is seen only in known endings; elsewhere а stays а.
    """
    if not _STRESSED_JA.fullmatch(word):
        word = _PRETONIC.sub(r"\1е", word)
    word = re.sub(r"я(?=[лн]юк$)", "е", word)
    word = re.sub(r"^во(?=[сз])", "о", word)
    for end, spelled in _ENDS:
        found = end.search(word)
        if found is not None:
            return _stem(word[: found.end(1)]) + spelled
    spelled = _stem(word)
    return re.sub(r"(?<=[чщ])о(?=ва?$)", "ё", spelled)


def _stem(word: str) -> str:
    for be, ru in _LETTERS:
        word = be.sub(ru, word)
    return word
