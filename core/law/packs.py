"""Law data that come as one signed file: its envelope, its closed schema, its refusals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NoReturn

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.errors import UserError
from core.law.book import Packed
from core.law.calendar import Year
from core.law.editions import KINDS, Edition
from core.law.loader import explain

LARGEST = 5_000_000
"""Bytes of a pack; a larger one is refused before it is read."""
FORMAT = 1
_MAGIC = b"sledchy-law-pack\n"
_DOMAIN = b"sledchy/1/law-pack\0"
_SIGNATURE = 64
_LABEL_MOST = 1024


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed together with the content."""

    format: Literal[1]
    purpose: Literal["law"]
    publisher: str
    """Ed25519 public key, 64 hexadecimal digits."""
    version: int
    """Grows with every pack of a publisher."""
    valid_from: date
    valid_until: date
    """Last day on which the pack may be installed."""

    def __post_init__(self) -> None:
        if self.version < 1 or self.valid_until < self.valid_from:
            raise ValueError("a version from 1 on, and days in their order")


class Addition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One edition of the Code with the whole entries it changes, by kind."""

    edition: Edition
    entries: dict[str, list[dict[str, Any]]]


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every edition that is newer than the shipped ones, and years of the calendar."""

    editions: list[Addition]
    years: list[Year] = []


class Pack(msgspec.Struct, frozen=True):
    """A pack of which every byte is proved and every entry is read."""

    label: Label
    publisher: str
    """Name of the publisher as the program knows it."""
    editions: tuple[tuple[Edition, Packed], ...]
    years: tuple[Year, ...]


class _Version(msgspec.Struct):
    format: int


def fresh_key() -> tuple[str, str]:
    """Make the key of a publisher: its private and its public half in hexadecimal digits."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw().hex(), key.public_key().public_bytes_raw().hex()


def read_key(content: bytes, name: str) -> bytes:
    """Return the private key of a file; UserError when it holds none."""
    try:
        key = bytes.fromhex(content.decode("ascii"))
        Ed25519PrivateKey.from_private_bytes(key)
    except ValueError:
        raise UserError("law-pack-key-broken", path=name) from None
    return key


def seal(content: Content, key: bytes, version: int, valid_from: date, valid_until: date) -> bytes:
    """Return content as a pack signed by the key of a publisher, 32 bytes.

    The signature covers every byte with purpose, version and days.
    """
    signer = Ed25519PrivateKey.from_private_bytes(key)
    public = signer.public_key().public_bytes_raw().hex()
    try:
        label = Label(1, "law", public, version, valid_from, valid_until)
    except ValueError as error:
        raise UserError("law-pack-wrong", problem=str(error)) from None
    head, body = _bytes(label) + b"\n", _bytes(content)
    return _MAGIC + head + signer.sign(_DOMAIN + head + body) + body


def _bytes(value: object) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def unseal(sealed: bytes, publishers: Mapping[str, str]) -> Pack:
    """Return a pack; `publishers` are the known keys and their names.

    UserError: law-pack-too-large, law-pack-unsigned, law-pack-newer, law-pack-damaged,
    law-pack-publisher-unknown, law-pack-forged, law-pack-wrong (with what and where).
    """
    if len(sealed) > LARGEST:
        raise UserError("law-pack-too-large", most=LARGEST // 1_000_000)
    if not sealed.startswith(_MAGIC):
        raise UserError("law-pack-unsigned")
    label, head, rest = _read_label(sealed)
    if label.publisher not in publishers:
        raise UserError("law-pack-publisher-unknown", publisher=label.publisher[:16])
    body = rest[_SIGNATURE:]
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(label.publisher))
        key.verify(rest[:_SIGNATURE], _DOMAIN + head + body)
    except (InvalidSignature, ValueError):
        raise UserError("law-pack-forged", publisher=publishers[label.publisher]) from None
    content = _content(body)
    editions = tuple((one.edition, _packed(one)) for one in content.editions)
    _twins("editions", [edition.id for edition, _ in editions])
    _twins("years", [year.id for year in content.years])
    return Pack(label, publishers[label.publisher], editions, tuple(content.years))


def _read_label(sealed: bytes) -> tuple[Label, bytes, bytes]:
    end = sealed.find(b"\n", len(_MAGIC), len(_MAGIC) + _LABEL_MOST) + 1
    head = sealed[len(_MAGIC) : end]
    try:
        raw = _strict(head)
        if msgspec.convert(raw, _Version).format > FORMAT:
            raise UserError("law-pack-newer")
        label = msgspec.convert(raw, Label)
    except (ValueError, RecursionError):
        raise UserError("law-pack-damaged") from None
    return label, head, sealed[end:]


def _content(body: bytes) -> Content:
    try:
        raw = _strict(body)
    except UserError:
        raise
    except (ValueError, RecursionError):
        raise UserError("law-pack-damaged") from None
    try:
        return msgspec.convert(raw, Content)
    except msgspec.ValidationError as error:
        raise UserError("law-pack-wrong", problem=explain(error, Content)) from None
    except RecursionError:
        raise UserError("law-pack-damaged") from None


def _strict(text: bytes) -> Any:
    """Return JSON in which no key stands twice and every number is one."""
    return json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        _twins("keys", [key for key, _ in pairs])
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _twins(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise UserError("law-pack-wrong", problem=f"{what}: {one!r} stands twice")
        seen.add(one)


def _packed(one: Addition) -> dict[str, bytes]:
    """Return the entries of an edition as the book keeps them, each checked by its kind."""
    packed: dict[str, bytes] = {}
    for kind, entries in one.entries.items():
        if kind not in KINDS:
            problem = (
                f"{one.edition.id}: unknown kind {kind!r}; allowed: {', '.join(sorted(KINDS))}"
            )
            raise UserError("law-pack-wrong", problem=problem)
        _twins(f"{one.edition.id}: {kind}", [str(entry.get("id")) for entry in entries])
        try:
            records = [msgspec.convert(entry, KINDS[kind]) for entry in entries]
        except (msgspec.ValidationError, RecursionError) as error:
            problem = f"{one.edition.id}: {kind}: {error}"
            raise UserError("law-pack-wrong", problem=problem) from None
        packed[kind] = msgspec.msgpack.encode(records)
    return packed
