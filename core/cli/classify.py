"""`main.py classify --article N`: what an article of the Criminal Code means for the procedure."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from core.cli import views
from core.cli.desk import FINE, Desk
from core.engine.classify import classify


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("classify", help="kind of prosecution, category, court, bodies")
    parser.add_argument("--article", required=True, metavar="N", help="205, 203-1 …")
    parser.add_argument("--part", type=int, metavar="N", help="part of the article")
    parser.add_argument("--relation", default="unknown", metavar="ID", help="ids of relations.yaml")
    parser.add_argument("--consequence", default="", metavar="ID", help="what it led to")
    parser.add_argument("--minor", action="store_true", help="the accused was under eighteen")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the classification by the newest text."""
    desk: Desk = args.desk
    law = desk.book.newest
    found = views.classification(
        classify(law, args.article, args.part, args.relation, args.consequence, args.minor)
    )
    if args.json:
        desk.json(found)
        return FINE
    language = desk.language
    desk.line(f"{found['article']}  {found['name'][language]}")
    desk.line(f"  {found['prosecution_name'][language]} · {found['prosecution_article']}")
    desk.line(f"  {found['why'][language]}")
    if found["category_name"]:
        desk.line(f"  {found['category_name'][language]} · {found['category_article']}")
    desk.line(f"  {found['court_name'][language]} · {found['court_article']}")
    for body in found["bodies"]:
        desk.line(f"  {body['name'][language]} · {body['article']}")
    desk.line(f"  {desk.word(found['confidence'])}")
    return FINE
