"""The register of disclosures (art. 198) as a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from core.documents.resolved import Block, Field, Fields, Heading, Paper, Table, Text
from core.i18n import PaperLanguage
from core.law.yaml_source import read_yaml
from core.paths import RESOURCES
from core.services.packages import Disclosure

Line = tuple[datetime, str, Disclosure]
_SHOWN = 12
"""Digits of a file's hash: enough to tell two files apart."""
_WIDTHS = (0.14, 0.32, 0.24, 0.30)


def register_sheet(
    lines: Sequence[Line],
    at: datetime,
    language: PaperLanguage,
    names: Mapping[str, str],
    resources: Path = RESOURCES,
) -> Paper:
    """Return the register as it stands; `names` are cases as people call them, by their ids."""
    words = read_yaml(resources / "messages" / "register.yaml")
    said = {name: texts[language] for name, texts in words.items()}
    rows = tuple(_row(line, said, names) for line in lines)
    head = tuple(said[name] for name in ("when", "what", "whom", "basis"))
    blocks: tuple[Block, ...] = (
        Heading(said["title"], said["subject"]),
        Fields(
            (Field(said["made"], f"{at:%d.%m.%Y, %H:%M}"), Field(said["lines"], str(len(rows))))
        ),
        Table(head, rows, _WIDTHS) if rows else Text(said["empty"]),
    )
    return Paper("register", 1, language, said["title"], "", blocks)


def _row(line: Line, said: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, ...]:
    at, kind, one = line
    what = (
        f"{said[kind]}: {names.get(one.case, one.case) or said['all']}; {said[one.extent]}; "
        f"{said['file']} {one.package[:_SHOWN].upper()}"
    )
    basis = "; ".join(part for part in (one.basis.permission, one.basis.ground) if part)
    return (f"{at:%d.%m.%Y %H:%M}", what, one.other or "—", basis or "—")
