"""R1b and R3b: killed or failed at every single system call, nothing saved is lost or doubled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.errors import UserError
from core.services import backups, unlocking
from core.services.unlocking import Place
from core.store import keyfile
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey, Cost, read_key, write_key
from core.store.layout import layout
from tests.harness.traced import FULL, Tally, files_of, needs_strace, traced
from tests.store.samples import AT, made, outcome, save

pytestmark = needs_strace
CALLS = ("pwrite64", "write", "fsync", "ftruncate", "unlink", "rename", "openat")
FILES = ("archive.db", "archive.db-journal", "archive.anchor", "archive.anchor.new")
SAVES = 3 if FULL else 1
MOST = 400
FIRST, SECOND = "correct horse battery", "staple wagon lantern"
CHEAP = Cost(16, 1, 1)


def template(folder: Path) -> tuple[Path, ArchiveKey]:
    folder.mkdir()
    path, key = made(folder, acts=3)
    write_key(layout(path).key, key)
    return folder, key


def fresh(folder: Path, original: Path) -> Path:
    """Put a copy of the template where the child works."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(original, folder)
    return folder / "archive.db"


def every_call(
    tmp_path: Path,
    work: Callable[[Path], object],
    check: Callable[[Path, Any, str], None],
    deeds: tuple[str, ...],
    options: Callable[[Path], list[str]],
    prepare: Callable[[Path], object] = lambda folder: None,
    original: Path | None = None,
    calls: tuple[str, ...] = CALLS,
) -> int:
    """Do the work again and again, each time hurt at the next call; return how often it was."""
    if original is None:
        original, _ = template(tmp_path / "template")
    prepare(original)
    runs = 0
    for call in calls:
        for deed in deeds:
            for number in range(1, MOST):
                path = fresh(tmp_path / "work", original)
                inject = ["-e", f"trace={call}", "-e", f"inject={call}:{deed}:when={number}"]
                ended = traced(
                    lambda: work(path),  # noqa: B023
                    tmp_path / "log",
                    [*options(path.parent), *inject],
                )
                if not ended.injected:
                    break
                runs += 1
                check(path, ended.said, f"{call} {number} {deed}")
            else:
                raise AssertionError(f"{call} never ended")
    return runs


def saves(path: Path) -> list[Any]:
    archive = Archive.open(path, read_key(layout(path).key))
    return [outcome(lambda n=n: save(archive, f"s{n}"))[0] for n in range(SAVES)]  # type: ignore[misc]


def check_saves(path: Path, said: Any, where: str) -> None:
    """What was shown as saved is there once; the rest can be saved again, once."""
    key = read_key(layout(path).key)
    with closing(Archive.open(path, key)) as archive:
        assert archive.writable, where
        assert archive.verify().sound, where
        present = [row.event_id for row in archive.read.journal("c1")]
        done = [f"s{n}" for n, code in enumerate(said or []) if code == "done"]
        assert set(done) <= set(present), (where, said)
        assert len(archive.read.papers("c1")) == len(present), where
        for number in range(SAVES):
            save(archive, f"s{number}")
        present = [row.event_id for row in archive.read.journal("c1")]
        assert sorted(present) == ["e1", "e2", "e3", *(f"s{n}" for n in range(SAVES))], where


def of_saving(folder: Path) -> list[str]:
    return files_of(folder, *FILES)


def test_a_kill_at_every_call_of_a_save(tmp_path: Path) -> None:
    with Tally("R1b save") as tally:
        runs = every_call(tmp_path, saves, check_saves, ("signal=SIGKILL",), of_saving)
    tally.told(kills=runs, lost=0)
    assert runs > 30


@pytest.mark.parametrize("deed", ["error=EIO", "error=ENOSPC"] if FULL else ["error=EIO"])
def test_a_failure_of_every_call_of_a_save(tmp_path: Path, deed: str) -> None:
    with Tally(f"R3b save {deed}") as tally:
        runs = every_call(tmp_path, saves, check_saves, (deed,), of_saving)
    tally.told(failures=runs, lost=0, doubled=0)
    assert runs > 30


def backs_up(path: Path) -> str:
    where = unlocking.place_of(path)
    with closing(unlocking.unlock(where)) as archive:
        return str(backups.backup_now(where, archive, AT).backup.path)


def check_backup(path: Path, said: Any, where: str) -> None:
    """Whatever is called a backup is one, and the archive is as it was."""
    place = unlocking.place_of(path)
    with closing(unlocking.unlock(place)) as archive:
        assert archive.verify().sound, where
        found = backups.drill(place, archive.key)
        assert found.failed == (), where
        backups.backup_now(place, archive, AT)
        assert backups.drill(place, archive.key).restored is not None, where


@pytest.mark.skipif(not FULL, reason="tier F")
def test_a_kill_at_every_call_of_a_backup(tmp_path: Path) -> None:
    def backup_files(folder: Path) -> list[str]:
        name = "backups/20260303T1420-3"
        ends = (".db.new", ".db", ".db.new-journal", ".key.new", ".key", ".json.new", ".json")
        return files_of(folder, "backups", *(name + end for end in ends))

    with Tally("R1b backup") as tally:
        runs = every_call(tmp_path, backs_up, check_backup, ("signal=SIGKILL",), backup_files)
    tally.told(kills=runs, lost=0)
    assert runs > 10


def changes_passphrase(path: Path) -> str:
    where = Place(path, layout(path).key, cost=CHEAP)
    unlocking.change_passphrase(where, FIRST, SECOND)
    return "changed"


def check_passphrase(path: Path, said: Any, where: str) -> None:
    """One of the two passphrases opens the archive; the new one when it was shown as set."""
    place = Place(path, layout(path).key, cost=CHEAP)
    opened = []
    for words in (FIRST, SECOND):
        try:
            unlocking.unlock(place, words).close()
            opened.append(words)
        except UserError as error:
            assert error.code == "passphrase-wrong", (where, error.code)
    assert len(opened) == 1, where
    assert said != "changed" or opened == [SECOND], where
    copy = keyfile.copy_of(place.key_file)
    assert copy.read_bytes() == place.key_file.read_bytes(), where


def test_a_kill_at_every_call_of_a_change_of_passphrase(tmp_path: Path) -> None:
    def lock(folder: Path) -> None:
        where = Place(folder / "archive.db", folder / "archive.key", cost=CHEAP)
        unlocking.set_passphrase(where, read_key(where.key_file), FIRST)

    def key_files(folder: Path) -> list[str]:
        names = ("archive.key", "archive.key.new", "archive.key.copy", "archive.key.copy.new")
        return files_of(folder, *names)

    with Tally("R1b passphrase") as tally:
        runs = every_call(
            tmp_path, changes_passphrase, check_passphrase, ("signal=SIGKILL",), key_files, lock
        )
    tally.told(kills=runs, lost=0)
    assert runs > 5
