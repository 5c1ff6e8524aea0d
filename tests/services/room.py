"""An archive in a temporary folder with the services over it, and the clock in the test's hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from core.documents.layout import load_layout
from core.documents.pdf import render_pdf
from core.documents.resolved import Paper
from core.engine.events import Event, Journal, read_journal
from core.paths import RESOURCES, places
from core.services import archives
from core.services.cases import Cases
from core.services.library import Library, open_library
from core.services.papers import Papers
from core.store.archive import Archive

DEMO = RESOURCES / "demo"
NOW = datetime(2026, 11, 22, 9, 0)
THEFT = "theft-detention"


@cache
def library() -> Library:
    """Return the shipped library."""
    return open_library(RESOURCES, places().book)


def script(name: str = THEFT) -> Journal:
    """Return the journal of a demonstration case."""
    return read_journal((DEMO / f"{name}.json").read_bytes(), name)


def event(name: str, case: str = THEFT) -> Event:
    """Return one event of a demonstration case."""
    return next(one for one in script(case).events if one.id == name)


def until(name: str, case: str = THEFT) -> Journal:
    """Return the journal of a demonstration case before an event."""
    events = script(case).events
    index = next(place for place, one in enumerate(events) if one.id == name)
    return Journal(events=events[:index])


def pdf(paper: Paper) -> bytes:
    """Return a paper as the program prints it."""
    return render_pdf(paper, load_layout(RESOURCES / "layout.yaml"))


class Room:
    """The services over one archive; `now` is what the clock shows."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.now = NOW
        self.told: list[str] = []
        self.cases = Cases(archive, library(), lambda: self.now, self.told.append)
        self.papers = Papers(self.cases, library())


@contextmanager
def room(folder: Path) -> Iterator[Room]:
    """Give a fresh archive with its services."""
    archive = archives.create(folder / "archive.sledchy", folder / "archive.key", at=NOW)
    try:
        yield Room(archive)
    finally:
        archive.close()
