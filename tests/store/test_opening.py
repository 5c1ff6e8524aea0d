"""What stands where the archive should be is looked at before it is touched."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import DamagedError, UserError
from core.store import schema
from core.store.anchor import Standing, hkdf
from core.store.archive import Archive
from core.store.driver import check_driver
from core.store.keyfile import ArchiveKey, read_key, write_key
from core.store.layout import layout
from tests.store.samples import AT, FULL, event, in_child, made, outcome, save, with_key

posix = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


def opened(path: Path, key: ArchiveKey) -> list[object]:
    """Return how opening ends: a code of refusal or the standing."""

    def work() -> str:
        with closing(Archive.open(path, key)) as archive:
            return archive.standing.value if archive.verify().sound else "unsound"

    return outcome(work)


def test_an_archive_opens_with_its_key_file(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=3)
    write_key(layout(path).key, key)
    with closing(Archive.open(path, read_key(layout(path).key))) as archive:
        assert archive.standing is Standing.WHOLE
        assert archive.read.head().seq == 3
    assert layout(path).key.stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o077 == 0
    assert sorted(f.suffix for f in tmp_path.iterdir()) == [".anchor", ".db", ".key", ".lock"]


def test_nothing_is_created_where_an_archive_should_be(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "archive.db"
    assert opened(path, ArchiveKey.fresh())[0] == "archive-missing"
    assert list(tmp_path.iterdir()) == []


def test_an_emptied_archive_is_not_a_new_one(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    os.truncate(path, 0)
    assert opened(path, key)[0] == "archive-emptied"
    assert path.stat().st_size == 0


def test_an_open_database_is_no_archive(tmp_path: Path) -> None:
    path, key = made(tmp_path)
    path.unlink()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE t (a)")
    assert opened(path, key)[0] == "archive-not-encrypted"


def test_creating_never_replaces(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Archive.create(path, key, at=AT)
    assert caught.value.code == "archive-exists"
    assert path.read_bytes() == before
    assert opened(path, key) == ["done", "archive-whole"]


def test_a_key_of_another_archive_is_not_damage(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    path, _ = made(tmp_path / "one", acts=1)
    _, other = made(tmp_path / "two", acts=1)
    assert opened(path, other)[0] == "key-of-another-archive"
    layout(path).anchor.unlink()
    assert opened(path, other)[0] == "key-of-another-archive"


def test_an_archive_of_another_folder_is_not_a_wrong_key(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    path, key = made(tmp_path / "one", acts=1)
    other, _ = made(tmp_path / "two", acts=1)
    shutil.copy(other, path)
    assert opened(path, key)[0] == "archive-damaged"


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path, key = made(tmp_path)
    with_key(path, key, "PRAGMA application_id=7")
    assert opened(path, key)[0] == "archive-foreign"


def test_a_newer_archive_is_left_as_it_is(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    with_key(path, key, f"PRAGMA user_version={schema.VERSION + 1}")
    before = path.read_bytes()
    assert opened(path, key) == [
        "archive-newer",
        {"version": str(schema.VERSION + 1), "known": str(schema.VERSION)},
    ]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda text: text[:-30], "key-file-damaged"),
        (lambda text: b"", "key-file-damaged"),
        (lambda text: text.replace(b'"suite":1', b'"suite":9'), "key-file-damaged"),
        (lambda text: text.replace(b'"salt":"', b'"salt":"00'), "key-file-damaged"),
        (lambda text: text.replace(b'"format":1', b'"format":2'), "key-file-newer"),
        (lambda text: text.replace(b"{", b'{"more":1,', 1), "key-file-damaged"),
    ],
)
def test_a_spoilt_key_file_says_so_and_keeps_the_key(tmp_path: Path, spoil, code) -> None:  # type: ignore[no-untyped-def]
    path, key = tmp_path / "archive.key", ArchiveKey.fresh()
    write_key(path, key)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(DamagedError) as caught:
        read_key(path)
    assert caught.value.code == code
    assert key.key.hex() not in repr(caught.value) + str(caught.value.__cause__) + repr(key)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_key_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "archive.key"
    write_key(path, ArchiveKey.fresh())
    with pytest.raises(UserError) as caught:
        write_key(path, ArchiveKey.fresh())
    assert caught.value.code == "key-file-exists"
    with pytest.raises(DamagedError, match="key-file-missing"):
        read_key(tmp_path / "none.key")


@pytest.mark.parametrize("seed", range(400 if FULL else 40))
def test_a_flipped_bit_is_damage_and_never_a_wrong_key(tmp_path: Path, seed: int) -> None:
    path, key = made(tmp_path, acts=4)
    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    place = chance.choice([chance.randrange(16), chance.randrange(len(content))])
    content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    code = opened(path, key)
    assert code in (["done", "unsound"], ["archive-damaged", {}]), (seed, place)


@pytest.mark.parametrize("spoil", ["zero first page", "cut", "zero middle", "swap", "other anchor"])
def test_greater_damage_is_damage(tmp_path: Path, spoil: str) -> None:
    path, key = made(tmp_path, acts=9)
    content = path.read_bytes()
    page, end = 4096, len(content)
    if spoil == "other anchor":
        content = bytes(page) + content[page:]
        layout(path).anchor.unlink()
        layout(path).anchor.write_bytes(b"{}")
        path.write_bytes(key.salt + content[16:])
        assert opened(path, key)[0] == "archive-damaged"
        return
    path.write_bytes(
        {
            "zero first page": bytes(page) + content[page:],
            "cut": content[: end - 3 * page],
            "zero middle": content[: 4 * page] + bytes(page) + content[5 * page :],
            "swap": content[: 2 * page]
            + content[3 * page : 4 * page]
            + content[2 * page : 3 * page]
            + content[4 * page :],
        }[spoil]
    )
    assert opened(path, key) in (["done", "unsound"], ["archive-damaged", {}])


def test_an_older_copy_is_noticed_read_and_accepted_only_on_purpose(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    older = path.read_bytes()
    with closing(Archive.open(path, key)) as archive:
        for number in range(5):
            save(archive, f"later{number}")
    path.write_bytes(older)
    with closing(Archive.open(path, key)) as archive:
        assert (archive.standing, archive.missing) == (Standing.BEHIND, 5)
        assert len(archive.read.journal("c1")) == 2
        with pytest.raises(DamagedError) as caught:
            save(archive, "x")
        assert (caught.value.code, caught.value.values) == ("archive-behind", {"missing": 5})
    assert opened(path, key) == ["done", "archive-behind"]
    with closing(Archive.open(path, key)) as archive:
        archive.accept_history(event("restored"))
        save(archive, "x")
    assert opened(path, key) == ["done", "archive-whole"]


def test_an_older_copy_that_went_its_own_way_is_noticed(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    older = path.read_bytes()
    with closing(Archive.open(path, key)) as archive:
        save(archive, "one way")
    remembered = layout(path).anchor.read_bytes()
    path.write_bytes(older)
    layout(path).anchor.unlink()
    with closing(Archive.open(path, key)) as archive:
        assert archive.standing is Standing.UNANCHORED
        archive.accept_history(event("accepted"))
    layout(path).anchor.write_bytes(remembered)
    assert opened(path, key) == ["done", "archive-forked"]


def test_a_killed_program_leaves_an_archive_ahead_of_its_anchor(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    remembered = layout(path).anchor.read_bytes()
    with closing(Archive.open(path, key)) as archive:
        save(archive, "last")
    layout(path).anchor.write_bytes(remembered)
    assert opened(path, key) == ["done", "archive-whole"]
    assert layout(path).anchor.read_bytes() != remembered


def test_a_forged_anchor_counts_as_none(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    text = layout(path).anchor.read_bytes()
    layout(path).anchor.write_bytes(text.replace(b'"seq":2', b'"seq":1'))
    assert opened(path, key) == ["done", "archive-unanchored"]


def test_a_second_anchor_elsewhere_notices_when_both_files_are_put_back(tmp_path: Path) -> None:
    witness = (tmp_path / "elsewhere.anchor",)
    path, key = made(tmp_path, acts=1)
    with closing(Archive.open(path, key, witnesses=witness)) as archive:
        older = path.read_bytes(), layout(path).anchor.read_bytes()
        save(archive, "later")
    path.write_bytes(older[0])
    layout(path).anchor.write_bytes(older[1])
    with closing(Archive.open(path, key, witnesses=witness)) as archive:
        assert (archive.standing, archive.missing) == (Standing.BEHIND, 1)


def test_keys_are_made_from_keys_as_the_standard_says() -> None:
    """RFC 5869, test case 1."""
    made_key = hkdf(
        bytes([0x0B] * 22),
        bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"),
        salt=bytes(range(13)),
        length=42,
    )
    assert made_key.hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


def test_the_driver_that_encrypts_is_accepted() -> None:
    assert outcome(check_driver) == ["done", None]


def test_a_driver_that_does_not_encrypt_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        check_driver(sqlite3)
    assert caught.value.code == "driver-unsafe"


def test_a_sibling_of_the_driver_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        check_driver(installed=lambda name: name.endswith("wheels"))
    assert caught.value.values == {"reason": "sqlcipher3-wheels"}


@posix
def test_a_second_program_is_told_who_holds_the_archive(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)

    def hold() -> str:
        Archive.open(path, key)
        (tmp_path / "ready").touch()
        time.sleep(60)
        return "never"

    pid, answer = in_child(hold)
    while not (tmp_path / "ready").exists():
        time.sleep(0.01)
    code, values = opened(path, key)
    assert (code, values["pid"]) == ("archive-in-use", str(pid))  # type: ignore[index]
    os.kill(pid, signal.SIGKILL)
    assert answer() is None
    assert opened(path, key) == ["done", "archive-whole"]


@posix
def test_of_many_programs_started_at_once_one_writes(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    gate = tmp_path / "gate"
    done = tmp_path / "done"

    def run() -> list[object]:
        while not gate.exists():
            time.sleep(0.001)

        def work() -> str:
            Archive.open(path, key)
            while not done.exists():
                time.sleep(0.001)
            return "held"

        return outcome(work)

    children = [in_child(run) for _ in range(20)]
    gate.touch()
    time.sleep(1.5)
    done.touch()
    said = [answer()[0] for _, answer in children]
    assert sorted(said) == ["archive-in-use"] * 19 + ["done"]


@posix
@pytest.mark.parametrize("writable_file", [False, True])
def test_a_folder_that_cannot_be_written_opens_for_reading(
    tmp_path: Path, writable_file: bool
) -> None:
    folder = tmp_path / "medium"
    folder.mkdir()
    path, key = made(folder, acts=2)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    layout(path).lock.unlink()
    nobody = 65534
    if os.getuid() == 0:
        for file in (folder, *folder.iterdir()):
            os.chown(file, nobody, nobody)
        for above in folder.parents:
            if above.stat().st_mode & 0o011 == 0:
                above.chmod(above.stat().st_mode | 0o011)
    path.chmod(0o600 if writable_file else 0o400)
    folder.chmod(0o500)

    def read() -> list[object]:
        if os.getuid() == 0:
            os.setgid(nobody)
            os.setuid(nobody)

        def work() -> list[object]:
            with closing(Archive.open(path, key)) as archive:
                refused = outcome(lambda: save(archive, "x"))[0]
                count = len(archive.read.journal("c1"))
                return [archive.standing.value, count, archive.verify().sound, refused]

        return outcome(work)

    said = in_child(read)[1]()
    folder.chmod(0o700)
    assert said == ["done", ["archive-read-only", 2, True, "archive-read-only"]]
    after = {file.name: file.read_bytes() for file in folder.iterdir()}
    del before["archive.lock"]
    assert after == before


@posix
@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_saved_into_a_file_that_was_taken_away(tmp_path: Path, replaced: bool) -> None:
    path, key = made(tmp_path, acts=2)
    with closing(Archive.open(path, key)) as archive:
        kept = path.rename(tmp_path / "kept")
        if replaced:
            shutil.copy(kept, path)
        assert outcome(lambda: save(archive, "x"))[0] == "archive-moved"
        path.unlink(missing_ok=True)
        kept.rename(path)
        save(archive, "x")
    assert opened(path, key) == ["done", "archive-whole"]


def test_threads_take_turns(tmp_path: Path) -> None:
    path, key = made(tmp_path)
    with closing(Archive.open(path, key)) as archive, ThreadPoolExecutor(4) as pool:

        def work(thread: int) -> int:
            for number in range(15):
                save(archive, f"e{thread}-{number}", case_id=f"c{thread}")
                assert archive.read.head().seq > 0
            return len(archive.read.journal(f"c{thread}"))

        assert list(pool.map(work, range(4))) == [15] * 4
        assert archive.verify().rows == 60
        assert archive.verify().sound
