"""R13 and the cost of opening, in an archive of five thousand acts, beside their floors."""

from __future__ import annotations

import statistics
import time
from contextlib import closing

import pytest

from core.services import backups, unlocking
from core.services.unlocking import Place
from core.store import driver, keyslots
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey, PassphraseSlot, read_header
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


@pytest.fixture(scope="module")
def key(place: Place) -> ArchiveKey:
    """Return its key; one guess costs most of a second."""
    return unlocking.key_of(place, WORDS)


def seconds(work: object, times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        taken.append(time.perf_counter() - start)
    return taken


def test_a_save_is_seen_at_once(place: Place, key: ArchiveKey) -> None:
    numbers = iter(range(10_000))
    with closing(Archive.open(place.archive, key)) as archive, Tally("R13") as tally:
        taken = seconds(lambda: save(archive, f"s{next(numbers)}"), 300 if FULL else 60)
    median, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    tally.told(acts=ACTS, median_ms=round(median * 1000, 1), p95_ms=round(p95 * 1000, 1))
    assert median <= 0.150
    assert p95 <= 0.500


def test_opening_costs_little_beyond_the_passphrase(place: Place, key: ArchiveKey) -> None:
    """The passphrase is the same work on both sides, so it is measured once."""
    (slot,) = read_header(place.key_file).slots
    assert isinstance(slot, PassphraseSlot)

    def bare() -> None:
        with closing(driver.connect(place.archive, key)) as raw:
            raw.execute("SELECT count(*) FROM journal").fetchone()

    with Tally("opening") as tally:
        passphrase = min(seconds(lambda: unlocking.key_of(place, WORDS), 3 if FULL else 1))
        ours = min(seconds(lambda: unlocking.opened(place, key).close(), 15))
        floor = min(seconds(bare, 15))
    ratio = (passphrase + ours) / (passphrase + floor)
    tally.told(
        acts=ACTS,
        passphrase_ms=round(passphrase * 1000),
        open_ms=round(ours * 1000, 1),
        bare_ms=round(floor * 1000, 1),
        ratio=round(ratio, 2),
    )
    assert ratio <= 1.5
    assert slot.cost.memory >= keyslots.FLOOR_COST.memory


def test_a_large_archive_is_backed_up_and_brought_back_soon(place: Place, key: ArchiveKey) -> None:
    """R8: copied, proved, copied back and proved again in less than a minute."""
    with closing(unlocking.opened(place, key)) as archive, Tally("R8") as tally:
        start = time.perf_counter()
        made = backups.backup_now(place, archive, AT)
        copied = time.perf_counter() - start
        found = backups.drill(place, archive.key)
        restored = time.perf_counter() - start - copied
    assert made.backup.sound
    assert found.restored == made.backup.path
    assert found.records >= ACTS
    tally.told(acts=found.records, backup_s=round(copied, 1), restore_s=round(restored, 1))
    assert restored <= 60
