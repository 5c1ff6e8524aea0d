"""`main.py term ID --from WHEN`: one term counted without a case."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TextIO

from core.cli import plain
from core.cli.desk import FINE, WRONG_USE, Desk, ends_day, moment_of
from core.engine.single import Origin, SingleTerm, single_term
from core.errors import UserError
from core.law.book import LawBook
from core.law.rules import STATED

LEGAL_END = "legal_end"
ENDS = {
    LEGAL_END: "legal_end",
    "safe_end": "ready_by",
    "other_reading": "other_reading",
    "other_legal_end": "other_legal_end",
}
"""Ends of the answer → their words in answers.yaml; the first is always told."""

MOST_STOOD = 36_500
"""Days; a hundred years are a slip of the pen."""

MINUTE = timedelta(minutes=1)


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("term", help="count one term")
    parser.add_argument("id", metavar="ID", help="an id of the terms, or - to read lines")
    parser.add_argument("--from", dest="start", metavar="WHEN", help="local YYYY-MM-DDTHH:MM")
    parser.add_argument("--extend-to", type=int, metavar="N", help="counted from the start")
    parser.add_argument(
        "--counted-from",
        metavar="WHEN",
        help="the start an extension is counted from, where the code names another (190(5))",
    )
    parser.add_argument("--stood", type=int, default=0, metavar="DAYS", help="days left out of it")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print a term with both ends and the way to them; `-` reads ID<TAB>WHEN lines."""
    desk: Desk = args.desk
    if args.id == "-":
        return _stream(desk, sys.stdin)
    if args.start is None:
        raise UserError("term-needs-start", term=args.id)
    found = _answer(desk.book, args.id, args.start, args.extend_to, _origin(args))
    if args.json:
        desk.json(found)
        return FINE
    language = desk.language
    desk.line(f"{found['name'][language]} · {found['article']}")
    for key, word in ENDS.items():
        if found[key] or key == LEGAL_END:
            desk.line(f"  {desk.word(word)}: {found[key] or '—'}")
    for text in found["derivation"]:
        desk.line(f"  · {text[language]}")
    desk.line(f"  {found['edition']} · {desk.word(found['confidence'])} · {found['source']}")
    return FINE


def _origin(args: argparse.Namespace) -> Origin | None:
    """Return where an extension is counted from, if that was said."""
    if not 0 <= args.stood <= MOST_STOOD:
        raise UserError("stood-wrong", days=args.stood, most=MOST_STOOD)
    if args.counted_from is not None:
        return Origin(moment_of(args.counted_from), args.stood)
    if args.stood:
        raise UserError("stood-needs-origin", days=args.stood)
    return None


def view(found: SingleTerm) -> dict[str, Any]:
    """Return a counted term as plain values."""
    return {
        "id": found.term.id,
        "name": plain.words(found.term.name),
        "from": plain.minutes(found.start),
        "length": plain.length(found.length),
        "legal_end": _end(found.legal_end),
        "safe_end": _end(found.safe_end),
        "other_reading": _end(found.other_reading),
        "other_legal_end": _end(found.other),
        "derivation": [plain.words(text) for text in found.derivation],
        "article": found.article,
        "edition": found.edition,
        "confidence": found.confidence,
        "source": found.term.source,
    }


def _end(end: object) -> str | None:
    return None if end is None else str(end)


def _answer(
    book: LawBook, term: str, start: str, extend_to: int | None, origin: Origin | None = None
) -> dict[str, Any]:
    """Return the answer with the start as it was given: 24:00 stays 24:00."""
    found = view(single_term(book, term, _start(book, term, start), extend_to, origin))
    return {**found, "from": start.replace(" ", "T")} if ends_day(start) else found


def _start(book: LawBook, term_id: str, text: str) -> datetime:
    """Return the moment a term starts: 24:00 belongs to its day where days are counted.

    For hours it is the midnight itself (art. 158(2), 158(3)).
    """
    moment, term = moment_of(text), book.newest.terms.get(term_id)
    rule = STATED.get(term.counting) if term else None
    return moment - MINUTE if ends_day(text) and rule and rule.by_day else moment


def _stream(desk: Desk, lines: Iterable[str]) -> int:
    """Answer line by line; a bad line gets an error in its place and the rest goes on."""
    code = FINE
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        term, _, start = line.strip("\ufeff\r\n").partition("\t")
        answer: dict[str, Any]
        try:
            answer = _answer(desk.book, term.strip(), start.strip(), None)
        except UserError as error:
            answer = {"line": number, "error": error.code, "says": desk.say(error)}
            code = WRONG_USE
        desk.out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return code
