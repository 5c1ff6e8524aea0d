"""Which passphrase is good enough for the secret of an investigation."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.errors import UserError
from core.paths import RESOURCES

SHORTEST, LONGEST = 12, 128
"""Letters; no rules of composition, pasting is welcome (OWASP ASVS 6.2)."""
_DIFFERENT = 6
COMMON = RESOURCES / "security" / "common-passphrases.txt"


def check_passphrase(passphrase: str, common: Path = COMMON) -> None:
    """Refuse a passphrase that is short, too long to be meant, or among the first guesses.

    UserError codes: passphrase-short, passphrase-long, passphrase-common.
    """
    if len(passphrase) < SHORTEST:
        raise UserError("passphrase-short", least=SHORTEST)
    if len(passphrase) > LONGEST:
        raise UserError("passphrase-long", most=LONGEST)
    plain = _plain(passphrase)
    few = len(set(passphrase)) < _DIFFERENT
    known = any(word in plain and 3 * len(word) >= 2 * len(plain) for word in _words(common))
    if few or not plain or known or _repeats(plain):
        raise UserError("passphrase-common")


def strength(passphrase: str, common: Path = COMMON) -> int:
    """Return 0 (refused) to 4 (long and varied) for a meter beside the field."""
    try:
        check_passphrase(passphrase, common)
    except UserError:
        return 0
    varied = len(set(passphrase)) + len(passphrase) + 4 * len(passphrase.split())
    return min(4, 1 + max(0, varied - 26) // 8)


@cache
def _words(common: Path) -> frozenset[str]:
    lines = common.read_text(encoding="utf-8").splitlines()
    return frozenset(_plain(line) for line in lines if line and not line.startswith("#"))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _repeats(plain: str) -> bool:
    """Return whether a text is one short piece said again and again."""
    return len(plain) > 1 and plain in (plain + plain)[1:-1]
