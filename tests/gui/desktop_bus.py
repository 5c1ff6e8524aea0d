"""A desktop of its own on a private bus: says what real ones say, and counts who hears it.

Started by test_lock.py under dbus-run-session; one bus stands for both.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from select import select
from subprocess import PIPE, Popen
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

from gui import lock_linux

OWN, OTHER = (f"{lock_linux.MANAGER}/session/_3{number}" for number in (1, 2))
SESSION = f"{lock_linux.LOGIN}.Session"
PAUSE = 150
"""Milliseconds between two things that are said."""
SAID: tuple[tuple[Any, ...], ...] = (
    ("screen", "/ScreenSaver", lock_linux.SAVERS[0], "ActiveChanged", True),
    ("screen-back", "/ScreenSaver", lock_linux.SAVERS[0], "ActiveChanged", False),
    ("sleep", lock_linux.MANAGER, f"{lock_linux.LOGIN}.Manager", "PrepareForSleep", True),
    ("awake", lock_linux.MANAGER, f"{lock_linux.LOGIN}.Manager", "PrepareForSleep", False),
    ("lock", OWN, SESSION, "Lock"),
    ("lock-of-another", OTHER, SESSION, "Lock"),
    ("switch", OWN, lock_linux.PROPERTIES, "PropertiesChanged", SESSION, {"Active": False}, []),
)


class Login(QDBusVirtualObject):
    """A login service with one session, which is not the one on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.pipes: list[int] = []

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(  # noqa: N802 - the name that Qt calls
        self, message: QDBusMessage, connection: QDBusConnection
    ) -> bool:
        answers = {
            "GetSession": lambda: QDBusObjectPath(OWN),
            "Get": lambda: QDBusVariant(False),
            "Inhibit": self._delayed,
            "Held": self._held,
        }
        reply = message.createReply()
        reply.setArguments([answers[message.member()]()])
        connection.send(reply)
        return True

    def _delayed(self) -> QDBusUnixFileDescriptor:
        """Give one end of a pipe; whoever holds it puts sleep off, as the login service does."""
        reading, writing = os.pipe()
        self.pipes.append(reading)
        given = QDBusUnixFileDescriptor(writing)
        os.close(writing)
        return given

    def _held(self) -> int:
        """Return how many of those ends somebody still holds: the others have ended."""
        return len(self.pipes) - len(select(self.pipes, [], [], 0)[0])


def tell(word: str) -> None:
    """Tell the parent something."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def serve() -> None:
    """Be the login service until the test ends it."""
    application = QCoreApplication(sys.argv)
    bus, login = QDBusConnection.sessionBus(), Login()
    option = QDBusConnection.VirtualObjectRegisterOption.SubPath
    assert bus.registerVirtualObject(lock_linux.MANAGER, login, option)
    assert bus.registerService(lock_linux.LOGIN)
    tell("ready")
    application.exec()


def held() -> str:
    """Ask the login service whether sleep is put off."""
    bus, manager = QDBusConnection.systemBus(), f"{lock_linux.LOGIN}.Manager"
    return str(lock_linux._asked(bus, lock_linux.MANAGER, manager, "Held"))


def listen() -> None:
    """Say everything once and print how much was promised, what was heard, what was held."""
    application = QCoreApplication(sys.argv)
    heard: list[str] = []
    put_off: list[str] = []
    saying = [""]

    def lock() -> bool:
        heard.append(saying[0])
        put_off.append(held())
        return True

    lock_linux.GRACE = PAUSE // 3
    listening = lock_linux.SystemSignals(lock)
    desktop = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "desktop")

    def say(name: str, path: str, interface: str, member: str, *values: object) -> None:
        saying[0] = name
        put_off.append(held())
        message = QDBusMessage.createSignal(path, interface, member)
        message.setArguments(list(values))
        desktop.send(message)

    for number, said in enumerate(SAID, 1):
        QTimer.singleShot(PAUSE * number, partial(say, *said))
    QTimer.singleShot(PAUSE * (len(SAID) + 2), application.quit)
    application.exec()
    tell(f"{listening.heard_of} {' '.join(heard)}")
    tell("".join(put_off))


def main() -> None:
    """Start the service in a process of its own, for a question waits for its answer."""
    with Popen([sys.executable, __file__, "serve"], stdout=PIPE, text=True) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "ready\n"
        listen()
        service.kill()


if __name__ == "__main__":
    (serve if "serve" in sys.argv else main)()
