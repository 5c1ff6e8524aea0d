"""One way to write a value as bytes, one way to hash them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec

_PROGRAM = "sledchy"

SUITES: dict[int, Callable[[bytes], Any]] = {1: hashlib.sha256}
"""Hash functions by suite number; a national suite gets the next number (STB 34.101.77)."""
CURRENT_SUITE = 1


def canonical(value: object) -> bytes:
    """Return JSON with sorted keys, no spaces and no escapes beyond the needed.

    >>> canonical({"b": 1, "a": [True, None]})
    b'{"a":[true,null],"b":1}'
    """
    return msgspec.json.encode(value, order="deterministic")


def canonical_json(text: bytes) -> bytes:
    """Return the canonical form of JSON bytes.

    >>> canonical_json(b'{ "b": 1, "a": 2 }')
    b'{"a":2,"b":1}'
    """
    return canonical(msgspec.json.decode(text))


def digest(suite: int, purpose: str, content: bytes) -> str:
    """Return the hash of some bytes for one purpose, in hexadecimal digits.

    Purpose and suite are hashed too, so that a hash made for one thing never
    passes for another.
    """
    domain = f"{_PROGRAM}/{suite}/{purpose}".encode() + b"\0"
    return str(SUITES[suite](domain + content).hexdigest())
