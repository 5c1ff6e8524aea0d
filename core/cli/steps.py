"""`main.py steps CASE.json --at WHEN`: open, owed, done and closed steps with their reasons."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from core.cli import plain, views
from core.cli.desk import FINE, Desk, moment_of
from core.engine.steps import StepStatus

_FIRST = [StepStatus.OWED, StepStatus.OPEN, StepStatus.DONE, StepStatus.CLOSED]
"""What a person wants to see first."""


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("steps", help="what is open, owed, done and closed")
    parser.add_argument("case", metavar="CASE.json")
    parser.add_argument("--at", required=True, metavar="WHEN", help="local YYYY-MM-DDTHH:MM")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the guide of a case at a moment."""
    desk: Desk = args.desk
    at = moment_of(args.at)
    case = desk.case(args.case)
    steps = [views.step(one) for one in case.guide(at)]
    if args.json:
        desk.json({"case": case.case_id, "at": plain.minutes(at), "steps": steps})
        return FINE
    language = desk.language
    for one in sorted(steps, key=lambda one: _FIRST.index(one["status"])):
        who = views.whom(case, one["subject"], language)
        desk.line(f"{desk.word(one['status'])} · {one['name'][language]}{who} · {one['article']}")
        for why in one["reasons"]:
            article = f" ({why['article']})" if why["article"] else ""
            desk.line(f"    — {why['text'][language]}{article}")
        for warned in one["guards"]:
            doubt = f" — {warned['doubt'][language]}" if warned["doubt"] else ""
            desk.line(f"    {desk.word(warned['tier'])}: {warned['text'][language]}{doubt}")
    return FINE
