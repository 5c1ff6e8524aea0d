"""Looking into backups, taking their place, control sheets, decisions on archives in doubt."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from core.documents.layout import load_layout
from core.documents.pdf import render_pdf
from core.errors import DamagedError, Refused, UserError
from core.i18n import PAPER_LANGUAGES
from core.paths import RESOURCES
from core.services import backups, control_sheet, doubts, register_sheet, restoring, unlocking
from core.services.packages import Basis, Disclosure
from core.services.restoring import Relation, Secret
from core.services.unlocking import Place
from core.store.anchor import Standing
from core.store.archive import Archive
from core.store.keyfile import Cost
from core.store.rows import ARCHIVE, EventRow
from tests.store.test_archive_commands import CASE, Shell, shell

__all__ = ["shell"]
NOW = datetime(2026, 11, 22, 12, 0)
FIRST = "correct horse battery"
CHEAP = Cost(16, 1, 1)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    home = tmp_path / "home"
    return Place(home / "archive.sledchy", home / "archive.key", tmp_path / "w", CHEAP)


@pytest.fixture
def archive(place: Place) -> Iterator[Archive]:
    made = unlocking.create(place, at=NOW, passphrase=FIRST)
    note(made, 3)
    yield made
    made.close()


def note(archive: Archive, count: int, case: str = CASE) -> None:
    with archive.transaction() as change:
        start = archive.read.head().seq
        rows = [
            EventRow(f"e{start + n}", "noted", NOW, NOW, b'{"text":"secret"}') for n in range(count)
        ]
        change.append(case, rows)


def pages(pdf: bytes) -> str:
    return "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf))


def test_a_backup_says_what_it_holds_and_what_would_be_missing(
    place: Place, archive: Archive
) -> None:
    backup = backups.backup_now(place, archive, NOW).backup.path
    key = restoring.key_for(backup, place, Secret(FIRST))
    content = restoring.look_into(backup, key)
    assert (content.records, content.cases, content.head) == (3, 1, archive.read.head())
    assert content.last == NOW
    assert restoring.compared(content, place, key).relation is Relation.SAME
    note(archive, 2)
    found = restoring.compared(content, place, key)
    assert (found.relation, found.missing) == (Relation.OLDER, 2)


def test_a_backup_is_told_from_another_history(
    place: Place, archive: Archive, tmp_path: Path
) -> None:
    early = backups.backup_now(place, archive, NOW).backup.path
    key = archive.key
    anchor = place.archive.with_suffix(".anchor")
    kept = anchor.read_bytes()
    note(archive, 2)
    late = backups.backup_now(place, archive, NOW + timedelta(hours=1)).backup.path
    content = restoring.look_into(late, key)
    anchor.write_bytes(kept)
    assert restoring.compared(content, place, key).relation is Relation.NEWER
    archive.close()
    for count in (0, 1, 2):  # and one record that says it was restored
        there = Place(tmp_path / f"{count}" / "a.sledchy", tmp_path / f"{count}" / "a.key")
        other = backups.restore(early, there, at=NOW, passphrase=FIRST)
        note(other, count)
        found = restoring.compared(content, there, key, other.read)
        other.close()
        assert found.relation is Relation.OTHER
        assert restoring.compared(content, there, key).relation is Relation.OTHER
        there.archive.write_bytes(b"spoiled")
        assert restoring.compared(content, there, key).relation is Relation.OTHER


def test_an_archive_that_does_not_open_leaves_the_answer_to_the_anchors(
    place: Place, archive: Archive
) -> None:
    backup = backups.backup_now(place, archive, NOW).backup.path
    content, key = restoring.look_into(backup, archive.key), archive.key
    note(archive, 3)
    archive.close()
    place.archive.write_bytes(b"spoiled")
    found = restoring.compared(content, place, key)
    assert (found.relation, found.missing) == (Relation.OLDER, 3)


def test_nothing_known_and_nothing_there_are_two_answers(place: Place, archive: Archive) -> None:
    backup = backups.backup_now(place, archive, NOW).backup.path
    content, key = restoring.look_into(backup, archive.key), archive.key
    archive.close()
    place.archive.with_suffix(".anchor").unlink()
    assert restoring.compared(content, place, key).relation is Relation.UNKNOWN
    place.archive.unlink()
    assert restoring.compared(content, place, key).relation is Relation.ALONE


def test_a_restored_archive_takes_the_place_and_the_other_is_kept(
    place: Place, archive: Archive
) -> None:
    backup = backups.backup_now(place, archive, NOW).backup.path
    note(archive, 4)
    archive.close()
    before = place.archive.read_bytes()
    back, aside = restoring.take_place(backup, place, Secret(FIRST), at=NOW)
    assert back.writable
    assert back.read.head().seq == 4
    assert back.read.journal(ARCHIVE)[-1].kind == "restored"
    back.close()
    assert aside is not None
    assert aside.read_bytes() == before


@pytest.mark.parametrize("failure", ["passphrase", "backup"])
def test_a_failed_restoring_puts_everything_back(
    place: Place, archive: Archive, failure: str
) -> None:
    backup = backups.backup_now(place, archive, NOW).backup.path
    archive.close()
    before = {path: path.read_bytes() for path in (place.archive, place.key_file)}
    if failure == "backup":
        content = bytearray(backup.read_bytes())
        content[5000] ^= 1
        backup.write_bytes(content)
    said = "wrong horse battery" if failure == "passphrase" else FIRST
    with pytest.raises((Refused, DamagedError)):
        restoring.take_place(backup, place, Secret(said), at=NOW)
    assert {path: path.read_bytes() for path in before} == before
    unlocking.unlock(place, FIRST).close()


def test_a_place_beside_is_a_folder_of_its_own(place: Place, archive: Archive) -> None:
    backup = backups.backup_now(place, archive, NOW).backup.path
    first = restoring.beside(place, NOW)
    restored, aside = restoring.take_place(backup, first, Secret(FIRST), at=NOW)
    restored.close()
    assert aside is None
    assert archive.writable
    second = restoring.beside(place, NOW)
    assert len({place.archive.parent, first.archive.parent, second.archive.parent}) == 3


def test_a_copy_without_a_key_borrows_that_of_the_archive(
    place: Place, archive: Archive, tmp_path: Path
) -> None:
    copy = archive.backup(tmp_path / "copy.sledchy").path
    to = restoring.beside(place, NOW)
    with pytest.raises(DamagedError, match="key-file-missing"):
        restoring.take_place(copy, to, Secret(FIRST), at=NOW)
    assert not to.archive.parent.exists()
    with pytest.raises(Refused, match="passphrase-wrong"):
        restoring.take_place(copy, to, Secret("wrong horse battery"), at=NOW, keys=place)
    assert not to.archive.parent.exists()
    restoring.take_place(copy, to, Secret(FIRST), at=NOW, keys=place)[0].close()
    unlocking.unlock(to, FIRST).close()


def test_a_backup_of_another_archive_opens_by_the_key_beside_it(
    place: Place, archive: Archive, tmp_path: Path
) -> None:
    there = Place(tmp_path / "x" / "archive.sledchy", tmp_path / "x" / "archive.key", None, CHEAP)
    other = unlocking.create(there, at=NOW, passphrase="staple wagon lantern")
    note(other, 1)
    backup = backups.backup_now(there, other, NOW).backup.path
    other.close()
    key = restoring.key_for(backup, place, Secret("staple wagon lantern"))
    assert restoring.look_into(backup, key).records == 1
    found = restoring.compared(restoring.look_into(backup, key), place, key)
    assert found.relation is Relation.OTHER


def test_a_damaged_backup_is_not_looked_into(place: Place, archive: Archive) -> None:
    backup = backups.backup_now(place, archive, NOW).backup.path
    content = bytearray(backup.read_bytes())
    content[-3000] ^= 1
    backup.write_bytes(content)
    with pytest.raises(DamagedError):
        restoring.look_into(backup, archive.key)


def test_looking_and_making_can_be_stopped_without_a_trace(place: Place, archive: Archive) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    note(archive, 600)
    with pytest.raises(Stopped):
        backups.backup_now(place, archive, NOW, stop)
    assert list((place.archive.parent / "backups").iterdir()) == []
    seen: list[tuple[int, int]] = []
    backups.backup_now(place, archive, NOW, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (603, 603)
    with pytest.raises(Stopped):
        backups.drill(place, archive.key, stop)
    assert list((place.archive.parent / "staging").iterdir()) == []
    assert archive.verify().sound


def doubtful(place: Place, archive: Archive) -> Archive:
    """Return the archive opened again after an older copy was put back."""
    archive.close()
    kept = place.archive.with_name("kept")
    shutil.copyfile(place.archive, kept)
    again = unlocking.unlock(place, FIRST)
    note(again, 2)
    again.close()
    kept.replace(place.archive)
    return unlocking.unlock(place, FIRST)


def test_going_on_with_an_archive_in_doubt_is_a_recorded_decision(
    place: Place, archive: Archive
) -> None:
    assert not doubts.in_doubt(archive)
    old = doubtful(place, archive)
    try:
        assert doubts.in_doubt(old)
        with pytest.raises(UserError, match="decision-needs-reason"):
            doubts.go_on(old, "  ", "Lapats", NOW)
        assert old.standing is Standing.BEHIND
        made = doubts.go_on(old, "The disk was changed", "Lapats", NOW)
        assert (made.standing, made.missing, made.records) == ("archive-behind", 2, 3)
        assert old.writable
        assert doubts.decisions(old) == ((NOW, "Lapats", made),)
    finally:
        old.close()


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_control_sheet_has_the_end_of_the_journal_and_nothing_of_a_case(
    archive: Archive, language: str
) -> None:
    found = control_sheet.witness(archive)
    paper = control_sheet.control_sheet(found, NOW, language)  # type: ignore[arg-type]
    text = pages(render_pdf(paper, load_layout(RESOURCES / "layout.yaml")))
    assert control_sheet.short_hash(found.hash) in text
    squeezed = re.sub(r"\s", "", text)
    assert all(found.hash.upper()[n : n + 8] in squeezed for n in range(0, 64, 8))
    assert CASE not in text
    assert "secret" not in text


def test_an_older_sheet_is_held_against_the_archive(archive: Archive) -> None:
    found = control_sheet.witness(archive)
    short = control_sheet.short_hash(found.hash)
    note(archive, 5)
    assert control_sheet.agrees(archive, found.number, short)
    assert not control_sheet.agrees(archive, found.number + 1, short)
    assert not control_sheet.agrees(archive, 900, short)
    for number, typed in ((0, short), (found.number, "12"), (found.number, "z" * 12)):
        with pytest.raises(UserError, match="sheet-mistyped"):
            control_sheet.agrees(archive, number, typed)


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
@pytest.mark.parametrize("count", [0, 60])
def test_the_register_is_printed(language: str, count: int) -> None:
    basis = Basis("Лапаць І. В.", "ліст 7")
    one = Disclosure(CASE, "Брэст", "AB", basis, "whole", 4, 1, "ab" * 32)
    lines = [(NOW, "disclosed", one), (NOW, "received", one)] * (count // 2)
    paper = register_sheet.register_sheet(lines, NOW, language, {CASE: "№ 5"})  # type: ignore[arg-type]
    text = pages(render_pdf(paper, load_layout(RESOURCES / "layout.yaml")))
    assert text.count("Брэст") == count
    assert text.count("№ 5") == count
    assert CASE not in text


def test_the_command_line_makes_and_compares_sheets(shell: Shell) -> None:
    file = shell.folder / "sheet.pdf"
    code, said = shell.locked("sheet", "-o", str(file), "--language", "ru")
    assert code == 0
    assert control_sheet.short_hash(said["hash"]) in pages(file.read_bytes())
    right = ("sheet", "--compare", str(said["number"]), said["hash"][:12])
    assert shell.locked(*right)[0] == 0
    assert shell.locked("sheet", "--compare", str(said["number"]), "0" * 12)[0] == 1
    assert shell.locked("sheet", "--compare", "first", "0" * 12)[0] == 2


def test_the_command_line_records_the_decision(shell: Shell) -> None:
    assert shell.locked("accept", "--reason", "none needed")[0] == 1
    for anchor in (shell.folder / "archive.anchor", *(shell.folder / "cache/anchors").iterdir()):
        anchor.unlink()
    assert shell.locked("verify")[1]["standing"] == "archive-unanchored"
    assert shell.locked("accept", "--reason", " ")[0] == 2
    assert shell.locked("accept", "--reason", "moved to a new disk")[1]["accepted"]
    assert shell.locked("verify")[1]["standing"] == "archive-whole"
    assert json.dumps(shell.locked("health")[1]).count("archive-whole") == 1
