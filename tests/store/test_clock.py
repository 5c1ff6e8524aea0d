"""The order is the number: a clock that runs wrong loses nothing and is written down."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from core.services import backups
from core.services.unlocking import Place
from core.store.anchor import read_anchor
from core.store.archive import Archive
from core.store.keyfile import write_key
from core.store.layout import layout
from tests.store.samples import AT, event, head, made, save, term

JUMPS = {
    "a second back": timedelta(seconds=-1),
    "an hour back": timedelta(hours=-1),
    "a day back": timedelta(days=-1),
    "ten years back": timedelta(days=-3650),
    "ten years ahead": timedelta(days=3650),
}


def noted(archive: Archive, name: str, late: timedelta) -> None:
    fact = event(name)
    moved = msgspec.structs.replace(fact, recorded_at=fact.recorded_at + late)
    with archive.transaction() as change:
        change.append("c1", [moved])


@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_of_the_clock_loses_nothing_and_is_told_once(tmp_path: Path, jump: str) -> None:
    path, key = made(tmp_path, acts=3)
    write_key(layout(path).key, key)
    where = Place(path, layout(path).key)
    with closing(Archive.open(path, key)) as archive:
        with archive.transaction() as change:
            change.replace_derived(head("c1"), [term("t", AT)], [])
        due = archive.read.due()
        first = backups.backup_now(where, archive, AT).backup
        for number in range(5):
            noted(archive, f"j{number}", JUMPS[jump])
        clock = [row for row in archive.read.journal("archive") if row.kind == "clock"]
        assert len(clock) == (1 if JUMPS[jump] < timedelta() else 0)
        assert [row.event_id for row in archive.read.journal("c1")] == [
            *("e1", "e2", "e3"),
            *(f"j{number}" for number in range(5)),
        ]
        assert archive.read.due() == due
        assert archive.verify().sound
        backups.backup_now(where, archive, AT + JUMPS[jump])
        noted(archive, "home", timedelta())
        backups.backup_now(where, archive, AT + timedelta(hours=1))
        assert first.path.exists()
        assert archive.verify().sound


def test_the_record_names_both_moments(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=1)
    with closing(Archive.open(path, key)) as archive:
        noted(archive, "back", timedelta(hours=-1))
        (row,) = archive.read.journal("archive")
        assert json.loads(row.payload) == {
            "before": "2026-03-03T14:20:07",
            "after": "2026-03-03T13:20:07",
        }
        assert archive.read.journal()[-1].event_id == "back"


def test_an_anchor_elsewhere_follows_every_twenty_saves(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.anchor"
    path, key = made(tmp_path, acts=1)
    archive = Archive.open(path, key, witnesses=[elsewhere])
    before = elsewhere.read_bytes()

    def remembered() -> int:
        anchor = read_anchor(elsewhere, key)
        return anchor.seq if anchor else -1

    for number in range(20):
        save(archive, f"n{number}")
    assert remembered() == 21
    assert elsewhere.read_bytes() != before
    save(archive, "one more")
    assert remembered() == 21
    archive.close()
    assert remembered() == 22
