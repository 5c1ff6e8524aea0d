"""The composition root: reads the clock, imports late, starts the window or a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from importlib import import_module
from typing import Any

BELARUS = timezone(timedelta(hours=3))
"""Local time of Belarus all year round; every moment below is written without a zone."""


def now() -> datetime:
    """Return the present minute in Belarus, whatever zone the machine is set to."""
    return datetime.now(BELARUS).replace(tzinfo=None, second=0, microsecond=0)


def main(argv: Sequence[str]) -> int:
    """Start the window when there are no arguments, else run a command; return the exit code."""
    if not argv:
        from gui.app import start

        code: int = start(now, load)
        return code
    from core.cli.commands import run
    from core.cli.desk import Desk
    from core.paths import places

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
    return run(argv, Desk(sys.stdout, sys.stderr, now(), places(), load))


def load(module: str) -> Any:
    """Import a module by name, at the moment it is first needed."""
    return import_module(module)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
