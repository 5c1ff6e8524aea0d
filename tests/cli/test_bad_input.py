"""Broken and hostile input: one clear sentence, the right exit code, no output left behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.documents.raster import page_texts
from core.i18n import UI_LANGUAGES
from tests.cli.asking import DEMO, Answer, ask, case_file, opened, person

THEFT = (DEMO / "theft-detention.json").read_bytes()
AT = "2026-03-03T10:00"


def noted(fact: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"kind": "fact_noted", "id": "e3", "at": AT, "fact": fact, "value": value, **more}


def done(step: str, **more: Any) -> dict[str, Any]:
    return {"kind": "step_done", "id": "e3", "at": AT, "step": step, **more}


def events(*every: dict[str, Any]) -> bytes:
    return json.dumps({"events": every}).encode()


def prolonged(value: int) -> dict[str, Any]:
    length = {"value": value, "unit": "months"}
    return {
        "kind": "term_extended",
        "id": "e3",
        "at": AT,
        "term": "investigation_term",
        "up_to": length,
    }


BROKEN: dict[str, bytes] = {
    "empty": b"",
    "zeros": bytes(64),
    "torn": THEFT[:5000],
    "not UTF-8": THEFT.decode().encode("utf-16"),
    "no object": b"[]",
    "no events": b'{"events": null}',
    "an empty case": events(),
    "deep nesting": b'{"events":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a huge number": b'{"events":[{"kind":"case_opened","id":"e1","at":1e999}]}',
    "no number": b'{"events":[NaN]}',
    "a long number": b'{"events":[' + b"9" * 5000 + b"]}",
    "a lone surrogate": events(opened(title="\ud800")),
    "one id twice": events(opened(), opened()),
    "two openings": events(opened(), opened(id="e2")),
    "no opening": events(person()),
    "an unknown kind": events(opened(), {"kind": "wish", "id": "e2", "at": AT}),
    "an unknown key": events(opened(wish=1)),
    "a number for a text": events(opened(number=12)),
    "a missing text": events({**opened(), "division": {"name": {"be": "A"}}}),
    "31 February": events(opened(at="2026-02-31T10:00")),
    "a moment with a zone": events(opened(at="2026-03-02T10:00:00Z")),
    "the year 1": events(opened(at="0001-01-01T00:00")),
    "the year 9999": events(opened(at="9999-12-31T23:59")),
    "the future": events(opened(at="2026-11-22T09:01")),
    "end before start": events(opened(), done("scene_inspection", until="2026-03-03T09:00")),
    "an end in the future": events(opened(), done("scene_inspection", until="2030-01-01T00:00")),
    "before the opening": events(opened(), noted("case_number", "1", at="2020-01-01T00:00")),
    "before birth": events(opened(), person(born="2026-06-01")),
    "a birth that is no day": events(opened(), person(born="1990-02-30")),
    "a blank name": events(opened(), person(name={"be": " ", "ru": "A"})),
    "an unknown person": events(opened(), done("detention", subject="nobody")),
    "an unknown step": events(opened(), done("wish")),
    "an unknown fact": events(opened(), noted("wish", 1)),
    "an unknown role": events(opened(), {**person(), "roles": ["king"]}),
    "an unknown post": events(
        opened(investigator={**opened()["investigator"], "position": "czar"})
    ),
    "an unknown article": events(opened(crime={"article": "99999"})),
    "an unknown part": events(opened(crime={"article": "205", "part": 10**30})),
    "a list for a moment": events(opened(), person(), noted("detained_at", ["x"], subject="p1")),
    "a moment out of the calendar": events(
        opened(), person(), noted("detained_at", "0001-01-01T00:00", subject="p1")
    ),
    "a huge value": events(opened(), noted("case_number", 10**400)),
    "nested values": b'{"events":[' + b"{" * 3 + b"]}",
    "unknown columns": events(opened(), noted("items", [{"wish": 1}])),
    "a text beyond measure": events(opened(), noted("crime_story", "x" * 300_000)),
    "an extension backwards": events(opened(), prolonged(-1)),
    "an extension to the same": events(opened(), prolonged(2)),
    "an extension beyond a century": events(opened(), prolonged(10**9)),
    "a correction of itself": events(
        opened(), {"kind": "corrected", "id": "e3", "at": AT, "event": "e3", "reason": "x"}
    ),
    "a corrected opening": events(
        opened(), {"kind": "corrected", "id": "e3", "at": AT, "event": "e1", "reason": "x"}
    ),
}


def clear(answer: Answer, code: int = 2) -> bool:
    """Return True for a refusal in one sentence; anything else fails with what was said."""
    assert answer.code == code, answer.err
    assert answer.out == ""
    assert answer.err.count("\n") == 1, answer.err
    assert len(answer.err) > 20
    assert "?" not in answer.err
    assert "Traceback" not in answer.err
    return True


@pytest.mark.parametrize("name", BROKEN)
def test_a_case_file_that_cannot_be(tmp_path: Path, name: str) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(BROKEN[name])
    target = tmp_path / "out.pdf"
    assert clear(ask("ledger", path, "--at", AT, "--json"))
    assert clear(ask("--ui", "en", "steps", path, "--at", AT))
    argv = ["paper", path, "resolution_opening", "--language", "be", "-o", target]
    assert clear(ask("--ui", "ru", *argv))
    assert not target.exists()


def test_a_place_in_a_broken_file_is_named_in_every_language(tmp_path: Path) -> None:
    path = case_file(tmp_path, opened(at="2026-02-31T10:00"))
    told = {ask("--ui", language, "ledger", path, "--at", AT).err for language in UI_LANGUAGES}
    assert len(told) == len(UI_LANGUAGES)
    assert all("$.events[0].at" in one and str(path) in one for one in told)


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b"\xef\xbb\xbf" + THEFT)
    assert ask("ledger", path, "--at", AT).code == 0


@pytest.mark.parametrize("path", ["nothing.json", ".", "a\0b.json", "x" * 5000])
def test_a_file_that_is_none(path: str) -> None:
    assert clear(ask("ledger", path, "--at", AT))


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    assert clear(ask("ledger", path, "--at", AT))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device without an end")
def test_a_device_without_an_end_is_not_read_to_it() -> None:
    assert clear(ask("ledger", "/dev/zero", "--at", AT))


WHEN = ["", "yesterday", "2026-02-31T10:00", "2026-13-01", "0001-01-01", "9999-12-31T23:59", "1e9"]


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("command", ["ledger", "steps"])
def test_a_moment_that_is_none(command: str, when: str) -> None:
    assert clear(ask(command, DEMO / "theft-detention.json", "--at", when))


@pytest.mark.parametrize("when", WHEN)
def test_a_start_that_is_none(when: str) -> None:
    assert clear(ask("term", "detention_max", "--from", when))


@pytest.mark.parametrize("term", ["nothing", "", "<b>", "detention_max; rm", "a" * 10_000])
def test_a_term_that_is_none(term: str) -> None:
    answer = ask("term", term, "--from", AT)
    assert clear(answer)


def test_a_length_that_no_official_may_give() -> None:
    for months in (-1, 0, 1, 10**12):
        assert clear(ask("term", "investigation_term", "--from", AT, "--extend-to", months))


@pytest.mark.parametrize("at", [AT, "1900-01-01T00:00", "8999-12-31T23:59"])
def test_the_ends_of_the_calendar_are_answered(at: str) -> None:
    answer = ask("steps", DEMO / "theft-detention.json", "--at", at, "--json")
    assert answer.code == 0


# --- papers ----------------------------------------------------------------------

ANSWERS: dict[str, bytes] = {
    "torn": b'{"answers": {',
    "a list": b"[]",
    "an unknown key": b'{"wish": 1}',
    "an unknown question": b'{"subject": "p1", "answers": {"wish": 1}}',
    "a wrong value": b'{"subject": "p1", "answers": {"detained_at": 5}}',
    "a moment in the future of the paper": (
        b'{"at": "2026-03-03T16:10", "subject": "p1",'
        b' "answers": {"detained_at": "2026-03-03T17:00"}}'
    ),
    "a paper in the future": b'{"at": "2030-01-01T10:00", "subject": "p1", "answers": {}}',
    "an end before the start": (
        b'{"at": "2026-03-03T16:10", "until": "2026-03-03T16:00", "subject": "p1", "answers": {}}'
    ),
    "no moment": b'{"at": "noon", "subject": "p1", "answers": {}}',
    "nobody": b'{"at": "2026-03-03T16:10", "subject": "nobody", "answers": {}}',
    "deep": b'{"answers": {"items": ' + b"[" * 90_000 + b"]" * 90_000 + b"}}",
    "zeros": bytes(10),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_that_cannot_be(tmp_path: Path, name: str) -> None:
    path, target = tmp_path / "a.json", tmp_path / "out.pdf"
    path.write_bytes(ANSWERS[name])
    argv = ["paper", DEMO / "theft-detention.json", "protocol_detention", "--language", "be"]
    assert clear(ask(*argv, "--answers", path, "-o", target))
    assert not target.exists()


def paper(case: Path, form: str, target: object, *more: object) -> Answer:
    return ask("paper", case, form, "--language", "be", *more, "-o", target)


@pytest.mark.parametrize("target", ["out.xls", "out", ".pdf", "nowhere/out.pdf", "a\0.pdf"])
def test_an_output_that_cannot_be(tmp_path: Path, target: str) -> None:
    answer = paper(DEMO / "theft-detention.json", "protocol_detention", tmp_path / target)
    assert clear(answer)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out.pdf").mkdir()
    assert clear(paper(DEMO / "theft-detention.json", "protocol_detention", tmp_path / "out.pdf"))


def test_an_unknown_form_is_told_with_those_that_come_near(tmp_path: Path) -> None:
    answer = paper(DEMO / "theft-detention.json", "protocol_arrest", tmp_path / "out.pdf")
    assert clear(answer)


HOSTILE = {
    "markup": "<b>&</font>&lt;para>",
    "placeholder": "{suspect.name|gen} {0} %s",
    "direction": "\u202eабв\u202c",
    "controls": "a\x00b\x07c\x1b[31m",
    "one long word": "Щ" * 500,
    "emoji": "Я😀Я",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_printed_as_they_are(tmp_path: Path, name: str) -> None:
    text = HOSTILE[name]
    path = case_file(
        tmp_path,
        opened(title=text),
        {**person(name={"be": text, "ru": text}, address={"be": text, "ru": text}), "roles": []},
        noted("crime_story", {"be": text, "ru": text}),
    )
    target = tmp_path / "out.pdf"
    answer = paper(path, "rights_suspect", target)
    assert answer.code == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert ask("steps", path, "--at", "2026-03-05T10:00").code == 0


def test_markup_in_a_name_comes_out_as_letters(tmp_path: Path) -> None:
    text = "<b>&</font>"
    both = {"be": text, "ru": text}
    path = case_file(tmp_path, opened(), {**person(name=both), "roles": ["suspect"]}, name="markup")
    target = tmp_path / "out.pdf"
    assert paper(path, "rights_suspect", target).code == 0
    assert text in "".join(page_texts(target.read_bytes()))


def test_a_narrative_of_ten_thousand_letters_is_printed_whole(tmp_path: Path) -> None:
    story = " ".join(f"слова{number}" for number in range(1200))
    assert len(story) > 10_000
    given = {
        "at": "2026-03-03T10:30",
        "answers": {"crime_story": {"be": story, "ru": story}},
    }
    answers = tmp_path / "a.json"
    answers.write_text(json.dumps(given), "utf-8")
    path, target = case_file(tmp_path, opened()), tmp_path / "out.pdf"
    assert paper(path, "resolution_opening", target, "--answers", answers).code == 0
    printed = " ".join(" ".join(page_texts(target.read_bytes())).split())
    assert "слова0 слова1" in printed
    assert "слова1199" in printed
