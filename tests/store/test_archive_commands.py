"""Passphrase, recovery, backups and packages without a window; no secret is ever an argument."""

from __future__ import annotations

import io
import json
import re
import time
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from core.cli.commands import run
from core.cli.desk import Desk
from core.paths import RESOURCES, UserPlaces
from core.store import attempts, keyslots
from core.store.keyfile import Cost

NOW = datetime(2026, 11, 22, 12, 0)
FIRST, SECOND = "correct horse battery", "staple wagon lantern"
CASE = "theft-detention"


class Shell:
    """Runs commands in one folder of a person."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.secret(FIRST, "first")
        self.secret(SECOND, "second")

    def secret(self, text: str, name: str) -> str:
        path = self.folder / name
        path.write_text(text + "\n", encoding="utf-8")
        return str(path)

    def __call__(self, *words: str, ui: str = "en") -> tuple[int, Any]:
        out, err = io.StringIO(), io.StringIO()
        places = UserPlaces(self.folder, self.folder / "cache")
        desk = Desk(out, err, NOW, places, import_module)
        code = run(["--ui", ui, "archive", *words], desk)
        return code, json.loads(out.getvalue()) if out.getvalue() else err.getvalue()

    def locked(self, *words: str, by: str = "first") -> tuple[int, Any]:
        return self("--passphrase-file", str(self.folder / by), *words)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setattr(keyslots, "calibrated", lambda: Cost(16, 1, 1))
    one = Shell(tmp_path / "one")
    assert one.locked("create")[0] == 0
    assert one.locked("import", str(RESOURCES / "demo" / f"{CASE}.json"))[0] == 0
    return one


def test_a_locked_archive_opens_by_its_passphrase_alone(shell: Shell) -> None:
    assert shell.locked("verify")[1]["sound"]
    assert shell("verify")[0] == 3
    code, said = shell.locked("verify", by="second")
    assert code == 1
    assert "not damaged" in said


def test_the_passphrase_is_changed(shell: Shell) -> None:
    assert shell.locked("passphrase", "--new-passphrase-file", str(shell.folder / "second"))[0] == 0
    assert shell.locked("verify")[0] == 1
    assert shell.locked("verify", by="second")[0] == 0
    shell.secret("short", "third")
    weak = ("passphrase", "--new-passphrase-file", str(shell.folder / "third"))
    code, said = shell.locked(*weak, by="second")
    assert (code, "12" in said) == (2, True)


def test_a_command_waits_after_failed_tries(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    assert [shell.locked("verify", by="second")[0] for _ in range(4)] == [1] * 4
    assert slept == []
    clock = time.monotonic
    monkeypatch.setattr(attempts.Attempts.__init__, "__defaults__", (lambda: clock() + sum(slept),))
    assert shell.locked("verify")[1]["sound"]
    assert 4 < sum(slept) <= 5
    assert shell.locked("verify")[1]["sound"]
    assert len(slept) == 1


@pytest.mark.parametrize("language", ["be", "ru"])
def test_the_recovery_sheet_opens_the_archive(shell: Shell, language: str) -> None:
    sheet = shell.folder / "sheet.pdf"
    assert shell.locked("recovery", "-o", str(sheet), "--language", language)[0] == 0
    text = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(sheet))
    code = next(line for line in text.splitlines() if re.fullmatch(r"([0-9A-Z]{6} ?){6}", line))
    shell.secret(code, "code")
    assert shell("--recovery-file", str(shell.folder / "code"), "verify")[0] == 0
    new = ("passphrase", "--new-passphrase-file", str(shell.folder / "second"))
    assert shell("--recovery-file", str(shell.folder / "code"), *new)[0] == 0
    assert shell.locked("verify", by="second")[0] == 0


def test_a_backup_is_made_tried_and_brought_back(shell: Shell) -> None:
    made = shell.locked("backup")[1]
    assert made["records"] == shell.locked("health")[1]["records"]
    assert shell.locked("drill")[1]["restored"] == made["file"]
    back = str(shell.folder / "back" / "archive.sledchy")
    code, said = shell.locked("--archive", back, "restore", made["file"])
    assert (code, said["cases"]) == (0, 1)
    assert shell.locked("--archive", back, "verify")[1]["standing"] == "archive-whole"
    assert shell.locked("verify")[1]["standing"] == "archive-whole"
    assert shell.locked("--archive", back, "restore", made["file"])[0] == 2


def test_a_case_goes_from_one_workplace_to_another(shell: Shell, tmp_path: Path) -> None:
    other = Shell(tmp_path / "other")
    assert other.locked("create")[0] == 0
    cards = {}
    for name, desk in (("Minsk", shell), ("Brest", other)):
        path = str(tmp_path / f"{name}.card")
        cards[name] = desk.locked("card", "-o", path, "--name", name)[1]
    package = str(tmp_path / "case.age")
    assert other.locked("trust", cards["Minsk"]["file"])[1]["trusted"] is False
    assert other.locked("trust", cards["Minsk"]["file"], "--fingerprint", "AB")[0] == 2
    seen = cards["Minsk"]["fingerprint"]
    assert other.locked("trust", cards["Minsk"]["file"], "--fingerprint", seen)[1]["trusted"]
    export = ("export", CASE, "--package", "-o", package)
    assert shell.locked(*export)[0] == 2
    assert shell.locked(*export, "--to", cards["Brest"]["file"])[0] == 2
    given = ("--permission", "Lapats", "--basis", "letter 7", "--extent", "journal")
    assert shell.locked(*export, "--to", cards["Brest"]["file"], *given)[0] == 0
    assert other.locked("import", "--preview", package)[1]["new_records"] > 0
    assert other.locked("register")[1] == []
    assert other.locked("import", package)[1]["taken"]
    assert [line["kind"] for line in other.locked("register")[1]] == ["received"]
    assert [one["name"] for one in other.locked("cards")[1]] == ["Minsk"]
    assert other.locked("rename", seen, "Minsk, office 1")[1]["before"] == "Minsk"
    assert other.locked("forget", seen)[0] == 2
    assert other.locked("forget", seen, "--reason", "moved")[1]["trusted"] is False
    assert other.locked("import", package)[0] == 2
    plain = str(tmp_path / "case.json")
    assert other.locked("export", CASE, "-o", plain)[0] == 0
    assert [line["extent"] for line in other.locked("register")[1]] == ["journal", "open"]
