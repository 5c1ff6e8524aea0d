"""`main.py archive card|trust|register` and packages of cases for other workplaces."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TextIO

import msgspec

from core.cli.desk import FINE, Desk, prove_place, read_bytes, write_file
from core.cli.unlocked import opened
from core.errors import UserError

AGE = b"age-encryption.org/v1"
"""How every package begins."""


def add_actions(actions: Any) -> None:
    """Declare cards and the register."""
    card = actions.add_parser("card", help="the card that others need to write to this workplace")
    card.add_argument("-o", "--output", required=True, metavar="FILE")
    card.add_argument("--name", default="", help="of the workplace; asked for at first use")
    card.set_defaults(run=write_card)
    trust = actions.add_parser("trust", help="accept the card of another workplace")
    trust.add_argument("card", metavar="FILE")
    trust.add_argument(
        "--fingerprint", default="", help="as it was read aloud; without it the card is only shown"
    )
    trust.set_defaults(run=trust_card)
    actions.add_parser("cards", help="the workplaces that are trusted").set_defaults(run=cards)
    rename = actions.add_parser("rename", help="call a trusted workplace otherwise")
    rename.add_argument("fingerprint", metavar="DIGITS")
    rename.add_argument("name", metavar="NAME")
    rename.set_defaults(run=rename_card)
    forget = actions.add_parser("forget", help="trust a workplace no more; recorded")
    forget.add_argument("fingerprint", metavar="DIGITS")
    forget.add_argument("--reason", default="", metavar="TEXT", help="stays in the journal")
    forget.set_defaults(run=forget_card)
    actions.add_parser("register", help="every disclosure (art. 198)").set_defaults(run=register)


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Declare how a case leaves as a package."""
    parser.add_argument("--package", action="store_true", help="signed and encrypted, for --to")
    parser.add_argument("--to", metavar="CARD", help="card of the workplace it is for")
    parser.add_argument("--permission", default="", help="who permitted it (art. 198)")
    parser.add_argument("--basis", default="", help="on what ground, with date and number")
    parser.add_argument("--extent", choices=("whole", "journal"), default="whole")


def is_package(path: str) -> bool:
    """Return whether a file begins like a package."""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(AGE)) == AGE
    except OSError:
        return False


def export_package(args: argparse.Namespace) -> int:
    """Write a case as a package and put that into the register."""
    desk: Desk = args.desk
    if not args.to:
        raise UserError("package-needs-card")
    packages = desk.load("core.services.packages")
    card = desk.load("core.store.parcel").read_card(read_bytes(args.to))
    basis = packages.Basis(args.permission, args.basis)
    prove_place(args.output)
    with opened(args, desk) as archive:
        sealed = packages.Packages(archive, desk.library).export(
            args.id, card, basis, args.extent, at=desk.now
        )
    write_file(args.output, sealed)
    desk.json({"case": args.id, "to": card.name, "file": args.output})
    return FINE


def note_open_export(args: argparse.Namespace, archive: Any, content: bytes, records: int) -> None:
    """Put a case file that is not encrypted into the register too, whatever was said of it."""
    desk: Desk = args.desk
    packages = desk.load("core.services.packages")
    if archive.writable:
        basis = packages.Basis(args.permission, args.basis)
        packages.Packages(archive, desk.library).note(args.id, content, basis, records, desk.now)


def import_package(args: argparse.Namespace) -> int:
    """Take a package in, or only show what it holds."""
    desk: Desk = args.desk
    sealed = read_bytes(args.case)
    with opened(args, desk) as archive:
        packages = desk.load("core.services.packages").Packages(archive, desk.library)
        deed = packages.preview if args.preview else packages.take_in
        found = deed(sealed, at=desk.now)
    desk.json({**msgspec.to_builtins(found), "taken": not args.preview})
    return FINE


def write_card(args: argparse.Namespace, out: TextIO) -> int:
    """Write the card of this workplace and tell its fingerprint."""
    desk: Desk = args.desk
    parcel = desk.load("core.store.parcel")
    with opened(args, desk) as archive:
        packages = desk.load("core.services.packages").Packages(archive, desk.library)
        card = packages.card(desk.now, args.name)
    write_file(args.output, parcel.write_card(card))
    desk.json({"name": card.name, "fingerprint": parcel.fingerprint(card), "file": args.output})
    return FINE


def trust_card(args: argparse.Namespace, out: TextIO) -> int:
    """Show a card, and accept it when the fingerprint was given and agrees."""
    desk: Desk = args.desk
    parcel = desk.load("core.store.parcel")
    card = parcel.read_card(read_bytes(args.card))
    shown = parcel.fingerprint(card)
    given = "".join(args.fingerprint.upper().split())
    if given and given != shown.replace(" ", ""):
        raise UserError("fingerprint-differs", name=card.name)
    if given:
        with opened(args, desk) as archive:
            desk.load("core.services.packages").Packages(archive, desk.library).trust(
                card, desk.now
            )
    desk.json({"name": card.name, "fingerprint": shown, "trusted": bool(given)})
    return FINE


def cards(args: argparse.Namespace, out: TextIO) -> int:
    """List the workplaces that are trusted."""
    desk: Desk = args.desk
    fingerprint = desk.load("core.store.parcel").fingerprint
    with opened(args, desk) as archive:
        found = desk.load("core.services.trust").known(archive).values()
    desk.json([{"name": one.name, "fingerprint": fingerprint(one)} for one in found])
    return FINE


def rename_card(args: argparse.Namespace, out: TextIO) -> int:
    """Call a trusted workplace otherwise."""
    desk: Desk = args.desk
    trust = desk.load("core.services.trust")
    with opened(args, desk) as archive:
        card = trust.by_fingerprint(archive, args.fingerprint)
        new = trust.rename(archive, card, args.name, desk.now)
    desk.json({"name": new.name, "before": card.name, "trusted": True})
    return FINE


def forget_card(args: argparse.Namespace, out: TextIO) -> int:
    """Trust a workplace no more; the decision and its reason stay in the journal."""
    desk: Desk = args.desk
    trust = desk.load("core.services.trust")
    with opened(args, desk) as archive:
        card = trust.by_fingerprint(archive, args.fingerprint)
        trust.forget(archive, card, args.reason, desk.now)
    desk.json({"name": card.name, "trusted": False})
    return FINE


def register(args: argparse.Namespace, out: TextIO) -> int:
    """List every disclosure, oldest first."""
    desk: Desk = args.desk
    with opened(args, desk) as archive:
        lines = desk.load("core.services.packages").Packages(archive, desk.library).register()
    desk.json(
        [
            {"at": f"{at:%Y-%m-%dT%H:%M}", "kind": kind, **msgspec.to_builtins(line)}
            for at, kind, line in lines
        ]
    )
    return FINE
