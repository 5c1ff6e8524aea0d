"""L1, L2, S10: a whole day at the command line leaves no word of a case outside, and no socket."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from core.paths import RESOURCES, ROOT
from tests.harness.traced import FULL, STRACE, Tally, needs_strace

CANARIES: list[str] = yaml.safe_load(
    Path(__file__).with_name("canaries.yaml").read_text(encoding="utf-8")
)
CASE = RESOURCES / "demo" / "theft-detention.json"


def spellings(word: str) -> list[bytes]:
    plain = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1251")]
    return [*plain, quote(word).encode(), json.dumps(word).strip('"').encode()]


def readable(folder: Path) -> list[str]:
    """Return the files of a folder in which a canary can be read."""
    return sorted(
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file()
        and any(s in file.read_bytes() for word in CANARIES for s in spellings(word))
    )


def bird_case(folder: Path) -> Path:
    """Return a case file in which the title, the number and every person are canaries."""
    journal = json.loads(CASE.read_text(encoding="utf-8"))
    journal["events"][0]["title"], journal["events"][0]["number"] = CANARIES[0], CANARIES[1]
    for event in journal["events"]:
        name = event.get("person", {}).get("name")
        if isinstance(name, dict) and "be" in name:
            name["be"] = name["ru"] = CANARIES[2]
    file = folder / "chosen" / "case.json"
    file.write_text(json.dumps(journal, ensure_ascii=False), encoding="utf-8")
    return file


class Day:
    """Runs commands with a home, a temporary folder and an archive of their own.

    Tier F locks the archive by a passphrase, whose cost is most of its time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("home", "tmp", "own", "chosen"):
            (folder / name).mkdir()
        (folder / "chosen" / "secret").write_text("correct horse battery\n")
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "SLEDCHY_HOME": str(folder / "own"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def line(self, *words: str) -> list[str]:
        secret = ["--passphrase-file", str(self.folder / "chosen" / "secret")] if FULL else []
        return [sys.executable, str(ROOT / "main.py"), words[0], *secret, *words[1:]]

    def plain(self, *words: str) -> str:
        """Run a command without a passphrase, whatever the tier."""
        return self._told([sys.executable, str(ROOT / "main.py"), *words])

    def run(self, *words: str, before: tuple[str, ...] = ()) -> str:
        return self._told([*before, *self.line(*words)])

    def _told(self, line: list[str]) -> str:
        done = subprocess.run(
            line,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder / "home",
        )
        return done.stdout + done.stderr

    def killed(self, *words: str) -> None:
        with subprocess.Popen(
            self.line(*words),
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as child:
            time.sleep(0.7)
            child.send_signal(signal.SIGKILL)


def test_a_day_of_work_leaves_no_word_outside(tmp_path: Path) -> None:
    day, chosen = Day(tmp_path), tmp_path / "chosen"
    case = bird_case(tmp_path)
    with Tally("L1") as tally:
        day.run("archive", "create")
        said = day.run("archive", "import", str(case))
        assert '"events"' in said, said
        for words in (
            ("backup",),
            ("card", "-o", str(chosen / "card"), "--name", "Minsk"),
            *(("export", "case", "-o", str(chosen / "plain.json")), ("rebuild",), ("drill",)),
            *([("recovery", "-o", str(chosen / "sheet.pdf")), ("health",)] if FULL else []),
            ("export", "no such case", "-o", str(chosen / "none.json")),
        ):
            day.run("archive", *words)
        for _ in range(2):  # four kills while a passphrase is proved would count as four tries
            day.killed("archive", "rebuild")
        assert '"sound": true' in day.run("archive", "verify")
    assert readable(chosen) == ["case.json", "plain.json"]
    assert [name for name in readable(tmp_path) if not name.startswith("chosen/")] == []
    left = [f.name for f in (tmp_path / "tmp").rglob("*")] + [
        f.name for f in (tmp_path / "home").rglob("*")
    ]
    tally.told(canaries=len(CANARIES), found=0, temporary=len(left))
    assert left == []


def test_a_canary_that_is_not_hidden_is_found(tmp_path: Path) -> None:
    """The negative control."""
    for number, spelling in enumerate(spellings(CANARIES[0])):
        (tmp_path / f"{number}").write_bytes(b"x" + spelling)
    assert len(readable(tmp_path)) == 6


@needs_strace
def test_no_socket_is_ever_opened(tmp_path: Path) -> None:
    assert STRACE is not None
    day, log = Day(tmp_path), tmp_path / "log"
    before = (STRACE, "-f", "-e", "trace=%network", "-o", str(log))
    with Tally("S10") as tally:
        day.run("archive", "create", before=before)
        for words in (("import", str(bird_case(tmp_path))), ("backup",), ("verify",)):
            assert "{" in day.run("archive", *words, before=before)
            calls = [line for line in log.read_text().splitlines() if "socket(" in line]
            assert [line for line in calls if "AF_UNIX" not in line] == []
    tally.told(sockets=0)


@needs_strace
def test_a_socket_would_be_seen(tmp_path: Path) -> None:
    """The negative control."""
    assert STRACE is not None
    log = tmp_path / "log"
    lines = "import socket; socket.socket(socket.AF_INET).close()"
    subprocess.run(
        [STRACE, "-f", "-e", "trace=%network", "-o", log, sys.executable, "-c", lines], check=True
    )
    assert "AF_INET" in log.read_text()


@pytest.mark.parametrize("word", CANARIES)
def test_canaries_are_words_nobody_else_uses(word: str) -> None:
    others = [f for f in (RESOURCES / "demo").glob("*") if word in f.read_text(encoding="utf-8")]
    assert others == []
