"""Children under strace: recorded, killed or failed at any system call, without a library hook."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SEED = 20261122
"""Of every random choice in the harnesses; a failure prints it with the number of the case."""
FULL = bool(os.environ.get("SLEDCHY_FULL"))
STRACE = shutil.which("strace")


def traceable() -> bool:
    """Return whether this machine lets a parent trace its child."""
    if STRACE is None:
        return False
    done = subprocess.run([STRACE, "-o", os.devnull, "true"], capture_output=True, check=False)
    return done.returncode == 0


needs_strace = pytest.mark.skipif(not traceable(), reason="strace is not installed or not allowed")


@dataclass(frozen=True)
class Ended:
    """How a traced child ended."""

    said: Any
    """What its work returned, or None when it was killed."""
    killed: bool
    injected: bool
    """Whether strace did something to it."""


def traced(work: Callable[[], object], log: Path, options: Sequence[str]) -> Ended:
    """Fork a child, attach strace to it, let it work, and tell how it ended."""
    assert STRACE is not None
    go_read, go_write = os.pipe()
    said_read, said_write = os.pipe()
    ready_read, ready_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        _allow_tracing()
        os.write(ready_write, b"!")
        _work(work, go_read, go_write, said_read, said_write)
    os.read(ready_read, 1)
    os.close(ready_read)
    os.close(ready_write)
    os.close(go_read)
    os.close(said_write)
    with subprocess.Popen(
        [STRACE, "-f", "-o", str(log), *options, "-p", str(pid)],
        stderr=subprocess.PIPE,
        text=True,
    ) as strace:
        assert strace.stderr is not None
        line = strace.stderr.readline()
        assert "attached" in line, line
        os.write(go_write, b"go")
        os.close(go_write)
        with os.fdopen(said_read, "rb") as pipe:
            said = pipe.read()
        _, status = os.waitpid(pid, 0)
    answer = json.loads(said) if said else None
    injected = "INJECTED" in log.read_text() or os.WIFSIGNALED(status)
    return Ended(answer, os.WIFSIGNALED(status), injected)


def _allow_tracing() -> None:
    """Let strace attach to the child of a parent that guards its memory."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)


def _work(work: Callable[[], object], go: int, other: int, answer: int, say: int) -> None:
    os.close(other)
    os.close(answer)
    os.read(go, 2)
    try:
        os.write(say, json.dumps(work()).encode())
    except BaseException:
        os.write(say, json.dumps(traceback.format_exc()).encode())
    finally:
        os._exit(0)


def files_of(folder: Path, *names: str) -> list[str]:
    """Return options that limit the tracing to some files of a folder."""
    return [word for name in names for word in ("-P", str(folder / name))]


@dataclass
class Tally:
    """Counts what a harness saw and how long it took, for the table in docs/reliability.md."""

    name: str
    start: float = 0.0

    def __enter__(self) -> Tally:
        self.start = time.monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self.start = time.monotonic() - self.start

    def told(self, **numbers: object) -> None:
        """Append one line to the file that SLEDCHY_FIGURES names, when it names one."""
        numbers |= {"seconds": round(self.start, 1), "seed": SEED}
        line = f"{self.name}: " + ", ".join(f"{name} {value}" for name, value in numbers.items())
        if where := os.environ.get("SLEDCHY_FIGURES"):
            with Path(where).open("a", encoding="utf-8") as file:
                file.write(line + "\n")
