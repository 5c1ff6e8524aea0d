"""Knowing that nobody is there: no key, no mouse, or a machine that was asleep."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LOOK = 5_000
"""Milliseconds between two looks: a machine that wakes up is noticed as soon."""
ASLEEP = timedelta(minutes=2)
"""The clock on the wall is read in whole minutes; a smaller gap may be its rounding."""
_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)


class IdleWatch(QObject):
    """Watches the windows of the program, not their parts: a window meets few events."""

    deserted = Signal()
    """Nobody has touched the program for the time of the settings."""
    awoken = Signal()
    """The clock on the wall went on while the program stood still."""

    def __init__(
        self,
        minutes: Callable[[], float],
        wall: Callable[[], datetime],
        clock: Callable[[], float] = monotonic,
        look: int = LOOK,
    ) -> None:
        """Begin to watch; `minutes` of 0 is never, `clock` counts seconds and nobody can set it."""
        super().__init__()
        self._minutes, self._wall, self._clock = minutes, wall, clock
        self._touched = clock()
        self._seen = (clock(), wall())
        self._window: QWindow | None = None
        self._timer = QTimer(self, interval=look)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    def look(self) -> None:
        """Compare both clocks with the last look and with the last touch."""
        ticks, wall = self._clock(), self._wall()
        before, told = self._seen
        self._seen = (ticks, wall)
        if wall - told - timedelta(seconds=ticks - before) > ASLEEP:
            self.awoken.emit()
        limit = self._minutes() * 60
        if limit and ticks - self._touched >= limit:
            self._touched = ticks
            self.deserted.emit()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._watch(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice keys and the mouse; every event goes on its way."""
        if event.type() in _INPUT:
            self._touched = self._clock()
        return False

    def _watch(self, window: QWindow | None) -> None:
        """Follow the keyboard to another window of the program."""
        if self._window is not None:
            with suppress(RuntimeError):  # it may be gone, and the filter with it
                self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            self._touched = self._clock()
