"""One number for everything an archive says, to compare two states of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from core.store.canonical import canonical
from core.store.schema import DERIVED, LASTING, case_head

LASTING_TABLES = tuple(LASTING)
DERIVED_TABLES = tuple(DERIVED)


def logical_digest(connection: Connection, tables: Iterable[Table]) -> str:
    """Return a hash over the rows of tables, whatever pages they lie on.

    Row numbers that only the search index uses do not count.
    """
    total = hashlib.sha256()
    for table in tables:
        columns = [column for column in table.c if column is not case_head.c.id]
        total.update(f"{table.name}\n".encode())
        for row in connection.execute(select(*columns).order_by(*columns)):
            total.update(canonical(list(row)) + b"\n")
    return total.hexdigest()
