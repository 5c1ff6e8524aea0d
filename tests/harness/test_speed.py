"""R13 and the cost of opening, in an archive of five thousand acts, beside their floors."""

from __future__ import annotations

import statistics
import time
from contextlib import closing

import pytest

from core.services import unlocking
from core.services.unlocking import Place
from core.store import driver, keyslots
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey, PassphraseSlot, read_header
from core.store.layout import layout
from tests.harness.traced import FULL, Tally
from tests.store.samples import AT, event, paper, save

ACTS = 5000
WORDS = "correct horse battery"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return an archive of five thousand acts with their papers, locked at the usual cost."""
    folder = tmp_path_factory.mktemp("large")
    where = Place(folder / "archive.db", folder / "archive.key", cost=keyslots.DEFAULT_COST)
    with (
        closing(unlocking.create(where, at=AT, passphrase=WORDS)) as archive,
        archive.transaction() as change,
    ):
        for first in range(0, ACTS, 100):
            names = [f"a{number}" for number in range(first, first + 100)]
            change.append(f"c{first}", [event(n, paper(f"p-{n}", "w" * 2000)) for n in names])
    return where


def seconds(work: object, times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        taken.append(time.perf_counter() - start)
    return taken


def test_a_save_is_seen_at_once(place: Place) -> None:
    key = unlocking.key_of(place, WORDS)
    numbers = iter(range(10_000))
    with closing(Archive.open(place.archive, key)) as archive, Tally("R13") as tally:
        taken = seconds(lambda: save(archive, f"s{next(numbers)}"), 300 if FULL else 60)
    median, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    tally.told(acts=ACTS, median_ms=round(median * 1000, 1), p95_ms=round(p95 * 1000, 1))
    assert median <= 0.150
    assert p95 <= 0.500


def test_opening_costs_little_beyond_the_passphrase(place: Place) -> None:
    key: ArchiveKey = unlocking.key_of(place, WORDS)
    (slot,) = read_header(place.key_file).slots
    assert isinstance(slot, PassphraseSlot)

    def floor() -> None:
        keyslots._derived(WORDS, bytes(16), slot.cost)
        with closing(driver.connect(place.archive, key)) as raw:
            raw.execute("SELECT count(*) FROM journal").fetchone()

    times = 7 if FULL else 2
    with Tally("opening") as tally:
        bare, ours = [], []
        for _ in range(times):
            bare += seconds(floor, 1)
            ours += seconds(lambda: unlocking.unlock(place, WORDS).close(), 1)
    ratio = min(ours) / min(bare)
    tally.told(acts=ACTS, ours_ms=round(min(ours) * 1000), ratio=round(ratio, 2))
    assert ratio <= 1.5
    assert slot.cost.memory >= keyslots.FLOOR_COST.memory
    assert layout(place.archive).key == place.key_file
