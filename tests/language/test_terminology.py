"""Every text of the project uses the chosen terms and the right letters."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import yaml

from core.errors import DataError
from core.i18n import PAPER_LANGUAGES, PaperLanguage, parse_catalogue
from core.language import agreement
from core.language.forms import Gender
from core.language.spelling import FILE, faults, load_terms
from core.paths import LOCALES, RESOURCES, ROOT

Text = tuple[str, str]
"""Where (file and key) and what."""

NOT_TEXTS = {"terminology.yaml"}
"""Lists of what must not be written, and of names, whose letters are their own."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def under(node: object, key: str, language: PaperLanguage, inside: bool) -> Iterator[Text]:
    """Yield every string that stands under the key of a language, with its path of keys."""
    if isinstance(node, str) and inside:
        yield key, node
    elif isinstance(node, dict):
        for name, value in node.items():
            other = name in ("be", "ru", "en") and name != language
            if not other:
                yield from under(value, f"{key}.{name}", language, inside or name == language)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            name = value.get("id", index) if isinstance(value, dict) else index
            yield from under(value, f"{key}[{name}]", language, inside)


def yaml_texts(language: PaperLanguage) -> Iterator[Text]:
    for file in sorted(RESOURCES.rglob("*.yaml")):
        if file.name not in NOT_TEXTS:
            place = file.relative_to(ROOT).as_posix()
            with file.open(encoding="utf-8") as stream:
                yield from under(yaml.load(stream, LOADER), place, language, False)


def titles(language: PaperLanguage) -> Iterator[Text]:
    file = RESOURCES / "language" / "titles.tsv"
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["lang"] == language:
                for case in ("nom", "gen", "dat", "acc", "ins", "loc"):
                    yield f"{file.name}: {row['id']}.{case}", row[case]


def agreeing(language: PaperLanguage) -> Iterator[Text]:
    for key, word in agreement.words().items():
        yield from ((f"agreement.tsv: {key}", word.form(language, sex)) for sex in get_args(Gender))


def catalogue(language: PaperLanguage) -> Iterator[Text]:
    file = LOCALES / language / "LC_MESSAGES" / "app.po"
    for (_, msgid), forms in parse_catalogue(file.read_text("utf-8")).messages.items():
        yield from ((f"{file.relative_to(ROOT).as_posix()}: {msgid!r}", form) for form in forms)


def settled_later(place: str, text: str) -> bool:
    """Return whether the composer puts the sounds of a text right around its values."""
    return place.startswith("resources/documents/") and "{" in text


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
@pytest.mark.parametrize("source", [yaml_texts, titles, agreeing, catalogue])
def test_the_texts_of_the_project_are_written_right(source, language: PaperLanguage) -> None:  # type: ignore[no-untyped-def]
    found = [
        f"{place}: {fault.found!r}: {fault.advice}"
        for place, text in source(language)
        for fault in faults(text, language, sounds=not settled_later(place, text))
    ]
    assert "\n".join(found) == ""


@pytest.mark.parametrize("source", [yaml_texts, catalogue])
def test_russian_texts_are_written_without_yo(source) -> None:  # type: ignore[no-untyped-def]
    """Names keep their ё, and so does «всё», which would be misread (decision 0013)."""
    written = re.compile(r"\b(?!всё\b)[а-я]+ё[а-яё]*|\bё[а-я]+|\b(?:Ещё|Её|Идёт|Приём|Учёт)\b")
    found = [f"{place}: {word}" for place, text in source("ru") for word in written.findall(text)]
    assert "\n".join(found) == ""


def test_texts_are_found_at_all() -> None:
    assert sum(1 for _ in yaml_texts("be")) > 300
    assert sum(1 for _ in titles("ru")) > 500


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("be", "пратакол вобшуку", "вобшуку"),
        ("be", "хатні арэшт", "арэшт"),
        ("be", "здзейсніў злачынства", "здзейсніў злачынства"),
        ("be", "згодна артыкула 5", "згодна артыкула"),
        ("be", "па справам", "па справам"),
        ("be", "звярнуцца к следчаму", "к следчаму"),
        ("be", "асобы, удзельнічаючыя ў справе", "удзельнічаючыя"),
        ("be", "сьведка", "сьведка"),
        ("be", "прад'яўленне", "прад'яўленне"),
        ("be", "протокол обыска и щит", "и"),
        ("be", "следчы устанавіў", "следчы устанавіў"),
        ("be", "пракурор ўстанавіў", "пракурор ўстанавіў"),
        ("be", "размова з следчым", "размова з"),
        ("be", "справа {number} адкрыта у суботу", "адкрыта у"),
        ("ru", "Міністр юстиции", "Міністр"),
        ("ru", "Слeдователь", "Слeдователь"),
        ("ru", "согласно закона", "согласно закона"),
    ],
)
def test_a_fault_is_seen(language: PaperLanguage, text: str, fault: str) -> None:
    assert fault in [found for found, _ in faults(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "пратакол вобыску жылля і асабісты вобыск"),
        ("be", "{name} ўстанавіў, {name} устанавіў"),
        ("be", "справа ў вытворчасці {name|gen} у {place}"),
        ("be", "кіруючыся арт. 30, улічваючы выкладзенае"),
        ("be", "навучальны заклад"),
        ("be", "я згодна з пратаколам"),
        ("ru", "согласно статье 30 УПК; по окончании допроса"),
        ("ru", "Win32, PDF и .docx"),
    ],
)
def test_what_is_right_is_left_in_peace(language: PaperLanguage, text: str) -> None:
    assert list(faults(text, language)) == []


def test_a_wrong_list_is_named(tmp_path: Path) -> None:
    file = tmp_path / "terminology.yaml"
    file.write_text("- use: x\n  language: xx\n  why: x\n  rejected: []\n", encoding="utf-8")
    with pytest.raises(DataError, match="terminology"):
        load_terms(file)
    assert len(load_terms(FILE)) > 40
