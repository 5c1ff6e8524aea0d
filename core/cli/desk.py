"""What every command is given: where to write, what time it is, how to reach the library."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO

from core.engine.events import read_journal
from core.engine.validate import validate
from core.errors import UserError
from core.i18n import UiLanguage
from core.paths import RESOURCES, UserPlaces
from core.services.casework import Casework
from core.services.library import Library, open_library

FINE, NO, WRONG_USE, DAMAGED = 0, 1, 2, 3
"""Exit codes: fine; the answer is «no»; wrong use or input; damaged or locked."""

LARGEST_INPUT = 50_000_000
"""Bytes; a larger case file is refused before it is read."""


@dataclass
class Desk:
    """One run of one command."""

    out: TextIO
    err: TextIO
    now: datetime
    places: UserPlaces
    load: Callable[[str], Any]
    """Import a heavy module by name; only the composition root may import late."""
    language: UiLanguage = "be"

    @cached_property
    def library(self) -> Library:
        """Return the shipped knowledge, loaded at first use."""
        return open_library(RESOURCES, self.places.book)

    def case(self, path: str) -> Casework:
        """Return the case of a file after checking it; UserError says what is wrong and where."""
        journal = read_journal(read_bytes(path), path)
        validate(journal.events, self.library.book, self.library.forms, self.now)
        return Casework(Path(path).stem, journal.events, self.library)

    def json(self, value: object) -> None:
        """Print a value as indented JSON."""
        self.out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def line(self, text: str = "") -> None:
        """Print a line."""
        self.out.write(text + "\n")


def read_bytes(path: str) -> bytes:
    """Return the bytes of an input file; UserError when it is missing, a folder or too large."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST_INPUT:
            raise UserError("file-too-large", path=path, most=LARGEST_INPUT // 1_000_000)
        return file.read_bytes()
    except OSError as error:
        raise UserError("file-unreadable", path=path, reason=error.strerror) from error


def moment_of(text: str) -> datetime:
    """Return a local moment `YYYY-MM-DDTHH:MM` (or a bare day); UserError for any other text."""
    for pattern in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern)
        except ValueError:
            continue
    raise UserError("moment-wrong", text=text)


def write_file(path: str, content: bytes) -> None:
    """Write an output file whole or not at all; UserError when the place cannot be written."""
    file = Path(path)
    draft = file.with_name(f".{file.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UserError("file-not-written", path=path, reason=error.strerror) from error
