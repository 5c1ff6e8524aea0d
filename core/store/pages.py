"""Pages of a damaged archive that still prove themselves, decrypted in memory alone."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from core.store.failures import Trouble
from core.store.keyfile import ArchiveKey

PAGE = 4096
_IV, _MAC = 16, 64
USABLE = PAGE - _IV - _MAC
"""Bytes of a page that hold rows; the rest is the vector of the cipher and the proof."""
_SALT = 16
_COUNT = slice(28, 32)
"""Where the first page says how many there are."""
_START = b"SQLite format 3\0"
_MASK, _ROUNDS = 0x3A, 2
"""How SQLCipher 4 makes the key of its proofs from the key and the salt of the file."""


class SoundPages:
    """Gives the pages of a file that are as they were written, one by one.

    A page is proved by HMAC-SHA512 under the data key, with its number: a flipped bit, a
    page of another place or of another archive is None.
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
        """Return what a page says, or None when it does not prove itself; the first is 1.

        OSError when the disk does not give it: that is trouble and no damage.
        """
        if not 1 <= number <= self.total:
            return None
        os.lseek(self._descriptor, (number - 1) * PAGE, os.SEEK_SET)
        whole = os.read(self._descriptor, PAGE)
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

    def all(self) -> bool:
        """Return whether every page that the file should have proves itself."""
        first = self.page(1)
        if first is None or int.from_bytes(first[_COUNT], "big") > self.total:
            return False
        return all(self.page(number) is not None for number in range(2, self.total + 1))


def intact(path: Path, key: ArchiveKey) -> bool:
    """Return whether a file proves itself page by page; Trouble when the disk does not give it."""
    try:
        with SoundPages(path, key) as pages:
            return pages.all()
    except OSError as error:
        raise Trouble("archive-trouble", reason=error.strerror) from error
