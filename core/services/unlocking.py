"""Who may open the archive: its passphrase, its recovery code, the bare key of a new one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from core.errors import DamagedError, UserError
from core.services.passphrases import check_passphrase
from core.store import keyfile, keyslots, recovery_code
from core.store.archive import Archive
from core.store.attempts import Attempts
from core.store.guard import forbid_reading
from core.store.keyfile import ArchiveKey, Cost, RawSlot, RecoverySlot
from core.store.layout import layout
from core.store.opening import Migrate, look


@dataclass(frozen=True)
class Place:
    """Where an archive lies and what belongs to it."""

    archive: Path
    key_file: Path
    witnesses: Path | None = None
    """A folder elsewhere that remembers the end of the chain too, so that an archive put
    back together with its own anchor is noticed."""
    cost: Cost | None = field(default=None, compare=False)
    """What a guess of the passphrase costs; measured on this machine when not said."""


def place_of(archive: Path, witnesses: Path | None = None) -> Place:
    """Return the usual place of an archive: its key file beside it."""
    return Place(archive, layout(archive).key, witnesses)


def needs_passphrase(place: Place) -> bool:
    """Return whether the archive is locked by a passphrase; DamagedError without a key file."""
    return not any(isinstance(slot, RawSlot) for slot in _header(place).slots)


def has_recovery(place: Place) -> bool:
    """Return whether a recovery sheet was made for the archive."""
    return any(isinstance(slot, RecoverySlot) for slot in _header(place).slots)


def attempts_at(place: Place) -> Attempts:
    """Return the counter of failed tries; keep it while the unlock screen is shown."""
    return Attempts(place.key_file.with_name(place.key_file.name + ".tries"))


def create(place: Place, *, at: datetime, passphrase: str = "") -> Archive:
    """Make an empty archive and return it open, locked by the passphrase if one is given.

    UserError when the archive or its key exists already: nothing is ever overwritten.
    """
    for file in (place.archive, place.key_file):
        if file.exists():
            raise UserError("archive-exists", path=file)
    forbid_reading()
    key = ArchiveKey.fresh()
    slots = keyfile.header_of(key, (RawSlot(key.key.hex()),))
    header = _locked(key, place, passphrase) if passphrase else slots
    try:
        place.archive.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("file-not-written", path=place.key_file, reason=error.strerror) from error
    keyfile.begin(place.key_file, header)
    try:
        archive = Archive.create(place.archive, key, at=at, witnesses=witnesses_of(place, key))
    except BaseException:
        if not place.archive.exists():  # somebody else's may have come first, with its key
            keyfile.forget(place.key_file)
        raise
    try:
        keyfile.create_header(place.key_file, header)
        keyfile.forget(place.key_file)
    except BaseException:
        archive.close()
        raise
    return archive


def unlock(
    place: Place,
    passphrase: str = "",
    *,
    attempts: Attempts | None = None,
    migrate: Migrate | None = None,
) -> Archive:
    """Return the archive open, by its passphrase or without one when it has none.

    Refused `passphrase-wrong` is no damage; Refused `passphrase-wait` says how many
    seconds after failed tries the next one is heard.
    """
    look(place.archive)
    return opened(place, key_of(place, passphrase, attempts), migrate)


def unlock_by_code(
    place: Place, code: str, *, attempts: Attempts | None = None, migrate: Migrate | None = None
) -> Archive:
    """Return the archive open by the code of its recovery sheet."""
    look(place.archive)
    return opened(place, key_by_code(place, code, attempts), migrate)


def opened(place: Place, key: ArchiveKey, migrate: Migrate | None = None) -> Archive:
    """Return the archive of a key open; an older key file beside it or a backup is put right.

    From here on this process holds case data, so its neighbours may not read its memory.
    """
    forbid_reading()
    archive = Archive.open(place.archive, key, migrate=migrate, witnesses=witnesses_of(place, key))
    if archive.writable:  # nothing is changed beside an archive that is in doubt
        keyfile.mend(place.key_file, _header(place))
        spread(place)
    return archive


def key_of(place: Place, passphrase: str, attempts: Attempts | None = None) -> ArchiveKey:
    """Return the key of an archive by its passphrase, one counted try."""
    header = _header(place)
    if any(isinstance(slot, RawSlot) for slot in header.slots):
        return keyfile.read_key(place.key_file)
    if not passphrase:
        raise DamagedError("archive-locked", path=place.key_file)
    counted = attempts or attempts_at(place)
    counted.begin()
    key = keyslots.open_by_passphrase(header, passphrase, place.key_file)
    counted.succeed()
    return key


def key_by_code(place: Place, code: str, attempts: Attempts | None = None) -> ArchiveKey:
    """Return the key of an archive by its recovery code, one counted try.

    A slip of the hand is told by the check letters and costs no try.
    """
    secret = recovery_code.parsed(code)
    counted = attempts or attempts_at(place)
    counted.begin()
    key = keyslots.open_by_code(_header(place), secret, place.key_file)
    counted.succeed()
    return key


def set_passphrase(place: Place, key: ArchiveKey, new: str) -> None:
    """Lock the archive by a new passphrase; the old one, and the bare key, open it no more.

    Only the key file is rewritten, with every copy of it beside the backups; the
    recovery sheet stays as good as it was.
    """
    keyfile.write_header(place.key_file, _locked(key, place, new, _header(place)))
    spread(place)


def change_passphrase(place: Place, old: str, new: str, attempts: Attempts | None = None) -> None:
    """Change the passphrase after asking for the old one (empty while there is none)."""
    check_passphrase(new)
    set_passphrase(place, key_of(place, old, attempts), new)


def new_recovery_code(place: Place, passphrase: str, attempts: Attempts | None = None) -> str:
    """Make a recovery code and return it as it is printed; an older sheet opens no more."""
    if not needs_passphrase(place):
        raise UserError("passphrase-not-set", path=place.key_file)
    return sheet_code(place, key_of(place, passphrase, attempts))


def sheet_code(place: Place, key: ArchiveKey) -> str:
    """Make a recovery code for whoever has just shown the key, and return it as it is printed."""
    code = recovery_code.fresh_code()
    keyfile.write_header(place.key_file, keyslots.with_recovery(key, _header(place), code))
    spread(place)
    return recovery_code.printed(code)


def spread(place: Place) -> int:
    """Give every backup of this archive the present key file; return how many had another.

    Otherwise an old passphrase, or a bare key, beside an old backup would open it for ever.
    """
    header, count = _header(place), 0
    for file in sorted(layout(place.archive).backups.glob("*.key")):
        try:
            theirs = keyfile.read_header(file)
            if theirs.archive == header.archive and theirs != header:
                keyfile.write_header(file, header)
                count += 1
        except UserError:  # damaged, or cannot be written now: the next opening tries again
            continue
    return count


def _header(place: Place) -> keyfile.Header:
    keyfile.settle(place.key_file, place.archive)
    return keyfile.read_header(place.key_file)


def _locked(
    key: ArchiveKey, place: Place, passphrase: str, kept: keyfile.Header | None = None
) -> keyfile.Header:
    check_passphrase(passphrase)
    return keyslots.with_passphrase(key, kept, passphrase, place.cost or keyslots.calibrated())


def witnesses_of(place: Place, key: ArchiveKey) -> tuple[Path, ...]:
    """Return the anchors elsewhere; a folder that cannot be made is done without.

    A backup brought back to another folder has the id of its archive, so the place is
    part of the name: looking into an old copy must not put the archive in doubt.
    """
    if place.witnesses is None:
        return ()
    try:
        place.witnesses.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return ()
    spot = hashlib.sha256(str(place.archive.absolute()).encode("utf-8", "surrogateescape"))
    return (place.witnesses / f"{key.archive_id[:16]}-{spot.hexdigest()[:16]}.anchor",)
