"""Posts, ranks, roles and bodies in all cases, listed and composed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import DataError
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.language.forms import CASES, Gender
from core.language.titles import FILE, Titles, decline_title, load_titles, title, titles

COMMON_GENDER = {"абаронца", "сведка", "відавочца", "непаўналетняя сведка"}
"""Nouns whose paradigm is the person's sex: no rule can see it in the words."""
CLAUSE = {"лицо, производящее дознание"}
"""Two groups parted by a comma; listed, never composed."""


def listed() -> list[list[str]]:
    return [line.split("\t") for line in FILE.read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize("row", listed(), ids=lambda row: "-".join([*row[:1], *row[2:4]]))
def test_a_listed_title_is_printed_as_listed(row: list[str]) -> None:
    gender: Gender | None = {"m": "m", "f": "f"}.get(row[3])  # type: ignore[assignment]
    language: PaperLanguage = row[2]  # type: ignore[assignment]
    found = decline_title(row[4], language, gender)
    assert [found[case] for case in CASES] == row[4:]
    assert found.sure


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_rules_alone_give_what_the_list_says(language: PaperLanguage) -> None:
    rows = [row for row in listed() if row[2] == language]
    # A tail that is not listed sends the title through the phrase engine.
    for row in rows:
        if row[4] in CLAUSE or (row[3] == "f" and row[4] in COMMON_GENDER):
            continue
        composed = decline_title(f"{row[4]} (г. Х)", language)
        assert [composed[case] for case in CASES[1:]] == [f"{form} (г. Х)" for form in row[5:]]


@pytest.mark.parametrize(
    ("language", "text", "dative"),
    [
        (
            "be",
            "старшы следчы Заводскага (г. Мінска) раённага аддзела Следчага камітэта"
            " капітан юстыцыі",
            "старшаму следчаму Заводскага (г. Мінска) раённага аддзела Следчага камітэта"
            " капітану юстыцыі",
        ),
        (
            "ru",
            "старший следователь Заводского (г. Минска) районного отдела старший лейтенант юстиции",
            "старшему следователю Заводского (г. Минска) районного отдела старшему лейтенанту"
            " юстиции",
        ),
        ("be", "Заводскі (г. Мінска) раённы аддзел", "Заводскаму (г. Мінска) раённаму аддзелу"),
        ("be", "начальнік упраўлення", "начальніку ўпраўлення"),
        ("ru", "врио начальника отдела", "врио начальника отдела"),
        ("ru", "исполняющий обязанности прокурора", "исполняющему обязанности прокурора"),
        ("ru", "старший эксперт-криминалист", "старшему эксперту-криминалисту"),
        (
            "ru",
            "следователь, начальник отделения",
            "следователю, начальнику отделения",
        ),
        (
            "be",
            "намеснік пракурора — начальнік аддзела",
            "намесніку пракурора — начальніку аддзела",
        ),
        ("be", "следчы, які вядзе справу", "следчаму, які вядзе справу"),
        ("ru", "СТАРШИЙ СЛЕДОВАТЕЛЬ", "СТАРШЕМУ СЛЕДОВАТЕЛЮ"),
        ("ru", "Начальник 2-го отдела майор милиции", "Начальнику 2-го отдела майору милиции"),
    ],
)
def test_a_composed_phrase_changes_post_and_rank_and_keeps_the_tail(
    language: PaperLanguage, text: str, dative: str
) -> None:
    assert decline_title(text, language).dat == dative


@pytest.mark.parametrize(
    ("language", "text", "accusative"),
    [
        ("ru", "районный отдел Следственного комитета (г. Х)", "районный отдел"),
        ("be", "следчы ізалятар № 1", "следчы ізалятар"),
        ("be", "следчы ізалятара", "следчага ізалятара"),
        ("ru", "прокуратура Минского района", "прокуратуру Минского"),
    ],
)
def test_a_body_is_a_thing_and_an_official_a_person(
    language: PaperLanguage, text: str, accusative: str
) -> None:
    assert decline_title(text, language).acc.startswith(accusative)


@pytest.mark.parametrize(("language", "text"), [("be", "старший"), ("ru", "следчы і")])
def test_a_title_in_the_other_language_comes_back_with_a_mark(
    language: PaperLanguage, text: str
) -> None:
    found = decline_title(text, language)
    assert (found.dat, found.doubt) == (text, "letters of the other language")


@pytest.mark.parametrize("text", ["касир магазина", "мастер смены", "", "12", "—"])
def test_an_unknown_word_is_marked_for_a_look(text: str) -> None:
    assert not decline_title(text, "ru").sure


def test_a_woman_and_a_man_who_witness_are_declined_apart() -> None:
    assert decline_title("сведка", "be", "f").dat == "сведцы"
    assert decline_title("сведка", "be", "m").dat == "сведку"
    assert decline_title("сведка", "be").doubt == "gender"


def test_a_title_without_a_form_for_women_keeps_the_common_one() -> None:
    assert title("senior_investigator", "be", "f").dat == "старшаму следчаму"
    assert title("suspect", "ru", "f").dat == "подозреваемой"


def test_an_unknown_id_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="nobody"):
        title("nobody", "be")


def test_every_title_stands_in_both_languages() -> None:
    found = {(row[0], row[2]) for row in listed()}
    assert found == {(key, language) for key in titles().ids() for language in PAPER_LANGUAGES}


def test_a_wrong_row_of_the_list_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "titles.tsv"
    head = FILE.read_text("utf-8").splitlines()[0]
    broken.write_text(f"{head}\nx\tposition\txx\tc\ta\ta\ta\ta\ta\ta\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2"):
        load_titles(broken)


@settings(max_examples=150)
@given(st.text(max_size=40), st.sampled_from(PAPER_LANGUAGES))
def test_no_text_breaks_it(text: str, language: PaperLanguage) -> None:
    assert decline_title(text, language).rule


def test_an_empty_list_still_inflects_by_ending() -> None:
    assert Titles([]).decline("главный бухгалтер", "ru").dat == "главному бухгалтеру"
