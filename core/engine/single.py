"""One term without a case: from when it runs, until when, and how that was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches

from msgspec.structs import replace

from core.engine.counting import NO_CLOCK, count
from core.engine.derivation import derivation
from core.engine.ends import Count, End, Passage
from core.errors import UserError
from core.i18n import Trilingual
from core.law.book import LawBook, Reading
from core.law.model import Confidence, Length, Rung, Term


@dataclass(frozen=True)
class SingleTerm:
    """The answer to «this term from that moment»: both ends, the way to them, the source."""

    term: Term
    start: datetime
    length: Length | None
    rung: Rung | None
    """Who prolongs it so far; None without an extension."""
    result: Count | None
    """None for an entry that sets no length."""
    edition: str
    other: End | None
    """Legal end by the other possible edition, where the day leaves it open and it differs."""
    derivation: tuple[Trilingual, ...]

    @property
    def legal_end(self) -> End | None:
        """Return when the term is over by the rules of counting."""
        return self.result.legal if self.result else None

    @property
    def safe_end(self) -> End | None:
        """Return when everything should be ready."""
        return self.result.safe if self.result else None

    @property
    def other_reading(self) -> End | None:
        """Return the end by the other reading of the code, where it allows two."""
        return self.result.other if self.result else None

    @property
    def article(self) -> str:
        """Return the article that sets the length asked for."""
        return self.rung.article if self.rung else self.term.article

    @property
    def confidence(self) -> Confidence:
        """Return how sure the reading of the entry is."""
        return self.term.confidence


@dataclass(frozen=True)
class Origin:
    """Where an extension is counted from when it is not the term's own start (190(5))."""

    start: datetime
    stood: int = 0
    """Days since then that do not count: the investigation was suspended (190(2))."""


def single_term(
    book: LawBook,
    term_id: str,
    start: datetime,
    extend_to: int | None = None,
    origin: Origin | None = None,
) -> SingleTerm:
    """Return one term counted from a moment, prolonged up to a length if that is asked.

    For a term counted backwards the moment is the day-number end it is counted from.
    `origin` is given only where an extension is counted from the start of another term.
    UserError for an id that is not in the book, a length that is not on the ladder, an
    origin that is missing or means nothing, and a moment no calendar holds.
    """
    reading = book.on(start.date())
    term = _term(reading, book, term_id, start)
    rung = None if extend_to is None else rung_for(term, extend_to)
    length = term.length
    if rung is not None and extend_to is not None:
        length = Length(extend_to, rung.up_to.unit)
    elsewhere = rung is not None and bool(term.prolonged_as)
    if origin is not None and not elsewhere:
        raise UserError("origin-not-needed", term=term.id)
    result = _counted(term, length, rung, start, book, origin)
    other = (
        None if elsewhere else _other_end(book, term_id, start, length if rung else None, result)
    )
    told = () if result is None else derivation(_with_other(result, other), book)
    return SingleTerm(
        term=term,
        start=start,
        length=length,
        rung=rung,
        result=result,
        edition=reading.edition_of("terms", term.id).id,
        other=other,
        derivation=told or (book.newest.words["count_no_length"].text,),
    )


def rung_for(term: Term, value: int) -> Rung:
    """Return the rung of the ladder that allows a length: the exact one, else the next above.

    UserError when no official may prolong so far, or when it would prolong nothing.
    """
    fitting = [rung for rung in term.ladder if _allows(rung, term, value)]
    exact = [rung for rung in fitting if not rung.beyond and rung.up_to.value == value]
    chosen = exact or sorted(fitting, key=lambda rung: (rung.beyond, rung.up_to.value))
    if not chosen:
        allowed = ", ".join(f"{rung.up_to.value}{'+' * rung.beyond}" for rung in term.ladder)
        raise UserError("extension-not-on-ladder", term=term.id, to=value, allowed=allowed or "—")
    return chosen[0]


def _term(reading: Reading, book: LawBook, term_id: str, start: datetime) -> Term:
    term = reading.terms.get(term_id)
    if term is not None:
        return term
    known = book.newest.terms
    if term_id in known:
        since = book.newest.edition_of("terms", term_id).id
        raise UserError("term-not-yet-law", term=term_id, day=start.date().isoformat(), since=since)
    near = ", ".join(get_close_matches(term_id, known, n=5, cutoff=0.5))
    raise UserError("term-unknown", term=term_id, near=near or "—")


def _allows(rung: Rung, term: Term, value: int) -> bool:
    base = term.length
    if base is not None and rung.up_to.unit == base.unit and value <= base.value:
        return False
    if rung.beyond:
        return rung.up_to.value < value <= LONGEST
    return 0 < value <= rung.up_to.value


LONGEST = 1200
"""Months; where the code names no ceiling, a hundred years are a slip of the pen."""


def _counted(
    term: Term,
    length: Length | None,
    rung: Rung | None,
    start: datetime,
    book: LawBook,
    origin: Origin | None,
) -> Count | None:
    if term.counting == NO_CLOCK:
        return None
    if rung is None or length is None:
        return count(term.counting, start, length or Length(1, "hours"), book.calendar)
    if not term.prolonged_as:
        result = count(term.counting, start, length, book.calendar)
    else:
        result = _from_origin(term, length, start, book, origin)
    said = Passage("extended", amount=length, why=rung.by)
    return replace(result, passages=(said, *result.passages))


def _from_origin(
    term: Term, length: Length, start: datetime, book: LawBook, origin: Origin | None
) -> Count:
    """Return an extension into which the time spent before counts (190(5)).

    UserError without that origin, or when what is left would end before the term itself.
    """
    base = book.newest.terms[term.prolonged_as]
    if origin is None:
        raise UserError("extension-needs-case", term=term.id, base=base.id, article=term.article)
    result = count(base.counting, origin.start, length, book.calendar, timedelta(days=origin.stood))
    own = count(term.counting, start, term.length or Length(1, "hours"), book.calendar)
    if result.legal <= own.legal:
        raise UserError(
            "extension-gains-nothing", term=term.id, to=str(result.legal), own=str(own.legal)
        )
    return result


def _other_end(
    book: LawBook, term_id: str, start: datetime, extended: Length | None, result: Count | None
) -> End | None:
    """Return the legal end by the other possible edition, when it differs."""
    other = book.other(start.date())
    term = other.terms.get(term_id) if other else None
    if term is None or result is None or term.counting == NO_CLOCK:
        return None
    length = extended or term.length or Length(1, "hours")
    legal = count(term.counting, start, length, book.calendar).legal
    return None if legal == result.legal else legal


def _with_other(result: Count, other: End | None) -> Count:
    if other is None:
        return result
    return replace(result, passages=(*result.passages, Passage("other_edition", end=other)))
