"""A case from nothing to a running term, as an investigator would go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QWidget

from core.engine.events import StepDone
from core.engine.steps import StepStatus
from core.i18n import Bilingual
from gui.pages.context import Route
from gui.presenters.person import PersonForm, person_of
from tests.gui.conftest import Driven

CONTROL = Qt.KeyboardModifier.ControlModifier


def _type(driven: Driven, text: str) -> None:
    """Type into whatever has the keyboard."""
    field = QApplication.focusWidget()
    assert field is not None
    if text.isascii():
        QTest.keyClicks(field, text)
    elif isinstance(field, QLineEdit):  # QTest aborts on letters outside Latin-1
        field.insert(text)


def _next(driven: Driven, times: int = 1) -> None:
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)


def _enter(driven: Driven) -> None:
    """Press Ctrl+Enter, the main action of every page."""
    QTest.keyClick(driven.program.shell, Qt.Key.Key_Return, CONTROL)
    driven.calm()


def _new_case(driven: Driven) -> str:
    window = driven.program.shell
    window.activateWindow()
    driven.bot.waitUntil(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    driven.calm()
    _type(driven, "412")
    _enter(driven)
    driven.wait(lambda: driven.page.route.page == "case" and driven.page.view)
    case: str = driven.page.route.case
    return case


def _detained(driven: Driven) -> str:
    """Begin a case, add a person and record his detention; all by keyboard but the names."""
    case = _new_case(driven)
    page: Any = driven.go(Route("person", case), lambda: driven.page.view)
    _type(driven, "Кавальчук Пётр Іванавіч")
    _next(driven)
    assert page.name.ru.text() == "Ковальчук Пётр Иванович"
    _enter(driven)
    people = driven.context.work.cases.case
    person = next(iter(driven.do(lambda: people(case)).state().participants))
    page = driven.go(
        Route("record", case, item="detention", subject=person), lambda: driven.page.view
    )
    page.editors["detained_at"].line.setFocus()
    _type(driven, "03.03.2026 14:20")
    _enter(driven)
    driven.wait(lambda: driven.page.route.page != "record")
    return case


def test_a_case_begins_by_keyboard(driven: Driven) -> None:
    _new_case(driven)
    assert driven.page.view.number == "412"
    assert driven.page.view.guide.having(StepStatus.OPEN)


def test_a_detention_recorded_is_a_term_on_today(driven: Driven) -> None:
    case = _detained(driven)
    page = driven.go(Route("today"), lambda: driven.page.model.rowCount() > 0)
    lines = [page.model.line(row) for row in range(page.model.rowCount())]
    detention = next(one for one in lines if one and one.legal_end == datetime(2026, 3, 6, 14, 20))
    assert detention.case == case
    assert detention.person == "Кавальчук\u00a0П.І."
    page.table.choose_first()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    driven.wait(lambda: driven.page.route.page == "case")
    assert driven.page.route.section == "terms"


def test_the_guide_says_what_is_owed_after_a_detention(driven: Driven) -> None:
    case = _detained(driven)
    page = driven.go(Route("case", case, "guide"), lambda: driven.page.view)
    owed = {line.step for line in page.view.guide.having(StepStatus.OWED)}
    assert {"notify_family", "explain_rights_suspect"} <= owed

    def names() -> list[str]:
        return [one.accessibleName() for one in page.findChildren(QPushButton) if one.isVisible()]

    driven.wait(lambda: any(name.startswith("Record: ") for name in names()))
    assert any("Кавальчук" in name for name in names())


def test_a_closed_act_says_why_and_cannot_be_recorded(driven: Driven) -> None:
    case = _detained(driven)
    page = driven.go(
        Route("record", case, item="interrogate_suspect", subject="nobody"),
        lambda: driven.page.view,
    )
    driven.wait(lambda: page.cautions.body.count() > 0)
    said = [one.text() for one in page.cautions.findChildren(QWidget) if hasattr(one, "text")]
    assert any("art." in text for text in said)
    assert not page.save.isEnabled()


def test_a_moment_ahead_is_refused_with_a_sentence(driven: Driven) -> None:
    case = _new_case(driven)
    page = driven.go(Route("record", case, item="start_check"), lambda: driven.page.view)
    page.at.line.setFocus()
    page.at.line.selectAll()
    _type(driven, "03.03.2030 10:00")
    _enter(driven)
    assert page.wrong.isVisible()
    assert driven.do(lambda: len(driven.context.work.cases.case(case).events)) == 1


def test_a_mistake_is_struck_out_and_stays(driven: Driven) -> None:
    case = _detained(driven)
    work = driven.context.work
    events = driven.do(lambda: work.cases.case(case)).events
    act = next(one for one in events if isinstance(one, StepDone))
    driven.do(lambda: work.notes.correct(case, act.id, "written by mistake"))
    page = driven.go(Route("case", case, "journal"), lambda: driven.page.view)
    struck = [line for line in page.view.journal if line.struck]
    assert [line.event for line in struck] == [act.id]
    assert not page.view.terms


def test_a_corrected_form_of_a_name_is_kept(driven: Driven) -> None:
    case = _new_case(driven)
    person = person_of(
        PersonForm(name=("Кавальчук Пётр", "Ковальчук Пётр"), forms={"be.gen": "Кавальчука Пятра"})
    )
    work = driven.context.work
    known = driven.do(lambda: work.notes.person(case, person, ("witness",), driven.context.now()))
    found = next(iter(known.state().participants.values()))
    assert found.person.forms == {"be.gen": "Кавальчука Пятра"}
    assert found.person.name == Bilingual("Кавальчук Пётр", "Ковальчук Пётр")
    page = driven.go(Route("person", case, item=found.person.id), lambda: driven.page.view)
    assert page.cases.corrections() in ({}, {"be.gen": "Кавальчука Пятра"})
    driven.calm()


def test_search_finds_a_person_in_either_language(demonstrated: Driven) -> None:
    page = demonstrated.go(Route("cases"), lambda: demonstrated.page.model.rowCount() == 3)
    QTest.keyClick(demonstrated.program.shell, Qt.Key.Key_F, CONTROL)
    page.field.setText("ковальчук")
    demonstrated.wait(lambda: page.model.rowCount() == 1)
    assert page.model.line(0).case == "theft-detention"


def test_an_issued_paper_is_saved_again(demonstrated: Driven, monkeypatch: Any) -> None:
    monkeypatch.setattr("gui.pages.case_papers.QDesktopServices.openUrl", lambda url: True)
    page = demonstrated.go(
        Route("case", "theft-detention", "papers"), lambda: demonstrated.page.view
    )
    QTest.keyClick(demonstrated.program.shell, Qt.Key.Key_P, CONTROL)
    folder = demonstrated.context.papers_folder
    demonstrated.wait(lambda: list(folder.glob("*.pdf")))
    demonstrated.calm()
    (made,) = folder.glob("*.pdf")
    assert made.read_bytes().startswith(b"%PDF")
    assert page.view.papers


def test_what_was_typed_is_not_lost_without_a_question(driven: Driven, monkeypatch: Any) -> None:
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]

    def answer(page: object, title: str, question: str, buttons: object) -> object:
        asked.append(question)
        return answers[len(asked) - 1]

    monkeypatch.setattr(QMessageBox, "question", answer)
    driven.go(Route("new_case"))
    page = driven.page
    QTest.keyClicks(page.number, "412")
    driven.program.navigation.back()
    assert driven.page is page
    driven.program.navigation.back()
    assert driven.page.route.page == "today"
    assert len(asked) == 2
    driven.calm()
