"""L2: ten thousand lines of the log with fifty canaries about, and none of them in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import cycle, islice, product
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from core import log, log_file
from core.documents.placeholders import pieces
from core.engine.events import decode_event, read_journal
from core.errors import DataError, UserError
from core.law.yaml_source import read_yaml
from core.store.parcel import read_card
from tests.harness.test_leaks import CANARIES, spellings
from tests.harness.traced import Tally

LINES = 10_000
SHAPES = (
    *(
        "{}",
        "{}\n2026-01-01 00:00:00,000 INFO start",
        "{}\r\nx",
        "a={} b",
        "\x1b[31m{}",
        "{}\u2028x",
    ),
    *("'{}'); DROP TABLE journal; --", "/home/{}/x.json", "{}\0", "ім’я {}", "{}@example.org"),
    *("%s{}%(x)s", "{{{}}}", "\ud800{}", "[{}]", "{}; {}", "<{}>"),
)
KEPT = tuple(islice((shape.replace("{}", name) for name, shape in product(CANARIES, SHAPES)), 50))
LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (INFO|WARNING|ERROR) "
    r"[A-Za-z0-9_.:+-]+( [a-z]+=[A-Za-z0-9_.:+-]+| (-|[A-Za-z0-9_]+) at [\x20-\x7e]*)*"
)
"""What a line may look like: a moment, a level, a code, allow-listed ids or places in sources."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    handler = log_file.start(tmp_path / "logs")
    yield tmp_path / "logs"
    log_file.stop(handler)


def fail_in_sql(word: str) -> None:
    engine = create_engine("sqlite://", hide_parameters=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a TEXT UNIQUE)"))
        for _ in range(2):
            connection.execute(
                text("INSERT INTO t VALUES (:a)"), {"a": word.encode("utf-8", "replace")}
            )


def fail_by_name(word: str) -> None:
    raise type(word.replace("\0", "_").encode("utf-8", "replace").decode(), (Exception,), {})(word)


def fail_in_a_chain(word: str) -> None:
    try:
        dict[str, str]()[word]
    except KeyError as error:
        raise RuntimeError(f"about {word}") from error


def fail_in_a_file_named(word: str) -> None:
    name = f"/home/{word}/x.py".replace("\0", "_").encode("utf-8", "replace").decode()
    exec(compile(f"raise ValueError({word!r})", name, "exec"))


def fail_as_user(word: str) -> None:
    raise UserError("case-unknown", case=word)


def fail_as_data(word: str) -> None:
    raise DataError(word, word, word)


FAILS: tuple[Callable[[str], object], ...] = (
    *(fail_in_sql, fail_by_name, fail_in_a_chain, fail_as_user, fail_as_data, fail_in_a_file_named),
    lambda word: read_journal(word.encode("utf-8", "replace"), word),
    lambda word: decode_event(word.encode("utf-8", "replace")),
    lambda word: read_card(word.encode("utf-8", "replace")),
    lambda word: read_yaml(Path("/nowhere") / word),
    lambda word: pieces("{" + word),
    lambda word: datetime.fromisoformat(word),
    lambda word: int(word),
    lambda word: Path("/nowhere", word).read_bytes(),
    lambda word: word.encode("ascii"),
)


def provoke(fail: Callable[[str], object], word: str) -> None:
    try:
        fail(word)
    except Exception as error:
        log.crash(error)


def written(folder: Path) -> list[str]:
    return [line for file in folder.iterdir() for line in file.read_text("ascii").splitlines()]


def leaks(folder: Path) -> list[str]:
    """Return the canaries that can be read in the files of a folder in any spelling."""
    content = b"".join(file.read_bytes() for file in folder.iterdir())
    parts = [part for name in CANARIES for part in (name, *name.split())]
    return [part for part in parts if any(one in content for one in spellings(part))]


def test_no_line_of_the_log_holds_a_canary(folder: Path) -> None:
    keys, words = sorted(log.ALLOWED), cycle(KEPT)
    with Tally("L2") as tally:
        for fail, word in product(FAILS, KEPT):
            provoke(fail, word)
        crashes = len(written(folder))
        for number in range(LINES):
            say = (log.event, log.trouble)[number % 2]
            say("paper-made", **{keys[number % len(keys)]: next(words)})
        lines = written(folder)
    tally.told(lines=len(lines), crashes=crashes, canaries=len(KEPT), found=0)
    assert len(set(KEPT)) == 50 and crashes >= 500
    assert len(lines) >= LINES
    assert leaks(folder) == []
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert not [line for line in lines if "INSERT" in line or "DROP" in line]


def test_codes_and_keys_from_outside_are_refused(folder: Path) -> None:
    for word in KEPT:
        with pytest.raises(ValueError, match="allowed keys"):
            log.event(word)
        with pytest.raises(ValueError, match="allowed keys"):
            log.event("paper-made", **{word: 1})
    assert written(folder) == []


def test_a_log_without_the_list_is_caught(folder: Path) -> None:
    """The negative control."""
    for word in KEPT[:5]:
        logging.getLogger("sledchy").info("paper-made name=%s", word.encode("unicode_escape"))
    logging.getLogger("sledchy").info("Ivanov %s", CANARIES[1].encode("unicode_escape").decode())
    assert written(folder) != []
    raw = folder / "raw"
    raw.write_text(CANARIES[0], encoding="utf-16-le")
    assert leaks(folder) != []
