"""The archive on the command line: what goes in comes out, and nothing is ever overwritten."""

from __future__ import annotations

import hashlib
import resource
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from core.services import archives
from tests.cli.asking import DEMO, Answer, ask, case_file, opened

FILES = sorted(DEMO.glob("*.json"))
THEFT = DEMO / "theft-detention.json"


class Home:
    """A person's folder with an archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.archive = folder / "archive.sledchy"
        self.key = folder / "archive.key"

    def do(self, *argv: object) -> Answer:
        return ask("--ui", "en", "archive", *argv, home=self.folder)

    def hashes(self) -> dict[str, str]:
        """Return the hash of every file of the folder but the lock's."""
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.folder.iterdir())
            if path.suffix != ".lock"
        }

    def digests(self) -> tuple[str, str]:
        """Return the hash of all lasting rows and of all derived ones."""
        with closing(archives.open_existing(self.archive, self.key)) as archive:
            return archive.digest(), archive.digest(derived=True)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    assert made.do("create").code == 0
    return made


@pytest.fixture
def full(home: Home) -> Home:
    for path in FILES:
        assert home.do("import", path).code == 0
    return home


def test_what_is_imported_is_exported_byte_for_byte(full: Home, tmp_path: Path) -> None:
    for path in FILES:
        copy = tmp_path / path.name
        answer = full.do("export", path.stem, "-o", copy)
        assert answer.code == 0
        assert answer.json["file"] == str(copy)
        assert copy.read_bytes() == path.read_bytes()


def test_the_archive_verifies_and_rebuilds(full: Home) -> None:
    report = full.do("verify").json
    assert report["sound"]
    assert report["standing"] == "archive-whole"
    assert report["records"] == sum(path.read_bytes().count(b'"kind"') for path in FILES)
    assert full.do("rebuild").json == {"cases": len(FILES)}
    assert full.do("verify").json == report


def test_the_same_file_twice_does_no_harm(full: Home) -> None:
    before = full.hashes()
    assert full.do("import", THEFT).code == 0
    assert full.hashes() == before


def test_another_case_of_the_same_name_is_refused(full: Home, tmp_path: Path) -> None:
    before = full.hashes()
    other = case_file(tmp_path, opened(), name=THEFT.stem)
    answer = full.do("import", other)
    assert answer.code == 2
    assert "Nothing was changed" in answer.err
    assert full.hashes() == before


def test_a_backup_comes_back_in_a_fresh_place(full: Home, tmp_path: Path) -> None:
    backup = tmp_path / "copy.bak"
    assert full.do("backup", backup).json["records"] == full.do("verify").json["records"]
    place = ["--archive", tmp_path / "new" / "back.sledchy", "--key", full.key]
    answer = full.do(*place, "restore", backup)
    assert answer.code == 0
    assert answer.json["cases"] == len(FILES)
    report = full.do(*place, "verify").json
    assert (report["sound"], report["standing"]) == (True, "archive-whole")
    copy = tmp_path / "out.json"
    assert full.do(*place, "export", THEFT.stem, "-o", copy).code == 0
    assert copy.read_bytes() == THEFT.read_bytes()


def test_nothing_is_ever_overwritten(full: Home, tmp_path: Path) -> None:
    backup = tmp_path / "copy.bak"
    assert full.do("backup", backup).code == 0
    before = full.hashes(), backup.read_bytes()
    assert full.do("create").code == 2
    assert full.do("backup", backup).code == 2
    assert full.do("restore", backup).code == 2
    assert (full.hashes(), backup.read_bytes()) == before


@pytest.mark.parametrize("place", [3, 200, 9000, -1])
def test_a_damaged_backup_is_not_restored(full: Home, tmp_path: Path, place: int) -> None:
    backup = tmp_path / "copy.bak"
    assert full.do("backup", backup).code == 0
    content = bytearray(backup.read_bytes())
    content[place] ^= 1
    backup.write_bytes(content)
    target = tmp_path / "new" / "back.sledchy"
    answer = full.do("--archive", target, "--key", full.key, "restore", backup)
    assert answer.code == 3
    assert answer.err.count("\n") == 1
    assert not target.exists()
    assert not [path.name for path in target.parent.glob("*") if path.suffix != ".lock"]


def test_the_key_of_another_archive_restores_nothing(full: Home, tmp_path: Path) -> None:
    backup = tmp_path / "copy.bak"
    assert full.do("backup", backup).code == 0
    other = Home(tmp_path / "other")
    assert other.do("create").code == 0
    target = tmp_path / "back.sledchy"
    assert full.do("--archive", target, "--key", other.key, "restore", backup).code == 3
    assert not target.exists()


def test_a_missing_archive_is_told_and_none_is_made(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    for action in (["verify"], ["rebuild"], ["import", THEFT], ["backup", tmp_path / "b"]):
        answer = home.do(*action)
        assert answer.code == 3
        assert "creates nothing in its place" in answer.err
    assert not home.archive.exists()


def test_a_damaged_archive_is_exit_code_three(full: Home) -> None:
    content = bytearray(full.archive.read_bytes())
    content[len(content) // 2] ^= 1
    full.archive.write_bytes(content)
    answer = full.do("verify")
    assert answer.code == 3
    assert "Traceback" not in answer.err


def test_an_unknown_case_is_told_and_no_file_is_left(full: Home, tmp_path: Path) -> None:
    target = tmp_path / "x.json"
    assert full.do("export", "nothing", "-o", target).code == 2
    assert not target.exists()


def test_a_bad_case_file_leaves_the_archive_as_it_was(full: Home, tmp_path: Path) -> None:
    before = full.hashes()
    torn = tmp_path / "torn.json"
    torn.write_bytes(THEFT.read_bytes()[:9000])
    future = case_file(tmp_path, opened(at="2030-01-01T10:00"), name="future")
    for path in (torn, future, tmp_path / "nothing.json", tmp_path):
        assert full.do("import", path).code == 2
    assert full.hashes() == before


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_archive_as_it_was(home: Home) -> None:
    assert home.do("import", FILES[0]).code == 0
    before = home.digests()
    with disk_of(home.archive.stat().st_size):
        answer = home.do("import", THEFT)
    assert answer.code in (2, 3)
    assert answer.err.count("\n") == 1
    # Taken back pages are encrypted anew, so the file may differ; what it holds may not.
    assert home.do("verify").json["sound"]
    assert home.digests() == before


def test_a_full_disk_leaves_no_half_of_an_output(full: Home, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    backup = tmp_path / "copy.bak"
    with disk_of(4096):
        assert full.do("export", THEFT.stem, "-o", target).code == 2
        assert full.do("backup", backup).code in (2, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_second_program_waits_outside(full: Home) -> None:
    archive = archives.open_existing(full.archive, full.key)
    try:
        answer = full.do("rebuild")
    finally:
        archive.close()
    assert answer.code == 3
    assert "Another program" in answer.err


# --- a place that cannot be written ---------------------------------------------------


def test_a_preview_of_a_case_file_takes_nothing_in(home: Home) -> None:
    before = home.hashes()
    answer = home.do("import", THEFT, "--preview")
    assert (answer.code, answer.json["taken"]) == (0, False)
    assert home.hashes() == before


def test_the_options_of_the_archive_may_stand_behind_the_action(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    named = tmp_path / "named.sledchy"
    assert home.do("create", "--archive", named).code == 0
    assert home.do("--archive", named, "verify").out == home.do("verify", "--archive", named).out


def test_what_cannot_be_written_is_not_in_the_register(full: Home, tmp_path: Path) -> None:
    before = full.do("register").json
    for target in (tmp_path / "nowhere" / "c.json", tmp_path):
        answer = full.do("export", THEFT.stem, "-o", target)
        assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert full.do("register").json == before


def test_a_recovery_sheet_that_cannot_be_written_leaves_the_older_one(tmp_path: Path) -> None:
    home, secret = Home(tmp_path / "home"), tmp_path / "secret"
    secret.write_text("twelve signs or more", "utf-8")
    assert home.do("create", "--passphrase-file", secret).code == 0
    kept = home.hashes()
    answer = home.do("recovery", "--passphrase-file", secret, "-o", tmp_path / "no" / "sheet.pdf")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert home.hashes() == kept


def test_a_backup_into_no_folder_is_told(home: Home, tmp_path: Path) -> None:
    answer = home.do("backup", tmp_path / "nowhere" / "b.sledchy")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "no such file or folder" in answer.err


def test_a_backup_that_is_not_there_is_named(home: Home, tmp_path: Path) -> None:
    answer = home.do("restore", tmp_path / "none.sledchy", "--archive", tmp_path / "new.sledchy")
    assert answer.code == 3
    assert "none.sledchy" in answer.err
    assert ".key" not in answer.err


def test_a_restoring_that_fails_leaves_no_key_behind(home: Home, tmp_path: Path) -> None:
    backup, target = tmp_path / "b.sledchy", tmp_path / "new" / "a.sledchy"
    assert home.do("backup", backup).code == 0
    backup.with_suffix(".key").write_bytes(home.key.read_bytes())
    (target.parent / "a.sledchy.new").mkdir(parents=True)  # where the copy would be made
    answer = home.do("restore", backup, "--archive", target)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert [one.name for one in target.parent.iterdir()] == ["a.sledchy.new"]
    (target.parent / "a.sledchy.new").rmdir()
    assert home.do("restore", backup, "--archive", target).code == 0
    assert home.do("verify", "--archive", target).code == 0


def test_a_number_no_record_can_have_is_answered(home: Home) -> None:
    assert home.do("sheet", "--compare", "9" * 30, "A" * 12).code in (1, 2)
