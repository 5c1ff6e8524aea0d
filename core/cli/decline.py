"""`main.py decline`: six cases of a name or a title, one or a stream of lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any, Final, TextIO, get_args

from core.cli.desk import FINE, Desk
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from core.language.forms import CASES, Declined, Gender, Kind
from core.language.grammar import Grammar

_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)}
_GENDERS: Final[dict[str, Gender | None]] = {
    "m": "m",
    "f": "f",
    "n": None,
    "c": None,
    "-": None,
    "": None,
}
"""The second column of a line; all but m and f leave the gender to the name."""


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("decline", help="six cases of a name or a title")
    parser.add_argument("--language", required=True, choices=PAPER_LANGUAGES)
    parser.add_argument("--gender", choices=get_args(Gender))
    parser.add_argument("--kind", default="full", choices=sorted(_KINDS))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--explain", action="store_true", help="name the class and the rule")
    parser.add_argument("text", metavar="TEXT", help="or - for lines kind<TAB>gender<TAB>text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the six cases of a text, or of each line of the standard input."""
    grammar, desk = Grammar(), args.desk
    if args.text == "-":
        return _stream(_lines(sys.stdin), args, grammar, desk)
    if not args.text.strip():
        raise UserError("decline-text-empty")
    found = grammar.decline(args.text, args.kind, args.language, args.gender)
    if args.json:
        out.write(_json(found, explain=args.explain) + "\n")
        return FINE
    for case in CASES:
        out.write(f"{case}  {found[case]}\n")
    if args.explain:
        out.write(f"rule {found.rule}\n")
    if not found.sure:
        out.write(f"?    {desk.word('not_sure')}: {found.doubt}\n")
    return FINE


def _lines(source: TextIO) -> Iterable[str]:
    """Yield the lines of the standard input, read as UTF-8 whatever the platform's habit.

    Bytes that are not UTF-8 become the replacement character, so that one bad line
    does not stop the others.
    """
    raw = getattr(source, "buffer", None)
    if raw is None:
        yield from source
        return
    for line in raw:
        yield line.decode("utf-8-sig", errors="replace")


def _stream(lines: Iterable[str], args: argparse.Namespace, grammar: Grammar, desk: Desk) -> int:
    """Print one JSON line for each line; a wrong one is named and the rest goes on."""
    wrong: list[int] = []
    out = desk.out
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if not text.strip():
            continue
        row = _row(text, args.language, grammar)
        if row is None:
            wrong.append(number)
            error = _wrong([number])
            told = {"line": number, "error": error.code, "says": desk.say(error)}
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
            continue
        out.write(_json(row, explain=args.explain) + "\n")
    out.flush()
    if wrong:
        raise _wrong(wrong)
    return FINE


def _wrong(lines: list[int]) -> UserError:
    """Return the refusal of some lines, the first of them by number."""
    shown = ", ".join(map(str, lines[:20])) + (" …" if len(lines) > 20 else "")
    return UserError("decline-line-wrong", lines=shown, count=len(lines))


def _row(text: str, language: PaperLanguage, grammar: Grammar) -> Declined | None:
    """Return the cases of one line, or None when it is not kind, gender and text."""
    cells = text.split("\t")
    if (
        len(cells) != 3
        or cells[0] not in _KINDS
        or cells[1] not in _GENDERS
        or not cells[2].strip()
    ):
        return None
    return grammar.decline(cells[2], _KINDS[cells[0]], language, _GENDERS[cells[1]])


def _json(found: Declined, *, explain: bool) -> str:
    """Return the answer as one line of JSON."""
    answer: dict[str, object] = {case: found[case] for case in CASES}
    answer |= {"sure": found.sure, "doubt": found.doubt}
    if explain:
        answer["rule"] = found.rule
    return json.dumps(answer, ensure_ascii=False)
