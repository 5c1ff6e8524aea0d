"""Articles of the codes as papers cite them: «ч. 2 арт. 205 КК», «ч. 2 ст. 205 УК»."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from core.errors import UserError
from core.i18n import PaperLanguage
from core.language.numbers import NBSP

Code = Literal["cpc", "cc", ""]

_CODES: Final[dict[tuple[str, PaperLanguage], str]] = {
    ("cpc", "be"): "КПК",
    ("cpc", "ru"): "УПК",
    ("cc", "be"): "КК",
    ("cc", "ru"): "УК",
}
_ARTICLE: Final[dict[PaperLanguage, str]] = {"be": "арт.", "ru": "ст."}
_ARTICLES: Final[dict[PaperLanguage, str]] = {"be": "арт.", "ru": "ст."}
_AND: Final[dict[PaperLanguage, str]] = {"be": "і", "ru": "и"}
_PART: Final = f"ч.{NBSP}"
_POINT: Final = f"п.{NBSP}"

_CITATION = re.compile(
    r"(?:arts?\.\s*)?(?P<article>\d+(?:-\d+)?)"
    r"(?:\((?P<part>\d+(?:-\d+)?(?:\s*[,–-]\s*\d+(?:-\d+)?)*)\))?"
    r"(?:\((?P<point>\d+(?:-\d+)?(?:\s*[,–-]\s*\d+(?:-\d+)?)*)\))?"
)
_HIGH: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INDEX = re.compile(r"-(\d+)")


class Citation(NamedTuple):
    """One article with its part and point; empty when the whole is meant."""

    article: str
    part: str = ""
    point: str = ""


def parse_citation(text: str) -> Citation:
    """Return the article, part and point of the notation of the law data: 34(5)(14).

    A notation that is not understood is an error of the person, who may have typed it.
    """
    match = _CITATION.fullmatch(text.strip())
    if match is None:
        raise UserError("article-not-understood", text=text)
    return Citation(match["article"], match["part"] or "", match["point"] or "")


def _raised(number: str) -> str:
    """Return a number whose index is written high: 34-1 is 34¹."""
    return _INDEX.sub(lambda match: match[1].translate(_HIGH), number)


def _several(numbers: str) -> str:
    """Return parts or points with a dash between the ends of a range."""
    return _raised(numbers) if "," not in numbers else re.sub(r"\s*,\s*", ", ", _raised(numbers))


def _place(citation: Citation, language: PaperLanguage) -> str:
    """Return point, part and article without the code."""
    point = f"{_POINT}{_several(citation.point)} " if citation.point else ""
    part = f"{_PART}{_several(citation.part)} " if citation.part else ""
    return f"{point}{part}{_ARTICLE[language]}{NBSP}{_raised(citation.article)}"


def cite(text: str, language: PaperLanguage, code: Code = "cpc") -> str:
    """Return one or several articles as a paper cites them.

    `text` is the notation of the law data, several parted by commas. Whole articles
    are gathered («арт. 30, 34 і 36 КПК»); others are listed and the code stands once.

    >>> cite("34(5)(14)", "be").replace(NBSP, " ")
    'п. 14 ч. 5 арт. 34 КПК'
    """
    citations = [parse_citation(item) for item in re.split(r",(?![^(]*\))", text)]
    name = _CODES.get((code, language), "")
    tail = f"{NBSP}{name}" if name else ""
    if all(not citation.part for citation in citations):
        numbers = [_raised(citation.article) for citation in citations]
        return f"{_ARTICLES[language]}{NBSP}{_listed(numbers, language)}{tail}"
    return _listed([_place(citation, language) for citation in citations], language) + tail


def cite_crime(
    article: str, part: int | None, language: PaperLanguage, point: int | None = None
) -> str:
    """Return an article of the Criminal Code with part and point: ч. 2 арт. 205 КК."""
    citation = Citation(article, str(part or ""), str(point or ""))
    return f"{_place(citation, language)}{NBSP}{_CODES['cc', language]}"


def _listed(items: list[str], language: PaperLanguage) -> str:
    """Return items with commas and the last one after «і»."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_AND[language]}{NBSP}{items[-1]}"
