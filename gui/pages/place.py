"""Where the window stands on the screen; its file holds that and nothing of any case."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from core.paths import UserPlaces

GEOMETRY = "window.geometry"
EARLIEST_SIZE = (1240, 800)


def restore(window: QMainWindow, places: UserPlaces) -> None:
    """Put the window where it was."""
    try:
        kept = (places.data / GEOMETRY).read_bytes()
    except OSError:
        kept = b""
    if not kept or not window.restoreGeometry(QByteArray(kept)):
        window.resize(*EARLIEST_SIZE)


def keep(window: QMainWindow, places: UserPlaces) -> None:
    """Remember where the window is; one that forgets is no reason to stay open."""
    with suppress(OSError):
        file = places.data / GEOMETRY
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(window.saveGeometry().data())
