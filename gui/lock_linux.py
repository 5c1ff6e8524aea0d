"""What the desktop of Linux tells over D-Bus: the screen is locked, the machine falls asleep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

LOGIN = "org.freedesktop.login1"
SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
MANAGER = "/org/freedesktop/login1"
PROPERTIES = "org.freedesktop.DBus.Properties"
ACTIVE = (f"{LOGIN}.Session", "Active")
PATIENCE = 500
"""Milliseconds for a question to the login service."""
GRACE = 4_000
"""Milliseconds for which sleep is put off while the program locks; logind allows five seconds.
The new process of a lock that was quicker holds nothing: the descriptor ends with the old one."""
DELAY = ("sleep", "Sledchy", "The archive is being locked", "delay")
"""What is put off, by whom, why (no word of a case), and how."""
AUTO = "auto"
"""To the login service: the session of whoever asks."""


class SystemSignals(QObject):
    """Listens to both buses; without one the program locks by the clock alone."""

    def __init__(self, heard: Callable[[], object], window: int = 0) -> None:
        """Listen; `heard` answers whether it locks. The window is of no use here."""
        super().__init__()
        self._heard = heard
        self._delay: QDBusUnixFileDescriptor | None = None
        self.heard_of = 0
        """How many signals the buses promised to pass on."""
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        self._subscribe(system, MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", "sleeps(bool)")
        for saver in SAVERS:
            self._subscribe(session, "", saver, "ActiveChanged")
        own = _asked(system, MANAGER, f"{LOGIN}.Manager", "GetSession", AUTO)
        if isinstance(own, QDBusObjectPath):
            path, changed = own.path(), "properties(QDBusMessage)"
            self._subscribe(system, path, f"{LOGIN}.Session", "Lock", "called()")
            self._subscribe(system, path, PROPERTIES, "PropertiesChanged", changed)
        self._put_off()

    @property
    def delays(self) -> bool:
        """Return whether sleep waits until the screen is blank and the archive locked."""
        return self._delay is not None

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """Lock before the machine sleeps, and let it sleep; once awake, ask for the next time."""
        if not begins:
            self._put_off()
        elif self._heard():
            QTimer.singleShot(GRACE, self, self._let_sleep)
        else:
            self._let_sleep()

    @Slot(bool)
    def said(self, begins: bool) -> None:
        """Lock when a locked screen begins; its end is no matter."""
        if begins:
            self._heard()

    @Slot()
    def called(self) -> None:
        """Lock because the session is locked."""
        self._heard()

    @Slot(QDBusMessage)
    def properties(self, message: QDBusMessage) -> None:
        """Lock when another person's session comes to the screen.

        Which properties changed cannot be read from here, so the session is asked.
        """
        if _asked(QDBusConnection.systemBus(), message.path(), PROPERTIES, "Get", *ACTIVE) is False:
            self._heard()

    def _put_off(self) -> None:
        """Ask the login service, where there is one, to put sleep off while the program locks."""
        system = QDBusConnection.systemBus()
        if self._delay is not None or not _runs(system, LOGIN):
            return
        given = _asked(system, MANAGER, f"{LOGIN}.Manager", "Inhibit", *DELAY)
        if isinstance(given, QDBusUnixFileDescriptor) and given.isValid():
            self._delay = given

    def _let_sleep(self) -> None:
        """Give the descriptor back: the last copy of it is closed with it."""
        self._delay = None

    def _subscribe(
        self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str = "said(bool)"
    ) -> None:
        called: Any = SLOT(slot)  # a text, whatever the stubs of Qt say
        if bus.isConnected():
            self.heard_of += bus.connect("", path, interface, name, self, called)


def _runs(bus: QDBusConnection, service: str) -> bool:
    """Return whether a service runs on a bus; asking a missing one would start it."""
    known = bus.interface() if bus.isConnected() else None
    return known is not None and bool(known.isServiceRegistered(service).value())


def _asked(bus: QDBusConnection, path: str, interface: str, name: str, *values: str) -> Any:
    """Return the first value of what the login service answers, or None without an answer."""
    if not bus.isConnected():
        return None
    question = QDBusMessage.createMethodCall(LOGIN, path, interface, name)
    question.setArguments(list(values))
    found = [*bus.call(question, timeout=PATIENCE).arguments(), None][0]
    return found.variant() if isinstance(found, QDBusVariant) else found
