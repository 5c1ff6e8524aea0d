"""What pages say, asked without a window."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from core.engine.events import Gender, read_journal
from core.engine.steps import StepStatus
from core.engine.terms import Status
from core.i18n import UI_LANGUAGES, PaperLanguage, Translator, UiLanguage
from core.paths import RESOURCES
from core.services.casework import Casework
from core.services.guidance import AT_ONCE, CaseNote, Overview
from core.services.library import Library, open_library
from core.services.notes import Done
from core.store.rows import DueRow
from gui.presenters.guide import guide_view
from gui.presenters.moments import end_words, left_words, length_words
from gui.presenters.office import OfficeForm, form_of, office_of, titles_of
from gui.presenters.people import case_forms, person_cards, proposed
from gui.presenters.record import verdict
from gui.presenters.reprint import file_name
from gui.presenters.speech import Speech, speech
from gui.presenters.terms import term_cards
from gui.presenters.today import due_line, notices, urgency_of

ENGLISH = Translator("en")
EVENING = datetime(2026, 3, 3, 17, 0)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(RESOURCES, tmp_path_factory.mktemp("book") / "law.book")


@pytest.fixture(scope="module")
def theft(library: Library) -> Casework:
    file = RESOURCES / "demo" / "theft-detention.json"
    return Casework("theft", read_journal(file.read_bytes(), file.name).events, library)


def _says(case: Casework, at: datetime, language: UiLanguage = "en") -> Speech:
    return speech(case, case.state(at), at.date(), Translator(language), language)


def _row(due: datetime, legal: datetime, status: str = "running") -> DueRow:
    return DueRow(
        due, legal, "investigation_term", "-", status, "i", "c", "case", "1", "t", "be", "s", "-"
    )


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (340, "5 h 40 min"),
        (1440, "1 day"),
        (3185, "2 days 5 h"),
        (14400, "10 days"),
    ],
)
def test_a_length_is_said_in_its_two_largest_units(minutes: int, words: str) -> None:
    assert length_words(timedelta(minutes=minutes), ENGLISH) == words


@pytest.mark.parametrize(
    ("language", "words"), [("be", "5 гадз. 40 хв."), ("ru", "5 ч 40 мин"), ("en", "5 h 40 min")]
)
def test_a_length_is_said_in_the_language_of_the_window(language: str, words: str) -> None:
    assert length_words(timedelta(minutes=340), Translator(language)) == words


def test_what_is_late_says_so() -> None:
    assert left_words(EVENING - timedelta(hours=30), EVENING, ENGLISH) == "late by 1 day"


def test_midnight_is_the_end_of_the_day_before() -> None:
    assert end_words(datetime(2026, 3, 7)) == "06.03.2026, 24:00"


@pytest.mark.parametrize(
    ("due", "legal", "status", "group"),
    [
        (-48, -24, "running", "overdue"),
        (-2, 24, "running", "at_risk"),
        (5, 5, "running", "urgent"),
        (60, 60, "running", "soon"),
        (100, 100, "running", "calm"),
        (-500, -500, AT_ONCE, "urgent"),
    ],
)
def test_a_line_stands_in_the_group_of_its_urgency(
    due: int, legal: int, status: str, group: str
) -> None:
    row = _row(EVENING + timedelta(hours=due), EVENING + timedelta(hours=legal), status)
    assert urgency_of(row, EVENING) == group


def test_a_line_carries_its_article_and_says_when_it_was_not_compared(library: Library) -> None:
    row = _row(EVENING, EVENING)
    line = due_line(row, library.book, EVENING, "en")
    term = library.book.newest.terms["investigation_term"]
    assert (line.article, line.unverified) == (term.article, not term.trusted)


def test_old_law_and_a_calendar_that_ends_are_told() -> None:
    seen = Overview(
        (CaseNote("c", "12", "t", 3),),
        (CaseNote("d", "13", "t"),),
        date(2025, 1, 1),
        date(2026, 3, 31),
    )
    said = notices(seen, EVENING, ENGLISH)
    assert [one.case for one in said] == ["c", "d", "", ""]
    assert said[0].text == "3 acts are owed: 12"
    assert "01.01.2025" in said[2].text
    assert "31.03.2026" in said[3].text


def test_the_guide_has_the_owed_acts_with_their_papers(theft: Casework) -> None:
    view = guide_view(theft.guide(EVENING), _says(theft, EVENING))
    owed = {line.step: line for line in view.having(StepStatus.OWED)}
    assert "notify_family" in owed
    assert owed["notify_family"].papers
    assert owed["notify_family"].person == "Кавальчук\u00a0П.І."
    assert sum(mark.owed for mark in view.stages) == len(view.having(StepStatus.OWED))


def test_every_closed_step_says_why_in_words(theft: Casework) -> None:
    for language in UI_LANGUAGES:
        view = guide_view(theft.guide(EVENING), _says(theft, EVENING, language))
        closed = view.having(StepStatus.CLOSED)
        assert closed
        assert [one.step for one in closed if not any(one.reasons)] == []


def test_a_search_without_a_sanction_is_refused_in_words(theft: Casework) -> None:
    at = datetime(2026, 3, 5, 11, 0)
    until = Casework(
        theft.case_id, tuple(one for one in theft.events if one.at <= at), theft.library
    )
    found = verdict(until, Done("search_dwelling", at), ENGLISH, "en", at)
    said = [one for one in found.cautions if one.guard]
    assert said or found.reasons
    assert found.blocked or found.owing


def test_terms_run_first_and_show_how_they_were_counted(theft: Casework) -> None:
    cards = term_cards(theft.ledger(EVENING), _says(theft, EVENING), EVENING)
    running = [one.status is Status.RUNNING for one in cards]
    assert running == sorted(running, reverse=True)
    detention = next(one for one in cards if ("Legal end", "06.03.2026, 14:20") in one.moments)
    assert detention.left == "2 days 21 h"
    assert ("Length", "72 hours") in detention.moments
    assert detention.derivation


def test_people_are_shown_in_both_languages(theft: Casework) -> None:
    cards = {one.person: one for one in person_cards(_says(theft, EVENING))}
    assert cards["p1"].name_be == "Кавальчук Пётр Іванавіч"
    assert cards["p1"].name_ru == "Ковальчук Пётр Иванович"


def test_a_corrected_case_wins_over_the_rules() -> None:
    corrected = {"be.gen": "Кавальчуку Пётру"}
    forms = {one.key: one for one in case_forms("Кавальчук Пётр", "Ковальчук Пётр", "m", corrected)}
    assert forms["be.gen"].text == "Кавальчуку Пётру"
    assert forms["be.gen"].rule_text == "Кавальчука Пятра"
    assert forms["be.gen"].doubt == ""
    assert forms["ru.ins"].text == "Ковальчуком Петром"


@pytest.mark.parametrize(
    ("typed", "language", "gender", "other"),
    [
        ("Кавальчук Вольга Сяргееўна", "be", "f", "Ковальчук Ольга Сергеевна"),
        ("Ковальчук Николай", "ru", "m", "Кавальчук Мікалай"),
        ("", "be", "m", ""),
    ],
)
def test_the_name_in_the_other_language_is_proposed(
    typed: str, language: PaperLanguage, gender: Gender, other: str
) -> None:
    assert proposed(typed, language, gender) == other


def test_an_office_survives_its_form() -> None:
    form = OfficeForm(("а", "б"), ("в", "г"), ("д", "е"), "f", "investigator", "rank_major")
    assert form_of(office_of(form)) == form
    assert form.complete
    assert not form_of(None).complete


def test_posts_and_ranks_come_from_the_list_of_titles() -> None:
    assert dict(titles_of("position", "be"))["investigator"] == "следчы"
    assert "rank_captain" in dict(titles_of("rank", "ru"))


def test_a_file_name_fits_every_file_system() -> None:
    name = file_name('12/3 "а"', "t:t", "03.03.2026, 14:20", "be", "pdf")
    assert not set(name) & set('\\/:*?"<>|')
    assert Path(name).suffix == ".pdf"
