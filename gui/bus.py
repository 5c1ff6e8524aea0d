"""The few announcements that pages listen to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Says that something changed; who listens asks anew what it shows."""

    case_changed = Signal(str)
    """Something was written into the journal of a case (its id)."""
    look_changed = Signal()
    """Language, colours or size of text are others now: the page is built anew."""
    minute = Signal(object)
    """A minute has passed; the moment (datetime) goes with it."""
