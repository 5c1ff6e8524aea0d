"""What the desktop of Linux tells over D-Bus: the screen is locked, the machine falls asleep."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

LOGIN = "org.freedesktop.login1"
SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
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
        self._subscribe(system, "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep")
        for saver in SAVERS:
            self._subscribe(session, "", saver, "ActiveChanged")
        own = _own_session(system)
        if own:
            self._subscribe(system, own, f"{LOGIN}.Session", "Lock", "called()")
            self._subscribe(
                system,
                own,
                "org.freedesktop.DBus.Properties",
                "PropertiesChanged",
                "properties(QDBusMessage)",
            )

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
        """Lock when another person's session comes to the screen."""
        arguments = message.arguments()
        changed = arguments[1] if len(arguments) > 1 else {}
        if isinstance(changed, dict) and changed.get("Active") is False:
            self._heard()

    def _subscribe(
        self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str = "said(bool)"
    ) -> None:
        if bus.isConnected():
            self.heard_of += bus.connect("", path, interface, name, self, SLOT(slot).encode())


def _own_session(system: QDBusConnection) -> str:
    """Return the path of this person's session, or nothing where no login service is."""
    if not system.isConnected():
        return ""
    question = QDBusMessage.createMethodCall(
        LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager", "GetSession"
    )
    question.setArguments([AUTO])
    answer = system.call(question, timeout=500).arguments()
    return answer[0].path() if answer and hasattr(answer[0], "path") else ""
