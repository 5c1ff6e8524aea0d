"""Verdicts on their way from one division to another, as a small file of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from core.errors import UserError
from core.law.book import LawBook
from core.law.corrections import Correction, FieldError, Key, added_year, applied
from core.law.model import Record


class CorrectionsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: its format and the verdicts."""

    format: Literal["sledchy-corrections-1"] = "sledchy-corrections-1"
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class Change:
    """One field that would read otherwise; None where there is nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Coming:
    """One verdict of a file, and what taking it in would change."""

    correction: Correction
    standing: Literal["new", "known", "replaces"]
    changes: tuple[Change, ...]
    """What would read otherwise than it counts now."""
    refused: str = ""
    """Why it does not fit the entry; then the whole file is refused."""


def read_corrections(text: bytes, name: str) -> tuple[Correction, ...]:
    """Return the verdicts of a file; UserError says what is wrong with it."""
    try:
        return msgspec.json.decode(text, type=CorrectionsFile).corrections
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError("corrections-broken", file=name, problem=str(error)) from error


def write_corrections(told: tuple[Correction, ...]) -> bytes:
    """Return verdicts as the text of a file."""
    return msgspec.json.format(msgspec.json.encode(CorrectionsFile(corrections=told))) + b"\n"


def coming(
    book: LawBook, known: Mapping[Key, Correction], told: tuple[Correction, ...]
) -> tuple[Coming, ...]:
    """Return what each verdict would change in a book that counts now."""
    return tuple(_coming(book, known, one) for one in told)


def _coming(book: LawBook, known: Mapping[Key, Correction], one: Correction) -> Coming:
    mine = known.get(one.key)
    standing: Literal["new", "known", "replaces"]
    standing = "new" if mine is None else "known" if mine == one else "replaces"
    shipped = book.shipped.layer(one.edition, one.kind).get(one.entry)
    now = book.layer(one.edition, one.kind).get(one.entry)
    try:
        return Coming(one, standing, _changes(now, _after(shipped, one)))
    except FieldError as error:
        return Coming(one, standing, (), str(error))


def _after(shipped: Record | None, one: Correction) -> Record | None:
    """Return what an entry would read."""
    if one.verdict == "added":
        return added_year(one)
    if shipped is None:
        raise FieldError(one.entry, "there is no such entry")
    return shipped if one.verdict == "withdrawn" else applied(shipped, one)


def _changes(before: Record | None, after: Record | None) -> tuple[Change, ...]:
    old, new = flat(before), flat(after)
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        Change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)
    )


def flat(entry: Record | None) -> dict[str, Any]:
    """Return every plain value inside an entry by its path, `ladder.0.up_to.value`."""
    return {} if entry is None else dict(_flat(msgspec.to_builtins(entry), ""))


def _flat(value: Any, path: str) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list | tuple) and any(isinstance(one, dict) for one in value):
        items = [(str(number), one) for number, one in enumerate(value)]
    else:
        return [(path, list(value) if isinstance(value, tuple) else value)]
    return [one for key, inner in items for one in _flat(inner, f"{path}.{key}".lstrip("."))]
