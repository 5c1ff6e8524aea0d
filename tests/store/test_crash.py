"""A save that was shown as done survives; one that was not leaves nothing half-written."""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from core.errors import UserError
from core.store import driver
from core.store.archive import Archive
from core.store.failures import Trouble
from core.store.keyfile import ArchiveKey
from tests.harness.traced import Tally
from tests.store.samples import FULL, event, in_child, made, outcome, save

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
KILLS = 1000 if FULL else 150
SERIES = 25
"""Kills of one archive, which is kept from kill to kill."""


def saving(path: Path, key: ArchiveKey, acknowledged: Path, first: int) -> Callable[[], str]:
    """Return a child that saves for ever and notes each act after it is saved."""

    def run() -> str:
        archive = Archive.open(path, key)
        note = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        for number in range(first, first + 10_000):
            save(archive, f"e{number}", text=f"t{number}" * 50)
            os.write(note, f"{number}\n".encode())
        return "too slow to kill"

    return run


@pytest.mark.parametrize("series", range(KILLS // SERIES))
def test_kill_loses_no_saved_act(tmp_path: Path, series: int) -> None:
    path, key = made(tmp_path)
    notes, chance = tmp_path / "acknowledged", random.Random(series)
    notes.touch()
    seen = 0
    with Tally("R1") as tally:
        for _ in range(SERIES):
            before = notes.stat().st_size
            pid, answer = in_child(saving(path, key, notes, seen + 1))
            while notes.stat().st_size == before:  # however busy the machine, it is saving now
                time.sleep(0.001)
            time.sleep(chance.random() * 0.05)
            os.kill(pid, signal.SIGKILL)
            assert answer() is None
            with closing(Archive.open(path, key)) as archive:
                assert archive.writable
                assert archive.verify().problems == ()
                present = {row.event_id for row in archive.read.journal("c1")}
                assert {f"e{number}" for number in notes.read_text().split()} <= present
                assert len(archive.read.papers("c1")) == len(present)
                seen = len(present)
    tally.told(kills=SERIES, saved=seen, lost=0)
    assert seen >= SERIES


def test_a_save_shown_too_early_is_caught(tmp_path: Path) -> None:
    """The negative control: a program that says "saved" before it saves loses acts here."""
    path, key = made(tmp_path)
    notes, lost = tmp_path / "acknowledged", 0

    def hasty() -> str:
        archive = Archive.open(path, key)
        note = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        first = archive.read.head().seq + 1
        for number in range(first, first + 10_000):
            os.write(note, f"{number}\n".encode())
            save(archive, f"e{number}", text=f"t{number}" * 50)
        return "too slow to kill"

    for _ in range(12):
        notes.unlink(missing_ok=True)
        notes.touch()
        pid, answer = in_child(hasty)
        time.sleep(0.15)
        os.kill(pid, signal.SIGKILL)
        assert answer() is None
        with closing(Archive.open(path, key)) as archive:
            present = {row.event_id for row in archive.read.journal("c1")}
        lost += not {f"e{number}" for number in notes.read_text().split()} <= present
    assert lost > 0


def test_a_kill_in_the_middle_of_a_save_is_taken_back(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=5)

    def half() -> str:
        archive = Archive.open(path, key)
        with archive.transaction() as change:
            raw = change._connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA cache_size=1")  # spills unsaved pages into the file
            raw.execute("DELETE FROM running_term")
            raw.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000) "
                "INSERT INTO setting SELECT 'n' || i, hex(randomblob(900)), '', '' FROM n"
            )
            os.kill(os.getpid(), signal.SIGKILL)
        return "never"

    assert in_child(half)[1]() is None
    with closing(Archive.open(path, key)) as archive:
        assert archive.unclean
        assert archive.verify().sound
        assert archive.read.head().seq == 5
        assert archive.read.settings() == {}
        assert len(archive.read.terms("c1")) == 1
    with closing(Archive.open(path, key)) as archive:
        assert not archive.unclean


def test_a_change_of_the_schema_is_taken_back_too(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    with closing(Archive.open(path, key)) as archive:
        with pytest.raises(KeyError), archive._line.changing() as change:
            change._connection.exec_driver_sql("CREATE TABLE half (a)")
            raise KeyError
        with archive._line.reading() as connection:
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "journal" in names
    assert "half" not in names


def test_a_full_disk_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=3)
    with closing(Archive.open(path, key)) as archive:
        before = archive.digest(), archive.digest(derived=True)
        with archive._line.raw() as raw:
            raw.execute(f"PRAGMA max_page_count={driver.pragma(raw, 'page_count')}")
            assert outcome(lambda: unfailing(archive)) == ["disk-full", {}]
        assert (archive.digest(), archive.digest(derived=True)) == before
        save(archive, "later")
        assert archive.verify().sound


def unfailing(archive: Archive) -> None:
    """Save until the medium refuses; the connection is not dialled anew in between."""
    with archive.transaction() as change:
        for number in range(2000):
            change.append("c1", [event(f"x{number}", text="y" * 2000)])


@pytest.mark.parametrize("spare", [0, 1, 4096, 20_000, 60_000])
def test_a_medium_that_takes_no_more_changes_nothing(tmp_path: Path, spare: int) -> None:
    path, key = made(tmp_path, acts=3)

    def squeeze() -> list[Any]:
        with closing(Archive.open(path, key)) as archive:
            limit = path.stat().st_size + spare
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            codes = [
                outcome(lambda n=number: save(archive, f"x{n}", text="y" * 20_000))[0]  # type: ignore[misc]
                for number in range(8)
            ]
            saved = codes.count("done")
            rows = archive.read.head().seq
            resource.setrlimit(
                resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            )
            save(archive, "again")
            return [codes[-1], rows == 3 + saved, archive.verify().sound]

    assert in_child(squeeze)[1]() == ["archive-trouble", True, True]
    with closing(Archive.open(path, key)) as archive:
        assert archive.verify().sound
        assert archive.read.journal("c1")[-1].event_id == "again"


@contextmanager
def lying(patch: pytest.MonkeyPatch, *, really: bool, times: int) -> Iterator[list[str]]:
    """Let the next commits report a failure, having saved or not."""
    said: list[str] = []

    class Lying(dbapi2.Connection):  # type: ignore[misc]
        def commit(self) -> None:
            if len(said) >= times or not self.in_transaction:
                super().commit()
                return
            said.append("failed")
            if really:
                super().commit()
            error = dbapi2.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise error

    connect = dbapi2.connect

    with patch.context() as inside:
        inside.setattr(dbapi2, "connect", lambda *a, **k: connect(*a, factory=Lying, **k))
        yield said


@pytest.mark.parametrize("really", [True, False])
def test_a_failed_save_is_looked_up_before_it_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, really: bool
) -> None:
    path, key = made(tmp_path, acts=2)
    with lying(monkeypatch, really=really, times=1) as said, closing(Archive.open(path, key)) as a:
        save(a, "once")
        assert said == ["failed"]
        assert [row.event_id for row in a.read.journal("c1")] == ["e1", "e2", "once"]
        assert a.verify().sound
    with closing(Archive.open(path, key)) as a:
        assert a.writable


def test_a_save_that_fails_twice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, key = made(tmp_path, acts=2)
    with lying(monkeypatch, really=False, times=2), closing(Archive.open(path, key)) as archive:
        with pytest.raises(Trouble) as caught:
            save(archive, "never")
        assert caught.value.code == "archive-trouble"
        assert archive.read.head().seq == 2
        assert archive.verify().sound


def test_an_anchor_that_cannot_be_written_does_not_undo_the_save(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    anchor = path.with_suffix(".anchor")
    with closing(Archive.open(path, key)) as archive:
        aside = anchor.rename(anchor.with_name("aside"))
        anchor.mkdir()
        save(archive, "x")
        assert archive.anchors.late
        anchor.rmdir()
        aside.rename(anchor)
    with closing(Archive.open(path, key)) as archive:
        assert archive.writable
        assert archive.read.head().seq == 2
        save(archive, "y")
        assert not archive.anchors.late


def test_a_failed_creation_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"

    def squeeze() -> list[Any]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))

        def work() -> None:
            made(tmp_path)

        return [outcome(work)[0], sorted(file.name for file in tmp_path.iterdir())]

    assert in_child(squeeze)[1]() == ["archive-trouble", ["archive.lock"]]
    with pytest.raises(UserError, match="archive-missing"):
        Archive.open(path, ArchiveKey.fresh())
