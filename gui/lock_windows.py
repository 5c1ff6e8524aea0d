"""What Windows tells a window: the session is locked or switched, the machine falls asleep."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND = 0x0004
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK = 0x2, 0x4, 0x7
MEANT = {
    WM_POWERBROADCAST: frozenset((PBT_APMSUSPEND,)),
    WM_WTSSESSION_CHANGE: frozenset(
        (WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK)
    ),
}
"""Message → those of its reasons that mean: nobody sits here any more."""


class SystemSignals(QAbstractNativeEventFilter):
    """Asks Windows to tell of the session, and listens."""

    def __init__(self, heard: Callable[[], object], window: int, api: Any = None) -> None:
        """Listen for the window with this number; `api` stands in for wtsapi32 in tests."""
        super().__init__()
        self._heard = heard
        wts = api or ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]
        wts.WTSRegisterSessionNotification(wintypes.HWND(window), 0)
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self)

    def nativeEventFilter(
        self,
        eventType: QByteArray | bytes | bytearray | memoryview,  # noqa: N803
        message: int,
    ) -> object:
        """Notice the messages that matter; every message goes on its way."""
        told = wintypes.MSG.from_address(int(message))
        if told.wParam in MEANT.get(told.message, ()):
            self._heard()
        return False, 0
