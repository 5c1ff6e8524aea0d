"""Lists read derived tables: indexed, searchable, and equal to what the journal gives anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.store import derived
from core.store.archive import Archive
from core.store.rows import HeadQuery, JournalRow
from core.store.search import match_expression, normalised
from core.store.transaction import Transaction
from tests.store.samples import AT, WORDS, event, head, made, person, term


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Thirty cases with two terms each, one of them open; read only."""
    path, key = made(tmp_path_factory.mktemp("derived"))
    with closing(Archive.create(path.with_name("thirty.db"), key, at=AT)) as opened:
        with opened.transaction() as change:
            for number in range(30):
                write(change, number)
        yield opened


def write(change: Transaction, number: int) -> None:
    case_id = f"c{number:02}"
    change.append(case_id, [event(case_id, text=str(number))])
    derive(change, case_id, change.read.journal(case_id))


def derive(change: Transaction, case_id: str, rows: tuple[JournalRow, ...]) -> None:
    """Compute what lists show from the journal, as a service does."""
    number = int(json.loads(rows[0].payload)["a"][0])
    surname = WORDS["surname_ru"] if number % 2 else WORDS["surname_be"]
    change.replace_derived(
        head(
            case_id,
            title=WORDS["title"],
            opened_at=AT - timedelta(days=number),
            closed_at=AT if number % 3 == 0 else None,
            next_due=AT + timedelta(hours=number),
            stage="check" if number % 5 == 0 else "opened",
            alerts=number % 4,
            search=WORDS["town"],
        ),
        [
            term("open", AT + timedelta(hours=number)),
            term("over", AT - timedelta(days=9), open_=False),
        ],
        [person(surname)],
    )


def test_today_shows_open_terms_the_most_urgent_first(archive: Archive) -> None:
    rows = archive.read.due(limit=5)
    assert [row.case_id for row in rows] == ["c00", "c01", "c02", "c03", "c04"]
    assert rows[1].due == AT + timedelta(hours=1)
    assert rows[1].legal_end == rows[1].due + timedelta(days=1)
    assert (rows[1].title, rows[1].number) == (WORDS["title"], "26-c01")
    assert {row.instance for row in archive.read.due()} == {"open"}
    assert [row.case_id for row in archive.read.due(limit=2, offset=3)] == ["c03", "c04"]


def test_today_ends_at_a_moment_which_counts(archive: Archive) -> None:
    until = AT + timedelta(hours=3)
    assert len(archive.read.due(before=until)) == archive.read.due_count(until) == 4
    assert archive.read.due_count(AT - timedelta(minutes=1)) == 0


def test_today_is_read_from_its_index_without_sorting(archive: Archive) -> None:
    asked = derived._DUE.params(before="2026-03-12T18:00", most=500, after=0)
    statement = str(asked.compile(compile_kwargs={"literal_binds": True}))
    with archive._line.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    words = " / ".join(row[3] for row in plan)
    assert "running_term USING COVERING INDEX running_term_due" in words
    assert "SEARCH case_head USING INDEX" in words
    assert "TEMP B-TREE" not in words


def test_the_number_of_due_terms_is_read_from_the_index_too(archive: Archive) -> None:
    with archive._line.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM running_term "
            "WHERE open = 1 AND due <= '2026-03-03T14:20'"
        ).all()
    assert "COVERING INDEX running_term_due (due<?)" in plan[0][3]


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("surname_ru", 15),
        ("surname_ru_typed", 15),
        ("surname_be", 15),
        ("surname_be_typed", 15),
        ("title", 30),
        ("town", 30),
    ],
)
def test_a_case_is_found_by_any_spelling(archive: Archive, typed: str, count: int) -> None:
    assert archive.read.heads(HeadQuery(search=WORDS[typed])).total == count


def test_a_case_is_found_by_the_beginnings_of_several_words(archive: Archive) -> None:
    beginning = f"{WORDS['surname_ru'][:3]} {WORDS['title'][:4]} 26-c07"
    page = archive.read.heads(HeadQuery(search=beginning))
    assert [row.case_id for row in page.rows] == ["c07"]
    assert archive.read.heads(HeadQuery(search=WORDS["surname_ru"][2:])).total == 0


def test_a_question_of_signs_alone_finds_nothing(archive: Archive) -> None:
    assert archive.read.heads(HeadQuery(search="***")).total == 0
    assert archive.read.heads(HeadQuery(search="  ")).total == 30


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_no_question_is_taken_for_a_command(archive: Archive, question: str) -> None:
    page = archive.read.heads(HeadQuery(search=question + '" OR words:a*', limit=3))
    assert page.total == 0
    words = normalised(question).split()
    assert normalised(" ".join(words)).split() == words
    assert match_expression(question).count('"') == 2 * len(words)


@given(st.text(min_size=1, max_size=20).filter(lambda text: normalised(text) != ""))
@settings(max_examples=60)
def test_whatever_was_written_is_found_by_it(archive: Archive, text: str) -> None:
    with pytest.raises(KeyError), archive.transaction() as change:
        change.replace_derived(head("extra"), [], [person(text)])
        found = change.read.heads(HeadQuery(search=text)).rows
        assert "extra" in [row.case_id for row in found], text
        raise KeyError
    assert archive.read.case("extra") is None


def test_a_page_is_sorted_filtered_and_counted(archive: Archive) -> None:
    page = archive.read.heads(HeadQuery(sort="opened_at", limit=2, offset=1))
    assert ([row.case_id for row in page.rows], page.total) == (["c28", "c27"], 30)
    page = archive.read.heads(HeadQuery(sort="next_due", descending=True, closed=True, limit=1))
    assert ([row.case_id for row in page.rows], page.total) == (["c27"], 10)
    page = archive.read.heads(HeadQuery(sort="alerts", stage="check", kind="case", closed=False))
    assert page.total == len(page.rows) == 4
    assert archive.read.heads(HeadQuery(kind="check")).rows == ()
    with pytest.raises(KeyError):
        archive.read.heads(HeadQuery(sort="title; DROP TABLE journal"))


def test_what_was_written_of_a_case_is_read(archive: Archive) -> None:
    row = archive.read.case("c03")
    assert row is not None
    assert (row.closed_at, row.next_due) == (AT, AT + timedelta(hours=3))
    assert [term.open for term in archive.read.terms("c03")] == [False, True]
    assert [person.name for person in archive.read.persons("c03")] == [WORDS["surname_ru"]]
    assert archive.read.case("c99") is None


def test_a_case_that_changed_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    path, key = made(tmp_path)
    with closing(Archive.open(path, key)) as archive:
        for name in ("Aleksandrovich", "Bogdanovich", "Bogdanovich"):
            with archive.transaction() as change:
                change.replace_derived(head("c1"), [term("t", AT)], [person(name)])
        with archive.transaction() as change:
            change.replace_derived(head("c1", stage="closed"), [], [person("Bogdanovich")])
        assert archive.read.heads(HeadQuery(search="aleksandrovich")).total == 0
        (row,) = archive.read.heads(HeadQuery(search="bogdan")).rows
        assert row.stage == "closed"
        assert archive.read.terms("c1") == ()


def test_derived_tables_rebuilt_from_the_journal_are_the_same(tmp_path: Path) -> None:
    path, key = made(tmp_path)
    with closing(Archive.open(path, key)) as archive:
        for number in (*range(12), 3, 5):
            with archive.transaction() as change:
                if number < 12 and not change.read.journal(f"c{number:02}"):
                    write(change, number)
                else:
                    rows = change.read.journal(f"c{number:02}")
                    derive(change, f"c{number:02}", rows)
        lasting, before = archive.digest(), archive.digest(derived=True)
        page = archive.read.heads(HeadQuery(search=WORDS["surname_be"]))
        with archive.transaction() as change:
            change.wipe_derived()
            assert change.read.due() == ()
            assert change.read.heads(HeadQuery()).total == 0
            for case_id in change.read.case_ids():
                derive(change, case_id, change.read.journal(case_id))
        assert archive.digest(derived=True) == before
        assert archive.digest() == lasting
        assert archive.read.heads(HeadQuery(search=WORDS["surname_be"])) == page
        assert archive.verify().sound
