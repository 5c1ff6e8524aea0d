"""R1b of an upgrade and of a salvage: killed at every call, the archive is there, once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.services import salvage, unlocking
from core.store import exchange, schema, upgrade
from core.store.archive import Archive
from core.store.backup import verify_file
from core.store.keyfile import read_key
from core.store.layout import layout
from tests.harness.test_calls import every_call
from tests.harness.traced import FULL, Tally, files_of, needs_strace
from tests.services.room import library
from tests.store import test_salvage as salvaging
from tests.store.samples import AT, with_key
from tests.store.test_upgrade import next_steps

pytestmark = [needs_strace, pytest.mark.skipif(not FULL, reason="tier F")]


def test_a_kill_at_every_call_of_an_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = next_steps(tmp_path, monkeypatch)

    def upgrades(path: Path) -> str:
        key = read_key(layout(path).key)
        Archive.open(path, key, migrate=lambda p, k: upgrade.upgrade(p, k, AT, steps)).close()
        return "upgraded"

    def check(path: Path, said: Any, where: str) -> None:
        """The old archive or the new one is there, with every act."""
        upgrades(path)
        report = verify_file(path, read_key(layout(path).key))
        assert (report.sound, report.rows, report.papers) == (True, 4, 3), where
        assert not list(path.parent.glob("*.upgrade*")), where

    def older(folder: Path) -> None:
        path = folder / "archive.db"
        with_key(path, read_key(layout(path).key), "PRAGMA user_version=1")

    def parts(folder: Path) -> list[str]:
        names = (".db", ".db-journal", ".db.upgrade", ".db.upgrade-journal", ".v1.db", ".anchor")
        copies = ("backups/archive-v1-3.db.new", "backups/archive-v1-3.db", "backups", ".")
        return files_of(folder, *(f"archive{end}" for end in names), *copies)

    assert schema.VERSION == 2
    with Tally("R1b upgrade") as tally:
        runs = every_call(tmp_path, upgrades, check, ("signal=SIGKILL",), parts, older)
    tally.told(kills=runs, lost=0)
    assert runs > 30


def test_a_kill_at_every_call_of_a_salvage(tmp_path: Path) -> None:
    place, key = salvaging.worked(tmp_path)
    before = salvaging.history(place, key)
    salvaging.spoil(place.archive, 1)
    library()  # read before the children are made

    def salvages(path: Path) -> str:
        where = unlocking.place_of(path)
        salvaging.saved(where, read_key(where.key_file))
        return "salvaged"

    def check(path: Path, said: Any, where: str) -> None:
        """The damaged archive is kept and the rebuilt one has every act, after one more call."""
        place = unlocking.place_of(path)
        if exchange.pending(path) is not None or salvage.look(place, key).damage:
            salvages(path)
        assert salvaging.history(place, key)[:-1] == before, where
        assert list(path.parent.glob("*.damaged-*[0-9]")), where
        with closing(unlocking.opened(place, key)) as archive:
            assert archive.verify().sound, where

    def parts(folder: Path) -> list[str]:
        names = ("archive.db", "archive.db-journal", "archive.anchor", "archive.anchor.new", ".")
        made = ("", "/archive.db", "/archive.anchor.new", "/ready.json", "/ready.json.new")
        return files_of(folder, *names, *(f"salvage{end}" for end in made))

    with Tally("R1b salvage") as tally:
        runs = every_call(
            tmp_path,
            salvages,
            check,
            ("signal=SIGKILL",),
            parts,
            original=place.archive.parent,
            calls=("fsync", "unlink", "rename", "openat", "link"),
        )
    tally.told(kills=runs, lost=0)
    assert runs > 10
