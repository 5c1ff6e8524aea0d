"""`main.py demo`: play the demonstration cases, tell what the guide says, write their papers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli.desk import FINE, Desk, write_file
from core.documents.compose import Draft
from core.documents.resolved import Paper
from core.engine.events import PaperIssued
from core.engine.steps import StepStatus
from core.engine.terms import Status
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, PaperLanguage, Trilingual
from core.law.loader import convert
from core.paths import RESOURCES
from core.services.casework import Casework

DEMO = RESOURCES / "demo"
SHEET_DPI = 40
"""Enough to see the shape of a page on the contact sheet."""


class Scene(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A telling moment of a case."""

    at: datetime
    says: Trilingual


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A demonstration case: its journal and the moments worth looking at."""

    case: str
    title: Trilingual
    scenes: tuple[Scene, ...]


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="play the demonstration cases, write their papers")
    parser.add_argument("--out", default="out/demo", metavar="DIR")
    parser.add_argument("--language", choices=[*PAPER_LANGUAGES, "both"], default="both")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Play every script and say where its papers are."""
    desk: Desk = args.desk
    folder = Path(args.out)
    languages: Sequence[PaperLanguage] = (
        PAPER_LANGUAGES if args.language == "both" else (args.language,)
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("file-not-written", path=folder, reason=error.strerror) from error
    pages: list[bytes] = []
    for script in scripts():
        case = desk.case(str(DEMO / script.case))
        _tell(script, case, desk)
        for name, pdf in papers(case, languages, desk):
            write_file(str(folder / name), pdf)
            pages.extend(_pictures(pdf, desk))
            desk.line(f"  {folder / name}")
    sheet = folder / "contact-sheet.png"
    write_file(str(sheet), desk.load("core.documents.raster").contact_sheet(pages))
    desk.line(str(sheet))
    return FINE


def scripts() -> list[Script]:
    """Return the demonstration scripts in order."""
    return [convert(path, Script) for path in sorted(DEMO.glob("*.yaml"))]


def papers(
    case: Casework, languages: Sequence[PaperLanguage], desk: Desk
) -> Iterator[tuple[str, bytes]]:
    """Yield file name and PDF of every paper the case issued, in each language."""
    layout = desk.load("core.documents.layout").load_layout(RESOURCES / "layout.yaml")
    render = desk.load("core.documents.pdf").render_pdf
    issued = [event for event in case.events if isinstance(event, PaperIssued)]
    for number, event in enumerate(issued, 1):
        for language in languages:
            paper = composed(case, event, language)
            yield f"{case.case_id}-{number:02}-{event.form}-{language}.pdf", render(paper, layout)


def composed(case: Casework, event: PaperIssued, language: PaperLanguage) -> Paper:
    """Return a paper of the case in a language, as the case stood when it was issued.

    UserError `paper-incomplete` when the case does not know all that it prints.
    """
    form = case.library.forms[event.form]
    draft = Draft(event.notes, event.at, event.until, event.subject)
    composition = case.compose(form, draft, language)
    if composition.missing:
        raise UserError("paper-incomplete", form=form.id, missing=", ".join(composition.missing))
    return composition.paper


def _tell(script: Script, case: Casework, desk: Desk) -> None:
    """Print the guide and the ledger at the telling moments of a script."""
    language = desk.language
    desk.line(f"\n== {script.title[language]}")
    for scene in script.scenes:
        desk.line(f"\n-- {scene.at:%d.%m.%Y %H:%M} · {scene.says[language]}")
        for alert in case.alerts(scene.at):
            entry = alert.entry
            desk.line(
                f"   {alert.urgency:<8} {entry.legal_end}  {entry.term.name[language]}"
                f" · {entry.term.article}"
            )
        for entry in case.ledger(scene.at):
            if entry.status is not Status.RUNNING:
                desk.line(f"   {entry.status:<8} {entry.legal_end}  {entry.term.name[language]}")
        for step in case.guide(scene.at):
            if step.status is StepStatus.OWED:
                desk.line(f"   {step.status:<8} {step.step.name[language]} · {step.step.article}")


def _pictures(pdf: bytes, desk: Desk) -> list[bytes]:
    raster = desk.load("core.documents.raster")
    return [raster.png(image) for image in raster.page_images(pdf, SHEET_DPI)]
