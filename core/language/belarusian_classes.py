"""The classes of Belarusian names as tables keyed by the end of the nominative.

The longest end that fits wins. A class is a pattern made once, at import, from a
paradigm; nothing is inflected letter by letter afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.language.belarusian_letters import CONSONANTS, HARDENED, VELARS, VOWELS
from core.language.belarusian_paradigms import (
    UNCHANGED,
    Forms,
    Pattern,
    adjective_man,
    adjective_woman,
    feminine,
    masculine,
    mixed,
    pattern,
    possessive_man,
    possessive_woman,
    third,
)

Table = dict[str, Pattern]

STRESS_OM = "stress: -ам or -ом"
STRESS_EM = "stress: -ем or -ём"
STRESS_AHA = "stress: -ага or -ога"
FLEETING = "stem: fleeting vowel or not"
FOREIGN = "foreign"
NOUN_OR_ADJECTIVE = "adjective or noun"
NOUN_OR_POSSESSIVE = "possessive or noun"
POLICY = "policy: keep or decline"
OTHER_GENDER = "form of the other gender"
RARE = "rare class"

_HARD_RULE = {
    **dict.fromkeys(VELARS, "m-velar"),
    **dict.fromkeys(HARDENED, "m-hush"),
    "р": "m-r",
    "т": "m-hard-t",
    "д": "m-hard-d",
    "ў": "m-hard-v",
}


def consonants() -> Table:
    """Return the classes of men's names on a consonant with the stress on the stem."""
    table = {c: _consonant(c) for c in CONSONANTS}
    for end, rule in (("ь", "m-soft"), ("й", "m-j")):
        table[end] = pattern(rule, end, masculine("", soft=True, stressed=False))
    for end in ("ій", "ый"):
        table[end] = pattern("m-ij", end, masculine(end[0], soft=True, stressed=False))
    return table


def _consonant(last: str) -> Pattern:
    stem = "в" if last == "ў" else last
    forms = masculine(stem, soft=False, stressed=False)
    return pattern(_HARD_RULE.get(last, "m-hard"), last, forms)


def indeclinable(rule: str, ends: Iterable[str], doubt: str = "") -> Table:
    """Return one class for ends that never change."""
    return {end: Pattern(rule, 0, UNCHANGED, doubt) for end in ends}


def _men_in_a(doubt: str) -> Table:
    """Return the classes of men's names in unstressed -а, -я; Ха and Гуліа do not change."""
    table = indeclinable("m-indecl", "а", FOREIGN)
    for c in CONSONANTS:
        rule = "m-a-stem-hu" if c in VELARS + HARDENED else "m-a-stem"
        made = pattern(rule, c + "а", mixed(c, soft=False), doubt)
        table[c + "а"] = made._replace(least=2)
    table["я"] = pattern("m-ja-stem", "я", mixed("", soft=True))
    return table


def _women_in_a() -> Table:
    """Return the classes of women's nouns in -а, -я."""
    table = indeclinable("f-indecl", "а", FOREIGN)
    for c in CONSONANTS:
        rule = "f-velar" if c in VELARS else "f-hush" if c in HARDENED else "f-hard"
        made = pattern(rule, c + "а", feminine(c, soft=False, stressed=False))
        table[c + "а"] = made._replace(least=2)
    table["я"] = pattern("f-ja", "я", feminine("", soft=True, stressed=False))
    return table


def given_men() -> Table:
    """Return the classes of men's given names."""
    table = consonants() | indeclinable("m-indecl", "эеіыуюё") | indeclinable("m-o", "о", FOREIGN)
    table |= _men_in_a(STRESS_OM)
    for end in ("ла", "ша", "жа", "ка", "іта", "ора", "рэма", "рома", "сава"):
        table[end] = table[end[-2:]]._replace(doubt="")
    for end in ("ук", "юк"):
        table[end] = _stressed("m-uk-end", end, end, doubt=STRESS_OM)
    for end in ("усь", "ась"):
        table[end] = _stressed_soft("m-soft-end", end, STRESS_EM)
    for end in ("ок", "ёк"):
        table[end] = table["к"]._replace(doubt=FLEETING)
    return table


def given_women() -> Table:
    """Return the classes of women's given names."""
    table = _women_in_a() | indeclinable("f-indecl", CONSONANTS + "эеіыуюёой")
    for end in ("дзь", *(c + "ь" for c in CONSONANTS)):
        table[end] = pattern("f-3", end, _third(end), FOREIGN)
    for name in ("рахіль", "нінэль", "любоў", "эсфір", "юдзіф", "агар"):
        table[name] = pattern("f-3", name, third(name))
    return table


def _third(end: str) -> Forms:
    """Return the forms of an end as if a vowel stood before it, which doubling needs."""
    gen, dat, acc, ins, loc = (form[1:] for form in third("а" + end))
    return gen, dat, acc, ins, loc


def patronymics() -> tuple[Table, Table]:
    """Return the classes of patronymics: men's, then women's; anything else stays with a doubt."""
    other = {end: Pattern("patr-other", 0, UNCHANGED, "not a patronymic") for end in _LETTERS}
    men, women = dict(other), dict(other)
    for end in ("іч", "ыч"):
        men[end] = pattern("patr-m", end, masculine(end, soft=False, stressed=False))
    for end in ("ільіч", "ілліч", "кузьміч", "лукіч", "фаміч", "хаміч"):
        men[end] = pattern("patr-m-end", end, masculine(end, soft=False, stressed=True))
    for end in ("ўна", "чна"):
        women[end] = pattern("patr-f", end, feminine(end[:-1], soft=False, stressed=False))
    return men, women


_LETTERS = CONSONANTS + VOWELS + "йь’"


def _stressed(rule: str, end: str, stem: str, doubt: str = "", least: int = 2) -> Pattern:
    """Return a class with the stress on the ending, and on the stem when о or ё shows it."""
    forms = masculine(stem, soft=False, stressed=False)
    unstressed = pattern(rule.replace("-end", "-stem"), end, forms)
    made = pattern(rule, end, masculine(stem, soft=False, stressed=True), doubt)
    return made._replace(stem=unstressed, least=least)


def _stressed_soft(rule: str, end: str, doubt: str) -> Pattern:
    stem = end.removesuffix("ь")
    plain = pattern("m-soft", end, masculine(stem, soft=True, stressed=False))
    made = pattern(rule, end, masculine(stem, soft=True, stressed=True), doubt)
    return made._replace(stem=plain, least=2)


def surname_men() -> Table:
    """Return the classes of men's surnames."""
    table = consonants() | indeclinable("m-indecl-foreign", "эеіуюёы")
    table |= indeclinable("m-indecl-o", "о") | _men_in_a("")
    table |= _monosyllables(table) | _suffixes(table) | _in_ok() | _in_ec()
    table |= _adjectives_men() | _possessives_men(table)
    table |= indeclinable("m-other-gender", ("ская", "цкая"), OTHER_GENDER)
    for end in ("ова", "ёва", "ева", "кіна"):
        table[end] = table[end[-2:]]._replace(doubt=OTHER_GENDER, least=3)
    return table


def _monosyllables(table: Table) -> Table:
    """Return doubt for one syllable on -к, -ч, -ж, -ш (Жук or Мак?), none for longer names."""
    made: Table = {}
    for last in "кчжш":
        plain = table[last]
        made |= {v + last: plain._replace(least=2) for v in VOWELS}
        made |= {c + last: plain for c in CONSONANTS}
        made[last] = plain._replace(doubt=STRESS_OM)
    return made


def _suffixes(table: Table) -> Table:
    """Return the suffixes of native surnames that tell the stress or a fleeting vowel."""
    made: Table = {}
    for end in ("ук", "юк", "ак", "як"):
        made[end] = _stressed(f"m-{'uk' if end[0] in 'ую' else 'ak'}-end", end, end)._replace(
            shifting=True
        )
    for end in ("ач", "яч"):
        made[end] = _stressed("m-ach-end", end, end)
    for end in ("ун", "юн", "яр", "ух", "юх"):
        made[end] = _stressed("m-agent-end", end, end, STRESS_OM)
    for end in ("ар", "ыр", "ір"):
        made[end] = table[end[-1]]._replace(doubt=STRESS_OM, stem=table["р"], least=2)
    for end in ("аль", "уль", "юль", "ыль", "унь", "ынь", "інь", "ась", "усь"):
        made[end] = table["ь"]._replace(doubt=STRESS_EM, stem=table["ь"], least=2)
    made["ень"] = table["ь"]._replace(doubt=FLEETING, least=2)
    for end in ("онак", "ёнак"):
        made[end] = _fleeting("m-onak", end, end[0] + "нк")
    for v in "аяеэіыую":
        made[v + "нак"] = _fleeting("m-onak", v + "нак", v + "нк", FLEETING)
    return made | _in_ix()


def _fleeting(rule: str, end: str, stem: str, doubt: str = "") -> Pattern:
    return pattern(rule, end, masculine(stem, soft=False, stressed=False), doubt)


def _in_ix() -> Table:
    """Return surnames that were plural genitives: Чарных, Доўгіх."""
    made = {end: Pattern("m-indecl-yh", 0, UNCHANGED, least=2) for end in ("ых", "іх")}
    for c in "лдзсцвбпмф":
        end = c + "іх"
        made[end] = pattern("m-velar", end, masculine(end, soft=False, stressed=False), FOREIGN)
    return made


def _in_ok() -> Table:
    """Return native surnames in -ок, -ёк, whose vowel is fleeting: Міхалок, Міхалка."""
    made: Table = {}
    for c in CONSONANTS:
        doubt = "" if c in "чл" else FLEETING
        made[c + "ок"] = _stressed("m-ok-end", c + "ок", c + "к", doubt)
        soft = c + ("ьк" if c in "лнсзц" else "к")
        made[c + "ёк"] = _stressed("m-ok-end", c + "ёк", soft, FLEETING)
    for last in "рл":
        kept = _stressed("m-ok-end", last + "ок", last + "ак", FLEETING)
        made |= {first + last + "ок": kept for first in "бвгдзкпстхжш"}
    for v in VOWELS:
        made[v + "ёк"] = _stressed("m-ok-end", v + "ёк", v + "йк", FLEETING)
    return made


def _in_ec() -> Table:
    """Return native surnames in -ец, -яц: the vowel is fleeting except after two consonants."""
    made: Table = {}
    for e, under_stress in ("ея", "эа"):
        for c in CONSONANTS:
            before = {"в": "ў", "л": "ль", "ц": "т"}.get(c, c)
            doubt = FLEETING if c == "ц" else ""
            made[c + e + "ц"] = _stressed("m-ec-end", c + e + "ц", before + "ц", doubt)
            kept = _stressed("m-ec-end", c + e + "ц", c + under_stress + "ц", FLEETING)
            made |= {first + c + e + "ц": kept for first in CONSONANTS}
        for v in VOWELS:
            made[v + e + "ц"] = _stressed("m-ec-end", v + e + "ц", v + "йц")
    made["дзец"] = _stressed("m-ec-end", "дзец", "дц", FLEETING)
    made["авец"] = _stressed("m-ec-end", "авец", "аўц", STRESS_OM)
    for v in VOWELS:
        made[v + "яц"] = _fleeting("m-fleet", v + "яц", v + "йц")
    return made


def _adjectives_men() -> Table:
    """Return men's adjectival surnames; the same letters may be a foreign name."""
    made: Table = {}
    for c in set(CONSONANTS) - set(VELARS):
        made[c + "ы"] = _adjective(c + "ы", c)
    for end in ("чы", "жы", "цы", "шы"):
        made[end] = made[end]._replace(doubt=NOUN_OR_ADJECTIVE)
    foreign = [v + end for v in VOWELS for end in ("ры", "кі", "гі", "хі", "ні")]
    made |= indeclinable("m-indecl-foreign", foreign, FOREIGN)
    made |= indeclinable("m-indecl-foreign", ("джы", "дзы"))
    after_consonant = {
        "кі": _adjective("кі", "к"),
        "гі": _adjective("гі", "г", doubt=NOUN_OR_ADJECTIVE),
        "хі": _adjective("хі", "х", doubt=NOUN_OR_ADJECTIVE),
        "ні": _adjective("ні", "н", soft=True),
    }
    for end, adjective in after_consonant.items():
        made |= {first + end: adjective for first in CONSONANTS + "ьй"}
    for end in ("авы", "явы"):
        made[end] = _adjective(end, end[:-1], stressed=True, doubt=STRESS_AHA)
    for c in "внтлдхгш":
        made[c + "ой"] = _adjective(c + "ой", c, stressed=True, doubt=NOUN_OR_ADJECTIVE)
    made["ской"] = made["цкой"] = _adjective("кой", "к", stressed=True)
    return made


def _adjective(
    end: str, stem: str, *, soft: bool = False, stressed: bool = False, doubt: str = ""
) -> Pattern:
    """Return a man's adjectival class; seen о, ё take the stress back to the stem."""
    rule = "m-adj-soft" if soft else "m-adj"
    plain = pattern(rule, end, adjective_man(stem, soft=soft, stressed=False), doubt)
    if not stressed:
        return plain._replace(least=2)
    made = pattern("m-adj-end", end, adjective_man(stem, soft=soft, stressed=True), doubt)
    return made._replace(stem=plain._replace(doubt=""), least=2)


def _possessives_men(table: Table) -> Table:
    """Return men's surnames in -оў, -ін, and the nouns that look like them."""
    made: Table = {}
    for v in "аеоёэ":
        forms = possessive_man(v + "в")
        made[v + "ў"] = pattern("m-ov", v + "ў", forms)._replace(least=2)
    for v in "іы":
        forms = possessive_man(v + "н")
        made[v + "н"] = pattern("m-in", v + "н", forms)._replace(least=2)
    for end in ("слаў", "цлаў"):
        made[end] = table["ў"]
    for end in ("чанін", "янін", "уін", "эдзін", "удзін", "лдвін"):
        made[end] = table["н"]._replace(rule="m-in-noun", doubt=NOUN_OR_POSSESSIVE)
    return made


def surname_women() -> Table:
    """Return the classes of women's surnames; where sources disagree the surname stays.

    The published decisions of the Constitutional Court leave Бойка unchanged.
    """
    table = indeclinable("f-indecl-cons", CONSONANTS + "ьй")
    table |= indeclinable("f-indecl", "оэеіыуюё")
    for end in ("аў", "еў", "оў", "ёў", "скі", "цкі"):
        table[end] = Pattern("f-other-gender", 0, UNCHANGED, OTHER_GENDER, least=2)
    table |= _women_in_a() | indeclinable("f-a-keep", [c + "а" for c in CONSONANTS], POLICY)
    table |= indeclinable("f-ka", ("ка",)) | indeclinable("f-ka", ("ска", "цка"), FOREIGN)
    table |= _adjectives_women()
    for v in "аеоёэ":
        end = v + "ва"
        table[end] = pattern("f-ov", end, possessive_woman(v + "в"))
    for v in "іы":
        end = v + "на"
        table[end] = pattern("f-in", end, possessive_woman(v + "н"))._replace(least=3)
    return table


def _adjectives_women() -> Table:
    made: Table = {}
    for c in CONSONANTS:
        forms = adjective_woman(c, soft=False, stressed=False)
        made[c + "ая"] = pattern("f-adj", c + "ая", forms)._replace(least=3)
    made["яя"] = pattern("f-adj-soft", "яя", adjective_woman("", soft=True, stressed=False))
    for end in ("авая", "явая"):
        stem = end[:-2]
        plain = pattern("f-adj", end, adjective_woman(stem, soft=False, stressed=False))
        stressed = adjective_woman(stem, soft=False, stressed=True)
        made[end] = pattern("f-adj-end", end, stressed, STRESS_AHA)._replace(stem=plain)
    return made


def women_declined() -> Table:
    """Return what women's surnames in -а become when the house rule is to inflect them."""
    return {end: made._replace(rule=made.rule + "-alt") for end, made in _women_in_a().items()}
