"""The code of the recovery sheet: how it is printed and how it is read back."""

from __future__ import annotations

import hashlib
import secrets

from core.errors import UserError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as something else (Crockford's base 32)."""
_MISREAD = str.maketrans("ILO", "110") | {
    0x0410: "A",
    0x0412: "B",
    0x0415: "E",
    0x0417: "3",
    0x041A: "K",
    0x041C: "M",
    0x041D: "H",
    0x041E: "0",
    0x0420: "P",
    0x0421: "C",
    0x0422: "T",
    0x0425: "X",
    0x0406: "1",
}
"""Letters that look the same, the Cyrillic ones of a keyboard that was not switched too."""
BITS = 160
LETTERS = BITS // 5
_CHECK = 4
_GROUP = 6


def fresh_code() -> bytes:
    """Make a random secret for a recovery sheet."""
    return secrets.token_bytes(BITS // 8)


def printed(code: bytes) -> str:
    """Return a code in groups of six with its four check letters behind.

    >>> printed(bytes(20))
    '000000-000000-000000-000000-000000-00BV0B'
    """
    number = int.from_bytes(code, "big")
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
    whole = letters + _check(letters)
    return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def parsed(text: str) -> bytes:
    """Return the secret of a typed code.

    UserError `recovery-code-mistyped` when a letter is missing or the check letters
    do not agree: that is a slip of the hand and not a code of another sheet.
    """
    letters = "".join(text.upper().translate(_MISREAD).split()).replace("-", "")
    body, check = letters[:LETTERS], letters[LETTERS:]
    known = all(letter in _ALPHABET for letter in letters)
    if len(letters) != LETTERS + _CHECK or not known or check != _check(body):
        raise UserError("recovery-code-mistyped", letters=LETTERS + _CHECK)
    number = 0
    for letter in body:
        number = number << 5 | _ALPHABET.index(letter)
    return number.to_bytes(BITS // 8, "big")


def _check(letters: str) -> str:
    sum_of = hashlib.sha256(b"sledchy/1/recovery-code\0" + letters.encode()).digest()
    return "".join(_ALPHABET[byte & 31] for byte in sum_of[:_CHECK])
