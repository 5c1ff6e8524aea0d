"""What stands where the archive should be is looked at before it is touched."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import DamagedError, UserError
from core.store import driver, lock, schema
from core.store.anchor import Standing
from core.store.archive import Archive
from core.store.driver import check_driver
from core.store.keyfile import ArchiveKey, copy_of, read_key, write_key
from core.store.layout import layout
from tests.store.samples import AT, FULL, in_child, made, opened, outcome, save, with_key

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


def test_an_archive_opens_with_its_key_file(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=3)
    write_key(layout(path).key, key)
    with closing(Archive.open(path, read_key(layout(path).key))) as archive:
        assert archive.standing is Standing.WHOLE
        assert archive.read.head().seq == 3
    assert layout(path).key.stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o077 == 0
    assert sorted(f.suffix for f in tmp_path.iterdir()) == [
        ".anchor",
        ".copy",
        ".db",
        ".key",
        ".lock",
    ]


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
    copy_of(path).unlink()
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
@pytest.mark.parametrize("race", range(10 if FULL else 1))
def test_of_many_programs_started_at_once_one_writes(tmp_path: Path, race: int) -> None:
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
def test_without_the_locks_more_than_one_would_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: our lock and the database's own are what keeps the others out."""
    path, key = made(tmp_path, acts=1)
    always = tuple(pragma for pragma in driver._ALWAYS if "locking" not in pragma)
    monkeypatch.setattr(lock, "_lock", lambda descriptor: None)
    monkeypatch.setattr(driver, "_ALWAYS", always)
    with closing(Archive.open(path, key)) as one, closing(Archive.open(path, key)) as two:
        save(one, "x")
        save(two, "y")
        assert one.read.head().seq == 3


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


def test_opening_an_archive_of_today_does_not_load_the_tool_for_upgrades() -> None:
    lines = "import sys, core.store.archive; print('alembic' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", lines], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"
