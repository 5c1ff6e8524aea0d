"""Invented papers that show every block, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from core.documents.layout import Layout, load_layout
from core.documents.resolved import Paper

_HERE = Path(__file__).parent
RESOURCES = _HERE.parent.parent / "resources"


@cache
def layout() -> Layout:
    """Return the shipped layout."""
    return load_layout(RESOURCES / "layout.yaml")


@cache
def samples() -> dict[str, Paper]:
    """Return the papers of samples.yaml by name."""
    raw = yaml.safe_load((_HERE / "samples.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(raw, dict[str, Paper])
