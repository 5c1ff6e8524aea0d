"""R3: errors of the disk at odd moments; nothing saved is lost, nothing is saved twice."""

from __future__ import annotations

import os
import random
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.transaction import Transaction
from tests.harness.faults import EVERY, Faults
from tests.harness.traced import FULL, SEED, Tally, files_of, needs_strace, traced
from tests.store.samples import event, in_child, made, save

ROUND = 150
"""Saves of one archive; then a new one, or proving it would take longer than the saves."""
TRIES = 6
READS, WRITES = ("read", "pread", "pread64"), ("write", "pwrite", "pwrite64")
SHOWN = {"archive-trouble", "disk-full"}


# --- inside SQLite: open, read, write, truncate, unlink, and our own small files ----------

INSIDE = 9_000 if FULL else 1_050
OPENED_ANEW = 10
"""Saves between two openings, or nothing would be opened, read or unlinked."""
OPENING = ("open", "read", "pread", "pread64", "unlink", "ftruncate")


def through_faults(path: Path, key: ArchiveKey, seed: int) -> list[Any]:
    """Save through failing calls until each save is shown as done; return what was said."""
    chance = random.Random(seed)
    faults, said = Faults(chance), Counter[str]()
    archive = Archive.open(path, key)
    for number in range(ROUND):
        for attempt in range(TRIES):
            anew = number % OPENED_ANEW == 0
            if attempt < TRIES - 1 and (anew or chance.random() < 0.4):
                faults.arm(OPENING if anew else EVERY)
            try:
                if anew:
                    archive.close()
                    archive = Archive.open(path, key)
                save(archive, f"r{number}")
                break
            except UserError as error:
                said[error.code] += 1
            finally:
                faults.disarm()
        else:
            raise AssertionError(number)
    archive.close()
    return [faults.met, said]


def compared(path: Path, key: ArchiveKey) -> None:
    """Every save is there once, in order, and everything is proved."""
    with closing(Archive.open(path, key)) as archive:
        assert archive.writable
        assert archive.verify().sound
        present = [row.event_id for row in archive.read.journal("c1")]
    assert present == [f"r{number}" for number in range(ROUND)]


def test_errors_inside_the_database_lose_and_double_nothing(tmp_path: Path) -> None:
    met, said = Counter[str](), Counter[str]()
    with Tally("R3") as tally:
        for number in range(INSIDE // ROUND):
            folder = tmp_path / f"round{number}"
            folder.mkdir()
            path, key = made(folder)
            ended = in_child(lambda: through_faults(path, key, SEED + number))[1]()  # noqa: B023
            assert isinstance(ended, list), ended
            met.update(ended[0])
            said.update(ended[1])
            compared(path, key)
    tally.told(saves=INSIDE, faults=met.total(), shown=said.total(), lost=0, doubled=0, **met)
    assert set(said) <= SHOWN
    assert said.total() > INSIDE // 100
    for kinds in (("open",), ("unlink",), READS, WRITES, ("own fsync",)):
        assert any(name in met for name in kinds), kinds


def test_a_program_without_keys_of_saves_doubles(tmp_path: Path) -> None:
    """The negative control: who tries again after a lost answer has the act twice."""
    path, key = made(tmp_path)

    def work() -> list[int]:
        chance = random.Random(SEED)
        faults, failed = Faults(chance), 0
        archive = Archive.open(path, key)
        for number in range(60):
            for attempt in range(TRIES):
                if attempt < TRIES - 1:
                    faults.arm()
                try:
                    with archive.transaction() as change:
                        change.append("c1", [event(f"r{number}-{attempt}")])
                    raise UserError("archive-trouble")  # the answer of a save that was done
                except UserError:
                    failed += 1
                finally:
                    faults.disarm()
        return [failed]

    assert in_child(work)[1]()[0] > 60
    with closing(Archive.open(path, key)) as archive:
        acts = Counter(row.event_id.partition("-")[0] for row in archive.read.journal("c1"))
    assert max(acts.values()) > 1


# --- from outside: syncing as well ---------------------------------------------------------

TRACED = 1_050 if FULL else 150
FILES = ("archive.db", "archive.db-journal", "archive.anchor", "archive.anchor.new")
ERRORS = (
    *("pwrite64:error=EIO:when=37+211", "pwrite64:error=ENOSPC:when=91+307"),
    *("fsync:error=EIO:when=5+19", "write:error=ENOSPC:when=9+31"),
)
"""Each kind of call fails again and again, at steps that meet every place of a save in time."""


def stubborn(path: Path, key: ArchiveKey) -> list[Any]:
    """Save with a key, again and again until it is shown as saved; return what was refused."""
    archive = Archive.open(path, key)
    refused: list[str] = []
    for number in range(ROUND):
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


def forgetful(path: Path, key: ArchiveKey) -> list[Any]:
    """Save without looking up whether it was saved; the negative control."""
    archive, refused = Archive.open(path, key), 0
    for number in range(60):
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


def one_round(folder: Path) -> tuple[int, list[str]]:
    """Return how many calls failed and what the program said, after everything was compared."""
    folder.mkdir()
    path, key = made(folder)
    log = folder.with_name(folder.name + ".log")
    ended = traced(lambda: stubborn(path, key), log, options(folder))
    assert isinstance(ended.said, list), ended.said
    assert ended.said[0] == -1, ended.said
    compared(path, key)
    return log.read_text().count("INJECTED"), ended.said[1]


@needs_strace
def test_errors_of_the_disk_lose_and_double_nothing(tmp_path: Path) -> None:
    seen, refused = 0, list[str]()
    with Tally("R3 with sync") as tally:
        for number in range(TRACED // ROUND):
            faults, said = one_round(tmp_path / f"round{number}")
            seen, refused = seen + faults, refused + said
    tally.told(saves=TRACED, faults=seen, shown=len(refused), lost=0, doubled=0)
    assert seen > TRACED // 10
    assert set(refused) <= SHOWN


@needs_strace
def test_the_errors_are_met(tmp_path: Path) -> None:
    """The negative control: the same faults stop a program that gives up at the first one."""
    path, key = made(tmp_path)
    log = tmp_path.with_name(tmp_path.name + ".log")
    ended = traced(lambda: forgetful(path, key), log, options(tmp_path))
    told = log.read_text()
    log.unlink()
    assert isinstance(ended.said, list), ended.said
    assert told.count("INJECTED") > 5
