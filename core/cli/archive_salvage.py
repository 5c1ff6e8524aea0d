"""`main.py archive salvage`: what a damaged archive still holds, and bringing it back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli.desk import DAMAGED, FINE, Desk
from core.cli.unlocked import key_for, migration, place_of


def add_actions(actions: Any) -> None:
    """Declare the rescue of a damaged archive."""
    rescue = actions.add_parser("salvage", help="what a damaged archive still holds; --yes does it")
    rescue.add_argument("--yes", action="store_true", help="put the rebuilt archive in its place")
    rescue.add_argument(
        "--backups", action="append", default=[], metavar="DIR", help="a further place of backups"
    )
    rescue.set_defaults(run=salvage)


def salvage(args: argparse.Namespace, out: TextIO) -> int:
    """Show what a salvage would bring back, or do it; exit code 3 when anything saved is missing.

    Without --yes nothing is changed, and a damaged archive is told by exit code 3.
    """
    desk: Desk = args.desk
    place, folders = place_of(args, desk), [Path(folder) for folder in args.backups]
    key = key_for(args, place, desk)
    service = desk.load("core.services.salvage")
    if not args.yes:
        found = service.look(place, key, folders=folders)
        desk.json({"done": False, **msgspec.to_builtins(found, enc_hook=str)})
        return DAMAGED if found.damage else FINE
    done = service.salvage(
        place, key, desk.library, at=desk.now, folders=folders, migrate=migration(desk)
    )
    desk.json({"done": True, **msgspec.to_builtins(done, enc_hook=str)})
    return FINE if done.report.whole else DAMAGED
