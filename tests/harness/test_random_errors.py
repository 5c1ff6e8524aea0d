"""R3: errors of the disk at odd moments; nothing saved is lost, nothing is saved twice."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.transaction import Transaction
from tests.harness.traced import FULL, Tally, files_of, needs_strace, traced
from tests.store.samples import event, made, save

pytestmark = needs_strace
SAVES = 3_000 if FULL else 150
ROUND = 150
FILES = ("archive.db", "archive.db-journal", "archive.anchor", "archive.anchor.new")
ERRORS = (
    *("pwrite64:error=EIO:when=37+211", "pwrite64:error=ENOSPC:when=91+307"),
    *("fsync:error=EIO:when=5+19", "write:error=ENOSPC:when=9+31"),
)
"""Each kind of call fails again and again, at steps that meet every place of a save in time."""
TRIES = 6


def stubborn(path: Path, key: ArchiveKey, first: int, count: int) -> list[Any]:
    """Save with a key, again and again until it is shown as saved; return what was refused."""
    archive = Archive.open(path, key)
    refused: list[str] = []
    for number in range(first, first + count):
        for _ in range(TRIES):
            try:
                save(archive, f"r{number}")
                break
            except UserError as error:
                refused.append(error.code)
        else:
            return [number, refused]
    os.close(os.open(path, os.O_RDONLY))
    return [-1, refused]


def forgetful(path: Path, key: ArchiveKey, first: int, count: int) -> list[Any]:
    """Save without looking up whether it was saved; the negative control."""
    archive, refused = Archive.open(path, key), 0
    for number in range(first, first + count):
        for attempt in range(TRIES):

            def work(change: Transaction, name: str = f"r{number}-{attempt}") -> str:
                change.append("c1", [event(name)])
                return name

            try:
                archive.act(f"{number}-{attempt}", work)
                break
            except UserError:
                refused += 1
    return [-1, refused]


def options(folder: Path) -> list[str]:
    injections = [word for error in ERRORS for word in ("-e", f"inject={error}")]
    return [*files_of(folder, *FILES), "-e", "trace=pwrite64,fsync,write", *injections]


def one_round(folder: Path, count: int) -> tuple[int, list[str]]:
    """Return how many calls failed and what the program said, after everything was compared.

    Each round has an archive of its own, or proving it after every fault would take longer
    than the saves.
    """
    folder.mkdir()
    path, key = made(folder)
    log = folder.with_name(folder.name + ".log")
    ended = traced(lambda: stubborn(path, key, 0, count), log, options(folder))
    assert isinstance(ended.said, list), ended.said
    assert ended.said[0] == -1, ended.said
    with closing(Archive.open(path, key)) as archive:
        assert archive.writable
        assert archive.verify().sound
        present = [row.event_id for row in archive.read.journal("c1")]
    assert present == [f"r{number}" for number in range(count)]
    return log.read_text().count("INJECTED"), ended.said[1]


def test_errors_of_the_disk_lose_and_double_nothing(tmp_path: Path) -> None:
    seen, refused = 0, list[str]()
    with Tally("R3") as tally:
        for number in range(SAVES // ROUND):
            faults, said = one_round(tmp_path / f"round{number}", ROUND)
            seen, refused = seen + faults, refused + said
    tally.told(saves=SAVES, faults=seen, shown=len(refused), lost=0, doubled=0)
    assert seen > SAVES // 10
    assert set(refused) <= {"archive-trouble", "disk-full"}


def test_the_errors_are_met(tmp_path: Path) -> None:
    """The negative control: the same faults stop a program that gives up at the first one."""
    path, key = made(tmp_path)
    log = tmp_path.with_name(tmp_path.name + ".log")
    ended = traced(lambda: forgetful(path, key, 0, 60), log, options(tmp_path))
    assert isinstance(ended.said, list), ended.said
    assert log.read_text().count("INJECTED") > 5
