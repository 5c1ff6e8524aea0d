"""Numbers, counted nouns and money in words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

from core.errors import UserError
from core.i18n import PaperLanguage
from core.language.forms import Case
from core.language.number_words import CARDINALS, GROUPS, ORDINALS

NumberGender = Literal["m", "f", "n"]
Plural = tuple[str, str, str]
"""one, few, many: справа, справы, спраў; дело, дела, дел."""

LIMIT: Final = 10**12
"""Numbers from here on are not spelled out."""

NBSP: Final = "\N{NO-BREAK SPACE}"

_COUNTED = """
day | дзень дні дзён | день дня дней
week | тыдзень тыдні тыдняў | неделя недели недель
month | месяц месяцы месяцаў | месяц месяца месяцев
year | год гады гадоў | год года лет
hour | гадзіна гадзіны гадзін | час часа часов
minute | хвіліна хвіліны хвілін | минута минуты минут
sutki | суткі сутак сутак | сутки суток суток
case | справа справы спраў | дело дела дел
document | дакумент дакументы дакументаў | документ документа документов
participant | удзельнік удзельнікі удзельнікаў | участник участника участников
person | асоба асобы асоб | лицо лица лиц
sheet | ліст лісты лістоў | лист листа листов
page | старонка старонкі старонак | страница страницы страниц
volume | том тамы тамоў | том тома томов
copy | экзэмпляр экзэмпляры экзэмпляраў | экземпляр экземпляра экземпляров
item | прадмет прадметы прадметаў | предмет предмета предметов
file | файл файлы файлаў | файл файла файлов
record | запіс запісы запісаў | запись записи записей
photo | фотаздымак фотаздымкі фотаздымкаў | фотоснимок фотоснимка фотоснимков
attesting_witness | паняты панятыя панятых | понятой понятых понятых
rouble | рубель рублі рублёў | рубль рубля рублей
kopeck | капейка капейкі капеек | копейка копейки копеек
"""


def _counted() -> dict[str, dict[PaperLanguage, Plural]]:
    """Return the table of counted nouns."""
    table: dict[str, dict[PaperLanguage, Plural]] = {}
    for line in _COUNTED.strip().splitlines():
        key, be, ru = (cell.split() for cell in line.split("|"))
        table[key[0]] = {"be": (be[0], be[1], be[2]), "ru": (ru[0], ru[1], ru[2])}
    return table


COUNTED: Final = _counted()


def plural(number: int, forms: Plural) -> str:
    """Return the form of a noun after a whole number; both languages choose alike.

    >>> plural(21, ("дзень", "дні", "дзён")), plural(112, ("дело", "дела", "дел"))
    ('дзень', 'дел')
    """
    tail, tens = abs(number) % 10, abs(number) % 100
    if tail == 1 and tens != 11:
        return forms[0]
    if tail in (2, 3, 4) and tens not in (12, 13, 14):
        return forms[1]
    return forms[2]


def counted(number: int, noun: str, language: PaperLanguage) -> str:
    """Return a number in figures with its noun after a no-break space: 5 дзён.

    `noun` is a key of `COUNTED`.
    """
    return f"{grouped(number)}{NBSP}{plural(number, COUNTED[noun][language])}"


def grouped(number: int) -> str:
    """Return a number in figures, thousands parted by no-break spaces: 1 234."""
    return f"{number:,}".replace(",", NBSP)


def number_in_words(
    number: int,
    language: PaperLanguage,
    gender: NumberGender = "m",
    case: Case = "nom",
) -> str:
    """Return a cardinal number in words, agreeing with the gender of what is counted.

    >>> number_in_words(22, "be", "f"), number_in_words(3, "ru", case="gen")
    ('дваццаць дзве', 'трёх')
    """
    _check(number)
    if number == 0:
        return CARDINALS[language]["0"][case]
    return " ".join(_spelled(number, language, gender, case))


def ordinal_in_words(
    number: int,
    language: PaperLanguage,
    gender: NumberGender = "m",
    case: Case = "nom",
) -> str:
    """Return an ordinal number in words; only its last word is an ordinal.

    Of round thousands only those that years need are known.

    >>> ordinal_in_words(2026, "be", case="gen")
    'дзве тысячы дваццаць шостага'
    """
    _check(number)
    table = ORDINALS[language]
    if number in table:
        return table[number][gender][case]
    step = next((s for s in (100, 1000) if number % s and number % s in table), 0)
    last = number % step if step else number % 10 or number % 100 or number % 1000
    if last not in table:
        raise UserError("number-out-of-range", number=number, limit=LIMIT)
    head = " ".join(_spelled(number - last, language, "m", "nom"))
    return f"{head} {table[last][gender][case]}"


def _check(number: int) -> None:
    """Refuse a number that is not spelled out."""
    if not 0 <= number < LIMIT:
        raise UserError("number-out-of-range", number=number, limit=LIMIT)


def _spelled(
    number: int, language: PaperLanguage, gender: NumberGender, case: Case
) -> Iterator[str]:
    """Yield the words of a positive number from the highest group down."""
    for power, unit in ((9, 100), (6, 10), (3, 1)):
        group = number // 10**power % 1000
        if group:
            yield from _below_thousand(group, language, "f" if power == 3 else "m", case)
            kind = {1: unit, 2: 2 * unit, 5: 5 * unit}
            tail = int(plural(group, ("1", "2", "5")))
            yield GROUPS[language, str(kind[tail])][case]
    yield from _below_thousand(number % 1000, language, gender, case)


def _below_thousand(
    number: int, language: PaperLanguage, gender: NumberGender, case: Case
) -> Iterator[str]:
    """Yield the words of a number below a thousand; of zero nothing."""
    table = CARDINALS[language]
    hundreds, rest = number // 100 * 100, number % 100
    tens, ones = (0, rest) if rest < 20 else (rest // 10 * 10, rest % 10)
    for part in (hundreds, tens, ones):
        if part:
            yield table[f"{part}{gender if part in (1, 2) else ''}"][case]


def money(amount: Decimal, language: PaperLanguage, *, words: bool = True) -> str:
    """Return a sum in Belarusian roubles: figures and, in brackets, words.

    Kopecks stay in figures. A sum with parts of a kopeck or below zero is an error
    of the person: nothing is rounded in a paper.

    >>> money(Decimal("2.42"), "be").replace(NBSP, " ")
    '2 рублі 42 капейкі (два рублі 42 капейкі)'
    """
    roubles, kopecks = _roubles_kopecks(amount)
    small = f"{kopecks:02d}{NBSP}{plural(kopecks, COUNTED['kopeck'][language])}"
    figures = f"{counted(roubles, 'rouble', language)} {small}"
    if not words:
        return figures
    spelled = number_in_words(roubles, language, "m")
    return f"{figures} ({spelled} {plural(roubles, COUNTED['rouble'][language])} {small})"


def money_short(amount: Decimal) -> str:
    """Return a sum as in tables, the same in both languages: 1 234,56 руб."""
    roubles, kopecks = _roubles_kopecks(amount)
    return f"{grouped(roubles)},{kopecks:02d}{NBSP}руб."


def _roubles_kopecks(amount: Decimal) -> tuple[int, int]:
    """Return whole roubles and kopecks of a sum."""
    if not amount.is_finite() or amount < 0 or amount * 100 != int(amount * 100):
        raise UserError("money-not-exact", amount=str(amount))
    _check(int(amount))
    return divmod(int(amount * 100), 100)
