"""A sealed parcel for one recipient: signed as a whole, then encrypted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

import msgspec
import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import x25519

from core.errors import UserError
from core.store.canonical import canonical

LARGEST = 50_000_000
"""Bytes of a package; a larger one is refused before it is read."""
_MAGIC = b"sledchy-package\n"
_DOMAIN = b"sledchy/1/package\0"
_SIGNATURE = 64
_LABEL_MOST = 4096
FORMAT = 1


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What others must know of a workplace to write to it and to know its signature."""

    format: Literal[1]
    name: str
    sign: str
    """Ed25519 public key, 64 hexadecimal digits."""
    age: str
    """Recipient of age, X25519."""


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The private halves; they live in the archive alone."""

    name: str
    sign: str
    age: str

    def __repr__(self) -> str:
        """Return words without the keys."""
        return f"Identity({self.name})"


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed together with the content."""

    format: Literal[1]
    purpose: Literal["case"]
    sender: str
    recipient: str
    archive: str
    """The id of the archive it comes from, and how many records that had."""
    seq: int
    head: str


class _Version(msgspec.Struct):
    format: int


def fresh_identity(name: str) -> Identity:
    """Make the keys of a workplace."""
    return Identity(
        name,
        Ed25519PrivateKey.generate().private_bytes_raw().hex(),
        str(x25519.Identity.generate()),
    )


def card_of(identity: Identity) -> Card:
    """Return the public halves of an identity."""
    sign = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(identity.sign)).public_key()
    age = x25519.Identity.from_str(identity.age).to_public()
    return Card(1, identity.name, sign.public_bytes_raw().hex(), str(age))


def fingerprint(card: Card) -> str:
    """Return the digits two people read to each other before they trust a card."""
    digits = hashlib.sha256(f"{card.sign}\0{card.age}".encode()).hexdigest()[:32].upper()
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def write_card(card: Card) -> bytes:
    """Return a card as a small file."""
    return msgspec.json.format(canonical(card), indent=1) + b"\n"


def read_card(content: bytes) -> Card:
    """Return the card of a file; UserError `card-broken` for anything else."""
    try:
        card = msgspec.json.decode(content[:10_000], type=Card)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(card.sign))
        x25519.Recipient.from_str(card.age)
    except (ValueError, pyrage.RecipientError):
        raise UserError("card-broken") from None
    if not card.name.strip() or len(card.name) > 200:
        raise UserError("card-broken")
    return card


def pack(
    content: bytes, identity: Identity, recipient: Card, archive: str, seq: int, head: str
) -> bytes:
    """Return content signed by one workplace and encrypted for another.

    The signature covers every byte with purpose, sender, recipient and the state of
    the archive: a signature over a list inside would leave the rest free to change.
    """
    label = Label(1, "case", card_of(identity).sign, recipient.age, archive, seq, head)
    head_line = canonical(label) + b"\n"
    signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(identity.sign))
    signature = signer.sign(_DOMAIN + head_line + content)
    plain = _MAGIC + head_line + signature + content
    sealed: bytes = pyrage.encrypt(plain, [x25519.Recipient.from_str(recipient.age)])
    return sealed


def unpack(
    sealed: bytes, identity: Identity, known: Mapping[str, Card]
) -> tuple[Label, Card, bytes]:
    """Return label, sender and content of a parcel whose every byte is proved.

    UserError: package-too-large, package-not-for-us, package-newer, package-damaged,
    package-sender-unknown (with the key it names), package-forged.
    """
    if len(sealed) > LARGEST:
        raise UserError("package-too-large", most=LARGEST // 1_000_000)
    plain = _decrypted(sealed, identity)
    label, head_line, rest = _read_label(plain)
    sender = known.get(label.sender)
    if sender is None:
        raise UserError("package-sender-unknown", sender=label.sender[:16])
    signature, content = rest[:_SIGNATURE], rest[_SIGNATURE:]
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(label.sender))
        key.verify(signature, _DOMAIN + head_line + content)
    except (InvalidSignature, ValueError):
        raise UserError("package-forged", sender=sender.name) from None
    if label.recipient != card_of(identity).age:
        raise UserError("package-not-for-us")
    return label, sender, content


def _decrypted(sealed: bytes, identity: Identity) -> bytes:
    try:
        plain: bytes = pyrage.decrypt(sealed, [x25519.Identity.from_str(identity.age)])
    except (pyrage.DecryptError, ValueError, OSError):
        raise UserError("package-not-for-us") from None
    return plain


def _read_label(plain: bytes) -> tuple[Label, bytes, bytes]:
    if not plain.startswith(_MAGIC):
        raise UserError("package-damaged", where="label")
    end = plain.find(b"\n", len(_MAGIC), len(_MAGIC) + _LABEL_MOST) + 1
    head_line = plain[len(_MAGIC) : end]
    try:
        if msgspec.json.decode(head_line, type=_Version).format > FORMAT:
            raise UserError("package-newer")
        label = msgspec.json.decode(head_line, type=Label)
    except (ValueError, RecursionError):
        raise UserError("package-damaged", where="label") from None
    return label, head_line, plain[end:]
