"""Cards of other workplaces that are trusted here: kept, renamed, forgotten."""

from __future__ import annotations

import secrets
from datetime import datetime

import msgspec

from core.errors import UserError
from core.store import parcel
from core.store.archive import Archive
from core.store.canonical import canonical
from core.store.parcel import Card
from core.store.rows import ARCHIVE, EventRow, SettingRow

_KNOWN, _FORGOTTEN = "known/", "forgotten/"
_NOTHING = b"null"
"""Value of a card that is trusted, or forgotten, no more."""
RENAMED, FORGOTTEN = "card_renamed", "card_forgotten"
"""Kinds of the records of such decisions."""


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided on a card, as it stays in the journal of the archive."""

    fingerprint: str
    before: str
    """The name it had here."""
    name: str = ""
    """The name it has from now on; empty when it was forgotten."""
    reason: str = ""


def known(archive: Archive) -> dict[str, Card]:
    """Return the workplaces that are trusted, by the key of their signature."""
    return _cards(archive, _KNOWN)


def forgotten(archive: Archive) -> dict[str, Card]:
    """Return the workplaces that were trusted once, by the key of their signature."""
    return _cards(archive, _FORGOTTEN)


def trust(archive: Archive, card: Card, at: datetime) -> str:
    """Remember a card after its fingerprint was compared aloud; return the fingerprint."""
    with archive.transaction() as change:
        change.put_setting(SettingRow(_KNOWN + card.sign, canonical(card), "", at))
        if card.sign in forgotten(archive):
            change.put_setting(SettingRow(_FORGOTTEN + card.sign, _NOTHING, "", at))
    return parcel.fingerprint(card)


def rename(archive: Archive, card: Card, name: str, at: datetime) -> Card:
    """Call a trusted workplace otherwise from now on and return its card.

    UserError `card-needs-name` without a name, `card-unknown` for one that is not trusted.
    """
    new = msgspec.structs.replace(_trusted(archive, card), name=name.strip()[:200])
    if not new.name:
        raise UserError("card-needs-name")
    decision = Decision(parcel.fingerprint(card), card.name, new.name)
    rows = (SettingRow(_KNOWN + card.sign, canonical(new), "", at),)
    _decide(archive, RENAMED, decision, rows, at)
    return new


def forget(archive: Archive, card: Card, reason: str, at: datetime) -> None:
    """Trust a workplace no more: packages from it are refused, and none is made for it.

    UserError `forgetting-needs-reason`: whoever misses the card later must find out why.
    """
    if not reason.strip():
        raise UserError("forgetting-needs-reason")
    old = _trusted(archive, card)
    decision = Decision(parcel.fingerprint(old), old.name, reason=reason.strip())
    rows = (
        SettingRow(_KNOWN + old.sign, _NOTHING, "", at),
        SettingRow(_FORGOTTEN + old.sign, canonical(old), "", at),
    )
    _decide(archive, FORGOTTEN, decision, rows, at)


def decisions(archive: Archive) -> tuple[tuple[datetime, str, Decision], ...]:
    """Return every decision on a card, oldest first: when, of which kind, what."""
    return tuple(
        (row.at, row.kind, msgspec.json.decode(row.payload, type=Decision))
        for row in archive.read.journal(ARCHIVE)
        if row.kind in (RENAMED, FORGOTTEN)
    )


def by_fingerprint(archive: Archive, digits: str) -> Card:
    """Return the trusted card with this fingerprint; UserError `card-unknown`."""
    meant = "".join(digits.upper().split())
    for card in known(archive).values():
        if parcel.fingerprint(card).replace(" ", "") == meant:
            return card
    raise UserError("card-unknown", fingerprint=digits)


def _trusted(archive: Archive, card: Card) -> Card:
    found = known(archive).get(card.sign)
    if found is None:
        raise UserError("card-unknown", fingerprint=parcel.fingerprint(card))
    return found


def _decide(
    archive: Archive, kind: str, decision: Decision, rows: tuple[SettingRow, ...], at: datetime
) -> None:
    """Change settings and record why, all or nothing."""
    event = EventRow(f"{kind}-{secrets.token_hex(8)}", kind, at, at, canonical(decision))
    with archive.transaction() as change:
        for row in rows:
            change.put_setting(row)
        change.append(ARCHIVE, [event])


def _cards(archive: Archive, prefix: str) -> dict[str, Card]:
    rows = archive.read.settings(prefix).values()
    cards = (msgspec.json.decode(row.value, type=Card | None) for row in rows)
    return {card.sign: card for card in cards if card is not None}
