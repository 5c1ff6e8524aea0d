"""`main.py archive …`: create, verify, rebuild, import, export and back up the archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli.desk import DAMAGED, FINE, Desk, write_file
from core.engine.events import write_journal
from core.services.cases import Cases


def add_parser(commands: Any) -> None:
    """Declare the command and what it can do."""
    parser = commands.add_parser("archive", help="the encrypted archive")
    parser.add_argument("--archive", metavar="FILE", help="another archive than the usual one")
    parser.add_argument(
        "--key", metavar="FILE", help="its key file; beside the archive if not given"
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("create", help="make an empty archive and its key file").set_defaults(
        run=create
    )
    actions.add_parser("verify", help="prove every page, link and record").set_defaults(run=verify)
    actions.add_parser("rebuild", help="compute all lists anew").set_defaults(run=rebuild)
    take = actions.add_parser("import", help="take in a case file")
    take.add_argument("case", metavar="CASE.json")
    take.set_defaults(run=import_case)
    give = actions.add_parser("export", help="write a case file (not encrypted)")
    give.add_argument("id", metavar="CASE-ID")
    give.add_argument("-o", "--output", required=True, metavar="CASE.json")
    give.set_defaults(run=export_case)
    backup = actions.add_parser("backup", help="write a verified encrypted copy")
    backup.add_argument("output", metavar="FILE")
    backup.set_defaults(run=write_backup)


def create(args: argparse.Namespace, out: TextIO) -> int:
    """Make an empty archive; an existing file is never touched."""
    desk: Desk = args.desk
    archives = desk.load("core.services.archives")
    archive = archives.create(*_places(args, desk), at=desk.now)
    archive.close()
    desk.line(str(_places(args, desk)[0]))
    return FINE


def verify(args: argparse.Namespace, out: TextIO) -> int:
    """Prove the whole archive; exit code 3 when anything is wrong."""
    desk: Desk = args.desk
    archive = _open(args, desk)
    try:
        report = archive.verify()
    finally:
        archive.close()
    desk.json(
        {
            "sound": report.sound,
            "records": report.rows,
            "papers": report.papers,
            "head": {"number": report.head.seq, "hash": report.head.hash},
            "problems": [msgspec.to_builtins(one) for one in report.problems],
        }
    )
    return FINE if report.sound else DAMAGED


def rebuild(args: argparse.Namespace, out: TextIO) -> int:
    """Compute all lists anew from the journals."""
    desk: Desk = args.desk
    archive = _open(args, desk)
    try:
        total = Cases(archive, desk.library, lambda: desk.now).rebuild()
    finally:
        archive.close()
    desk.json({"cases": total})
    return FINE


def import_case(args: argparse.Namespace, out: TextIO) -> int:
    """Take a case file in as one case, whole or not at all."""
    desk: Desk = args.desk
    case = desk.case(args.case)
    archive = _open(args, desk)
    try:
        cases = Cases(archive, desk.library, lambda: desk.now)
        cases.open_case(case.case_id, case.journal, f"import-{case.case_id}")
    finally:
        archive.close()
    desk.json({"case": case.case_id, "events": len(case.events)})
    return FINE


def export_case(args: argparse.Namespace, out: TextIO) -> int:
    """Write the journal of a case as a case file."""
    desk: Desk = args.desk
    archive = _open(args, desk)
    try:
        case = Cases(archive, desk.library, lambda: desk.now).case(args.id)
    finally:
        archive.close()
    write_file(args.output, write_journal(case.journal))
    desk.line(args.output)
    return FINE


def write_backup(args: argparse.Namespace, out: TextIO) -> int:
    """Write a verified copy of the archive under the same key."""
    desk: Desk = args.desk
    archive = _open(args, desk)
    try:
        archive.backup(Path(args.output))
    finally:
        archive.close()
    desk.line(args.output)
    return FINE


def _places(args: argparse.Namespace, desk: Desk) -> tuple[Path, Path]:
    archive = Path(args.archive) if args.archive else desk.places.archive
    return archive, Path(args.key) if args.key else archive.with_suffix(".key")


def _open(args: argparse.Namespace, desk: Desk) -> Any:
    return desk.load("core.services.archives").open_existing(*_places(args, desk))
