"""Letters of Belarusian names: classes, apostrophes, softening before an ending."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHE = "’"
VOWELS = "аоуыэіеёюя"
VELARS = "гкх"
HARDENED = "жшчцр"
"""Never soft in Belarusian: after them ы, а, у (2008 rules, hard р and ц)."""
PLAIN = "бвдзлмнпстфў"
CONSONANTS = VELARS + HARDENED + PLAIN

_APOSTROPHES = str.maketrans(dict.fromkeys("'ʼ`´ʹ", APOSTROPHE))
_NATIVE = re.compile(r"[а-зй-шыьэюяёіў’]+", re.IGNORECASE)
_FOREIGN_CYRILLIC = re.compile(r"[ищъґєї]", re.IGNORECASE)
_WITHOUT_CONSONANTS = str.maketrans("", "", CONSONANTS + "йь’-")
_SOFTENED = {"т": "ц", "д": "дз", "ў": "в"}
_FEMININE_VELAR = {"г": ("зе", "зе"), "х": ("се", "се"), "к": ("цы", "цэ")}


def fold_apostrophes(text: str) -> str:
    """Return the text with every kind of apostrophe as ’, the printed one."""
    return text.translate(_APOSTROPHES)


def composed(text: str) -> str:
    """Return й and ў written with combining marks as single letters (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_native(word: str) -> bool:
    """Return whether the word has only Belarusian letters and apostrophes."""
    return _NATIVE.fullmatch(word) is not None


def has_other_cyrillic(word: str) -> bool:
    """Return whether the word has letters of Russian or Ukrainian that Belarusian lacks."""
    return _FOREIGN_CYRILLIC.search(word) is not None


def syllables(word: str) -> int:
    """Return the number of vowels of a lower-case native word."""
    return len(word.translate(_WITHOUT_CONSONANTS))


def softened(stem: str) -> str:
    """Return the stem as it stands before the ending -е: т → ц, д → дз, ў → в."""
    return stem[:-1] + _SOFTENED.get(stem[-1], stem[-1])


def feminine_dative(stem: str, *, stressed: bool) -> str:
    """Return dative and locative of a hard stem in -а: Вользе, Вераніцы, Луцэ, Веры."""
    last = stem[-1]
    if last in _FEMININE_VELAR:
        return stem[:-1] + _FEMININE_VELAR[last][stressed]
    return stem + "ы" if last in HARDENED else softened(stem) + "е"
