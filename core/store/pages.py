"""Pages of a damaged archive that still prove themselves, decrypted in memory alone."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from core.store.keyfile import ArchiveKey

PAGE = 4096
_IV, _MAC = 16, 64
USABLE = PAGE - _IV - _MAC
"""Bytes of a page that hold rows; the rest is the vector of the cipher and the proof."""
_SALT = 16
_START = b"SQLite format 3\0"
_MASK, _ROUNDS = 0x3A, 2
"""How SQLCipher 4 makes the key of its proofs from the key and the salt of the file."""


class SoundPages:
    """Gives the pages of a file that are as they were written, one by one.

    A page is proved by HMAC-SHA512 under the data key, with its number: a flipped bit, a
    page of another place or of another archive is None, as is one the disk does not give.
    """

    def __init__(self, path: Path, key: ArchiveKey) -> None:
        """Open the file for reading alone; OSError when the system refuses even that."""
        masked = bytes(byte ^ _MASK for byte in key.salt)
        self._seal = hashlib.pbkdf2_hmac("sha512", key.key, masked, _ROUNDS, len(key.key))
        self._cipher = algorithms.AES256(key.key)
        self._descriptor = os.open(path, os.O_RDONLY)
        self.total = os.fstat(self._descriptor).st_size // PAGE

    def __enter__(self) -> SoundPages:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        os.close(self._descriptor)

    def page(self, number: int) -> bytes | None:
        """Return what a page says, or None when it does not prove itself; the first is 1."""
        if not 1 <= number <= self.total:
            return None
        try:
            os.lseek(self._descriptor, (number - 1) * PAGE, os.SEEK_SET)
            whole = os.read(self._descriptor, PAGE)
        except OSError:
            return None
        start = _SALT if number == 1 else 0
        sealed = whole[start : PAGE - _MAC] + number.to_bytes(4, "little")
        proof = hmac.digest(self._seal, sealed, "sha512")
        if len(whole) != PAGE or not hmac.compare_digest(proof, whole[PAGE - _MAC :]):
            return None
        vector = whole[USABLE : USABLE + _IV]
        plain = Cipher(self._cipher, modes.CBC(vector)).decryptor().update(whole[start:USABLE])
        return (_START if start else b"") + plain

    def any(self) -> bool:
        """Return whether any page proves itself, so that the file is of this key."""
        return any(self.page(number) is not None for number in range(1, self.total + 1))
