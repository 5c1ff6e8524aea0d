"""Who notices that nobody is there: the clocks, the desktop of Linux, the desktop of Windows."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.paths import RESOURCES
from core.settings import Settings
from gui import lock_linux, lock_windows
from gui.lock import IdleWatch
from tests.gui.conftest import NOW

HERE = Path(__file__).parent


class Clocks:
    """Two clocks in the hands of a test."""

    def __init__(self) -> None:
        self.ticks, self.wall = 0.0, NOW

    def go(self, seconds: float, asleep: float = 0) -> None:
        """Let time pass; asleep, only the clock on the wall goes."""
        self.ticks += seconds
        self.wall += timedelta(seconds=seconds + asleep)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(qtbot: QtBot, clocks: Clocks) -> Iterator[Callable[[float], tuple[IdleWatch, list[str]]]]:
    """Return what makes a watch with a limit in minutes and the list of what it noticed."""
    made: list[IdleWatch] = []

    def make(minutes: float) -> tuple[IdleWatch, list[str]]:
        one = IdleWatch(lambda: minutes, lambda: clocks.wall, lambda: clocks.ticks, 3_600_000)
        noticed: list[str] = []
        one.deserted.connect(lambda: noticed.append("deserted"))
        one.awoken.connect(lambda: noticed.append("awoken"))
        made.append(one)
        return one, noticed

    yield make
    for one in made:
        one.stop()


def test_nobody_there_is_noticed_after_the_minutes_of_the_settings(
    watch: Any, clocks: Clocks
) -> None:
    one, noticed = watch(5)
    clocks.go(299)
    one.look()
    assert noticed == []
    clocks.go(1)
    one.look()
    assert noticed == ["deserted"]


def test_never_is_never(watch: Any, clocks: Clocks) -> None:
    one, noticed = watch(0)
    for _ in range(200):
        clocks.go(60)
        one.look()
    assert noticed == []


def test_a_key_or_the_mouse_begins_the_time_anew(qtbot: QtBot, watch: Any, clocks: Clocks) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    one, noticed = watch(5)
    handle = window.windowHandle()
    one._watch(handle)
    touches: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(handle, Qt.Key.Key_A),
        lambda: QTest.mouseMove(handle),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton),
    )
    for touch in touches:
        clocks.go(250)
        touch()
        one.look()
        assert noticed == []
    clocks.go(300)
    one.look()
    assert noticed == ["deserted"]


@pytest.mark.parametrize(
    ("asleep", "noticed"), [(0, []), (59, []), (121, ["awoken"]), (9000, ["awoken"])]
)
def test_a_gap_of_the_wall_clock_is_a_machine_that_slept(
    watch: Any, clocks: Clocks, asleep: int, noticed: list[str]
) -> None:
    one, heard = watch(0)
    clocks.go(5, asleep)
    one.look()
    clocks.go(5)
    one.look()
    assert heard == noticed


def test_a_clock_that_is_set_back_locks_nothing(watch: Any, clocks: Clocks) -> None:
    one, heard = watch(0)
    clocks.go(5, -86_400)
    one.look()
    assert heard == []


def test_the_default_is_five_minutes_and_the_screen() -> None:
    assert (Settings().lock_after, Settings().lock_with_screen) == (5, True)


@pytest.mark.skipif(
    shutil.which("dbus-run-session") is None, reason="there is no bus on this machine"
)
def test_a_desktop_of_linux_is_heard() -> None:
    script = 'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec "$0" "$1"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script, sys.executable, HERE / "desktop_bus.py"],
        env={**os.environ, "PYTHONPATH": str(RESOURCES.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    promised, *heard, put_off = done.stdout.split()
    assert (promised, heard) == ("6", ["screen", "sleep", "lock", "switch"]), done.stderr
    # Before and while each thing is heard: held to the lock, given back, asked for once awake.
    assert put_off == "111" + "11" + "0" + "11" + "1" + "11", done.stderr


def test_sleep_is_not_put_off_where_nothing_is_locked(qtbot: QtBot) -> None:
    listening = lock_linux.SystemSignals(lambda: False)
    listening._delay = QDBusUnixFileDescriptor()
    assert listening.delays
    listening.sleeps(True)
    assert not listening.delays


def test_without_a_login_service_nothing_is_asked_for(qtbot: QtBot) -> None:
    nowhere = QDBusConnection("nowhere")
    assert not lock_linux._runs(nowhere, lock_linux.LOGIN)


class Api:
    """Stands in for the library of Windows."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def WTSRegisterSessionNotification(self, window: Any, flags: int) -> int:  # noqa: N802
        self.asked.append(window.value)
        return 1


@pytest.mark.parametrize(
    ("message", "reason", "meant"),
    [
        (lock_windows.WM_POWERBROADCAST, lock_windows.PBT_APMSUSPEND, True),
        (lock_windows.WM_POWERBROADCAST, 0x12, False),
        (lock_windows.WM_WTSSESSION_CHANGE, lock_windows.WTS_SESSION_LOCK, True),
        (lock_windows.WM_WTSSESSION_CHANGE, lock_windows.WTS_CONSOLE_DISCONNECT, True),
        (lock_windows.WM_WTSSESSION_CHANGE, 0x8, False),
        (0x0100, lock_windows.PBT_APMSUSPEND, False),
    ],
)
def test_a_desktop_of_windows_is_heard(
    qtbot: QtBot, message: int, reason: int, meant: bool
) -> None:
    heard: list[bool] = []
    api = Api()
    listening = lock_windows.SystemSignals(lambda: heard.append(True), 7, api)
    told = wintypes.MSG(message=message, wParam=reason)
    listening.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told))
    application = QApplication.instance()
    assert application is not None
    application.removeNativeEventFilter(listening)
    assert (bool(heard), api.asked) == (meant, [7])
