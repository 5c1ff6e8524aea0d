"""A form becomes a paper: what is known, what is missing, the draft, the live page."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QPushButton,
    QWidget,
)

from gui.pages.context import Route
from gui.pages.paper_form import FieldRow
from gui.presenters.paper import draft_id, draft_subject, own_answers, read_draft, with_defaults
from gui.presenters.paper_look import SUBJECT, UNTIL
from tests.gui.conftest import Driven
from tests.gui.paper_acts import (
    CASE,
    POPUP,
    WORDS,
    begin,
    completed,
    focused,
    opened,
    settled,
    typed,
)


@pytest.fixture
def begun(driven: Driven) -> Driven:
    """Return the program with a case on the afternoon of a detention."""
    return begin(driven)


def test_the_keyboard_is_on_the_first_question_without_an_answer(begun: Driven) -> None:
    part = opened(begun)
    assert QApplication.focusWidget() is part.form.rows[UNTIL].editor.first()


def test_what_the_case_knows_is_filled_in_and_marked(begun: Driven) -> None:
    part = opened(begun)
    known, asked = part.form.rows["detained_at"], part.form.rows["detained_where"]
    assert known.value() == "2026-03-03T14:20"
    assert known.mark.text() == "from the case"
    assert (asked.value(), asked.mark.text()) == (None, "needed")
    assert part.form.answers() == {}


def test_what_is_known_may_read_otherwise_in_one_paper(begun: Driven) -> None:
    part = opened(begun)
    row: FieldRow = part.form.rows["detained_at"]
    box: Any = row.editor.first()
    box.selectAll()
    QTest.keyClicks(box, "14:25")
    assert part.form.answers() == {"detained_at": "2026-03-03T14:25"}
    assert row.mark.text() == "changed for this paper"
    row.restore.click()
    assert part.form.answers() == {}


def test_the_live_page_follows_what_is_typed(begun: Driven) -> None:
    part = opened(begun)
    assert part.view.pages >= 2
    typed(part, "custody_place", "Remand No. 7")
    settled(begun, part)
    assert "Remand No. 7" in str(part.paper())
    begun.wait(lambda: part.view.sheets.images)
    assert not part.view.sheets.images[0].isNull()


def test_of_several_drawings_the_latest_wins(begun: Driven) -> None:
    part = opened(begun)
    shown: list[str] = []
    part.drawn.connect(lambda: shown.append(str(part.paper())))
    for text in ("one", "two", "three"):
        part.form.rows["custody_place"].editor.put({"be": text})
        part.refresh()
    begun.calm()
    assert "three" in shown[-1]
    assert len(shown) < 3


def test_what_is_missing_is_listed_and_leads_to_its_question(begun: Driven) -> None:
    part = opened(begun)
    assert part.look is not None
    listed = {one.field for one in part.look.missing}
    assert {UNTIL, *WORDS} <= listed
    label = next(one.label for one in part.look.missing if one.field == "custody_place")
    lines = {one.text(): one for one in part.checks.findChildren(QPushButton)}
    lines[label].click()
    assert focused(begun) is part.form.rows["custody_place"].editor.first()
    completed(begun, part)
    assert part.look.missing == ()


def test_a_moment_ahead_is_told_under_its_field(begun: Driven) -> None:
    part = opened(begun)
    row: FieldRow = part.form.rows[UNTIL]
    QTest.keyClicks(row.editor.first(), "17:00")
    QTest.keyClick(row.editor.first(), Qt.Key.Key_Return)
    assert not row.error.isHidden()
    assert "16:30" in row.error.text()
    assert part.form.troubles()


def test_a_draft_is_kept_and_comes_back(begun: Driven) -> None:
    part = opened(begun)
    typed(part, "custody_place", "Remand No. 7")
    begun.wait(lambda: part.foot.saved.text())
    assert part.foot.saved.text() == "draft saved 16:30"
    begun.go(Route("case", CASE, "papers"))
    again = opened(begun)
    assert again.form.answers() == {"custody_place": {"be": "Remand No. 7"}}
    assert again.foot.saved.text() == "draft saved 16:30"


def test_what_was_just_typed_is_kept_when_the_page_is_left(begun: Driven) -> None:
    part = opened(begun)
    typed(part, "custody_place", "in haste")
    begun.go(Route("today"))
    assert opened(begun).form.answers() == {"custody_place": {"be": "in haste"}}


def test_a_form_nobody_typed_into_leaves_no_draft(begun: Driven) -> None:
    opened(begun)
    begun.go(Route("today"))
    work = begun.context.work
    assert begun.do(lambda: work.drafts(CASE)) == ()


def test_an_emptied_form_gives_its_draft_up(begun: Driven) -> None:
    part = opened(begun)
    typed(part, "custody_place", "x")
    part.keeper.keep()
    begun.calm()
    part.form.rows["custody_place"].editor.put(None)
    part.keeper.keep()
    work = begun.context.work
    assert begun.do(lambda: work.drafts(CASE)) == ()


def test_the_language_of_the_page_is_switched_by_key(begun: Driven) -> None:
    part = opened(begun)
    assert part.paper().language == "be"  # type: ignore[union-attr]
    part.pane.switch.turn()
    begun.calm()
    assert part.paper().language == "ru"  # type: ignore[union-attr]


def test_the_page_is_enlarged_and_fitted(begun: Driven) -> None:
    part = opened(begun)
    fitted = part.view.share
    part.view.set_zoom(1.0)
    assert part.view.share == 100
    part.view.enlarge(1)
    assert part.view.share == 125
    part.view.enlarge(-1)
    part.view.set_zoom(None)
    assert part.view.share == fitted


def test_another_person_opens_his_own_sheet(begun: Driven) -> None:
    part = opened(begun)
    typed(part, "custody_place", "of the first")
    picker: Any = part.form.rows[SUBJECT].editor.first()
    picker.setCurrentIndex(picker.findData("p5"))
    picker.activated.emit(picker.currentIndex())
    begun.wait(lambda: begun.page.route.subject == "p5" and begun.page.part)
    begun.calm()
    assert begun.page.part.form.answers() == {}
    assert opened(begun).form.answers() == {"custody_place": {"be": "of the first"}}


def test_everything_of_the_page_has_a_name_and_can_be_reached(begun: Driven) -> None:
    part = opened(begun)
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for one in part.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        and one.objectName() != "qt_scrollarea_viewport"
    ]
    assert nameless == []
    mice = [
        one.accessibleName()
        for one in part.findChildren(QPushButton)
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert mice == []


def test_a_draft_of_another_version_is_begun_anew() -> None:
    assert read_draft(None).empty
    assert draft_subject(draft_id("case/1", "form", "p1")) == "p1"
    assert own_answers((), {"x": 1}) == {}
    assert with_defaults({"a": 1}, ()) == {"a": 1}


@POPUP
def test_the_calendar_opens_and_gives_its_day(begun: Driven) -> None:
    part = opened(begun)
    editor: Any = part.form.rows["detained_at"].editor
    editor.opener.click()
    begun.wait(QApplication.activePopupWidget)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    calendar = popup.findChildren(QCalendarWidget)[0]
    calendar.clicked.emit(QDate(2026, 3, 2))
    assert editor.value() == "2026-03-02T14:20"
