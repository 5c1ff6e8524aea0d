"""From answers to a paper: nothing invented, nothing lost, nothing taken from another person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
import pytest

from core.documents import resolved
from core.documents.compose import GAP, Composition, Draft, compose
from core.documents.form import Form
from core.documents.plain import plain_text
from core.engine.events import FactNoted, Person, StepDone
from core.engine.state import CaseState, Known, Participant, fold
from core.i18n import Bilingual
from core.language.grammar import Grammar
from tests.documents.form_samples import book, case, composed, draft, forms

AT = datetime(2026, 3, 4, 10, 0)
NOBODY = "<b>&</font>"


def made(*blocks: dict[str, Any], asks: list[Any] | None = None, **head: Any) -> Form:
    """Return a small form with the given blocks."""
    raw = {
        "id": "small",
        "version": 1,
        "article": "1",
        "source": "test",
        "confidence": "high",
        "checked": "2026-05-22",
        "kind": "record",
        "title": {"be": "small", "ru": "small"},
        "asks": asks or [],
        "blocks": list(blocks),
    }
    return msgspec.convert({**raw, **head}, Form)


def text(line: str, **more: Any) -> dict[str, Any]:
    return {"block": "text", "be": line, "ru": line, **more}


def done(form: Form, subject: str = "p1", **answers: Any) -> Composition:
    state = case("theft", AT)
    return compose(form, Draft(answers, AT, subject=subject), state, book(), Grammar(), "be")


def lines(form: Form, subject: str = "p1", **answers: Any) -> list[str]:
    return plain_text(done(form, subject, **answers).paper).splitlines()


WORDS = {"id": "what", "type": "words", "label": {"be": "x", "ru": "x", "en": "x"}}
MAYBE = {**WORDS, "id": "maybe", "optional": True}


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    paper = composed("protocol_interrogation_victim", "ru", story=NOBODY, harm=NOBODY).paper
    assert plain_text(paper).count(NOBODY) == 2


def test_a_name_that_looks_like_markup_is_printed_as_it_is() -> None:
    state = case("theft", AT)
    odd = Participant(Person(id="p9", name=Bilingual(NOBODY, NOBODY), gender="m"), ("witness",))
    state = replace(state, participants={**state.participants, "p9": odd})
    form = forms()["protocol_interrogation_witness"]
    filled = replace(draft("protocol_interrogation_witness"), subject="p9")
    paper = compose(form, filled, state, book(), Grammar(), "ru").paper
    assert NOBODY in plain_text(paper)


def test_ten_thousand_letters_of_a_story_all_arrive() -> None:
    story = "\n".join(f"{number} " + "word " * 100 for number in range(20))
    paper = composed("protocol_interrogation_witness", "be", story=story).paper
    [told] = [block for block in paper.blocks if isinstance(block, resolved.Narrative)]
    assert len(story) > 10_000
    assert " ".join(told.paragraphs).split()[-2000:] == story.split()[-2000:]
    assert len(told.paragraphs) == 20


@pytest.mark.parametrize("form_id", sorted(forms()))
def test_a_form_without_answers_is_a_paper_with_gaps(form_id: str) -> None:
    form = forms()[form_id]
    empty = compose(form, Draft({}, AT), case("theft", AT), book(), Grammar(), "be")
    assert empty.paper.blocks
    assert not [path for path in empty.missing if path.startswith("each.")]
    required = [
        fact.id
        for fact in form.questions(book().on(AT.date()).facts)
        if not fact.optional and fact.default is None and fact.type != "yes" and fact.of == "act"
    ]
    assert set(required) <= set(empty.missing)


@pytest.mark.parametrize("form_id", sorted(forms()))
def test_an_empty_case_is_a_paper_with_gaps(form_id: str) -> None:
    empty = compose(forms()[form_id], Draft({}, AT), CaseState(), book(), Grammar(), "be")
    assert GAP in plain_text(empty.paper)
    assert "investigator.initials" in empty.missing


def test_an_answer_not_given_leaves_a_gap_and_is_reported() -> None:
    result = done(made(text("a {what} b"), asks=[WORDS]))
    assert plain_text(result.paper) == f"A {GAP} b\n"
    assert result.missing == ("what",)


def test_an_optional_answer_not_given_leaves_nothing() -> None:
    result = done(made(text("a{maybe}b"), asks=[MAYBE]))
    assert plain_text(result.paper) == "Ab\n"
    assert result.missing == ()


def test_an_answer_in_one_language_is_printed_in_it_and_reported() -> None:
    result = done(made(text("{what}"), asks=[WORDS]), what={"ru": "only so"})
    assert plain_text(result.paper) == "Only so\n"
    assert result.untranslated == ("what",)


def test_a_cell_in_one_language_is_reported_by_its_question() -> None:
    items = [{"name": {"ru": "only so"}, "amount": "1"}]
    assert composed("protocol_search", "be", items=items).untranslated == ("items",)


def test_a_question_of_an_interrogation_speaks_the_language_of_the_paper() -> None:
    qa = [{"question": {"be": "B?", "ru": "R?"}, "answer": {"be": "b", "ru": "r"}}]
    for language, said in (("be", ("B?", "b")), ("ru", ("R?", "r"))):
        paper = composed("protocol_interrogation_witness", language, qa=qa).paper  # type: ignore[arg-type]
        [block] = [one for one in paper.blocks if isinstance(one, resolved.Questions)]
        assert (block.items[0].question, block.items[0].answer) == said


def test_what_one_person_told_never_enters_the_paper_of_another() -> None:
    told = {"story": "secret", "remarks": "secret", "education": "secret"}
    act = StepDone(id="told", at=AT, step="interrogate_witness", subject="p3", notes=told, until=AT)
    state = _after(act)
    form = forms()["protocol_interrogation_victim"]
    result = compose(form, Draft({}, AT, AT, "p2"), state, book(), Grammar(), "be")
    assert "secret" not in plain_text(result.paper)
    assert "story" in result.missing


def test_what_is_known_of_a_person_is_taken_over() -> None:
    state = _after(FactNoted(id="told", at=AT, fact="education", value="higher", subject="p2"))
    form = forms()["protocol_interrogation_victim"]
    filled = draft("protocol_interrogation_victim")
    assert "higher" in plain_text(compose(form, filled, state, book(), Grammar(), "be").paper)


def _after(event: Any) -> Any:
    """Return the case after one more event, as the engine would fold it."""
    before = case("theft", AT)
    after = fold([event], lambda step, at: book().on(at.date()).steps.get(step))
    return replace(before, facts={**before.facts, **after.facts}, acts=(*before.acts, *after.acts))


def test_an_old_act_does_not_make_a_condition_true() -> None:
    form = made(text("kept", when={"fact": "maybe"}), text("always"), asks=[MAYBE])
    state = case("theft", AT)
    old = {**state.facts, ("maybe", ""): Known("x", AT, "old"), ("maybe", "p1"): Known("x", AT, "")}
    paper = compose(
        form, Draft({}, AT, subject="p1"), replace(state, facts=old), book(), Grammar(), "be"
    ).paper
    assert plain_text(paper) == "Always\n"
    assert lines(form, maybe="x") == ["Kept", "Always"]


def test_an_answer_by_default_counts() -> None:
    asked = {**WORDS, "id": "yes", "type": "yes", "default": True}
    form = made(text("wanted", when={"fact": "yes"}), text("end"), asks=[asked])
    assert lines(form) == ["Wanted", "End"]
    assert lines(form, yes=False) == ["End"]


def test_words_follow_the_gender_of_the_person_and_of_the_investigator() -> None:
    form = made(text("{someone?he|she} {investigator?wrote|has written}"), subject="someone")
    assert lines(form, "p1") == ["He wrote"]
    assert lines(form, "p2") == ["She wrote"]


def test_inside_each_the_paper_keeps_its_person() -> None:
    form = made(
        text("{each.initials} of {someone.initials}", each="attesting"),
        asks=["attesting"],
        subject="someone",
    )
    people = case("theft", AT).participants
    first, second = lines(form, "p1", attesting=["p5", "p6"])
    assert first.split(" of ")[1] == second.split(" of ")[1]
    assert first.split(" of ")[0][0] == people["p5"].person.name.be.split()[1][0]


def test_an_unknown_address_is_asked_for_by_person() -> None:
    form = made(text("{each.address}", each="attesting"), asks=["attesting"])
    assert done(form, attesting=["p7"]).missing == ("p7.address",)


def test_a_line_that_may_be_unknown_is_closed_with_a_dash() -> None:
    value = {"be": "{someone.birthplace}", "ru": "{someone.birthplace}"}
    label = {"be": "born", "ru": "born"}
    line = {"label": label, "value": value, "optional": True}
    form = made({"block": "fields", "lines": [line]}, subject="someone")
    assert done(form, "p2").missing == ()
    assert done(form, "p2").paper.blocks[0] == resolved.Fields((resolved.Field("born"),))


def test_a_sentence_never_ends_with_two_full_stops() -> None:
    form = made(text("a {what}. Then {at|date}."), asks=[WORDS])
    [line] = lines(form, what="it ended.")
    assert line.startswith("A it ended. Then")
    assert not line.endswith("..")


def test_a_list_with_dashes_ends_with_a_full_stop() -> None:
    item = {"be": "{each.initials};", "ru": "{each.initials};", "each": "attesting"}
    form = made({"block": "numbered", "numbering": False, "items": [item]}, asks=["attesting"])
    [block] = done(form, attesting=["p5", "p6"]).paper.blocks
    assert isinstance(block, resolved.Numbered)
    assert [one[-1] for one in block.items] == [";", "."]


def test_rights_are_one_sentence_each_with_its_stop() -> None:
    [block] = [
        one
        for one in composed("rights_suspect", "ru").paper.blocks
        if isinstance(one, resolved.Numbered)
    ]
    assert {item[-1] for item in block.items} == {":", ";", "."}
    assert block.items[-1].endswith(".")


def test_a_date_of_another_act_can_be_told() -> None:
    form = made(text("{act.open_case|numeric}"))
    assert lines(form) == ["03.03.2026"]
    assert done(made(text("{act.never|date}"))).missing == ("act.never",)


def test_what_was_used_is_told() -> None:
    result = done(made(text("{someone.name|gen}"), subject="someone"))
    assert list(result.used) == ["p1:someone.name|gen"]


def test_a_draft_carries_its_mark() -> None:
    form = made(text("a"))
    paper = compose(form, Draft({}, AT), case("theft", AT), book(), Grammar(), "be", "mark").paper
    assert paper.draft == "mark"


def test_search_without_sanction_has_no_sanction_block() -> None:
    def sanctioned(name: str) -> bool:
        blocks = composed(name, "be").paper.blocks
        return any(isinstance(block, resolved.Sanction) for block in blocks)

    assert sanctioned("resolution_search")
    assert not sanctioned("resolution_search.urgent")


ODD: tuple[Any, ...] = (
    None,
    "",
    "x",
    7,
    True,
    [],
    {},
    [None],
    [7],
    ["nobody"],
    [{}],
    {"be": None},
    {"x": "y"},
)


@pytest.mark.parametrize("form_id", sorted(forms()))
def test_an_answer_of_the_wrong_kind_never_breaks_a_paper(form_id: str) -> None:
    form = forms()[form_id]
    state, known = case("theft", AT), book().on(AT.date()).facts
    for odd in ODD:
        answers = {fact.id: odd for fact in form.questions(known)}
        paper = compose(form, Draft(answers, AT, AT, "p1"), state, book(), Grammar(), "ru").paper
        assert plain_text(paper)
