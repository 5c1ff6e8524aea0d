"""`main.py ledger CASE.json --at WHEN`: all terms of a case with urgency."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from core.cli import plain, views
from core.cli.desk import FINE, Desk, moment_of


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("ledger", help="all terms of a case file")
    parser.add_argument("case", metavar="CASE.json")
    parser.add_argument("--at", required=True, metavar="WHEN", help="local YYYY-MM-DDTHH:MM")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the ledger of a case at a moment."""
    desk: Desk = args.desk
    at = moment_of(args.at)
    case = desk.case(args.case)
    book = desk.library.book
    entries = [views.entry(one, book, at) for one in case.ledger(at)]
    if args.json:
        desk.json({"case": case.case_id, "at": plain.minutes(at), "terms": entries})
        return FINE
    for one in entries:
        who = views.whom(case, one["subject"], desk.language)
        state = desk.word(one["urgency"] or one["status"])
        sure = desk.word(one["confidence"])
        desk.line(f"{one['legal_end']}  {state} · {one['name'][desk.language]}{who}")
        desk.line(f"    {one['id']} · {one['article']} · {one['edition']} · {sure}")
        desk.line(f"    {desk.word('ready_by')} {one['safe_end']}")
        for text in one["derivation"]:
            desk.line(f"    · {text[desk.language]}")
    return FINE
