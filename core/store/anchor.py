"""The anchor: a memory of the last record outside the archive, so that an older copy is noticed."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Literal

import msgspec

from core.store.canonical import canonical
from core.store.durable import overwrite, write_durably
from core.store.hkdf import hkdf
from core.store.journal import Head
from core.store.keyfile import ArchiveKey

_EVERY = 20
_HALF = 512
"""Bytes of a sector. The first anchors were one half alone; they are read as well."""
_Write = Callable[[Path, ArchiveKey, Head], None]


class Standing(StrEnum):
    """How the archive stands to what was remembered of it, as the code of a sentence."""

    WHOLE = "archive-whole"
    BEHIND = "archive-behind"
    """Records are missing that were saved: an older copy was put back."""
    FORKED = "archive-forked"
    """The remembered record is there with another hash: history was rewritten."""
    UNANCHORED = "archive-unanchored"
    """No anchor was found that this key has signed."""
    READ_ONLY = "archive-read-only"
    """The medium cannot be written."""


class Anchor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The end of the chain as it was after the last save, sealed by the data key."""

    format: Literal[1]
    suite: int
    archive: str
    seq: int
    head: str
    mac: str = ""


def write_anchor(path: Path, key: ArchiveKey, head: Head) -> None:
    """Remember the end of the chain in both halves of a file that is replaced as a whole."""
    write_durably(path, _half(key, head) * 2)


def advance_anchor(path: Path, key: ArchiveKey, head: Head) -> None:
    """Remember the end of the chain after a save, in that half which does not hold the last one.

    One sector is written in place and synced, which costs half as much as replacing the
    file. Torn by a power cut, it leaves the other half: an anchor that is one save behind.
    """
    try:
        whole = path.stat().st_size == 2 * _HALF
    except FileNotFoundError:
        whole = False
    if whole:
        overwrite(path, _HALF * (head.seq % 2), _half(key, head))
    else:
        write_anchor(path, key, head)


def read_anchor(path: Path, key: ArchiveKey) -> Anchor | None:
    """Return the latest anchor of a file that this key has sealed; anything else counts as none."""
    return max(sealed_anchors(path, key), key=lambda anchor: anchor.seq, default=None)


def sealed_anchors(path: Path, key: ArchiveKey) -> list[Anchor]:
    """Return every anchor of a file that this key has sealed: the last save and the one before."""
    return [anchor for anchor in _said(path) if _is_sealed(anchor, key)]


def glance(path: Path) -> Anchor | None:
    """Return what a file says of itself as an anchor, unproved, or None when it is none."""
    return max(_said(path), key=lambda anchor: anchor.seq, default=None)


def _said(path: Path) -> list[Anchor]:
    try:
        content = path.read_bytes()[: 2 * _HALF]
    except OSError:
        return []
    if len(content) != 2 * _HALF and content != content.rstrip() + b"\n":
        return []  # only the first anchors were shorter, and they had no padding: it was cut
    found = []
    for half in (content[:_HALF], content[_HALF:]):
        with suppress(ValueError):
            found.append(msgspec.json.decode(half, type=Anchor))
    return found


def _half(key: ArchiveKey, head: Head) -> bytes:
    """Return a sealed anchor that fills one sector."""
    bare = Anchor(1, key.suite, key.archive_id, head.seq, head.hash)
    text = canonical(msgspec.structs.replace(bare, mac=_mac(key, bare)))
    return text.ljust(_HALF - 1) + b"\n"


def _is_sealed(anchor: Anchor, key: ArchiveKey) -> bool:
    bare = msgspec.structs.replace(anchor, mac="")
    mine = anchor.archive == key.archive_id
    return mine and hmac.compare_digest(anchor.mac, _mac(key, bare))


class Anchors:
    """The places where the end of the chain is remembered: one beside the archive, some elsewhere.

    The one beside it is written after every save. Those elsewhere follow every twenty
    saves and when the archive is closed: they are there for an archive that is put back
    together with its own anchor, and two more syncs would make every save half as slow again.
    """

    def __init__(self, own: Path, witnesses: Sequence[Path], key: ArchiveKey) -> None:
        self.paths, self._key = (own, *witnesses), key
        self.late = False
        """The last save is not remembered yet: the place could not be written."""
        self._owed: Head | None = None
        self._saves = 0

    def remember(self, head: Head) -> None:
        """Note the end of the chain after a save.

        The save itself is done by now, so a place that cannot be written only makes
        the anchor late; an archive ahead of its anchor is sound.
        """
        self.late = not self._note(self.paths[:1], head, advance_anchor)
        self._owed, self._saves = head, self._saves + 1
        if self._saves % _EVERY == 0:
            self.settle()

    def settle(self) -> None:
        """Bring the places elsewhere up to the last save."""
        if self._owed is not None and self._note(self.paths[1:], self._owed, write_anchor):
            self._owed = None

    def remember_everywhere(self, head: Head) -> None:
        """Note the end of the chain in every place at once; nothing later is remembered there."""
        self.late = not self._note(self.paths[:1], head, write_anchor)
        self._owed = head
        self.settle()

    def _note(self, places: Sequence[Path], head: Head, write: _Write) -> bool:
        written = True
        for path in places:
            try:
                write(path, self._key, head)
            except OSError:
                written = False
        return written

    def recall(self) -> list[Anchor | None]:
        """Return what each place remembers."""
        return [read_anchor(path, self._key) for path in self.paths]


def _mac(key: ArchiveKey, bare: Anchor) -> str:
    seal = hkdf(key.key, f"sledchy/{key.suite}/anchor".encode())
    return hmac.new(seal, canonical(bare), hashlib.sha256).hexdigest()
