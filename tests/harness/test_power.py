"""R2: no power cut at any moment loses an act that was shown as saved."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from core.errors import UserError
from core.store import driver
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from tests.harness.disk import ACKNOWLEDGED, RECORDED, Disk, calls
from tests.harness.traced import FULL, SEED, Tally, needs_strace, traced
from tests.store.samples import made, save

STATES = 10_000 if FULL else 1_000
ACTS = 6


def recorded(folder: Path, weak: bool) -> tuple[str, dict[str, bytes], ArchiveKey]:
    """Return the trace of some saves, the files before them and the key."""
    folder.mkdir()
    path, key = made(folder, acts=2)
    before = {str(file): file.read_bytes() for file in folder.iterdir()}

    def work() -> str:
        if weak:
            driver._WRITING = ("journal_mode=WAL", "synchronous=NORMAL")
        archive = Archive.open(path, key)
        for number in range(ACTS):
            save(archive, f"s{number}", text=f"t{number}" * 40)
            os.write(1, f"{ACKNOWLEDGED}s{number}\n".encode())
        os._exit(0)

    log = folder.parent / f"{folder.name}.trace"
    options = ["-y", "-xx", "-s", "200000", "-e", f"trace={RECORDED}"]
    traced(work, log, options)
    return log.read_text(), before, key


def cuts(trace: str, before: dict[str, bytes], folder: Path) -> Iterator[Disk]:
    """Yield the disk after every call, for ever."""
    steps = list(calls(trace, folder))
    while True:
        disk = Disk(before)
        for step in steps:
            disk.take(step)
            yield disk


def tried(image: dict[str, bytes], key: ArchiveKey, place: Path) -> tuple[str, set[str]]:
    """Return how an image opens and which acts are in it."""
    for old in place.iterdir():
        old.unlink()
    for path, content in image.items():
        (place / Path(path).name).write_bytes(content)
    try:
        with closing(Archive.open(place / "archive.db", key)) as archive:
            sound = archive.verify().sound and archive.writable
            present = {row.event_id for row in archive.read.journal("c1")}
            papers = {head.event_id for head in archive.read.papers("c1")}
            return "sound" if sound and papers == present else archive.standing.value, present
    except UserError as error:
        return error.code, set()


def outcome(tmp_path: Path, weak: bool, states: int) -> tuple[int, int, int]:
    """Return how many states there were, how many lost an act, how many did not open well."""
    folder, place = tmp_path / "real", tmp_path / "image"
    trace, before, key = recorded(folder, weak)
    place.mkdir()
    chance = random.Random(SEED)
    every = list(calls(trace, folder))
    assert {call.name for call in every} >= {"pwrite64", "fsync", "ack"}
    stride = max(1, len(every) * 3 // states)
    lost = bad = count = 0
    for number, disk in enumerate(cuts(trace, before, folder)):
        if count == states:
            break
        if number % stride:
            continue
        count += 1
        said, present = tried(disk.image(chance), key, place)
        bad += said != "sound"
        lost += not disk.acknowledged <= present
    return count, lost, bad


@needs_strace
def test_no_power_cut_loses_a_saved_act(tmp_path: Path) -> None:
    with Tally("R2") as tally:
        count, lost, bad = outcome(tmp_path, weak=False, states=STATES)
    tally.told(states=count, lost=lost, bad=bad)
    assert (lost, bad) == (0, 0)


@needs_strace
def test_a_weak_setting_is_caught(tmp_path: Path) -> None:
    """The negative control: what most programs use loses acts here."""
    with Tally("R2 control") as tally:
        count, lost, bad = outcome(tmp_path, weak=True, states=STATES // 10)
    tally.told(states=count, lost=lost, bad=bad)
    assert lost > count // 10
