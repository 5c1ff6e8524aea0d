"""The clipboard: what the program put there is gone after half a minute and in no history."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

STAYS = 30_000
"""Milliseconds."""
MARK = "application/x-sledchy-copy"
"""Holds a number nobody else knows: so the program recognises what is its own."""
KEPT_OUT = {
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": b"\0\0\0\0",
    "CanUploadToCloudClipboard": b"\0\0\0\0",
    "x-kde-passwordManagerHint": b"secret",
    "org.nspasteboard.ConcealedType": b"",
}
"""Formats by which the histories of Windows, KDE and macOS are asked to keep nothing."""


class Clipboard(QObject):
    """Marks every copy of the program, also those that Qt's own fields make, and clears it."""

    def __init__(self, owns: Callable[[], bool] | None = None, stays: int = STAYS) -> None:
        """Begin to watch; `owns` says whether what is there came from this program."""
        super().__init__()
        self._board = QGuiApplication.clipboard()
        self._owns = owns or self._board.ownsClipboard
        self._mark = b""
        self._timer = QTimer(self, singleShot=True, interval=stays)
        self._timer.timeout.connect(self.clear)
        self._board.dataChanged.connect(self._changed)

    def copy(self, text: str) -> None:
        """Put a text there for a while."""
        data = QMimeData()
        data.setText(text)
        self._put(data)

    @property
    def ours(self) -> bool:
        """Return whether what is there is still what the program put there."""
        if not self._mark:
            return False
        there = self._board.mimeData()
        return there is not None and there.data(MARK).data() == self._mark

    def clear(self) -> None:
        """Take away what is still ours; what another program put there is not touched."""
        self._timer.stop()
        if self.ours:
            self._mark = b""
            self._board.clear()
        selection = QClipboard.Mode.Selection
        if self._board.supportsSelection() and self._board.ownsSelection():
            self._board.clear(selection)

    def _changed(self) -> None:
        """Mark what a field of the window has just copied by itself."""
        there = self._board.mimeData()
        if there is None or there.hasFormat(MARK) or not there.formats() or not self._owns():
            return
        data = QMimeData()
        for kind in there.formats():
            data.setData(kind, there.data(kind))
        self._put(data)

    def _put(self, data: QMimeData) -> None:
        self._mark = os.urandom(16).hex().encode()
        data.setData(MARK, QByteArray(self._mark))
        for kind, value in KEPT_OUT.items():
            data.setData(kind, QByteArray(value))
        self._board.setMimeData(data)
        self._timer.start()
