"""Small files that are either the old one or the new one, whatever happens."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file so that a crash leaves the old content or the new, never a part.

    The temporary file lies beside it, is private before a byte is written and is on
    the disk before it takes the name; then the folder is put on the disk as well.
    """
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def overwrite(path: Path, at: int, content: bytes) -> None:
    """Write over a part of a file in place and put it on the disk; its size stays as it is.

    For parts of one sector: a power cut leaves the old or the new, or a part that whoever
    reads it can tell from a whole one.
    """
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, at, os.SEEK_SET)
            os.write(descriptor, content)
        else:
            os.pwrite(descriptor, content, at)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Put the content of a file on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Put the names of a folder on the disk; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read; fail when it exists."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
