"""`main.py steps CASE.json --at WHEN`: what may be done, what lacks, what a decision needs."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any, TextIO

from core.cli import plain, views
from core.cli.desk import FINE, NO, Desk, moment_of
from core.engine.steps import StepStatus
from core.services.casework import Casework

_FIRST = [StepStatus.OWED, StepStatus.OPEN, StepStatus.DONE, StepStatus.CLOSED]
"""What a person wants to see first."""


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("steps", help="what is open, owed, done and closed")
    parser.add_argument("case", metavar="CASE.json")
    parser.add_argument("--at", required=True, metavar="WHEN", help="local YYYY-MM-DDTHH:MM")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--before", metavar="STEP", help="what is missing before a decision")
    instead.add_argument("--gaps", action="store_true", help="what the case lacks")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the guide of a case at a moment, what it lacks, or what a decision still needs.

    With `--before` the exit code is 1 while something is missing.
    """
    desk: Desk = args.desk
    at = moment_of(args.at)
    case = desk.case(args.case)
    if args.before is not None:
        return _before(args.before, case, at, args.json, desk)
    if args.gaps:
        return _gaps(case, at, args.json, desk)
    steps = [views.step(one) for one in case.guide(at)]
    if args.json:
        desk.json({"case": case.case_id, "at": plain.minutes(at), "steps": steps})
        return FINE
    _tell(steps, case, desk)
    return FINE


def _tell(steps: list[plain.Plain], case: Casework, desk: Desk) -> None:
    """Print the guide for people."""
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


def _before(step: str, case: Casework, at: datetime, as_json: bool, desk: Desk) -> int:
    """Print what is missing before a decision."""
    found = [views.lack(one) for one in desk.load("core.services.absences").lacks(case, step, at)]
    if as_json:
        missing = {"case": case.case_id, "at": plain.minutes(at), "before": step, "missing": found}
        desk.json(missing)
    else:
        _lines(found, case, desk)
    return NO if found else FINE


def _gaps(case: Casework, at: datetime, as_json: bool, desk: Desk) -> int:
    """Print what a case lacks."""
    found = [views.gap(one, case) for one in desk.load("core.services.absences").gaps(case, at)]
    if as_json:
        desk.json({"case": case.case_id, "at": plain.minutes(at), "gaps": found})
    else:
        _lines(found, case, desk)
    return FINE


def _lines(found: list[plain.Plain], case: Casework, desk: Desk) -> None:
    """Print missing things one a line, with the step that supplies each."""
    language = desk.language
    steps = case.library.book.newest.steps
    for one in found:
        who = views.whom(case, one["subject"], language)
        offered = steps.get(one["offers"])
        supply = f" → {offered.name[language]}" if offered else ""
        desk.line(f"{one['text'][language]}{who} · {one['article']}{supply}")
    if not found:
        desk.line(desk.word("nothing_missing"))
