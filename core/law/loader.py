"""From the YAML of resources/law to a law book, through a compiled form checked by hash."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from core.errors import DataError
from core.law.book import LawBook, Packed
from core.law.calendar import Calendar, Holidays, Year
from core.law.editions import KINDS, Edition
from core.law.model import Record
from core.law.yaml_source import read_yaml

T = TypeVar("T")

COMPILED_FORMAT = 1
"""Raised whenever the meaning of the compiled form changes; old files are then made anew."""


class _Compiled(msgspec.Struct, frozen=True):
    """The whole book after its YAML was read and checked once."""

    format: int
    digest: str
    editions: tuple[tuple[Edition, dict[str, bytes]], ...]
    holidays: Holidays
    years: tuple[Year, ...]


class Overlay(NamedTuple):
    """Editions and years that come from elsewhere and are laid over the shipped ones."""

    editions: Sequence[tuple[Edition, Packed]]
    years: Sequence[Year]
    digest: str


def load_book(root: Path, compiled: Path | None = None, overlay: Overlay | None = None) -> LawBook:
    """Return the law book of a folder `resources/law`, with an overlay if one is given.

    With `compiled`, that file is used when it was made from the same YAML, and written
    when it was not. DataError names the file, the entry and what is allowed there.
    """
    sources = _sources(root)
    digest = _digest(root, sources)
    ready = _read_compiled(compiled, digest)
    if ready is None:
        ready = _compile(root, digest)
        if compiled is not None:
            _write_compiled(compiled, ready)
    over = overlay or Overlay((), (), "")
    twice = {one.id for one, _ in ready.editions} & {one.id for one, _ in over.editions}
    if twice:
        raise DataError(root, "editions", f"the edition {min(twice)} is there already")
    calendar = Calendar(ready.holidays, {one.year: one for one in (*ready.years, *over.years)})
    mark = hashlib.sha256(f"{digest}{over.digest}".encode()).hexdigest() if overlay else digest
    return LawBook((*ready.editions, *over.editions), calendar, mark)


def _sources(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.yaml") if path.is_file())


def _digest(root: Path, sources: Iterable[Path]) -> str:
    digest = hashlib.sha256(f"{COMPILED_FORMAT}".encode())
    for path in sources:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _read_compiled(path: Path | None, digest: str) -> _Compiled | None:
    """Return the compiled book if it is whole and made from these sources."""
    try:
        if path is None:
            return None
        ready = msgspec.msgpack.decode(path.read_bytes(), type=_Compiled)
    except (OSError, msgspec.MsgspecError):
        return None
    return ready if (ready.format, ready.digest) == (COMPILED_FORMAT, digest) else None


def _write_compiled(path: Path, ready: _Compiled) -> None:
    """Keep the compiled book; where it cannot be written, only the next start is slower."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.msgpack.encode(ready))
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)


def _compile(root: Path, digest: str) -> _Compiled:
    editions = tuple((_edition(folder), dict(_packed(folder))) for folder in _folders(root))
    holidays = convert(root / "calendar" / "holidays.yaml", Holidays)
    return _Compiled(COMPILED_FORMAT, digest, editions, holidays, tuple(_years(root / "calendar")))


def read_edition(folder: Path) -> tuple[Edition, dict[str, bytes]]:
    """Return an edition of a folder with its entries by kind, for the maker of a law pack."""
    return _edition(folder), dict(_packed(folder))


def _folders(root: Path) -> list[Path]:
    return [path for path in _visible(root / "editions") if path.is_dir()]


def _visible(folder: Path) -> list[Path]:
    """Return what lies in a folder of law data; DataError when there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise DataError(folder, "folder", error.strerror or "cannot be read") from error


def _edition(folder: Path) -> Edition:
    path = folder / "edition.yaml"
    edition = convert(path, Edition)
    if edition.id != folder.name:
        raise DataError(path, edition.id, f"the id must be the name of the folder, {folder.name}")
    return edition


def _years(folder: Path) -> Iterator[Year]:
    for path in _visible(folder):
        if path.name == "holidays.yaml":
            continue
        if not re.fullmatch(r"\d{4}\.yaml", path.name):
            raise DataError(path, "file", "allowed: holidays.yaml and one file a year, 2026.yaml")
        year = convert(path, Year)
        if path.stem != year.id:
            raise DataError(path, "id", f"the id must be the year of the file name, {path.stem}")
        yield year


def _packed(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each kind of an edition's folder, checked and packed; unknown names are refused."""
    met: set[str] = set()
    for path in _visible(folder):
        kind = path.name.removesuffix(".yaml")
        if kind == "edition":
            continue
        if kind not in KINDS:
            raise DataError(path, "file", f"unknown kind; allowed: {', '.join(sorted(KINDS))}")
        if kind in met:
            raise DataError(path, "file", "the kind has both a file and a folder; keep one")
        met.add(kind)
        parts = _visible(path) if path.is_dir() else [path]
        entries = [entry for part in parts for entry in read_entries(part, KINDS[kind])]
        _refuse_twins(path, entries)
        yield kind, msgspec.msgpack.encode(entries)


def _refuse_twins(path: Path, entries: Iterable[Record]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise DataError(path, entry.id, "the id stands twice in this edition")
        seen.add(entry.id)


def read_entries(path: Path, kind: type[Record]) -> list[Record]:
    """Return the entries of one file; DataError names the entry by its id and the allowed keys."""
    if path.suffix != ".yaml":
        raise DataError(path, "file", "only files *.yaml are read here")
    raw = read_yaml(path)
    if not isinstance(raw, list):
        raise DataError(path, "file", "a list of entries is expected")
    return [_entry(path, number, item, kind) for number, item in enumerate(raw, 1)]


def _entry(path: Path, number: int, item: Any, kind: type[T]) -> T:
    name = item.get("id") if isinstance(item, dict) else None
    try:
        return msgspec.convert(item, kind)
    except msgspec.ValidationError as error:
        entry = str(name or f"entry {number}")
        raise DataError(path, entry, explain(error, kind)) from error


def convert(path: Path, kind: type[T]) -> T:
    """Return a file that holds one thing, checked against its type."""
    try:
        return msgspec.convert(read_yaml(path), kind)
    except msgspec.ValidationError as error:
        raise DataError(path, path.stem, explain(error, kind)) from error


_PLACE = re.compile(r"at `\$\.?([^`]*)`$")


def explain(error: msgspec.ValidationError, kind: type[Any]) -> str:
    """Return what is wrong and, for an unknown key, which keys the place allows."""
    message = str(error)
    if "unknown field" not in message:
        return message
    place = _PLACE.search(message)
    allowed = _keys_at(kind, place.group(1) if place else "")
    return f"{message}; allowed: {', '.join(allowed)}" if allowed else message


def _keys_at(kind: type[Any], place: str) -> list[str]:
    """Return the keys allowed at a place like `starts.first_of[...]` of a type."""
    info: Any = msgspec.inspect.type_info(kind)
    for key in re.findall(r"[A-Za-z_]\w*", place):
        fields = {field.encode_name: field.type for field in getattr(info, "fields", ())}
        info = _inner(fields.get(key, info))
    return sorted(field.encode_name for field in getattr(info, "fields", ()))


def _inner(info: Any) -> Any:
    """Return the struct inside an optional, a list or a mapping."""
    for name in ("item_type", "value_type"):
        if hasattr(info, name):
            return _inner(getattr(info, name))
    if hasattr(info, "types"):
        structs = [one for one in map(_inner, info.types) if hasattr(one, "fields")]
        return structs[0] if structs else info
    return info
