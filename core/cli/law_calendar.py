"""`main.py law calendar`: the years of the calendar, and one more that a person adds."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import Any, TextIO

import msgspec

from core.cli.desk import FINE, FIRST_YEAR, LAST_YEAR, NO, Desk, write_file
from core.cli.law_verify import rebuilt, verification
from core.cli.plain import words
from core.cli.unlocked import add_options, opened
from core.errors import UserError


def add_actions(actions: Any) -> None:
    """Declare what can be done with the calendar."""
    calendar = actions.add_parser("calendar", help="years of the calendar; add one")
    does = calendar.add_subparsers(metavar="WHAT", required=True)
    every = does.add_parser("list", help="the years on file and their sources")
    every.set_defaults(run=years)
    one = does.add_parser("show", help="every day of a year that is not worked, or is a Saturday")
    one.add_argument("year", type=int, metavar="YEAR")
    one.set_defaults(run=show)
    for action in (every, one):
        action.add_argument("--json", action="store_true", help="print JSON")
    add = does.add_parser("add", help="record the days that the Government moved in a year")
    add.add_argument("year", metavar="YEAR")
    add.add_argument("--off", default="", metavar="DAYS", help="days off: 2027-01-04,2027-05-10")
    add.add_argument("--worked", default="", metavar="DAYS", help="working Saturdays")
    add.add_argument("--author", required=True, metavar="NAME")
    add.add_argument("--reference", required=True, metavar="TEXT", help="official source")
    add.add_argument("-o", "--output", metavar="FILE.json", help="write a file, open no archive")
    add.set_defaults(run=add_year)
    add_options(add)


def years(args: argparse.Namespace, out: TextIO) -> int:
    """Print the years on file."""
    desk: Desk = args.desk
    calendar = desk.book.calendar
    found = [calendar.years[year] for year in sorted(calendar.years)]
    if args.json:
        told = [msgspec.to_builtins(one) for one in found]
        desk.json({"known_until": calendar.known_until, "years": told})
        return FINE
    for one in found:
        desk.line(f"{one.id}  {desk.word(one.confidence)} · {one.source}")
    desk.line(desk.word("calendar").format(year=calendar.known_until))
    return FINE


def show(args: argparse.Namespace, out: TextIO) -> int:
    """Print the days of a year that are not as the weekday says; exit code 1 for no data."""
    desk: Desk = args.desk
    calendar = desk.book.calendar
    if not FIRST_YEAR <= args.year <= LAST_YEAR:
        raise UserError("year-out-of-range", year=args.year, first=FIRST_YEAR, last=LAST_YEAR)
    first = date(args.year, 1, 1)
    days = [
        first + timedelta(days=number)
        for number in range((date(args.year, 12, 31) - first).days + 1)
    ]
    off = [(day, calendar.why_off(day)) for day in days]
    free = [
        (day, why) for day, why in off if why and (day.weekday() < 5 or why != calendar.weekend)
    ]
    worked = [day for day in days if day.weekday() >= 5 and calendar.is_working(day)]
    known = calendar.known(args.year)
    if args.json:
        told = [{"day": day.isoformat(), "name": words(why)} for day, why in free]
        worked_days = [day.isoformat() for day in worked]
        desk.json({"year": args.year, "known": known, "off": told, "worked": worked_days})
    else:
        for day, why in free:
            desk.line(f"{day:%d.%m.%Y}  {why[desk.language]}")
        for day in worked:
            desk.line(f"{day:%d.%m.%Y}  {desk.word('worked_day')}")
        if not known:
            desk.line(desk.word("calendar").format(year=calendar.known_until))
    return FINE if known else NO


def add_year(args: argparse.Namespace, out: TextIO) -> int:
    """Record a year in the archive and compute its lists anew, or write it into a file."""
    desk: Desk = args.desk
    days_of = desk.load("core.services.calendar_years").days_of
    off, worked = days_of(args.off), days_of(args.worked)
    told = (args.year, off, worked, args.author, args.reference)
    if args.output:
        given = desk.load("core.services.calendar_years").year_given(
            desk.book, *told, desk.now.date()
        )
        write_file(
            args.output, desk.load("core.services.corrections_file").write_corrections((given,))
        )
        desk.json({"file": args.output, **msgspec.to_builtins(given)})
        return FINE
    with opened(args, desk) as archive:
        given = verification(archive, desk).add_year(*told)
        cases = rebuilt(archive, desk)
    desk.json({"cases": cases, **msgspec.to_builtins(given)})
    return FINE
