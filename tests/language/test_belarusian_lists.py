"""The lists behind the Belarusian rules are checked when they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import DataError
from core.language import belarusian_lists as lists
from core.language.belarusian_lists import FOLDER, rows

IRREGULAR = "kind\tnom\tgen\tins\tdoubt\n"
GIVEN = "gender\tbe\tru\tbe_patronymic\tru_patronymic\n"


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kind\tnom\n", "must be the header"),
        ("", "must be the header"),
        (IRREGULAR + "given\tЛеў\n", "must have 5 columns"),
        (IRREGULAR + "name\tЛеў\tЛьва\tЛьвом\t\n", "unknown kind"),
        (IRREGULAR + "given\tЛеў\tЛьву\tЛьвом\t\n", "no class has this genitive"),
        (IRREGULAR + "any\tЛеў\tЛьва\tЛьвом\t\n" * 2, "is listed twice"),
    ],
)
def test_a_wrong_row_of_irregular_names_is_told(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        lists.irregular_men(written(tmp_path, "irregular.tsv", text))


def test_an_unknown_class_of_nouns_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="unknown class"):
        lists.noun_surnames(written(tmp_path, "nouns.tsv", "class\tnouns\nroot\tварона\n"))


def test_an_unknown_gender_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="unknown gender"):
        lists.given_names(written(tmp_path, "given_names.tsv", GIVEN + "n\tЛеў\tЛев\t\t\n"))


@pytest.mark.parametrize("name", ["nouns.tsv", "adjectives.tsv"])
def test_no_word_is_listed_twice(name: str) -> None:
    header = "class " + name.removesuffix(".tsv")
    words = [word for _, line in rows(FOLDER / name, header) for word in line.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", ["given_names.tsv", "irregular.tsv", "surname_pairs.tsv"])
def test_the_lists_hold_no_latin_look_alikes(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if not line.startswith("#")][1:]
    names = [cell for line in table for cell in line.split("\t") if cell and not cell[0].isascii()]
    assert [cell for cell in names if any(letter.isascii() for letter in cell)] == []
