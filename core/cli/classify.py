"""`main.py classify --article N`: what an article of the Criminal Code means for the procedure."""

from __future__ import annotations

import argparse
from typing import Any, TextIO

from core.cli import classified
from core.cli.desk import FINE, Desk
from core.cli.plain import Plain, words
from core.engine.classify import Charge, classify_charge, joint, read_article
from core.engine.grounds import circumstances
from core.errors import UserError
from core.law.book import Reading


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("classify", help="kind of prosecution, category, court, bodies")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--article", metavar="N", help="205, 203-1, 316(2) …")
    wanted.add_argument(
        "--circumstances", action="store_true", help="list the relations and circumstances"
    )
    parser.add_argument("--part", type=int, metavar="N", help="part of the article")
    parser.add_argument("--relation", default="unknown", metavar="ID", help="ids of relations.yaml")
    parser.add_argument("--consequence", default="", metavar="ID", help="what it led to")
    parser.add_argument(
        "--guilt", choices=("intent", "negligence"), default="", help="where the article has both"
    )
    parser.add_argument("--minor", action="store_true", help="the accused was under eighteen")
    parser.add_argument(
        "--circumstance", action="append", default=[], metavar="ID", help="may stand several times"
    )
    parser.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="N[:RELATION]",
        help="another crime of the same case: 205(2):stranger; may stand several times",
    )
    parser.add_argument("--grounds", action="store_true", help="print every possible ground")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the classification by the newest text."""
    desk: Desk = args.desk
    law = desk.book.newest
    if args.circumstances:
        return _vocabulary(desk, law, args.json)
    told = (*args.circumstance, *(("minor",) if args.minor else ()))
    charges = [_charge(args), *(_other(text) for text in args.also)]
    found = [classify_charge(law, charge, told) for charge in charges]
    answer = classified.classification(found[0])
    if len(found) > 1:
        answer["also"] = [classified.classification(one) for one in found[1:]]
        answer["joint"] = classified.whole(joint(law, found))
    if args.json:
        desk.json(answer)
    else:
        classified.tell(desk, answer, args.grounds)
    return FINE


def _charge(args: argparse.Namespace) -> Charge:
    """Return the crime of the command; its part may stand in the article or beside it."""
    article, part = read_article(args.article)
    if part is not None and args.part not in (None, part):
        raise UserError("crime-part-unknown", article=args.article, part=args.part, known=part)
    part = args.part if part is None else part
    return Charge(article, part, args.relation, args.consequence, args.guilt)


def _other(text: str) -> Charge:
    """Return another crime: article, part, relation and consequence, the last two after colons."""
    named, *more = text.split(":")
    relation, consequence, *_ = [*more, "", ""]
    article, part = read_article(named)
    return Charge(article, part, relation or "unknown", consequence)


def _vocabulary(desk: Desk, law: Reading, as_json: bool) -> int:
    """Print what may be told of a crime and of its case."""
    relations: list[Plain] = [
        {"id": one.id, "name": words(one.name)} for one in law.relations.values()
    ]
    told: list[Plain] = [
        {"id": one.id, "name": words(one.name), "article": one.article, "against": one.against}
        for one in circumstances(law).values()
    ]
    if as_json:
        desk.json({"relations": relations, "circumstances": told})
        return FINE
    for one in (*relations, *told):
        desk.line(f"{one['id']:<20} {classified.said(one['name'], desk.language)}")
    return FINE
