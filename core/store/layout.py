"""Which files lie beside an archive."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Layout(NamedTuple):
    """The files of one profile; their names say nothing of what is inside."""

    archive: Path
    key: Path
    anchor: Path
    lock: Path
    backups: Path
    tries: Path
    staging: Path
    second: Path
    """Names the second place of backups, for an archive that cannot tell it any more."""
    salvage: Path
    """What takes the place of a damaged archive while it is made."""


def layout(archive: Path) -> Layout:
    """Return the files that belong to an archive."""
    return Layout(
        archive,
        archive.with_suffix(".key"),
        archive.with_suffix(".anchor"),
        archive.with_suffix(".lock"),
        archive.with_name("backups"),
        archive.with_suffix(".tries"),
        archive.with_name("staging"),
        archive.with_suffix(".second"),
        archive.with_name("salvage"),
    )
