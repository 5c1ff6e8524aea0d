"""Backups are proved before old ones go, and every one can be brought back."""

from __future__ import annotations

import os
import random
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.services import backups, unlocking
from core.services.unlocking import Place
from core.store.anchor import Standing
from core.store.archive import Archive
from core.store.keyfile import copy_of
from core.store.layout import layout
from core.store.thinning import Dated, removable
from core.store.vault import Stored, Verdict, stored
from tests.store.samples import AT, FULL, save
from tests.store.test_keys import FIRST, SECOND, locked

HOUR = timedelta(hours=1)
LATER = AT + 5 * HOUR


def worked(folder: Path) -> tuple[Place, Archive]:
    """Return an open archive with a backup of three hours."""
    where = locked(folder)
    archive = unlocking.unlock(where, FIRST)
    for hour in range(3):
        save(archive, f"h{hour}")
        backups.backup_now(where, archive, AT + hour * HOUR)
    return where, archive


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


# --- the policy ------------------------------------------------------------------


def dated(days_ago: int, sound: bool = True, now: datetime = AT) -> Dated:
    return Dated(f"d{days_ago}", now - timedelta(days=days_ago), sound)


def test_a_year_of_daily_backups_is_thinned_to_the_policy() -> None:
    alive: list[Dated] = []
    for day in range(400):
        now = AT + timedelta(days=day)
        alive.append(Dated(f"b{day}", now, True))
        gone = set(removable(alive, now))
        alive = [one for one in alive if one not in gone]
        assert all(now - one.at > timedelta(days=1) for one in gone)
    assert len(alive) == 2 + 12 + 10 + 9
    assert removable(alive, AT + timedelta(days=399)) == ()


def test_everything_of_today_and_yesterday_stays() -> None:
    many = [Dated(f"m{n}", AT - timedelta(minutes=20 * n), True) for n in range(100)]
    days = {one.at.date() for one in set(many) - set(removable(many, AT))}
    kept = [one for one in many if one.at.date() >= AT.date() - timedelta(days=1)]
    assert not set(kept) & set(removable(many, AT))
    assert len(days) == 2


def test_backups_of_the_future_stay_and_count_for_nothing() -> None:
    future = [dated(-days) for days in range(1, 400)]
    assert removable(future, AT) == ()
    assert removable([*future, dated(500)], AT) == ()


def test_a_clock_ten_years_ahead_does_not_take_the_last_proved_one() -> None:
    then = AT.replace(year=AT.year + 10)
    alive = [dated(days) for days in range(300)]
    gone = removable(alive, then)
    assert dated(0) not in gone


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31))


@settings(max_examples=200)
@given(st.lists(st.tuples(MOMENTS, st.booleans()), max_size=60), MOMENTS)
def test_the_last_proved_backup_is_never_removed(
    drawn: list[tuple[datetime, bool]], now: datetime
) -> None:
    all_of_them = [Dated(f"n{n}", at, sound) for n, (at, sound) in enumerate(drawn)]
    gone = set(removable(all_of_them, now))
    proved = [one for one in all_of_them if one.sound and one.at <= now]
    assert not proved or max(proved, key=lambda one: one.at).at in {
        one.at for one in proved if one not in gone
    }
    assert all(one.at <= now for one in gone)
    rest = [one for one in all_of_them if one not in gone]
    assert removable(rest, now) == ()


@pytest.mark.parametrize(
    ("minutes", "records", "due"), [(29, 19, False), (30, 1, True), (30, 0, False), (1, 20, True)]
)
def test_a_backup_is_due_after_half_an_hour_or_twenty_records(
    minutes: int, records: int, due: bool
) -> None:
    last = Stored(Path("x"), AT, Verdict(1, "a", AT, 5, "h", 5, 0, True))
    assert backups.is_due(last, AT + timedelta(minutes=minutes), 5 + records) is due
    assert backups.is_due(None, AT, 0) is False
    assert backups.is_due(None, AT, 1) is True


# --- making and bringing back ------------------------------------------------------


def test_a_backup_has_its_verdict_and_its_key_file(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    with closing(archive):
        found = backups.backups_of(where)
        assert [one.sound for one in found] == [True] * 3
        assert found[0].verdict is not None
        assert found[0].verdict.head == archive.read.head().hash
    for one in found:
        assert one.path.with_suffix(".key").read_bytes() == where.key_file.read_bytes()


def test_nothing_is_copied_twice_when_nothing_changed(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    with closing(archive):
        made = backups.backup_now(where, archive, AT + 9 * HOUR)
        assert made.backup.at == AT + 2 * HOUR
        assert len(backups.backups_of(where)) == 3
        assert backups.backup_if_due(where, archive, AT + 10 * HOUR) is None


def test_every_backup_comes_back_whole(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    archive.close()
    for number, one in enumerate(backups.backups_of(where)):
        to = unlocking.place_of(tmp_path / f"back{number}" / "archive.db")
        with closing(backups.restore(one.path, to, at=LATER, passphrase=FIRST)) as back:
            assert back.verify().sound
            assert one.verdict is not None
            assert back.read.head().seq == one.verdict.seq + 1
            assert back.read.journal("archive")[-1].kind == "restored"
            assert back.writable
        unlocking.unlock(to, FIRST).close()


def test_a_damaged_archive_is_kept_and_the_backup_takes_its_place(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    save(archive, "after the last backup")
    archive.close()
    spoil(where.archive)
    damaged = where.archive.read_bytes()
    with pytest.raises(UserError, match="archive-exists"):
        backups.restore(backups.backups_of(where)[0].path, where, at=AT, passphrase=FIRST)
    kept = backups.set_aside(where, AT)
    assert kept.read_bytes() == damaged
    newest = backups.backups_of(where)[0].path
    with closing(backups.restore(newest, where, at=LATER, passphrase=FIRST)) as back:
        assert back.standing is Standing.WHOLE
        assert [row.kind for row in back.read.journal("archive")] == ["restored"]
        assert back.verify().sound
    unlocking.unlock(where, FIRST).close()


def test_a_backup_is_brought_back_by_the_recovery_code(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    archive.close()
    code = unlocking.new_recovery_code(where, FIRST)
    unlocking.change_passphrase(where, FIRST, SECOND)
    to = unlocking.place_of(tmp_path / "back" / "archive.db")
    newest = backups.backups_of(where)[0].path
    with pytest.raises(UserError, match="passphrase-wrong"):
        backups.restore(newest, to, at=AT, passphrase=FIRST)
    backups.restore(newest, to, at=AT, code=code).close()
    unlocking.unlock(to, SECOND).close()


def test_the_drill_takes_the_next_backup_when_the_newest_is_damaged(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    with closing(archive):
        newest, next_one, oldest = (one.path for one in backups.backups_of(where))
        assert backups.drill(where, archive.key) == backups.Drill(newest, 5, ())
        spoil(newest)
        assert backups.drill(where, archive.key) == backups.Drill(next_one, 4, (newest,))
        spoil(next_one)
        assert backups.drill(where, archive.key).restored == oldest
        oldest.write_bytes(b"")
        found = backups.drill(where, archive.key)
        assert found == backups.Drill(None, 0, (newest, next_one, oldest))
        assert list(layout(where.archive).staging.iterdir()) == []


@pytest.mark.parametrize("seed", range(5 if FULL else 1))
def test_a_drill_finds_the_newest_that_is_whole(tmp_path: Path, seed: int) -> None:
    """R8: whichever backups are damaged, and however, the newest of the others comes back."""
    where, archive = worked(tmp_path)
    chance = random.Random(seed)
    deeds = (spoil, Path.unlink, lambda file: os.truncate(file, 0))
    with closing(archive):
        copies = [one.path for one in backups.backups_of(where)]
        bad = sorted(chance.sample(copies, chance.randrange(len(copies))))
        for path in bad:
            chance.choice(deeds)(path)
        found = backups.drill(where, archive.key)
        whole = next(path for path in copies if path not in bad)
        assert found.restored == whole
        assert set(found.failed) <= set(bad)
        to = unlocking.place_of(tmp_path / "back" / "archive.db")
        with closing(backups.restore(whole, to, at=LATER, passphrase=FIRST)) as back:
            mine = archive.read.journal("c1")
            theirs = back.read.journal("c1")
            assert mine[: len(theirs)] == theirs
            assert back.verify().sound


def test_an_older_file_under_the_name_of_a_newer_backup_is_no_restore(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    with closing(archive):
        newest, _, oldest = (one.path for one in backups.backups_of(where))
        newest.write_bytes(oldest.read_bytes())
        assert newest in backups.drill(where, archive.key).failed


def test_the_second_place_holds_proved_copies(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    second = tmp_path / "stick"
    with closing(archive):
        backups.choose_second_place(where, archive, second, AT)
        made = backups.backup_now(where, archive, AT + 5 * HOUR)
        assert made.elsewhere == "done"
        (copy,) = stored(second, where.archive.suffix)
        assert copy.sound
        assert not backups.health(where, archive, AT + 6 * HOUR).remind_second
        assert backups.health(where, archive, AT + timedelta(days=8)).remind_second
    to = unlocking.place_of(tmp_path / "back" / "archive.db")
    backups.restore(copy.path, to, at=AT, passphrase=FIRST).close()


def test_the_second_place_is_remembered_outside_the_archive(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    second, hint = tmp_path / "stick", layout(where.archive).second
    with closing(archive):
        backups.choose_second_place(where, archive, second, AT)
        assert hint.read_text() == str(second)
        assert backups.remembered_place(where) is None  # the stick is not there yet
        second.mkdir()
        assert backups.remembered_place(where) == second
        hint.unlink()
        backups.backup_now(where, archive, AT + 5 * HOUR)
        assert backups.remembered_place(where) == second
        for spoilt in (b"", b"stick", b"\xff\xfe", b"/\0"):
            hint.write_bytes(spoilt)
            assert backups.remembered_place(where) is None
        backups.choose_second_place(where, archive, None, AT)
        assert hint.read_bytes() == b""


def test_a_second_place_that_is_away_does_not_stop_the_first(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    with closing(archive):
        (tmp_path / "file").touch()
        backups.choose_second_place(where, archive, tmp_path / "file" / "stick", AT)
        save(archive, "more")
        made = backups.backup_now(where, archive, AT + 5 * HOUR)
        assert made.elsewhere == "file-not-written"
        assert made.backup.sound


def test_no_bare_key_goes_to_a_second_place(tmp_path: Path) -> None:
    where = unlocking.place_of(tmp_path / "archive.db")
    with closing(unlocking.create(where, at=AT)) as archive:
        with pytest.raises(UserError, match="second-place-open"):
            backups.choose_second_place(where, archive, tmp_path / "stick", AT)
        assert backups.second_place(archive) is None


def test_thinning_takes_the_verdict_and_the_keys_along(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    with closing(archive):
        save(archive, "much later")
        made = backups.backup_now(where, archive, AT + timedelta(days=900))
        assert made.removed == 2
    names = {file.name for file in layout(where.archive).backups.iterdir()}
    alive = backups.backups_of(where)
    expected = {
        f.name
        for one in alive
        for key in [one.path.with_suffix(".key")]
        for f in (one.path, one.path.with_suffix(".json"), key, copy_of(key))
    }
    assert names == expected


def test_health_says_what_is_not_backed_up(tmp_path: Path) -> None:
    where, archive = worked(tmp_path)
    with closing(archive):
        save(archive, "new")
        found = backups.health(where, archive, AT + 4 * HOUR)
        assert (found.records, found.unsaved_records, found.backups) == (6, 1, 3)
        assert (found.standing, found.locked_by_passphrase) == ("archive-whole", True)
        assert (found.recovery_sheet, found.drill_due) == (False, True)
        backups.record_drill(archive, backups.drill(where, archive.key), AT)
        assert not backups.health(where, archive, AT + 4 * HOUR).drill_due


def test_a_trial_is_due_monthly_and_daily_after_one_that_failed(tmp_path: Path) -> None:
    day = timedelta(days=1)
    where, archive = worked(tmp_path)
    newest = backups.backups_of(where)[0].path
    with closing(archive):
        assert backups.drill_calls(where, archive, AT)
        backups.record_drill(archive, backups.Drill(newest, 5, ()), AT)
        assert not backups.drill_calls(where, archive, AT + 29 * day)
        assert backups.drill_calls(where, archive, AT + 30 * day)
        backups.record_drill(archive, backups.Drill(None, 0, (newest,)), AT + 30 * day)
        assert not backups.drill_calls(where, archive, AT + 30 * day + HOUR)
        assert backups.drill_calls(where, archive, AT + 31 * day)
        found = backups.health(where, archive, AT + 31 * day)
        assert (found.last_drill, found.drill_failed) == (AT, AT + 30 * day)
        backups.record_drill(archive, backups.Drill(newest, 5, ()), AT + 31 * day)
        assert backups.health(where, archive, AT + 31 * day).drill_failed is None


def test_without_a_backup_there_is_nothing_to_try(tmp_path: Path) -> None:
    where = locked(tmp_path)
    with closing(unlocking.unlock(where, FIRST)) as archive:
        assert not backups.drill_calls(where, archive, AT)
