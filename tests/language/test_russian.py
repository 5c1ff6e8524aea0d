"""Russian names are declined as the handbooks say, and doubt is spoken aloud."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.forms import CASES, Declined, Gender, Kind
from core.language.russian import decline
from tests.language.gold import rows

NAME_KINDS: tuple[Kind, ...] = ("given", "patronymic", "surname", "full")
EXCEPTIONS: dict[str, str] = {}
"""Gold rows that are wrong on purpose, each with its reason; there are none."""

letters = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=2, max_size=12)
words = letters.map(str.capitalize)
genders = st.sampled_from(get_args(Gender))
kinds = st.sampled_from(NAME_KINDS)


def oblique(found: Declined) -> list[str]:
    return [found[case] for case in CASES[1:]]


@pytest.mark.parametrize("row", rows("names_ru.tsv"), ids=lambda r: f"{r['nom']}-{r['gender']}")
def test_a_gold_name_has_all_five_oblique_forms_right(row: dict[str, str]) -> None:
    found = decline(row["nom"], row["kind"], row["gender"])  # type: ignore[arg-type]
    assert found.nom == row["nom"]
    if row["nom"] not in EXCEPTIONS:
        assert oblique(found) == [row[case] for case in ("gen", "dat", "acc", "ins", "prp")]


@pytest.mark.parametrize("row", rows("classes_ru.tsv"), ids=lambda r: f"{r['nom']}-{r['gender']}")
def test_each_class_has_its_forms(row: dict[str, str]) -> None:
    found = decline(row["nom"], row["kind"], row["gender"])  # type: ignore[arg-type]
    assert [found.gen, found.ins, found.loc] == [row[case] for case in ("gen", "ins", "loc")]


@pytest.mark.parametrize(
    ("full", "dative"),
    [
        ("Ковальчук Пётр Иванович", "Ковальчуку Петру Ивановичу"),
        ("Шевченко Любовь Никитична", "Шевченко Любови Никитичне"),
        ("Заяц Лев Фомич", "Зайцу Льву Фомичу"),
        ("Алиев Рашид Мамед оглы", "Алиеву Рашиду Мамед оглы"),
        ("Иван Петрович Сидоров", "Сидорову Ивану Петровичу"),
        ("фон Штольц Андрей Карлович", "фон Штольцу Андрею Карловичу"),
        ("Мицкевич Анна Юрьевна", "Мицкевич Анне Юрьевне"),
        ("ЛАПОТЬ ИГОРЬ ВАСИЛЬЕВИЧ", "ЛАПТЮ ИГОРЮ ВАСИЛЬЕВИЧУ"),
    ],
)
def test_a_full_name_tells_its_gender_by_the_patronymic(full: str, dative: str) -> None:
    found = decline(full, "full", None)
    assert (found.dat, found.sure, found.doubt) == (dative, True, "")


@pytest.mark.parametrize(
    ("text", "kind", "gender", "doubt"),
    [
        ("Гусейнова Лейла", "full", None, "gender"),
        ("Мамед", "full", "m", "no surname"),
        ("Дубина", "surname", "f", "possessive or noun"),
        ("Волчок", "surname", "m", "fleeting vowel"),
        ("Горобец", "surname", "m", "stress: -ом or -ем"),
        ("Павло", "given", "m", "declined or unchanged"),
        ("Иванов", "surname", "f", "the masculine form of a surname"),
        ("Smith", "surname", "m", "not a Russian name"),
        ("", "full", None, "not a Russian name"),
        ("123", "surname", "f", "not a Russian name"),
        ("Пятроў", "surname", "m", "not a Russian name"),
        ("Хасан", "patronymic", "m", "not a Russian patronymic"),
    ],
)
def test_what_spelling_cannot_tell_is_marked_for_a_look(
    text: str, kind: Kind, gender: Gender | None, doubt: str
) -> None:
    found = decline(text, kind, gender)
    assert (found.sure, found.doubt) == (False, doubt)


def test_letters_typed_as_two_signs_are_one_letter() -> None:
    assert decline("Андре\u0438\u0306", "given", "m").dat == "Андрею"


@settings(max_examples=200)
@given(st.text(max_size=40), kinds, st.sampled_from([*get_args(Gender), None]))
def test_no_text_breaks_it(text: str, kind: Kind, gender: Gender | None) -> None:
    found = decline(text, kind, gender)
    assert len(found.rule) > 0
    assert found.sure == (found.doubt == "")


@settings(max_examples=150)
@given(st.text(alphabet=st.characters(blacklist_categories=["L"]), max_size=20), kinds)
def test_a_text_without_russian_letters_comes_back_with_a_mark(text: str, kind: Kind) -> None:
    found = decline(text, kind, "m")
    assert {found[case] for case in CASES} == {text}
    assert not found.sure


@settings(max_examples=200)
@given(words, st.sampled_from(NAME_KINDS[:3]), genders)
def test_the_nominative_stays_and_only_the_end_changes(
    word: str, kind: Kind, gender: Gender
) -> None:
    found = decline(word, kind, gender)
    assert found.nom == word
    # At most the last four letters turn (Пётр, Осётр); the rest is never lost.
    stem = word[: max(1, len(word) - 4)].lower().replace("ё", "е")
    assert all(form.lower().replace("ё", "е").startswith(stem) for form in oblique(found))


@settings(max_examples=150)
@given(words, kinds, genders)
def test_capitals_in_are_capitals_out(word: str, kind: Kind, gender: Gender) -> None:
    small, large = decline(word, kind, gender), decline(word.upper(), kind, gender)
    assert [form.upper() for form in oblique(small)] == oblique(large)


@settings(max_examples=150)
@given(words, words, genders)
def test_halves_of_a_double_surname_do_not_mind_each_other(
    one: str, two: str, gender: Gender
) -> None:
    double = decline(f"{one}-{two}", "surname", gender)
    first, second = decline(one, "surname", gender), decline(two, "surname", gender)
    halves = [f"{a}-{b}" for a, b in zip(oblique(first), oblique(second), strict=True)]
    kept = [f"{one}-{b}" for b in oblique(second)]
    assert oblique(double) in (halves, kept)
