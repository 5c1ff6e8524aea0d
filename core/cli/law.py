"""`main.py law …`: is the law data whole, what changed, what is verified and by whom."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from core.cli import law_calendar, law_pack, law_verify
from core.cli.archive_lists import write_table
from core.cli.desk import FINE, NO, Desk
from core.engine.counting import UNITS
from core.law.check import check_book
from core.services import law_report


def add_parser(commands: Any) -> None:
    """Declare the command and what it can do."""
    parser = commands.add_parser("law", help="check, compare and report the law data")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, run, says in (
        ("check", check, "prove every cross reference of the book and of the forms"),
        ("diff", diff, "what each edition changed"),
        ("report", report, "how sure every entry is, and what is not verified"),
    ):
        action = actions.add_parser(name, help=says)
        action.add_argument("--json", action="store_true", help="print JSON")
        action.set_defaults(run=run)
        if name == "report":
            action.add_argument("--edition", default="", metavar="ID", help="list its entries")
            action.add_argument("--table", metavar="FILE", help="write .csv or .xlsx instead")
            action.add_argument("--kind", default="", metavar="KIND", help="list this kind")
    law_verify.add_actions(actions)
    law_calendar.add_actions(actions)
    law_pack.add_actions(actions)


def check(args: argparse.Namespace, out: TextIO) -> int:
    """Print every problem of the law data; exit code 1 when there is one."""
    desk: Desk = args.desk
    library = desk.library
    problems = check_book(library.book, library.forms, UNITS)
    if args.json:
        desk.json({"problems": problems})
    else:
        for problem in problems or [desk.word("law_sound")]:
            desk.line(problem)
    return NO if problems else FINE


def diff(args: argparse.Namespace, out: TextIO) -> int:
    """Print what each edition after the first adds or changes."""
    desk: Desk = args.desk
    changes = law_report.diff(desk.book)
    if args.json:
        desk.json(changes)
        return FINE
    for one in changes:
        what = (
            desk.word("new")
            if one.get("new")
            else desk.word("changed").format(fields=", ".join(one["changed"]))
        )
        desk.line(f"{one['edition']}  {one['kind']} {one['id']} · {one['article']}: {what}")
    return FINE


def report(args: argparse.Namespace, out: TextIO) -> int:
    """Print how many entries are how sure, and each that is not verified."""
    desk: Desk = args.desk
    if args.table:
        rows = law_report.listing(desk.book, args.edition, args.kind)
        make = desk.load("core.services.lists").law_table
        return write_table(args.table, make(rows, desk.word, desk.language), desk)
    if args.edition or args.kind:
        return _list(desk, law_report.listing(desk.book, args.edition, args.kind), args.json)
    found = law_report.report(desk.book)
    if args.json:
        desk.json(found)
        return FINE
    for edition in found["editions"]:
        desk.line(f"{edition['id']}  {edition['text']}")
        first = desk.word("first_day")
        days = {"possible": edition["possible_from"], "certain": edition["certain_from"]}
        desk.line(f"    {first.format(**days)}")
    desk.line(desk.word("calendar").format(year=found["calendar_known_until"]))
    total = found["total"]
    share = f"{total['share_verified']:.1%}"
    counts = {"entries": total["entries"], "verified": total["verified"], "share": share}
    desk.line(desk.word("compared_share").format(**counts))
    for row in found["entries"]:
        desk.line(f"{row['count']:>5}  {row['kind']} — {desk.word(row['confidence'])}")
    for one in found["verified"]:
        desk.line(f"{one['kind']} {one['entry']}: {desk.word(one['verdict']).format(**one)}")
    for one in found["unverified"]:
        desk.line(
            f"{desk.word(one['confidence'])}: {one['kind']} {one['id']} · {one['article']}"
            f" · {one['source']}"
        )
    return FINE


def _list(desk: Desk, rows: list[dict[str, Any]], as_json: bool) -> int:
    """Print the entries of a kind or of an edition, each with its source."""
    if as_json:
        desk.json({"entries": rows})
        return FINE
    for one in rows:
        verdict = one["verdict"]
        told = desk.word(verdict["verdict"]).format(**verdict) if verdict else one["source"]
        sure = desk.word(one["confidence"])
        desk.line(f"{one['kind']} {one['id']} · {one['article']} · {sure} · {told}")
    return FINE
