"""Every question a condition can ask, and the words in which it is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from core.engine.conditions import KnownClocks, Situation, age_on, holds
from core.engine.reasons import why_not
from core.engine.state import Act
from core.i18n import UI_LANGUAGES
from core.law.condition import QUESTIONS, Condition
from tests.law.shipped import book, state_at

AT = datetime(2026, 6, 2, 12)
PEOPLE = {
    "s1": {"roles": ["suspect"], "born": "1990-05-05", "citizenship": "BY"},
    "kid": {"roles": ["witness"], "born": "2010-06-02", "citizenship": "BY"},
    "alien": {"roles": ["accused"], "citizenship": "AZ", "language": "az"},
}


def situation(
    *events: dict[str, Any], subject: str = "", crime: dict[str, Any] | None = None
) -> Situation:
    """Return a case with the people above, seen at noon of 2 June 2026."""
    case = {"crime": crime or {"article": "205", "part": 2}}
    told = [{"at": f"2026-06-01T{8 + hour:02}:00", **event} for hour, event in enumerate(events)]
    state = state_at({"case": case, "people": PEOPLE, "events": told}, AT)
    return Situation(state, book(), AT, subject)


def condition(**told: Any) -> Condition:
    """Return a condition as YAML would give it."""
    return msgspec.convert(told, Condition)


def act(minutes: int = 0, at: datetime = AT, **notes: Any) -> Act:
    """Return an act under question."""
    end = at + timedelta(minutes=minutes)
    return Act("interrogate_suspect", "s1", at, end, "new", notes, {})


def test_no_condition_always_holds() -> None:
    assert holds(None, situation())
    assert why_not(None, situation()) == ()


def test_done_asks_for_this_person_when_the_step_is_done_per_person() -> None:
    case = situation({"step": "explain_rights_suspect", "subject": "s1"}, subject="s1")
    asked = condition(done="explain_rights_suspect")
    assert holds(asked, case)
    assert not holds(asked, case.of("kid"))
    assert holds(condition(done="explain_rights_suspect", whoever=True), case.of("kid"))


def test_done_after_counts_only_acts_later_than_the_last_of_the_other_step() -> None:
    asked = condition(done="sanction_search", after="resolve_search")
    resolve, sanction = {"step": "resolve_search"}, {"step": "sanction_search"}
    assert holds(asked, situation(resolve, sanction))
    assert not holds(asked, situation(resolve, sanction, resolve))
    assert holds(asked, situation(sanction))


def test_done_after_looks_at_the_same_person() -> None:
    asked = condition(done="sanction_custody", after="resolve_custody")
    events = [
        {"step": "resolve_custody", "subject": "s1"},
        {"step": "sanction_custody", "subject": "s1"},
        {"step": "resolve_custody", "subject": "alien"},
    ]
    assert holds(asked, situation(*events, subject="s1"))
    assert not holds(asked, situation(*events, subject="alien"))


def test_a_fact_of_a_person_is_never_borrowed_from_another() -> None:
    case = situation({"fact": "defender", "subject": "s1", "value": "kid"}, subject="s1")
    assert holds(condition(fact="defender"), case)
    assert not holds(condition(fact="defender"), case.of("alien"))


def test_a_fact_noted_with_an_act_of_a_person_is_not_borrowed_either() -> None:
    told = {"step": "admit_defender", "subject": "s1", "notes": {"defender": "kid"}}
    assert not holds(condition(fact="defender"), situation(told, subject="alien"))


def test_a_fact_of_the_case_holds_for_everybody() -> None:
    case = situation({"fact": "search_urgent", "value": True}, subject="s1")
    assert holds(condition(fact="search_urgent"), case)


@pytest.mark.parametrize("value", [False, "", [], None])
def test_an_empty_fact_does_not_hold(value: Any) -> None:
    assert not holds(condition(fact="items"), situation({"fact": "items", "value": value}))


def test_a_fact_can_be_asked_for_its_value_and_its_length() -> None:
    case = situation({"fact": "held", "subject": "s1", "value": "custody"}, subject="s1")
    assert holds(condition(**{"fact": "held", "is": "custody"}), case)
    assert not holds(condition(**{"fact": "held", "is": "free"}), case)
    two = situation({"fact": "attesting", "value": ["kid", "s1"]})
    assert holds(condition(fact="attesting", at_least=2), two)
    assert not holds(condition(fact="attesting", at_least=3), two)


def test_a_fact_after_a_step_must_be_newer() -> None:
    urgent, resolve = {"fact": "search_urgent", "value": True}, {"step": "resolve_search"}
    asked = condition(fact="search_urgent", after="resolve_search")
    assert holds(asked, situation(resolve, urgent))
    assert not holds(asked, situation(urgent, resolve))


def test_what_the_act_notes_comes_before_what_was_known() -> None:
    case = replace(situation(subject="s1"), act=act(cannot_wait=True))
    assert holds(condition(fact="cannot_wait"), case)
    earlier = situation({"step": "search", "notes": {"cannot_wait": True}})
    assert holds(condition(fact="cannot_wait"), earlier)
    assert not holds(condition(fact="cannot_wait"), replace(earlier, act=act()))


def test_roles() -> None:
    case = situation(subject="s1")
    assert holds(condition(role="suspect"), case)
    assert not holds(condition(role="accused"), case)
    assert holds(condition(some="accused"), case)
    assert not holds(condition(some="victim"), case)


def test_age_is_full_on_the_day_after_the_birthday() -> None:
    assert age_on(date(2010, 6, 2), date(2026, 6, 2)) == 15
    assert age_on(date(2010, 6, 2), date(2026, 6, 3)) == 16
    assert holds(condition(age_below=16), situation(subject="kid"))
    assert not holds(condition(age_below=15), situation(subject="kid"))
    assert not holds(condition(age_below=99), situation(subject="alien"))
    assert not holds(condition(age_below=16), situation(subject="s1"))
    assert holds(condition(age_below=16, whoever=True), situation())


def test_citizenship_and_language() -> None:
    assert holds(condition(foreigner=True), situation(subject="alien"))
    assert not holds(condition(foreigner=True), situation(subject="s1"))
    assert holds(condition(foreign_speech=True), situation(subject="alien"))
    assert not holds(condition(foreign_speech=True), situation(subject="kid"))


@pytest.mark.parametrize(
    ("at", "night"), [("22:00", True), ("05:59", True), ("06:00", False), ("21:59", False)]
)
def test_night(at: str, night: bool) -> None:
    moment = datetime.fromisoformat(f"2026-06-02T{at}")
    assert holds(condition(night=True), replace(situation(), at=moment)) is night


def test_terms_that_run_and_are_over() -> None:
    case = replace(
        situation(subject="s1"), clocks=KnownClocks(frozenset({("detention_max", "s1")}))
    )
    assert holds(condition(running="detention_max"), case)
    assert not holds(condition(running="detention_max"), case.of("kid"))
    assert not holds(condition(overdue="detention_max"), case)
    late = replace(case, clocks=KnownClocks(late=frozenset({("detention_max", "s1")})))
    assert holds(condition(overdue="detention_max"), late)


def test_what_is_known_of_the_crime() -> None:
    theft = situation()
    assert holds(condition(prosecution="public"), theft)
    assert holds(condition(crime=["205(2)"]), theft)
    assert holds(condition(crime=["205"]), theft)
    assert not holds(condition(crime=["205(1)"]), theft)
    assert not holds(condition(prison_up_to=2), theft)
    beating = situation(crime={"article": "153"})
    assert holds(condition(prison_up_to=2), beating)
    assert holds(condition(category=["no_great_danger"]), beating)
    murder = situation(crime={"article": "139", "part": 2})
    assert holds(condition(category=["especially_grave"]), murder)


def test_an_unknown_part_is_of_no_category() -> None:
    unknown = situation(crime={"article": "205"})
    assert not holds(condition(category=["less_grave", "grave", "especially_grave"]), unknown)
    assert not holds(condition(prison_up_to=99), unknown)


def test_the_crime_of_a_person_wins_over_that_of_the_case() -> None:
    noted = {"fact": "crime", "subject": "s1", "value": {"article": "139", "part": 2}}
    case = situation(noted, subject="s1")
    assert holds(condition(category=["especially_grave"]), case)
    assert not holds(condition(category=["especially_grave"]), case.of("kid"))


def test_a_material_becomes_a_case_by_opening() -> None:
    assert holds(condition(material=True), situation())
    assert not holds(condition(material=True), situation({"step": "open_case"}))
    assert not holds(condition(material=True), situation({"step": "accept_case"}))


def test_an_act_under_question() -> None:
    planned, recorded = situation(), replace(situation(), act=act(241))
    assert not holds(condition(recording=True), planned)
    assert holds(condition(recording=True), recorded)
    assert not holds(condition(lasted=240), planned)
    assert holds(condition(lasted=240), recorded)
    assert not holds(condition(lasted=241), recorded)


def test_acts_with_the_same_person_count_together() -> None:
    early = {
        "step": "interrogate_suspect",
        "subject": "s1",
        "at": "2026-06-02T09:00",
        "until": "2026-06-02T11:30",
    }
    case = replace(situation(early, subject="s1"), act=act(120))
    of = ["interrogate_suspect", "interrogate_accused"]
    assert holds(condition(lasted=240, of=of, rest=60), case)
    assert not holds(condition(lasted=240, of=of, rest=30), case)
    assert holds(condition(lasted=240, of=of, a_day=True), case)
    assert not holds(condition(lasted=240, of=["interrogate_witness"], a_day=True), case)


def test_done_with_a_note_asks_which_act_it_was() -> None:
    case = situation(
        {"step": "chairman_way", "notes": {"chairman_measure": "search"}},
        {"step": "chairman_way", "notes": {"chairman_measure": "custody"}},
    )
    way = {"done": "chairman_way", "noted": "chairman_measure"}
    assert holds(condition(**way, **{"is": "search"}), case)
    assert not holds(condition(**way, **{"is": "pledge"}), case)
    assert holds(condition(**way), case)


def test_done_since_the_own_act_asks_for_a_fresh_one() -> None:
    asked = condition(done="sanction_search", since_own=True)
    told = [{"step": "sanction_search"}, {"step": "search"}]
    again = situation(*told)
    planned = Act("search", "", AT, AT, "new", {}, {})
    assert holds(asked, again)
    assert not holds(asked, replace(again, act=planned))
    assert holds(asked, replace(situation(*told[:1]), act=planned))


def test_a_fact_of_whoever_is_looked_for_in_everybody() -> None:
    case = situation({"fact": "special_person", "subject": "kid", "value": True}, subject="s1")
    assert not holds(condition(fact="special_person"), case)
    assert holds(condition(fact="special_person", whoever=True), case)


def test_among_the_people_a_fact_names_somebody_may_be_what_he_must_not() -> None:
    case = replace(situation(subject="s1"), act=act(attesting=["kid", "nobody known"]))
    assert holds(condition(among="attesting", who={"age_below": 18}), case)
    assert not holds(condition(among="attesting", who={"role": "victim"}), case)
    assert not holds(condition(among="participants", who={"age_below": 18}), case)
    assert not holds(condition(among="attesting", who={"age_below": 18}), situation())


def test_sex_is_compared_with_the_person_of_the_act() -> None:
    people = {
        "man": {"roles": ["suspect"], "gender": "m"},
        "woman": {"roles": ["attesting_witness"], "gender": "f"},
    }
    state = state_at({"people": people, "events": []}, AT)
    search = Act("personal_search", "man", AT, AT, "new", {}, {})
    case = Situation(state, book(), AT, "man", search)
    asked = condition(other_sex=True)
    assert (holds(asked, case), holds(asked, case.of("woman"))) == (False, True)
    assert not holds(asked, replace(case, act=None))


def test_an_act_recorded_against_a_warning_is_remembered() -> None:
    told = {"step": "summon", "subject": "kid"}
    asked = condition(overridden=True)
    assert not holds(asked, situation(told))
    assert holds(asked, situation({**told, "reasons": {"night_acts_ban": "the train leaves"}}))


ASKED: dict[str, Any] = {
    "all": [{"some": "victim"}],
    "any": [{"some": "victim"}],
    "not": {"some": "suspect"},
    "done": "open_case",
    "fact": "items",
    "role": "victim",
    "some": "victim",
    "among": "attesting",
    "other_sex": True,
    "overridden": True,
    "age_below": 14,
    "foreigner": True,
    "foreign_speech": True,
    "night": True,
    "running": "detention_max",
    "overdue": "detention_max",
    "prosecution": "private",
    "category": ["grave"],
    "crime": ["139"],
    "prison_up_to": 2,
    "recording": True,
    "lasted": 60,
}


@pytest.mark.parametrize("question", sorted(ASKED))
def test_a_failed_condition_says_why_in_words(question: str) -> None:
    case = situation(subject="s1")
    asked = condition(**{question: ASKED[question]})
    negated = condition(**{"not": {"not": {question: ASKED[question]}}})
    for one in (asked, negated):
        reasons = why_not(one, case)
        assert reasons
        for reason in reasons:
            for language in UI_LANGUAGES:
                assert reason.text[language].strip()
                assert "{" not in reason.text[language]


@pytest.mark.parametrize("question", sorted(ASKED))
def test_a_condition_that_holds_against_a_negation_says_why(question: str) -> None:
    opened = situation({"step": "open_case"}, subject="s1")
    inner = condition(**{"not": {question: ASKED[question]}})
    reasons = why_not(condition(**{"not": msgspec.to_builtins(inner)}), opened)
    assert all(reason.text.be for reason in reasons)


def test_every_question_is_put_to_the_test() -> None:
    asked = {"not_" if name == "not" else name for name in ASKED} | {"material"}
    assert set(QUESTIONS) == asked


def test_because_is_said_instead_of_the_names() -> None:
    words = {"be": "так", "ru": "так", "en": "because"}
    asked = condition(any=[{"some": "victim"}], because=words, article="1(1)")
    assert [(one.text.en, one.article) for one in why_not(asked, situation())] == [
        ("because", "1(1)")
    ]


def test_a_choice_says_what_is_needed_and_what_is_there() -> None:
    asked = condition(**{"fact": "case_state", "is": "live"})
    (reason,) = why_not(asked, situation({"fact": "case_state", "value": "suspended"}))
    assert "under investigation" in reason.text.en
    assert "suspended" in reason.text.en


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"done": "a", "fact": "b"},
        {"night": True, "after": "a"},
        {"role": "a", "whoever": True},
        {"done": "a", "is": "b"},
        {"done": "a", "at_least": 2},
        {"fact": "a", "of": ["b"]},
        {"lasted": 5, "rest": 60},
        {"fact": "a", "noted": "b"},
        {"fact": "a", "since_own": True},
        {"role": "a", "who": {"some": "b"}},
    ],
)
def test_words_that_do_not_belong_together_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        condition(**wrong)
