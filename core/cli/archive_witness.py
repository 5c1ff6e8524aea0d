"""`main.py archive sheet|accept`: a witness on paper, and going on with an archive in doubt."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

import msgspec

from core.cli.desk import FINE, NO, Desk, write_file
from core.cli.unlocked import opened
from core.i18n import PAPER_LANGUAGES
from core.paths import RESOURCES

MOST_DIGITS = 18
"""No archive has a record with a longer number."""


def add_actions(actions: Any) -> None:
    """Declare what bears witness to the history of an archive."""
    sheet = actions.add_parser("sheet", help="the end of the journal as a paper; no case data")
    what = sheet.add_mutually_exclusive_group(required=True)
    what.add_argument("-o", "--output", metavar="FILE.pdf")
    what.add_argument(
        "--compare", nargs=2, metavar=("NUMBER", "HASH"), help="with what an older sheet says"
    )
    sheet.add_argument("--language", choices=PAPER_LANGUAGES, default=PAPER_LANGUAGES[0])
    sheet.set_defaults(run=control_sheet)
    accept = actions.add_parser("accept", help="go on with an archive in doubt; it is recorded")
    accept.add_argument("--reason", required=True, metavar="TEXT")
    accept.set_defaults(run=accept_history)


def control_sheet(args: argparse.Namespace, out: TextIO) -> int:
    """Prove the archive and write its control sheet, or hold an older sheet against it."""
    desk: Desk = args.desk
    sheets = desk.load("core.services.control_sheet")
    with opened(args, desk) as archive:
        if args.compare:
            return _compared(args, desk, sheets, archive)
        found = sheets.witness(archive)
    paper = sheets.control_sheet(found, desk.now, args.language)
    layout = desk.load("core.documents.layout").load_layout(RESOURCES / "layout.yaml")
    write_file(args.output, desk.load("core.documents.pdf").render_pdf(paper, layout))
    desk.json({"file": args.output, "number": found.number, "hash": found.hash})
    return FINE


def accept_history(args: argparse.Namespace, out: TextIO) -> int:
    """Record why one goes on with an archive in doubt; exit code 1 when it is in none."""
    desk: Desk = args.desk
    doubts = desk.load("core.services.doubts")
    with opened(args, desk) as archive:
        if not doubts.in_doubt(archive):
            desk.json({"standing": archive.standing.value, "accepted": False})
            return NO
        made = doubts.go_on(archive, args.reason, "", desk.now)
    desk.json({**msgspec.to_builtins(made), "accepted": True})
    return FINE


def _compared(args: argparse.Namespace, desk: Desk, sheets: Any, archive: Any) -> int:
    number, short = args.compare
    agrees = sheets.agrees(
        archive, int(number) if number.isdecimal() and len(number) <= MOST_DIGITS else 0, short
    )
    desk.json({"number": number, "agrees": agrees})
    return FINE if agrees else NO
