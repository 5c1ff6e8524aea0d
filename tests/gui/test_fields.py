"""Every editor gives back what it was given, takes what is typed and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.law.model import FactType
from core.paths import UserPlaces
from core.settings import Settings
from gui.pages.context import Context
from gui.pages.fields.editor import Desk, Editor
from gui.pages.fields.edits import Grown, Picker
from gui.pages.fields.make import EDITORS, editor
from gui.pages.fields.moment import Stamp
from gui.pages.fields.picks import Persons
from gui.pages.fields.rows import Rows
from gui.pages.fields.texts import Narrative, Words
from gui.presenters.paper import Question, Someone

NOW = datetime(2026, 3, 5, 16, 0)
PEOPLE = (
    Someone("p1", "Petrov Pyotr", ("suspect",)),
    Someone("p2", "Ivanov Ivan", ("witness",)),
    Someone("p3", "Sidorov Sidor", ("witness", "victim")),
)
COLUMNS = (
    Question("name", "words", "Name"),
    Question("amount", "text", "Amount", optional=True),
)
CHOICES = (("self", "personally"), ("aloud", "aloud"))

Made = Callable[..., Any]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    places = UserPlaces(tmp_path, tmp_path / "cache")
    context = Context(lambda: NOW, import_module, places, Settings(ui_language="en"))
    return Desk(context, ("be", "ru"), PEOPLE)


@pytest.fixture
def made(qtbot: QtBot, desk: Desk) -> Made:
    def make(kind: FactType, **more: Any) -> Editor:
        widget = editor(desk, Question("q", kind, "Question", **more))
        qtbot.addWidget(widget)
        widget.show()
        return widget

    return make


ROUND = [
    ("moment", {}, "2026-03-03T14:20"),
    ("date", {}, "1994-06-17"),
    ("text", {}, "No. 12"),
    ("words", {}, {"be": "one", "ru": "two"}),
    ("words", {}, {"ru": "two"}),
    ("words", {}, "the same"),
    ("long", {}, {"be": "first\nsecond", "ru": "third"}),
    ("number", {}, 12),
    ("number", {}, -3),
    ("yes", {}, True),
    ("choice", {"choices": CHOICES}, "aloud"),
    ("person", {}, "p2"),
    ("persons", {}, ["p1", "p3"]),
    ("rows", {"columns": COLUMNS}, [{"name": {"be": "axe"}, "amount": "1"}, {"name": "saw"}]),
    ("crime", {}, {"article": "205", "part": 2}),
    ("crime", {}, {"article": "139"}),
]


def test_every_type_of_fact_has_its_editor() -> None:
    assert {kind for kind, _, _ in ROUND} == set(EDITORS)


@pytest.mark.parametrize(("kind", "more", "value"), ROUND)
def test_an_editor_gives_back_what_it_shows(
    made: Made, kind: FactType, more: dict[str, Any], value: Any
) -> None:
    widget = made(kind, **more)
    assert widget.value() is None
    heard: list[bool] = []
    widget.changed.connect(lambda: heard.append(True))
    widget.put(value)
    assert (widget.value(), widget.trouble(), heard) == (value, "", [])
    widget.put(None)
    assert widget.value() is None


@pytest.mark.parametrize(("kind", "more", "value"), ROUND)
def test_everything_that_takes_the_keyboard_has_a_name(
    made: Made, kind: FactType, more: dict[str, Any], value: Any
) -> None:
    widget = made(kind, **more)
    widget.put(value)
    nameless = [
        type(one).__name__
        for one in widget.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not one.accessibleName()
        and one.objectName() != "qt_scrollarea_viewport"
    ]
    assert nameless == []


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3.3.26 14:20", "2026-03-03T14:20"),
        ("14:20", "2026-03-05T14:20"),
        ("3.3 9.05", "2026-03-03T09:05"),
        ("030320261420", "2026-03-03T14:20"),
        ("2026-03-03T14:20", "2026-03-03T14:20"),
    ],
)
def test_a_moment_is_typed_in_any_usual_way(made: Made, typed: str, value: str) -> None:
    widget: Stamp = made("moment")
    QTest.keyClicks(widget.line, typed)
    assert widget.value() == value
    QTest.keyClick(widget.line, Qt.Key.Key_Return)
    assert widget.line.text() == f"{value[8:10]}.{value[5:7]}.{value[:4]} {value[11:]}"


@pytest.mark.parametrize("typed", ["yesterday", "31.02.2026 10:00", "03.03.2026", "25:00"])
def test_what_is_no_moment_is_told_and_is_no_value(made: Made, typed: str) -> None:
    widget: Stamp = made("moment")
    QTest.keyClicks(widget.line, typed)
    assert widget.value() is None
    assert "03.03.2026 14:20" in widget.trouble()
    assert widget.line.property("wrong")


def test_a_moment_ahead_is_refused_with_a_sentence(made: Made) -> None:
    widget: Stamp = made("moment", not_future=True)
    QTest.keyClicks(widget.line, "05.03.2026 16:01")
    assert "05.03.2026 16:00" in widget.trouble()
    widget.now()
    assert (widget.value(), widget.trouble()) == ("2026-03-05T16:00", "")


def test_a_day_of_the_calendar_keeps_the_time(made: Made) -> None:
    widget: Stamp = made("moment")
    widget.put("2026-03-03T14:20")
    widget.picked(QDate(2026, 3, 1))
    assert widget.value() == "2026-03-01T14:20"


def test_a_day_ahead_is_refused(made: Made) -> None:
    widget: Stamp = made("date", not_future=True)
    QTest.keyClicks(widget.line, "06.03.2026")
    assert widget.trouble()
    widget.now()
    assert (widget.value(), widget.trouble()) == ("2026-03-05", "")


def test_one_text_may_stand_for_both_languages(made: Made) -> None:
    widget: Words = made("words")
    QTest.keyClicks(widget.edits["be"], "A.P. Korzun")
    assert widget.value() == {"be": "A.P. Korzun"}
    widget.same.click()
    assert widget.value() == "A.P. Korzun"
    assert widget.edits["ru"].isHidden()
    widget.same.click()
    assert widget.value() == {"be": "A.P. Korzun", "ru": "A.P. Korzun"}


def test_a_field_has_its_undo(made: Made) -> None:
    widget: Narrative = made("long")
    text = widget.edits["be"]
    QTest.keyClicks(text, "first")
    widget.put(widget.value())
    text.undo()
    assert widget.value() is None


def test_enter_leaves_a_short_text_and_breaks_a_long_one(made: Made) -> None:
    short: Words = made("words")
    QTest.keyClicks(short.edits["be"], "one\rtwo")
    assert "\n" not in short.edits["be"].toPlainText()
    long: Narrative = made("long")
    QTest.keyClick(long.edits["be"], Qt.Key.Key_Return)
    assert long.edits["be"].toPlainText() == "\n"


def test_a_text_grows_with_its_lines(made: Made) -> None:
    widget: Words = made("words")
    text = widget.edits["be"]
    low = text.height()
    text.put("line\nline\nline")
    assert text.height() > low


def test_a_number_that_is_none_is_told(made: Made) -> None:
    widget = made("number")
    QTest.keyClicks(widget.line, "twelve")
    assert widget.value() is None
    assert widget.trouble()


def test_a_part_that_is_no_number_is_told(made: Made) -> None:
    widget = made("crime")
    QTest.keyClicks(widget.article, "205")
    QTest.keyClicks(widget.part, "x")
    assert widget.value() is None
    assert widget.trouble()


def test_only_people_of_a_fitting_role_are_offered(made: Made) -> None:
    people: Persons = made("persons", roles=("witness",))
    assert list(people.boxes) == ["p2", "p3"]
    one = made("person", roles=("victim",))
    assert [one.list.itemData(number) for number in range(one.list.count())] == [None, "p3"]


def test_where_nobody_fits_a_person_can_be_added(qtbot: QtBot, desk: Desk) -> None:
    asked: list[bool] = []
    lonely = Desk(desk.context, desk.languages, (), lambda: asked.append(True))
    widget = editor(lonely, Question("q", "persons", "Question"))
    qtbot.addWidget(widget)
    assert isinstance(widget, Persons)
    widget.add.click()
    assert asked == [True]


def test_rows_are_added_moved_and_removed(made: Made) -> None:
    table: Rows = made("rows", columns=COLUMNS)
    for name in ("axe", "saw"):
        table.add.click()
        field = table.rows[-1].first()
        assert isinstance(field, Grown)
        QTest.keyClicks(field, name)
    assert table.value() == [{"name": {"be": "axe"}}, {"name": {"be": "saw"}}]
    table.rows[0].down.click()
    assert table.value() == [{"name": {"be": "saw"}}, {"name": {"be": "axe"}}]
    table.rows[1].up.click()
    table.rows[0].gone.click()
    assert table.value() == [{"name": {"be": "saw"}}]


def test_a_row_without_its_column_is_told_and_an_empty_row_is_none(made: Made) -> None:
    table: Rows = made("rows", columns=COLUMNS)
    table.add_row()
    assert (table.value(), table.trouble()) == (None, "")
    amount: Any = table.rows[0].cells["amount"]
    QTest.keyClicks(amount.line, "2")
    assert "Name" in table.trouble()


def test_a_list_is_not_changed_by_the_wheel(made: Made) -> None:
    widget = made("choice", choices=CHOICES)
    widget.put("self")
    picker: Picker = widget.list
    rolled = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picker, rolled)
    assert widget.value() == "self"
