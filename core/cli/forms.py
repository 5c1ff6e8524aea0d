"""`main.py forms`: the catalogue of papers."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from core.cli.desk import FINE, Desk


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("forms", help="the catalogue of papers")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print every form with its article, the step it records and what it asks."""
    desk: Desk = args.desk
    facts = desk.library.book.newest.facts
    rows: list[dict[str, Any]] = [
        {
            "id": form.id,
            "kind": form.kind,
            "title": {"be": form.title.be, "ru": form.title.ru},
            "article": form.article,
            "confidence": form.confidence,
            "step": form.step,
            "subject": form.subject,
            "version": form.version,
            "asks": [
                {"id": fact.id, "type": fact.type, "optional": fact.optional}
                for fact in form.questions(facts)
            ],
        }
        for form in desk.library.forms.values()
    ]
    if args.json:
        desk.json(rows)
        return FINE
    for row in rows:
        desk.line(
            f"{row['id']:<34} {row['article']:<14} {row['title']['be']} / {row['title']['ru']}"
        )
    return FINE
