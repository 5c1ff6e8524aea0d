"""Sounds at word borders are settled in the author's words and never in a person's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.language.sound import settle, settle_text

VECTORS = [
    ("следчы устанавіў", "следчы ўстанавіў"),
    ("пракурор ўстанавіў", "пракурор устанавіў"),
    ("справа у вытворчасці", "справа ў вытворчасці"),
    ("ён быў ў вытворчасці", "ён быў у вытворчасці"),
    ("начальніка упраўлення", "начальніка ўпраўлення"),
    ("працуе у упраўленні", "працуе ва ўпраўленні"),
    ("адмова у узбуджэнні", "адмова ва ўзбуджэнні"),
    ("у усіх асоб", "ва ўсіх асоб"),
    ("прыняў ва уладанне", "прыняў ва ўладанне"),
    ("аб узбуджэнні", "аб узбуджэнні"),
    ("копію уручыў", "копію ўручыў"),
    ("Так, у гэтай справе", "Так, у гэтай справе"),
    ("2026 г. у г. Мінску", "2026 г. у г. Мінску"),
    ("арт. 205 у рэдакцыі", "арт. 205 у рэдакцыі"),
    ("каля Уздзенскага", "каля Уздзенскага"),
    ("з следчым", "са следчым"),
    ("з згоды пракурора", "са згоды пракурора"),
    ("з Сямёнам і з Станіславам", "з Сямёнам і са Станіславам"),
    ("з мной", "са мной"),
    ("са сястрой", "з сястрой"),
    ("з заявай", "з заявай"),
    ("Ў справе", "У справе"),
    ("У Украіне", "Ва Украіне"),
    ("стаяла ўрна", "стаяла урна"),
    ("копія\N{NO-BREAK SPACE}уручана", "копія\N{NO-BREAK SPACE}ўручана"),
    ("меры стрымання\nу выглядзе", "меры стрымання\nў выглядзе"),
    ("«копія» уручана", "«копія» уручана"),
    ("ПРЫНЯЦЦЕ СПРАВЫ У ВЫТВОРЧАСЦЬ", "ПРЫНЯЦЦЕ СПРАВЫ Ў ВЫТВОРЧАСЦЬ"),
    ("ПАСТАНОВА АБ УЗБУДЖЭННІ", "ПАСТАНОВА АБ УЗБУДЖЭННІ"),
]

texts = st.text(alphabet="аеоуўзсшк мніт,.«УЎЗС", max_size=30)


@pytest.mark.parametrize(("before", "after"), VECTORS)
def test_a_belarusian_text_is_settled(before: str, after: str) -> None:
    assert settle_text("be", before) == after
    assert settle_text("be", after) == after


@pytest.mark.parametrize(
    ("pieces", "after"),
    [
        ([("Следчы ", False), ("Каваленка", True), (" устанавіў", False)], "Каваленка ўстанавіў"),
        ([("Следчы ", False), ("Лапаць", True), (" ўстанавіў", False)], "Лапаць устанавіў"),
        ([("працуе у ", False), ("упраўленні", True)], "працуе ва упраўленні"),
        ([("жыве у ", False), ("Узды", True)], "жыве ва Узды"),
        ([("размова з ", False), ("Станіславам", True)], "размова са Станіславам"),
        ([("размова са ", False), ("Сямёнам", True)], "размова з Сямёнам"),
        ([("заявіла: ", False), ("яна у хаце", True)], "заявіла: яна у хаце"),
        ([("каля ", False), ("Уладзіміра", True)], "каля Уладзіміра"),
    ],
)
def test_values_decide_about_the_words_beside_them_and_stay(
    pieces: list[tuple[str, bool]], after: str
) -> None:
    assert settle("be", pieces).endswith(after)


@pytest.mark.parametrize(
    ("preposition", "value", "after"),
    [
        ("с", "Степановым", "со"),
        ("со", "Сидоровым", "с"),
        ("с", "Щукиным", "со"),
        ("с", "Львом", "со"),
        ("к", "Льву", "ко"),
        ("ко", "Ивану", "к"),
        ("в", "Фрунзенском", "во"),
        ("в", "Вольфсоне", "в"),
        ("о", "Иванове", "об"),
        ("об", "Ковальчуке", "о"),
        ("об", "Елене", "о"),
        ("О", "Ольге", "Об"),
        ("о", "мне", "обо"),
    ],
)
def test_a_russian_preposition_before_a_value_fits_it(
    preposition: str, value: str, after: str
) -> None:
    assert settle("ru", [(f"{preposition} ", False), (value, True)]) == f"{after} {value}"


def test_a_russian_preposition_between_the_author_s_own_words_is_his() -> None:
    assert settle_text("ru", "с следами и о Иванове") == "с следами и о Иванове"


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_nothing_stays_nothing(language: PaperLanguage) -> None:
    assert settle(language, []) == settle(language, [("", True), ("", False)]) == ""


@settings(max_examples=200)
@given(st.lists(st.tuples(texts, st.booleans()), max_size=6), st.sampled_from(PAPER_LANGUAGES))
def test_a_value_is_found_in_the_result_as_it_was(
    pieces: list[tuple[str, bool]], language: PaperLanguage
) -> None:
    result = settle(language, pieces)
    place = 0
    for text, is_value in pieces:
        if is_value:
            place = result.index(text, place) + len(text)
    assert place <= len(result)


@settings(max_examples=200)
@given(texts)
def test_settling_twice_changes_nothing_more(text: str) -> None:
    once = settle_text("be", text)
    assert settle_text("be", once) == once


@settings(max_examples=100)
@given(st.text(max_size=40), st.booleans(), st.sampled_from(PAPER_LANGUAGES))
def test_no_text_breaks_it(text: str, is_value: bool, language: PaperLanguage) -> None:
    result = settle(language, [(text, is_value)])
    assert result == text or not is_value
