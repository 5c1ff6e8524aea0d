"""`main.py law confirm|correct|withdraw|export|import|search`: comparing with the official text."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

import msgspec

from core.cli.desk import FINE, NO, Desk, read_bytes, write_file
from core.cli.unlocked import add_options, opened
from core.errors import UserError


def add_actions(actions: Any) -> None:
    """Declare the actions on the verdicts of an archive, and the search."""
    for name, run, says in (
        ("confirm", confirm, "record that an entry reads as the official text"),
        ("correct", correct, "record what an entry reads in the official text"),
        ("withdraw", withdraw, "let the shipped value count again"),
    ):
        action = actions.add_parser(name, help=says)
        action.add_argument("kind", metavar="KIND", help="terms, steps, guards, …")
        action.add_argument("id", metavar="ID")
        action.add_argument(
            "--edition", default="", metavar="ID", help="the newest text if not given"
        )
        action.add_argument("--author", required=True, metavar="NAME")
        action.add_argument("--reference", required=True, metavar="TEXT", help="official source")
        action.set_defaults(run=run)
        add_options(action)
        if name == "correct":
            action.add_argument(
                "--set", action="append", required=True, metavar="FIELD=VALUE", dest="changes"
            )
    give = actions.add_parser("export", help="write the verdicts of an archive as a file")
    give.add_argument("-o", "--output", required=True, metavar="FILE.json")
    give.set_defaults(run=export)
    add_options(give)
    take = actions.add_parser("import", help="take in the verdicts of a file")
    take.add_argument("file", metavar="FILE.json")
    take.add_argument("--preview", action="store_true", help="only show what would change")
    take.set_defaults(run=take_in)
    add_options(take)
    find = actions.add_parser("search", help="find steps, terms, guards, words by article or text")
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--json", action="store_true", help="print JSON")
    find.set_defaults(run=search)


def confirm(args: argparse.Namespace, out: TextIO) -> int:
    """Record that an entry reads as the official text does."""
    return _give(args, "confirm", ())


def withdraw(args: argparse.Namespace, out: TextIO) -> int:
    """Record that a verdict no longer counts."""
    return _give(args, "withdraw", ())


def correct(args: argparse.Namespace, out: TextIO) -> int:
    """Record what an entry reads in the official text."""
    desk: Desk = args.desk
    value_of = desk.load("core.services.verification").value_of
    changes = {}
    for told in args.changes:
        field, equals, value = told.partition("=")
        if not equals:
            raise UserError("correction-set-wrong", told=told)
        changes[field.strip()] = value_of(value.strip())
    return _give(args, "correct", (changes,))


def _give(args: argparse.Namespace, verdict: str, more: tuple[Any, ...]) -> int:
    """Give a verdict and compute the lists of all cases anew with it."""
    desk: Desk = args.desk
    with opened(args, desk) as archive:
        give = getattr(verification(archive, desk), verdict)
        given = give(args.kind, args.id, *more, args.author, args.reference, args.edition)
        cases = rebuilt(archive, desk)
    desk.json({"cases": cases, **msgspec.to_builtins(given)})
    return FINE


def export(args: argparse.Namespace, out: TextIO) -> int:
    """Write the verdicts in force as a small file."""
    desk: Desk = args.desk
    with opened(args, desk) as archive:
        content = verification(archive, desk).export()
    write_file(args.output, content)
    desk.json({"file": args.output})
    return FINE


def take_in(args: argparse.Namespace, out: TextIO) -> int:
    """Take in the verdicts of a file, all or none."""
    desk: Desk = args.desk
    text = read_bytes(args.file)
    if args.preview:
        return _preview(args, desk, text)
    with opened(args, desk) as archive:
        count = verification(archive, desk).take_in(text, args.file)
        cases = rebuilt(archive, desk) if count else 0
    desk.json({"corrections": count, "cases": cases})
    return FINE


def _preview(args: argparse.Namespace, desk: Desk, text: bytes) -> int:
    """Print what taking in a file would change; exit code 1 when it does not fit."""
    with opened(args, desk) as archive:
        found = verification(archive, desk).preview(text, args.file)
    desk.json(
        {
            "coming": [
                {
                    **msgspec.to_builtins(one.correction),
                    "standing": one.standing,
                    "would_change": [
                        {"field": change.field, "before": change.before, "after": change.after}
                        for change in one.changes
                    ],
                    "refused": one.refused,
                }
                for one in found
            ]
        }
    )
    return NO if any(one.refused for one in found) else FINE


def search(args: argparse.Namespace, out: TextIO) -> int:
    """Print what the law book says under an article or some words; exit code 1 for nothing."""
    desk: Desk = args.desk
    found = desk.load("core.services.norms").search(desk.book, args.text)
    if args.json:
        desk.json({"found": [one.plain() for one in found]})
    else:
        for one in found:
            desk.line(f"{one.kind} {one.id} · {one.article} · {one.name[desk.language]}")
        if not found:
            desk.line(desk.word("nothing_found"))
    return FINE if found else NO


def verification(archive: Any, desk: Desk) -> Any:
    """Return the verdicts of an archive."""
    made = desk.load("core.services.verification").Verification
    return made(archive, desk.library, lambda: desk.now)


def rebuilt(archive: Any, desk: Desk) -> int:
    """Compute the lists anew with the law as corrected now; return how many cases there are."""
    library = desk.load("core.services.verification").corrected(desk.library, archive)
    cases = desk.load("core.services.cases").Cases(archive, library, lambda: desk.now)
    total: int = cases.rebuild()
    return total
