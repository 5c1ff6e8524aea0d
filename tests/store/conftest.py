"""Folders of these tests lie in memory: a kill leaves the same there, and syncing costs nothing.

What a disk does is tested by recorded calls (R2) and measured on the disk (R13).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

MEMORY = Path("/dev/shm")


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where the system has such, else the usual one."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=MEMORY, prefix="sledchy-") as name:
        yield Path(name)
