"""R4, R5: a full disk and a medium that cannot be written lose nothing and leave nothing empty."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from core.cli.desk import write_file
from core.errors import UserError
from core.services import backups, unlocking
from core.services.packages import Basis, Packages
from core.services.unlocking import Place
from core.store import upgrade
from core.store.archive import Archive
from core.store.keyfile import Cost, write_key
from core.store.layout import layout
from core.store.rows import DraftRow
from tests.harness.traced import FULL, Tally
from tests.services.room import library
from tests.store.samples import AT, in_child, made, outcome, save, with_key
from tests.store.test_upgrade import next_steps

MOUNTS = sys.platform.startswith("linux") and os.getuid() == 0
SIZE = 4_000_000
SPARE = (0, 4096, 40_000, 120_000, 400_000) if FULL else (0, 120_000)
WORDS = "correct horse battery"
TOLD = ("disk-full", "archive-trouble", "file-not-written")
CHEAP = Cost(16, 1, 1)


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


def saves(archive: Archive, place: Place) -> None:
    for number in range(60):
        save(archive, f"x{number}", text="y" * 9000)


def drafts(archive: Archive, place: Place) -> None:
    for number in range(60):
        with archive.transaction() as change:
            row = DraftRow(f"d{number}", "c1", "f", "be", b'"' + b"z" * 20_000 + b'"', AT)
            change.save_draft(row)


def prints(archive: Archive, place: Place) -> None:
    write_file(str(place.archive.with_name("paper.pdf")), b"%PDF" + bytes(200_000))


def exports(archive: Archive, place: Place) -> None:
    """Note the disclosure first, then write the file, as the program does."""
    content = b"{}" * 100_000
    Packages(archive, library()).note("c1", content, Basis("", ""), 3, AT)
    write_file(str(place.archive.with_name("case.json")), content)


def backs_up(archive: Archive, place: Place) -> None:
    backups.backup_now(place, archive, AT)


def sets_passphrase(archive: Archive, place: Place) -> None:
    unlocking.set_passphrase(place, archive.key, WORDS)


Work = Callable[[Archive, Place], None]
OPERATIONS: tuple[Work, ...] = (saves, drafts, prints, exports, backs_up, sets_passphrase)


@needs_mount
@pytest.mark.parametrize("spare", SPARE)
@pytest.mark.parametrize("work", OPERATIONS)
def test_a_full_disk_loses_nothing(disk: Path, spare: int, work: Work) -> None:
    path, key = made(disk, acts=3)
    write_key(layout(path).key, key)
    place = Place(path, layout(path).key, cost=CHEAP)
    with closing(Archive.open(path, key)) as archive, Tally(f"R4 {work.__name__}") as tally:
        ballast = fill(disk, spare)
        before, said = archive.read.head().seq, "done"
        try:
            work(archive, place)
        except UserError as error:
            said = error.code
        assert said in ("done", *TOLD)
        assert archive.read.head().seq >= before
        assert archive.verify().sound
        ballast.unlink()
        save(archive, "after")
        assert archive.verify().sound
    tally.told(spare=spare, said=said, lost=0, empty=0)
    assert empty(disk) == []
    secret = WORDS if unlocking.needs_passphrase(place) else ""
    with closing(unlocking.unlock(place, secret)) as archive:
        assert archive.read.journal("c1")[-1].event_id == "after"
        assert backups.backup_now(place, archive, AT).backup.sound


def empty(disk: Path) -> list[str]:
    """Return the files of a disk that have a name of their own and nothing in them."""
    found = [f.name for f in disk.rglob("*") if f.is_file() and not f.stat().st_size]
    return [name for name in found if not name.endswith((".new", "-journal"))]


@needs_mount
@pytest.mark.parametrize("spare", SPARE)
def test_an_upgrade_on_a_full_disk_changes_nothing_or_everything(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int
) -> None:
    path, key = made(disk, acts=3)
    with_key(path, key, "PRAGMA user_version=1")
    steps = next_steps(tmp_path, monkeypatch)
    before, ballast, said = path.read_bytes(), fill(disk, spare), "done"

    def opens() -> Archive:
        return Archive.open(path, key, migrate=lambda p, k: upgrade.upgrade(p, k, AT, steps))

    try:
        opens().close()
    except UserError as error:
        said = error.code
    assert said in ("done", *TOLD)
    assert (path.read_bytes() == before) is (said != "done")
    assert empty(disk) == []
    ballast.unlink()
    with closing(opens()) as archive, Tally("R4 upgrade") as tally:
        assert [row.event_id for row in archive.read.journal("c1")] == ["e1", "e2", "e3"]
        assert archive.verify().sound
    tally.told(spare=spare, said=said, lost=0, empty=0)


@needs_mount
def test_a_file_that_is_written_in_place_is_lost(disk: Path) -> None:
    """The negative control: a file written over on a full disk is neither the old nor the new."""
    file = disk / "paper.pdf"
    file.write_bytes(bytes(40_000))
    fill(disk, 0)
    with suppress(OSError):
        file.write_bytes(bytes(400_000))
    assert file.stat().st_size not in (40_000, 400_000)


# --- R5 ----------------------------------------------------------------------------------


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


NOBODY = 65534


def as_nobody(work: Callable[[], object]) -> object:
    """Do something as a person without rights over the files of others."""

    def work_as() -> object:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        return outcome(work)

    return in_child(work_as)[1]()


def reads_and_saves(place: Place) -> list[object]:
    """Return how the archive stands, how a save goes and how a backup goes."""
    with closing(unlocking.unlock(place)) as archive:
        said = outcome(lambda: save(archive, "x"))[0]
        copied = outcome(lambda: backups.backup_now(place, archive, AT).backup.sound)
        assert len(archive.read.journal("c1")) >= 3
        assert archive.verify().sound
        return [archive.standing.value, said, copied[0]]


READ = ["archive-read-only", "archive-read-only", "done"]
"""Nothing is saved; a copy goes to a folder that can be written."""
PLACES: dict[str, tuple[Callable[[Path], list[Path]], list[str]]] = {
    "folder": (lambda path: [path.parent], READ),
    "file": (lambda path: [path], READ),
    "folder and file": (lambda path: [path, path.parent], READ),
    "backups": (
        lambda path: [layout(path).backups],
        ["archive-whole", "done", "file-not-written"],
    ),
    "memory elsewhere": (
        lambda path: [path.with_name("elsewhere")],
        ["archive-whole", "done", "done"],
    ),
}


@pytest.mark.skipif(not MOUNTS, reason="of Linux alone")
@pytest.mark.parametrize("name", PLACES)
def test_what_cannot_be_written_is_read(tmp_path: Path, name: str) -> None:
    """R5: with the medium above, the six kinds."""
    above = tmp_path
    while above.stat().st_mode & 0o011 == 0:
        above.chmod(above.stat().st_mode | 0o011)
        above = above.parent
    folder = tmp_path / "profile"
    folder.mkdir()
    path, key = made(folder, acts=3)
    write_key(layout(path).key, key)
    place = Place(path, layout(path).key, path.with_name("elsewhere"))
    for extra in (layout(path).backups, path.with_name("elsewhere")):
        extra.mkdir()
    for file in (folder, *folder.iterdir()):
        os.chown(file, NOBODY, NOBODY)
    choose, expected = PLACES[name]
    before = path.read_bytes()
    for file in choose(path):
        file.chmod(0o500 if file.is_dir() else 0o400)
    said = as_nobody(lambda: reads_and_saves(place))
    assert said == ["done", expected]
    assert (path.read_bytes() == before) is (expected == READ)
