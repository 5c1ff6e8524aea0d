"""S2: a process that was replaced keeps nothing of what it knew."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from core.services import unlocking
from core.services.unlocking import Place
from core.store.keyfile import Cost
from tests.harness.traced import Tally
from tests.store.samples import AT, WORDS, save

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux alone")
PASSPHRASE = "correct horse battery 7391"
_MAP = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r")


def found(pid: int, needles: list[bytes]) -> list[int]:
    """Return how often each needle is in the readable memory of a process."""
    counts = [0] * len(needles)
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            area = _MAP.match(line)
            if area is None or "[v" in line:
                continue
            start, end = int(area[1], 16), int(area[2], 16)
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                continue
            for number, needle in enumerate(needles):
                counts[number] += content.count(needle)
    return counts


def test_nothing_is_left_after_the_process_was_replaced(tmp_path: Path) -> None:
    place = Place(tmp_path / "archive.db", tmp_path / "archive.key", cost=Cost(64, 1, 1))
    made = unlocking.create(place, at=AT, passphrase=PASSPHRASE)
    save(made, "e1", text=WORDS["marker"])
    key = made.key.key
    made.close()
    needles = [key, key.hex().encode(), PASSPHRASE.encode(), WORDS["marker"].encode()]
    go = tmp_path / "go"
    pid = os.fork()
    if pid == 0:
        archive = unlocking.unlock(place, PASSPHRASE)
        held = archive.read.journal()
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # for the control alone: the guard forbids looking
        (tmp_path / "open").touch()
        while not go.exists():
            time.sleep(0.01)
        archive.close()
        assert held
        os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(60)"])
    with Tally("S2") as tally:
        while not (tmp_path / "open").exists():
            time.sleep(0.01)
        before = found(pid, needles)
        go.touch()
        time.sleep(0.5)
        after = found(pid, needles)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    tally.told(before=before, after=after)
    assert after == [0, 0, 0, 0]
    assert before[0] > 0  # the negative control: the search finds what is there
    assert before[3] > 0
