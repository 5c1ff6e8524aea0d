"""Does a journal make sense to all floors together: its times, its names, its posts, its crimes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from core.engine.events import (
    CaseOpened,
    Crime,
    Event,
    FactNoted,
    Journal,
    PaperIssued,
    StepDone,
    Value,
    read_journal,
)
from core.engine.state import moment
from core.engine.validate import Problem, validate
from core.errors import UserError
from core.language.titles import titles
from core.law.book import Reading
from core.services.library import Library

FIRST_YEAR, LAST_YEAR = 1900, 9000
"""Outside these nothing can be counted."""

_NO_DATE = re.compile(r"Invalid RFC3339 encoded \w+(?: - at `(.*)`)?")
"""What the decoder says of the 31st of February."""


def journal_of(text: bytes, name: str) -> Journal:
    """Return the journal of a case file; UserError says where the first mistake is."""
    try:
        return read_journal(text, name)
    except UserError as error:
        found = _NO_DATE.fullmatch(str(error.values.get("problem", "")))
        if found is None:
            raise
        raise UserError("case-file-no-date", file=name, place=found[1] or "$") from error


def problems(events: Iterable[Event], library: Library, now: datetime) -> tuple[Problem, ...]:
    """Return everything that cannot be in the events of a case, in the order of the journal."""
    journal = tuple(events)
    far = tuple(_too_far(journal))
    if far:
        return far  # nothing else can be computed
    found = validate(journal, library.book, library.questions, now)
    return (*found, *_unknown(journal, library))


def require_sound(events: Iterable[Event], library: Library, now: datetime) -> None:
    """Raise the UserError of the first thing that cannot be, if there is one."""
    for problem in problems(events, library, now):
        raise problem.error


def _too_far(events: Sequence[Event]) -> Iterator[Problem]:
    for event in events:
        for at in (event.at, getattr(event, "until", None)):
            if at is not None and not _countable(at):
                far = at.isoformat(timespec="minutes")
                yield Problem(event.id, UserError("date-out-of-range", at=far))


def _countable(at: datetime) -> bool:
    return FIRST_YEAR <= at.year <= LAST_YEAR


def _unknown(events: Sequence[Event], library: Library) -> Iterator[Problem]:
    """Yield posts, ranks and articles that the lists of the program do not hold."""
    known = titles().ids()
    for event in events:
        law = library.book.on(event.at.date())
        if isinstance(event, CaseOpened):
            official = event.investigator
            for title in (official.position, official.rank):
                if title and title not in known:
                    yield Problem(event.id, UserError("title-unknown", event=event.id, title=title))
            yield from _crime(event.id, event.crime, law)
        for name, value in _noted(event):
            kind = law.facts[name].type if name in law.facts else ""
            if kind == "crime" and isinstance(value, dict):
                crime = Crime(article=str(value.get("article")), part=value.get("part"))
                yield from _crime(event.id, crime, law)
            at = moment(value) if kind in ("moment", "date") else None
            if at is not None and not _countable(at):
                yield Problem(event.id, UserError("date-out-of-range", at=value))


def _noted(event: Event) -> Iterator[tuple[str, Value]]:
    """Yield the facts that an event writes down."""
    if isinstance(event, FactNoted):
        yield event.fact, event.value
    elif isinstance(event, StepDone | PaperIssued):
        yield from event.notes.items()


def _crime(event: str, crime: Crime | None, law: Reading) -> Iterator[Problem]:
    if crime is None:
        return
    found = law.crimes.get(crime.article)
    if found is None:
        yield Problem(event, UserError("article-unknown", article=crime.article))
    elif crime.part is not None and crime.part not in {part.part or 1 for part in found.parts}:
        wrong = UserError("part-unknown", article=crime.article, part=crime.part)
        yield Problem(event, wrong)
