"""Texts, lengths and moments as plain values of JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.i18n import Trilingual
from core.law.model import Length

Plain = dict[str, Any]


def words(text: Trilingual | None) -> Plain | None:
    """Return a text in the three languages of the interface."""
    return None if text is None else {"be": text.be, "ru": text.ru, "en": text.en}


def length(value: Length | None) -> Plain | None:
    """Return a length of time."""
    return None if value is None else {"value": value.value, "unit": value.unit}


def minutes(at: datetime) -> str:
    """Return a local moment to the minute."""
    return at.isoformat(timespec="minutes")
