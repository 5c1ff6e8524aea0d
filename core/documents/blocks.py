"""Each block of a form becomes resolved blocks: its conditions decided, its places filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.documents import form as source
from core.documents import resolved
from core.documents.context import Context
from core.documents.facts import gender_of, speak
from core.documents.placeholders import Gendered, Place, Words, pieces
from core.engine.conditions import Situation, holds
from core.i18n import Bilingual, Trilingual
from core.law.book import LawBook
from core.law.condition import Condition
from core.law.model import Fact

GAP = "________"
"""What stands in a preview for something not yet known."""


def blocks_of(block: source.Block, context: Context, book: LawBook) -> Iterator[resolved.Block]:
    """Yield what a block of a form becomes: nothing, one block, or one for each of a list."""
    maker = _MAKERS[type(block)]
    turns = _turns(block.each, context) if block.each and maker is not _table else [context]
    for turn in turns:
        scene = Situation(turn.state, book, turn.at, turn.about)
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
        return "" if text is None else say(text, self.context)

    def turns(self, each: str) -> Iterator[_Seen]:
        """Yield this, or one for each of a list."""
        for turn in _turns(each, self.context) if each else [self.context]:
            yield _Seen(turn, self.scene.of(turn.about))


def _turns(each: str, context: Context) -> list[Context]:
    people = context.people(each) if _is_people(context.questions.get(each)) else ()
    if people:
        return [context.bound(one, each) for one in people]
    value = context.value(each)
    rows = value if isinstance(value, list | tuple) else ()
    return [context.bound(row, each) for row in rows]


def _is_people(fact: Fact | None) -> bool:
    return fact is not None and fact.type in ("person", "persons")


def say(text: Bilingual, context: Context) -> str:
    """Return a text of the form with its places filled and its sounds settled."""
    spoken: list[tuple[str, bool]] = []
    for piece in pieces(text[context.language]):
        if isinstance(piece, Words):
            ended = bool(spoken) and spoken[-1][0].endswith(_ENDED) and piece.text.startswith(".")
            spoken.append((piece.text[1:] if ended else piece.text, False))
        elif isinstance(piece, Gendered):
            gender = gender_of(piece.path, context)
            spoken.append((piece.her if gender == "f" else piece.his, False))
        else:
            spoken.append((_fill(piece, context), True))
    return context.grammar.settle(context.language, spoken)


_ENDED = (".", "!", "?", "…")
"""A value that ends so needs no full stop from the author of the form."""


def _fill(place: Place, context: Context) -> str:
    """Return the value of a place; a gap that is reported when it should be known and is not."""
    value = speak(place.path, place.filter, context)
    context.used[f"{context.about}:{place.path}|{place.filter}"] = value or ""
    if value is None and not context.optional(place.path):
        context.missing.add(context.asked(place.path))
        return GAP
    return value or ""


def _empty(text: Bilingual, context: Context) -> bool:
    """Return whether a text has places and nothing is known for any of them."""
    places = [one for one in pieces(text[context.language]) if isinstance(one, Place)]
    return bool(places) and not any(speak(one.path, one.filter, context) for one in places)


def _capital(text: str) -> str:
    """Return the text with a capital at its start, as a sentence and a line of signatures have."""
    return text[:1].upper() + text[1:]


def _heading(block: source.Heading, seen: _Seen) -> resolved.Heading:
    return resolved.Heading(seen.say(block.title), seen.say(block.subject))


def _sanction(block: source.Sanction, seen: _Seen) -> resolved.Sanction:
    return resolved.Sanction(
        word=seen.say(block.word),
        position=tuple(_capital(seen.say(line)) for line in block.position),
        name=seen.say(block.name),
        moment=seen.say(block.moment) or _word("blank_moment", seen),
        seal=block.seal,
        seal_word=_word("seal", seen),
    )


def _place_date(block: source.PlaceDate, seen: _Seen) -> resolved.PlaceDate:
    place = seen.say(block.place or _BOTH_PLACE)
    day = seen.say(block.date or _BOTH_DAY)
    return resolved.PlaceDate(place, day, tuple(seen.say(line) for line in block.times))


def _text(block: source.Text, seen: _Seen) -> resolved.Text:
    text = _capital(seen.say(Bilingual(block.be, block.ru)))
    return resolved.Text(text, block.style, block.keep)


def _numbered(block: source.Numbered, seen: _Seen) -> resolved.Numbered | None:
    items = tuple(
        turn.say(Bilingual(item.be, item.ru))
        for item in block.items
        for turn in seen.turns(item.each)
        if turn.holds(item.when)
    )
    if not items:
        return None
    if not block.numbering and items[-1].endswith(";"):
        items = (*items[:-1], items[-1][:-1] + ".")
    return resolved.Numbered(items, block.numbering)


def _fields(block: source.Fields, seen: _Seen) -> resolved.Fields:
    lines = tuple(
        resolved.Field(
            label=seen.say(line.label),
            value=_value(line, seen),
            hint=seen.say(line.hint),
            blank=line.value is None,
        )
        for line in block.lines
        if seen.holds(line.when)
    )
    return resolved.Fields(lines, block.numbering)


def _value(line: source.Line, seen: _Seen) -> str:
    """Return the value of a line; empty, to be closed with a dash, when it may be unknown."""
    if line.value is None or (line.optional and _empty(line.value, seen.context)):
        return ""
    return seen.say(line.value)


def _table(block: source.Table, seen: _Seen) -> resolved.Table | None:
    rows = tuple(
        tuple(turn.say(column.cell) for column in block.columns) for turn in seen.turns(block.each)
    )
    head = tuple(seen.say(column.head) for column in block.columns)
    widths = tuple(column.width for column in block.columns)
    return resolved.Table(head, rows, widths) if rows else None


def _narrative(block: source.Narrative, seen: _Seen) -> resolved.Narrative | None:
    spoken = speak(block.fact, "", seen.context)
    if spoken is None:
        if seen.context.optional(block.fact):
            return None
        seen.context.missing.add(block.fact)
    told = [line.strip() for line in (spoken or GAP).splitlines() if line.strip()] or [GAP]
    lead = seen.say(block.lead)
    first = f"{lead} {told[0]}" if lead else told[0]
    return resolved.Narrative((first, *told[1:]))


def _rights(block: source.Rights, seen: _Seen) -> resolved.Numbered:
    role = seen.context.law.roles[block.role]
    items = _enumerated(seen.say(block.rights), role.rights, seen)
    if block.duties is not None and role.duties:
        items += _enumerated(seen.say(block.duties), role.duties, seen)
    return resolved.Numbered(tuple(items), numbering=False)


def _enumerated(lead: str, things: Sequence[Trilingual], seen: _Seen) -> list[str]:
    """Return the lead of a list and its items with the punctuation of one sentence."""
    texts = [thing[seen.context.language] for thing in things]
    ends = [";"] * (len(texts) - 1) + ["."]
    return [lead, *(text + end for text, end in zip(texts, ends, strict=False))]


def _questions(block: source.Questions, seen: _Seen) -> resolved.Questions | None:
    rows = seen.context.value(block.fact)
    rows = rows if isinstance(rows, list | tuple) else ()
    items = tuple(
        resolved.Question(
            *(_cell(f"each.{name}", seen.context.bound(row, block.fact)) for name in _ASKED)
        )
        for row in rows
        if isinstance(row, Mapping)
    )
    words = seen.say(block.question), seen.say(block.answer)
    return resolved.Questions(*words, items) if items else None


def _cell(path: str, context: Context) -> str:
    return speak(path, "", context) or GAP


_ASKED = ("question", "answer")


def _section(block: source.Section, seen: _Seen) -> resolved.Section:
    return resolved.Section(seen.say(block.word))


def _signatures(block: source.Signatures, seen: _Seen) -> resolved.Signatures:
    lines = tuple(
        resolved.Signature(_capital(turn.say(line.who)), turn.say(line.name))
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
