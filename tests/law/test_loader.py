"""The loader refuses what is not plain law data, and says where and what is allowed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import DataError
from core.law.loader import load_book
from tests.law.shipped import LAW

EDITION = """\
id: "2025-02-17"
name: {be: а, ru: а, en: a}
text: a text
read: 2026-11-22
in_force: {since: 2025-02-17}
confidence: high
"""

TERM = """\
- id: detention
  article: 108(3)
  source: portal
  confidence: high
  checked: 2026-05-22
  name: {be: Затрыманне, ru: Задержание, en: Detention}
  kind: max_duration
  starts: {fact: detained_at}
  length: {value: 72, unit: hours}
  counting: clock
"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A small law folder: the shipped calendar, one edition with one term."""
    root = tmp_path / "law"
    shutil.copytree(LAW / "calendar", root / "calendar")
    write(root, "edition.yaml", EDITION)
    write(root, "terms.yaml", TERM)
    return root


def write(root: Path, name: str, text: str) -> Path:
    path = root / "editions" / "2025-02-17" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refusal(root: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        load_book(root)
    return caught.value


def test_a_small_book_loads(law: Path) -> None:
    assert list(load_book(law).newest.terms) == ["detention"]


MISTAKES: dict[str, tuple[Callable[[str], str], str, list[str]]] = {
    "unknown key": (
        lambda text: text + "  colour: red\n",
        "detention",
        ["colour", "allowed:", "counting", "ladder"],
    ),
    "unknown key deep inside": (
        lambda text: text.replace("{fact: detained_at}", "{fact: detained_at, hour: 1}"),
        "detention",
        ["hour", "$.starts", "allowed:", "first_of"],
    ),
    "duplicate key": (lambda text: text + "  counting: days\n", "line 11", ["counting", "twice"]),
    "wrong type": (
        lambda text: text.replace("value: 72", "value: a day"),
        "detention",
        ["int", "$.length.value"],
    ),
    "length of nothing": (
        lambda text: text.replace("value: 72", "value: 0"),
        "detention",
        ["between 1 and"],
    ),
    "unit that does not exist": (
        lambda text: text.replace("hours", "weeks"),
        "detention",
        ["weeks", "$.length.unit"],
    ),
    "missing language": (
        lambda text: text.replace("ru: Задержание, ", ""),
        "detention",
        ["ru", "$.name"],
    ),
    "article that is a number": (
        lambda text: text.replace("article: 108(3)", "article: 110"),
        "detention",
        ["$.article", "str"],
    ),
    "two anchors": (
        lambda text: text.replace("{fact: detained_at}", "{fact: a, done: b}"),
        "detention",
        ["exactly one of"],
    ),
    "id twice": (lambda text: text + text, "detention", ["stands twice"]),
    "no list": (lambda text: text.replace("- id", "id").replace("\n  ", "\n"), "file", ["a list"]),
    "empty": (lambda text: "", "file", ["a list"]),
    "torn in the middle of a text": (lambda text: text[: text.index("Задер") + 3], "line", []),
    "torn after a key": (lambda text: text[: text.index("max_dur")], "detention", []),
    "object of Python": (
        lambda text: text.replace("article: 108(3)", "article: !!python/object/apply:os.getcwd []"),
        "line 2",
        ["python/object"],
    ),
    "name of Python": (
        lambda text: text.replace("article: 108(3)", "article: !!python/name:os.system"),
        "line 2",
        ["python/name"],
    ),
    "alias": (
        lambda text: text.replace("be: Затрыманне", "be: &a Затрыманне").replace(
            "ru: Задержание", "ru: *a"
        ),
        "line 6",
        ["anchors and aliases"],
    ),
    "merge key": (
        lambda text: text.replace("  starts", "  <<: {note: a}\n  starts"),
        "detention",
        ["<<", "allowed:"],
    ),
    "key that is a list": (lambda text: text + "  [a, b]: c\n", "line 11", ["plain text"]),
    "two documents": (lambda text: text + "---\n" + text, "line", []),
    "tab": (lambda text: text + "\tnote: a\n", "line 11", []),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_names_file_entry_and_what_is_allowed(law: Path, mistake: str) -> None:
    spoil, entry, words = MISTAKES[mistake]
    path = write(law, "terms.yaml", spoil(TERM))
    error = refusal(law)
    assert Path(error.file) == path
    assert entry in error.entry
    for word in words:
        assert word in error.problem, (word, error.problem)


def test_a_bomb_of_aliases_is_refused_at_once(law: Path) -> None:
    lines = ["- &a0 [x, x]"] + [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    write(law, "terms.yaml", "\n".join(lines))
    assert "anchors and aliases" in refusal(law).problem


def test_a_file_nested_without_end_is_refused(law: Path) -> None:
    write(law, "terms.yaml", "[" * 20_000)
    assert refusal(law).file.endswith("terms.yaml")


def test_bytes_that_are_no_text_are_refused(law: Path) -> None:
    path = write(law, "terms.yaml", "")
    path.write_bytes(TERM.encode("cp1251"))
    assert "UTF-8" in refusal(law).problem


def test_times_and_no_stay_text(law: Path) -> None:
    write(
        law,
        "words.yaml",
        "- id: no\n  text: {be: 14:20, ru: off, en: yes}\n  article: 1_000\n",
    )
    word = load_book(law).newest.words["no"]
    assert (word.text.be, word.text.ru, word.text.en) == ("14:20", "off", "yes")
    assert word.article == "1_000"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("trems.yaml", "unknown kind; allowed:"),
        ("notes.txt", "unknown kind; allowed:"),
        ("roles/one.yml", "only files *.yaml"),
        ("terms/more.yaml", "both a file and a folder"),
    ],
)
def test_an_unknown_file_name_is_refused(law: Path, name: str, said: str) -> None:
    write(law, name, "[]\n")
    assert said in refusal(law).problem


def test_a_folder_of_files_is_one_kind_and_refuses_twins_across_files(law: Path) -> None:
    (law / "editions" / "2025-02-17" / "terms.yaml").unlink()
    write(law, "terms/a.yaml", TERM)
    write(law, "terms/b.yaml", TERM.replace("id: detention", "id: custody"))
    assert set(load_book(law).newest.terms) == {"detention", "custody"}
    write(law, "terms/c.yaml", TERM)
    assert refusal(law).entry == "detention"


def test_an_edition_must_say_what_it_is(law: Path) -> None:
    (law / "editions" / "2030-01-01").mkdir()
    assert refusal(law).file.endswith("edition.yaml")


def test_an_edition_has_the_name_of_its_folder(law: Path) -> None:
    write(law, "edition.yaml", EDITION.replace('id: "2025', 'id: "2024'))
    assert "name of the folder" in refusal(law).problem


def test_a_first_day_or_a_span_but_not_both(law: Path) -> None:
    write(law, "edition.yaml", EDITION.replace("{since", "{not_before: 2025-01-01, since"))
    assert "either since" in refusal(law).problem


YEAR = "article: '158'\nchecked: a\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "2031.yaml",
            YEAR + "id: '2030'\noff: []\nworked: []\nsource: a\nconfidence: low\n",
            "file name",
        ),
        (
            "2031.yaml",
            YEAR + "id: '2031'\noff: [2030-01-01]\nworked: []\nsource: a\nconfidence: low\n",
            "2031",
        ),
        (
            "2031.yaml",
            YEAR + "id: '2031'\noff: [2031-02-30]\nworked: []\nsource: a\nconfidence: low\n",
            "date",
        ),
        ("next.yaml", "", "one file a year"),
    ],
)
def test_a_wrong_year_of_the_calendar_is_refused(
    law: Path, name: str, text: str, said: str
) -> None:
    (law / "calendar" / name).write_text(text, encoding="utf-8")
    assert said in refusal(law).problem


def test_without_editions_there_is_no_book(law: Path) -> None:
    shutil.rmtree(law / "editions")
    assert refusal(law).entry == "folder"


def test_the_compiled_form_is_used_while_the_sources_are_the_same(law: Path) -> None:
    compiled = law.parent / "cache" / "book.bin"
    first = load_book(law, compiled)
    before = compiled.stat().st_mtime_ns
    again = load_book(law, compiled)
    assert again.digest == first.digest
    assert compiled.stat().st_mtime_ns == before
    assert again.newest.terms == first.newest.terms


def test_a_stale_compiled_form_is_made_anew(law: Path) -> None:
    compiled = law.parent / "book.bin"
    load_book(law, compiled)
    write(law, "terms.yaml", TERM.replace("value: 72", "value: 48"))
    length = load_book(law, compiled).newest.terms["detention"].length
    assert length is not None and length.value == 48
    again = load_book(law, compiled).newest.terms["detention"].length
    assert again == length


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_a_torn_compiled_form_is_made_anew(law: Path, keep: int) -> None:
    compiled = law.parent / "book.bin"
    load_book(law, compiled)
    whole = compiled.read_bytes()
    compiled.write_bytes(whole[:keep])
    assert list(load_book(law, compiled).newest.terms) == ["detention"]
    assert compiled.read_bytes() == whole


def test_a_compiled_form_that_cannot_be_written_hinders_nothing(law: Path) -> None:
    compiled = law / "calendar" / "2026.yaml" / "book.bin"
    assert list(load_book(law, compiled).newest.terms) == ["detention"]


def test_a_compiled_form_that_cannot_take_its_name_leaves_nothing_behind(law: Path) -> None:
    compiled = law.parent / "cache" / "book.bin"
    (compiled / "taken").mkdir(parents=True)
    assert load_book(law, compiled).newest.terms
    assert [path.name for path in compiled.parent.iterdir()] == ["book.bin"]


def test_a_mistake_is_told_even_when_an_older_compiled_form_is_there(law: Path) -> None:
    compiled = law.parent / "book.bin"
    load_book(law, compiled)
    write(law, "terms.yaml", TERM + "  colour: red\n")
    with pytest.raises(DataError, match="colour"):
        load_book(law, compiled)
