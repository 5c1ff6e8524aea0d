"""`main.py demo`: play the demonstration cases, tell what the guide says, write their papers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli import views
from core.cli.desk import FINE, Desk, write_file
from core.documents.compose import Draft
from core.documents.resolved import Paper
from core.engine.events import PaperIssued
from core.engine.steps import GuideStep, StepStatus
from core.engine.terms import Status
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, PaperLanguage, Trilingual
from core.law.loader import convert
from core.paths import RESOURCES
from core.services.casework import Casework

DEMO = RESOURCES / "demo"
SHEET_DPI = 40
"""Enough to see the shape of a page on the contact sheet."""
NEAREST = 5
"""Running terms shown at a scene; `ledger` shows all."""


class Scene(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A telling moment of a case."""

    at: datetime
    says: Trilingual
    asks: tuple[str, ...] = ()
    """Steps whose word of the guide is told, with every reason."""


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A demonstration case: its journal and the moments worth looking at."""

    case: str
    title: Trilingual
    scenes: tuple[Scene, ...]


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="play the demonstration cases, write their papers")
    parser.add_argument("--out", default="out/demo", metavar="DIR", help="where the papers go")
    parser.add_argument(
        "--language", choices=[*PAPER_LANGUAGES, "both"], default="both", help="of the papers"
    )
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
        desk.line(f"\n{desk.word('papers')}")
        for name, pdf in papers(case, languages, desk):
            write_file(str(folder / name), pdf)
            pages.extend(_pictures(pdf, desk))
            desk.line(f"  {folder / name}")
    sheet = folder / "contact-sheet.png"
    write_file(str(sheet), desk.load("core.documents.raster").contact_sheet(pages, columns=10))
    desk.line(f"\n{sheet}")
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
    for number, event in enumerate(issued(case), 1):
        for language in languages:
            paper = composed(case, event, language)
            yield f"{case.case_id}-{number:02}-{event.form}-{language}.pdf", render(paper, layout)


def issued(case: Casework) -> list[PaperIssued]:
    """Return the papers of a case that count, in the order they were issued."""
    return list(case.state().papers)


def composed(case: Casework, event: PaperIssued, language: PaperLanguage) -> Paper:
    """Return a paper of the case in a language, as the case stood when it was issued.

    UserError `paper-incomplete` when the case does not know all that it prints.
    """
    form = case.library.forms[event.form]
    draft = Draft(event.notes, event.at, event.until, event.subject)
    composition = case.compose(form, draft, language)
    lacking = (*composition.missing, *composition.untranslated)
    if lacking:
        raise UserError("paper-incomplete", form=form.id, missing=", ".join(lacking))
    return composition.paper


def _tell(script: Script, case: Casework, desk: Desk) -> None:
    """Print the ledger and the guide at the telling moments of a script."""
    language = desk.language
    desk.line(f"\n{script.title[language]}")
    desk.line("=" * len(script.title[language]))
    for scene in script.scenes:
        desk.line(f"\n{scene.at:%d.%m.%Y %H:%M} — {scene.says[language]}")
        _tell_terms(case, scene.at, desk)
        _tell_steps(case, scene, desk)


def _tell_terms(case: Casework, at: datetime, desk: Desk) -> None:
    """Print the terms whose end is near, and those that were just kept or missed."""
    language = desk.language
    desk.line(f"  {desk.word('terms')}")
    for alert in case.alerts(at)[:NEAREST]:
        one = alert.entry
        who = views.whom(case, one.subject, language)
        desk.line(
            f"    {desk.word(alert.urgency)}: {views.spoken(one.legal_end)}"
            f" — {one.term.name[language]}{who}"
            f" ({one.term.article}, {one.edition}, {desk.word(one.term.confidence)})"
        )
    over = [one for one in case.ledger(at) if one.status is not Status.RUNNING and one.ended]
    for one in sorted(over, key=lambda one: str(one.ended))[-NEAREST:]:
        ended = f" · {one.ended:%d.%m.%Y %H:%M}" if one.ended else ""
        end = views.spoken(one.legal_end)
        desk.line(f"    {desk.word(one.status)}: {end} — {one.term.name[language]}{ended}")


def _tell_steps(case: Casework, scene: Scene, desk: Desk) -> None:
    """Print what is owed, and the whole word of the guide on the steps asked for."""
    desk.line(f"  {desk.word('guide')}")
    steps = case.guide(scene.at)
    owed = [one for one in steps if one.status is StepStatus.OWED]
    for one in owed:
        _tell_step(case, one, desk)
    if not owed:
        desk.line(f"    {desk.word('nothing_owed')}")
    for one in steps:
        if one.step.id in scene.asks and one not in owed:
            _tell_step(case, one, desk)


def _tell_step(case: Casework, one: GuideStep, desk: Desk) -> None:
    language = desk.language
    who = views.whom(case, one.subject, language)
    desk.line(f"    {desk.word(one.status)}: {one.step.name[language]}{who} ({one.step.article})")
    for why in one.reasons:
        desk.line(f"      — {why.text[language]} ({why.article or one.step.article})")
    names = [case.library.book.newest.steps[offer].name[language] for offer in one.offers]
    for name in names:
        desk.line(f"      → {name}")


def _pictures(pdf: bytes, desk: Desk) -> list[bytes]:
    raster = desk.load("core.documents.raster")
    return [raster.png(image) for image in raster.page_images(pdf, SHEET_DPI)]
