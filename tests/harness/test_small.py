"""R12, S3, S9: typing survives a kill, the memory is not read, any words may be searched for."""

from __future__ import annotations

import ctypes
import os
import random
import signal
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.store.archive import Archive
from core.store.guard import forbid_reading
from core.store.keyfile import ArchiveKey
from core.store.rows import DraftRow, HeadQuery
from core.store.search import normalised
from tests.harness.traced import FULL, SEED, Tally
from tests.store.samples import AT, head, in_child, made, person, save

posix = pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of Linux alone")
KILLS = 100 if FULL else 20


# --- R12 -------------------------------------------------------------------------


def typing(path: Path, key: ArchiveKey, notes: Path, first: int, early: bool) -> str:
    archive = Archive.open(path, key)
    note = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in range(first, first + 100_000):
        if early:
            os.write(note, f"{number}\n".encode())
            time.sleep(0.002)
        with archive.transaction() as change:
            change.save_draft(DraftRow("d", "c1", "f", "be", f'{{"n":{number}}}'.encode(), AT))
        if not early:
            os.write(note, f"{number}\n".encode())
    return "never"


def lost_drafts(tmp_path: Path, kills: int, early: bool) -> int:
    """Return in how many kills a draft that was said to be kept was not there."""
    path, key = made(tmp_path, acts=1)
    notes, chance, lost, seen = tmp_path / "kept", random.Random(SEED), 0, 0
    notes.touch()
    for _ in range(kills):
        pid, answer = in_child(lambda: typing(path, key, notes, seen + 1, early))  # noqa: B023
        time.sleep(0.05 + chance.random() * 0.08)
        os.kill(pid, signal.SIGKILL)
        assert answer() is None
        promised = max(map(int, notes.read_text().split()), default=0)
        with closing(Archive.open(path, key)) as archive:
            kept = [int(row.answers[5:-1]) for row in archive.read.drafts("c1")]
            assert archive.read.head().seq == 1
            assert archive.writable
        lost += promised > max(kept, default=0)
        seen = max(promised, *kept, 0)
    assert seen > 0
    return lost


@posix
def test_a_draft_that_was_kept_survives_a_kill(tmp_path: Path) -> None:
    with Tally("R12") as tally:
        lost = lost_drafts(tmp_path, KILLS, early=False)
    tally.told(kills=KILLS, lost=lost)
    assert lost == 0


@posix
def test_a_promise_made_too_early_is_caught(tmp_path: Path) -> None:
    """The negative control."""
    assert lost_drafts(tmp_path, 10, early=True) > 0


# --- S3 --------------------------------------------------------------------------


def read_by_a_neighbour(guarded: bool) -> str:
    """Return how a neighbour of the same person fares who opens our memory."""
    nobody, me = 65534, os.getuid()

    def become() -> None:
        if me == 0:
            os.setgroups([])
            os.setgid(nobody)
            os.setuid(nobody)
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)

    def hold() -> str:
        become()
        if guarded:
            forbid_reading()
        time.sleep(60)
        return "never"

    pid, answer = in_child(hold)
    time.sleep(0.3)

    def peep() -> str:
        become()
        try:
            with open(f"/proc/{pid}/mem", "rb"):
                return "read"
        except PermissionError:
            return "refused"

    said = str(in_child(peep)[1]())
    os.kill(pid, signal.SIGKILL)
    answer()
    return said


@linux
def test_a_neighbour_cannot_read_our_memory() -> None:
    assert read_by_a_neighbour(guarded=True) == "refused"


@linux
def test_without_the_guard_the_neighbour_could() -> None:
    """The negative control, where the system has no rule of its own."""
    rule = Path("/proc/sys/kernel/yama/ptrace_scope")
    own = rule.exists() and rule.read_text().strip() != "0"
    assert read_by_a_neighbour(guarded=False) == ("refused" if own else "read")


# --- S9 --------------------------------------------------------------------------

PIECES = (
    *("'", '"', "%", "_", "*", "(", ")", ";", "--", "/*", "\\", "\0", "^", "+", "-", ":", "{", "}"),
    *("OR", "AND", "NOT", "NEAR", "NEAR(a b, 1)", "words:", "SELECT", "DROP TABLE journal", "LIKE"),
    *("kaval", "theft", "26", "c7", "ё", "é", "\u200b", "\ud800", "\U0001f600", " ", "  ", "\n"),
)


def test_any_words_may_be_searched_for(tmp_path: Path) -> None:
    path, key = made(tmp_path)
    chance = random.Random(SEED)
    with closing(Archive.open(path, key)) as archive, Tally("S9") as tally:
        with archive.transaction() as change:
            for number in range(30):
                row = head(f"c{number}", search=f"word{number}")
                change.replace_derived(row, [], [person(f"Kavalchuk {number}")])
        texts = {
            f"c{n}": normalised(f"26-c{n} Theft Lapats word{n} Kavalchuk {n}").split()
            for n in range(30)
        }
        for _ in range(500):
            question = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 7)))
            found = {row.case_id for row in archive.read.heads(HeadQuery(search=question)).rows}
            words = normalised(question).split()
            expected = {
                case
                for case, have in texts.items()
                if all(any(one.startswith(word) for one in have) for word in words)
            }
            if words or question.strip():
                assert found == (expected if words else set()), repr(question)
    tally.told(questions=500, wrong=0)


def test_an_unquoted_question_would_be_a_program(tmp_path: Path) -> None:
    """The negative control: the index itself takes operators."""
    path, key = made(tmp_path)
    with closing(Archive.open(path, key)) as archive:
        save(archive, "e1")
        with (
            archive._line.raw() as raw,
            pytest.raises(Exception, match=r"fts5|syntax|unterminated"),
        ):
            raw.execute("SELECT rowid FROM case_text WHERE case_text MATCH ?", ('"',)).fetchall()
