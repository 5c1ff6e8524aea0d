"""Small archives for the tests, and children that can be killed."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from core.errors import UserError
from core.store import driver
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.rows import EventRow, HeadRow, PaperRow, PersonRow, TermRow
from core.store.transaction import Transaction

AT = datetime(2026, 3, 3, 14, 20)
datetime.strptime("2026", "%Y")  # loads its module, which a child without rights could not
WORDS: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
)
FULL = bool(os.environ.get("SLEDCHY_FULL"))


def event(name: str, *papers: PaperRow, text: str = "") -> EventRow:
    payload = json.dumps({"n": name, "b": 1, "a": [text]}, ensure_ascii=False)
    return EventRow(name, "noted", AT, AT + timedelta(seconds=7), payload.encode(), "me", papers)


def paper(name: str, text: str = "") -> PaperRow:
    blocks = json.dumps([{"block": "text", "text": text, "w": [0.5]}], ensure_ascii=False)
    return PaperRow(
        name, "protocol", "be", 1, "2025-02-17", "Protocol", AT, blocks.encode(), b'{"q": "a"}'
    )


def head(case_id: str, **changes: Any) -> HeadRow:
    row = HeadRow(case_id, "case", f"26-{case_id}", "Theft", "be", "opened", "Lapats", AT)
    return HeadRow(**{n: changes.get(n, getattr(row, n)) for n in row.__struct_fields__})


def term(instance: str, due: datetime, *, open_: bool = True) -> TermRow:
    return TermRow(instance, "detention", "p1", due, due + timedelta(days=1), "running", open_)


def person(name: str) -> PersonRow:
    return PersonRow("p1", "suspect", name)


def save(archive: Archive, name: str, case_id: str = "c1", text: str = "") -> None:
    """Save an act with its paper and everything lists know of its case."""

    def work(change: Transaction) -> str:
        change.append(case_id, [event(name, paper(f"paper-{name}", text), text=text)])
        change.replace_derived(
            head(case_id, search=text), [term("t", AT)], [person("Kavalchuk " + text)]
        )
        return name

    archive.act(f"key-{name}", work)


def made(folder: Path, acts: int = 0) -> tuple[Path, ArchiveKey]:
    """Make an archive, save some acts in it and close it."""
    path, key = folder / "archive.db", ArchiveKey.fresh()
    with closing(Archive.create(path, key, at=AT)) as archive:
        for number in range(1, acts + 1):
            save(archive, f"e{number}")
    return path, key


def with_key(path: Path, key: ArchiveKey, *statements: str) -> None:
    """Do to the file what only somebody with the key can do."""
    with closing(driver.connect(path, key)) as raw:
        for statement in statements:
            raw.execute(statement)


def in_child(work: Callable[[], object]) -> tuple[int, Callable[[], Any]]:
    """Start a child at once; return its number and a function that waits for its JSON answer.

    The answer is None when the child was killed before it gave one.
    """
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(read_end)
            os.write(write_end, json.dumps(work()).encode())
        except BaseException:
            os.write(write_end, json.dumps(traceback.format_exc()).encode())
        finally:
            os._exit(0)
    os.close(write_end)

    def answer() -> Any:
        with os.fdopen(read_end, "rb") as pipe:
            said = pipe.read()
        os.waitpid(pid, 0)
        return json.loads(said) if said else None

    return pid, answer


def outcome(work: Callable[[], object]) -> list[Any]:
    """Return ["done", result] or the code and the values of a refusal."""
    try:
        return ["done", work()]
    except UserError as error:
        return [error.code, {name: str(value) for name, value in error.values.items()}]


def opened(path: Path, key: ArchiveKey) -> list[object]:
    """Return how opening ends: a code of refusal or the standing."""

    def work() -> str:
        with closing(Archive.open(path, key)) as archive:
            return archive.standing.value if archive.verify().sound else "unsound"

    return outcome(work)


NOBODY = 65534


def as_nobody(folder: Path, work: Callable[[], object]) -> Any:
    """Do something in a folder that cannot be written, and return its outcome."""
    for file in (folder, *folder.iterdir()):
        file.chmod(0o500 if file.is_dir() else 0o400)
        if os.getuid() == 0:
            os.chown(file, NOBODY, NOBODY)
    above = folder.parent
    while os.getuid() == 0 and above.stat().st_mode & 0o011 == 0:
        above.chmod(above.stat().st_mode | 0o011)
        above = above.parent

    def work_as() -> object:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return outcome(work)

    said = in_child(work_as)[1]()
    folder.chmod(0o700)
    return said
