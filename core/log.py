"""The local log: what the program did, never about whom.

A line is an event code and allow-listed ids. Names, texts, numbers of cases and
messages of exceptions cannot get in: a key that is not on the list is our bug, and
a value that does not look like an id is withheld (secret of the investigation,
art. 198). Five files of one megabyte; nothing leaves the machine.
"""

from __future__ import annotations

import logging
import re
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb

from core.paths import ROOT

LINKS = 5
"""Causes of one failure that are worth a line."""
LAST = 20
"""Codes of events that go into the report of a failure."""
OURS = ("core", "gui", "main.py")
"""Where our own frames are; those of others go into no report."""

# fmt: off
ALLOWED = frozenset((
    "archive", "backup", "code", "count", "edition", "event", "exit", "form", "key", "language",
    "migration", "module", "ms", "page", "platform", "python", "qt", "screen", "setting", "step",
    "suite", "task", "term", "theme", "version",
))
# fmt: on
"""Keys that name parts of the program, never parts of a case."""

_ID = re.compile(r"[A-Za-z0-9_.:+-]{1,64}\Z")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}\Z")
_codes: deque[str] = deque(maxlen=LAST)
logger = logging.getLogger("sledchy")
logger.propagate = False
logger.addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Report:
    """A failure of ours as it may be shown and passed on: no message, no value, no path."""

    failures: tuple[str, ...]
    """Names of the types, the last failure first, then its causes."""
    frames: tuple[str, ...]
    """module:function:line of our own code, the innermost first."""
    events: tuple[str, ...]
    """Codes of what the program did before."""


def report(error: BaseException) -> Report:
    """Return what may be told of a failure; everything that is not on this list stays here."""
    links = tuple(_links(error))
    frames = [
        f"{module}:{frame.name if _NAME.match(frame.name) else '-'}:{frame.lineno}"
        for link in links
        for frame in reversed(extract_tb(link.__traceback__))
        if (module := _own_module(frame.filename))
    ]
    return Report(tuple(_type(link) for link in links), tuple(frames), tuple(_codes))


def event(code: str, /, **ids: object) -> None:
    """Write down that something happened.

    Raises ValueError for a code or key outside the closed list.
    """
    logger.info("%s", line(code, ids))
    _codes.append(code)


def trouble(code: str, /, **ids: object) -> None:
    """Write down that something went wrong and the program goes on."""
    logger.warning("%s", line(code, ids))
    _codes.append(code)


def crash(error: BaseException) -> None:
    """Write down an unexpected failure: types and places, never its message or values."""
    for here in _links(error):
        frames = reversed(extract_tb(here.__traceback__))
        places = " < ".join(f"{_module(frame.filename)}:{frame.lineno}" for frame in frames)
        logger.error("crash %s at %s", _type(here), places or "-")


def line(code: str, ids: dict[str, object]) -> str:
    """Return the line of an event.

    >>> line("paper-made", {"form": "detention", "ms": 61})
    'paper-made form=detention ms=61'
    """
    unknown = sorted(set(ids) - ALLOWED)
    if unknown or not _ID.match(code):
        raise ValueError(f"log: {code!r} {unknown}; allowed keys: {', '.join(sorted(ALLOWED))}")
    return " ".join([code, *(f"{key}={_shown(value)}" for key, value in ids.items())])


def _shown(value: object) -> str:
    """Return a value that is an id, or the word that it was withheld."""
    text = str(value)
    return text if _ID.match(text) else "withheld"


def _links(error: BaseException) -> Iterator[BaseException]:
    """Yield a failure and its causes; a chain of causes may be endless."""
    here: BaseException | None = error
    for _ in range(LINKS):
        if here is None:
            return
        yield here
        here = here.__cause__ or here.__context__


def _type(error: BaseException) -> str:
    """Return the name of a failure's type, if it is a name."""
    name = type(error).__name__
    return name if _NAME.match(name) else "-"


def _own_module(filename: str) -> str:
    """Return the dotted name of a source of ours, or nothing for anybody else's.

    A frozen program knows its sources by paths without a folder before them.
    """
    path = Path(filename)
    if path.is_absolute():
        if not path.is_relative_to(ROOT):
            return ""
        path = path.relative_to(ROOT)
    parts = path.parts
    if not parts or parts[0] not in OURS:
        return ""
    name = ".".join(path.with_suffix("").parts)
    return name if name.isascii() else ""


def _module(filename: str) -> str:
    """Return the end of a source path: enough to find the place, without the person's folders."""
    path = Path(filename)
    if path.is_relative_to(ROOT):
        path = path.relative_to(ROOT)
    name = f"{path.parent.name}/{path.stem}" if path.parent.name else path.stem
    return name if name.isascii() else path.stem.encode("ascii", "replace").decode("ascii")


def python_version() -> str:
    """Return the version of the interpreter for the first line of a log."""
    return ".".join(str(part) for part in sys.version_info[:3])
