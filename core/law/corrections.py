"""What a person found when comparing an entry with the official text: confirmed or corrected."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from core.law.editions import KINDS
from core.law.model import Entry, Record

Verdict = Literal["confirmed", "corrected", "withdrawn"]
Key = tuple[str, str, str]
"""Edition, kind and id of an entry."""

FIXED = ("id", "source", "confidence", "checked")
"""Fields that follow from the verdict itself or name the entry."""


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One verdict on one entry of one edition, with its author and what it was compared with."""

    edition: str
    kind: str
    entry: str
    verdict: Verdict
    changes: dict[str, Any] = {}
    """Field of the entry, `length.value`, → what it reads in the official text."""
    author: str
    on: date
    reference: str
    """Where the official text was read: the publication and its number."""
    was: str
    """Fingerprint of the shipped entry it was compared with."""

    def __post_init__(self) -> None:
        if not self.author.strip() or not self.reference.strip():
            raise ValueError("a correction needs an author and an official reference")
        if bool(self.changes) != (self.verdict == "corrected"):
            raise ValueError("changes belong to the verdict corrected, and it needs them")

    @property
    def key(self) -> Key:
        """Return which entry it speaks of."""
        return self.edition, self.kind, self.entry


class FieldError(ValueError):
    """A field that cannot be changed as wanted."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field, self.problem = field, problem


def latest(corrections: Iterable[Correction]) -> dict[Key, Correction]:
    """Return the verdict in force on each entry: the last one, unless it was withdrawn."""
    found = {one.key: one for one in corrections}
    return {key: one for key, one in found.items() if one.verdict != "withdrawn"}


def fingerprint(entry: Record) -> str:
    """Return what tells one reading of an entry from another."""
    return hashlib.sha256(msgspec.json.encode(entry, order="deterministic")).hexdigest()[:16]


def applied(entry: Record, correction: Correction) -> Record:
    """Return an entry as the official text has it: sure, with who compared it and when.

    FieldError for a field that is not there, and for a value that does not fit it. A
    confirmation speaks only of the reading it was given for; of another it is refused.
    """
    if not isinstance(entry, Entry):
        raise FieldError("kind", f"{correction.kind} state no law")
    if correction.verdict == "confirmed" and fingerprint(entry) != correction.was:
        raise FieldError("was", "the entry reads otherwise than the one that was confirmed")
    raw: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(entry))
    for field, value in correction.changes.items():
        _put(raw, field, value)
    said = f"{correction.verdict} by {correction.author} on {correction.on.isoformat()}"
    raw |= {
        "source": f"{correction.reference} ({said})",
        "confidence": "high",
        "checked": correction.on.isoformat(),
    }
    try:
        found: Record = msgspec.convert(raw, KINDS[correction.kind])
    except msgspec.ValidationError as error:
        raise FieldError(", ".join(correction.changes) or "entry", str(error)) from error
    return found


def corrected_entries(
    edition: str, kind: str, entries: Iterable[Record], verdicts: Mapping[Key, Correction]
) -> tuple[list[Record], dict[Key, Correction]]:
    """Return the entries of a kind with the verdicts applied, and which of them could be."""
    found: list[Record] = []
    used: dict[Key, Correction] = {}
    for entry in entries:
        key = (edition, kind, entry.id)
        verdict = verdicts.get(key)
        try:
            found.append(entry if verdict is None else applied(entry, verdict))
        except FieldError:
            found.append(entry)  # the shipped entry became another; the verdict waits
        else:
            used |= {} if verdict is None else {key: verdict}
    return found, used


def _put(raw: Any, path: str, value: Any) -> None:
    """Set a field named by its path, `ladder.0.up_to.value`, in plain values.

    Whether a struct has a field of that name is said by its type afterwards.
    """
    *way, last = path.split(".")
    if not way and last in FIXED:
        raise FieldError(path, "it cannot be changed by itself")
    place = raw
    for name in way:
        place = place[_step(place, name, path)]
    place[last if isinstance(place, dict) else _step(place, last, path)] = value


def _step(place: Any, name: str, path: str) -> Any:
    """Return the key of a field that is there."""
    if isinstance(place, dict) and name in place:
        return name
    if isinstance(place, list) and name.isdecimal() and int(name) < len(place):
        return int(name)
    raise FieldError(path, "there is no such field")
