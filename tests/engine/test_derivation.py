"""The way to the end of a term, as people read it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.engine.derivation import amount_text, day_text, derivation, plural_form
from core.engine.ends import Count, Passage, end_of_day
from core.engine.single import Origin, single_term
from core.errors import UserError
from core.i18n import UI_LANGUAGES
from core.law.model import Length, Unit
from tests.law.shipped import book


def english(term: str, start: str, extend_to: int | None = None) -> list[str]:
    found = single_term(book(), term, datetime.fromisoformat(start), extend_to)
    return [sentence.en for sentence in found.derivation]


def test_an_investigation_over_a_weekend() -> None:
    assert english("investigation_term", "2026-01-15T10:00") == [
        "the first day 15.01.2026 is left out",
        "+ 2 months → 15.03.2026, 24:00",
        "15.03.2026 is not a working day: weekend",
        "the last day moves to 16.03.2026",
        "14.03.2026 is not a working day: weekend",
        "safe by 13.03.2026, the last working day before the end",
    ]


def test_every_day_off_is_named_with_its_reason() -> None:
    said = english("statement_decision_check", "2026-04-10T10:00")
    assert "20.04.2026 is not a working day: day off moved by the Government" in said
    assert "21.04.2026 is not a working day: Radunitsa" in said


def test_an_extension_names_who_grants_it() -> None:
    said = english("investigation_term", "2025-12-31T10:00", 6)
    assert said[0].startswith(
        "extended to 6 months, counted from the very start: chief of the superior"
    )


def test_custody_tells_the_other_reading() -> None:
    said = english("custody_term", "2026-03-10T09:00")
    assert "the other reading of the code gives 10.05.2026, 24:00; the earlier one is taken" in said


def test_a_year_without_a_calendar_is_told() -> None:
    said = english("petition_decision", "2031-03-05T10:00")
    assert said[-1] == "the working calendar of 2031 is not confirmed: moved days are not known"


def test_an_entry_without_a_length_says_so() -> None:
    assert english("wiretap_max", "2026-03-05T10:00") == ["the code sets no length"]


UNITS: tuple[Unit, ...] = ("hours", "days", "months", "working_days")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("number", [1, 2, 5, 11, 12, 21, 22, 111, 112])
def test_amounts_take_the_form_of_their_number(unit: Unit, number: int) -> None:
    text = amount_text(Length(number, unit), book())
    same = amount_text(Length({"one": 1, "few": 3, "many": 7}[plural_form(number)], unit), book())
    for language in ("be", "ru"):
        assert text[language].split(maxsplit=1) == [
            str(number),
            same[language].split(maxsplit=1)[1],
        ]
    assert text.en.endswith("s") == (number != 1)


def test_forms_differ_where_the_languages_do() -> None:
    two = amount_text(Length(2, "months"), book())
    five = amount_text(Length(5, "months"), book())
    assert two.be != five.be.replace("5", "2")
    assert two.ru != five.ru.replace("5", "2")
    up_to = amount_text(Length(2, "months"), book(), "up_to")
    assert up_to.be == five.be.replace("5", "2")


def test_days_are_written_for_people() -> None:
    assert day_text(date(2026, 3, 5)) == "05.03.2026"


def test_every_sentence_of_the_engine_can_be_filled_in_every_language() -> None:
    day = date(2026, 3, 8)
    length = Length(2, "months")
    for word in book().newest.words:
        kind, _, name = word.partition("_")
        if kind != "count" or name == "no_length":
            continue
        passage = Passage(name, day=day, end=end_of_day(day), amount=length)
        end = end_of_day(day)
        (sentence,) = derivation(Count(end, end, day, (passage,)), book())
        for language in UI_LANGUAGES:
            assert sentence[language] and "{" not in sentence[language], word


def test_an_unknown_term_is_told_with_those_that_are_near() -> None:
    with pytest.raises(UserError) as caught:
        single_term(book(), "detention_maximum", datetime(2026, 3, 3))
    assert caught.value.code == "term-unknown"
    assert "detention_max" in str(caught.value.values["near"])


@pytest.mark.parametrize(
    ("term", "to", "code"),
    [
        ("investigation_term", 2, "extension-not-on-ladder"),
        ("investigation_term", 0, "extension-not-on-ladder"),
        ("investigation_term", -3, "extension-not-on-ladder"),
        ("investigation_term", 100_000, "extension-not-on-ladder"),
        ("custody_term", 19, "extension-not-on-ladder"),
        ("detention_max", 100, "extension-not-on-ladder"),
        ("investigation_resumed_term", 3, "extension-needs-case"),
    ],
)
def test_an_extension_the_code_does_not_know_is_refused(term: str, to: int, code: str) -> None:
    with pytest.raises(UserError) as caught:
        single_term(book(), term, datetime(2026, 3, 3), to)
    assert caught.value.code == code


@pytest.mark.parametrize("term", ["investigation_resumed_term", "prosecutor_return"])
def test_the_time_spent_before_counts_for_a_resumed_investigation(term: str) -> None:
    # Opened 15 January, stood from 10 March to 1 June: 83 days that do not count (190(2), 190(5)).
    resumed, origin = datetime(2026, 6, 1, 10), Origin(datetime(2026, 1, 15, 10), 83)
    found = single_term(book(), term, resumed, 3, origin)
    assert str(found.legal_end) == "2026-07-07T24:00"
    assert found.article == "190(3-1)"
    assert any("83" in said.en for said in found.derivation)


def test_an_extension_that_ends_before_the_month_of_its_own_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        origin = Origin(datetime(2026, 1, 15))
        single_term(book(), "prosecutor_return", datetime(2026, 6, 1), 3, origin)
    assert caught.value.code == "extension-gains-nothing"


def test_an_extension_without_its_origin_is_refused_with_the_article() -> None:
    with pytest.raises(UserError) as caught:
        single_term(book(), "prosecutor_return", datetime(2026, 6, 1), 3)
    assert "190(5)" in str(caught.value.values["article"])


def test_beyond_the_last_rung_only_where_the_code_names_no_ceiling() -> None:
    found = single_term(book(), "investigation_term", datetime(2026, 3, 3), 9)
    assert found.article == "190(4)"
    assert str(found.legal_end) == "2026-12-03T24:00"


def test_a_term_of_the_newer_text_is_not_told_for_an_older_day() -> None:
    with pytest.raises(UserError) as caught:
        single_term(book(), "demand_execution", datetime(2025, 2, 17))
    assert caught.value.code == "term-not-yet-law"


@pytest.mark.parametrize("year", [1, 1899, 9001])
def test_a_start_outside_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(UserError) as caught:
        single_term(book(), "detention_max", datetime(year, 1, 1))
    assert caught.value.code == "date-out-of-range"
