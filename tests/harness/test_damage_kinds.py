"""R7, R7b, S12: every damage is told, none is shown as healthy, the first bad record is named."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import UserError
from core.services import unlocking
from core.store import driver
from core.store.backup import verify_file
from core.store.keyfile import ArchiveKey, copy_of, write_key
from core.store.layout import layout
from tests.harness.traced import FULL, SEED, Tally
from tests.store.samples import made, opened, save

PAGE = 4096
TIMES = 5000 if FULL else 500
TOLD = ("archive-damaged", "archive-emptied", "archive-chain-broken", "archive-not-encrypted")


def flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def zero(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) - 16)
    data[start : start + 16] = bytes(16)
    data[start] ^= 1 if not any(data[start : start + 16]) else 0


def burst(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) - 64)
    data[start : start + 64] = chance.randbytes(64)


def swap(data: bytearray, chance: random.Random) -> None:
    one, two = chance.sample(range(len(data) // PAGE), 2)
    first, second = data[one * PAGE : (one + 1) * PAGE], data[two * PAGE : (two + 1) * PAGE]
    data[one * PAGE : (one + 1) * PAGE], data[two * PAGE : (two + 1) * PAGE] = second, first


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def cut_pages(data: bytearray, chance: random.Random) -> None:
    del data[PAGE * chance.randrange(len(data) // PAGE) :]


def repeat(data: bytearray, chance: random.Random) -> None:
    one, two = chance.sample(range(len(data) // PAGE), 2)
    data[two * PAGE : (two + 1) * PAGE] = data[one * PAGE : (one + 1) * PAGE]


KINDS = (flip, zero, burst, swap, cut, cut_pages, repeat)


def damaged_often(
    tmp_path: Path, kinds: tuple[Callable[..., None], ...], times: int
) -> Counter[str]:
    path, key = made(tmp_path, acts=9)
    sound, chance = path.read_bytes(), random.Random(SEED)
    seen: Counter[str] = Counter()
    for number in range(times):
        data = bytearray(sound)
        kinds[number % len(kinds)](data, chance)
        path.write_bytes(data)
        said = opened(path, key)
        seen[str(said[1] if said[0] == "done" else said[0])] += 1
    path.write_bytes(sound)
    return seen


def test_every_damage_is_told_as_damage(tmp_path: Path) -> None:
    with Tally("R7") as tally:
        seen = damaged_often(tmp_path, KINDS, TIMES)
    tally.told(damaged=TIMES, **{name.replace("-", "_"): count for name, count in seen.items()})
    assert set(seen) <= {*TOLD, "unsound"}


def test_no_damage_is_told_where_there_is_none(tmp_path: Path) -> None:
    """The negative control."""
    seen = damaged_often(tmp_path, (lambda data, chance: None,), 20)
    assert seen == {"archive-whole": 20}


def test_a_check_without_the_pages_would_miss_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the chain alone sees only the pages that hold it."""
    from core.store import verify  # noqa: PLC0415

    monkeypatch.setattr(verify, "_pages", lambda connection: iter(()))
    seen = damaged_often(tmp_path, (flip,), 60)
    assert seen["archive-whole"] > 0


# --- R7b -------------------------------------------------------------------------


def profile(folder: Path) -> tuple[Path, ArchiveKey]:
    folder.mkdir()
    path, key = made(folder, acts=3)
    write_key(layout(path).key, key)
    return path, key


def older(path: Path, other: Path) -> None:
    old, key = path.read_bytes(), unlocking.key_of(unlocking.place_of(path), "")
    with closing(unlocking.opened(unlocking.place_of(path), key)) as archive:
        save(archive, "later")
    path.write_bytes(old)


def both_keys(change: Callable[[Path], object]) -> Callable[[Path, Path], None]:
    def spoil(path: Path, other: Path) -> None:
        for file in (layout(path).key, copy_of(layout(path).key)):
            change(file)

    return spoil


def foreign(name: str) -> Callable[[Path, Path], None]:
    def spoil(path: Path, other: Path) -> None:
        file = getattr(layout(path), name)
        shutil.copy(getattr(layout(other), name), file)
        if name == "key":
            shutil.copy(file, copy_of(file))

    return spoil


SPOILT: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "older copy": (older, "archive-behind"),
    "emptied": (lambda p, o: os.truncate(p, 0), "archive-emptied"),
    "archive missing": (lambda p, o: p.unlink(), "archive-missing"),
    "archive of another": (foreign("archive"), "archive-damaged"),
    "key of another": (foreign("key"), "key-of-another-archive"),
    "key missing": (both_keys(lambda f: f.unlink()), "key-file-missing"),
    "key emptied": (both_keys(lambda f: f.write_bytes(b"")), "key-file-damaged"),
    "key cut": (both_keys(lambda f: f.write_bytes(f.read_bytes()[:99])), "key-file-damaged"),
    "anchor missing": (lambda p, o: layout(p).anchor.unlink(), "archive-unanchored"),
    "anchor emptied": (lambda p, o: layout(p).anchor.write_bytes(b""), "archive-unanchored"),
    "anchor of another": (foreign("anchor"), "archive-unanchored"),
    "plain database": (lambda p, o: p.write_bytes(b"SQLite format 3\0" * 512), "not-encrypted"),
    "another's archive and anchor": (
        lambda p, o: [foreign("archive")(p, o), foreign("anchor")(p, o)],
        "key-of-another-archive",
    ),
}


def told(path: Path) -> str:
    """Return what a person is told who opens the archive."""
    try:
        with closing(unlocking.unlock(unlocking.place_of(path))) as archive:
            if not archive.writable:
                return archive.standing.value
            return "" if archive.verify().sound else "unsound"
    except UserError as error:
        return error.code


@pytest.mark.parametrize("name", SPOILT)
def test_every_exchange_of_files_is_told(tmp_path: Path, name: str) -> None:
    path, _ = profile(tmp_path / "ours")
    other, _ = profile(tmp_path / "theirs")
    spoil, expected = SPOILT[name]
    spoil(path, other)
    size = path.stat().st_size if path.exists() else -1
    assert told(path).endswith(expected)
    assert (path.stat().st_size if path.exists() else -1) == size


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for place in (len(content) // 3, len(content) * 5 // 6):  # in both halves of an anchor
        content[place] ^= 4
    file.write_bytes(content)


DEEDS: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "emptied": lambda file: file.write_bytes(b""),
    "cut": lambda file: os.truncate(file, file.stat().st_size // 3),
    "flipped": flipped,
    "a folder": as_folder,
    "random": lambda file: file.write_bytes(random.Random(SEED).randbytes(9000)),
}


def done_to(name: str, deed: Callable[[Path], object]) -> Callable[[Path, Path], None]:
    """Return the deed done to a file of the profile, and to the copy of its key."""

    def spoil(path: Path, other: Path) -> None:
        file = getattr(layout(path), name)
        for each in (file, copy_of(file)) if name == "key" else (file,):
            deed(each)

    return spoil


def both(*deeds: Callable[[Path, Path], object]) -> Callable[[Path, Path], None]:
    def spoil(path: Path, other: Path) -> None:
        for deed in deeds:
            deed(path, other)

    return spoil


FILES = ("archive", "key", "anchor")
ALONE = {(f, name): done_to(f, deed) for f in FILES for name, deed in DEEDS.items()}
GRID: dict[str, Callable[[Path, Path], object]] = {
    **{f"{file} {name}": deed for (file, name), deed in ALONE.items()},
    **{f"older, anchor {n}": both(older, ALONE["anchor", n]) for n in DEEDS},
    **{f"archive and key {n}": both(ALONE["archive", n], ALONE["key", n]) for n in DEEDS},
    **{f"archive and anchor {n}": both(ALONE["archive", n], ALONE["anchor", n]) for n in DEEDS},
    "anchor and older archive of another": both(foreign("anchor"), foreign("archive")),
    "archive and key of another": both(foreign("archive"), foreign("key")),
    "key and anchor of another": both(foreign("key"), foreign("anchor")),
    "older, anchor of another": both(older, foreign("anchor")),
}


@pytest.mark.skipif(not FULL, reason="tier F")
@pytest.mark.parametrize("name", GRID)
def test_whatever_is_done_to_one_file_or_two_is_told(tmp_path: Path, name: str) -> None:
    """F: 40 kinds; none of them ever opens for writing as if nothing had happened."""
    path, _ = profile(tmp_path / "ours")
    other, _ = profile(tmp_path / "theirs")
    assert told(path) == ""  # the negative control: nothing is told where nothing was done
    GRID[name](path, other)
    before = path.read_bytes() if path.is_file() else None
    assert told(path) not in ("", "passphrase-wrong")
    assert (path.read_bytes() if path.is_file() else None) == before


# --- S12 -------------------------------------------------------------------------

JOURNAL = ("case_id", "case_seq", "event_id", "kind", "at", "recorded_at", "actor", "payload")
CHAIN = ("attached", "object", "prev", "hash", "suite")
PAPER = ("form", "language", "version", "edition", "title", "issued_at", "inputs_hash", "hash")
BODY = ("blocks", "inputs")
RECORDS = 12


def altered(value: object, chance: random.Random) -> object:
    """Return a value with one letter or digit changed."""
    if isinstance(value, int):
        return value + 1000
    text = str(value)
    place = chance.randrange(len(text))
    other = "x" if text[place] != "x" else "y"
    return text[:place] + other + text[place + 1 :]


def test_one_letter_changed_names_the_record(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=RECORDS)
    with closing(driver.connect(path, key)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        for name in ("journal_no_update", "paper_no_update"):
            raw.execute(f"DROP TRIGGER {name}")
    sound, chance, wrong = path.read_bytes(), random.Random(SEED), []
    assert verify_file(path, key).sound
    columns = [("journal", c) for c in (*JOURNAL, *CHAIN)] + [("paper", c) for c in (*PAPER, *BODY)]
    with Tally("S12") as tally:
        for number in range(TIMES):
            table, column = columns[number % len(columns)]
            event = f"e{1 + chance.randrange(RECORDS)}"
            path.write_bytes(sound)
            with closing(driver.connect(path, key)) as raw:
                raw.execute("PRAGMA foreign_keys=OFF")
                row = f"FROM {table} WHERE event_id = ?"
                ((old,),) = raw.execute(f"SELECT {column} {row}", (event,)).fetchall()
                new = altered(old, chance)
                change = f"UPDATE {table} SET {column} = ? WHERE event_id = ?"
                raw.execute(change, (new, event))
            problems = verify_file(path, key).problems
            first = min((p.seq for p in problems if p.seq), default=0)
            if first != int(event[1:]):
                wrong.append((number, table, column, event, problems[:2]))
    tally.told(changes=TIMES, not_named=len(wrong))
    assert wrong == []
