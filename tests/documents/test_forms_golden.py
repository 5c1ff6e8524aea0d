"""What every form says in both languages with realistic answers; people have read it."""

from __future__ import annotations

import os

import pytest

from core.documents.plain import plain_text
from core.i18n import PaperLanguage
from tests.documents.form_samples import GOLDEN, composed, forms, papers, samples

PAPERS = papers()


@pytest.mark.parametrize(("name", "language"), PAPERS)
def test_a_filled_form_reads_as_was_approved(name: str, language: PaperLanguage) -> None:
    golden = GOLDEN / f"{name}.{language}.txt"
    text = plain_text(composed(name, language).paper)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "language"), PAPERS)
def test_a_filled_form_lacks_nothing(name: str, language: PaperLanguage) -> None:
    done = composed(name, language)
    assert not done.untranslated
    assert not [path for path in done.missing if path not in _BY_HAND], done.missing


_BY_HAND = {"p1.address"}


def test_every_form_has_a_golden_text() -> None:
    assert set(forms()) == {name.partition(".")[0] for name in samples()}


def test_no_golden_text_is_left_behind() -> None:
    expected = {f"{name}.{language}.txt" for name, language in PAPERS}
    assert {path.name for path in GOLDEN.glob("*.txt")} == expected
