"""How words are spelt before they are compared."""

from __future__ import annotations

import unicodedata

_SAME_LETTER = {0x0451: 0x0435}
"""Russian io is written as ie more often than not; short u and i keep their dots."""
_APOSTROPHES = dict.fromkeys((0x0027, 0x2019, 0x02BC, 0x2018, 0x0060, 0x00B4, 0x2032))
"""Every sign that is typed for the apostrophe is left out, on both sides alike."""


def normalised(text: str) -> str:
    """Return words without case, apostrophes and signs, one space between them.

    SQLite folds neither case nor letters of Cyrillic, so the index holds this copy
    and questions are spelt the same way.

    >>> normalised("O'Neil,  No 26-15")
    'oneil no 26 15'
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    letters = folded.translate(_SAME_LETTER | _APOSTROPHES)
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def match_expression(question: str) -> str:
    """Return a full-text question: all the words, each from its beginning.

    Words are quoted, so no sign of the question can be an operator.

    >>> match_expression('oneil "OR" 26*')
    '"oneil"* AND "or"* AND "26"*'
    """
    return " AND ".join(f'"{word}"*' for word in normalised(question).split())
