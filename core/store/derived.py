"""The derived tables: what lists over all cases read, rebuilt from the journal at will."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, delete, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from core.store.rows import DueRow, HeadPage, HeadQuery, HeadRow, PersonRow, TermRow
from core.store.schema import DERIVED, case_head, person, running_term
from core.store.search import match_expression, normalised
from core.store.stamps import minute, perhaps

_SORTS = {
    name: case_head.c[name]
    for name in (
        "opened_at",
        "closed_at",
        "next_due",
        "number",
        "title",
        "stage",
        "investigator",
        "alerts",
    )
}
_SHOWN = [column for column in case_head.c if column.name not in ("id", "search")]
_OF_A_CASE = (running_term, person)
_BY_WORDS = text("id IN (SELECT rowid FROM case_text WHERE case_text MATCH :words)")

_DUE = (
    select(
        running_term.c.due,
        running_term.c.legal_end,
        running_term.c.term_id,
        running_term.c.subject,
        running_term.c.status,
        running_term.c.instance,
        case_head.c.case_id,
        case_head.c.kind,
        case_head.c.number,
        case_head.c.title,
        case_head.c.language,
        case_head.c.stage,
        case_head.c.investigator,
    )
    .join(case_head, case_head.c.case_id == running_term.c.case_id)
    .where(text("running_term.open = 1"))
    .where(running_term.c.due <= bindparam("before"))
    .order_by(running_term.c.due, running_term.c.case_id, running_term.c.instance)
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("after", type_=Integer))
)
"""Served by running_term_due alone but for the head of each case it shows."""
_DUE_COUNT = (
    select(func.count())
    .select_from(running_term)
    .where(text("open = 1"), running_term.c.due <= bindparam("before"))
)
_EVER = "9999-12-31T23:59"
"""A moment that no term ends after."""

_FORGET = [delete(table).where(table.c.case_id == bindparam("case")) for table in _OF_A_CASE]
_PUT_TERM, _PUT_PERSON = insert(running_term), insert(person)
_KNOWN = select(case_head.c.id, case_head.c.search).where(case_head.c.case_id == bindparam("case"))
_ADDED = upsert(case_head)
_PUT_HEAD = _ADDED.on_conflict_do_update(
    index_elements=["case_id"],
    set_={name: _ADDED.excluded[name] for name in (*HeadRow.__struct_fields__, "search")},
)
"""Statements are built once: building one costs more than running it."""


def replace_derived(
    connection: Connection,
    head: HeadRow,
    terms: Sequence[TermRow],
    persons: Sequence[PersonRow],
) -> None:
    """Write everything lists know of one case in place of what they knew."""
    for forget in _FORGET:
        connection.execute(forget, {"case": head.case_id})
    if terms:
        connection.execute(_PUT_TERM, [_term_values(head.case_id, term) for term in terms])
    if persons:
        connection.execute(_PUT_PERSON, [_person_values(head.case_id, row) for row in persons])
    _put_head(connection, head, persons)


def wipe(connection: Connection) -> None:
    """Forget everything derived; the journal and its papers stay."""
    for table in DERIVED:
        connection.execute(delete(table))
    connection.exec_driver_sql("DELETE FROM case_text")


def heads(connection: Connection, query: HeadQuery) -> HeadPage:
    """Return one page of cases and how many there are.

    A question without a single letter or digit in it finds nothing.
    """
    words = match_expression(query.search)
    if query.search.strip() and not words:
        return HeadPage((), 0)
    total = connection.execute(
        _filtered(select(func.count()).select_from(case_head), query, words)
    ).scalar_one()
    column = _SORTS[query.sort]
    order = column.desc() if query.descending else column.asc()
    page = _filtered(select(*_SHOWN), query, words).order_by(order, case_head.c.case_id)
    rows = connection.execute(page.limit(query.limit).offset(query.offset))
    return HeadPage(tuple(map(_head_of, rows.all())), total)


def one_head(connection: Connection, case_id: str) -> HeadRow | None:
    """Return the head of a case, or None when there is no such case."""
    row = connection.execute(select(*_SHOWN).where(case_head.c.case_id == case_id)).first()
    return None if row is None else _head_of(row)


def due(
    connection: Connection, before: datetime | None, limit: int, offset: int
) -> tuple[DueRow, ...]:
    """Return open terms of all cases, the most urgent first; overdue ones are among them."""
    last = _EVER if before is None else minute(before)
    rows = connection.execute(_DUE, {"before": last, "most": limit, "after": offset})
    parse = datetime.fromisoformat
    return tuple(
        DueRow(parse(due), parse(legal_end), *rest) for due, legal_end, *rest in rows.all()
    )


def due_count(connection: Connection, before: datetime) -> int:
    """Return how many open terms must be met by a moment."""
    found: int = connection.execute(_DUE_COUNT, {"before": minute(before)}).scalar_one()
    return found


def terms(connection: Connection, case_id: str) -> tuple[TermRow, ...]:
    """Return all terms of a case by the moment they must be met."""
    query = select(running_term).where(running_term.c.case_id == case_id)
    rows = connection.execute(query.order_by(running_term.c.due, running_term.c.instance))
    return tuple(
        TermRow(
            instance=row.instance,
            term_id=row.term_id,
            subject=row.subject,
            due=datetime.fromisoformat(row.due),
            legal_end=datetime.fromisoformat(row.legal_end),
            status=row.status,
            open=bool(row.open),
            details=row.details.encode(),
        )
        for row in rows
    )


def persons(connection: Connection, case_id: str) -> tuple[PersonRow, ...]:
    """Return the persons of a case as search knows them."""
    query = select(person).where(person.c.case_id == case_id).order_by(person.c.person_id)
    return tuple(
        PersonRow(person_id=row.person_id, role=row.role, name=row.name, search=row.search)
        for row in connection.execute(query)
    )


def _put_head(connection: Connection, head: HeadRow, persons: Sequence[PersonRow]) -> None:
    values = _head_values(head, persons)
    known = connection.execute(_KNOWN, {"case": head.case_id}).first()
    connection.execute(_PUT_HEAD, values)
    if known is not None and known.search == values["search"]:
        return
    if known is None:
        number = connection.execute(_KNOWN, {"case": head.case_id}).scalar_one()
    else:
        number = known.id
        connection.exec_driver_sql("DELETE FROM case_text WHERE rowid = ?", (number,))
    connection.exec_driver_sql(
        "INSERT INTO case_text (rowid, words) VALUES (?, ?)", (number, values["search"])
    )


def _filtered(statement: Select[Any], query: HeadQuery, words: str) -> Select[Any]:
    if query.kind:
        statement = statement.where(case_head.c.kind == query.kind)
    if query.stage:
        statement = statement.where(case_head.c.stage == query.stage)
    if query.closed is not None:
        closed = case_head.c.closed_at
        statement = statement.where(closed.is_not(None) if query.closed else closed.is_(None))
    if words:
        statement = statement.where(_BY_WORDS.bindparams(words=words))
    return statement


def _head_values(head: HeadRow, persons: Sequence[PersonRow]) -> dict[str, Any]:
    values = {name: getattr(head, name) for name in head.__struct_fields__}
    words = [head.number, head.title, head.investigator, head.search]
    words += [part for person in persons for part in (person.name, person.search)]
    return values | {
        "opened_at": minute(head.opened_at),
        "closed_at": None if head.closed_at is None else minute(head.closed_at),
        "next_due": None if head.next_due is None else minute(head.next_due),
        "details": head.details.decode(),
        "search": normalised(" ".join(words)),
    }


def _head_of(values: Iterable[Any]) -> HeadRow:
    """Return the head in a row of the columns shown."""
    case_id, kind, number, title, language, stage, investigator, opened, closed, *rest = values
    next_due, alerts, details = rest
    return HeadRow(
        case_id,
        kind,
        number,
        title,
        language,
        stage,
        investigator,
        datetime.fromisoformat(opened),
        perhaps(closed),
        perhaps(next_due),
        alerts,
        details=details.encode(),
    )


def _term_values(case_id: str, term: TermRow) -> dict[str, Any]:
    values = {name: getattr(term, name) for name in term.__struct_fields__}
    return values | {
        "case_id": case_id,
        "due": minute(term.due),
        "legal_end": minute(term.legal_end),
        "open": int(term.open),
        "details": term.details.decode(),
    }


def _person_values(case_id: str, row: PersonRow) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.__struct_fields__}
    return values | {"case_id": case_id}
