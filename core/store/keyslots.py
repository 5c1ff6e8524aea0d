"""Wrapping the data key: by a passphrase (Argon2id) or by the code of the recovery sheet."""

from __future__ import annotations

import secrets
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from core.errors import DamagedError, Refused, UserError
from core.store.canonical import canonical
from core.store.hkdf import hkdf
from core.store.keyfile import (
    ArchiveKey,
    Cost,
    Header,
    PassphraseSlot,
    RecoverySlot,
    Slot,
    header_of,
    unsealed,
)

DEFAULT_COST = Cost(memory=256 * 1024, passes=3, lanes=2)
FLOOR_COST = Cost(memory=64 * 1024, passes=3, lanes=2)
"""RFC 9106, second recommended option; a new slot is never cheaper unless a test asks."""
_ENOUGH_SECONDS = 0.7
_MOST_PASSES = 24


def calibrated(clock: Callable[[], float] = time.perf_counter) -> Cost:
    """Return what a guess shall cost on this machine: at least 0.7 s, never below the floor.

    A machine without the memory for the usual cost gets the floor.
    """
    cost = DEFAULT_COST
    try:
        taken = _seconds(cost, clock)
    except (MemoryError, ValueError):
        return FLOOR_COST
    if taken >= _ENOUGH_SECONDS:
        return cost
    passes = min(_MOST_PASSES, int(cost.passes * _ENOUGH_SECONDS / max(taken, 0.01)) + 1)
    return msgspec.structs.replace(cost, passes=passes)


def with_passphrase(key: ArchiveKey, kept: Header | None, passphrase: str, cost: Cost) -> Header:
    """Return a header that opens by this passphrase; of the old slots the recovery one stays."""
    salt = secrets.token_bytes(16)
    secret = _derived(passphrase, salt, cost)
    slot = PassphraseSlot(cost, salt.hex(), "", "")
    nonce, wrapped = _wrap(key, secret, slot)
    done = msgspec.structs.replace(slot, nonce=nonce, wrapped=wrapped)
    rest = [one for one in (kept.slots if kept else ()) if isinstance(one, RecoverySlot)]
    return header_of(key, (done, *rest))


def with_recovery(key: ArchiveKey, kept: Header, code: bytes) -> Header:
    """Return a header that opens by this recovery code as well; an older code opens no more."""
    salt = secrets.token_bytes(16)
    slot = RecoverySlot(salt.hex(), "", "")
    nonce, wrapped = _wrap(key, _of_code(code, salt), slot)
    done = msgspec.structs.replace(slot, nonce=nonce, wrapped=wrapped)
    rest = [one for one in kept.slots if not isinstance(one, RecoverySlot)]
    return header_of(key, (*rest, done))


def open_by_passphrase(header: Header, passphrase: str, path: Path) -> ArchiveKey:
    """Return the key; Refused `passphrase-wrong` is an answer and not damage."""
    for slot in header.slots:
        if isinstance(slot, PassphraseSlot):
            secret = _derived(passphrase, _hex(slot.salt, path), slot.cost)
            return _unwrap(header, secret, slot, path, "passphrase-wrong")
    raise UserError("passphrase-not-set", path=path)


def open_by_code(header: Header, code: bytes, path: Path) -> ArchiveKey:
    """Return the key by the code of the recovery sheet; Refused when it is of another sheet."""
    for slot in header.slots:
        if isinstance(slot, RecoverySlot):
            secret = _of_code(code, _hex(slot.salt, path))
            return _unwrap(header, secret, slot, path, "recovery-code-wrong")
    raise UserError("recovery-not-set", path=path)


def _wrap(key: ArchiveKey, secret: bytes, slot: PassphraseSlot | RecoverySlot) -> tuple[str, str]:
    nonce = secrets.token_bytes(12)
    facts = _facts(key.suite, key.archive_id, key.salt.hex(), slot)
    return nonce.hex(), AESGCM(secret).encrypt(nonce, key.key, facts).hex()


def _unwrap(
    header: Header, secret: bytes, slot: PassphraseSlot | RecoverySlot, path: Path, wrong: str
) -> ArchiveKey:
    facts = _facts(header.suite, header.archive, header.salt, slot)
    nonce, wrapped = _hex(slot.nonce, path), _hex(slot.wrapped, path)
    try:
        key = AESGCM(secret).decrypt(nonce, wrapped, facts)
    except InvalidTag:
        raise Refused(wrong) from None
    except ValueError:
        raise DamagedError("key-file-damaged", path=path) from None
    return unsealed(header, key, path)


def _facts(suite: int, archive: str, salt: str, slot: Slot) -> bytes:
    """Return everything that is bound to a wrap without being hidden by it."""
    open_part = msgspec.to_builtins(slot)
    for hidden in ("nonce", "wrapped"):
        open_part.pop(hidden)
    return canonical(["sledchy/key-slot", suite, archive, salt, open_part])


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return the secret of a passphrase; the same letters typed in another way give the same."""
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=max(cost.memory, 8 * cost.lanes),
    )
    try:
        return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))
    except MemoryError:
        raise UserError("memory-wanting", mebibytes=cost.memory // 1024) from None


def _of_code(code: bytes, salt: bytes) -> bytes:
    return hkdf(code, b"sledchy/1/recovery", salt)


def _seconds(cost: Cost, clock: Callable[[], float]) -> float:
    start = clock()
    _derived("calibration", bytes(16), cost)
    return clock() - start


def _hex(digits: str, path: Path) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise DamagedError("key-file-damaged", path=path) from None
