"""Russian given names and patronymics as tables of endings."""

from __future__ import annotations

_VOWELS = """
unchanged-vowel | о е ё э и ы у ю | 0 | = |
unchanged-foreign-a | уа иа оа еа | 0 | = |
a-hard | а | 1 | ы е у ой е |
a-velar | га ка ха | 1 | и е у ой е |
a-hushing | жа ша ча ща | 1 | и е у ей е |
a-ts | ца | 1 | ы е у ей е |
ja | я | 1 | и е ю ей е |
ija | ия | 1 | и и ю ей и |
"""

MASCULINE_WORDS = """
fleeting | лев | 2 | ьва ьву ьва ьвом ьве |
fleeting | павел | 2 | ла лу ла лом ле |
fleeting | змитер | 2 | ра ру ра ром ре |
root-change | пётр петр | 3 | етра етру етра етром етре |
ja-end-stress | илья | 1 | и е ю ёй е |
# one-syllable stems: the dative and locative on -е
ija-short | зия | 1 | и е ю ей е | foreign
# stress on the ending: -ём
soft-end-stress | василь кастусь костусь михась юрась петрусь пятрусь янусь базыль |\
 1 | я ю я ём е |
# foreign names with the stress on the last vowel
unchanged-foreign | шота франсуа тома люка | 0 | = |
# Ukrainian and folk names on -о; Russian handbooks decline them
folk-o | петро павло дмитро михайло данило гаврило марко левко юрко | 1 | а у а ом е |\
 declined or unchanged
"""

MASCULINE_SHORT = """
j-noun | ий | 1 | я ю я ем и |
hard | ок ек ёк | 0 | а у а ом е |
"""

MASCULINE_ENDS = (
    _VOWELS
    + """
hard | б в г д з к л м н п р с т ф х ъ | 0 | а у а ом е |
hushing | ж ч ш щ ц | 0 | а у а ем е |
j-noun | й | 1 | я ю я ем е |
ij-noun | ий | 1 | я ю я ем и |
soft | ь | 1 | я ю я ем е |
fleeting-jok | ёк | 2 | ька ьку ька ьком ьке |
"""
)

FEMININE_WORDS = """
# the dative and locative on -е: stems of one syllable, and a stressed -ия
ija-short | ия лия вия | 1 | и е ю ей е |
ija-end-stress | алия альфия галия гульфия зульфия асия рузия сафия наджия фания нажия магия\
 разия мавия | 1 | и е ю ёй е | stress: Алия
# third declension: biblical, Russian and long familiar names on a soft consonant
third | любовь нинель рахиль эсфирь юдифь руфь агарь жизель агидель рашель ассоль адель иезавель\
 есфирь | 1 | и и ь ью и |
"""

FEMININE_SHORT = """
third | фь рь | 1 | и и ь ью и | foreign
"""

FEMININE_ENDS = (
    _VOWELS
    + """
unchanged-consonant | б в г д ж з й к л м н п р с т ф х ц ч ш щ ъ | 0 | = |
third | вь фь рь | 1 | и и ь ью и | foreign
unchanged-soft | ь | 0 | = | foreign
"""
)

PATRONYMIC_M_WORDS = """
# from names with the stress on the ending (Илья, Лука, Фома, Кузьма, Хома): -ом
ich-end-stress | ильич лукич фомич кузьмич хомич | 0 | а у а ом е |
"""

PATRONYMIC_M_ENDS = """
ich | ич ыч | 0 | а у а ем е |
ich-end-stress | ьич ьмич | 0 | а у а ом е |
turkic | оглы оглу улы уулу ули заде кызы гызы | 0 | = |
"""

PATRONYMIC_F_ENDS = """
na | вна чна шна | 1 | ы е у ой е |
turkic | кызы гызы кизи заде оглы | 0 | = |
"""
