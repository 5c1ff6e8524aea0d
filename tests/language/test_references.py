"""Articles, initials, agreement: the small change of every paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import DataError, UserError
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.language import agreement
from core.language.articles import cite, cite_crime
from core.language.names import (
    PersonName,
    infer_gender,
    initials,
    join_parts,
    signature,
    split_full,
    surname_initials,
)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("text", "be", "ru"),
    [
        ("205", "арт. 205 КПК", "ст. 205 УПК"),
        ("173(1)", "ч. 1 арт. 173 КПК", "ч. 1 ст. 173 УПК"),
        ("34(5)(14)", "п. 14 ч. 5 арт. 34 КПК", "п. 14 ч. 5 ст. 34 УПК"),
        ("art. 34-1(2)", "ч. 2 арт. 34¹ КПК", "ч. 2 ст. 34¹ УПК"),
        ("40(1-1)", "ч. 1¹ арт. 40 КПК", "ч. 1¹ ст. 40 УПК"),
        ("103(2–3)", "ч. 2–3 арт. 103 КПК", "ч. 2–3 ст. 103 УПК"),
        ("29(1)(3, 4)", "п. 3, 4 ч. 1 арт. 29 КПК", "п. 3, 4 ч. 1 ст. 29 УПК"),
        ("30, 34, 36", "арт. 30, 34 і 36 КПК", "ст. 30, 34 и 36 УПК"),
        (
            "30(1)(5), 250",
            "п. 5 ч. 1 арт. 30 і арт. 250 КПК",
            "п. 5 ч. 1 ст. 30 и ст. 250 УПК",
        ),
    ],
)
def test_articles_are_cited(text: str, be: str, ru: str) -> None:
    assert (plain(cite(text, "be")), plain(cite(text, "ru"))) == (be, ru)


def test_a_crime_is_cited_by_the_criminal_code() -> None:
    assert plain(cite_crime("205", 2, "be")) == "ч. 2 арт. 205 КК"
    assert plain(cite_crime("205", None, "ru")) == "ст. 205 УК"
    assert plain(cite_crime("139", 2, "ru", point=6)) == "п. 6 ч. 2 ст. 139 УК"
    assert plain(cite("205", "be", "")) == "арт. 205"


@pytest.mark.parametrize("text", ["", "x", "34(", "34(5)(14)(1)", "1;2", "(5)"])
def test_a_notation_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="article-not-understood"):
        cite(text, "be")


@pytest.mark.parametrize(
    ("full", "parts", "line", "listed"),
    [
        (
            "Лапаць Ігар Васільевіч",
            ("Лапаць", "Ігар", "Васільевіч"),
            "І.В.Лапаць",
            "Лапаць І.В.",
        ),
        (
            "Алиев Рашид Мамед оглы",
            ("Алиев", "Рашид", "Мамед оглы"),
            "Р.М.Алиев",
            "Алиев Р.М.",
        ),
        (
            "Мамедов Али Вагиф-оглы",
            ("Мамедов", "Али", "Вагиф-оглы"),
            "А.В.Мамедов",
            "Мамедов А.В.",
        ),
        ("Гусейнава Лейла", ("Гусейнава", "Лейла", ""), "Л.Гусейнава", "Гусейнава Л."),
        (
            "Дзёмін Дзмітрый Джонавіч",
            ("Дзёмін", "Дзмітрый", "Джонавіч"),
            "Д.Д.Дзёмін",
            "Дзёмін Д.Д.",
        ),
        ("Сартр Жан-Поль", ("Сартр", "Жан-Поль", ""), "Ж.-П.Сартр", "Сартр Ж.-П."),
        ("фон Штольц Андрей", ("фон Штольц", "Андрей", ""), "А.фон Штольц", "фон Штольц А."),
        ("Пеле", ("", "Пеле", ""), "Пеле", "Пеле"),
        ("Иван Петрович", ("", "Иван", "Петрович"), "Иван", "Иван"),
        ("", ("", "", ""), "", ""),
    ],
)
def test_a_full_name_is_taken_apart_and_made_short(
    full: str, parts: tuple[str, str, str], line: str, listed: str
) -> None:
    name = split_full(full)
    assert name == parts
    assert signature(name) == line
    assert plain(surname_initials(name)) == listed


def test_initials_do_not_change_with_the_case_of_the_surname() -> None:
    name = split_full("Кавальчук Пётр Іванавіч")
    assert surname_initials(name, "Кавальчуку") == "Кавальчуку\N{NO-BREAK SPACE}П.І."
    assert initials(name) == "П.І."


@pytest.mark.parametrize(
    ("name", "gender", "certain"),
    [
        (PersonName("Ким", "Нелли", "Сергеевна"), "f", True),
        (PersonName("Алиев", "Рашид", "Мамед оглы"), "m", True),
        (PersonName("Алиева", "Лала", "Мамед кызы"), "f", True),
        (PersonName("Мішын", "Мікіта"), "m", False),
        (PersonName("Гусейнова", "Нигяр"), "f", False),
        (PersonName("Ли", "Вэй"), "m", False),
        (PersonName("Ли", "Мэри"), None, False),
    ],
)
def test_the_gender_is_read_from_the_patronymic_and_only_hinted_by_the_rest(
    name: PersonName, gender: str | None, certain: bool
) -> None:
    assert infer_gender(name) == (gender, certain)


def test_a_missing_part_leaves_no_gap() -> None:
    assert join_parts(["Ким", "", "Сергеевна"]) == "Ким Сергеевна"


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_verb_agrees_with_the_person(language: PaperLanguage) -> None:
    words = agreement.words()
    assert len(words) >= 30
    changing = [
        word for word in words.values() if word.form(language, "m") != word.form(language, "f")
    ]
    assert len(changing) >= len(words) - 2
    assert agreement.agree("established", "be", "m") == "устанавіў"
    assert agreement.choose("f", "паказаў", "паказала") == "паказала"


def test_a_wrong_entry_is_named(tmp_path: Path) -> None:
    file = tmp_path / "agreement.tsv"
    file.write_text("key\tbe_m\tbe_f\tru_m\tru_f\nx\ta\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2"):
        agreement.load_words(file)
