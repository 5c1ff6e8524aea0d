"""What is known of the law data themselves: how sure, from where, what an edition changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec

from core.law.book import LawBook, Reading
from core.law.editions import KINDS
from core.law.model import Entry

HONEST_KINDS = tuple(kind for kind, entry in KINDS.items() if issubclass(entry, Entry))
"""Kinds whose entries state law and carry article, source and confidence."""


def report(book: LawBook) -> dict[str, Any]:
    """Return, for the newest text, how many entries are how sure, and those below `high`.

    `verified` are the verdicts of persons that the book applies.
    """
    law = book.newest
    entries = [(kind, one) for kind in HONEST_KINDS for one in _entries(law, kind)]
    counted = Counter((kind, one.confidence) for kind, one in entries)
    return {
        "editions": [_edition(one) for one in book.editions],
        "calendar_known_until": book.calendar.known_until,
        "entries": [
            {"kind": kind, "confidence": confidence, "count": count}
            for (kind, confidence), count in sorted(counted.items())
        ],
        "verified": [msgspec.to_builtins(one) for one in book.verdicts.values()],
        "unverified": [_unverified(law, kind, one) for kind, one in entries if not one.trusted],
    }


def diff(book: LawBook) -> list[dict[str, Any]]:
    """Return what each edition after the first adds or changes, entry by entry."""
    found: list[dict[str, Any]] = []
    editions = book.editions
    for before, after in pairwise(editions):
        old = book.on(before.in_force.certain, before.id)
        new = book.on(after.in_force.certain, after.id)
        for kind in KINDS:
            found.extend(_changes(kind, old, new, after.id))
    return found


def _changes(kind: str, old: Reading, new: Reading, edition: str) -> Iterator[dict[str, Any]]:
    known = old.entries(kind)
    for key, entry in new.entries(kind).items():
        before = known.get(key)
        if before == entry:
            continue
        article = getattr(entry, "article", "")
        if before is None:
            yield {"edition": edition, "kind": kind, "id": key, "article": article, "new": True}
        else:
            yield {
                "edition": edition,
                "kind": kind,
                "id": key,
                "article": article,
                "changed": _fields(before, entry),
            }


def _fields(before: msgspec.Struct, after: msgspec.Struct) -> dict[str, list[Any]]:
    """Return the fields that read otherwise, with both values."""
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    keys = [key for key in new if old.get(key) != new[key]]
    return {key: [old.get(key), new[key]] for key in keys}


def _entries(law: Reading, kind: str) -> Iterator[Entry]:
    for one in law.entries(kind).values():
        if isinstance(one, Entry):
            yield one


def _unverified(law: Reading, kind: str, one: Entry) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": one.id,
        "article": one.article,
        "confidence": one.confidence,
        "source": one.source,
        "checked": one.checked,
        "note": one.note,
        "edition": law.edition_of(kind, one.id).id,
    }


def _edition(edition: Any) -> dict[str, Any]:
    force = edition.in_force
    return {
        "id": edition.id,
        "text": edition.text,
        "read": edition.read.isoformat(),
        "possible_from": force.possible.isoformat(),
        "certain_from": force.certain.isoformat(),
        "confidence": edition.confidence,
    }
