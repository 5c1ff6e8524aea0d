"""The one door through which words of people reach a page.

Nothing behind this door parses markup: bold and small come from typed pieces, so
`<b>` in a name is four characters and is printed as four characters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

Printable = NewType("Printable", str)
"""Text that has passed `clean`; the drawing functions accept nothing else."""

_PLAIN = re.compile(r"[\n -~\u00a0\u00ab\u00bb\u0400-\u045f\u2013-\u2026\u2116]*")
"""What nearly all texts are made of: nothing in it can be taken out or joined."""
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WIDE = re.compile("[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
"""Spaces of other widths, for which no face has a glyph of its own."""
_HOLDING = re.compile("[\u2007\u202f]")
"""Spaces of other widths at which a line must not end."""
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"  # soft hyphen, format marks
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, direction (bidi) controls
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # lone surrogates, noncharacters
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags: text that nobody sees
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)


def clean(text: str) -> Printable:
    """Return the text as it may be printed: NFC, with what cannot be seen taken out.

    Control characters, lone surrogates and direction controls go, for a page must
    say to the eye what it says to a search; every kind of line end becomes a line
    feed, a tab and every space of another width a plain one. NFC and never NFKC: NFKC
    would turn the number sign into "No" and a raised 1 into a plain one, and an article
    number into another one.

    >>> clean("a\\u202eb\\tc\\r\\n<d>")
    'ab c\\n<d>'
    """
    if not _PLAIN.fullmatch(text):
        text = _LINE_ENDS.sub("\n", text)
        text = _HOLDING.sub("\u00a0", _WIDE.sub(" ", _INVISIBLE.sub("", text)))
        text = unicodedata.normalize("NFC", text)
    return Printable(text)


def paragraphs(text: str) -> tuple[Printable, ...]:
    """Return the cleaned paragraphs of a text, split at its own line ends; empty ones go.

    >>> paragraphs("one\\n\\n two ")
    ('one', 'two')
    """
    # Only spaces and line feeds are trimmed: a no-break space at an edge was put there by hand.
    pieces = (piece.strip(" ") for piece in clean(text).split("\n"))
    return tuple(Printable(piece) for piece in pieces if piece)
