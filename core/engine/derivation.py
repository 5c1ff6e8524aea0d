"""The way to the end of a term in sentences, in the three languages, with dates for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.engine.ends import Count, End, Passage
from core.i18n import Trilingual
from core.law.book import LawBook
from core.law.editions import Word
from core.law.model import Length

_SAME = Trilingual("", "", "")


def derivation(counted: Count, book: LawBook) -> tuple[Trilingual, ...]:
    """Return the steps from the start to both ends, one sentence each.

    Every day that is not worked is named with its reason; every amount agrees with
    its number.
    """
    words = book.newest.words
    return tuple(_sentence(passage, book, words) for passage in counted.passages)


def amount_text(length: Length, book: LawBook, kind: str = "unit") -> Trilingual:
    """Return a length in words: «2 months»; with kind `up_to` as it stands after «up to»."""
    words = book.newest.words
    many = words[f"{kind}_{length.unit}_many"].text
    slavic = words.get(f"{kind}_{length.unit}_{plural_form(length.value)}")
    one = words[f"{kind}_{length.unit}_one"].text if length.value == 1 else many
    agreed = slavic.text if slavic else many
    text = Trilingual(agreed.be, agreed.ru, one.en)
    return _filled(text, {"n": _same(str(length.value))})


def plural_form(number: int) -> str:
    """Return which form of a noun agrees with a number in Belarusian and in Russian.

    >>> [plural_form(n) for n in (1, 2, 5, 11, 21, 112)]
    ['one', 'few', 'many', 'many', 'one', 'many']
    """
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"


def day_text(day: date) -> str:
    """Return a day as people write it.

    >>> day_text(date(2026, 3, 15))
    '15.03.2026'
    """
    return f"{day:%d.%m}.{day.year:04}"


def end_text(end: End) -> str:
    """Return an end as people write it; the end of a day is 24:00 of that day."""
    clock = "24:00" if end.whole_day else f"{end.at:%H:%M}"
    return f"{day_text(end.day)}, {clock}"


def _sentence(passage: Passage, book: LawBook, words: Mapping[str, Word]) -> Trilingual:
    values: dict[str, Trilingual] = {"why": passage.why or _SAME}
    if passage.day is not None:
        values["day"] = _same(day_text(passage.day))
        values["year"] = _same(str(passage.day.year))
        values["why"] = passage.why or book.calendar.why_off(passage.day) or _SAME
    if passage.end is not None:
        values["end"] = _same(end_text(passage.end))
    if passage.amount is not None:
        kind = "up_to" if passage.word == "extended" else "unit"
        values["amount"] = amount_text(passage.amount, book, kind)
    return _filled(words[f"count_{passage.word}"].text, values)


def _filled(text: Trilingual, values: Mapping[str, Trilingual]) -> Trilingual:
    return Trilingual(
        text.be.format(**{key: value.be for key, value in values.items()}),
        text.ru.format(**{key: value.ru for key, value in values.items()}),
        text.en.format(**{key: value.en for key, value in values.items()}),
    )


def _same(text: str) -> Trilingual:
    return Trilingual(text, text, text)
