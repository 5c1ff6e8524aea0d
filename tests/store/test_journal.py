"""The journal keeps what was written and shows what was altered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from core.errors import DamagedError
from core.store.anchor import Standing
from core.store.archive import Archive
from core.store.journal import genesis, inputs_hash
from core.store.rows import DraftRow, EventRow, SettingRow
from tests.store.samples import AT, event, made, paper, save, with_key

FREE = ("DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete")
FREE_PAPERS = ("DROP TRIGGER paper_no_update", "DROP TRIGGER paper_no_delete")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    path, key = made(tmp_path)
    with closing(Archive.open(path, key)) as opened:
        yield opened


def test_what_was_written_is_read_in_order(archive: Archive) -> None:
    with archive.transaction() as change:
        first = change.append("c1", [event("a"), event("b")])
        other = change.append("c2", [event("c")])
    assert archive.read.journal("c1") == first
    assert archive.read.journal() == first + other
    assert archive.read.journal(after=2) == other
    assert [(row.seq, row.case_seq) for row in first + other] == [(1, 1), (2, 2), (3, 1)]
    assert first[0].payload == b'{"a":[""],"b":1,"n":"a"}'
    assert archive.read.case_ids() == ("c1", "c2")


def test_each_record_follows_the_one_before_over_all_cases(archive: Archive) -> None:
    for number in range(6):
        save(archive, f"e{number}", case_id=f"c{number % 2}")
    rows = archive.read.journal()
    assert [row.prev for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert archive.read.head() == (6, rows[-1].hash)
    assert archive.verify().sound
    assert archive.verify().rows == archive.verify().papers == 6


def test_two_archives_begin_differently() -> None:
    assert genesis("one", 1) != genesis("two", 1)


def test_a_paper_comes_back_as_it_was_issued(archive: Archive) -> None:
    with archive.transaction() as change:
        (row,) = change.append("c1", [event("a", paper("p1", "text"), paper("p2"))])
    stored = archive.read.paper("p1")
    assert stored is not None
    assert stored.paper.blocks == b'[{"block":"text","text":"text","w":[0.5]}]'
    assert stored.hash in row.attached
    assert stored.inputs_hash == inputs_hash(b'{ "q":"a" }')
    assert [line.paper_id for line in archive.read.papers("c1")] == ["p1", "p2"]
    assert archive.read.paper("p3") is None


def test_nothing_is_saved_when_the_block_fails(archive: Archive) -> None:
    before = archive.digest()
    with pytest.raises(KeyError), archive.transaction() as change:
        change.append("c1", [event("a", paper("p"))])
        raise KeyError
    assert archive.digest() == before
    assert archive.read.head().seq == 0


def test_a_change_sees_itself(archive: Archive) -> None:
    with archive.transaction() as change:
        change.append("c1", [event("a")])
        assert [row.event_id for row in change.read.journal("c1")] == ["a"]
        assert len(archive.read.journal("c1")) == 1


def test_a_change_inside_a_change_is_our_mistake(archive: Archive) -> None:
    with archive.transaction(), pytest.raises(RuntimeError), archive.transaction():
        pass
    save(archive, "a")
    assert archive.read.head().seq == 1


def test_an_event_cannot_be_written_twice(archive: Archive) -> None:
    save(archive, "a")
    with pytest.raises(IntegrityError) as caught, archive.transaction() as change:
        change.append("c1", [event("a", text="secret-of-the-case")])
    assert "secret-of-the-case" not in str(caught.value)
    assert archive.verify().rows == 1


def test_the_same_act_saved_twice_is_saved_once(archive: Archive) -> None:
    save(archive, "a")
    before = archive.digest()
    save(archive, "a")
    assert archive.digest() == before
    assert archive.act("key-a", lambda change: "another result") == "a"


def test_moments_with_a_zone_are_refused(archive: Archive) -> None:
    bad = EventRow("a", "noted", AT.replace(tzinfo=UTC), AT, b"{}")
    with pytest.raises(ValueError, match="zone"), archive.transaction() as change:
        change.append("c1", [bad])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET payload = '{}' WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 2",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
        "UPDATE paper SET title = 'x'",
        "DELETE FROM paper",
    ],
)
def test_the_file_itself_refuses_to_rewrite(tmp_path: Path, statement: str) -> None:
    path, key = made(tmp_path, acts=2)
    with pytest.raises(Exception, match=r"append-only|gaps"):
        with_key(path, key, statement)
    with closing(Archive.open(path, key)) as archive:
        assert archive.verify().sound


@pytest.mark.parametrize(
    ("statements", "what", "seq"),
    [
        ((*FREE, "UPDATE journal SET payload='{\"n\":9}' WHERE seq=3"), "object", 3),
        ((*FREE, "UPDATE journal SET at='2026-03-03T14:21' WHERE seq=3"), "record", 3),
        ((*FREE, "UPDATE journal SET at='' WHERE seq=3"), "record", 3),
        ((*FREE, "UPDATE journal SET actor='you' WHERE seq=4"), "record", 4),
        ((*FREE, "UPDATE journal SET suite=77 WHERE seq=4"), "record", 4),
        ((*FREE, "UPDATE journal SET hash=prev WHERE seq=2"), "record", 2),
        ((*FREE_PAPERS, "UPDATE paper SET blocks='[]' WHERE event_id='e5'"), "paper", 5),
        ((*FREE_PAPERS, "UPDATE paper SET inputs='{}' WHERE event_id='e5'"), "paper", 5),
        ((*FREE_PAPERS, "DELETE FROM paper WHERE event_id='e2'"), "papers", 2),
        (("PRAGMA foreign_keys=OFF", *FREE, "DELETE FROM journal WHERE seq=3"), "number", 4),
    ],
)
def test_somebody_with_the_key_is_found_out(
    tmp_path: Path, statements: tuple[str, ...], what: str, seq: int
) -> None:
    path, key = made(tmp_path, acts=60)
    with_key(path, key, *statements)
    with closing(Archive.open(path, key)) as archive:
        first = archive.verify().problems[0]
    assert (first.what, first.seq) == (what, seq)


def test_a_missing_record_breaks_the_numbers(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=9)
    with_key(
        path,
        key,
        "PRAGMA foreign_keys=OFF",
        *FREE,
        *FREE_PAPERS,
        "DELETE FROM paper WHERE event_id='e3'",
        "DELETE FROM journal WHERE seq=3",
    )
    with pytest.raises(DamagedError) as caught:
        Archive.open(path, key)
    assert (caught.value.code, caught.value.values) == ("archive-chain-broken", {"seq": 4})


def test_a_removed_end_is_noticed_by_the_anchor(tmp_path: Path) -> None:
    path, key = made(tmp_path, acts=9)
    with_key(
        path,
        key,
        "PRAGMA foreign_keys=OFF",
        *FREE,
        *FREE_PAPERS,
        "DELETE FROM paper WHERE event_id='e9'",
        "DELETE FROM journal WHERE seq=9",
    )
    with closing(Archive.open(path, key)) as archive:
        assert (archive.standing, archive.missing) == (Standing.BEHIND, 1)
        assert archive.verify().sound


def test_progress_is_told(archive: Archive) -> None:
    for number in range(3):
        save(archive, f"e{number}")
    told: list[tuple[int, int]] = []
    archive.verify(lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]


def test_drafts_and_settings_are_kept_and_replaced(archive: Archive) -> None:
    draft = DraftRow("d1", "c1", "protocol", "be", b'{"a": 1}', AT)
    setting = SettingRow("law_correction:x%y", b"3", "me", AT)
    with archive.transaction() as change:
        change.save_draft(draft)
        change.save_draft(DraftRow("d1", "c1", "protocol", "be", b'{"a": 2}', AT))
        change.save_draft(DraftRow("d2", "c2", "protocol", "be", b"{}", AT))
        change.put_setting(setting)
        change.put_setting(SettingRow("law_correction:x%y", b"4", "me", AT))
    assert [row.answers for row in archive.read.drafts("c1")] == [b'{"a":2}']
    assert len(archive.read.drafts()) == 2
    assert archive.read.settings("law_correction:x%")["law_correction:x%y"].value == b"4"
    assert archive.read.settings("law_correction:x_") == {}
    with archive.transaction() as change:
        change.drop_draft("d1")
    assert archive.read.drafts("c1") == ()
    assert archive.read.head().seq == 0
