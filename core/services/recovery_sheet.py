"""The recovery sheet: the code that opens the archive, as a paper to be kept in a safe."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from core.documents.resolved import Block, Field, Fields, Heading, Numbered, Paper, Table, Text
from core.i18n import PaperLanguage
from core.law.yaml_source import read_yaml
from core.paths import RESOURCES
from core.services.unlocking import Place
from core.store.keyfile import read_header

_SHOWN = 8
"""Digits of the archive's id: enough to tell two sheets apart."""


def recovery_sheet(
    place: Place, code: str, at: datetime, language: PaperLanguage, resources: Path = RESOURCES
) -> Paper:
    """Return the sheet of a code as it was printed by `new_recovery_code`.

    It is rendered in memory and printed or saved by the person; no copy of it is kept.
    """
    words = read_yaml(resources / "messages" / "recovery_sheet.yaml")
    said = {name: texts[language] for name, texts in words.items()}
    groups = tuple(code.split("-"))
    blocks: tuple[Block, ...] = (
        Heading(said["title"], said["subject"]),
        Fields(
            (
                Field(said["archive"], read_header(place.key_file).archive[:_SHOWN].upper()),
                Field(said["made"], f"{at:%d.%m.%Y}"),
            )
        ),
        Text(said["code"], style="centre", keep=True),
        Table(tuple(str(number) for number in range(1, len(groups) + 1)), (groups,)),
        Numbered(tuple(said["rules"])),
    )
    return Paper("recovery_sheet", 1, language, said["title"], "", blocks)
