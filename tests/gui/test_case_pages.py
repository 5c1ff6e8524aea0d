"""The pages of a case in the window: what if, lists before decisions, ladders, corrections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLabel, QPushButton, QWidget

from core.engine.events import Corrected, FactNoted, StepDone, TermExtended
from core.engine.steps import StepStatus
from gui.pages.context import Route
from gui.pages.fold import Fold
from gui.pages.listing import Listing
from gui.pages.step_row import StepRow
from gui.pages.today import Gaps
from tests.gui.conftest import Driven

CASE = "theft-detention"


def _said(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def _buttons(widget: QWidget) -> dict[str, QPushButton]:
    found = widget.findChildren(QPushButton)
    return {one.accessibleName(): one for one in found if one.isVisible()}


def _rows(widget: QWidget) -> list[StepRow]:
    return [one for one in widget.findChildren(StepRow) if one.isVisible()]


def _events(driven: Driven) -> tuple[Any, ...]:
    cases = driven.context.work.cases
    events: tuple[Any, ...] = driven.do(lambda: cases.case(CASE)).events
    return events


def _case(driven: Driven, section: str) -> Any:
    return driven.go(Route("case", CASE, section), lambda: driven.page.view)


def test_what_if_shows_terms_side_by_side_and_writes_nothing(demonstrated: Driven) -> None:
    page = _case(demonstrated, "terms")
    before = _events(demonstrated)
    page.primary()
    demonstrated.wait(lambda: demonstrated.page.route.page == "what_if" and demonstrated.page.view)
    page = demonstrated.page
    for row in range(page.what.count()):
        if page.what.itemData(row).fact == "detained_at":
            page.what.setCurrentIndex(row)
    page.at.put("2026-03-03T13:20")
    page.primary()
    demonstrated.wait(lambda: page.model.count() > 0)
    demonstrated.calm()
    assert page.table.isVisible()
    assert any("13:20" in line.after[0] for line in page.model.lines)
    assert _events(demonstrated) == before
    QTest.keyClick(demonstrated.program.shell, Qt.Key.Key_Escape)
    assert demonstrated.page.route == Route("case", CASE, "terms")


def test_a_term_opens_what_if_at_the_moment_that_started_it(demonstrated: Driven) -> None:
    page = _case(demonstrated, "terms")
    card = next(one for one in page.view.terms if one.term == "investigation_term")
    page = demonstrated.go(
        Route("what_if", CASE, card.began, card.event), lambda: demonstrated.page.view
    )
    assert page.what.currentData().event == card.event
    page.never.setChecked(True)
    page.primary()
    demonstrated.wait(lambda: page.model.count() > 0)
    assert not page.at.isEnabled()
    assert "gone" in {line.verdict for line in page.model.lines}
    demonstrated.calm()


def test_a_fact_is_found_by_any_part_of_its_name_and_starts_its_term(demonstrated: Driven) -> None:
    page = demonstrated.go(Route("note", CASE), lambda: demonstrated.page.view)
    fact = "complaint_materials_received_at"
    asked = next(one for one in page.view.questions if one.id == fact)
    page.facts.setCurrentIndex(page.facts.findText(asked.label))
    assert not page.who_box.isVisible()
    page.primary()
    assert page.wrong.isVisible()
    page.answer.put("2026-03-02T12:00")
    page.at.put("2026-03-02T12:00")
    page.primary()
    demonstrated.wait(lambda: demonstrated.page.route.page != "note")
    noted = [one for one in _events(demonstrated) if isinstance(one, FactNoted)]
    assert (noted[-1].fact, noted[-1].value, noted[-1].subject) == (fact, "2026-03-02T12:00", "")
    page = _case(demonstrated, "terms")
    assert "complaint_decision" in {one.term for one in page.view.terms}
    demonstrated.calm()


def test_what_is_known_of_a_person_is_asked_of_that_person(demonstrated: Driven) -> None:
    page = demonstrated.go(Route("note", CASE), lambda: demonstrated.page.view)
    personal = next(one for one in page.view.questions if one.id == "detained_at")
    page.facts.setCurrentIndex(page.facts.findText(personal.label))
    assert page.who_box.isVisible()
    known = {one.person: page.view.known("detained_at", one.person) for one in page.view.people}
    held = next(one for one, value in known.items() if value)
    page.who.setCurrentIndex(page.who.findData(held))
    page.who.activated.emit(page.who.currentIndex())
    assert page.answer.value() == known[held]
    demonstrated.calm()


def test_a_supposition_that_cannot_be_is_said_under_the_question(demonstrated: Driven) -> None:
    page = demonstrated.go(Route("what_if", CASE), lambda: demonstrated.page.view)
    page.at.put("1999-01-01T10:00")
    page.primary()
    demonstrated.wait(lambda: page.wrong.isVisible())
    assert page.model.count() == 0
    assert page.wrong.text()
    demonstrated.calm()


def test_the_derivation_of_a_term_is_copied_as_text(
    demonstrated: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _case(demonstrated, "terms")
    copied: list[str] = []
    monkeypatch.setattr(demonstrated.context, "copy", copied.append)
    menus: list[Any] = []
    monkeypatch.setattr("PySide6.QtWidgets.QMenu.popup", lambda menu, place: menus.append(menu))

    def printing() -> list[QPushButton]:
        return [one for name, one in _buttons(page).items() if name.startswith("Print or copy…")]

    demonstrated.wait(printing)
    printing()[0].click()
    language = menus[0].actions()[0].menu()
    language.actions()[0].trigger()
    demonstrated.wait(lambda: copied)
    assert "HOW" not in copied[0]
    assert "2026" in copied[0]
    demonstrated.calm()


def test_a_decision_shows_its_list_and_the_way_to_the_step(demonstrated: Driven) -> None:
    page = demonstrated.go(
        Route("record", CASE, item="transfer_case"), lambda: demonstrated.page.view
    )
    demonstrated.wait(lambda: _said(page.checklist))
    demonstrated.calm()
    assert any("missing before this decision" in one for one in _said(page.checklist))
    ways = [one for name, one in _buttons(page.checklist).items() if name.startswith("Go to: ")]
    ways[0].click()
    demonstrated.calm()
    assert demonstrated.page.route.page in ("record", "paper")
    assert demonstrated.page.route.item != "transfer_case"


def test_an_ordinary_act_has_no_list(demonstrated: Driven) -> None:
    page = demonstrated.go(
        Route("record", CASE, item="interrogate_witness", subject="p3"),
        lambda: demonstrated.page.view,
    )
    demonstrated.calm()
    assert not page.checklist.isVisible()


def test_the_paper_of_a_decision_shows_the_same_list(demonstrated: Driven) -> None:
    page = demonstrated.go(
        Route("paper", CASE, item="resolution_terminate_conciliation"),
        lambda: demonstrated.page.part is not None,
    )
    demonstrated.wait(lambda: _said(page.part.checklist))
    demonstrated.calm()
    assert any("before this decision" in one for one in _said(page.part.checklist))


def test_the_guide_is_folded_by_stage_and_narrowed_by_a_choice(demonstrated: Driven) -> None:
    page = _case(demonstrated, "guide")
    guide = page.sections[0]
    folds = [one.head.text() for one in guide.findChildren(Fold)]
    assert any(text.startswith("At any time") for text in folds)
    guide.only.setCurrentIndex(guide.only.findData("decision"))
    guide.only.activated.emit(guide.only.currentIndex())
    demonstrated.wait(lambda: _rows(guide))
    rows = [one.one for one in _rows(guide)]
    assert all(one.lacks is not None for one in rows)
    guide.field.setText("nothing-of-the-kind")
    demonstrated.wait(lambda: "Nothing was found" in _said(guide))
    assert not _rows(guide)


def test_a_closed_step_says_why_and_offers_no_button(demonstrated: Driven) -> None:
    page = _case(demonstrated, "guide")
    guide = page.sections[0]
    guide.only.setCurrentIndex(guide.only.findData("closed"))
    guide.only.activated.emit(guide.only.currentIndex())
    demonstrated.wait(lambda: _rows(guide))
    rows = _rows(guide)
    assert all(one.one.status is StepStatus.CLOSED for one in rows)
    assert all(one.one.reasons for one in rows)
    assert not [name for row in rows for name in _buttons(row) if name.startswith("Record")]


def test_a_step_with_several_forms_offers_all_of_them(demonstrated: Driven) -> None:
    page = _case(demonstrated, "guide")
    open_ = page.view.guide.having(StepStatus.OPEN)
    line = next(one for one in open_ if one.papers)
    several = replace(line, papers=(*line.papers, ("letter_copy_to_prosecutor", "Letter")))
    row = StepRow(demonstrated.context, CASE, several, set())
    demonstrated.bot.addWidget(row)
    menus = [one.menu() for one in row.findChildren(QPushButton) if one.menu() is not None]
    titles = [action.text() for action in menus[0].actions()]
    assert titles == [title for _, title in several.papers]


def test_what_stays_the_same_is_not_drawn_anew(demonstrated: Driven) -> None:
    page = _case(demonstrated, "guide")
    rows = page.sections[0].findChildren(StepRow)
    page.minute(demonstrated.context.now())
    demonstrated.calm()
    assert page.sections[0].findChildren(StepRow) == rows


def test_an_impossible_length_is_refused_while_typing(demonstrated: Driven) -> None:
    page = demonstrated.go(
        Route("extend", CASE, item="investigation_term"), lambda: demonstrated.page.view
    )
    demonstrated.wait(page.save.isEnabled)
    demonstrated.calm()
    demonstrated.wait(lambda: any("2026" in one for one in _said(page)))
    page.far.setValue(1)
    demonstrated.wait(lambda: page.wrong.isVisible())
    assert "art. 190" in page.wrong.text()
    assert not page.save.isEnabled()
    page.far.setValue(3)
    demonstrated.wait(page.save.isEnabled)
    demonstrated.calm()
    page.primary()
    demonstrated.wait(lambda: demonstrated.page.route.page != "extend")
    assert any(isinstance(one, TermExtended) for one in _events(demonstrated))


def test_the_article_is_confirmed_as_a_fact(demonstrated: Driven) -> None:
    page = _case(demonstrated, "crime")
    section = page.sections[page.tabs.currentIndex()]
    demonstrated.wait(section.confirm.isEnabled)
    section.primary()
    demonstrated.wait(lambda: demonstrated.page.view.crime_ask.confirmed)
    demonstrated.calm()
    noted = [one for one in _events(demonstrated) if isinstance(one, FactNoted)]
    assert {"article": "205", "part": 2} in [one.value for one in noted]
    demonstrated.wait(lambda: section.state.text() == "confirmed")
    section.article.setText("999")
    section.article.textEdited.emit("999")
    demonstrated.wait(lambda: section.wrong.isVisible())
    assert not section.confirm.isEnabled()
    demonstrated.calm()


def test_an_entry_is_struck_out_and_stands_again(
    demonstrated: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(("by mistake", "it was right"))
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *asked: (next(answers), True))
    page = _case(demonstrated, "journal")
    section = page.sections[page.tabs.currentIndex()]
    assert section.undo.isEnabled()
    section.field.setText("03.03.2026, 11:40")

    def way(name: str) -> list[QPushButton]:
        return [one for said, one in _buttons(section).items() if said.startswith(name)]

    demonstrated.wait(lambda: len(way("Strike out… ")) == 1)
    way("Strike out… ")[0].click()
    demonstrated.wait(lambda: any(line.struck for line in page.view.journal))
    demonstrated.calm()
    section.field.clear()
    section.only.setCurrentIndex(section.only.findData("correction"))
    section.only.activated.emit(section.only.currentIndex())
    demonstrated.wait(lambda: way("Take back… "))
    way("Take back… ")[0].click()
    demonstrated.wait(lambda: not any(line.struck for line in page.view.journal))
    demonstrated.calm()
    corrections = [one for one in _events(demonstrated) if isinstance(one, Corrected)]
    assert [one.reason for one in corrections] == ["by mistake", "it was right"]
    assert corrections[1].event == corrections[0].id


def test_today_unfolds_what_a_case_lacks(demonstrated: Driven) -> None:
    page = demonstrated.go(Route("today"), lambda: demonstrated.page.findChildren(Fold))
    fold = page.findChildren(Fold)[0]
    fold.head.setChecked(True)
    demonstrated.calm()
    demonstrated.wait(lambda: "Open the case" in _buttons(page))
    _buttons(page)["Open the case"].click()
    demonstrated.calm()
    assert demonstrated.page.route.section == "guide"
    demonstrated.calm()


def test_what_a_case_lacks_says_why_and_leads_to_the_step(demonstrated: Driven) -> None:
    gaps = Gaps(demonstrated.context, CASE)
    demonstrated.bot.addWidget(gaps)
    gaps.show()
    demonstrated.wait(lambda: any("art." in one for one in _said(gaps)))
    demonstrated.wait(lambda: any(name.startswith("Go to: ") for name in _buttons(gaps)))
    assert "art." in " ".join(_said(gaps))


def test_a_long_list_makes_its_rows_when_they_are_wanted(driven: Driven) -> None:
    made: list[int] = []

    def make(item: int) -> QWidget:
        made.append(item)
        return QLabel(str(item))

    listing = Listing(driven.context, range(95), make, first=40)
    driven.bot.addWidget(listing)
    assert made == list(range(40))
    assert listing.more.text() == "Show 55 more"
    listing.more.click()
    listing.more.click()
    assert made == list(range(95))
    assert listing.more.isHidden()


def test_a_step_recorded_by_the_window_is_the_last_entry(demonstrated: Driven) -> None:
    work, now = demonstrated.context.work, demonstrated.context.now()
    notes = demonstrated.context.load("core.services.notes")
    done = notes.Done(step="receive_petition", at=now)
    demonstrated.do(lambda: work.notes.step(CASE, done))
    page = _case(demonstrated, "journal")
    last = max(page.view.journal, key=lambda one: one.order)
    assert isinstance(_events(demonstrated)[-1], StepDone)
    assert last.event == _events(demonstrated)[-1].id
