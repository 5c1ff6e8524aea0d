"""`main.py steps CASE.json --at WHEN`: open, owed, done and closed steps with their reasons."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from core.cli import views
from core.cli.desk import FINE, Desk, moment_of


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("steps", help="what is open, owed, done and closed")
    parser.add_argument("case", metavar="CASE.json")
    parser.add_argument("--at", required=True, metavar="WHEN", help="local YYYY-MM-DDTHH:MM")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the guide of a case at a moment."""
    desk: Desk = args.desk
    at = moment_of(args.at)
    case = desk.case(args.case)
    steps = [views.step(one) for one in case.guide(at)]
    if args.json:
        desk.json({"case": case.case_id, "at": views.minutes(at), "steps": steps})
        return FINE
    language = desk.language
    for one in steps:
        who = f" [{one['subject']}]" if one["subject"] else ""
        desk.line(f"{one['status']:<7} {one['name'][language]}{who} · {one['article']}")
        for why in one["reasons"]:
            desk.line(f"          — {why['text'][language]} ({why['article']})")
        for warned in one["guards"]:
            doubt = f" — {warned['doubt'][language]}" if warned["doubt"] else ""
            desk.line(f"          {warned['tier']}: {warned['text'][language]}{doubt}")
    return FINE
