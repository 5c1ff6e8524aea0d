"""Putting a rebuilt archive in the place of a damaged one, step by step, from any step on."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from core.errors import DamagedError
from core.store.canonical import canonical
from core.store.durable import sync_file, sync_folder, write_durably
from core.store.layout import layout

_SIDE = "-journal"


class Ready(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says that the rebuilt archive is proved and whole; from here on there is only forward."""

    format: Literal[1]
    kept: str
    """The name under which the damaged archive is kept."""


def rebuilt(path: Path) -> Path:
    """Return where the archive is rebuilt: in a folder of its own, under its own name."""
    return layout(path).salvage / path.name


def kept_name(path: Path, at: datetime) -> str:
    """Return a free name for a damaged archive; its side file and its anchor are named after it."""
    name = f"{path.stem}.damaged-{at:%Y%m%dT%H%M}"
    while any(path.parent.glob(f"{name}*")):
        name = f"{path.stem}.damaged-{at:%Y%m%dT%H%M}-{secrets.token_hex(2)}"
    return name


def announce(path: Path, kept: str) -> None:
    """Say that the rebuilt archive may take the place; a kill before this changes nothing."""
    sync_file(rebuilt(path))
    write_durably(_ready(path), canonical(Ready(1, kept)) + b"\n")


def pending(path: Path) -> Ready | None:
    """Return what was announced and not finished, or None.

    An announcement is written whole or not at all, so one that cannot be read is damage.
    """
    try:
        return msgspec.json.decode(_ready(path).read_bytes(), type=Ready)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise DamagedError("file-unreadable", path=_ready(path), reason="ready") from error


def exchange(path: Path, ready: Ready) -> Path:
    """Keep the damaged archive under its new name, put the rebuilt one in its place.

    Every step looks whether it is done already. The side file goes before the rebuilt
    archive comes, or the database would play the old one back into the new; while it is
    so, opening refuses (`salvage-unfinished`).
    """
    kept = path.with_name(ready.kept)
    if rebuilt(path).exists():
        for step in _STEPS:
            step(path, kept)
    return kept


def clear(path: Path) -> None:
    """Forget the announcement, then what was left beside it."""
    _ready(path).unlink(missing_ok=True)
    with suppress(OSError):
        shutil.rmtree(layout(path).salvage)


def _keep_archive(path: Path, kept: Path) -> None:
    if path.exists() and not kept.exists():
        _second_name(path, kept)


def _keep_side(path: Path, kept: Path) -> None:
    side = path.with_name(path.name + _SIDE)
    if side.exists():
        os.replace(side, kept.with_name(kept.name + _SIDE))


def _keep_anchor(path: Path, kept: Path) -> None:
    anchor, name = layout(path).anchor, kept.with_name(kept.name + ".anchor")
    if anchor.exists() and not name.exists():
        _second_name(anchor, name)


def _put(path: Path, kept: Path) -> None:
    sync_folder(path.parent)  # what is kept has its name before the place is taken
    os.replace(rebuilt(path), path)
    sync_folder(path.parent)


_STEPS: tuple[Callable[[Path, Path], None], ...] = (
    *(_keep_archive, _keep_side, _keep_anchor, _put),
)


def _second_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except OSError:  # a medium without second names
        part = name.with_name(name.name + ".part")
        shutil.copy2(path, part)
        sync_file(part)
        os.replace(part, name)


def _ready(path: Path) -> Path:
    return layout(path).salvage / "ready.json"
