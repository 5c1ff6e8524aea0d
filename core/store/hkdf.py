"""Keys for one purpose, made from another key (RFC 5869)."""

from __future__ import annotations

import hashlib
import hmac

_HASH_BYTES = 32


def hkdf(key: bytes, purpose: bytes, salt: bytes = b"", length: int = _HASH_BYTES) -> bytes:
    """Return a key for one purpose made from another (RFC 5869 with SHA-256)."""
    inner = hmac.digest(salt or bytes(_HASH_BYTES), key, hashlib.sha256)
    block, output = b"", b""
    for number in range(1, -(-length // _HASH_BYTES) + 1):
        block = hmac.digest(inner, block + purpose + bytes([number]), hashlib.sha256)
        output += block
    return output[:length]
