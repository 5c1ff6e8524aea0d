"""Locking: by hand, by the clock, by the desktop; what is left of the process then (S2, L7)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from core.paths import RESOURCES, UserPlaces
from core.services import unlocking
from core.services.library import open_library
from core.services.workplace import Workplace
from core.store.keyfile import Cost
from gui import lock_restart
from gui.app import Application
from gui.lock import IdleWatch
from gui.pages.context import Route
from gui.pages.guarding import Guard
from gui.pages.typed import typed as written
from tests.gui.conftest import NOW, PASSPHRASE, Driven
from tests.gui.paper_acts import DETENTION, begin, opened, typed
from tests.gui.test_lock_watch import Clocks
from tests.harness.test_memory import found

CANARY = "canary-7391-canary"
HERE = Path(__file__).parent


# --- the whole program -------------------------------------------------------------


def prepared(home: Path) -> tuple[dict[str, str], bytes]:
    """Make a locked archive with one case that holds the canary; return environment and key."""
    places = UserPlaces(home, home / "cache")
    witnesses = places.cache / "anchors"
    key_file = places.archive.with_suffix(".key")
    place = unlocking.Place(places.archive, key_file, witnesses, Cost(64, 1, 1))
    archive = unlocking.create(place, at=NOW, passphrase=PASSPHRASE)
    library = open_library(RESOURCES, places.book)
    work = Workplace(library, archive, lambda: NOW, lambda: "x", lambda case: None)
    cases = home / "cases"
    cases.mkdir()
    story = (RESOURCES / "demo" / "theft-detention.json").read_text(encoding="utf-8")
    (cases / "canary.json").write_text(story.replace("Lenovo", CANARY), encoding="utf-8")
    assert work.take_in(cases) == 1
    work.close()
    shutil.rmtree(cases)
    environment = {
        **os.environ,
        "SLEDCHY_HOME": str(home),
        "PYTHONPATH": str(RESOURCES.parent),
        "PYTHONIOENCODING": "utf-8",
    }
    return environment, archive.key.key


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux alone")
def test_after_the_lock_nothing_is_left_in_the_process(tmp_path: Path) -> None:
    environment, key = prepared(tmp_path)
    needles = [
        key,
        key.hex().encode(),
        PASSPHRASE.encode(),
        PASSPHRASE.encode("utf-16-le"),
        CANARY.encode(),
        CANARY.encode("utf-16-le"),
    ]
    with subprocess.Popen(
        [sys.executable, str(HERE / "locked_program.py")],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        bufsize=1,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        try:
            assert program.stdout.readline() == "unlock\n"
            program.stdin.write(PASSPHRASE + "\n")
            assert program.stdout.readline() == "open\n"
            before = found(program.pid, needles)
            begun = time.monotonic()
            program.stdin.write("lock\n")
            blank, after_blank = program.stdout.readline(), time.monotonic() - begun
            assert program.stdout.readline() == "unlock\n"
            after = found(program.pid, needles)
        finally:
            program.kill()
    assert blank.strip()
    assert after_blank < 2
    assert after == [0] * len(needles)
    assert before[0] > 0  # the negative control: what is there is found
    assert before[2] + before[3] > 0
    assert before[4] + before[5] > 0


def test_the_program_starts_again_as_it_was_started() -> None:
    assert lock_restart.command("/x/python", ["python", "main.py"], False) == [
        "/x/python",
        "main.py",
    ]
    assert lock_restart.command("/opt/sledchy/sledchy", ["sledchy"], True) == [
        "/opt/sledchy/sledchy"
    ]


# --- the window --------------------------------------------------------------------


@pytest.fixture
def ends(secured: Driven, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the program did instead of ending."""
    done: list[str] = []
    monkeypatch.setattr(secured.program.locker, "_replace", lambda: done.append("replaced"))
    return done


def locked(one: Driven, ends: list[str]) -> None:
    """Wait until the process would have been replaced."""
    one.wait(lambda: ends)


def test_the_window_is_blank_at_once_and_the_archive_closed_after(
    secured: Driven, ends: list[str]
) -> None:
    shell: Any = secured.program.shell
    archive = secured.context.work.archive
    secured.context.lock()
    assert not shell.stack.isVisible()
    assert shell.cover.accessibleName() == "Locked"
    assert shell.cover.geometry() == shell.rect()
    locked(secured, ends)
    assert ends == ["replaced"]
    unlocking.unlock(unlocking.place_of(archive._path), PASSPHRASE).close()


def test_a_backup_that_is_due_is_made_before(secured: Driven, ends: list[str]) -> None:
    work = secured.context.work
    secured.do(lambda: work.take_in(RESOURCES / "demo"))
    secured.context.lock()
    locked(secured, ends)
    folder = secured.context.places.archive.with_name("backups")
    assert len(list(folder.glob("*.sledchy"))) == 1


def test_what_is_under_way_ends_first(secured: Driven, ends: list[str]) -> None:
    gate, order = Event(), []
    secured.context.tasks.run(lambda: gate.wait(10), lambda _: order.append("saved"))
    secured.context.lock()
    secured.bot.wait(80)
    assert ends == []
    gate.set()
    locked(secured, ends)
    assert order == ["saved"]


@pytest.fixture
def unlocked(qtbot: QtBot, secured: Driven, ends: list[str]) -> Iterator[Callable[[], Driven]]:
    """Return what locks the program and unlocks it as the process after it would."""
    started: list[Application] = []

    def go() -> Driven:
        secured.context.lock()
        locked(secured, ends)
        program = Application(lambda: NOW, import_module, secured.context.places)
        program.context.library = secured.context.library
        started.append(program)
        qtbot.addWidget(program.shell)
        program.shell.show()
        one = Driven(program, qtbot)
        program.door.open_archive()
        one.wait(lambda: one.context.threshold is not None)
        one.page.secret.line.setText(PASSPHRASE)
        one.page.primary()
        one.wait(lambda: one.context.work is not None)
        one.calm()
        return one

    yield go
    for program in started:
        program.shell.close()


def test_a_draft_is_kept_and_stands_there_after_unlocking(
    secured: Driven, unlocked: Callable[[], Driven]
) -> None:
    part = opened(begin(secured))
    typed(part, "detained_where", "by the bridge")
    one = unlocked()
    assert one.page.route == DETENTION
    one.wait(lambda: one.page.part)
    assert one.page.part.form.answers() == {"detained_where": {"be": "by the bridge"}}


def test_what_was_typed_on_another_page_stands_there_too(
    secured: Driven, unlocked: Callable[[], Driven]
) -> None:
    page = secured.go(Route("new_case"))
    field = next(one for one in page.findChildren(QLineEdit) if one.isVisible())
    QTest.keyClicks(field, "26-7391")
    assert page.touched
    one = unlocked()
    assert one.page.route == Route("new_case")
    assert "26-7391" in [line.text() for line in one.page.findChildren(QLineEdit)]
    assert one.page.touched
    assert one.context.typed == {}


def test_secrets_and_their_pages_are_not_remembered(
    secured: Driven, unlocked: Callable[[], Driven]
) -> None:
    page = secured.go(Route("passphrase"))
    page.old.line.setText("not for keeping")
    assert "not for keeping" not in dict(written(page)).values()
    assert unlocked().page.route == Route("today")


def test_dialogs_go_from_the_screen_too(secured: Driven, ends: list[str]) -> None:
    box = QMessageBox(secured.program.shell)
    box.open()
    secured.context.lock()
    assert not box.isVisible()
    locked(secured, ends)
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert shown == [secured.program.shell]


def test_a_page_in_trouble_does_not_keep_the_program_unlocked(
    secured: Driven, ends: list[str]
) -> None:
    def leave() -> None:
        raise ValueError("no")

    page = secured.page
    page.leave = leave
    secured.context.lock()
    locked(secured, ends)
    del page.leave
    assert ends == ["replaced"]


def test_locking_twice_is_locking_once(secured: Driven, ends: list[str]) -> None:
    secured.context.lock()
    secured.program.locker.lock()
    locked(secured, ends)
    secured.bot.wait(50)
    assert ends == ["replaced"]


def test_the_key_and_the_rail_lock(secured: Driven, ends: list[str]) -> None:
    button = secured.program.shell._locking
    assert button.isVisible()
    assert button.accessibleName() == "Lock"
    secured.program.shell.activateWindow()
    QTest.keyClick(secured.program.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert secured.program.locker.locking
    locked(secured, ends)


def test_without_a_passphrase_the_lock_says_so_and_leads_to_one(driven: Driven) -> None:
    driven.context.lock()
    assert driven.page.route == Route("passphrase")
    assert "passphrase" in driven.notices()[0]
    driven.program.locker.lock()
    assert not driven.program.locker.locking


def test_the_guard_locks_by_the_clock_and_with_the_screen(
    secured: Driven, ends: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks = Clocks()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    def watch(minutes: Callable[[], float], wall: Callable[[], datetime]) -> IdleWatch:
        return IdleWatch(minutes, wall, lambda: clocks.ticks, 3_600_000)

    program: Any = secured.program
    guard = Guard(program.context, program.shell, program.locker, watch)
    secured.context.change("lock_with_screen", False)
    guard.away()
    assert not program.locker.locking
    clocks.go(5 * 60)
    begun = time.monotonic()
    guard.idle.look()
    assert program.locker.locking
    assert time.monotonic() - begun < 2
    locked(secured, ends)
    guard.stop()


def test_the_guard_locks_with_the_screen(
    secured: Driven, ends: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    program = secured.program
    guard = Guard(program.context, program.shell, program.locker)
    guard.away()
    assert program.locker.locking
    locked(secured, ends)
    guard.stop()
