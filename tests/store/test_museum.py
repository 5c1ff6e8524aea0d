"""R9: every archive that a released program ever wrote is opened by the program of today."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.errors import UserError
from core.services import unlocking
from core.services.unlocking import Place
from core.store import schema, upgrade
from core.store.archive import Archive
from core.store.layout import layout
from core.store.pages import PAGE
from core.store.rows import EventRow
from tests.harness.traced import FULL, Tally
from tests.store.samples import AT, as_nobody, in_child, outcome, save
from tests.store.test_upgrade import next_steps

MUSEUM = Path(__file__).with_name("museum")
NEWER = "newer"
"""An archive of a program that does not exist yet."""
PIECES = sorted(folder.name for folder in MUSEUM.iterdir() if folder.name != NEWER)
"""`<schema>` or `<schema>-<kind>`; none is ever changed, every released schema adds its own."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")


def version_of(piece: str) -> int:
    return int(piece.partition("-")[0])


def taken_out(piece: str, folder: Path) -> tuple[Place, dict[str, Any]]:
    """Return a copy of a frozen archive and what it held when it was frozen."""
    shutil.copytree(MUSEUM / piece, folder / "profile")
    place = unlocking.place_of(folder / "profile" / "archive.db")
    return place, json.loads((folder / "profile" / "about.json").read_text())


def today(path: Path, key: Any) -> None:
    upgrade.upgrade(path, key, AT)


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, Any], None]:
    """Return the upgrade of a program one schema ahead, so that every piece has a way to go."""
    steps = next_steps(tmp_path, monkeypatch)
    return lambda path, key: upgrade.upgrade(path, key, AT, steps)


def content(folder: Path) -> dict[str, str]:
    """Return the hash of every file but those of the lock and of the counter of tries."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.is_file() and file.suffix not in (".lock", ".tries")
    }


def kept(archive: Archive, about: dict[str, Any]) -> bool:
    """Return whether an archive holds every record that it held when it was frozen, and proved."""
    records = archive.read.journal()[: about["records"]]
    last = records[-1].hash if records else about["head"]
    return archive.verify().sound and (len(records), last) == (about["records"], about["head"])


def test_every_schema_has_its_archives() -> None:
    """A program that changes the schema freezes archives made by itself, one typical."""
    assert list(range(1, schema.VERSION + 1)) == sorted({version_of(piece) for piece in PIECES})
    for version in range(1, schema.VERSION + 1):
        assert {f"{version}-typical", f"{version}-empty"} <= set(PIECES)


@pytest.mark.parametrize("piece", PIECES)
def test_an_old_archive_opens_with_all_it_held(piece: str, tmp_path: Path) -> None:
    place, about = taken_out(piece, tmp_path)
    with closing(unlocking.unlock(place, about["passphrase"], migrate=today)) as archive:
        assert archive.writable
        assert kept(archive, about)
        if version_of(piece) == schema.VERSION:
            assert archive.digest() == about["digest"]
        assert [row.draft_id for row in archive.read.drafts()] == about.get("drafts", ["d"])
        if "cases" in about:
            assert sorted(archive.read.case_ids()) == about["cases"]
            papers = [head for case in about["cases"] for head in archive.read.papers(case)]
            assert len(papers) == about["papers"]
            assert all(archive.read.paper(head.paper_id) is not None for head in papers)
        save(archive, "of today")
    unlocking.unlock_by_code(place, about["recovery"], migrate=today).close()


@pytest.mark.parametrize("piece", PIECES)
def test_an_old_archive_goes_ahead_with_all_it_held(
    piece: str, tmp_path: Path, ahead: Callable[[Path, Any], None]
) -> None:
    place, about = taken_out(piece, tmp_path)
    before = place.archive.read_bytes()
    with closing(unlocking.unlock(place, about["passphrase"], migrate=ahead)) as archive:
        assert archive.writable
        assert kept(archive, about)
        assert archive.read.journal()[-1].kind == "migrated"
    old = place.archive.with_name(f"archive.v{version_of(piece)}.db")
    assert bool(old.read_bytes() == before)


@pytest.mark.skipif(not FULL, reason="tier F")
def test_five_thousand_acts_go_ahead(
    tmp_path: Path, ahead: Callable[[Path, Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, about = taken_out("1-typical", tmp_path)
    with monkeypatch.context() as then:
        then.setattr(schema, "VERSION", 1)
        with (
            closing(unlocking.unlock(place, about["passphrase"])) as archive,
            archive.transaction() as change,
        ):
            many = [EventRow(f"a{n}", "noted", AT, AT, b'{"n":1}') for n in range(5000)]
            change.append("many", many)
    with (
        Tally("R9 5000 acts") as tally,
        closing(unlocking.unlock(place, about["passphrase"], migrate=ahead)) as archive,
    ):
        assert kept(archive, about)
        added = Counter(row.kind for row in archive.read.journal(after=about["records"]))
        assert added == {"noted": 5000, "clock": 1, "migrated": 1}
        assert archive.verify().rows == about["records"] + added.total()
    tally.told(acts=5000)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("where", ["first page", "middle", "last page", "cut"])
def test_an_old_archive_that_is_damaged_is_refused_and_kept(
    piece: str, where: str, tmp_path: Path, ahead: Callable[[Path, Any], None]
) -> None:
    place, about = taken_out(piece, tmp_path)
    spoilt = bytearray(place.archive.read_bytes())
    total = len(spoilt)
    if where == "cut":
        del spoilt[total // 2 // PAGE * PAGE :]
    else:
        spoilt[{"first page": 200, "middle": total // 2, "last page": total - 200}[where]] ^= 1
    place.archive.write_bytes(spoilt)
    with pytest.raises(UserError, match=r"archive-(damaged|chain-broken)"):
        unlocking.unlock(place, about["passphrase"], migrate=ahead)
    assert bool(place.archive.read_bytes() == bytes(spoilt))
    backups = layout(place.archive).backups
    assert not backups.exists() or list(backups.iterdir()) == []


@posix
@pytest.mark.parametrize("piece", PIECES)
def test_an_old_archive_that_cannot_be_written_is_refused_and_kept(
    piece: str, tmp_path: Path, ahead: Callable[[Path, Any], None]
) -> None:
    place, about = taken_out(piece, tmp_path)
    folder, before = place.archive.parent, content(place.archive.parent)

    def opens() -> None:
        unlocking.unlock(place, about["passphrase"], migrate=ahead).close()

    said = as_nobody(folder, opens)
    assert said[0] == "archive-older"
    assert content(folder) == before


@posix
@pytest.mark.parametrize("room", [0, 40_000, 150_000])
@pytest.mark.parametrize("piece", PIECES)
def test_an_old_archive_without_room_to_go_is_refused_and_kept(
    piece: str, room: int, tmp_path: Path, ahead: Callable[[Path, Any], None]
) -> None:
    place, about = taken_out(piece, tmp_path)
    folder, before = place.archive.parent, content(place.archive.parent)

    def squeezed() -> list[Any]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room + 400, resource.RLIM_INFINITY))
        work = lambda: unlocking.unlock(place, about["passphrase"], migrate=ahead).close()  # noqa: E731
        return outcome(work)

    said = in_child(squeezed)[1]()
    if said[0] == "done":
        assert room > 100_000  # a small archive has room enough
        return
    assert said[0] in ("archive-trouble", "disk-full", "file-not-written")
    assert content(folder) == before
    with closing(unlocking.unlock(place, about["passphrase"], migrate=ahead)) as archive:
        assert kept(archive, about)


STEPS = ("write_backup", "_copy", "run_steps", "verify_file", "_exchange", "sync_folder")


@posix
@pytest.mark.parametrize("moment", STEPS)
@pytest.mark.parametrize("piece", PIECES if FULL else ["1-typical"])
def test_an_old_archive_killed_at_a_step_is_there(
    piece: str,
    moment: str,
    tmp_path: Path,
    ahead: Callable[[Path, Any], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place, about = taken_out(piece, tmp_path)

    def killed() -> str:
        done = getattr(upgrade, moment)

        def last(*words: object) -> None:
            done(*words)
            os.kill(os.getpid(), signal.SIGKILL)

        monkeypatch.setattr(upgrade, moment, last)
        unlocking.unlock(place, about["passphrase"], migrate=ahead)
        return "never"

    assert in_child(killed)[1]() is None
    with closing(unlocking.unlock(place, about["passphrase"], migrate=ahead)) as archive:
        assert archive.writable
        assert kept(archive, about)


def test_an_archive_of_tomorrow_is_left_byte_for_byte(tmp_path: Path) -> None:
    place, about = taken_out(NEWER, tmp_path)
    before = content(place.archive.parent)
    with pytest.raises(UserError, match="archive-newer"):
        unlocking.unlock(place, about["passphrase"], migrate=today)
    with pytest.raises(UserError, match="archive-newer"):
        unlocking.unlock_by_code(place, about["recovery"], migrate=today)
    assert content(place.archive.parent) == before
