"""What the desktop of Linux tells over D-Bus: the screen is locked, the machine falls asleep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusVariant

LOGIN = "org.freedesktop.login1"
SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
MANAGER = "/org/freedesktop/login1"
PROPERTIES = "org.freedesktop.DBus.Properties"
ACTIVE = (f"{LOGIN}.Session", "Active")
PATIENCE = 500
"""Milliseconds for a question to the login service."""
AUTO = "auto"
"""To the login service: the session of whoever asks."""


class SystemSignals(QObject):
    """Listens to both buses; without one the program locks by the clock alone."""

    def __init__(self, heard: Callable[[], None], window: int = 0) -> None:
        """Listen; the number of the window is of no use here, Windows wants it."""
        super().__init__()
        self._heard = heard
        self.heard_of = 0
        """How many signals the buses promised to pass on."""
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        self._subscribe(system, MANAGER, f"{LOGIN}.Manager", "PrepareForSleep")
        for saver in SAVERS:
            self._subscribe(session, "", saver, "ActiveChanged")
        own = _asked(system, MANAGER, f"{LOGIN}.Manager", "GetSession", AUTO)
        if isinstance(own, QDBusObjectPath):
            path, changed = own.path(), "properties(QDBusMessage)"
            self._subscribe(system, path, f"{LOGIN}.Session", "Lock", "called()")
            self._subscribe(system, path, PROPERTIES, "PropertiesChanged", changed)

    @Slot(bool)
    def said(self, begins: bool) -> None:
        """Lock when something begins: sleep, a locked screen; its end is no matter."""
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

    def _subscribe(
        self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str = "said(bool)"
    ) -> None:
        called: Any = SLOT(slot)  # a text, whatever the stubs of Qt say
        if bus.isConnected():
            self.heard_of += bus.connect("", path, interface, name, self, called)


def _asked(bus: QDBusConnection, path: str, interface: str, name: str, *values: str) -> Any:
    """Return the first value of what the login service answers, or None without an answer."""
    if not bus.isConnected():
        return None
    question = QDBusMessage.createMethodCall(LOGIN, path, interface, name)
    question.setArguments(list(values))
    found = [*bus.call(question, timeout=PATIENCE).arguments(), None][0]
    return found.variant() if isinstance(found, QDBusVariant) else found
