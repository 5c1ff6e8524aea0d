"""From a form, a case and answers to a paper in one language: every choice made, nothing drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.documents import form as source
from core.documents import resolved
from core.documents.facts import Context, gender_of, speak
from core.documents.form import Form
from core.documents.grammar import Grammar
from core.documents.placeholders import Gendered, Words, pieces
from core.engine.conditions import Situation, chosen_edition, holds
from core.engine.events import Value
from core.engine.state import CaseState, Known
from core.i18n import Bilingual, PaperLanguage
from core.law.book import LawBook
from core.law.condition import Condition
from core.law.model import Fact

GAP = "________"
"""What stands in a preview for something not yet known."""


@dataclass(frozen=True)
class Composition:
    """A composed paper, and what it still needs."""

    paper: resolved.Paper
    missing: tuple[str, ...]
    """Questions (or facts of the case) that are not answered."""
    untranslated: tuple[str, ...]
    """Questions answered only in the other language."""
    used: Mapping[str, str]
    """What it printed of the case, to tell later whether the data changed since."""


@dataclass(frozen=True)
class Draft:
    """What is filled in so far: of whom, when, and the answers by question."""

    answers: Mapping[str, Value]
    at: datetime
    until: datetime | None = None
    subject: str = ""


def compose(
    form: Form,
    draft: Draft,
    state: CaseState,
    book: LawBook,
    grammar: Grammar,
    language: PaperLanguage,
    mark: str = "",
) -> Composition:
    """Return the paper of a form in a language, with gaps where something is not known yet.

    `mark` is the word printed across a draft; empty for a paper to be signed.
    """
    law = book.on(draft.at.date(), chosen_edition(state))
    questions = {fact.id: fact for fact in form.questions(law.facts)}
    context = Context(
        form=form,
        state=_answered(state, draft),
        law=law,
        grammar=grammar,
        language=language,
        answers=draft.answers,
        at=draft.at,
        until=draft.until,
        subject=draft.subject,
        questions={**law.facts, **questions},
    )
    blocks = tuple(block for one in form.blocks for block in _block(one, context, Situation, book))
    paper = resolved.Paper(
        form=form.id,
        version=form.version,
        language=language,
        title=form.title[language],
        edition=law.edition.id,
        blocks=blocks,
        foot=_say(form.foot, context) if form.foot else "",
        draft=mark,
    )
    unanswered = _unanswered(questions.values(), context)
    missing = dict.fromkeys((*unanswered, *sorted(context.missing)))
    return Composition(
        paper, tuple(missing), tuple(sorted(context.foreign - {""})), dict(context.used)
    )


def _answered(state: CaseState, draft: Draft) -> CaseState:
    """Return the state as conditions of a form see it: answers count as known facts."""
    facts = dict(state.facts)
    for key, value in draft.answers.items():
        for subject in {draft.subject, ""}:
            facts[key, subject] = Known(value, draft.at, "")
    return replace(state, facts=facts)


def _unanswered(questions: Any, context: Context) -> list[str]:
    return [
        fact.id
        for fact in questions
        if not fact.optional and fact.type != "yes" and context.value(fact.id) in (None, "", [], ())
    ]


def _block(
    block: source.Block, context: Context, situation: type[Situation], book: LawBook
) -> Iterator[resolved.Block]:
    """Yield what a block of a form becomes: nothing, one block, or one for each of a list."""
    maker = _MAKERS[type(block)]
    turns = _turns(block.each, context) if block.each and maker is not _table else [context]
    for turn in turns:
        scene = situation(turn.state, book, turn.at, turn.subject)
        seen = _Seen(turn, scene)
        if seen.holds(block.when):
            made = maker(block, seen)
            if made is not None:
                yield made


@dataclass(frozen=True)
class _Seen:
    """One turn of a block: what can be said, and what holds."""

    context: Context
    scene: Situation

    def holds(self, condition: Condition | None) -> bool:
        return holds(condition, self.scene)

    def say(self, text: Bilingual | None) -> str:
        return "" if text is None else _say(text, self.context)

    def turns(self, each: str) -> Iterator[_Seen]:
        """Yield this, or one for each of a list."""
        for turn in _turns(each, self.context) if each else [self.context]:
            yield _Seen(turn, self.scene.of(turn.subject))


def _turns(each: str, context: Context) -> list[Context]:
    people = context.people(each) if _is_people(context.questions.get(each)) else ()
    if people:
        return [context.bound(one) for one in people]
    value = context.value(each)
    return [context.bound(row) for row in value] if isinstance(value, list | tuple) else []


def _is_people(fact: Fact | None) -> bool:
    return fact is not None and fact.type in ("person", "persons")


def _say(text: Bilingual, context: Context) -> str:
    """Return a text of the form with its places filled and its sounds settled."""
    spoken: list[tuple[str, bool]] = []
    for piece in pieces(text[context.language]):
        if isinstance(piece, Words):
            spoken.append((piece.text, False))
        elif isinstance(piece, Gendered):
            gender = gender_of(piece.path, context)
            spoken.append((piece.her if gender == "f" else piece.his, False))
        else:
            value = speak(piece.path, piece.filter, context)
            if value is None:
                context.missing.add(piece.path)
            context.used[f"{context.subject}:{piece.path}|{piece.filter}"] = value or ""
            spoken.append((GAP if value is None else value, True))
    return context.grammar.settle(context.language, spoken)


def _heading(block: source.Heading, seen: _Seen) -> resolved.Heading:
    return resolved.Heading(seen.say(block.title), seen.say(block.subject))


def _sanction(block: source.Sanction, seen: _Seen) -> resolved.Sanction:
    return resolved.Sanction(
        word=seen.say(block.word),
        position=tuple(seen.say(line) for line in block.position),
        name=seen.say(block.name),
        moment=seen.say(block.moment),
        seal=block.seal,
        seal_word=_word("seal", seen),
    )


def _place_date(block: source.PlaceDate, seen: _Seen) -> resolved.PlaceDate:
    place = seen.say(block.place or _BOTH_PLACE)
    day = seen.say(block.date or _BOTH_DAY)
    return resolved.PlaceDate(place, day, tuple(seen.say(line) for line in block.times))


def _text(block: source.Text, seen: _Seen) -> resolved.Text:
    return resolved.Text(seen.say(Bilingual(block.be, block.ru)), block.style, block.keep)


def _numbered(block: source.Numbered, seen: _Seen) -> resolved.Numbered | None:
    items = tuple(
        turn.say(Bilingual(item.be, item.ru))
        for item in block.items
        for turn in seen.turns(item.each)
        if turn.holds(item.when)
    )
    return resolved.Numbered(items, block.numbering) if items else None


def _fields(block: source.Fields, seen: _Seen) -> resolved.Fields:
    lines = tuple(
        resolved.Field(
            label=seen.say(line.label),
            value=seen.say(line.value),
            hint=seen.say(line.hint),
            blank=line.value is None,
        )
        for line in block.lines
        if seen.holds(line.when)
    )
    return resolved.Fields(lines, block.numbering)


def _table(block: source.Table, seen: _Seen) -> resolved.Table | None:
    rows = tuple(
        tuple(turn.say(column.cell) for column in block.columns) for turn in seen.turns(block.each)
    )
    head = tuple(seen.say(column.head) for column in block.columns)
    widths = tuple(column.width for column in block.columns)
    return resolved.Table(head, rows, widths) if rows else None


def _narrative(block: source.Narrative, seen: _Seen) -> resolved.Narrative:
    spoken = speak(block.fact, "", seen.context)
    if spoken is None:
        seen.context.missing.add(block.fact)
    told = [line.strip() for line in (spoken or GAP).splitlines() if line.strip()] or [GAP]
    lead = seen.say(block.lead)
    first = f"{lead} {told[0]}" if lead else told[0]
    return resolved.Narrative((first, *told[1:]))


def _rights(block: source.Rights, seen: _Seen) -> resolved.Numbered:
    role = seen.context.law.roles[block.role]
    language = seen.context.language
    rights = [f"{right[language]}" for right in role.rights]
    items = [seen.say(block.rights), *rights]
    if block.duties is not None and role.duties:
        items += [seen.say(block.duties), *(duty[language] for duty in role.duties)]
    return resolved.Numbered(tuple(items), numbering=False)


def _questions(block: source.Questions, seen: _Seen) -> resolved.Questions | None:
    rows = seen.context.value(block.fact) or ()
    items = tuple(
        resolved.Question(str(row.get("question", "")), str(row.get("answer", "")))
        for row in rows
        if isinstance(row, Mapping)
    )
    words = seen.say(block.question), seen.say(block.answer)
    return resolved.Questions(*words, items) if items else None


def _section(block: source.Section, seen: _Seen) -> resolved.Section:
    return resolved.Section(seen.say(block.word))


def _signatures(block: source.Signatures, seen: _Seen) -> resolved.Signatures:
    lines = tuple(
        resolved.Signature(turn.say(line.who), turn.say(line.name))
        for line in block.lines
        for turn in seen.turns(line.each)
        if turn.holds(line.when)
    )
    return resolved.Signatures(lines, _word("signature", seen))


def _receipt(block: source.Receipt, seen: _Seen) -> resolved.Receipt:
    return resolved.Receipt(
        seen.say(block.text),
        _word("blank_moment", seen),
        _word("signature", seen),
        seen.say(block.name),
    )


def _blank(block: source.Blank, seen: _Seen) -> resolved.Blank:
    return resolved.Blank(block.lines, seen.say(block.label), block.crossed)


def _page_break(block: source.PageBreak, seen: _Seen) -> resolved.PageBreak:
    return resolved.PageBreak()


def _word(name: str, seen: _Seen) -> str:
    return seen.context.law.words[f"paper_{name}"].text[seen.context.language]


_BOTH_PLACE = Bilingual("{division.place}", "{division.place}")
_BOTH_DAY = Bilingual("{at|date}", "{at|date}")

_MAKERS: Mapping[type[Any], Callable[[Any, _Seen], resolved.Block | None]] = {
    source.Heading: _heading,
    source.Sanction: _sanction,
    source.PlaceDate: _place_date,
    source.Text: _text,
    source.Numbered: _numbered,
    source.Fields: _fields,
    source.Table: _table,
    source.Narrative: _narrative,
    source.Rights: _rights,
    source.Questions: _questions,
    source.Section: _section,
    source.Signatures: _signatures,
    source.Receipt: _receipt,
    source.Blank: _blank,
    source.PageBreak: _page_break,
}
