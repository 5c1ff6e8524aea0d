"""A damaged archive comes back from its backup and from whatever still proves itself in it."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from core.errors import Refused, UserError
from core.services import backups, salvage, unlocking
from core.services.cases import Cases
from core.services.unlocking import Place
from core.store import driver, exchange
from core.store.anchor import Standing
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.layout import layout
from core.store.pages import PAGE, SoundPages
from core.store.replay import debris
from core.store.rows import DraftRow, HeadQuery, PaperRow
from tests.services.room import NOW, THEFT, library, script
from tests.store.samples import in_child, with_key

LATER = NOW + timedelta(hours=2)
OTHER = "check-private-prosecution"
BEFORE = 12
"""Events of the first case that the backup holds."""


def sheet(name: str) -> PaperRow:
    blocks = b'[{"b":"' + b"word " * 1500 + b'"}]'
    return PaperRow(name, "f", "be", 1, "2025", "T", NOW, blocks, b'{"secret":"x"}')


@cache
def original() -> tuple[Path, ArchiveKey]:
    """Make the archive once; the folder goes when the tests end."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["SLEDCHY_HOME"]))
    return folder / "profile", made(folder / "profile")


def worked(folder: Path) -> tuple[Place, ArchiveKey]:
    """Return an archive with two cases; most of its records are younger than its backup."""
    profile, key = original()
    shutil.copytree(profile, folder / "profile")
    return unlocking.place_of(folder / "profile" / "archive.db"), key


def made(folder: Path, *, backup: bool = True) -> ArchiveKey:
    place = unlocking.place_of(folder / "archive.db")
    with closing(unlocking.create(place, at=NOW)) as archive:
        cases = Cases(archive, library(), lambda: NOW)
        first, second = script(THEFT).events, script(OTHER).events
        write(archive, cases, THEFT, first[:BEFORE])
        if backup:
            backups.backup_now(place, archive, NOW)
        write(archive, cases, THEFT, first[BEFORE : BEFORE + 8])
        write(archive, cases, OTHER, second)
        write(archive, cases, THEFT, first[BEFORE + 8 :])
        with archive.transaction() as change:
            change.save_draft(DraftRow("d1", THEFT, "f", "be", b'{"q":"typed"}', NOW))
        return archive.key


def write(archive: Archive, cases: Cases, case: str, events: tuple[object, ...]) -> None:
    """Record events, every third with a paper."""
    with archive.transaction() as change:
        papers = {e.id: (sheet(f"{case}/{e.id}"),) for e in events[::3]}  # type: ignore[attr-defined]
        change.append(case, cases._rows(case, events, papers, ""))  # type: ignore[arg-type]


def spoil(path: Path, *pages: int) -> bytes:
    """Flip one bit of some pages (from 1) and return what the file is then."""
    content = bytearray(path.read_bytes())
    for number in pages:
        content[(number - 1) * PAGE + 99] ^= 1
    path.write_bytes(content)
    return bytes(content)


def history(place: Place, key: ArchiveKey) -> list[tuple[str, str]]:
    with closing(unlocking.opened(place, key)) as archive:
        return [(row.event_id, row.hash) for row in archive.read.journal()]


def saved(place: Place, key: ArchiveKey, **words: object) -> salvage.Recovered:
    return salvage.salvage(place, key, library(), at=LATER, **words)  # type: ignore[arg-type]


def same(file: Path, content: bytes) -> bool:
    """Return whether a file is as it was; comparing in an assertion would print every byte."""
    return file.read_bytes() == content


def files(folder: Path) -> dict[str, str]:
    found = {str(f.relative_to(folder)): f for f in folder.rglob("*") if f.is_file()}
    return {
        name: hashlib.sha256(f.read_bytes()).hexdigest()
        for name, f in found.items()
        if not name.endswith(".lock")
    }


def test_every_record_is_read_without_the_tree_that_leads_to_it(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    with closing(unlocking.opened(place, key)) as archive:
        rows = archive.read.journal()
        papers = len(archive.read.papers(THEFT)) + len(archive.read.papers(OTHER))
    found = debris(place.archive, key)
    assert {seq: acts[0].hash for seq, acts in found.records.items()} == {
        row.seq: row.hash for row in rows
    }
    acts = [acts[0] for acts in found.records.values()]
    assert sum(len(act.event.papers) for act in acts) == papers
    assert [act.papers_lost for act in acts] == [0] * len(acts)
    assert found.drafts["d1"].answers == b'{"q":"typed"}'


def test_nothing_is_read_by_another_key(tmp_path: Path) -> None:
    """The negative control: it is the key that proves a page."""
    place, _ = worked(tmp_path)
    with SoundPages(place.archive, ArchiveKey.fresh()) as pages:
        assert not pages.any()
    assert debris(place.archive, ArchiveKey.fresh()).records == {}


def test_a_first_page_gone_costs_nothing(tmp_path: Path) -> None:
    """The database cannot even open such a file; every record comes back with its hash."""
    place, key = worked(tmp_path)
    before = history(place, key)
    spoilt = spoil(place.archive, 1)
    found = salvage.look(place, key)
    assert (found.damage, found.report.whole if found.report else None) == ("archive-damaged", True)
    assert same(place.archive, spoilt)
    done = saved(place, key)
    assert done.report == found.report
    assert same(done.kept, spoilt)
    assert history(place, key)[:-1] == before
    with closing(unlocking.opened(place, key)) as archive:
        assert archive.standing is Standing.WHOLE
        assert archive.verify().sound
        assert archive.read.drafts(THEFT)[0].answers == b'{"q":"typed"}'
        assert archive.read.case(OTHER) is not None
        assert salvage.last_salvage(archive) == done.report
        assert archive.read.head().hash == done.head
    assert not layout(place.archive).salvage.exists()


@pytest.mark.parametrize("start", range(8))
def test_whatever_is_damaged_every_record_is_back_or_named(tmp_path: Path, start: int) -> None:
    place, key = worked(tmp_path)
    before = history(place, key)
    total = place.archive.stat().st_size // PAGE
    spoilt = spoil(place.archive, *range(2 + start, total + 1, 8))
    done = saved(place, key)
    assert same(done.kept, spoilt)
    report = done.report
    named = {line.number for line in report.left} | set(report.unread)
    written = {line.number for line in report.again}
    assert written | named == set(range(report.records + 1, len(before) + 1))
    assert not written & named
    present = {event for event, _ in history(place, key)}
    assert present >= {before[number - 1][0] for number in written}
    with closing(unlocking.opened(place, key)) as archive:
        assert archive.writable
        assert archive.verify().sound
        assert len(archive.read.heads(HeadQuery()).rows) == len(archive.read.case_ids())


def test_without_any_backup_the_file_alone_is_enough(tmp_path: Path) -> None:
    key = made(tmp_path / "profile", backup=False)
    place = unlocking.place_of(tmp_path / "profile" / "archive.db")
    before = history(place, key)
    spoil(place.archive, 1)
    done = saved(place, key)
    assert (done.report.backup, done.report.whole) == ("", True)
    assert history(place, key)[:-1] == before


def test_an_emptied_file_gives_the_backup_and_says_what_is_missing(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    total = len(history(place, key))
    os.truncate(place.archive, 0)
    found = salvage.look(place, key)
    assert found.damage == "archive-emptied"
    report = saved(place, key).report
    assert (report.records, report.again) == (BEFORE, ())
    assert report.unread == tuple(range(BEFORE + 1, total + 1))
    assert len(history(place, key)) == BEFORE + 1


def test_a_damaged_backup_is_passed_over(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    with closing(unlocking.opened(place, key)) as archive:
        newest = backups.backup_now(place, archive, NOW + timedelta(minutes=5)).backup.path
    spoil(newest, 3)
    spoil(place.archive, 1)
    found = salvage.look(place, key)
    assert found.unsound == (newest,)
    assert found.backup is not None
    assert found.backup != newest
    assert saved(place, key).report.whole


def test_a_backup_of_a_second_place_is_used(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    folder = tmp_path / "stick"
    os.rename(layout(place.archive).backups, folder)
    os.truncate(place.archive, 0)
    assert salvage.look(place, key).backup is None
    assert saved(place, key, folders=[folder]).report.records == BEFORE


def test_a_second_place_that_is_remembered_is_looked_into(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    folder = tmp_path / "stick"
    os.rename(layout(place.archive).backups, folder)
    layout(place.archive).second.write_text(str(folder))
    os.truncate(place.archive, 0)
    found = salvage.look(place, key)
    assert found.backup is not None
    assert found.backup.parent == folder
    assert saved(place, key).report.records == BEFORE


def test_a_record_that_was_rewritten_is_not_believed(tmp_path: Path) -> None:
    """Whoever has the key can write sound pages; the record is proved by its own hash."""
    place, key = worked(tmp_path)
    seq = BEFORE + 3
    with_key(
        place.archive,
        key,
        "DROP TRIGGER journal_no_update",
        f"UPDATE journal SET actor = 'x' WHERE seq = {seq}",
    )
    assert salvage.look(place, key).damage == "archive-chain-broken"
    report = saved(place, key).report
    assert report.unread == (seq,)
    assert report.left
    assert "x" not in {event for event, _ in history(place, key)}


def test_of_a_record_whose_paper_is_lost_the_fact_comes_back(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    with closing(driver.connect(place.archive, key)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("DROP TRIGGER paper_no_update")
        raw.execute(f"UPDATE paper SET title='other' WHERE paper_id LIKE '{OTHER}/%'")
    report = saved(place, key).report
    lost = [line for line in report.again if line.papers_lost]
    assert lost
    assert {line.case for line in lost} == {OTHER}
    assert not report.whole
    assert (report.left, report.unread) == ((), ())


def test_what_is_sound_is_left_alone(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    before = files(place.archive.parent)
    assert salvage.look(place, key) == salvage.Finding("", unfinished=False)
    with pytest.raises(Refused, match="salvage-not-needed"):
        saved(place, key)
    assert files(place.archive.parent) == before


@pytest.mark.parametrize(
    ("spoil_it", "code"),
    [
        (lambda place, key: place.archive.unlink(), "archive-missing"),
        (lambda place, key: place.archive.write_bytes(os.urandom(40960)), "archive-damaged"),
        (lambda place, key: with_key(place.archive, key, "PRAGMA user_version=9"), "archive-newer"),
        (lambda place, key: (place.archive.unlink(), place.archive.mkdir()), "file-unreadable"),
    ],
)
def test_only_damage_starts_a_salvage(
    tmp_path: Path, spoil_it: Callable[[Place, ArchiveKey], object], code: str
) -> None:
    place, key = worked(tmp_path)
    spoil_it(place, key)
    before = files(place.archive.parent)
    try:
        said = salvage.look(place, key).damage
    except UserError as error:
        said = error.code
        with pytest.raises(UserError, match=code):
            saved(place, key)
    assert said == code
    assert files(place.archive.parent) == before


def test_an_archive_in_use_is_not_damaged(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    with (
        closing(unlocking.opened(place, key)),
        pytest.raises(UserError, match="archive-in-use"),
    ):
        salvage.look(place, key)


class Killed(Exception):
    """Stands for what stops the work."""


def test_what_stops_the_work_leaves_everything_as_it_was(tmp_path: Path) -> None:
    place, key = worked(tmp_path)
    spoil(place.archive, 1)
    before = files(place.archive.parent)
    stages = set[str]()

    def stop(stage: str, done: int, total: int) -> None:
        if stage not in stages:
            stages.add(stage)
            raise Killed

    for _ in range(4):
        with pytest.raises(Killed):
            saved(place, key, progress=stop)
        backups.sweep_staging(place)
        assert files(place.archive.parent) == before
    assert stages == {"pages", "backups", "records", "lists"}
    assert saved(place, key, progress=stop).report.whole


MOMENTS = ("_foundation", "_write_again", "_rebuild", "_finish")
STEPS = ("announce", "_keep_archive", "_keep_side", "_keep_anchor", "_put", "clear", "kept_name")


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("moment", (*MOMENTS, *STEPS))
def test_a_kill_at_any_step_is_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, early: bool
) -> None:
    place, key = worked(tmp_path)
    before = history(place, key)
    spoilt = spoil(place.archive, 1)
    side = place.archive.with_name("archive.db-journal")
    side.write_bytes(b"nonsense of a side file")
    home = salvage if moment in MOMENTS else exchange

    def killed() -> str:
        done = getattr(home, moment)

        def last(*words: object) -> None:
            if not early:
                done(*words)
            os.kill(os.getpid(), signal.SIGKILL)

        monkeypatch.setattr(home, moment, last)
        steps = tuple(last if step.__name__ == moment else step for step in exchange._STEPS)
        monkeypatch.setattr(exchange, "_STEPS", steps)
        saved(place, key)
        return "never"

    assert in_child(killed)[1]() is None
    if exchange.pending(place.archive) is not None:
        assert salvage.look(place, key).unfinished
        with pytest.raises(UserError, match="salvage-unfinished"):
            unlocking.opened(place, key)
        saved(place, key)
    elif early or moment not in ("_finish", "clear"):
        assert same(place.archive, spoilt)
        saved(place, key)
    assert history(place, key)[:-1] == before
    (kept,) = place.archive.parent.glob("*.damaged-*[0-9]")
    assert same(kept, spoilt)
    assert not layout(place.archive).salvage.exists()
