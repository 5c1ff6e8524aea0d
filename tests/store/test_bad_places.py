"""Every command over an archive that is not what it should be: told in words, nothing changed."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from core.paths import RESOURCES
from core.store import driver, keyslots
from core.store.keyfile import Cost
from core.store.pages import PAGE
from tests.store.samples import as_nobody, in_child
from tests.store.test_archive_commands import SECOND, Shell

CASE = "check-private-prosecution"


@cache
def original() -> Path:
    """Make a person's folder once: an archive with a case, a backup, a card."""
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keyslots, "calibrated", lambda: Cost(16, 1, 1))
        shell = Shell(Path(mkdtemp(dir=os.environ["SLEDCHY_HOME"])) / "one")
        assert shell.locked("create")[0] == 0
        code, said = shell.locked("import", str(RESOURCES / "demo" / f"{CASE}.json"))
        assert code == 0, said
        assert shell.locked("backup")[0] == 0
        assert shell.locked("card", "-o", str(shell.folder / "card"), "--name", "Minsk")[0] == 0
    return shell.folder


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setattr(keyslots, "calibrated", lambda: Cost(16, 1, 1))
    shutil.copytree(original(), tmp_path / "one")
    one = Shell.__new__(Shell)
    one.folder = tmp_path / "one"
    return one


def commands(shell: Shell) -> dict[str, tuple[str, ...]]:
    out = shell.folder.parent / "out"
    out.mkdir(exist_ok=True)
    backup = str(next((shell.folder / "backups").glob("*.sledchy")))
    return {
        "verify": ("verify",),
        "rebuild": ("rebuild",),
        "import": ("import", str(RESOURCES / "demo" / "termination-and-assistance.json")),
        "export": ("export", CASE, "-o", str(out / "case.json")),
        "backup": ("backup",),
        "backup to": ("backup", str(out / "copy.sledchy")),
        "passphrase": ("passphrase", "--new-passphrase-file", str(shell.folder / "second")),
        "health": ("health",),
        "drill": ("drill",),
        "register": ("register",),
        "restore": ("restore", backup),
        "salvage": ("salvage",),
        "salvage --yes": ("salvage", "--yes"),
    }


NAMES = (
    *("verify", "rebuild", "import", "export", "backup", "backup to", "passphrase"),
    *("health", "drill", "register", "restore", "salvage", "salvage --yes"),
)
OF_THE_KEY = ("passphrase",)
"""They touch the key file alone and work beside any archive."""


def content(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix not in (".lock", ".tries")
    }


def torn(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // PAGE * PAGE - 100)


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nothing"))


SPOILT: dict[str, tuple[Callable[[Path], object], frozenset[str]]] = {
    "missing": (Path.unlink, frozenset({"restore"})),
    "emptied": (lambda path: os.truncate(path, 0), frozenset({"salvage --yes"})),
    "torn": (torn, frozenset({"salvage --yes"})),
    "first page": (flipped, frozenset({"salvage --yes"})),
    "a folder": (a_folder, frozenset()),
    "a pipe": (a_pipe, frozenset()),
    "a link to nothing": (a_link_to_nothing, frozenset({"restore"})),
    "plain": (lambda p: p.write_bytes(b"SQLite format 3\0" * 600), frozenset({"salvage --yes"})),
}
"""How the archive is spoilt, and which commands put it right."""


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_no_archive_is_told_and_left(shell: Shell, tmp_path: Path, how: str) -> None:
    archive = shell.folder / "archive.sledchy"
    spoil, cures = SPOILT[how]
    spoil(archive)
    before = content(tmp_path)
    for name in NAMES:
        if name in (*cures, *OF_THE_KEY):
            continue
        code, said = shell.locked(*commands(shell)[name])
        assert code in (2, 3), (name, code, said)
        assert said, name
        assert content(tmp_path) == before, name
        assert not archive.is_file() or archive.exists()
    for name in cures:
        code, said = shell.locked(*commands(shell)[name])
        assert code in (0, 3), (name, said)
        assert shell.locked("verify")[1]["sound"]


@pytest.mark.parametrize("how", ["torn", "a folder", "missing"])
def test_a_spoilt_key_file_is_told_and_left(shell: Shell, tmp_path: Path, how: str) -> None:
    for name in ("archive.key", "archive.key.copy"):
        file = shell.folder / name
        file.unlink()
        if how == "torn":
            file.write_bytes(b'{"format":1')
        if how == "a folder":
            file.mkdir()
    before = content(tmp_path)
    for name in NAMES:
        if name == "restore":
            continue
        code, said = shell.locked(*commands(shell)[name])
        assert (code, content(tmp_path)) == (3, before), (name, said)
        assert said


@pytest.mark.parametrize("name", NAMES)
def test_the_wrong_secret_changes_nothing(shell: Shell, tmp_path: Path, name: str) -> None:
    before = content(tmp_path)
    code, said = shell.locked(*commands(shell)[name], by="second")
    assert code in (1, 2), said
    assert SECOND not in str(said)
    assert content(tmp_path) == before


READING, WRITING = {"verify", "health", "export"}, {"rebuild", "passphrase", "drill"}


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
def test_a_folder_that_cannot_be_written_is_read(shell: Shell, tmp_path: Path) -> None:
    lines = commands(shell)
    before = content(shell.folder)
    (tmp_path / "out").chmod(0o777)
    (shell.folder / "backups").chmod(0o555)
    for file in (shell.folder / "backups").iterdir():
        file.chmod(0o444)

    def run() -> dict[str, list[Any]]:
        return {name: list(shell.locked(*lines[name])) for name in READING | WRITING}

    code, said = as_nobody(shell.folder, run)
    assert code == "done", said
    (shell.folder / "backups").chmod(0o700)
    assert content(shell.folder) == before
    codes = {name: answer[0] for name, answer in said.items()}
    assert {codes[name] for name in WRITING} <= {2, 3}, said
    assert {codes[name] for name in READING} == {0}, said


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
@pytest.mark.parametrize("name", ["import", "backup to", "export", "passphrase"])
def test_a_full_disk_is_told_and_nothing_half_done_is_left(
    shell: Shell, tmp_path: Path, name: str
) -> None:
    line = commands(shell)[name]
    before = content(tmp_path)

    def squeezed() -> list[Any]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (90, resource.RLIM_INFINITY))
        return list(shell.locked(*line))

    code, said = in_child(squeezed)[1]()
    assert code in (2, 3), said
    assert said
    # A disclosure is noted before the file is written: a line too many, never one too few.
    after = content(tmp_path)
    assert set(after) == set(before), name
    assert shell.locked("verify")[1]["sound"]


def test_a_command_says_what_stands_where_the_archive_should_be(shell: Shell) -> None:
    archive = shell.folder / "archive.sledchy"
    link = shell.folder / "link.sledchy"
    link.symlink_to(archive)
    assert driver.first_bytes(link) == driver.first_bytes(archive)
    code, said = shell.locked(
        "--archive", str(link), "--key", str(shell.folder / "archive.key"), "verify"
    )
    assert (code, said["sound"]) == (0, True)
