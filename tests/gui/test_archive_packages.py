"""Cards, cases that leave, cases that come, and the register of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.engine.events import read_journal
from core.paths import RESOURCES
from core.services import trust
from core.services.cases import Cases
from core.services.library import Library
from core.services.packages import Basis, Packages
from core.store.archive import Archive
from core.store.keyfile import ArchiveKey
from core.store.parcel import write_card
from gui.pages.archive_card import CardDialog
from gui.pages.archive_card_change import CardChangeDialog
from gui.pages.context import Route
from tests.gui.archive_pages import CASE, LATER, boxes, files, said, section
from tests.gui.conftest import NOW, Driven


class Other:
    """Another workplace with its own archive."""

    def __init__(self, folder: Path, library: Library) -> None:
        folder.mkdir()
        self.archive = Archive.create(folder / "archive.db", ArchiveKey.fresh(), at=NOW)
        self.packages, self.library = Packages(self.archive, library), library
        self.card = self.packages.card(NOW, "Brest")


@pytest.fixture
def other(driven: Driven, tmp_path: Path) -> Iterator[Other]:
    """Return another workplace with the same law."""
    one = Other(tmp_path / "other", driven.context.library)
    yield one
    one.archive.close()


def trusting(driven: Driven, other: Other) -> Packages:
    """Let two workplaces trust each other; return the packages of ours."""
    work = driven.context.work
    ours = Packages(work.archive, work.library)
    card = driven.do(lambda: ours.card(NOW, "Minsk"))
    driven.do(lambda: ours.trust(other.card, NOW))
    other.packages.trust(card, NOW)
    return ours


def test_a_card_is_trusted_only_after_it_was_compared(
    driven: Driven, other: Other, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = section(driven, "packages")
    file = tmp_path / "brest.card"
    file.write_bytes(write_card(other.card))
    shown: list[CardDialog] = []
    monkeypatch.setattr(CardDialog, "open", lambda dialog: shown.append(dialog))
    files(monkeypatch, opened=file)
    one.add_card()
    driven.wait(lambda: shown)
    dialog = shown[0]
    assert not dialog.trust.isEnabled()
    assert not dialog.trust.isDefault()
    dialog.agreed.click()
    dialog.trust.click()
    driven.wait(lambda: one.known and one.known.others)
    assert one.known.others == (other.card,)


def test_the_own_card_gets_a_name_and_goes_to_a_file(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = section(driven, "packages")
    one.write_card()
    assert "Name this workplace" in said(driven, one.labour)
    one.name.setText("Zavodski")
    files(monkeypatch, saved=tmp_path / "own.card")
    one.write_card()
    driven.wait(lambda: one.known.own is not None)
    assert b"Zavodski" in (tmp_path / "own.card").read_bytes()


def handing_over(driven: Driven, to: str) -> Any:
    """Return the page of handing over with everything filled in but the file."""
    driven.context.now = lambda: LATER
    page = driven.go(Route("hand_over", CASE))
    driven.wait(lambda: page.known is not None and page.case.count())
    assert page.case.currentData() == CASE
    page.to.setCurrentIndex(page.to.findData(to))
    return page


def test_nothing_leaves_without_permission_and_ground(demonstrated: Driven, other: Other) -> None:
    trusting(demonstrated, other)
    page = handing_over(demonstrated, other.card.sign)
    page.give.click()
    assert "Who permitted it?" in said(demonstrated, page.labour)
    page.permission.setText("Lapats")
    page.give.click()
    assert "On what ground" in said(demonstrated, page.labour)


def test_a_case_goes_out_and_into_the_register(
    demonstrated: Driven, other: Other, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = trusting(demonstrated, other)
    page = handing_over(demonstrated, other.card.sign)
    page.permission.setText("Lapats")
    page.ground.setText("letter 7")
    file = tmp_path / "out.age"
    files(monkeypatch, saved=file)
    page.give.click()
    demonstrated.wait(lambda: demonstrated.page is not page)
    demonstrated.calm()
    assert other.packages.preview(file.read_bytes(), at=LATER).case_id == CASE
    register = demonstrated.page.sections[3]
    demonstrated.wait(lambda: register.lines)
    assert len(register.lines) == 1
    register.words.setText("letter brest")
    assert register.table.cells.count() == 1
    register.words.setText("grodno")
    assert register.table.cells.count() == 0
    assert demonstrated.do(ours.register)[0][2].basis.ground == "letter 7"
    paper = register._paper()
    assert paper.blocks


def test_an_open_file_is_asked_for_twice_and_recorded(
    demonstrated: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = handing_over(demonstrated, "open")
    assert not page.warning.isHidden()
    page.permission.setText("Lapats")
    page.ground.setText("letter 7")
    file = tmp_path / "out.json"
    files(monkeypatch, saved=file)
    assert boxes(monkeypatch, "Cancel") == []
    page.give.click()
    demonstrated.calm()
    assert not file.exists()
    defaults = boxes(monkeypatch, "Write an open file")
    page.give.click()
    demonstrated.wait(file.exists)
    demonstrated.calm()
    assert defaults == ["Cancel"]
    work = demonstrated.context.work
    lines = demonstrated.do(Packages(work.archive, work.library).register)
    assert [line.extent for _, _, line in lines] == ["open"]


def test_a_package_is_shown_before_it_is_taken_in(
    driven: Driven, other: Other, tmp_path: Path
) -> None:
    ours = trusting(driven, other)
    sealed = packed(driven, other, ours)
    file = tmp_path / "in.age"
    file.write_bytes(sealed)
    assert other.packages.register()
    driven.context.now = lambda: LATER
    page = driven.go(Route("take_in", item=str(file)))
    driven.wait(lambda: page.found is not None)
    assert driven.do(driven.context.work.archive.read.case_ids) == ()
    page.take.click()
    driven.wait(lambda: driven.page is not page)
    driven.calm()
    assert driven.do(driven.context.work.archive.read.case_ids) == (CASE,)
    again = driven.go(Route("take_in", item=str(file)))
    driven.wait(lambda: again.found is not None)
    assert not again.take.isEnabled()


def packed(driven: Driven, other: Other, ours: Packages) -> bytes:
    """Return a case of the other workplace for ours."""
    cases = Cases(other.archive, other.library, lambda: LATER)
    demo = RESOURCES / "demo" / f"{CASE}.json"
    cases.open_case(CASE, read_journal(demo.read_bytes(), demo.name), "k")
    card = driven.do(lambda: ours.card(NOW))
    return other.packages.export(CASE, card, Basis("L", "letter 8"), "whole", at=LATER)


def test_a_package_of_a_stranger_leads_to_the_cards(
    driven: Driven, other: Other, tmp_path: Path
) -> None:
    work = driven.context.work
    ours = Packages(work.archive, work.library)
    other.packages.trust(driven.do(lambda: ours.card(NOW, "Minsk")), NOW)
    file = tmp_path / "in.age"
    file.write_bytes(packed(driven, other, ours))
    page = driven.go(Route("take_in", item=str(file)))
    assert "Accept the card first" in said(driven, page.labour)
    assert not page.cards.isHidden()
    assert not page.take.isEnabled()
    for content in (file.read_bytes()[:-40], b"age-encryption.org/v1\n", b"{}"):
        file.write_bytes(content)
        page = driven.go(Route("take_in", item=str(file), subject=str(len(content))))
        assert said(driven, page.labour)
        assert not page.take.isEnabled()


def test_a_trusted_workplace_is_renamed_and_forgotten(
    driven: Driven, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting(driven, other)
    one = section(driven, "packages")
    driven.wait(lambda: one.known and one.known.others)
    shown: list[CardChangeDialog] = []
    monkeypatch.setattr(CardChangeDialog, "open", lambda dialog: shown.append(dialog))
    one.change(other.card)
    dialog = shown.pop()
    assert not dialog.rename.isEnabled()
    assert not dialog.forget.isEnabled()
    dialog.name.setText("Brest, office 3")
    dialog.rename.click()
    driven.wait(lambda: [card.name for card in one.known.others] == ["Brest, office 3"])
    one.change(one.known.others[0])
    dialog = shown.pop()
    dialog.reason.setText("lost its disk")
    dialog.forget.click()
    driven.wait(lambda: one.known.others == ())
    archive = driven.context.work.archive
    assert [what.reason for _, _, what in driven.do(lambda: trust.decisions(archive))] == [
        "",
        "lost its disk",
    ]
