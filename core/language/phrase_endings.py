"""Endings of adjectives and nouns in posts, ranks and bodies, Belarusian and Russian.

Adjective rows have five endings with the accusative of a person; the accusative
of a thing is the nominative for masculine and neuter heads. Noun rows serve words
that the list of titles does not know, so their answers are marked for a look.
"""

from __future__ import annotations

from typing import Final

from core.i18n import PaperLanguage
from core.language.endings import Endings, word_set

_RU_ADJECTIVES = """
m | ый ой | 2 | ого ому ого ым ом |
m | кий гий хий | 2 | ого ому ого им ом |
m | ской цкой кой гой хой жой шой чой | 2 | ого ому ого им ом |
m | жий ший чий щий ний | 2 | его ему его им ем |
m | щийся | 4 | егося емуся егося имся емся |
f | ая | 2 | ой ой ую ой ой |
f | жая шая чая щая | 2 | ей ей ую ей ей |
f | яя | 2 | ей ей юю ей ей |
n | ое | 2 | ого ому ое ым ом |
n | кое гое хое | 2 | ого ому ое им ом |
n | ее | 2 | его ему ее им ем |
"""

_BE_ADJECTIVE_WORDS = """
# stress on the ending: -ога, -ому
m | абласны паняты | 1 | ога ому ога ым ым |
m | гарадскі людскі марскі другі | 1 | ога ому ога ім ім |
f | абласная гарадская панятая другая | 2 | ой ой ую ой ой |
n | абласное | 2 | ога ому ое ым ым |
n | гарадское другое | 2 | ога ому ое ім ім |
"""

_BE_ADJECTIVES = """
m | ы | 1 | ага аму ага ым ым |
m | кі гі хі | 1 | ага аму ага ім ім |
m | ні | 1 | яга яму яга ім ім |
f | ая | 2 | ай ай ую ай ай |
f | яя | 2 | яй яй юю яй яй |
n | ае | 2 | ага аму ае ым ым |
n | кае гае хае | 2 | ага аму ае ім ім |
n | ое | 2 | ога ому ое ым ым |
n | яе | 2 | яга яму яе ім ім |
"""

_RU_NOUNS = """
m | б в г д з к л м н п р с т ф х | 0 | а у а ом е |
m | ж ч ш щ ц | 0 | а у а ем е |
m | й | 1 | я ю я ем е |
m | ь | 1 | я ю я ем е |
m | ец | 2 | ца цу ца цом це |
m | лец | 2 | ьца ьцу ьца ьцем ьце |
m | ий | 1 | я ю я ем и |
f | ость часть | 1 | и и ь ью и |
f | а | 1 | ы е у ой е |
f | ка га ха | 1 | и е у ой е |
f | жа ша ча ща | 1 | и е у ей е |
f | ца | 1 | ы е у ей е |
f | я | 1 | и е ю ей е |
f | ия | 1 | и и ю ей и |
n | о | 1 | а у о ом е |
n | ие | 1 | я ю е ем и |
n | е | 1 | а у е ем е |
"""

_BE_NOUNS = """
m | б в з л м н п с ф | 0 | а у а ам е |
m | г к х ж ч ш ц р | 0 | а у а ам у |
m | т | 1 | та ту та там це |
m | д | 1 | да ду да дам дзе |
m | ў | 1 | ва ву ва вам ве |
m | ст | 2 | ста сту ста стам сце |
m | й | 1 | я ю я ем ю |
m | ь | 1 | я ю я ем ю |
m | ец | 2 | ца цу ца цам цу |
m | ўца нца рца льца | 1 | ы у у ам у |
f | а | 1 | ы е у ай е |
f | ра жа ша ча ца | 1 | ы ы у ай ы |
f | ка | 2 | кі цы ку кай цы |
f | га | 2 | гі зе гу гай зе |
f | ха | 2 | хі се ху хай се |
f | та | 2 | ты це ту тай це |
f | да | 2 | ды дзе ду дай дзе |
f | я | 1 | і і ю яй і |
f | сць | 1 | і і ь ю і |
n | ства | 1 | а у а ам е |
n | нне | 1 | я ю е ем і |
"""

ADJECTIVES: Final[dict[PaperLanguage, Endings]] = {
    "be": Endings(_BE_ADJECTIVE_WORDS, "", _BE_ADJECTIVES),
    "ru": Endings("", "", _RU_ADJECTIVES),
}

NOUNS: Final[dict[PaperLanguage, Endings]] = {
    "be": Endings("", "", _BE_NOUNS),
    "ru": Endings("", "", _RU_NOUNS),
}

STILL: Final = word_set("врио и.о. врид в.а.")
"""Abbreviations that stand for the post and are never inflected."""

JOINING: Final = frozenset({"и", "і", "й"})
"""Words after which a second post may follow in the same case."""
