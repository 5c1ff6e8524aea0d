"""Kind of prosecution, category, court and bodies, by article: examples a lawyer can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.engine.classify import Classification, Guilt, classify, joint, read_article
from core.errors import UserError
from tests.law.shipped import book, entries

FOLDER = Path(__file__).parents[1] / "law" / "classify"
LAW = book().newest
PROSECUTION = entries(FOLDER / "prosecution.yaml")
SECOND = entries(FOLDER / "second_reading.yaml")
CRIMES = entries(FOLDER / "crimes.yaml")


def classified(told: dict[str, Any]) -> Classification:
    return classify(
        LAW,
        told["article"],
        told.get("part"),
        told.get("relation", "unknown"),
        told.get("consequence", ""),
        told.get("minor", False),
        told=told.get("told", ()),
    )


@pytest.mark.parametrize(
    "told", PROSECUTION, ids=lambda one: f"{one['n']} {one['article']}: {one['why']}"
)
def test_kind_of_prosecution(told: dict[str, Any]) -> None:
    found = classified(told)
    assert found.decision.kind == told["kind"]
    assert found.prosecution.article.startswith("26(")
    assert found.prosecution.article == told.get("says", found.prosecution.article)
    assert found.uncertain == (not told.get("certain", not found.uncertain))


@pytest.mark.parametrize(
    "told",
    SECOND,
    ids=lambda one: f"{one['article']}({one.get('part', '')}) {one.get('told', '')}: {one['why']}",
)
def test_a_second_reading_says_the_same(told: dict[str, Any]) -> None:
    found = classified(told)
    said = {
        "kind": found.decision.kind,
        "certain": not found.uncertain,
        "opens": [one.id for one, holds in found.exceptions if one.does == "opens" and holds],
        "category": found.category.id if found.category else "none",
        "court": found.court.id,
        "obligatory": found.investigated,
    }
    assert {key: said[key] for key in said if key in told} == {
        key: told[key] for key in said if key in told
    }
    grounds = {one.ground.id: one for one in found.grounds}
    assert [grounds[one].applies for one in told.get("ends", ())] == [True] * len(
        told.get("ends", ())
    )
    assert all(grounds[one].why_not for one in told.get("shut", ()))


def test_the_second_reading_is_broad() -> None:
    assert len(SECOND) >= 80
    assert {one["kind"] for one in SECOND} >= {"private", "private_public", "public"}


@pytest.mark.parametrize(
    ("ground", "told", "consents"),
    [
        ("limitation", (), ["accused"]),
        ("limitation", ("hiding",), []),
        ("amnesty", (), ["accused"]),
        ("no_act", (), []),
        ("repentance", (), ["prosecutor", "accused"]),
        ("reconciliation", ("conciliation",), ["prosecutor", "accused", "victim"]),
        ("minor_supervision", ("minor",), ["prosecutor"]),
        ("release_act", (), []),
    ],
)
def test_a_ground_says_whose_consent_it_needs(
    ground: str, told: tuple[str, ...], consents: list[str]
) -> None:
    grounds = {one.ground.id: one for one in classify(LAW, "339", 1, told=told).grounds}
    assert [one.who for one in grounds[ground].consents] == consents


def test_the_ten_and_the_five_days_run_for_every_ground_the_prosecutor_consents_to() -> None:
    for one in classify(LAW, "339", 1).grounds:
        asked = any(consent.who == "prosecutor" for consent in one.ground.consents)
        assert bool(one.ground.terms) == asked
        assert set(one.ground.terms) <= set(LAW.terms)


def test_a_case_of_several_crimes_follows_the_gravest() -> None:
    private, road, public = classify(LAW, "153"), classify(LAW, "317", 1), classify(LAW, "206", 4)
    assert joint(LAW, [private, private]).prosecution.kind == "private"
    assert joint(LAW, [private, road]).prosecution.kind == "private_public"
    whole = joint(LAW, [private, road, public])
    assert (whole.prosecution.kind, whole.court.id) == ("public", "court_panel")
    assert whole.category is not None
    assert whole.category.id == "especially_grave"
    assert whole.investigated and not joint(LAW, [private]).investigated


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("205", ("205", None)),
        ("316(2)", ("316", 2)),
        (" 203-1 (1) ", ("203-1", 1)),
        ("203¹", ("203-1", None)),
        ("375²(1)", ("375-2", 1)),
    ],
)
def test_an_article_is_read_as_people_write_it(text: str, read: tuple[str, int | None]) -> None:
    assert read_article(text) == read


def test_the_form_of_guilt_decides_where_the_wording_allows_both() -> None:
    crime, part = next(
        (crime, part) for crime in LAW.crimes.values() for part in crime.parts if part.by_guilt
    )
    guilts: tuple[Guilt, ...] = ("intent", "negligence")
    found = [classify(LAW, crime.id, part.part, guilt=guilt).category for guilt in guilts]
    assert [one.id if one else "" for one in found] == [part.by_guilt[one] for one in guilts]


def test_one_answers_from_sixteen_and_for_some_crimes_from_fourteen() -> None:
    ages = {
        (crime.id, part.part): part.age for crime in LAW.crimes.values() for part in crime.parts
    }
    wanted = {("205", 1): 14, ("218", 1): 16, ("218", 2): 14, ("328", 1): 16, ("328", 2): 14}
    assert {key: ages[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    "told", [one for one in CRIMES if "article" in one], ids=lambda one: one["name"]
)
def test_what_follows_from_an_article(told: dict[str, Any]) -> None:
    found = classified(told)
    said = {
        "category": found.category.id if found.category else "none",
        "court": found.court.id,
        "bodies": [body.id for body in found.bodies],
        "investigation": [body.id for body in found.investigation],
    }
    wanted = {key: told[key] for key in said if key in told}
    assert {key: said[key] for key in wanted} == wanted
    assert set(told.get("possible", [])) <= {body.id for body in found.possible}
    assert all(body.article for body in (found.court, *found.bodies, *found.investigation))


@pytest.mark.parametrize(
    "told", [one for one in CRIMES if "years" in one], ids=lambda one: one["name"]
)
def test_the_court_by_years(told: dict[str, Any]) -> None:
    parts = [
        (crime.id, part.part)
        for crime in LAW.crimes.values()
        for part in crime.parts
        if part.years == told["years"] and not part.death
    ]
    assert parts
    for article, part in parts:
        assert classify(LAW, article, part).court.id == told["court"]


def test_every_part_of_every_article_in_force_is_classified() -> None:
    count = 0
    for crime in LAW.crimes.values():
        for part in () if crime.excluded else crime.parts:
            for relation in LAW.relations:
                found = classify(LAW, crime.id, part.part, relation)
                assert found.part == part
                assert found.bodies and found.investigation and found.court
                assert (found.category is None) == (part.category is None)
            count += 1
    assert count == 736


def test_categories_follow_from_guilt_and_years() -> None:
    """No great danger: up to 2 years; less grave: up to 6, and negligence above 2; grave: to 12."""
    for crime in LAW.crimes.values():
        for part in crime.parts:
            years = part.years or 0
            by_years = (
                "no_great_danger"
                if years <= 2
                else "less_grave"
                if years <= 6 or part.guilt == "negligence"
                else "especially_grave"
                if years > 12 or part.death
                else "grave"
            )
            if part.category is not None and not part.death:
                assert part.category == by_years, (crime.id, part.part)
            if part.death:
                assert part.category == "especially_grave"
            if part.category is None:
                assert part.guilt == "mixed" and part.by_guilt and years > 6


def test_the_book_of_crimes_is_whole() -> None:
    assert len(LAW.crimes) == 389
    assert sum(crime.excluded for crime in LAW.crimes.values()) == 23
    for crime in LAW.crimes.values():
        assert crime.excluded == (not crime.parts), crime.id
        assert 17 <= crime.chapter <= 38


def test_every_rule_names_articles_that_are_there() -> None:
    for rule in LAW.prosecution.values():
        for named in rule.crimes:
            crime = LAW.crimes[named.article]
            assert not crime.excluded
            assert named.part is None or named.part in {part.part for part in crime.parts}
    for body in LAW.bodies.values():
        for named in (*body.crimes, *body.may_take):
            assert not LAW.crimes[named.article].excluded, (body.id, named)


def test_no_article_stands_in_two_rules_that_say_different_things() -> None:
    seen: dict[tuple[str, int | None], str] = {}
    for rule in LAW.prosecution.values():
        for named in rule.crimes:
            assert seen.setdefault((named.article, named.part), rule.id) == rule.id


REFUSED = [
    ({"article": "999"}, "crime-article-unknown"),
    ({"article": ""}, "crime-article-unknown"),
    ({"article": "189"}, "article-excluded"),
    ({"article": "205", "part": 9}, "crime-part-unknown"),
    ({"article": "205", "part": 0}, "crime-part-unknown"),
    ({"article": "153", "part": 2}, "crime-part-unknown"),
    ({"article": "205", "relation": "cousin"}, "relation-unknown"),
    ({"article": "205", "told": ["moon"]}, "circumstance-unknown"),
    ({"article": "153", "told": ["statement", "no_statement"]}, "circumstances-contradict"),
]


@pytest.mark.parametrize(("told", "code"), REFUSED)
def test_what_is_not_in_the_book_is_refused(told: dict[str, Any], code: str) -> None:
    with pytest.raises(UserError) as caught:
        classified(told)
    assert caught.value.code == code


EXCEPTIONS = [
    ("153", 1, "stranger", "prosecutor_unknown_offender", "26(5-1)"),
    ("153", 1, "stranger", "prosecutor_without_statement", "26(5)"),
    ("186", 1, "stranger", "no_statement_bars_case", "29(1)(6)"),
    ("166", 1, "stranger", "conciliation_discretion", "30(1)(4), 30-1(5)"),
    ("205", 1, "close_relative", "conciliation_bars_private_case", "29(1)(5)"),
    ("205", 1, "close_relative", "limit_of_conciliation", "26(8)"),
    ("202", 1, "stranger", "prosecutor_enters_private_case", "26(6)"),
]


@pytest.mark.parametrize(("article", "part", "relation", "exception", "said"), EXCEPTIONS)
def test_what_changes_the_order_is_told_with_its_article(
    article: str, part: int, relation: str, exception: str, said: str
) -> None:
    rule = classify(LAW, article, part, relation).prosecution
    found = {one.id: one for one in rule.exceptions}
    assert found[exception].article == said


def test_the_prosecutor_does_not_reach_what_is_private_only_between_close_people() -> None:
    rule = classify(LAW, "205", 1, "family_member").prosecution
    assert "prosecutor_without_statement" not in {one.id for one in rule.exceptions}
