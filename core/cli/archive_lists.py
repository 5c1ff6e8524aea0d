"""`main.py archive list`: a list of the archive as a table, which leaves it and is noted so."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from core.cli.desk import FINE, Desk, prove_place, write_file
from core.cli.unlocked import opened
from core.errors import UserError

_PAGE = 500


def add_actions(actions: Any) -> None:
    """Declare the lists."""
    give = actions.add_parser("list", help="write a list as a table and put that into the register")
    give.add_argument("what", choices=sorted(_LISTS))
    give.add_argument("--case", default="", metavar="CASE-ID", help="whose terms, for `ledger`")
    give.add_argument("--table", required=True, metavar="FILE", help=".csv or .xlsx")
    give.add_argument("--permission", default="", help="who permitted it (art. 198)")
    give.add_argument("--basis", default="", help="on what ground, with date and number")
    give.set_defaults(run=write_list)


def write_list(args: argparse.Namespace, out: TextIO) -> int:
    """Write one of the lists; the register has it before the file is there."""
    desk: Desk = args.desk
    ending = table_ending(args.table, desk)
    with opened(args, desk) as archive:
        packages = desk.load("core.services.packages")
        table = _LISTS[args.what](archive, args, desk)
        content = desk.load("core.documents.tables").table_file(table, ending)
        basis = packages.Basis(args.permission, args.basis)
        prove_place(args.table, len(content))
        packages.Packages(archive, desk.library).note(
            args.case, content, basis, len(table.rows), desk.now, "list"
        )
    write_file(args.table, content)
    desk.json({"list": args.what, "rows": len(table.rows), "file": args.table})
    return FINE


def table_ending(path: str, desk: Desk) -> str:
    """Return the kind of a table's file, before anything is computed; UserError for another."""
    endings = desk.load("core.documents.tables").ENDINGS
    ending: str = desk.load("core.services.lists").ending_of(path, endings)
    return ending


def write_table(path: str, table: Any, desk: Desk) -> int:
    """Write a table that was made of an open file or of the law data, and tell about it."""
    content = desk.load("core.documents.tables").table_file(table, table_ending(path, desk))
    write_file(path, content)
    desk.json({"rows": len(table.rows), "file": path})
    return FINE


def ledger_of(case: Any, at: Any, desk: Desk) -> Any:
    """Return the terms of a case as a table."""
    shown = "ru" if desk.language == "ru" else "be"
    people = {key: one.person.name[shown] for key, one in case.state().participants.items()}
    make = desk.load("core.services.lists").ledger_table
    return make(case.ledger(at), at, people, desk.word, desk.language)


def _cases(archive: Any, args: argparse.Namespace, desk: Desk) -> Any:
    make, rows = desk.load("core.services.lists").cases_table, desk.load("core.store.rows")
    found: list[Any] = []
    while page := archive.read.heads(rows.HeadQuery(limit=_PAGE, offset=len(found))).rows:
        found += page
    return make(found, desk.library.book, desk.language)


def _today(archive: Any, args: argparse.Namespace, desk: Desk) -> Any:
    make = desk.load("core.services.lists").today_table
    found: list[Any] = []
    while page := archive.read.due(None, _PAGE, len(found)):
        found += page
    return make(found, desk.library.book, desk.language)


def _ledger(archive: Any, args: argparse.Namespace, desk: Desk) -> Any:
    if not args.case:
        raise UserError("list-needs-case")
    cases = desk.load("core.services.cases").Cases(archive, desk.library, lambda: desk.now)
    return ledger_of(cases.case(args.case), desk.now, desk)


def _register(archive: Any, args: argparse.Namespace, desk: Desk) -> Any:
    lines = desk.load("core.services.packages").Packages(archive, desk.library).register()
    heads = {one.case: archive.read.case(one.case) for _, _, one in lines if one.case}
    names = {key: f"{head.number} {head.title}".strip() for key, head in heads.items() if head}
    return desk.load("core.services.lists").register_table(lines, names, desk.language)


_LISTS = {"cases": _cases, "today": _today, "ledger": _ledger, "register": _register}
