"""The files inside a parcel: a plain zip, read with caps before anything is unpacked."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from core.errors import UserError

MOST_ENTRIES = 200
MOST_EACH = 20_000_000
MOST_TOTAL = 50_000_000
MOST_RATIO = 100
_SMALL = 64_000
"""Below this size a high ratio is no bomb: empty lists press very well."""
_NAME = re.compile(r"[a-z]{1,20}(/[0-9]{4})?\.json")
"""Our own names; others are refused and never become a path."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
_BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    KeyError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    AttributeError,
)
"""What a spoilt zip makes the standard library raise."""


def close_crate(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip with the same bytes every time."""
    if len(files) > MOST_ENTRIES or sum(map(len, files.values())) > MOST_TOTAL:
        raise UserError("package-too-large", most=MOST_TOTAL // 1_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as crate:
        for name in sorted(files):
            if not _NAME.fullmatch(name):
                raise ValueError(name)
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            crate.writestr(entry, files[name])
    return out.getvalue()


def open_crate(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip, in memory; UserError `package-damaged` names the first fault.

    Count, names, kinds, sizes and ratio are looked at before a byte is unpacked, and
    unpacking stops at the size an entry claims.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as crate:
            entries = crate.infolist()
            _inspect(entries)
            return {entry.filename: _read(crate, entry) for entry in entries}
    except _BROKEN:
        raise UserError("package-damaged", where="zip") from None


def _inspect(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise UserError("package-damaged", where="entries")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or not all(_NAME.fullmatch(name) for name in names):
        raise UserError("package-damaged", where="names")
    if sum(entry.file_size for entry in entries) > MOST_TOTAL:
        raise UserError("package-damaged", where="size")
    for entry in entries:
        plain = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not plain or entry.flag_bits & 0x1 or entry.file_size > MOST_EACH:
            raise UserError("package-damaged", where="kind")
        if entry.file_size > max(_SMALL, MOST_RATIO * entry.compress_size):
            raise UserError("package-damaged", where="ratio")


def _read(crate: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with crate.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise UserError("package-damaged", where="size")
    return content
