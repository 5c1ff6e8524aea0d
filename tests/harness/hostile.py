"""Texts that want to be more than text, put into every field of a form; what they set off."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import msgspec

from core.documents.compose import Composition, Draft, compose
from core.engine.events import CaseOpened, Person
from core.engine.state import CaseState, Known, Participant
from core.i18n import PAPER_LANGUAGES, Bilingual, PaperLanguage
from core.language.grammar import Grammar
from core.law.model import Fact
from core.paths import RESOURCES
from tests.documents import form_samples
from tests.harness.traced import SEED

MARKUP = (
    *(
        "<b>",
        "</b>",
        "<i/>",
        "<br/>",
        "</font>",
        "<para>",
        "<u><strike>",
        "<!--",
        "-->",
        "<![CDATA[",
    ),
    *("]]>", "<?xml version='1.0'?>", "<script>", "</w:t>", "</x:xmpmeta>", "<w:p/>", "<super>"),
    *(
        '<img src="file:///etc/passwd"/>',
        '<img src="http://example.org/x.png"/>',
        "<index item='x'>",
    ),
    *('<font color="white" size="0">', '<a href="http://example.org">', '<onDraw name="x"/>'),
    *('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;", "&amp;", "&lt;", "&#x41;"),
    *("&#0;", "&", "<", ">", '"', "'", "<seq/>", "<greek>", "<unichar code='65'/>", "<barcode>"),
)
PLACES = (
    *("{0}", "{name}", "{suspect.name|gen}", "{0.__class__}", "{", "}", "{{", "}}", "%s", "%(x)s"),
    *("${x}", "$x", "{{7*7}}", "{% if %}", "#{x}", "`x`", "<%= x %>", "{investigator?a|b}", "%%"),
    *(
        "\\",
        "\\n",
        "(",
        ")",
        "<<",
        "endstream",
        "endobj",
        "%PDF-1.7",
        "/Type",
        "=1+1",
        "@x",
        "\\u0041",
    ),
)
UNSEEN = (
    *("\0", "\x07", "\x1b[31m", "\x7f", "\x9f", "\u00ad", "\u200b", "\u200d", "\u200e", "\u202e"),
    *("\u2066", "\u2069", "\u061c", "\ufeff", "\ud800", "\udfff", "\ufffe", "\U000e0041", "\u2028"),
    *("\t", "\n", "\r\n", "\r", "\v", "\f", "\x85", " ", "\u00a0", "\u2003", "\u3000"),
)
LETTERS = (
    *("\u045e", "\u0456", "\u040e", "\u0406", "\u0443\u0306", "\u0438\u0306", "\u0435\u0308"),
    *("\u0430\u0301", "a\u0323\u0301", "z\u0336", "\u2019", "\u02bc", "\u2116 5", "108\u00b9"),
    *("\ufb01", "\u00bd", "\U0001f600", "\u6c34", "\u05d0\u05d1", "\u0627\u0644", "\u0e01\u0e49"),
    *("\u0130", "\u00df", "\u01c6", "\u1e9e", "\u20ac", "\u2014", "\u2026", "\u00ab", "\u00bb"),
    *(
        "w" * 90,
        "a-b",
        "1.",
        "2)",
        "\u0441\u043b\u043e\u0432\u043e",
        "\u0421\u043b\u043e\u0432\u0430",
    ),
)
TOKENS = (*MARKUP, *PLACES, *UNSEEN, *LETTERS)

FREE = ("words", "long", "text")
"""Types of questions that are answered in words."""
_PERSONAL = ("address", "birthplace", "work", "document", "post")


class Texts:
    """Draws hostile texts one after another and counts them; the same seed, the same texts."""

    def __init__(self, name: str) -> None:
        self._dice = random.Random(f"{SEED} {name}")
        self.drawn = 0

    def __call__(self) -> str:
        """Return some tokens, some signs of all Unicode, and some plain words between them."""
        self.drawn += 1
        pieces = self._dice.choices(TOKENS, k=self._dice.randint(1, 5))
        pieces += [chr(self._dice.choice(_RANGES)(self._dice)) for _ in range(3)]
        self._dice.shuffle(pieces)
        return self._dice.choice(("", " ")).join([f"q{self.drawn}", *pieces])

    def long(self, number: int) -> str:
        """Return several of them, a paragraph each."""
        return "\n".join(self() for _ in range(number))


def _between(first: int, last: int) -> Any:
    return lambda dice: dice.randint(first, last)


_RANGES = (
    *(_between(0x20, 0x7E), _between(0x400, 0x45F), _between(0xA0, 0x24F)),
    *(_between(0, 0xFFFF), _between(0x10000, 0x10FFFF)),
)


@dataclass(frozen=True)
class Filled:
    """A paper in whose every field stands a hostile text."""

    composition: Composition
    said: Mapping[str, tuple[str, ...]]
    """Question → the texts that were put into it."""
    drawn: int


@cache
def language_floor() -> Grammar:
    """Return one grammar for all papers."""
    return Grammar()


def filled(
    name: str,
    language: PaperLanguage,
    paragraphs: int = 4,
    texts: Any = None,
    skip: frozenset[str] = frozenset(),
) -> Filled:
    """Return the paper of a sample whose texts were all exchanged for hostile ones.

    Every question is answered, but those to be skipped: some parts of a form are printed
    only while something else was not said.
    """
    form = form_samples.forms()[name.partition(".")[0]]
    sample = form_samples.draft(name)
    texts = texts or Texts(f"{name} {language}")
    state = hostile_state(form_samples.sample_state(name), texts)
    book = form_samples.book()
    law = book.on(sample.at.date())
    answers = {key: value for key, value in sample.answers.items() if key not in skip}
    said: dict[str, tuple[str, ...]] = {}
    for fact in form.questions(law.facts):
        if fact.id not in skip:
            answers |= _answer(fact, sample, texts, paragraphs)
            said |= _said(fact, answers.get(fact.id), language)
    draft = Draft(answers, sample.at, sample.until or sample.at, sample.subject)
    made = compose(form, draft, state, book, language_floor(), language)
    return Filled(made, said, texts.drawn)


def _answer(fact: Fact, draft: Draft, texts: Any, paragraphs: int) -> dict[str, Any]:
    """Return an answer to a question; what the sample chose stays as it was."""
    if fact.type in FREE:
        text = texts.long(paragraphs) if fact.type == "long" else texts()
        return {fact.id: text if fact.type == "text" else {"be": text, "ru": text}}
    if fact.type == "rows":
        return {fact.id: [{one.id: _cell(one, texts) for one in fact.columns} for _ in range(2)]}
    if draft.answers.get(fact.id) is None and fact.type == "yes":
        return {fact.id: True}
    return {}


def _said(fact: Fact, answer: Any, language: PaperLanguage) -> dict[str, tuple[str, ...]]:
    """Return the texts of an answer, those of a table by its columns."""
    if fact.type in FREE:
        return {fact.id: (_text(answer, language),)}
    if fact.type != "rows":
        return {}
    return {
        f"{fact.id}.{column.id}": tuple(_text(row[column.id], language) for row in answer)
        for column in fact.columns
        if column.type in FREE
    }


def _text(answer: Any, language: PaperLanguage) -> str:
    return str(answer[language] if isinstance(answer, dict) else answer)


def _cell(fact: Fact, texts: Any) -> Any:
    text = texts()
    return {"be": text, "ru": text} if fact.type in ("words", "long") else text


def hostile_state(state: CaseState, texts: Any) -> CaseState:
    """Return the case with hostile words wherever a person may have typed some."""
    assert state.opened is not None
    return replace(
        state,
        opened=_opened(state.opened, texts),
        participants={key: _participant(one, texts) for key, one in state.participants.items()},
        facts={key: _known(one, texts) for key, one in state.facts.items()},
    )


def _opened(opened: CaseOpened, texts: Any) -> CaseOpened:
    division = msgspec.structs.replace(opened.division, name=_both(texts), place=_both(texts))
    investigator = msgspec.structs.replace(opened.investigator, name=_both(texts))
    changed = {"division": division, "investigator": investigator}
    return msgspec.structs.replace(opened, number=texts(), title=texts(), **changed)


def _participant(one: Participant, texts: Any) -> Participant:
    person: Person = msgspec.structs.replace(
        one.person, name=_both(texts), citizenship=texts(), **{n: _both(texts) for n in _PERSONAL}
    )
    return msgspec.structs.replace(one, person=person)


def _known(one: Known, texts: Any) -> Known:
    value = one.value
    if isinstance(value, dict) and set(value) <= set(PAPER_LANGUAGES):
        value = dict.fromkeys(value, texts())
    return msgspec.structs.replace(one, value=value)


def _both(texts: Any) -> Bilingual:
    text = texts()
    return Bilingual(text, text)


# --- what a text sets off -----------------------------------------------------

_WATCHED = ("open", "socket.", "subprocess.", "os.system", "exec", "compile", "urllib.", "ctypes.")
_OURS = (str(RESOURCES), str(Path(docx.__file__).parent))
_heard: list[list[str]] = []


def _listen(event: str, values: tuple[Any, ...]) -> None:
    """Note what happens while somebody watches; the files we ship with may be read."""
    if not _heard or not event.startswith(_WATCHED):
        return
    if event == "open" and str(values[0]).startswith(_OURS) and not _writes(values):
        return
    _heard[-1].append(f"{event} {values[0] if values else ''}")


def _writes(values: tuple[Any, ...]) -> bool:
    mode, flags = values[1], values[2]
    return "w" in (mode or "") or bool(flags & (os.O_WRONLY | os.O_RDWR))


sys.addaudithook(_listen)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Give the list of files, addresses, processes and evaluations met inside."""
    heard: list[str] = []
    _heard.append(heard)
    try:
        yield heard
    finally:
        _heard.pop()
