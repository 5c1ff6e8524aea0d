"""What is known of the law data themselves: how sure, from where, what an edition changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from core.errors import UserError
from core.law.book import LawBook, Reading
from core.law.corrections import CALENDAR
from core.law.editions import KINDS
from core.services.verification import SURE, VERIFIED_KINDS, Compared, compared


def report(book: LawBook) -> dict[str, Any]:
    """Return, for the newest text, how many entries are how sure, and those below `high`.

    `verified` are the verdicts of persons that the book applies; `shares` tells by kind,
    edition and confidence how many entries a person has compared, `total` of them all.
    """
    rows = compared(book)
    counted = Counter((row.kind, row.confidence) for row in rows)
    return {
        "editions": [_edition(one) for one in book.editions],
        "calendar_known_until": book.calendar.known_until,
        "total": _total(rows),
        "entries": [
            {"kind": kind, "confidence": confidence, "count": count}
            for (kind, confidence), count in sorted(counted.items())
        ],
        "shares": _shares(rows),
        "verified": [msgspec.to_builtins(one) for one in book.verdicts.values()],
        "unverified": [_unverified(row) for row in rows if row.confidence != "high"],
    }


def listing(book: LawBook, edition: str = "", kind: str = "") -> list[dict[str, Any]]:
    """Return every entry that states law, with its source and who compared it.

    UserError for a kind or an edition that is not there.
    """
    editions = (CALENDAR, *(one.id for one in book.editions))
    if kind and kind not in VERIFIED_KINDS:
        raise UserError("law-kind-unknown", kind=kind, known=", ".join(VERIFIED_KINDS))
    if edition and edition not in editions:
        raise UserError("law-edition-unknown", edition=edition, known=", ".join(editions))
    return [
        {**_unverified(row), "verdict": msgspec.to_builtins(row.verdict)}
        for row in compared(book, edition)
        if kind in ("", row.kind)
    ]


def _total(rows: Sequence[Compared]) -> dict[str, Any]:
    """Return how many entries there are and what share of them was compared by a person."""
    verified = sum(row.verdict is not None for row in rows)
    sure: dict[str, int] = {one: sum(row.confidence == one for row in rows) for one in SURE}
    share = round(verified / len(rows), 4) if rows else 0.0
    return {"entries": len(rows), **sure, "verified": verified, "share_verified": share}


def _shares(rows: Sequence[Compared]) -> list[dict[str, Any]]:
    counted = Counter((row.kind, row.edition, row.confidence) for row in rows)
    given = Counter((row.kind, row.edition, row.confidence) for row in rows if row.verdict)
    return [
        {
            "kind": kind,
            "edition": edition,
            "confidence": confidence,
            "count": count,
            "verified": given[kind, edition, confidence],
        }
        for (kind, edition, confidence), count in sorted(counted.items())
    ]


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


def _unverified(row: Compared) -> dict[str, Any]:
    one = row.entry
    return {
        "kind": row.kind,
        "id": one.id,
        "article": one.article,
        "confidence": row.confidence,
        "source": one.source,
        "checked": one.checked,
        "note": one.note,
        "edition": row.edition,
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
