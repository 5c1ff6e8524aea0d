"""The key file: which archive it opens, by which suite, with which key."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Literal

import msgspec

from core.errors import DamagedError, UserError
from core.store.canonical import CURRENT_SUITE, SUITES, canonical, digest
from core.store.durable import write_durably

FORMAT = 1


class ArchiveKey:
    """The data key of one archive; it never shows itself in a message."""

    __slots__ = ("archive_id", "key", "salt", "suite")

    def __init__(self, archive_id: str, suite: int, key: bytes, salt: bytes) -> None:
        self.archive_id, self.suite, self.key, self.salt = archive_id, suite, key, salt

    @classmethod
    def fresh(cls) -> ArchiveKey:
        """Make a random key for a new archive."""
        return cls(
            secrets.token_hex(16), CURRENT_SUITE, secrets.token_bytes(32), secrets.token_bytes(16)
        )

    def __repr__(self) -> str:
        """Return words without the key."""
        return f"ArchiveKey({self.archive_id})"


class RawSlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="raw"):
    """The key as it is; a slot that wraps it by a passphrase is another kind."""

    key: str
    """64 hexadecimal digits."""


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal[1]
    suite: int
    archive: str
    salt: str
    slots: tuple[RawSlot, ...]
    check: str = ""
    """Hash of everything above: tells a damaged key file from a wrong one."""


class _Version(msgspec.Struct):
    """What every key file of every version says of itself."""

    format: int


def write_key(path: Path, key: ArchiveKey) -> None:
    """Write a key file that only its owner can read; an existing one is never replaced."""
    if path.exists():
        raise UserError("key-file-exists", path=path)
    file = _KeyFile(
        format=1,
        suite=key.suite,
        archive=key.archive_id,
        salt=key.salt.hex(),
        slots=(RawSlot(key.key.hex()),),
    )
    write_durably(path, canonical(msgspec.structs.replace(file, check=_check(file))) + b"\n")


def read_key(path: Path) -> ArchiveKey:
    """Return the key of a key file, told apart: missing, newer, damaged."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DamagedError("key-file-missing", path=path) from error
    except OSError as error:
        raise DamagedError("file-unreadable", path=path, reason=error.strerror) from error
    try:
        if msgspec.json.decode(content, type=_Version).format > FORMAT:
            raise DamagedError("key-file-newer", path=path)
        return _unlocked(msgspec.json.decode(content, type=_KeyFile))
    except (ValueError, IndexError):  # the words of msgspec and of fromhex may quote the key
        raise DamagedError("key-file-damaged", path=path) from None


def _unlocked(file: _KeyFile) -> ArchiveKey:
    key = ArchiveKey(
        file.archive, file.suite, bytes.fromhex(file.slots[0].key), bytes.fromhex(file.salt)
    )
    sound = len(key.key) == 32 and len(key.salt) == 16 and file.suite in SUITES
    if not sound or file.check != _check(file):
        raise ValueError("check")
    return key


def _check(file: _KeyFile) -> str:
    bare = msgspec.structs.replace(file, check="")
    return digest(CURRENT_SUITE, "key-file", canonical(bare))
