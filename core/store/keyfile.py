"""The key file: which archive it opens, by which suite, and the slots that hold its key."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from core.errors import DamagedError, UserError
from core.store.canonical import CURRENT_SUITE, SUITES, canonical, digest
from core.store.durable import write_durably
from core.store.hkdf import hkdf

FORMAT = 1
COPY = ".copy"
"""Every key file is kept twice; the second one has this behind its name."""


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
    """The key as it is: whoever has the file has the archive."""

    key: str
    """64 hexadecimal digits."""


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one guess of a passphrase costs (Argon2id, RFC 9106)."""

    memory: Annotated[int, msgspec.Meta(ge=8, le=2 * 1024 * 1024)]
    """KiB."""
    passes: Annotated[int, msgspec.Meta(ge=1, le=64)]
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)]


class PassphraseSlot(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="passphrase"
):
    """The key wrapped by a passphrase."""

    cost: Cost
    salt: str
    nonce: str
    wrapped: str


class RecoverySlot(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="recovery"
):
    """The key wrapped by the code of the printed recovery sheet."""

    salt: str
    nonce: str
    wrapped: str


Slot = RawSlot | PassphraseSlot | RecoverySlot


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole content of a key file."""

    format: Literal[1]
    suite: int
    archive: str
    salt: str
    """The first bytes of the archive: tells damage of its first page from a wrong key."""
    slots: tuple[Slot, ...]
    seal: str = ""
    """Under the data key over everything above: nobody without it can add or take a slot."""
    check: str = ""
    """Hash of everything above: tells a damaged key file from a wrong passphrase."""


class _Version(msgspec.Struct):
    """What every key file of every version says of itself."""

    format: int


def header_of(key: ArchiveKey, slots: tuple[Slot, ...]) -> Header:
    """Return a sealed header with these slots."""
    bare = Header(1, key.suite, key.archive_id, key.salt.hex(), slots)
    sealed = msgspec.structs.replace(bare, seal=_seal(bare, key))
    return msgspec.structs.replace(sealed, check=_check(sealed))


def write_key(path: Path, key: ArchiveKey) -> None:
    """Write a key file without a passphrase; an existing one is never replaced."""
    create_header(path, header_of(key, (RawSlot(key.key.hex()),)))


def create_header(path: Path, header: Header) -> None:
    """Write a key file where there is none, readable by its owner alone."""
    if path.exists():
        raise UserError("key-file-exists", path=path)
    write_header(path, header)


def write_header(path: Path, header: Header) -> None:
    """Replace a key file and then its copy; UserError when the file itself cannot be written.

    A kill or a failure in between leaves the new file beside an old copy, which the
    next opening puts right (`mend`): what was asked for holds already.
    """
    content = canonical(header) + b"\n"
    try:
        write_durably(path, content)
    except OSError as error:
        raise UserError("file-not-written", path=path, reason=error.strerror) from error
    with suppress(OSError):
        write_durably(copy_of(path), content)


def begin(path: Path, header: Header) -> None:
    """Keep the key of an archive that is about to be made, under a name that opens nothing."""
    try:
        write_durably(_making(path), canonical(header) + b"\n")
    except OSError as error:
        raise UserError("file-not-written", path=path, reason=error.strerror) from error


def settle(path: Path, archive: Path) -> None:
    """Give the key of an archive its name if a kill came between the two; else do nothing.

    An archive that was never made leaves a key that belongs to nothing; the next one
    that is made here replaces it.
    """
    making = _making(path)
    if path.exists() or not making.exists():
        return
    header = _read_one(making)
    with suppress(OSError), archive.open("rb") as file:
        if file.read(16).hex() == header.salt:
            create_header(path, header)
            making.unlink()


def forget(path: Path) -> None:
    """Remove the key that was kept while its archive was made."""
    _making(path).unlink(missing_ok=True)


def _making(path: Path) -> Path:
    return path.with_name(path.name + ".making")


def copy_of(path: Path) -> Path:
    """Return where the second copy of a key file lies."""
    return path.with_name(path.name + COPY)


def read_header(path: Path) -> Header:
    """Return the content of a key file, from its copy when the file itself is spoilt.

    DamagedError tells apart: missing, newer, damaged.
    """
    try:
        return _read_one(path)
    except DamagedError as error:
        if error.code == "key-file-newer":
            raise
        try:
            return _read_one(copy_of(path))
        except DamagedError:
            raise error from None


def mend(path: Path, header: Header) -> None:
    """Make both copies of a key file say what was read; a medium that refuses stays as it is."""
    content = canonical(header) + b"\n"
    for place in (path, copy_of(path)):
        try:
            if not place.exists() or place.read_bytes() != content:
                write_durably(place, content)
        except OSError:
            continue


def read_key(path: Path) -> ArchiveKey:
    """Return the key of a key file that has no passphrase; `archive-locked` when it has one."""
    header = read_header(path)
    for slot in header.slots:
        if isinstance(slot, RawSlot):
            return unsealed(header, _bytes_of(slot.key, path), path)
    raise DamagedError("archive-locked", path=path)


def unsealed(header: Header, key: bytes, path: Path) -> ArchiveKey:
    """Return the key of the archive after comparing the seal of the header with it."""
    found = ArchiveKey(header.archive, header.suite, key, bytes.fromhex(header.salt))
    bare = msgspec.structs.replace(header, seal="", check="")
    if len(key) != 32 or not hmac.compare_digest(header.seal, _seal(bare, found)):
        raise DamagedError("key-file-damaged", path=path)
    return found


def _read_one(path: Path) -> Header:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DamagedError("key-file-missing", path=path) from error
    except OSError as error:
        raise DamagedError("file-unreadable", path=path, reason=error.strerror) from error
    try:
        if msgspec.json.decode(content, type=_Version).format > FORMAT:
            raise DamagedError("key-file-newer", path=path)
        header = msgspec.json.decode(content, type=Header)
        sound = len(bytes.fromhex(header.salt)) == 16 and header.suite in SUITES
    except ValueError:  # the words of msgspec and of fromhex may quote the key
        raise DamagedError("key-file-damaged", path=path) from None
    if not (sound and header.slots and header.check == _check(header)):
        raise DamagedError("key-file-damaged", path=path)
    return header


def _bytes_of(digits: str, path: Path) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise DamagedError("key-file-damaged", path=path) from None


def _check(header: Header) -> str:
    bare = msgspec.structs.replace(header, check="")
    return digest(CURRENT_SUITE, "key-file", canonical(bare))


def _seal(bare: Header, key: ArchiveKey) -> str:
    seal = hkdf(key.key, f"sledchy/{key.suite}/key-file".encode())
    return hmac.new(seal, canonical(bare), hashlib.sha256).hexdigest()
