"""Belarusian names are inflected as the grammar says, and doubt is spoken aloud."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.belarusian import Policy, decline
from core.language.forms import CASES, Case, Declined, Gender, Kind
from tests.language.gold import rows

NAME_KINDS: tuple[Kind, ...] = ("given", "patronymic", "surname", "full")
EXCEPTIONS: dict[str, str] = {}
"""Gold rows that are wrong on purpose, each with its reason; there are none."""

LETTERS = "абвгдеёжзійклмнопрстуўфхцчшыьэюя’"
words = st.text(alphabet=LETTERS, min_size=2, max_size=12).map(str.capitalize)
genders = st.sampled_from(get_args(Gender))
kinds = st.sampled_from(NAME_KINDS)
parts = st.sampled_from(("given", "surname"))
PARTICLES = ("аль", "ад", "дэ", "ван", "мак")


def forms(found: Declined) -> list[str]:
    return [found[case] for case in CASES]


def as_gold(row: dict[str, str]) -> tuple[list[str], list[str]]:
    policy: Policy = "decline" if "policy=decline" in row.get("note", "") else "keep"
    found = decline(row["nom"], row["kind"], row["gender"], policy=policy)  # type: ignore[arg-type]
    return forms(found), [row[case] for case in CASES]


@pytest.mark.parametrize("row", rows("names_be.tsv"), ids=lambda r: f"{r['nom']}-{r['gender']}")
def test_a_gold_name_has_all_its_forms_right(row: dict[str, str]) -> None:
    found, gold = as_gold(row)
    assert found == gold or row["nom"] in EXCEPTIONS


@pytest.mark.parametrize("row", rows("classes_be.tsv"), ids=lambda r: f"{r['nom']}-{r['gender']}")
def test_each_class_has_its_forms(row: dict[str, str]) -> None:
    found, gold = as_gold(row)
    assert found == gold


@pytest.mark.parametrize(
    ("full", "case", "expected"),
    [
        ("Кавальчук Пётр Іванавіч", "dat", "Кавальчуку Пятру Іванавічу"),
        ("Шаўчэнка Любоў Мікіцічна", "gen", "Шаўчэнка Любові Мікіцічны"),
        ("Грынь Вольга Адамаўна", "dat", "Грынь Вользе Адамаўне"),
        ("Заяц Леў Фаміч", "ins", "Зайцам Львом Фамічом"),
        ("Міцкевіч Ганна Юр’еўна", "acc", "Міцкевіч Ганну Юр’еўну"),
        ("Міцкевіч Ганна Юр'еўна", "acc", "Міцкевіч Ганну Юр’еўну"),
        ("Дубіна Мікалай Ільіч", "loc", "Дубіне Мікалаю Ільічу"),
        ("Чарных Антон Лукіч", "ins", "Чарных Антонам Лукічом"),
        ("Аліеў Рашыд Мамед аглы", "gen", "Аліева Рашыда Мамед аглы"),
        ("Аліеў Рашыд Мамед-оглы", "gen", "Аліева Рашыда Мамед-оглы"),
        ("Аліева Лейла Мамед кызы", "dat", "Аліевай Лейле Мамед кызы"),
        ("Рашыд Мамед аглы", "dat", "Рашыду Мамед аглы"),
        ("Гусейнава Лейла", "dat", "Гусейнавай Лейле"),
        ("Адам Багдановіч", "ins", "Адамам Багдановічам"),
        ("Ганна Міцкевіч", "gen", "Ганны Міцкевіч"),
        ("Іван Іванавіч", "gen", "Івана Іванавіча"),
        ("Ганна Іванаўна", "dat", "Ганне Іванаўне"),
        ("Леў Мікалаевіч Талстой", "gen", "Льва Мікалаевіча Талстога"),
        ("КАВАЛЬЧУК ПЁТР ІВАНАВІЧ", "gen", "КАВАЛЬЧУКА ПЯТРА ІВАНАВІЧА"),
        ("Кавалёва-Шаўчук Ганна-Марыя Паўлаўна", "dat", "Кавалёвай-Шаўчук Ганне-Марыі Паўлаўне"),
        ("Кавальчук П. І.", "gen", "Кавальчук П. І."),
        ("Адам", "gen", "Адама"),
    ],
)
def test_a_full_name_tells_its_gender_by_itself(full: str, case: Case, expected: str) -> None:
    assert decline(full, "full")[case] == expected


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Кавальчук П.І.", "Кавальчуку П.І."),
        ("П.І. Кавальчук", "П.І. Кавальчуку"),
        ("П. І. Кавальчук", "П. І. Кавальчуку"),
        ("Ван дэр Берг Ян", "Вану дэр Бергу Яну"),
        ("Нгуен Ван Мінь", "Нгуену Вану Міню"),
    ],
)
def test_initials_and_particles_never_change(full: str, expected: str) -> None:
    assert decline(full, "full", "m").dat == expected


@pytest.mark.parametrize(
    ("text", "kind", "gender", "doubt"),
    [
        ("Кавальчук П.І.", "full", None, "gender"),
        ("Каваль", "surname", None, "gender"),
        ("Хоа", "given", None, "gender"),
        ("Гарсія Маркес Габрыэль", "full", "m", "order of the parts"),
        ("Сапега", "surname", "f", "policy: keep or decline"),
        ("Кот", "surname", "m", "stress: family"),
        ("Гарбаль", "surname", "m", "stress: -ем or -ём"),
        ("Шаршун", "surname", "m", "stress: -ам or -ом"),
        ("Пук", "surname", "m", "stress: -ам or -ом"),
        ("Ляўчук", "surname", "m", "stem: я or е"),
        ("Гузок", "surname", "m", "stem: fleeting vowel or not"),
        ("Брэдберы", "surname", "m", "foreign"),
        ("Мішэль", "given", "f", "foreign"),
        ("Ліпавы", "surname", "m", "stress: -ага or -ога"),
        ("Іваноў", "surname", "f", "form of the other gender"),
        ("Заблоцкая", "surname", "m", "form of the other gender"),
        ("Хасан", "patronymic", "m", "not a patronymic"),
        ("Smith", "surname", "m", "not a Belarusian word"),
        ("Никитин", "surname", "m", "letters of another language"),
        ("123", "given", "f", "not a Belarusian word"),
        ("", "full", None, "empty"),
        ("", "surname", "m", "empty"),
        (" ", "given", "m", "empty"),
    ],
)
def test_what_spelling_cannot_tell_is_marked_for_a_look(
    text: str, kind: Kind, gender: Gender | None, doubt: str
) -> None:
    found = decline(text, kind, gender)
    assert (found.sure, found.doubt) == (False, doubt)


@pytest.mark.parametrize("text", ["", "123", "Smith", "Никитин", "§ 5", "Щ"])
@pytest.mark.parametrize("kind", NAME_KINDS)
def test_what_is_no_belarusian_word_comes_back_unchanged(text: str, kind: Kind) -> None:
    found = decline(text, kind, "m")
    assert set(forms(found)) == {text}


def test_every_common_class_is_sure() -> None:
    doubted = [
        row["nom"]
        for row in rows("names_be.tsv")
        if "policy=" not in row["note"]
        and "confirm" not in row["note"]
        and not decline(row["nom"], row["kind"], row["gender"]).sure  # type: ignore[arg-type]
    ]
    assert doubted == ["Масла"]


@pytest.mark.parametrize("mark", ["'", "’", "ʼ", "`", "´"])
def test_every_apostrophe_is_printed_as_one(mark: str) -> None:
    found = decline(f"Дар{mark}я", "given", "f")
    assert (found.nom, found.gen) == ("Дар’я", "Дар’і")


def test_a_combining_breve_is_read_as_the_letter() -> None:
    assert decline("Іван" + "оу\u0306", "surname", "m").gen == "Іванова"


def test_the_house_rule_for_womens_surnames_can_be_turned() -> None:
    kept = decline("Шаўчэнка", "surname", "f")
    turned = decline("Шаўчэнка", "surname", "f", policy="decline")
    assert (kept.dat, turned.dat, kept.sure) == ("Шаўчэнка", "Шаўчэнцы", True)


def test_titles_are_not_inflected_here() -> None:
    with pytest.raises(ValueError, match="as data"):
        decline("следчы", "title", "m")


@given(words, kinds, genders)
def test_the_nominative_is_returned_as_given(word: str, kind: Kind, gender: Gender) -> None:
    assert decline(word, kind, gender).nom == word


@given(words, parts, genders)
def test_no_letters_are_lost_beyond_the_ending(word: str, kind: Kind, gender: Gender) -> None:
    for form in forms(decline(word, kind, gender)):
        assert form.startswith(word[:-4])
        assert len(form) >= len(word) - 2


@given(words, parts, genders)
def test_capitals_stay_capitals(word: str, kind: Kind, gender: Gender) -> None:
    upper = [form.upper() for form in forms(decline(word.capitalize(), kind, gender))]
    assert forms(decline(word.upper(), kind, gender)) == upper


@given(words, words, parts, genders)
def test_hyphenated_parts_are_independent(
    first: str, second: str, kind: Kind, gender: Gender
) -> None:
    both = forms(decline(f"{first}-{second}", kind, gender))
    alone = zip(
        forms(decline(first, kind, gender)), forms(decline(second, kind, gender)), strict=True
    )
    assert both == ["-".join(pair) for pair in alone]


@given(words, words, genders)
def test_a_doubtful_name_is_never_sure(first: str, second: str, gender: Gender) -> None:
    found = decline(f"{first} {second}", "full", gender)
    assert found.sure == (not found.doubt)


@settings(max_examples=200)
@given(st.text(max_size=20), kinds, st.sampled_from((*get_args(Gender), None)))
def test_any_text_is_survived(text: str, kind: Kind, gender: Gender | None) -> None:
    found = decline(text, kind, gender)
    assert found.rule
    assert found.sure == (not found.doubt)
