"""A backup is a copy that was proved; nothing readable lies beside the archive."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from core.errors import DamagedError, UserError
from core.store import backup
from core.store.archive import Archive
from core.store.backup import verify_file
from core.store.journal import Head
from core.store.rows import DraftRow, EventRow
from core.store.verify import Problem, Report
from tests.store.samples import AT, WORDS, made, outcome, save


def test_a_backup_holds_everything_and_opens_with_the_same_key(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=7)
    target = tmp_path / "backups" / "one.db"
    target.parent.mkdir()
    with closing(Archive.open(path, key)) as archive:
        made_backup = archive.backup(target)
        assert (made_backup.rows, made_backup.papers) == (7, 7)
        assert made_backup.head == archive.read.head()
        digest = archive.digest(), archive.digest(derived=True)
        save(archive, "later")
    assert verify_file(target, key).sound
    assert target.stat().st_mode & 0o077 == 0
    assert [file.name for file in target.parent.iterdir()] == ["one.db"]
    with closing(Archive.open(target, key)) as copy:
        assert (copy.digest(), copy.digest(derived=True)) == digest


def test_a_backup_never_replaces_a_file(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    target = tmp_path / "one.db"
    target.write_bytes(b"mine")
    with closing(Archive.open(path, key)) as archive, pytest.raises(UserError) as caught:
        archive.backup(target)
    assert caught.value.code == "backup-exists"
    assert target.read_bytes() == b"mine"


def test_a_copy_that_is_not_sound_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = made(tmp_path, acts=1)
    bad = Report(0, 0, Head(0, ""), (Problem("page"),))
    monkeypatch.setattr(backup, "verify_file", lambda *_: bad)
    with closing(Archive.open(path, key)) as archive, pytest.raises(DamagedError) as caught:
        archive.backup(tmp_path / "one.db")
    assert caught.value.code == "backup-not-sound"
    assert not [file for file in tmp_path.iterdir() if file.name.startswith("one")]


def test_a_backup_into_nowhere_says_so(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    with closing(Archive.open(path, key)) as archive:
        code, values = outcome(lambda: archive.backup(tmp_path / "no" / "one.db"))
        assert code == "file-not-written"
        assert values["reason"] == os.strerror(2)
        save(archive, "x")
        assert archive.verify().sound


@pytest.mark.parametrize(
    ("words", "code"),
    [("database or disk is full", "disk-full"), ("disk I/O error", "archive-trouble")],
)
def test_a_backup_that_has_no_room_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, code: str
) -> None:
    path, key = made(tmp_path, acts=1)

    class Full(dbapi2.Connection):  # type: ignore[misc]
        def backup(self, target: object) -> None:
            raise dbapi2.OperationalError(words)

    connect = dbapi2.connect
    monkeypatch.setattr(dbapi2, "connect", lambda *a, **k: connect(*a, factory=Full, **k))
    with closing(Archive.open(path, key)) as archive:
        assert outcome(lambda: archive.backup(tmp_path / "one.db"))[0] == code
        assert not [file for file in tmp_path.iterdir() if file.name.startswith("one")]
        save(archive, "x")
        assert archive.verify().sound


def test_an_older_backup_in_place_of_the_archive_is_noticed(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=2)
    with closing(Archive.open(path, key)) as archive:
        archive.backup(tmp_path / "one.db")
        save(archive, "later")
    os.replace(tmp_path / "one.db", path)
    with closing(Archive.open(path, key)) as archive:
        assert (archive.standing.value, archive.missing) == ("archive-behind", 1)


def spellings(word: str) -> list[bytes]:
    return [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1251")]


def readable(folder: Path) -> list[str]:
    """Return the files in which the marker can be read, with the latest pieces of journal."""
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file()
        if any(spelling in file.read_bytes() for spelling in spellings(WORDS["marker"]))
    ]


def test_the_marker_is_read_where_it_is_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text(WORDS["marker"], encoding="cp1251")
    assert readable(tmp_path) == ["open.txt"]


def test_no_word_of_a_case_can_be_read_in_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("SQLITE_TMPDIR", "TMPDIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    path, key = made(tmp_path)
    marker = WORDS["marker"]
    with closing(Archive.open(path, key)) as archive:
        for number in range(5):
            save(archive, f"e{number}", text=marker * 20)
        assert (tmp_path / "archive.db-journal").exists()
        assert readable(tmp_path) == []
        with archive.transaction() as change:
            raw = change._connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA cache_size=1")  # spills pages that are not saved yet
            change.save_draft(DraftRow("d", "c1", "f", "be", f'"{marker * 900}"'.encode(), AT))
            for number in range(40):
                fact = EventRow(f"m{number}", marker, AT, AT, f'"{marker * 90}"'.encode())
                change.append("c1", [fact])
            assert (tmp_path / "archive.db-journal").stat().st_size > 4096
            assert readable(tmp_path) == []
        archive.backup(tmp_path / "backup.db")
    assert readable(tmp_path) == []
    secrets = [key.key, key.key.hex().encode()]
    assert not [f for f in tmp_path.iterdir() if any(s in f.read_bytes() for s in secrets)]
    assert marker not in "".join(capfd.readouterr())
