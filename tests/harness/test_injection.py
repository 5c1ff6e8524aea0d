"""S6: what looks like a template in words of people is printed, in a form it is refused."""

from __future__ import annotations

import ast
from collections import Counter
from itertools import cycle, islice, product

import msgspec
import pytest

from core.documents.facts import paths_of
from core.documents.placeholders import Words, pieces
from core.documents.plain import plain_text
from core.documents.text import clean
from core.errors import UserError
from core.i18n import PAPER_LANGUAGES, UI_LANGUAGES, Trilingual
from core.law.editions import Word
from core.paths import RESOURCES
from core.services.sentences import _Values, sentence
from tests.documents import form_samples
from tests.harness.hostile import Filled, filled, watched
from tests.harness.printed import folded
from tests.harness.traced import Tally
from tests.house.sources import dotted, imported, program

AROUND = (
    *("{%s}", "{{%s}}", "${%s}", "#{%s}", "<%%= %s %%>", "{%% %s %%}", "%%(%s)s", "{0.%s}"),
    *("{name.%s}", "{name!r:%s}", "{suspect.name|%s}", "`%s`", "$(%s)", "f'{%s}'", "=%s"),
    *("[[%s]]", "@{%s}", "%%%s", "\\x7b%s\\x7d", "{suspect?%s|b}"),
)
INSIDE = (
    *("7*7", "__class__", "__class__.__mro__[1].__subclasses__()", "config", "self.__dict__"),
    *("open('/etc/passwd').read()", "__import__('os').system('id')", "1/0", "lambda: 0", "x"),
    *("globals()", "''.join(['a','b'])", "exit()", "0.real", "print(1)"),
)
PAYLOADS = tuple(around % inside for around, inside in product(AROUND, INSIDE))


class Turn:
    """Gives the payloads one after another, beginning somewhere."""

    def __init__(self, start: int) -> None:
        self._rest = islice(cycle(PAYLOADS), start, None)
        self.drawn = 0

    def __call__(self) -> str:
        self.drawn += 1
        return f"q {next(self._rest)} q"

    def long(self, number: int) -> str:
        return "\n".join(self() for _ in range(number))


def unsaid(made: Filled) -> list[str]:
    """Return the texts of narratives and of the person's own words that a paper does not hold."""
    said = folded(plain_text(made.composition.paper))
    texts = made.said.get("story", ())
    return [text for text in texts if folded(clean(text)) not in said]


def test_there_are_three_hundred_and_no_two_alike() -> None:
    assert len(set(PAYLOADS)) == 300


def test_words_of_people_are_never_a_template() -> None:
    told: set[str] = set()
    names = [name for name in form_samples.samples() if "." not in name]
    filled(names[0], "be", 2, Turn(0))  # what is imported or read once is no matter of a text
    with Tally("S6") as tally:
        turns = (Turn(0), Turn(150))
        for turn, name, language in product(turns, names, PAPER_LANGUAGES):
            with watched() as heard:
                made = filled(name, language, 3, turn)
                words = folded(plain_text(made.composition.paper))
            assert heard == []
            assert unsaid(made) == []
            told |= {one for one in PAYLOADS if folded(f"q{one}q") in words}
    tally.told(
        payloads=len(PAYLOADS),
        placed=sum(one.drawn for one in turns),
        printed=len(told),
        evaluations=0,
    )
    assert told == set(PAYLOADS)


def test_a_form_takes_places_of_the_closed_list_and_nothing_else() -> None:
    form = form_samples.forms()["protocol_detention"]
    law = form_samples.book().newest
    known = paths_of(form, {fact.id: fact for fact in form.questions(law.facts)})
    ends: Counter[str] = Counter()
    for payload in PAYLOADS:
        with watched() as heard:
            try:
                parts = pieces(payload)
            except ValueError:
                ends["refused"] += 1
                continue
        assert heard == []
        if all(isinstance(part, Words) for part in parts):
            assert "".join(part.text for part in parts if isinstance(part, Words)) == payload
            ends["literal"] += 1
        else:
            places = [part for part in parts if not isinstance(part, Words)]
            suspect = [one for one in places if one.path.startswith("suspect")]
            assert suspect == places or not all(known(one.path) for one in places), payload
            ends["unknown place"] += 1
    assert sum(ends.values()) == 300
    assert ends["refused"] > 140


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if {"{", "}"} & set(one)])
def test_a_sentence_of_the_law_holds_names_in_braces_and_nothing_else(payload: str) -> None:
    raw = {"id": "x", "text": {"be": payload, "ru": "b", "en": "c"}}
    try:
        word = msgspec.convert(raw, Word)
    except msgspec.ValidationError as error:
        assert "a place is a name in braces" in str(error)
        return
    with pytest.raises(KeyError, match=r"^'(x|config)'$"):
        word.text.be.format()


def test_a_sentence_about_a_failure_repeats_what_was_typed() -> None:
    for payload, language in zip(PAYLOADS, cycle(UI_LANGUAGES), strict=False):
        said = _Values({"text": payload, "law": Trilingual(payload, payload, payload)}, language)
        assert "{text} {law}".format_map(said) == f"{payload} {payload}"
    for language in UI_LANGUAGES:
        assert PAYLOADS[1] in sentence(
            UserError("moment-wrong", text=PAYLOADS[1]), language, RESOURCES
        )


EVALUATES = ("eval", "exec", "compile", "Template", "safe_eval", "literal_eval", "simple_eval")
PARSES = (
    "platypus",
    "paraparser",
    "rparsexml",
    "parser",
    "ElementTree",
    "minidom",
    "lxml",
    "jinja2",
)


def test_no_module_evaluates_a_text_or_reads_it_as_markup() -> None:
    found = [
        f"{source.at(node)}: {dotted(node.func)}"
        for source in program()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        if dotted(node.func) in EVALUATES or dotted(node.func).endswith("string.Template")
    ]
    found += [
        f"{source.at(node)}: {module}"
        for source in program()
        for node, module in imported(source)
        if set(module.split(".")) & set(PARSES)
    ]
    assert found == []


def test_a_text_filled_in_as_a_template_is_caught() -> None:
    """The negative control: a result in the place of a text, and an evaluation, are seen."""
    made = filled("protocol_oral_statement", "be", 3, Turn(60))
    assert unsaid(made) == []
    narrative = {"story": tuple(text.replace("q ", "q 49 ", 1) for text in made.said["story"])}
    assert unsaid(Filled(made.composition, narrative, made.drawn)) != []
    with watched() as heard:
        assert eval("7*7") == 49
    assert heard != []
