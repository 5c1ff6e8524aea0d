"""The program as a process: streams that break, bytes that are no text, a place without data."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TERM = ["term", "detention_max", "--from", "2026-03-03T14:20"]


def started(*argv: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program and wait for it."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, argv)]
    options = {"capture_output": True, "timeout": 60, **more}
    return subprocess.run(command, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_term_from_the_shell() -> None:
    done = started("--ui", "en", *TERM)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"2026-03-06T14:20" in done.stdout


def test_the_answer_does_not_depend_on_the_locale(tmp_path: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = started(*TERM, env=plain)
    assert done.returncode == 0
    assert "Затрыманне" in done.stdout.decode()


def test_bytes_that_are_no_text_are_answered_in_their_place() -> None:
    done = started("term", "-", input=b"\xff\xfe\tx\ndetention_max\t2026-03-03T14:20\n")
    assert done.returncode == 2
    assert done.stdout.count(b"\n") == 2
    assert b"Traceback" not in done.stderr


def test_a_reader_who_leaves_is_no_failure() -> None:
    command = [sys.executable, str(ROOT / "main.py"), "law", "report", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = started(
            "--ui", "en", "forms", stdout=full, stderr=subprocess.PIPE, capture_output=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_it_works_from_another_folder(tmp_path: Path) -> None:
    done = started(*TERM, "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed otherwise there")
def test_without_streams_nothing_breaks() -> None:
    script = f'"{sys.executable}" "{ROOT / "main.py"}" term - <&- >&- 2>&-'
    assert subprocess.run(["sh", "-c", script], check=False, timeout=60).returncode == 0
