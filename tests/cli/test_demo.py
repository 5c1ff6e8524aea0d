"""The demonstration writes every paper of the three scripts in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli.demo import scripts
from core.documents.raster import page_texts
from core.engine.events import PaperIssued, read_journal
from core.i18n import PAPER_LANGUAGES
from tests.cli.asking import DEMO, Answer, ask

FIFTEEN = {
    "protocol_oral_statement",
    "explanation",
    "protocol_scene_inspection",
    "resolution_opening",
    "protocol_detention",
    "rights_suspect",
    "notice_relatives_detention",
    "resolution_admit_defender",
    "protocol_interrogation_suspect",
    "protocol_interrogation_victim",
    "protocol_interrogation_witness",
    "protocol_interrogation_accused",
    "resolution_search",
    "protocol_search",
    "resolution_custody",
    "resolution_physical_evidence",
    "resolution_expert",
    "resolution_charge",
}
"""The forms that the scripts need; interrogations are a family."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    folder = tmp_path_factory.mktemp("demo") / "papers"
    return folder, ask("--ui", "en", "demo", "--out", folder)


def test_it_runs_without_a_complaint(played: tuple[Path, Answer]) -> None:
    _, answer = played
    assert (answer.code, answer.err) == (0, "")


def test_every_paper_lies_there_in_both_languages(played: tuple[Path, Answer]) -> None:
    folder, answer = played
    expected = {
        f"{path.stem}-{number:02}-{event.form}-{language}.pdf"
        for path in DEMO.glob("*.json")
        for number, event in enumerate(_papers(path), 1)
        for language in PAPER_LANGUAGES
    }
    assert {path.name for path in folder.iterdir()} == expected | {"contact-sheet.png"}
    assert all(name in answer.out for name in expected)


def test_every_form_the_scripts_need_is_among_them() -> None:
    shown = {event.form for path in DEMO.glob("*.json") for event in _papers(path)}
    assert FIFTEEN - shown == set()


def test_the_protocol_names_the_suspect_in_the_case_grammar_asks_for(
    played: tuple[Path, Answer],
) -> None:
    folder, _ = played
    for language, name in (
        ("be", "Кавальчука Пятра Іванавіча"),
        ("ru", "Ковальчука Петра Ивановича"),
    ):
        (path,) = folder.glob(f"*-protocol_detention-{language}.pdf")
        text = " ".join(" ".join(page_texts(path.read_bytes())).split())
        assert name in text


def test_no_paper_has_a_gap(played: tuple[Path, Answer]) -> None:
    folder, _ = played
    gaps = "________ ________"
    for path in folder.glob("*.pdf"):
        assert gaps not in " ".join(page_texts(path.read_bytes())), path.name


def test_the_telling_moments_are_told(played: tuple[Path, Answer]) -> None:
    _, answer = played
    for script in scripts():
        assert script.title.en in answer.out
        assert all(scene.says.en in answer.out for scene in script.scenes)
    for told in (
        "06.03.2026 14:20 — Detention on suspicion",
        "34(5)(14)",
        "26(2), 26(3)",
    ):
        assert told in answer.out


def test_one_language_alone(tmp_path: Path) -> None:
    answer = ask("demo", "--out", tmp_path / "a", "--language", "ru")
    assert answer.code == 0
    assert not list((tmp_path / "a").glob("*-be.pdf"))


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    answer = ask("demo", "--out", tmp_path / "file" / "inside")
    assert answer.code == 2
    assert answer.err.count("\n") == 1


def _papers(path: Path) -> list[PaperIssued]:
    events = read_journal(path.read_bytes(), path.name).events
    return [event for event in events if isinstance(event, PaperIssued)]
