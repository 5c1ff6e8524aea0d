"""Rows read out of single pages, whatever has become of the tree that led to them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from core.store.pages import USABLE, SoundPages

_LEAF_OF_TABLE, _LEAF_OF_INDEX, _INNER_OF_INDEX = 0x0D, 0x0A, 0x02
_HEADER = {_LEAF_OF_TABLE: 8, _LEAF_OF_INDEX: 8, _INNER_OF_INDEX: 12}
"""Kinds of pages that hold rows, and how long their headers are."""
_FILE_HEADER = 100
_NEXT = 4
_LEAST = (USABLE - 12) * 32 // 255 - 23
_MOST = {
    _LEAF_OF_TABLE: USABLE - 35,
    _LEAF_OF_INDEX: (USABLE - 12) * 64 // 255 - 23,
    _INNER_OF_INDEX: (USABLE - 12) * 64 // 255 - 23,
}
"""Bytes of a row that stay on its page; the rest goes to a chain of further pages."""
_WIDTH = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FIXED = {0: None, 8: 0, 9: 1}
_REAL = 7


class Carved(NamedTuple):
    """One row as it lies in the file."""

    number: int | None
    """Of a row of a table; None in an index and in a table without numbers."""
    values: tuple[object, ...]


class _Torn(Exception):
    """A row that cannot be read to its end."""


def rows(pages: SoundPages) -> Iterator[Carved]:
    """Yield every row of every sound page; one that runs over a damaged page is left out.

    Pages that were given up may hold rows of the past, so whoever reads them needs a
    proof of each row of his own: the hash of a record, the hash of a paper.
    """
    for number in range(1, pages.total + 1):
        page = _given(pages, number)
        start = _FILE_HEADER if number == 1 else 0
        kind = page[start] if page else 0
        if page is None or kind not in _HEADER:
            continue
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        for place in range(start + _HEADER[kind], start + _HEADER[kind] + 2 * count, 2):
            try:
                yield _row(pages, page, int.from_bytes(page[place : place + 2], "big"), kind)
            except (_Torn, IndexError, ValueError, struct.error):
                continue


def _given(pages: SoundPages, number: int) -> bytes | None:
    """Return a page; one that a dying disk does not give is as good as lost."""
    try:
        return pages.page(number)
    except OSError:
        return None


def _row(pages: SoundPages, page: bytes, at: int, kind: int) -> Carved:
    if kind == _INNER_OF_INDEX:
        at += _NEXT
    size, at = _varint(page, at)
    number = None
    if kind == _LEAF_OF_TABLE:
        number, at = _varint(page, at)
    here = _kept_here(size, _MOST[kind])
    content = page[at : at + here]
    if here < size:
        following = int.from_bytes(page[at + here : at + here + _NEXT], "big")
        content += _overflow(pages, following, size - here)
    return Carved(number, _values(content))


def _kept_here(size: int, most: int) -> int:
    """Return how many bytes of a row stay on its page (SQLite file format, 1.6)."""
    if size <= most:
        return size
    kept = _LEAST + (size - _LEAST) % (USABLE - _NEXT)
    return kept if kept <= most else _LEAST


def _overflow(pages: SoundPages, number: int, wanted: int) -> bytes:
    if wanted > pages.total * USABLE:
        raise _Torn
    content = bytearray()
    while len(content) < wanted:
        page = _given(pages, number)
        if page is None:
            raise _Torn
        number = int.from_bytes(page[:_NEXT], "big")
        content += page[_NEXT : min(USABLE, _NEXT + wanted - len(content))]
    return bytes(content)


def _values(content: bytes) -> tuple[object, ...]:
    end, at = _varint(content, 0)
    body, found = end, list[object]()
    while at < end:
        code, at = _varint(content, at)
        width = _width(code)
        piece = content[body : body + width]
        if len(piece) != width:
            raise _Torn
        found.append(_value(code, piece))
        body += width
    return tuple(found)


def _width(code: int) -> int:
    if code >= 12:
        return (code - 12) // 2
    return 8 if code == _REAL else _WIDTH.get(code, 0)


def _value(code: int, piece: bytes) -> object:
    if code >= 12:
        return piece.decode() if code % 2 else piece
    if code in _FIXED:
        return _FIXED[code]
    if code == _REAL:
        return struct.unpack(">d", piece)[0]
    return int.from_bytes(piece, "big", signed=True)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes and where the next thing begins."""
    value = 0
    for step in range(8):
        byte = content[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | content[at + 8], at + 9
