"""Guesses the stressed syllable of a Russian surname, which Belarusian spelling needs."""

from __future__ import annotations

import re

VOWELS = "аоуыэиеёюя"
_VOWEL = re.compile(f"[{VOWELS}]")

_FROM_END: tuple[tuple[str, int], ...] = (
    (r"(ович|евич|ёвич)$", 1),
    (r"(ск|цк)(ий|ой)$", 1),
    (r"(ск|цк)ая$", 2),
    (r"[ое]в(ых|их)$", 1),
    (r"(ак|як|ук|юк|ач|еч|ец|яц|иц|ун|уш|ищ|ар|ор)ов$", 0),
    (r"(ак|як|ук|юк|ач|еч|ец|яц|иц|ун|уш|ищ|ар|ор)ова$", 1),
    (r"^[^аоуыэиеёюя]*[аоуыэиеёюя][^аоуыэиеёюя]*([лрнтбдп]|[бвдзлнпрстхч]ь?к)ов$", 0),
    (r"^[^аоуыэиеёюя]*[аоуыэиеёюя][^аоуыэиеёюя]*([лрнтбдп]|[бвдзлнпрстхч]ь?к)ова$", 1),
    (r"(ов|ев|ин|ын)$", 1),
    (r"(ова|ева|ина|ына)$", 2),
    (r"^[^аоуыэиеёюя]*[аоуыэиеёюя]([^аоуыэиеёюя]+ченко|щенко)$", 2),
    (r"енко$", 1),
    (r"[ая]нко$", 1),
    (r"^[^аоуыэиеёюя]*[аоуыэиеёюя]ньк?о$", 0),
    (r"^[^аоуыэиеёюя]*[аоуыэиеёюя][^аоуыэиеёюя]*ько$", 0),
    (r"^[^аоуыэиеёюя]*[уюиыя][^аоуыэиеёюя]+ко$", 0),
    (r"о$", 1),
    (r"(он|ён|ен)ок$", 1),
    (r"(ок|ак|як|ук|юк|ач|яч|ец|ун|юн)$", 0),
    (r"[ое]вик$", 0),
    (r"(ик|ык|ич|ыч|ер|арь|едь|ень|ур|ус|ас|ис|ман)$", 1),
    (r"ой$", 0),
    (r"[ыи]х$", 0),
    (r"[ыи]й$", 1),
    (r"[ая]я$", 2),
    (r"[ая]$", 1),
)
"""The vowel counted from the end that is stressed in surnames of an ending; first match wins."""

_RULES = tuple((re.compile(ending), place) for ending, place in _FROM_END)


def stressed_vowel(word: str) -> int:
    """Return the position of the letter that is probably stressed, or -1 without vowels.

    ё is always stressed; otherwise the ending decides, and at last the last vowel.
    """
    places = [match.start() for match in _VOWEL.finditer(word)]
    if not places:
        return -1
    if "ё" in word:
        return word.index("ё")
    for ending, place in _RULES:
        if ending.search(word):
            return places[-1 - min(place, len(places) - 1)]
    return places[-1]
