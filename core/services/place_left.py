"""Where the person was when the program was locked, and what was typed there and not saved."""

from __future__ import annotations

from datetime import datetime

import msgspec

from core.services.workplace import Workplace
from core.store.rows import SettingRow

_NAME = "window/left"


class Left(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page of the window by its route, and its fields by their names in their order."""

    route: tuple[str, ...]
    typed: tuple[tuple[str, str], ...] = ()


def remember(work: Workplace, left: Left, at: datetime) -> None:
    """Keep it in the archive, encrypted like everything there, until it is asked for."""
    _put(work, msgspec.json.encode(left), at)


def recall(work: Workplace, at: datetime) -> Left | None:
    """Return what was left behind and forget it; what cannot be read is as good as nothing."""
    row = work.archive.read.settings(_NAME).get(_NAME)
    if row is None or row.value == b"null":
        return None
    if work.archive.writable:
        _put(work, b"null", at)
    try:
        return msgspec.json.decode(row.value, type=Left)
    except msgspec.MsgspecError:
        return None


def _put(work: Workplace, value: bytes, at: datetime) -> None:
    with work.archive.transaction() as change:
        change.put_setting(SettingRow(_NAME, value, "", at))
