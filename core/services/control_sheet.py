"""The control sheet: the end of the journal on paper, a witness outside the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.documents.resolved import (
    Block,
    Field,
    Fields,
    Heading,
    Numbered,
    Paper,
    Table,
    Text,
)
from core.errors import DamagedError, UserError
from core.i18n import PaperLanguage
from core.law.yaml_source import read_yaml
from core.paths import RESOURCES
from core.store.archive import Archive
from core.store.verify import Progress

SHORT = 12
"""Digits of a hash that a person reads and types: 48 bits, enough against an accident and
against anybody who cannot try billions of histories."""
_ID = 8
_GROUPS, _GROUP = 8, 8


@dataclass(frozen=True)
class Witness:
    """The end of a journal and what lies before it; no word of any case."""

    archive: str
    number: int
    hash: str
    records: int
    papers: int
    cases: int


def short_hash(whole: str) -> str:
    """Return the part of a hash that people compare.

    >>> short_hash("0123456789abcdef")
    '0123 4567 89AB'
    """
    digits = whole[:SHORT].upper()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def witness(archive: Archive, progress: Progress | None = None) -> Witness:
    """Return the end of the journal after the whole of it was proved.

    DamagedError `archive-chain-broken`: a sheet of a damaged archive would bear
    witness to nothing.
    """
    report = archive.verify(progress)
    if not report.sound:
        raise DamagedError("archive-chain-broken", seq=report.problems[0].seq)
    return Witness(
        archive.key.archive_id,
        report.head.seq,
        report.head.hash,
        report.rows,
        report.papers,
        len(archive.read.case_ids()),
    )


def agrees(archive: Archive, number: int, short: str) -> bool:
    """Return whether a record is here with the short hash that a sheet says.

    UserError `sheet-mistyped` when what was typed cannot be from a sheet.
    """
    typed = "".join(short.split()).lower()
    if number < 1 or len(typed) < SHORT or set(typed) - set("0123456789abcdef"):
        raise UserError("sheet-mistyped", digits=SHORT)
    after = archive.read.journal(after=number - 1)
    return bool(after) and after[0].seq == number and after[0].hash.startswith(typed)


def control_sheet(
    found: Witness, at: datetime, language: PaperLanguage, resources: Path = RESOURCES
) -> Paper:
    """Return the sheet of a witness."""
    words = read_yaml(resources / "messages" / "control_sheet.yaml")
    said = {name: texts[language] for name, texts in words.items()}
    digits = found.hash.upper()
    groups = [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]
    half = _GROUPS // 2
    values = {
        "archive": found.archive[:_ID].upper(),
        "made": f"{at:%d.%m.%Y, %H:%M}",
        "records": str(found.records),
        "papers": str(found.papers),
        "cases": str(found.cases),
        "number": str(found.number),
        "short": short_hash(found.hash),
    }
    blocks: tuple[Block, ...] = (
        Heading(said["title"], said["subject"]),
        Fields(tuple(Field(said[name], value) for name, value in values.items())),
        Text(said["whole"], style="centre", keep=True),
        Table(tuple(groups[:half]), (tuple(groups[half:]),)),
        Text(said["proved"]),
        Numbered(tuple(said["rules"])),
        Fields((Field(said["keeper"], blank=True),)),
    )
    return Paper("control_sheet", 1, language, said["title"], "", blocks)
