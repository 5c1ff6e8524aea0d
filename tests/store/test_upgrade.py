"""An older archive is upgraded on a copy, or stays as it was to the last byte."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from core.store import driver, schema, upgrade
from core.store.archive import Archive
from core.store.backup import verify_file
from core.store.durable import create_private
from core.store.keyfile import ArchiveKey
from core.store.rows import ARCHIVE
from tests.store.samples import AT, in_child, made, outcome, save, with_key

NEXT = '''
"""Tell who keeps a draft."""
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.execute("ALTER TABLE draft ADD COLUMN keeper TEXT NOT NULL DEFAULT ''")
    op.execute("CREATE TABLE later (a TEXT NOT NULL) STRICT")
    {further}
'''


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return next_steps(tmp_path, monkeypatch)


def next_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the steps of a program one version ahead, which this one is for the test."""
    monkeypatch.setattr(schema, "VERSION", 2)
    folder = tmp_path / "steps"
    (folder / "versions").mkdir(parents=True)
    for file in (upgrade.STEPS / "versions").glob("m*.py"):
        shutil.copy(file, folder / "versions")
    return with_step(folder, "")


def with_step(folder: Path, further: str) -> Path:
    (folder / "versions" / "m0002_next.py").write_text(NEXT.replace("{further}", further))
    return folder


def old(tmp_path: Path) -> tuple[Path, ArchiveKey]:
    folder = tmp_path / "profile"
    folder.mkdir()
    path, key = made(folder, acts=4)
    with_key(path, key, "PRAGMA user_version=1")
    return path, key


def opened(path: Path, key: ArchiveKey, steps: Path) -> Archive:
    return Archive.open(path, key, migrate=lambda p, k: upgrade.upgrade(p, k, AT, steps))


def tables(connection: Connection) -> dict[str, str]:
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: re.sub(r"\s+", " ", sql).replace(" ,", ",").strip() for name, sql in found}


def test_the_steps_lead_to_the_schema_of_a_new_archive(tmp_path: Path) -> None:
    results = []
    for name, fill in (("new", schema.create_schema), ("steps", upgrade_from_nothing)):
        path, key = tmp_path / f"{name}.db", ArchiveKey.fresh()
        create_private(path)
        engine = driver.make_engine(lambda path=path, key=key: driver.connect(path, key))  # type: ignore[misc]
        with engine.begin() as connection:
            fill(connection)
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
            results.append((version, tables(connection)))
        engine.dispose()
    (new_version, new), (step_version, stepped) = results
    tidy = {name: sql.replace("( ", "(").replace(" )", ")") for name, sql in new.items()}
    assert tidy == {n: s.replace("( ", "(").replace(" )", ")") for n, s in stepped.items()}
    assert new_version == step_version == schema.VERSION


def upgrade_from_nothing(connection: Connection) -> None:
    upgrade.run_steps(connection, 0)


def test_an_older_archive_is_upgraded_and_keeps_its_history(tmp_path: Path, steps: Path) -> None:
    path, key = old(tmp_path)
    before = path.read_bytes()
    with closing(opened(path, key, steps)) as archive:
        assert archive.writable
        assert archive.verify().sound
        assert [row.event_id for row in archive.read.journal("c1")] == ["e1", "e2", "e3", "e4"]
        (record,) = archive.read.journal(ARCHIVE)
        assert (record.kind, record.payload) == ("migrated", b'{"from":1,"to":2}')
        assert archive.read.case_ids() == ("c1",)
        with archive._line.reading() as connection:
            names = tables(connection)
            assert "keeper" in names["draft"]
            assert "later" in names
            assert "alembic_version" not in names
        save(archive, "after")
    assert path.with_name("archive.v1.db").read_bytes() == before
    (copy,) = (path.parent / "backups").iterdir()
    assert copy.name == "archive-v1-4.db"
    assert verify_file(copy, key).rows == 4
    assert not list(path.parent.glob("*.upgrade*"))
    with closing(opened(path, key, steps)) as archive:
        assert archive.read.head().seq == 6


def test_an_older_archive_is_refused_where_it_cannot_be_upgraded(
    tmp_path: Path, steps: Path
) -> None:
    path, key = old(tmp_path)
    before = path.read_bytes()
    assert outcome(lambda: Archive.open(path, key)) == [
        "archive-older",
        {"version": "1", "known": "2"},
    ]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("further", "error"),
    [
        ('raise LookupError("a step of ours is wrong")', LookupError),
        ('op.execute("CREATE TABLE later (a)")', Exception),
        ('op.execute("DROP TRIGGER paper_no_delete"); op.execute("DELETE FROM paper")', Exception),
    ],
)
def test_a_failed_upgrade_leaves_the_archive_as_it_was(
    tmp_path: Path, steps: Path, further: str, error: type[Exception]
) -> None:
    path, key = old(tmp_path)
    before = path.read_bytes()
    with_step(steps, further)
    with pytest.raises(error):
        opened(path, key, steps)
    assert path.read_bytes() == before
    assert sorted(f.name for f in path.parent.iterdir() if f.is_file()) == [
        "archive.anchor",
        "archive.db",
        "archive.lock",
    ]
    with_step(steps, "")
    with closing(opened(path, key, steps)) as archive:
        assert archive.verify().rows == 5


def test_an_upgrade_that_alters_history_is_refused(tmp_path: Path, steps: Path) -> None:
    path, key = old(tmp_path)
    before = path.read_bytes()
    with_step(
        steps,
        'op.execute("DROP TRIGGER journal_no_update");'
        " op.execute(\"UPDATE journal SET payload='{}' WHERE seq=2\")",
    )
    assert outcome(lambda: opened(path, key, steps)) == ["migration-not-sound", {}]
    assert path.read_bytes() == before


def test_a_broken_archive_is_not_upgraded(tmp_path: Path, steps: Path) -> None:
    path, key = old(tmp_path)
    with_key(
        path, key, "DROP TRIGGER journal_no_update", "UPDATE journal SET actor='x' WHERE seq=2"
    )
    assert outcome(lambda: opened(path, key, steps)) == ["archive-chain-broken", {"seq": "2"}]
    assert not path.with_name("archive.v1.db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
@pytest.mark.parametrize(
    "moment", ["write_backup", "_copy", "run_steps", "verify_file", "_exchange", "sync_folder"]
)
def test_a_kill_at_any_step_leaves_the_old_archive_or_the_new(
    tmp_path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path, key = old(tmp_path)

    def killed() -> str:
        done = getattr(upgrade, moment)

        def last(*arguments: object) -> None:
            done(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)

        monkeypatch.setattr(upgrade, moment, last)
        opened(path, key, steps)
        return "never"

    assert in_child(killed)[1]() is None
    with closing(opened(path, key, steps)) as archive:
        assert archive.writable
        report = archive.verify()
        assert (report.sound, report.rows, report.papers) == (True, 5, 4)
    assert not list(path.parent.glob("*.upgrade*"))
