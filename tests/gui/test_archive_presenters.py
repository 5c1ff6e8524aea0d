"""What the pages of the archive say, without a window."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.i18n import PAPER_LANGUAGES, Translator
from core.services.backups import Health
from core.services.packages import Basis, Disclosure, Preview
from core.services.restoring import Compared, Relation
from core.services.salvage import Line, Report
from core.services.unlocking import Place
from core.store.parcel import Card
from gui.presenters import archive_packages, archive_register, archive_salvage
from gui.presenters.archive import (
    Brake,
    Facts,
    HealthLine,
    Stopped,
    health_lines,
    size_words,
    summary,
)
from gui.presenters.archive_backups import compared_words
from gui.presenters.archive_packages import Incoming
from gui.presenters.archive_register import Entry

NOW = datetime(2026, 3, 3, 16, 30)
ENGLISH = Translator("en")
WEEK = timedelta(days=7)
GOOD = Health(
    standing="archive-whole",
    missing=0,
    records=40,
    head="ab" * 32,
    locked_by_passphrase=True,
    recovery_sheet=True,
    anchor_late=False,
    backups=3,
    last_backup=NOW - timedelta(hours=1),
    unsaved_records=0,
    second_place=Path("stick"),
    last_elsewhere=NOW - timedelta(days=1),
    remind_second=False,
    last_drill=NOW - WEEK,
    drill_due=False,
)


def facts(free: int | None = 10**11, due: datetime | None = None, **other: object) -> Facts:
    """Return what is known of an archive that is well but for a few things."""
    health = Health(**{**vars(GOOD), **other})
    doubt = health.standing not in ("archive-whole", "archive-read-only")
    return Facts(health, Place(Path("a.sledchy"), Path("a.key")), 10**6, free, due, doubt)


def line(known: Facts, key: str) -> HealthLine:
    """Return one line of health."""
    return next(one for one in health_lines(known, NOW, ENGLISH) if one.key == key)


def test_an_archive_that_is_well_needs_no_hand() -> None:
    assert {one.tone for one in health_lines(facts(), NOW, ENGLISH)} == {"calm"}
    assert summary(facts(), NOW, ENGLISH).tone == "calm"


@pytest.mark.parametrize(
    ("known", "key", "tone", "word"),
    [
        (facts(standing="archive-behind"), "doubt", "overdue", "until you decide"),
        (facts(standing="archive-forked"), "doubt", "overdue", "until you decide"),
        (facts(standing="archive-unanchored"), "doubt", "overdue", "until you decide"),
        (facts(standing="archive-read-only"), "check", "urgent", "reading only"),
        (facts(last_backup=None), "backup", "urgent", "no backup yet"),
        (facts(due=NOW, unsaved_records=3), "backup", "soon", "due now"),
        (facts(due=NOW + WEEK, unsaved_records=3), "backup", "calm", "Next: 10.03.2026"),
        (facts(second_place=None), "second", "urgent", "same disk"),
        (facts(last_elsewhere=None), "second", "urgent", "nothing was copied"),
        (facts(remind_second=True), "second", "urgent", "More than a week"),
        (facts(last_drill=None, drill_due=True), "drill", "soon", "No backup was tried"),
        (facts(drill_due=True), "drill", "soon", "More than a month"),
        (facts(drill_failed=NOW), "drill", "urgent", "did not come back whole"),
        (facts(locked_by_passphrase=False), "secrets", "urgent", "no passphrase"),
        (facts(recovery_sheet=False), "secrets", "soon", "no recovery sheet"),
        (facts(free=1000), "room", "urgent", "Free"),
    ],
)
def test_what_needs_a_hand_is_toned_and_said(known: Facts, key: str, tone: str, word: str) -> None:
    found = line(known, key)
    assert found.tone == tone
    assert word in found.text
    assert summary(known, NOW, ENGLISH).tone == tone


def test_a_brake_stops_the_work_at_its_next_report() -> None:
    seen: list[tuple[int, int]] = []
    brake = Brake(lambda done, total: seen.append((done, total)))
    brake(1, 2)
    brake.pull()
    with pytest.raises(Stopped):
        brake(2, 2)
    assert seen == [(1, 2)]


@pytest.mark.parametrize(
    ("count", "said"),
    [(10, "0.0 KB"), (2_500, "2.5 KB"), (21_700_000, "22 MB"), (3 * 10**9, "3.0 GB")],
)
def test_sizes_are_said_in_the_unit_people_use(count: int, said: str) -> None:
    assert size_words(count, ENGLISH) == said


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_has_a_sentence(relation: Relation) -> None:
    said, tone = compared_words(Compared(relation, 3), ENGLISH)
    assert said.endswith(".")
    assert (tone == "calm") == (relation in (Relation.ALONE, Relation.SAME, Relation.NEWER))


def preview(known: bool = True, here: int = 3, new_records: int = 2) -> Preview:
    """Return a preview of a package of five acts."""
    return Preview(
        case_id="c",
        sender="Brest",
        fingerprint="AB",
        basis=Basis("L", "letter 7"),
        extent="whole",
        made_at=NOW,
        title="Theft",
        records=5,
        new_records=new_records,
        papers=1,
        known=known,
        here=here,
        package="ab" * 32,
    )


@pytest.mark.parametrize(
    ("found", "word", "brings"),
    [
        (preview(), "2 new acts", True),
        (preview(known=False, here=0, new_records=5), "not here yet", True),
        (preview(here=5, new_records=0), "The same", False),
        (preview(here=9, new_records=0), "older", False),
    ],
)
def test_a_package_is_compared_with_what_is_here(found: Preview, word: str, brings: bool) -> None:
    came = Incoming(b"", found, "c", 5)
    lines = archive_packages.facts_of(came, ENGLISH)
    assert word in lines[-1].text
    assert archive_packages.brings(came) is brings


def test_a_file_nobody_signed_says_so() -> None:
    lines = archive_packages.facts_of(Incoming(b"{}", None, "c", 5), ENGLISH)
    assert lines[-1].tone == "urgent"


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_fingerprint_is_read_aloud_without_letters_that_sound_alike(language: str) -> None:
    card = Card(1, "Brest", "ab" * 32, "age1")
    groups = archive_packages.spoken(card, Translator(language))
    assert len(groups) == 8
    letters = "".join(one.digits for one in groups)
    words = " ".join(one.aloud for one in groups).split()
    assert len(words) == len(letters) == 32
    assert all(word.isdigit() or len(word) > 2 for word in words)


def entry(case: str, other: str, extent: str = "whole") -> Entry:
    """Return a record of the register."""
    disclosure = Disclosure(case, other, "AB", Basis("Lapats", "letter 7"), extent, 3, 1, "cd" * 32)
    return Entry(NOW, "disclosed", disclosure, f"No. {case}")


def test_the_register_is_found_by_any_of_its_words() -> None:
    found = (entry("1", "Brest"), entry("2", "", "open"))
    lines = archive_register.register_lines(found, ENGLISH)
    assert archive_register.matching(lines, "") == lines
    assert archive_register.matching(lines, "BREST letter") == lines[:1]
    assert archive_register.matching(lines, "not encrypted") == lines[1:]
    assert archive_register.matching(lines, "cdcdcd") == lines
    assert archive_register.matching(lines, "Grodno") == ()


def test_a_salvage_is_told_record_by_record() -> None:
    one = Line(7, "c", "step_done", NOW, papers_lost=1)
    report = Report("archive-damaged", "b", 5, (one,), (one,), (9,), 2)
    fates = archive_salvage.fates(report, ENGLISH)
    assert [fate.tone for fate in fates] == ["overdue", "urgent", "urgent"]
    said, tone = archive_salvage.report_words(report, ENGLISH)
    assert tone == "urgent"
    assert "do not come back: 2" in said
    whole = Report("archive-damaged", "", 0, (), (), (), 0)
    assert archive_salvage.report_words(whole, ENGLISH)[1] == "calm"
