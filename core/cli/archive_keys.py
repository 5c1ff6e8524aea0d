"""`main.py archive passphrase|recovery|health|drill`: the key and the state of the archive."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any, TextIO

import msgspec

from core.cli.desk import DAMAGED, FINE, Desk, prove_place, write_file
from core.cli.unlocked import key_for, opened, passphrase_for, patient, place_of, secret_in
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES
from core.paths import RESOURCES


def add_actions(actions: Any) -> None:
    """Declare what can be done with the key and the health of an archive."""
    change = actions.add_parser("passphrase", help="set or change the passphrase")
    change.add_argument(
        "--new-passphrase-file", metavar="FILE", help="read the new passphrase here"
    )
    change.set_defaults(run=passphrase)
    sheet = actions.add_parser("recovery", help="make a recovery sheet; an older one is void")
    sheet.add_argument("-o", "--output", required=True, metavar="FILE.pdf")
    sheet.add_argument("--language", choices=PAPER_LANGUAGES, default=PAPER_LANGUAGES[0])
    sheet.set_defaults(run=recovery)
    actions.add_parser("health", help="backups, anchors and the end of the journal").set_defaults(
        run=health
    )
    actions.add_parser("drill", help="try to bring the newest backup back").set_defaults(run=drill)


def passphrase(args: argparse.Namespace, out: TextIO) -> int:
    """Set or change the passphrase; the archive itself is not touched."""
    desk: Desk = args.desk
    place = place_of(args, desk)
    key = key_for(args, place, desk)
    desk.load("core.services.unlocking").set_passphrase(place, key, _new_secret(args))
    desk.json({"key": str(place.key_file), "passphrase": True})
    return FINE


def recovery(args: argparse.Namespace, out: TextIO) -> int:
    """Make a recovery code and write its sheet; the code is printed nowhere else."""
    desk: Desk = args.desk
    place = place_of(args, desk)
    prove_place(args.output)  # the older sheet is void as soon as there is a new code
    secret = passphrase_for(args, place, desk)
    unlocking = desk.load("core.services.unlocking")
    code = unlocking.new_recovery_code(place, secret, patient(place, desk))
    sheet = desk.load("core.services.recovery_sheet")
    paper = sheet.recovery_sheet(place, code, desk.now, args.language)
    layout = desk.load("core.documents.layout").load_layout(RESOURCES / "layout.yaml")
    write_file(args.output, desk.load("core.documents.pdf").render_pdf(paper, layout))
    desk.json({"file": args.output})
    return FINE


def health(args: argparse.Namespace, out: TextIO) -> int:
    """Tell how the archive is doing."""
    desk: Desk = args.desk
    with opened(args, desk) as archive:
        found = desk.load("core.services.backups").health(place_of(args, desk), archive, desk.now)
    desk.json(msgspec.to_builtins(found, enc_hook=str))
    return FINE


def backup(args: argparse.Namespace) -> int:
    """Make a backup among the usual ones, with its key file and its verdict; thin the old ones."""
    desk: Desk = args.desk
    place = place_of(args, desk)
    with opened(args, desk) as archive:
        made = desk.load("core.services.backups").backup_now(place, archive, desk.now)
    verdict = made.backup.verdict
    records, papers = (verdict.records, verdict.papers) if verdict else (0, 0)
    desk.json(
        {
            "file": str(made.backup.path),
            "records": records,
            "papers": papers,
            "removed": made.removed,
            "elsewhere": made.elsewhere,
        }
    )
    return FINE


def drill(args: argparse.Namespace, out: TextIO) -> int:
    """Try to bring the newest backup back into a folder that is removed again."""
    desk: Desk = args.desk
    backups = desk.load("core.services.backups")
    with opened(args, desk) as archive:
        found = backups.drill(place_of(args, desk), archive.key)
        if archive.writable:
            backups.record_drill(archive, found, desk.now)
    failed = [str(path) for path in found.failed]
    restored = None if found.restored is None else str(found.restored)
    desk.json({"restored": restored, "records": found.records, "failed": failed})
    return FINE if found.restored is not None and not failed else DAMAGED


def _new_secret(args: argparse.Namespace) -> str:
    """Return the new passphrase from its file, or typed twice at the terminal."""
    if args.new_passphrase_file:
        return secret_in(args.new_passphrase_file)
    if not sys.stdin.isatty():
        raise UserError("passphrase-not-given")
    first = getpass.getpass("New passphrase: ")
    if getpass.getpass("Once more: ") != first:
        raise UserError("passphrase-differs")
    return first
