"""Who works here: the division and the investigator that new cases begin with."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from core.engine.events import Division, Official
from core.store.rows import SettingRow

if TYPE_CHECKING:
    from core.store.archive import Archive

NAME = "office"
"""The setting of the archive that keeps it: names of people stay out of the settings file."""


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The division and the investigator."""

    division: Division
    investigator: Official


def read_office(archive: Archive) -> Office | None:
    """Return who works here, or None while nobody has said so."""
    row = archive.read.settings(NAME).get(NAME)
    return None if row is None else msgspec.json.decode(row.value, type=Office)


def keep_office(archive: Archive, office: Office, at: datetime) -> None:
    """Keep who works here with the archive."""
    row = SettingRow(NAME, msgspec.json.encode(office), office.investigator.name.ru, at)
    with archive.transaction() as change:
        change.put_setting(row)
