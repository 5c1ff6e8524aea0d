"""The local log tells what happened and never about whom."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import log, log_file

CANARY = "Лапаць Іван Васільевіч"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    handler = log_file.start(tmp_path / "logs")
    yield tmp_path / "logs"
    log_file.stop(handler)


def written(folder: Path) -> str:
    return "".join(file.read_text("ascii") for file in sorted(folder.iterdir()))


def test_an_event_is_one_line_with_its_ids(folder: Path) -> None:
    log.event("paper-made", form="detention", ms=61)
    (line,) = written(folder).splitlines()
    assert line.endswith("INFO paper-made form=detention ms=61")


def test_an_unlisted_key_is_our_bug() -> None:
    with pytest.raises(ValueError, match="surname"):
        log.event("paper-made", surname="x")


def test_an_unlisted_code_is_our_bug() -> None:
    with pytest.raises(ValueError, match="allowed"):
        log.trouble(CANARY)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_no_value_brings_text_or_a_second_line(value: str) -> None:
    line = log.line("step", {"step": value})
    assert line.isascii()
    assert line.isprintable()
    assert line == f"step step={value}" or line == "step step=withheld"


def test_a_crash_tells_types_and_places_only(folder: Path) -> None:
    try:
        try:
            raise ValueError(CANARY)
        except ValueError as cause:
            raise RuntimeError(f"about {CANARY}") from cause
    except RuntimeError as error:
        log.crash(error)
    text = written(folder)
    assert "crash RuntimeError at house/test_log:" in text
    assert "crash ValueError at house/test_log:" in text
    assert "about" not in text
    assert str(folder) not in text


def test_an_endless_chain_of_causes_ends(folder: Path) -> None:
    error = RuntimeError()
    error.__cause__ = error
    log.crash(error)
    assert len(written(folder).splitlines()) == log.LINKS


def test_the_log_stays_under_five_files_of_one_megabyte(folder: Path) -> None:
    # 8 bytes less than a thousand 64-character values a line: 7 MB in all.
    ids = dict.fromkeys(sorted(log.ALLOWED), "x" * 64)
    for _ in range(4500):
        log.event("full", **ids)
    files = list(folder.iterdir())
    assert len(files) == log_file.FILES
    assert all(file.stat().st_size <= log_file.FILE_SIZE for file in files)


def test_other_libraries_do_not_write_into_it(folder: Path) -> None:
    logging.getLogger("sqlalchemy").error(CANARY)
    logging.getLogger().error(CANARY)
    assert written(folder) == ""


def test_without_a_place_to_write_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    handler = log_file.start(tmp_path / "file" / "logs")
    log.event("start", python="3.11.2")
    log_file.stop(handler)
    assert handler is None
