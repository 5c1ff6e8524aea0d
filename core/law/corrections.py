"""What a person found when comparing an entry with the official text: confirmed or corrected."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Literal

import msgspec

from core.law.calendar import Calendar, Year
from core.law.model import Entry, Record

Verdict = Literal["confirmed", "corrected", "withdrawn", "added"]
"""`added` gives the calendar a year that was not shipped."""
Key = tuple[str, str, str]
"""Edition, kind and id of an entry."""

CALENDAR = "calendar"
"""The kind of the years of the calendar, which belong to no edition; it stands for that too."""

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
        if bool(self.changes) != (self.verdict == "corrected") and self.verdict != "added":
            raise ValueError("changes belong to the verdict corrected, and it needs them")
        if self.verdict == "added" and self.kind != CALENDAR:
            raise ValueError("only a year of the calendar can be added")

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
    raw = _sure(raw) | _source(correction)
    try:
        found: Record = msgspec.convert(raw, type(entry))
    except msgspec.ValidationError as error:
        raise FieldError(", ".join(correction.changes) or "entry", str(error)) from error
    return found


def added_year(correction: Correction) -> Year:
    """Return the year of the calendar that a person added.

    FieldError when its days cannot be read or do not lie in the year.
    """
    raw = {**correction.changes, "id": correction.entry, "article": "158"}
    try:
        return msgspec.convert(raw | _source(correction), Year)
    except msgspec.ValidationError as error:
        raise FieldError("days", str(error)) from error


def corrected_calendar(
    calendar: Calendar, verdicts: Mapping[Key, Correction]
) -> tuple[Calendar, dict[Key, Correction]]:
    """Return the calendar with the verdicts on its years, and which of them could be applied."""
    shipped = [year for _, year in sorted(calendar.years.items())]
    years, used = corrected_entries(CALENDAR, CALENDAR, shipped, verdicts)
    found = {year.id: year for year in years if isinstance(year, Year)}
    for key, verdict in verdicts.items():
        if verdict.verdict == "added" and verdict.entry not in found:
            with suppress(FieldError):
                found[verdict.entry] = added_year(verdict)
                used[key] = verdict
    for key in [key for key in used if calendar.fault(found[key[2]])]:
        # Days that cannot be moved so never reach a computation.
        before = calendar.years.get(int(key[2]))
        found = {name: year for name, year in found.items() if name != key[2]}
        found |= {} if before is None else {key[2]: before}
        del used[key]
    return calendar.with_years(found.values()), used


def corrected_entries(
    edition: str, kind: str, entries: Iterable[Record], verdicts: Mapping[Key, Correction]
) -> tuple[list[Record], dict[Key, Correction]]:
    """Return the entries of a kind with the verdicts applied, and which of them could be."""
    found: list[Record] = []
    used: dict[Key, Correction] = {}
    for entry in entries:
        key = (edition, kind, entry.id)
        verdict = verdicts.get(key)
        if verdict is not None and verdict.verdict == "added":
            verdict = None  # the year is shipped by now
        try:
            found.append(entry if verdict is None else applied(entry, verdict))
        except FieldError:
            found.append(entry)  # the shipped entry became another; the verdict waits
        else:
            used |= {} if verdict is None else {key: verdict}
    return found, used


def _source(correction: Correction) -> dict[str, str]:
    """Return the honesty of an entry after a verdict."""
    said = f"{correction.verdict} by {correction.author} on {correction.on.isoformat()}"
    return {
        "source": f"{correction.reference} ({said})",
        "confidence": "high",
        "checked": correction.on.isoformat(),
    }


def _sure(raw: Any) -> Any:
    """Return plain values in which every confidence is high: the whole entry was compared."""
    if isinstance(raw, list):
        return [_sure(one) for one in raw]
    if not isinstance(raw, dict):
        return raw
    sure = {key: _sure(value) for key, value in raw.items()}
    return sure | ({"confidence": "high"} if "confidence" in raw else {})


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
