"""R4, R5: a full disk and a medium that cannot be written lose nothing and leave nothing empty."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from core.errors import UserError
from core.services import backups, unlocking
from core.services.unlocking import Place
from core.store.archive import Archive
from core.store.keyfile import Cost, write_key
from core.store.layout import layout
from core.store.rows import DraftRow
from tests.harness.traced import FULL, Tally
from tests.store.samples import AT, made, save

MOUNTS = sys.platform.startswith("linux") and os.getuid() == 0
SIZE = 4_000_000
SPARE = (0, 4096, 40_000, 120_000, 400_000) if FULL else (0, 4096, 120_000)
WORDS = "correct horse battery"


def mountable() -> bool:
    """Return whether this machine lets a test mount a small disk of its own."""
    if not MOUNTS:
        return False
    done = subprocess.run(
        ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return done.returncode == 0


needs_mount = pytest.mark.skipif(not mountable(), reason="a small disk cannot be mounted here")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path, spare: int) -> Path:
    """Leave only so many bytes on a disk."""
    ballast = disk / "ballast"
    handle = os.open(ballast, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    with suppress(OSError):
        while True:
            os.write(handle, bytes(4096))
    size = os.fstat(handle).st_size
    os.ftruncate(handle, max(0, size - spare))
    os.close(handle)
    return ballast


def saves(place: Place, archive: Archive) -> None:
    for number in range(60):
        save(archive, f"x{number}", text="y" * 9000)


def drafts(place: Place, archive: Archive) -> None:
    for number in range(60):
        with archive.transaction() as change:
            row = DraftRow(f"d{number}", "c1", "f", "be", b'"' + b"z" * 20_000 + b'"', AT)
            change.save_draft(row)


def backs_up(place: Place, archive: Archive) -> None:
    backups.backup_now(place, archive, AT)


def sets_passphrase(place: Place, archive: Archive) -> None:
    unlocking.set_passphrase(place, archive.key, WORDS)


OPERATIONS: tuple[Callable[[Place, Archive], None], ...] = (
    *(saves, drafts, backs_up, sets_passphrase),
)


@needs_mount
@pytest.mark.parametrize("spare", SPARE)
@pytest.mark.parametrize("work", OPERATIONS)
def test_a_full_disk_loses_nothing(
    disk: Path, spare: int, work: Callable[[Place, Archive], None]
) -> None:
    path, key = made(disk, acts=3)
    write_key(layout(path).key, key)
    place = Place(path, layout(path).key, cost=Cost(16, 1, 1))
    with closing(Archive.open(path, key)) as archive:
        ballast = fill(disk, spare)
        before = archive.read.head().seq
        try:
            work(place, archive)
        except UserError as error:
            assert error.code in ("disk-full", "archive-trouble", "file-not-written")
        assert archive.read.head().seq >= before
        assert archive.verify().sound
        ballast.unlink()
        save(archive, "after")
        assert archive.verify().sound
    empty = [f.name for f in disk.rglob("*") if f.is_file() and not f.stat().st_size]
    assert [name for name in empty if not name.endswith((".new", "-journal"))] == []
    secret = WORDS if unlocking.needs_passphrase(place) else ""
    with closing(unlocking.unlock(place, secret)) as archive:
        assert archive.read.journal("c1")[-1].event_id == "after"
        assert backups.backup_now(place, archive, AT).backup.sound


@needs_mount
def test_a_medium_that_cannot_be_written_is_read(disk: Path) -> None:
    path, key = made(disk, acts=3)
    write_key(layout(path).key, key)
    place = Place(path, layout(path).key)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with Tally("R5") as tally, closing(unlocking.unlock(place)) as archive:
        assert archive.standing.value == "archive-read-only"
        assert len(archive.read.journal("c1")) == 3
        with pytest.raises(UserError, match="archive-read-only"):
            save(archive, "x")
        with pytest.raises(UserError, match="file-not-written"):
            backups.backup_now(place, archive, AT)
    tally.told(read_only_medium="opens")
