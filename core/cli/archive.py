"""`main.py archive …`: create, verify, rebuild, import, export, back up and restore the archive."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli.desk import DAMAGED, FINE, Desk, write_file
from core.engine.events import write_journal
from core.errors import UserError


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
    back = actions.add_parser("restore", help="bring a backup back where there is no archive")
    back.add_argument("backup", metavar="FILE")
    back.set_defaults(run=restore)


def create(args: argparse.Namespace, out: TextIO) -> int:
    """Make an empty archive; an existing file is never touched."""
    desk: Desk = args.desk
    archives = desk.load("core.services.archives")
    archives.create(*_places(args, desk), at=desk.now).close()
    desk.json({"archive": str(_places(args, desk)[0]), "key": str(_places(args, desk)[1])})
    return FINE


def verify(args: argparse.Namespace, out: TextIO) -> int:
    """Prove the whole archive; exit code 3 when anything is wrong."""
    desk: Desk = args.desk
    with _opened(args, desk) as archive:
        report = archive.verify()
        standing = archive.standing
    desk.json(
        {
            "sound": report.sound,
            "standing": str(standing),
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
    with _opened(args, desk) as archive:
        total = _cases(archive, desk).rebuild()
    desk.json({"cases": total})
    return FINE


def import_case(args: argparse.Namespace, out: TextIO) -> int:
    """Take a case file in as one case, whole or not at all; the same file twice does no harm."""
    desk: Desk = args.desk
    case = desk.case(args.case)
    content = hashlib.sha256(write_journal(case.journal)).hexdigest()
    with _opened(args, desk) as archive:
        cases = _cases(archive, desk)
        cases.open_case(case.case_id, case.journal, f"import-{case.case_id}-{content}")
    desk.json({"case": case.case_id, "events": len(case.events)})
    return FINE


def export_case(args: argparse.Namespace, out: TextIO) -> int:
    """Write the journal of a case as a case file."""
    desk: Desk = args.desk
    with _opened(args, desk) as archive:
        case = _cases(archive, desk).case(args.id)
    write_file(args.output, write_journal(case.journal))
    desk.json({"case": case.case_id, "events": len(case.events), "file": args.output})
    return FINE


def write_backup(args: argparse.Namespace, out: TextIO) -> int:
    """Write a verified copy of the archive under the same key."""
    desk: Desk = args.desk
    target = Path(args.output)
    if not target.parent.is_dir():
        raise UserError("file-not-written", path=target, reason=target.parent)
    with _opened(args, desk) as archive:
        written = archive.backup(target)
    desk.json({"file": str(target), "records": written.rows, "papers": written.papers})
    return FINE


def restore(args: argparse.Namespace, out: TextIO) -> int:
    """Bring an archive back from a backup; an archive that is there is never touched."""
    desk: Desk = args.desk
    path, key = _places(args, desk)
    archives = desk.load("core.services.archives")
    migrate = _migration(desk)
    archive = archives.restore(Path(args.backup), path, key, at=desk.now, migrate=migrate)
    try:
        total = _cases(archive, desk).rebuild()
        report = archive.verify()
    finally:
        archive.close()
    desk.json({"archive": str(path), "cases": total, "records": report.rows})
    return FINE if report.sound else DAMAGED


@contextmanager
def _opened(args: argparse.Namespace, desk: Desk) -> Iterator[Any]:
    """Give the archive of the command open, and close it."""
    open_existing = desk.load("core.services.archives").open_existing
    archive = open_existing(*_places(args, desk), _migration(desk))
    try:
        yield archive
    finally:
        archive.close()


def _places(args: argparse.Namespace, desk: Desk) -> tuple[Path, Path]:
    archive = Path(args.archive) if args.archive else desk.places.archive
    return archive, Path(args.key) if args.key else archive.with_suffix(".key")


def _cases(archive: Any, desk: Desk) -> Any:
    return desk.load("core.services.cases").Cases(archive, desk.library, lambda: desk.now)


def _migration(desk: Desk) -> Any:
    """Return what upgrades an older archive; its tool is imported only when it is needed."""
    return lambda path, key: desk.load("core.store.upgrade").upgrade(path, key, desk.now)
