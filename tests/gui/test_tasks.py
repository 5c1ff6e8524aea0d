"""Work off the thread of the window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.tasks import Tasks


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qtbot: QtBot, failures: list[Exception]) -> Iterator[Tasks]:
    made = Tasks(failures.append)
    yield made
    made.stop()


def test_the_answer_comes_back_to_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[bool] = []
    tasks.run(
        lambda: current_thread() is main_thread(),
        lambda elsewhere: seen.extend([elsewhere, current_thread() is main_thread()]),
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [False, True]


def test_a_failure_comes_back_too(tasks: Tasks, qtbot: QtBot, failures: list[Exception]) -> None:
    tasks.run(lambda: 1 // 0, lambda answer: None)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], ZeroDivisionError)


def test_work_with_the_archive_is_done_in_order(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(20):
        tasks.run(partial(int, number), done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_of_drawings_with_one_key_the_latest_wins(tasks: Tasks, qtbot: QtBot) -> None:
    gate = Event()
    begun: list[int] = []
    drawn: list[int] = []

    def draw(number: int) -> int:
        begun.append(number)
        gate.wait(5)
        return number

    for number in range(5):
        tasks.draw("page", partial(draw, number), drawn.append)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert drawn == [4]
    assert len(begun) <= 2


def test_nothing_is_told_to_a_page_that_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    page, gate = QObject(), Event()
    told: list[bool] = []
    tasks.run(lambda: gate.wait(5), told.append, owner=page)
    delete(page)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert told == []


def test_what_was_cancelled_is_not_told(tasks: Tasks, qtbot: QtBot) -> None:
    gate = Event()
    told: list[bool] = []
    ticket = tasks.run(lambda: gate.wait(5), told.append)
    ticket.cancel()
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert told == []
