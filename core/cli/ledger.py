"""`main.py ledger CASE.json --at WHEN`: all terms of a case, and how they would move."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any, TextIO

from core.cli import plain, views
from core.cli.archive_lists import ledger_of, write_table
from core.cli.desk import FINE, Desk, moment_of, read_bytes
from core.services.casework import Casework


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("ledger", help="all terms of a case file")
    parser.add_argument("case", metavar="CASE.json")
    parser.add_argument("--at", required=True, metavar="WHEN", help="local YYYY-MM-DDTHH:MM")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--suppose", metavar="EVENTS.json", help="what would be otherwise, if …")
    instead.add_argument("--table", metavar="FILE", help="write .csv or .xlsx instead")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the ledger of a case at a moment."""
    desk: Desk = args.desk
    at = moment_of(args.at)
    case = desk.case(args.case)
    if args.suppose is not None:
        return _suppose(args.suppose, case, at, args.json, desk)
    if args.table is not None:
        return write_table(args.table, ledger_of(case, at, desk), desk)
    book = desk.library.book
    entries = [views.entry(one, book, at) for one in case.ledger(at)]
    if args.json:
        desk.json({"case": case.case_id, "at": plain.minutes(at), "terms": entries})
        return FINE
    for one in entries:
        who = views.whom(case, one["subject"], desk.language)
        state = desk.word(one["urgency"] or one["status"])
        sure = desk.word(one["confidence"])
        desk.line(f"{one['legal_end'] or '—'}  {state} · {one['name'][desk.language]}{who}")
        told = one["verdict"]
        by = "" if told is None else f" · {desk.word(told['verdict']).format(**told)}"
        desk.line(f"    {one['id']} · {one['article']} · {one['edition']} · {sure}{by}")
        if one["safe_end"]:
            desk.line(f"    {desk.word('ready_by')} {one['safe_end']}")
        for text in one["derivation"]:
            desk.line(f"    · {text[desk.language]}")
    return FINE


def _suppose(path: str, case: Casework, at: datetime, as_json: bool, desk: Desk) -> int:
    """Print the terms and steps that would be otherwise; the case itself stays as it is."""
    book = case.library.book
    look: Any = desk.load("core.services.suppositions")
    found = look.suppose(case, read_bytes(path), path, at, desk.now)
    terms = [views.term_change(one, book, at) for one in found.terms]
    steps = [views.step_change(one) for one in found.steps]
    if as_json:
        changes = {"case": case.case_id, "at": plain.minutes(at), "terms": terms, "steps": steps}
        desk.json(changes)
        return FINE
    language = desk.language
    for one in (*terms, *steps):
        shown = one["after"] or one["before"]
        who = views.whom(case, one["subject"], language)
        desk.line(f"{shown['name'][language]}{who} · {shown['article']}")
        desk.line(f"    {_brief(one['before'], desk)} → {_brief(one['after'], desk)}")
    if not terms and not steps:
        desk.line(desk.word("nothing_moves"))
    return FINE


def _brief(one: plain.Plain | None, desk: Desk) -> str:
    """Return a term or a step in a few words: its end and its status, or a dash."""
    if one is None:
        return "—"
    state = desk.word(one.get("urgency") or one["status"])
    return f"{one['legal_end'] or '—'} {state}" if "legal_end" in one else state
