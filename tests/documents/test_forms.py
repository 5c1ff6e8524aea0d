"""The forms as data: both languages alike, every place known, every question of use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec
import pytest

from core.documents.facts import paths_of
from core.documents.form import Form, Item, Narrative, Questions, Rights, Text
from core.documents.placeholders import Gendered, Place, Words, pieces
from core.i18n import Bilingual, Trilingual
from core.language.forms import CASES
from core.language.grammar import DATE_STYLES, TIME_STYLES
from core.law.condition import Condition
from core.law.model import Fact
from tests.documents.form_samples import book, forms

LAW = book().newest
FORMS = sorted(forms())
FILTERS = {"", "moment", *CASES, *DATE_STYLES, *TIME_STYLES}
LATIN = re.compile(r"[A-Za-z]")
ONLY_BELARUSIAN = re.compile("[\u0456\u0406\u045e\u040e\u2019]")
ONLY_RUSSIAN = re.compile("[\u0438\u0418\u0449\u0429\u044a\u042a]")
every_form = pytest.mark.parametrize("form_id", FORMS)


def _parts(value: Any) -> Iterator[Any]:
    """Yield a structure and everything inside it."""
    yield value
    inside: Any = ()
    if isinstance(value, msgspec.Struct):
        inside = (getattr(value, name) for name in value.__struct_fields__)
    elif isinstance(value, list | tuple):
        inside = value
    yield from chain.from_iterable(map(_parts, inside))


def _texts(form: Form) -> Iterator[Bilingual]:
    for part in _parts((form.blocks, form.foot)):
        if isinstance(part, Bilingual):
            yield part
        elif isinstance(part, Text | Item):
            yield Bilingual(part.be, part.ru)


def _places(form: Form) -> Iterator[Place | Gendered]:
    for text in _texts(form):
        for piece in (*pieces(text.be), *pieces(text.ru)):
            if not isinstance(piece, Words):
                yield piece


def _known(form: Form) -> dict[str, Fact]:
    return {**LAW.facts, **{fact.id: fact for fact in form.questions(LAW.facts)}}


def _conditions(form: Form) -> Iterator[Condition]:
    yield from (part for part in _parts(form.blocks) if isinstance(part, Condition))


@every_form
def test_both_languages_speak_of_the_same_things(form_id: str) -> None:
    for text in _texts(forms()[form_id]):
        said = [
            Counter(piece.path for piece in pieces(one) if isinstance(piece, Place))
            for one in (text.be, text.ru)
        ]
        assert said[0] == said[1], text


@every_form
def test_every_place_can_be_filled(form_id: str) -> None:
    form = forms()[form_id]
    facts = _known(form)
    known = paths_of(form, facts)
    lists = {part.each for part in _parts(form.blocks) if getattr(part, "each", "")}
    columns = {column.id for name in lists for column in facts[name].columns}
    person = paths_of(form, {"each": Fact(id="each", type="persons", label=_LABEL)})
    for place in _places(form):
        head, _, tail = place.path.partition(".")
        assert known(place.path), place
        if head == "each":
            assert tail in columns or person(f"each.{tail}" if tail else "each"), place
        if head == "act":
            assert tail in LAW.steps, place
        assert not isinstance(place, Place) or place.filter in FILTERS, place


_LABEL = Trilingual("x", "x", "x")


@every_form
def test_every_list_condition_and_role_exists(form_id: str) -> None:
    form = forms()[form_id]
    facts = _known(form)
    for part in _parts(form.blocks):
        if getattr(part, "each", ""):
            assert facts[part.each].type in ("rows", "person", "persons"), part.each
        if isinstance(part, Narrative | Questions):
            assert part.fact in facts
        if isinstance(part, Rights):
            assert part.role in LAW.roles
    for condition in _conditions(form):
        assert not condition.fact or condition.fact in facts, condition.fact
        assert not condition.done or condition.done in LAW.steps, condition.done
        assert not condition.role or condition.role in LAW.roles, condition.role
    assert not form.step or form.step in LAW.steps
    assert set(form.roles) <= set(LAW.roles)


@every_form
def test_no_question_is_asked_in_vain(form_id: str) -> None:
    form = forms()[form_id]
    used = {place.path.partition(".")[0] for place in _places(form)}
    used |= {place.path.partition(".")[2] for place in _places(form) if place.path == "case.crime"}
    used |= {condition.fact for condition in _conditions(form)}
    used |= {str(getattr(part, "each", "")) for part in _parts(form.blocks)}
    used |= {part.fact for part in _parts(form.blocks) if isinstance(part, Narrative | Questions)}
    assert {fact.id for fact in form.questions(LAW.facts)} <= used


@every_form
def test_what_a_form_needs_is_asked(form_id: str) -> None:
    form = forms()[form_id]
    asked = {fact.id: fact for fact in form.questions(LAW.facts)}
    assert not [name for name in form.needs if asked[name].optional]


@every_form
def test_an_act_with_an_end_prints_it(form_id: str) -> None:
    form = forms()[form_id]
    assert form.ends == any(place.path == "until" for place in _places(form))


@every_form
def test_each_language_keeps_its_letters(form_id: str) -> None:
    for text in (*_texts(forms()[form_id]), forms()[form_id].title):
        for one, foreign in ((text.be, ONLY_RUSSIAN), (text.ru, ONLY_BELARUSIAN)):
            words = "#".join(_words(one))
            assert not foreign.search(words), words
            assert not LATIN.search(words), words
            assert "'" not in words
            assert "  " not in words


def _words(text: str) -> Iterator[str]:
    for piece in pieces(text):
        if isinstance(piece, Words):
            yield piece.text
        elif isinstance(piece, Gendered):
            yield piece.his + piece.her


@every_form
def test_a_form_names_its_articles_and_its_source(form_id: str) -> None:
    form = forms()[form_id]
    assert form.article
    assert form.source
    assert form.version >= 1


def test_interrogations_are_one_family() -> None:
    family = [forms()[name] for name in FORMS if name.startswith("protocol_interrogation_")]
    shared = set.intersection(*({fact.id for fact in f.questions(LAW.facts)} for f in family))
    assert len(family) == 4
    assert {"story", "qa", "technical_means", "remarks", "read_how", "sign_refusal"} <= shared


def test_papers_that_need_a_sanction_have_a_place_for_it() -> None:
    with_sanction = {
        name
        for name in FORMS
        if any(type(block).__name__ == "Sanction" for block in forms()[name].blocks)
    }
    assert {"resolution_search", "resolution_custody"} <= with_sanction
