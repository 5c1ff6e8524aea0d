"""The folder of backups: copies with their key file and the verdict of their proof."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from core.errors import UserError
from core.store.backup import Backup, verify_file
from core.store.canonical import canonical
from core.store.durable import sync_file, sync_folder, write_durably
from core.store.keyfile import ArchiveKey, Header, copy_of, write_header
from core.store.thinning import Dated, removable

_STAMP = "%Y%m%dT%H%M"


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the proof of a backup found, kept beside it."""

    format: Literal[1]
    archive: str
    at: datetime
    seq: int
    head: str
    records: int
    papers: int
    sound: bool


class Stored(msgspec.Struct, frozen=True):
    """One backup of the folder."""

    path: Path
    at: datetime
    verdict: Verdict | None

    @property
    def sound(self) -> bool:
        """Return whether it was proved when it was made."""
        return self.verdict is not None and self.verdict.sound


def name_of(archive: Path, at: datetime, seq: int) -> str:
    """Return the file name of a backup: when it was made and how many records it holds."""
    return f"{at:{_STAMP}}-{seq}{archive.suffix}"


def stored(folder: Path, suffix: str) -> tuple[Stored, ...]:
    """Return the backups of a folder, the newest first; other files are not looked at."""
    found = []
    for path in folder.glob(f"*-*{suffix}"):
        try:
            at = datetime.strptime(path.name.partition("-")[0], _STAMP)
        except ValueError:
            continue
        if not path.is_file():
            continue
        found.append(Stored(path, at, _verdict(path)))
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def add_verdict(made: Backup, key: ArchiveKey, at: datetime, header: Header | None) -> Stored:
    """Write the verdict of a proved copy beside it, with the key file that opens it."""
    verdict = Verdict(
        1, key.archive_id, at, made.head.seq, made.head.hash, made.rows, made.papers, True
    )
    if header is not None:
        write_header(made.path.with_suffix(".key"), header)
    write_durably(made.path.with_suffix(".json"), canonical(verdict) + b"\n")
    return Stored(made.path, at, verdict)


def copy_to(one: Stored, folder: Path, key: ArchiveKey, header: Header) -> Stored:
    """Copy a backup to another folder and prove the copy there; no file is replaced."""
    target = folder / one.path.name
    fresh = target.with_name(target.name + ".new")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(one.path, fresh)
            sync_file(fresh)
            os.replace(fresh, target)
            sync_folder(folder)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UserError("file-not-written", path=target, reason=error.strerror) from error
    report = verify_file(target, key)
    made = Backup(target, report.head, report.rows, report.papers)
    if not report.sound or one.verdict is None or report.head.hash != one.verdict.head:
        raise UserError("backup-not-sound", path=target)
    return add_verdict(made, key, one.at, header)


def thin(folder: Path, suffix: str, now: datetime) -> tuple[Path, ...]:
    """Remove what the policy lets go and return what was removed."""
    all_of_them = stored(folder, suffix)
    spare = {
        one.name for one in removable([Dated(s.path.name, s.at, s.sound) for s in all_of_them], now)
    }
    gone = [one.path for one in all_of_them if one.path.name in spare]
    for path in gone:
        key = path.with_suffix(".key")
        for file in (path, path.with_suffix(".json"), key, copy_of(key)):
            file.unlink(missing_ok=True)
    if gone:
        sync_folder(folder)
    return tuple(gone)


def _verdict(path: Path) -> Verdict | None:
    try:
        return msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Verdict)
    except (OSError, ValueError):
        return None
