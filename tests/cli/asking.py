"""One command as a person runs it: what it printed, what it complained of, its exit code."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from core.cli.commands import run
from core.cli.desk import Desk
from core.paths import RESOURCES, UserPlaces, places
from core.services.library import Library, open_library

DEMO = RESOURCES / "demo"
NOW = datetime(2026, 11, 22, 9, 0)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@cache
def library() -> Library:
    """Return the shipped library, read once for all tests."""
    return open_library(RESOURCES, places().book)


def ask(
    *argv: object, now: datetime = NOW, home: Path | None = None, typed: str | bytes = ""
) -> Answer:
    """Run a command in this process; `typed` is its standard input."""
    out, err = io.StringIO(), io.StringIO()
    content = typed if isinstance(typed, bytes) else typed.encode()
    source = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
    where = places() if home is None else UserPlaces(home, places().cache)
    with mock.patch("sys.stdin", source), redirect_stdout(out), redirect_stderr(err):
        try:
            desk = Desk(out, err, now, where, import_module)
            desk.__dict__.update(library=library(), book=library().book)
            code = run([str(one) for one in argv], desk)
        except SystemExit as left:  # argparse leaves so
            code = int(left.code or 0)
    return Answer(code, out.getvalue(), err.getvalue())


def case_file(folder: Path, *events: Mapping[str, Any], name: str = "case") -> Path:
    """Write a case file of some events."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"events": events}, ensure_ascii=False), encoding="utf-8")
    return path


def opened(**changes: Any) -> dict[str, Any]:
    """Return the opening of a case, with changes."""
    both = {"be": "A", "ru": "A"}
    event = {
        "kind": "case_opened",
        "id": "e1",
        "at": "2026-03-02T09:40",
        "number": "12",
        "language": "be",
        "division": {"name": both, "place": both},
        "investigator": {
            "name": {"be": "Lapats Ihar", "ru": "Lapot Igor"},
            "gender": "m",
            "position": "senior_investigator",
        },
    }
    return {**event, **changes}


def person(**changes: Any) -> dict[str, Any]:
    """Return a person becoming known, with changes of the person."""
    known = {"id": "p1", "name": {"be": "Kavalchuk Piotr", "ru": "Kovalchuk Piotr"}, "gender": "m"}
    event = {"kind": "person_added", "id": "e2", "at": "2026-03-02T09:41"}
    return {**event, "person": {**known, **changes}}
