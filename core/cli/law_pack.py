"""`main.py law pack …`: signed law data, checked, installed and made."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from core.cli.desk import FINE, Desk, moment_of, read_bytes, write_file
from core.errors import UserError
from core.paths import RESOURCES


def add_actions(actions: Any) -> None:
    """Declare what can be done with law packs."""
    parser = actions.add_parser("pack", help="signed law data: check, install, make")
    deeds = parser.add_subparsers(metavar="DEED", required=True)
    for name, run, says in (
        ("check", check, "prove a pack and tell what it brings"),
        ("install", install, "prove a pack and use it from now on"),
    ):
        deed = deeds.add_parser(name, help=says)
        deed.add_argument("pack", metavar="FILE")
        deed.set_defaults(run=run)
    deeds.add_parser("status", help="which pack is used").set_defaults(run=status)
    deeds.add_parser("remove", help="use the shipped law alone").set_defaults(run=remove)
    key = deeds.add_parser("key", help="make the key of a publisher")
    key.add_argument("-o", "--output", required=True, metavar="FILE")
    key.set_defaults(run=make_key)
    _add_maker(deeds.add_parser("make", help="make a pack of a folder of law data"))


def _add_maker(make: argparse.ArgumentParser) -> None:
    make.add_argument("folder", metavar="FOLDER", help="laid out like resources/law")
    make.add_argument("-o", "--output", required=True, metavar="FILE")
    make.add_argument("--key-file", required=True, metavar="FILE", help="of the publisher")
    make.add_argument("--version", required=True, type=int, metavar="N", dest="number")
    make.add_argument("--valid-from", required=True, metavar="DAY")
    make.add_argument("--valid-until", required=True, metavar="DAY")
    make.set_defaults(run=make_pack)


def check(args: argparse.Namespace, out: TextIO) -> int:
    """Prove a pack as installing it would, and change nothing."""
    desk: Desk = args.desk
    _show(_examined(args.pack, desk)[0], desk, installed=False)
    return FINE


def install(args: argparse.Namespace, out: TextIO) -> int:
    """Install a pack that is proved; the one before it is replaced."""
    desk: Desk = args.desk
    pack, sealed = _examined(args.pack, desk)
    desk.load("core.services.law_packs").install(sealed, desk.places.law_pack)
    _show(pack, desk, installed=True)
    return FINE


def status(args: argparse.Namespace, out: TextIO) -> int:
    """Tell which pack is used; a pack that lies there and is not used is a refusal."""
    desk: Desk = args.desk
    packs = desk.load("core.services.law_packs")
    found = packs.installed(RESOURCES, desk.places.book, desk.places.law_pack)
    if found.trouble is not None:
        raise found.trouble
    if found.pack is None:
        desk.json({"installed": False})
    else:
        _show(found.pack, desk, installed=True)
    return FINE


def remove(args: argparse.Namespace, out: TextIO) -> int:
    """Take the installed pack away."""
    desk: Desk = args.desk
    there = desk.places.law_pack.exists()
    desk.places.law_pack.unlink(missing_ok=True)
    desk.json({"removed": there})
    return FINE


def make_key(args: argparse.Namespace, out: TextIO) -> int:
    """Write a new private key, never over another one, and tell its public half."""
    desk: Desk = args.desk
    if Path(args.output).exists():
        raise UserError("file-not-written", path=args.output, reason="EEXIST")
    private, public = desk.load("core.law.packs").fresh_key()
    desk.load("core.store.durable").write_durably(Path(args.output), f"{private}\n".encode())
    desk.json({"key": public, "file": args.output})
    return FINE


def make_pack(args: argparse.Namespace, out: TextIO) -> int:
    """Write a pack of a folder, signed by the key of its publisher."""
    desk: Desk = args.desk
    packs = desk.load("core.law.packs")
    content = desk.load("core.services.law_packs").content_of(Path(args.folder))
    days = (_day(args.valid_from), _day(args.valid_until))
    key = packs.read_key(read_bytes(args.key_file), args.key_file)
    write_file(args.output, packs.seal(content, key, args.number, *days))
    editions = [one.edition.id for one in content.editions]
    years = [one.id for one in content.years]
    desk.json({"editions": editions, "years": years, "file": args.output})
    return FINE


def _day(text: str) -> date:
    """Return a day as people write it; UserError for any other text."""
    return moment_of(text).date()


def _examined(path: str, desk: Desk) -> tuple[Any, bytes]:
    packs = desk.load("core.services.law_packs")
    sealed = packs.read_pack(Path(path))
    forms = desk.load("core.documents.form").load_forms(RESOURCES / "documents")
    places, day = desk.places, desk.now.date()
    return packs.examined(sealed, RESOURCES, places.book, places.law_pack, forms, day), sealed


def _show(pack: Any, desk: Desk, *, installed: bool) -> None:
    """Tell who made a pack and what it brings."""
    label = pack.label
    desk.json(
        {
            "installed": installed,
            "publisher": pack.publisher,
            "key": label.publisher,
            "version": label.version,
            "valid_from": label.valid_from.isoformat(),
            "valid_until": label.valid_until.isoformat(),
            "editions": [edition.id for edition, _ in pack.editions],
            "years": [year.id for year in pack.years],
        }
    )
