"""The composition root: reads the clock, imports late, starts the window or a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from importlib import import_module
from io import StringIO
from typing import Any, TextIO

BELARUS = timezone(timedelta(hours=3))
"""Local time of Belarus all year round; every moment below is written without a zone."""

INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells have it."""


def now() -> datetime:
    """Return the present minute in Belarus, whatever zone the machine is set to."""
    return datetime.now(BELARUS).replace(tzinfo=None, second=0, microsecond=0)


def main(argv: Sequence[str]) -> int:
    """Start the window when there are no arguments, else run a command; return the exit code."""
    try:
        if not argv:
            from gui.app import start

            code: int = start(now, load)
            return code
        return _command(argv)
    except KeyboardInterrupt:
        return INTERRUPTED


def _command(argv: Sequence[str]) -> int:
    """Run a command on the streams of the process, read and written as UTF-8."""
    from core.cli.commands import run
    from core.cli.desk import Desk
    from core.paths import places

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    # A program started without a terminal may have no streams at all.
    sys.stdin = sys.stdin or StringIO()
    out, err = sys.stdout or StringIO(), sys.stderr or StringIO()
    try:
        return run(argv, Desk(out, err, now(), places(), load))
    finally:
        _let_go(out)


def _let_go(out: TextIO) -> None:
    """Write out what is left; a reader who has gone is no failure when the interpreter ends."""
    try:
        out.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def load(module: str) -> Any:
    """Import a module by name, at the moment it is first needed."""
    return import_module(module)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
