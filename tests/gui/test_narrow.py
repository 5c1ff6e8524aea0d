"""A narrow window and large text: what wraps, what keeps its words, what is named once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.engine.steps import StepStatus
from gui.pages.context import Route
from gui.pages.flow import Flow, flow
from gui.pages.stage_rail import StageRail
from gui.pages.step_group import StepGroup
from gui.presenters.guide import apart, by_step
from tests.gui.conftest import Driven

CASE = "theft-detention"


def _boxes(*shares: int, least: int = 100) -> tuple[QWidget, list[QWidget]]:
    """Return a widget with parts in a flow."""
    parts = [QWidget() for _ in shares]
    for part in parts:
        part.setMinimumSize(least, 20)
    whole = QWidget()
    whole.setLayout(flow(*zip(parts, shares, strict=True), spacing=10))
    return whole, parts


def test_parts_of_equal_shares_are_equally_wide_whatever_they_hold(qtbot: QtBot) -> None:
    whole, parts = _boxes(1, 1)
    parts[1].setMinimumWidth(140)
    qtbot.addWidget(whole)
    whole.resize(410, 50)
    whole.show()
    assert [part.width() for part in parts] == [200, 200]


def test_a_part_that_needs_more_than_its_share_takes_it_from_the_others(qtbot: QtBot) -> None:
    whole, parts = _boxes(1, 1)
    parts[1].setMinimumWidth(280)
    qtbot.addWidget(whole)
    whole.resize(410, 50)
    whole.show()
    assert [part.width() for part in parts] == [120, 280]


def test_a_part_that_does_not_fit_stands_under_the_others(qtbot: QtBot) -> None:
    whole, parts = _boxes(1, 1, 1)
    qtbot.addWidget(whole)
    whole.resize(215, 200)
    whole.show()
    assert parts[0].y() == parts[1].y() < parts[2].y()
    assert parts[2].width() == 215


def test_the_height_follows_the_width_and_hidden_parts_take_no_room(qtbot: QtBot) -> None:
    whole, parts = _boxes(0, 0)
    qtbot.addWidget(whole)
    made = whole.layout()
    assert isinstance(made, Flow)
    assert made.heightForWidth(100) > made.heightForWidth(210)
    parts[1].hide()
    assert made.heightForWidth(100) == made.heightForWidth(210)


def test_a_flow_to_the_right_ends_at_the_right(qtbot: QtBot) -> None:
    whole, made, part = QWidget(), Flow(right=True), QPushButton("x")
    qtbot.addWidget(whole)
    made.add(part)
    whole.setLayout(made)
    made.setGeometry(QRect(0, 0, 500, 60))
    assert part.geometry().right() == 499


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_no_word_of_the_rail_is_cut_at_any_size(driven: Driven, language: str) -> None:
    driven.context.change("ui_language", language)
    driven.context.change("text_scale", 150)
    rail = driven.program.shell.rail
    for button in rail.findChildren(QPushButton):
        if button.isVisible():
            assert button.sizeHint().width() <= rail.width()


def test_no_page_makes_the_window_wider_than_a_small_screen(demonstrated: Driven) -> None:
    demonstrated.context.change("ui_language", "be")
    demonstrated.context.change("text_scale", 150)
    wide = {}
    for route in (
        Route("paper", CASE, item="protocol_detention", subject="p1"),
        Route("archive", section="backups"),
        Route("keys"),
        Route("today"),
        Route("case", CASE, "guide"),
    ):
        demonstrated.go(route)
        demonstrated.calm()
        shell = demonstrated.program.shell
        wide[route.page] = shell.minimumSizeHint().width()
    assert {page: width for page, width in wide.items() if width > 1024} == {}


def test_where_the_names_of_stages_do_not_fit_only_the_present_one_is_drawn(
    demonstrated: Driven,
) -> None:
    page = demonstrated.go(Route("case", CASE, "guide"), lambda: demonstrated.page.view)
    rail = page.findChild(StageRail)
    rail.resize(1600, 90)
    tall = rail.sizeHint().height()
    rail.resize(300, 90)
    assert rail.sizeHint().height() < tall
    assert all(mark.name in rail.accessibleDescription() for mark in page.view.guide.stages)


def test_a_step_for_several_people_is_named_once_and_unfolds(demonstrated: Driven) -> None:
    page = demonstrated.go(Route("case", CASE, "guide"), lambda: demonstrated.page.view)
    group = page.findChildren(StepGroup)[0]
    before = len(group.findChildren(QPushButton))
    group.head.setChecked(True)
    names = {one.text() for one in group.findChildren(QLabel)}
    assert len(group.findChildren(QPushButton)) > before == 0
    assert group.head.accessibleName().split(":")[0] in names


def test_owed_first_then_each_step_once(demonstrated: Driven) -> None:
    page = demonstrated.go(Route("case", CASE, "guide"), lambda: demonstrated.page.view)
    opened = page.view.guide.having(StepStatus.OPEN)
    fresh, again = apart(opened)
    assert len(fresh) + len(again) == len(opened)
    assert not any(one.done for one in fresh) and all(one.done for one in again)
    steps = [group[0].step for group in by_step(fresh)]
    assert len(steps) == len(set(steps)) < len(fresh)
    owed = {(one.step, one.subject) for one in page.view.guide.having(StepStatus.OWED)}
    assert not owed & {(one.offer, one.subject) for one in page.view.guide.stray}
