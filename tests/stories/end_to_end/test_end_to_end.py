"""The three scripts from the file through the encrypted archive to answers and printed papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.documents.raster import page_texts
from core.i18n import PAPER_LANGUAGES, PaperLanguage
from tests.cli.asking import DEMO, ask
from tests.law.shipped import entries

STORIES = sorted(Path(__file__).parent.glob("*.yaml"))

Claim = dict[str, Any]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of case files that came out of an archive, verified and rebuilt."""
    folder = tmp_path_factory.mktemp("archive")
    home, out = folder / "home", folder / "out"
    out.mkdir()
    assert ask("archive", "create", home=home).code == 0
    for story in STORIES:
        assert ask("archive", "import", DEMO / f"{story.stem}.json", home=home).code == 0
    assert ask("archive", "verify", home=home).json["sound"]
    assert ask("archive", "rebuild", home=home).json == {"cases": len(STORIES)}
    for story in STORIES:
        file = out / f"{story.stem}.json"
        assert ask("archive", "export", story.stem, "-o", file, home=home).code == 0
    assert ask("archive", "verify", home=home).json["sound"]
    return out


def claims(kind: str) -> list[Any]:
    """Return the claims of one kind with the name of their case."""
    return [
        pytest.param(story.stem, claim, id=f"{story.stem} {number}")
        for story in STORIES
        for number, claim in enumerate(entries(story), 1)
        if kind in claim
    ]


@pytest.mark.parametrize(("name", "claim"), claims("ask"))
def test_an_answer_comes_true(exported: Path, name: str, claim: Claim) -> None:
    command, *rest = claim["ask"]
    file = [] if command == "classify" else [exported / f"{name}.json"]
    answer = ask(command, *file, *rest, "--json")
    assert (answer.code, answer.err) == (0, "")
    found = answer.json
    if "find" in claim:
        wanted = {"subject": "", **claim["find"]}
        rows = found["terms"] if command == "ledger" else found["steps"]
        (found,) = [row for row in rows if {key: row[key] for key in wanted} == wanted]
        assert found["article"] and found["edition"] and found["confidence"]
    expected = claim.get("is", {})
    assert {key: found[key] for key in expected} == expected
    guards = {guard["id"] for guard in found.get("guards", ())}
    assert [
        one for one in claim.get("warns", ()) if not any(one in guard for guard in guards)
    ] == []
    reasons = "; ".join(reason["article"] for reason in found.get("reasons", ()))
    assert claim.get("because", "") in reasons


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
@pytest.mark.parametrize(("name", "claim"), claims("paper"))
def test_a_paper_says_what_it_must(
    exported: Path, tmp_path: Path, name: str, claim: Claim, language: PaperLanguage
) -> None:
    file = tmp_path / "paper.pdf"
    argv = ["paper", exported / f"{name}.json", claim["paper"], "--language", language, "-o", file]
    answer = ask(*argv)
    assert (answer.code, answer.err) == (0, "")
    printed = " ".join(" ".join(page_texts(file.read_bytes())).split())
    assert [text for text in claim[language] if text not in printed] == []


def test_every_number_of_a_ledger_is_honest_about_itself(exported: Path) -> None:
    for file in exported.glob("*.json"):
        for entry in ask("ledger", file, "--at", "2026-11-20T09:00", "--json").json["terms"]:
            assert entry["article"] and entry["edition"] and entry["confidence"], entry["id"]
            assert entry["legal_end"] >= entry["started"]
            assert all(text["be"] and text["ru"] and text["en"] for text in entry["derivation"])
