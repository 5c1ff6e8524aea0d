"""One door to the language floor, and the person's corrections that win behind it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

from core.cli import decline as command
from core.cli.desk import Desk
from core.errors import UserError
from core.language.forms import CASES, Declined
from core.language.grammar import DATE_STYLES, TIME_STYLES, Grammar, correction_key
from core.paths import places

GRAMMAR = Grammar()
ROOT = Path(__file__).parents[2]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def forms(*cells: str) -> Declined:
    nom, gen, dat, acc, ins, loc = cells
    return Declined(nom, gen, dat, acc, ins, loc, rule="corrected")


KOT = forms("Кот", "Ката", "Кату", "Ката", "Катом", "Каце")
CORRECTED = Grammar({correction_key("be", "surname", "Кот"): KOT})


def test_the_same_person_is_declined_in_both_languages() -> None:
    assert GRAMMAR.name("Ковальчук Пётр Иванович", "dat", "ru", "m") == (
        "Ковальчуку Петру Ивановичу"
    )
    assert GRAMMAR.name("Кавальчук Пётр Іванавіч", "dat", "be", "m") == (
        "Кавальчуку Пятру Іванавічу"
    )


def test_short_names_stand_before_or_after_the_initials() -> None:
    assert GRAMMAR.short_name("Заяц Лев Фомич", "gen", "ru", "m") == "Л.Ф.Зайца"
    assert plain(GRAMMAR.surname_first("Заяц Лев Фомич", "dat", "ru", "m")) == "Зайцу Л.Ф."
    assert GRAMMAR.short_name("Пеле", "dat", "ru", "m") == "Пеле"
    assert GRAMMAR.surname_first("Хасан", "dat", "ru", "m") == "Хасану"


def test_a_correction_wins_in_every_place_where_the_surname_stands() -> None:
    full = "Кот Ігар Іванавіч"
    assert CORRECTED.decline("кот", "surname", "be", "m").gen == "Ката"
    assert CORRECTED.name(full, "gen", "be", "m").startswith("Ката Ігара ")
    assert CORRECTED.short_name(full, "ins", "be", "m") == "І.І.Катом"
    assert CORRECTED.name("Лапаць Ігар Іванавіч", "gen", "be", "m") == (
        GRAMMAR.name("Лапаць Ігар Іванавіч", "gen", "be", "m")
    )


def test_a_correction_of_the_full_name_rules_its_surname() -> None:
    full = "Лось Ян"
    fixed = forms("Лось Ян", "Лася Яна", "Ласю Яну", "Лася Яна", "Ласём Янам", "Ласю Яне")
    grammar = Grammar({correction_key("be", "full", full): fixed})
    assert grammar.name(full, "ins", "be", "m") == "Ласём Янам"
    assert grammar.short_name(full, "ins", "be", "m") == "Я.Ласём"


def test_apostrophes_and_letter_case_do_not_hide_a_correction() -> None:
    assert correction_key("be", "full", "ДАР'Я  Юр`еўна") == (
        correction_key("be", "full", "Дар’я Юрʼеўна")
    )


def test_titles_and_phrases_are_declined() -> None:
    assert GRAMMAR.title("investigator", "dat", "be", "f") == "следчаму"
    assert GRAMMAR.phrase("старший следователь", "ins", "ru") == "старшим следователем"
    fixed = forms(*["следователь-стажёр"] * 6)
    grammar = Grammar({correction_key("ru", "title", "следователь"): fixed})
    assert grammar.title("investigator", "gen", "ru", "m") == "следователь-стажёр"


def test_dates_numbers_and_references_have_one_door() -> None:
    moment = datetime(2026, 11, 22, 9, 5)
    assert plain(GRAMMAR.date(date(2026, 11, 22), "be", "day")) == "22 лістапада 2026 года"
    assert plain(GRAMMAR.date(moment, "ru")) == "22 ноября 2026 г."
    assert plain(GRAMMAR.time(moment, "be", "short")) == "9 гадз. 05 хв."
    assert GRAMMAR.time(moment, "be", "hm") == "09:05"
    assert GRAMMAR.number(2, "be", "f", "gen") == "дзвюх"
    assert plain(GRAMMAR.money(Decimal(1), "be")) == "1 рубель 00 капеек (адзін рубель 00 капеек)"
    assert plain(GRAMMAR.article("34(5)", "ru")) == "ч. 5 ст. 34 УПК"
    assert plain(GRAMMAR.crime("205", 1, "be")) == "ч. 1 арт. 205 КК"
    assert GRAMMAR.agree("resolved", "ru", "f") == "постановила"
    assert plain(GRAMMAR.join(["а", "б", "в"], "be")) == "а, б і в"
    assert GRAMMAR.join([], "ru") == ""
    assert GRAMMAR.settle("be", [("справа у", False)]) == "справа ў"
    assert {"date", "day", "numeric"} <= set(DATE_STYLES)
    assert {"time", "hm", "short"} <= set(TIME_STYLES)


# --- the command ---------------------------------------------------------------


def ask(*argv: str) -> tuple[int, str]:
    """Run the command as main.py does, on a text."""
    args, out = parsed(*argv)
    return args.run(args, out), out.getvalue()


def parsed(*argv: str) -> tuple[Namespace, io.StringIO]:
    """Return the arguments with a desk, and what the desk prints."""
    parser, out = ArgumentParser(), io.StringIO()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["decline", *argv])
    args.desk = Desk(out, io.StringIO(), datetime(2026, 3, 2), places(), import_module, "en")
    return args, out


def test_the_command_prints_six_cases() -> None:
    code, text = ask("--language", "ru", "--kind", "surname", "--gender", "m", "Лапоть")
    assert (code, text.splitlines()[2]) == (0, "dat  Лаптю")
    assert len(text.splitlines()) == len(CASES)


DOUBT = "?    the rules are not sure, check: possessive or noun"


def test_the_command_explains_and_doubts() -> None:
    _, text = ask("--language", "ru", "--kind", "surname", "--gender", "f", "--explain", "Дубина")
    assert text.splitlines()[-2:] == ["rule a-noun-or-possessive", DOUBT]


def test_the_command_answers_in_json() -> None:
    _, text = ask("--language", "be", "--kind", "title", "--json", "--explain", "следчы")
    answer = json.loads(text)
    assert list(answer) == [*CASES, "sure", "doubt", "rule"]
    assert (answer["dat"], answer["rule"]) == ("следчаму", "title:investigator")


def test_a_stream_answers_every_line_and_names_the_wrong_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = "surname\tm\tЛапоть\nx\ty\n\nfull\t-\tЗаяц Лев Фомич\nsurname\tq\tЛапоть\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    args, out = parsed("--language", "ru", "-")
    with pytest.raises(UserError, match="decline-line-wrong") as caught:
        args.run(args, out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer.get("gen") for answer in answers] == ["Лаптя", None, "Зайца Льва Фомича", None]
    assert caught.value.values == {"lines": "2, 5", "count": 2}
    assert caught.value.exit_code == 2


def test_a_stream_of_bytes_is_read_as_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO(b"\xef\xbb\xbfgiven\tm\t" + "Лев\r\n".encode() + b"given\tm\t\xff\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="ascii"))
    code, text = ask("--language", "ru", "-")
    first, second = (json.loads(line) for line in text.splitlines())
    assert (code, first["gen"], second["sure"]) == (0, "Льва", False)


def test_the_language_floor_starts_quickly_and_alone() -> None:
    script = (
        "import sys, core.language.grammar\n"
        "print([name for name in ('PySide6', 'sqlalchemy', 'reportlab', 'pytrovich')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
