"""Lists of the program as tables for other programs: cases, terms, the register, the law data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from core.documents.tables import Cell, Table
from core.engine.ends import DAY, End
from core.engine.terms import Entry, Status, urgency
from core.errors import UserError
from core.i18n import UiLanguage
from core.law.book import LawBook
from core.law.yaml_source import read_yaml
from core.paths import RESOURCES
from core.services.packages import Disclosure
from core.store.rows import DueRow, HeadRow

Say = Callable[[str], str]
"""A word of lists.yaml in the language of the interface."""


def speaker(language: UiLanguage, resources: Path = RESOURCES) -> Say:
    """Return what says the heads and the words of lists in a language."""
    words = read_yaml(resources / "messages" / "lists.yaml")

    def say(key: str) -> str:
        return str(words[key][language])

    return say


def ending_of(path: str, endings: Sequence[str]) -> str:
    """Return of which kind a file of a table is; UserError `table-ending` for another one."""
    ending = Path(path).suffix.lower()
    if ending not in endings:
        raise UserError("table-ending", path=path, endings=", ".join(endings))
    return ending


def cases_table(rows: Iterable[HeadRow], book: LawBook, language: UiLanguage) -> Table:
    """Return the list of cases."""
    stages = book.newest.stages
    return _table(
        "cases",
        ("number", "case", "stage", "investigator", "opened", "closed", "next"),
        (
            (
                row.number,
                row.title,
                stages[row.stage].name[language] if row.stage in stages else row.stage,
                row.investigator,
                row.opened_at.date(),
                row.closed_at.date() if row.closed_at else None,
                row.next_due and _day_and_time(row.next_due)[0],
            )
            for row in rows
        ),
        language,
    )


def today_table(rows: Iterable[DueRow], book: LawBook, language: UiLanguage) -> Table:
    """Return the open terms of all cases in the order in which they end."""
    terms = book.newest.terms
    return _table(
        "today",
        (*_ENDS, "term", "article", "person", "number", "case"),
        (
            (
                *_day_and_time(row.due),
                *_day_and_time(row.legal_end),
                terms[row.term_id].name[language] if row.term_id in terms else row.term_id,
                terms[row.term_id].article if row.term_id in terms else "",
                row.subject,
                row.number,
                row.title,
            )
            for row in rows
        ),
        language,
    )


_ENDS = ("ready_day", "ready_time", "end_day", "end_time")


def ledger_table(
    entries: Iterable[Entry],
    at: datetime,
    people: Mapping[str, str],
    word: Say,
    language: UiLanguage,
) -> Table:
    """Return the terms of a case; `word` says states and degrees of confidence."""
    heads = ("term", "person", "started", *_ENDS, "state", "article", "edition", "confidence")
    return _table(
        "ledger",
        heads,
        (
            (
                one.term.name[language],
                people.get(one.subject, ""),
                one.started,
                *(_end(one.safe_end) if one.counted else (None, "")),
                *(_end(one.legal_end) if one.counted else (None, "")),
                word(str(urgency(one, at) if one.status is Status.RUNNING else one.status)),
                one.term.article,
                one.edition,
                word(one.term.confidence),
            )
            for one in entries
        ),
        language,
    )


def register_table(
    lines: Iterable[tuple[datetime, str, Disclosure]],
    names: Mapping[str, str],
    language: UiLanguage,
) -> Table:
    """Return the register of disclosures (art. 198); `names` are cases as people call them."""
    say = speaker(language)
    return _table(
        "register",
        ("when", "what", "case", "extent", "whom", "permission", "basis", "file"),
        (
            (
                at,
                say(kind),
                names.get(one.case, one.case) if one.case else say("all"),
                say(one.extent),
                one.other,
                one.basis.permission,
                one.basis.ground,
                one.package.upper(),
            )
            for at, kind, one in lines
        ),
        language,
    )


def law_table(rows: Iterable[Mapping[str, Any]], word: Say, language: UiLanguage) -> Table:
    """Return entries of the law data with their sources and who compared them."""
    return _table(
        "law",
        ("kind", "entry", "article", "edition", "confidence", "source", "compared"),
        (
            (
                *(str(row[name]) for name in ("kind", "id", "article", "edition")),
                word(str(row["confidence"])),
                str(row["source"]),
                word(row["verdict"]["verdict"]).format(**row["verdict"]) if row["verdict"] else "",
            )
            for row in rows
        ),
        language,
    )


def _table(
    title: str, heads: Sequence[str], rows: Iterable[tuple[Cell, ...]], language: UiLanguage
) -> Table:
    say = speaker(language)
    return Table(say(title), tuple(map(say, heads)), tuple(rows))


def _end(end: End) -> tuple[date, str]:
    """Return the last day of a term and its last minute: programs of tables know no 24:00."""
    return end.day, "24:00" if end.whole_day else f"{end.at:%H:%M}"


def _day_and_time(at: datetime) -> tuple[date, str]:
    """Return an end as lists keep it: midnight is 24:00 of the day before."""
    return ((at - DAY).date(), "24:00") if at.time() == time(0) else (at.date(), f"{at:%H:%M}")
