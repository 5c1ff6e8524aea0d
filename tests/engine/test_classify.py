"""Kind of prosecution, category, court and bodies, by article: examples a lawyer can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.engine.classify import Classification, classify
from core.errors import UserError
from tests.law.shipped import book, entries

FOLDER = Path(__file__).parents[1] / "law" / "classify"
LAW = book().newest
PROSECUTION = entries(FOLDER / "prosecution.yaml")
CRIMES = entries(FOLDER / "crimes.yaml")


def classified(told: dict[str, Any]) -> Classification:
    return classify(
        LAW,
        told["article"],
        told.get("part"),
        told.get("relation", "unknown"),
        told.get("consequence", ""),
        told.get("minor", False),
    )


@pytest.mark.parametrize(
    "told", PROSECUTION, ids=lambda one: f"{one['n']} {one['article']}: {one['why']}"
)
def test_kind_of_prosecution(told: dict[str, Any]) -> None:
    found = classified(told)
    assert found.prosecution.kind == told["kind"]
    assert found.prosecution.article.startswith("26(")
    assert found.prosecution.article == told.get("says", found.prosecution.article)
    assert found.uncertain == (not told.get("certain", not found.uncertain))


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
    ({"article": "999"}, "article-unknown"),
    ({"article": ""}, "article-unknown"),
    ({"article": "189"}, "article-excluded"),
    ({"article": "205", "part": 9}, "part-unknown"),
    ({"article": "205", "part": 0}, "part-unknown"),
    ({"article": "153", "part": 2}, "part-unknown"),
    ({"article": "205", "relation": "cousin"}, "relation-unknown"),
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
