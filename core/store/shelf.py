"""What lies beside the journal: issued papers to be read, drafts, settings, saves done once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from core.store.canonical import canonical_json
from core.store.rows import DraftRow, PaperHead, PaperRow, SettingRow, StoredPaper
from core.store.schema import draft, paper, saved_once, setting
from core.store.stamps import second

_PAPER_HEAD = [paper.c[name] for name in PaperHead.__struct_fields__]

_RESULT = select(saved_once.c.result).where(saved_once.c.idempotency_key == bindparam("key"))
_REMEMBER = insert(saved_once)


def papers(connection: Connection, case_id: str) -> tuple[PaperHead, ...]:
    """Return the issued papers of a case, oldest first, without their text."""
    query = select(*_PAPER_HEAD).where(paper.c.case_id == case_id)
    rows = connection.execute(query.order_by(paper.c.issued_at, paper.c.paper_id))
    return tuple(
        PaperHead(**{**row._mapping, "issued_at": datetime.fromisoformat(row.issued_at)})
        for row in rows
    )


def one_paper(connection: Connection, paper_id: str) -> StoredPaper | None:
    """Return an issued paper whole, or None when there is none of that id."""
    row = connection.execute(select(paper).where(paper.c.paper_id == paper_id)).first()
    if row is None:
        return None
    values = {name: row._mapping[name] for name in PaperRow.__struct_fields__}
    values["issued_at"] = datetime.fromisoformat(row.issued_at)
    values["blocks"], values["inputs"] = row.blocks.encode(), row.inputs.encode()
    return StoredPaper(row.case_id, row.event_id, PaperRow(**values), row.inputs_hash, row.hash)


def drafts(connection: Connection, case_id: str | None) -> tuple[DraftRow, ...]:
    """Return the drafts of a case, or of all, the newest first."""
    query = select(draft).order_by(draft.c.saved_at.desc(), draft.c.draft_id)
    if case_id is not None:
        query = query.where(draft.c.case_id == case_id)
    return tuple(
        DraftRow(
            draft_id=row.draft_id,
            case_id=row.case_id,
            form=row.form,
            language=row.language,
            answers=row.answers.encode(),
            saved_at=datetime.fromisoformat(row.saved_at),
        )
        for row in connection.execute(query)
    )


def save_draft(connection: Connection, row: DraftRow) -> None:
    """Keep a form in progress in place of its earlier state."""
    values: dict[str, Any] = {name: getattr(row, name) for name in row.__struct_fields__}
    values["answers"] = canonical_json(row.answers).decode()
    values["saved_at"] = second(row.saved_at)
    connection.execute(
        upsert(draft).values(values).on_conflict_do_update(index_elements=["draft_id"], set_=values)
    )


def drop_draft(connection: Connection, draft_id: str) -> None:
    """Forget a draft that became an act or was given up."""
    connection.execute(delete(draft).where(draft.c.draft_id == draft_id))


def settings(connection: Connection, prefix: str) -> dict[str, SettingRow]:
    """Return settings by name, those whose names begin so."""
    query = select(setting).where(setting.c.name.startswith(prefix, autoescape=True))
    return {
        row.name: SettingRow(
            name=row.name,
            value=row.value.encode(),
            author=row.author,
            at=datetime.fromisoformat(row.at),
        )
        for row in connection.execute(query.order_by(setting.c.name))
    }


def put_setting(connection: Connection, row: SettingRow) -> None:
    """Keep a value with who set it and when."""
    values = {
        "name": row.name,
        "value": canonical_json(row.value).decode(),
        "author": row.author,
        "at": second(row.at),
    }
    connection.execute(
        upsert(setting).values(values).on_conflict_do_update(index_elements=["name"], set_=values)
    )


def result(connection: Connection, idempotency_key: str) -> str | None:
    """Return what a save gave when it was done, or None when it was not."""
    return connection.execute(_RESULT, {"key": idempotency_key}).scalar()


def remember(connection: Connection, idempotency_key: str, outcome: str) -> None:
    """Note in the transaction of a save that it is done."""
    connection.execute(_REMEMBER, {"idempotency_key": idempotency_key, "result": outcome})
