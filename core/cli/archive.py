"""`main.py archive …`: create, verify, rebuild, import, export, back up and restore the archive."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli import archive_keys, archive_lists, archive_packages, archive_salvage, archive_witness
from core.cli.desk import DAMAGED, FINE, Desk, prove_place, write_file
from core.cli.unlocked import (
    add_options,
    migration,
    opened,
    passphrase_for,
    patient,
    place_of,
    secret_in,
)
from core.engine.events import write_journal


def add_parser(commands: Any) -> None:
    """Declare the command and what it can do."""
    parser = commands.add_parser("archive", help="the encrypted archive")
    add_options(parser)
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("create", help="make an empty archive and its key file").set_defaults(
        run=create
    )
    actions.add_parser("verify", help="prove every page, link and record").set_defaults(run=verify)
    actions.add_parser("rebuild", help="compute all lists anew").set_defaults(run=rebuild)
    take = actions.add_parser("import", help="take in a case file or a package")
    take.add_argument("case", metavar="FILE")
    take.add_argument("--preview", action="store_true", help="show what it holds, take nothing in")
    take.set_defaults(run=import_case)
    give = actions.add_parser("export", help="write a case file (not encrypted) or a package")
    give.add_argument("id", metavar="CASE-ID")
    give.add_argument("-o", "--output", required=True, metavar="FILE")
    archive_packages.add_export_options(give)
    give.set_defaults(run=export_case)
    backup = actions.add_parser("backup", help="write a verified encrypted copy")
    backup.add_argument(
        "output", nargs="?", metavar="FILE", help="among the usual backups if not given"
    )
    backup.set_defaults(run=write_backup)
    back = actions.add_parser("restore", help="bring a backup back where there is no archive")
    back.add_argument("backup", metavar="FILE")
    back.set_defaults(run=restore)
    archive_keys.add_actions(actions)
    archive_packages.add_actions(actions)
    archive_lists.add_actions(actions)
    archive_salvage.add_actions(actions)
    archive_witness.add_actions(actions)
    for action in actions.choices.values():  # they may stand behind the action as well
        add_options(action, argparse.SUPPRESS)


def create(args: argparse.Namespace, out: TextIO) -> int:
    """Make an empty archive; an existing file is never touched."""
    desk: Desk = args.desk
    place = place_of(args, desk)
    secret = secret_in(args.passphrase_file) if args.passphrase_file else ""
    desk.load("core.services.unlocking").create(place, at=desk.now, passphrase=secret).close()
    desk.json({"archive": str(place.archive), "key": str(place.key_file)})
    return FINE


def verify(args: argparse.Namespace, out: TextIO) -> int:
    """Prove the whole archive; exit code 3 when anything is wrong."""
    desk: Desk = args.desk
    with opened(args, desk) as archive:
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
    with opened(args, desk) as archive:
        total = _cases(archive, desk).rebuild()
    desk.json({"cases": total})
    return FINE


def import_case(args: argparse.Namespace, out: TextIO) -> int:
    """Take a case file in as one case, whole or not at all; the same file twice does no harm."""
    if archive_packages.is_package(args.case):
        return archive_packages.import_package(args)
    desk: Desk = args.desk
    case = desk.case(args.case)
    if args.preview:
        desk.json({"case": case.case_id, "events": len(case.events), "taken": False})
        return FINE
    content = hashlib.sha256(write_journal(case.journal)).hexdigest()
    with opened(args, desk) as archive:
        cases = _cases(archive, desk)
        cases.open_case(case.case_id, case.journal, f"import-{case.case_id}-{content}")
    desk.json({"case": case.case_id, "events": len(case.events), "taken": True})
    return FINE


def export_case(args: argparse.Namespace, out: TextIO) -> int:
    """Write the journal of a case as a case file, or as a package for another workplace."""
    if args.package:
        return archive_packages.export_package(args)
    desk: Desk = args.desk
    with opened(args, desk) as archive:
        case = _cases(archive, desk).case(args.id)
        content = write_journal(case.journal)
        prove_place(args.output, len(content))
        archive_packages.note_open_export(args, archive, content, len(case.events))
    write_file(args.output, content)
    desk.json({"case": case.case_id, "events": len(case.events), "file": args.output})
    return FINE


def write_backup(args: argparse.Namespace, out: TextIO) -> int:
    """Write a verified copy of the archive under the same key."""
    desk: Desk = args.desk
    if not args.output:
        return archive_keys.backup(args)
    target = Path(args.output)
    if not target.exists():  # an older copy is told by its own sentence
        prove_place(args.output)
    with opened(args, desk) as archive:
        written = archive.backup(target)
    desk.json({"file": str(target), "records": written.rows, "papers": written.papers})
    return FINE


def restore(args: argparse.Namespace, out: TextIO) -> int:
    """Bring an archive back from a backup; an archive that is there is never touched."""
    desk: Desk = args.desk
    place, backups = place_of(args, desk), desk.load("core.services.backups")
    desk.load("core.store.opening").look(Path(args.backup))
    beside = place if place.key_file.exists() else backups.place_beside(Path(args.backup))
    archive = backups.restore(
        Path(args.backup),
        place,
        at=desk.now,
        passphrase="" if args.recovery_file else passphrase_for(args, beside, desk),
        code=secret_in(args.recovery_file) if args.recovery_file else "",
        attempts=patient(beside, desk),
        migrate=migration(desk),
    )
    try:
        total = _cases(archive, desk).rebuild()
        report = archive.verify()
    finally:
        archive.close()
    desk.json({"archive": str(place.archive), "cases": total, "records": report.rows})
    return FINE if report.sound else DAMAGED


def _cases(archive: Any, desk: Desk) -> Any:
    return desk.load("core.services.cases").Cases(archive, desk.library, lambda: desk.now)
