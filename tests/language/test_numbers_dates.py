"""Numbers, money, dates and times read as papers write them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import get_day_names, get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.language import dates
from core.language.forms import Case
from core.language.numbers import (
    COUNTED,
    LIMIT,
    NumberGender,
    counted,
    money,
    money_short,
    number_in_words,
    ordinal_in_words,
    plural,
)

DAY = date(2026, 11, 22)


def plain(text: str) -> str:
    """Return a text with ordinary spaces, for reading."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@given(st.integers(0, 10**6), st.sampled_from(PAPER_LANGUAGES))
def test_the_plural_is_that_of_the_common_locale_data(number: int, language: PaperLanguage) -> None:
    category = Locale(language).plural_form(number)
    assert plural(number, ("one", "few", "many")) == category


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_months_and_weekdays_are_those_of_the_common_locale_data(language: PaperLanguage) -> None:
    for number in range(1, 13):
        assert (
            dates.month(number, language)
            == get_month_names("wide", "stand-alone", locale=language)[number]
        )
        assert dates.month_of(number, language) == get_month_names("wide", locale=language)[number]
    names = get_day_names("wide", locale=language)
    week = [date(2026, 11, 16 + shift) for shift in range(7)]
    assert [dates.weekday(day, language) for day in week] == [names[i] for i in range(7)]


@pytest.mark.parametrize(
    ("number", "language", "gender", "case", "words"),
    [
        (1, "be", "f", "nom", "адна"),
        (2, "be", "f", "nom", "дзве"),
        (21, "be", "f", "nom", "дваццаць адна"),
        (22, "be", "m", "nom", "дваццаць два"),
        (1001, "be", "m", "nom", "адна тысяча адзін"),
        (2002, "be", "f", "nom", "дзве тысячы дзве"),
        (2_000_000, "be", "m", "nom", "два мільёны"),
        (17, "be", "m", "nom", "сямнаццаць"),
        (58, "be", "m", "nom", "пяцьдзясят восем"),
        (0, "be", "m", "nom", "нуль"),
        (1, "be", "f", "gen", "адной"),
        (2, "be", "f", "gen", "дзвюх"),
        (3, "be", "m", "gen", "трох"),
        (10, "be", "m", "ins", "дзесяццю"),
        (40, "be", "m", "loc", "сарака"),
        (21, "ru", "n", "nom", "двадцать одно"),
        (42, "ru", "f", "nom", "сорок две"),
        (1001, "ru", "m", "nom", "одна тысяча один"),
        (3, "ru", "m", "gen", "трёх"),
        (1, "ru", "m", "loc", "одном"),
        (100, "ru", "m", "gen", "ста"),
        (123_456_789, "ru", "m", "nom", "сто двадцать три миллиона четыреста пятьдесят шесть тысяч"
         " семьсот восемьдесят девять"),
        (5_000, "ru", "m", "gen", "пяти тысяч"),
    ],
)  # fmt: skip
def test_a_number_in_words_agrees_and_is_declined(
    number: int, language: PaperLanguage, gender: NumberGender, case: Case, words: str
) -> None:
    assert number_in_words(number, language, gender, case) == words


@pytest.mark.parametrize(
    ("number", "language", "genitive"),
    [
        (1, "be", "першага"),
        (2, "be", "другога"),
        (3, "be", "трэцяга"),
        (22, "be", "дваццаць другога"),
        (31, "be", "трыццаць першага"),
        (2026, "be", "дзве тысячы дваццаць шостага"),
        (1985, "be", "адна тысяча дзевяцьсот восемдзесят пятага"),
        (2000, "be", "двухтысячнага"),
        (3, "ru", "третьего"),
        (8, "ru", "восьмого"),
        (2026, "ru", "две тысячи двадцать шестого"),
        (1900, "ru", "одна тысяча девятисотого"),
        (2040, "ru", "две тысячи сорокового"),
    ],
)
def test_only_the_last_word_of_an_ordinal_is_an_ordinal(
    number: int, language: PaperLanguage, genitive: str
) -> None:
    assert ordinal_in_words(number, language, "m", "gen") == genitive


@settings(max_examples=150)
@given(st.integers(0, LIMIT - 1), st.sampled_from(PAPER_LANGUAGES))
def test_every_number_below_the_limit_has_words(number: int, language: PaperLanguage) -> None:
    words = number_in_words(number, language, "f", "gen")
    assert words == " ".join(words.split())
    assert words.replace(" ", "").isalpha()


@settings(max_examples=150)
@given(st.integers(1, 2999), st.sampled_from(PAPER_LANGUAGES))
def test_every_year_has_words(number: int, language: PaperLanguage) -> None:
    assert ordinal_in_words(number, language, "m", "gen").endswith(("га", "го"))


@pytest.mark.parametrize("number", [-1, LIMIT])
def test_a_number_that_is_not_spelled_out_is_refused(number: int) -> None:
    with pytest.raises(UserError, match="number-out-of-range"):
        number_in_words(number, "be")


@pytest.mark.parametrize(
    ("amount", "language", "text"),
    [
        (
            "1234.56",
            "be",
            "1 234 рублі 56 капеек (адна тысяча дзвесце трыццаць чатыры рублі 56 капеек)",
        ),
        (
            "1234.56",
            "ru",
            "1 234 рубля 56 копеек (одна тысяча двести тридцать четыре рубля 56 копеек)",
        ),
        ("0.01", "be", "0 рублёў 01 капейка (нуль рублёў 01 капейка)"),
        ("21", "ru", "21 рубль 00 копеек (двадцать один рубль 00 копеек)"),
    ],
)
def test_a_sum_stands_in_figures_and_in_words(
    amount: str, language: PaperLanguage, text: str
) -> None:
    assert plain(money(Decimal(amount), language)) == text


def test_a_sum_in_a_table_is_short() -> None:
    assert plain(money_short(Decimal("1234.5"))) == "1 234,50 руб."
    assert plain(money(Decimal("5"), "be", words=False)) == "5 рублёў 00 капеек"


@pytest.mark.parametrize("amount", ["1.005", "-1", "NaN", "Infinity"])
def test_a_sum_that_cannot_be_paid_is_refused(amount: str) -> None:
    with pytest.raises(UserError, match="money-not-exact"):
        money(Decimal(amount), "ru")


def test_a_counted_noun_takes_its_form() -> None:
    assert [plain(counted(n, "day", "be")) for n in (1, 2, 5, 11)] == [
        "1 дзень",
        "2 дні",
        "5 дзён",
        "11 дзён",
    ]
    assert plain(counted(1500, "year", "ru")) == "1 500 лет"
    assert all(set(forms) == set(PAPER_LANGUAGES) for forms in COUNTED.values())


@pytest.mark.parametrize(
    ("style", "be", "ru"),
    [
        ("long", "22 лістапада 2026 г.", "22 ноября 2026 г."),
        ("sentence", "22 лістапада 2026 года", "22 ноября 2026 года"),
        ("numeric", "22.11.2026", "22.11.2026"),
        ("quoted", "«22» лістапада 2026 г.", "«22» ноября 2026 г."),
        ("month", "лістапад 2026 г.", "ноябрь 2026 г."),
        ("weekday", "нядзеля, 22 лістапада 2026 г.", "воскресенье, 22 ноября 2026 г."),
        (
            "words",
            "дваццаць другога лістапада дзве тысячы дваццаць шостага года",
            "двадцать второго ноября две тысячи двадцать шестого года",
        ),
    ],
)
def test_a_date_has_its_forms(style: str, be: str, ru: str) -> None:
    form = dates.DATE_FORMS[style]
    assert (plain(form(DAY, "be")), plain(form(DAY, "ru"))) == (be, ru)


@pytest.mark.parametrize(
    ("style", "be", "ru"),
    [
        ("words", "9 гадзін 05 хвілін", "9 часов 05 минут"),
        ("short", "9 гадз. 05 хв.", "9 ч. 05 мин."),
        ("numeric", "09:05", "09:05"),
    ],
)
def test_a_time_has_its_forms(style: str, be: str, ru: str) -> None:
    form = dates.TIME_FORMS[style]
    assert (plain(form(time(9, 5), "be")), plain(form(time(9, 5), "ru"))) == (be, ru)


def test_periods_and_spans_name_both_ends() -> None:
    assert plain(dates.period(DAY, date(2026, 12, 5), "be")) == (
        "з 22 лістапада па 5 снежня 2026 г."
    )
    assert plain(dates.period(DAY, date(2027, 1, 5), "ru")) == (
        "с 22 ноября 2026 г. по 5 января 2027 г."
    )
    assert plain(dates.span(time(9, 5), time(10, 30), "be")) == (
        "з 9 гадзін 05 хвілін да 10 гадзін 30 хвілін"
    )
    assert plain(dates.span(time(1, 1), time(21, 0), "be")) == (
        "з 1 гадзіны 01 хвіліны да 21 гадзіны 00 хвілін"
    )
    assert plain(dates.moment_long(datetime(2026, 11, 22, 9, 5), "ru")) == (
        "22 ноября 2026 г., 9 часов 05 минут"
    )
