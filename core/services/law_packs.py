"""Law packs: who may publish them, which one is installed, and the book that reads it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from core.engine.counting import UNITS
from core.errors import DataError, UserError
from core.law.book import LawBook
from core.law.calendar import Year
from core.law.check import check_book
from core.law.loader import Overlay, convert, load_book, read_edition
from core.law.packs import LARGEST, Addition, Content, Pack, unseal
from core.law.yaml_source import read_yaml
from core.services.library import Library, open_library
from core.store.durable import write_durably

_PLACE = re.compile(r"\{([a-z_]+)\}")


class Publisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody whose packs are accepted: a name and an Ed25519 public key."""

    name: str
    key: str


@dataclass(frozen=True)
class Installed:
    """The book as it is used, and why a pack that lies there is not."""

    book: LawBook
    pack: Pack | None = None
    trouble: UserError | None = None


def publishers(resources: Path) -> dict[str, str]:
    """Return the publishers the program was built with: key and name."""
    raw = read_yaml(resources / "security" / "publishers.yaml")
    return {one.key: one.name for one in msgspec.convert(raw, list[Publisher])}


def installed(resources: Path, compiled: Path | None, place: Path | None) -> Installed:
    """Return the book with the pack that lies at a place, if one does and is proved.

    A pack that is damaged, unknown, or no longer fits the shipped law is left out and told:
    the program always starts.
    """
    law = resources / "law"
    if place is None or not place.exists():
        return Installed(load_book(law, compiled))
    try:
        sealed = read_pack(place)
        pack = unseal(sealed, publishers(resources))
        return Installed(_book(law, compiled, pack, sealed), pack)
    except UserError as error:
        return Installed(load_book(law, compiled), trouble=error)


def library_with_pack(resources: Path, compiled: Path | None, place: Path) -> Library:
    """Return the library with the book that `installed` gives.

    When that is the shipped one its trouble is law-pack-left-out; `installed` tells why.
    """
    found = installed(resources, compiled, place)
    library = open_library(resources, compiled)
    trouble = None if found.trouble is None else UserError("law-pack-left-out")
    return replace(library, book=found.book, trouble=trouble)


def examined(
    sealed: bytes,
    resources: Path,
    compiled: Path | None,
    place: Path,
    forms: Collection[str],
    on: date,
) -> Pack:
    """Return a pack that may be installed on a day, after its book was checked as a whole.

    UserError as `unseal`, and law-pack-older, law-pack-expired, law-pack-early.
    """
    known = publishers(resources)
    pack = unseal(sealed, known)
    label = pack.label
    if on > label.valid_until:
        raise UserError("law-pack-expired", until=label.valid_until)
    if on < label.valid_from:
        raise UserError("law-pack-early", since=label.valid_from)
    here = _version(place, known)
    if label.version <= here:
        raise UserError("law-pack-older", version=label.version, here=here)
    book = _book(resources / "law", compiled, pack, sealed)
    for problem in (*_strange_places(book), *check_book(book, forms, UNITS)):
        raise UserError("law-pack-wrong", problem=problem)
    return pack


def _version(place: Path, known: Mapping[str, str]) -> int:
    """Return the version of the pack that lies at a place; 0 when none is proved there."""
    try:
        return unseal(read_pack(place), known).label.version
    except UserError:
        return 0


def install(sealed: bytes, place: Path) -> None:
    """Put an examined pack where the program looks for it; a crash leaves the old one or this."""
    place.parent.mkdir(parents=True, exist_ok=True)
    write_durably(place, sealed)


def read_pack(place: Path) -> bytes:
    """Return the bytes of a file that may be a pack; no more than a pack may have."""
    try:
        with place.open("rb") as file:
            sealed = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError("file-unreadable", path=place, reason=reason) from None
    return sealed


def content_of(folder: Path) -> Content:
    """Return the editions and years of a folder laid out like `resources/law`.

    DataError names the file, the entry and what is allowed there.
    """
    editions = [read_edition(path) for path in sorted((folder / "editions").glob("*/"))]
    years = sorted((folder / "calendar").glob("[12][0-9][0-9][0-9].yaml"))
    return Content(
        [
            Addition(edition, {kind: msgspec.msgpack.decode(packed[kind]) for kind in packed})
            for edition, packed in editions
        ],
        [convert(path, Year) for path in years],
    )


def _book(law: Path, compiled: Path | None, pack: Pack, sealed: bytes) -> LawBook:
    """Return the shipped book with the editions and years of a pack."""
    overlay = Overlay(pack.editions, pack.years, hashlib.sha256(sealed).hexdigest())
    try:
        return load_book(law, compiled, overlay)
    except DataError as error:
        raise UserError("law-pack-wrong", problem=error.problem) from None


def _strange_places(book: LawBook) -> Iterator[str]:
    """Yield sentences with places of which the program knows no value."""
    first = book.editions[0].id
    base, newest = book.layer(first, "words"), book.newest.words
    for key, word in newest.items():
        said = (word.text.be, word.text.ru, word.text.en)
        known = base.get(key)
        allowed = set(_PLACE.findall(str(known))) if known is not None else set()
        if any(set(_PLACE.findall(text)) - allowed for text in said):
            yield f"words {key}: allowed places: {', '.join(sorted(allowed)) or 'none'}"
