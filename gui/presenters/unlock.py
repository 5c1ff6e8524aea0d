"""What the unlock screen knows: which archive waits, how keys were struck, how good a phrase is."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import name as name_of

from core.i18n import N_
from core.services.passphrases import strength
from core.services.unlocking import Place
from core.store.attempts import Attempts

STRENGTHS = (
    N_("Too easy to guess"),
    N_("Just enough"),
    N_("Good"),
    N_("Strong"),
    N_("Very strong"),
)
TONES = ("overdue", "urgent", "soon", "calm", "calm")
"""Tone of each strength."""


@dataclass(frozen=True)
class Threshold:
    """An archive before which one stands; kept while the screen is shown."""

    place: Place
    attempts: Attempts | None = None
    """Failed tries: the wait goes on whatever the page does. None while it cannot be tried."""
    recovery: bool = False
    """Whether a recovery sheet was made."""
    trouble: Exception | None = None
    """Why it cannot be opened at all."""

    @property
    def wait(self) -> int:
        """Return the whole seconds until the next try is heard."""
        left = self.attempts.wait() if self.attempts else 0.0
        return int(left) + (left > int(left))


def caps_lock(letter: str, shift: bool) -> bool | None:
    """Return whether Caps Lock is on, as one struck key tells; None when it tells nothing.

    >>> caps_lock("A", False), caps_lock("a", False), caps_lock("1", False)
    (True, False, None)
    """
    if len(letter) != 1 or letter.upper() == letter.lower():
        return None
    return letter.isupper() != shift


def script(letter: str) -> str:
    """Return an English msgid: in which letters the last key wrote, or nothing.

    >>> script("q"), script("7")
    ('Latin letters', '')
    """
    if len(letter) != 1 or not letter.isalpha():
        return ""
    return (
        N_("Cyrillic letters")
        if name_of(letter, "").startswith("CYRILLIC")
        else N_("Latin letters")
    )


def rated(passphrase: str) -> tuple[int, str, str]:
    """Return the strength of a passphrase from 0 to 4, its msgid and its tone."""
    level = strength(passphrase)
    return level, STRENGTHS[level], TONES[level]
