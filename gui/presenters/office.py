"""The form of the division and the investigator: what may be chosen, and what was meant."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from core.engine.events import Division, Gender, Official
from core.i18n import PAPER_LANGUAGES, Bilingual, PaperLanguage, UiLanguage
from core.language.titles import FILE
from core.services.office import Office


@dataclass(frozen=True)
class OfficeForm:
    """What is typed of the office; texts come in pairs, Belarusian first."""

    division: tuple[str, str]
    place: tuple[str, str]
    name: tuple[str, str]
    gender: Gender
    position: str
    rank: str

    @property
    def complete(self) -> bool:
        """Return whether papers can be headed and signed with it."""
        return all(text.strip() for pair in (self.division, self.place, self.name) for text in pair)


def office_of(form: OfficeForm) -> Office:
    """Return the office that a complete form means."""
    return Office(
        Division(name=_pair(form.division), place=_pair(form.place)),
        Official(name=_pair(form.name), gender=form.gender, position=form.position, rank=form.rank),
    )


def form_of(office: Office | None) -> OfficeForm:
    """Return the form filled with what is known."""
    if office is None:
        return OfficeForm(("", ""), ("", ""), ("", ""), "m", "investigator", "")
    division, official = office.division, office.investigator
    return OfficeForm(
        (division.name.be, division.name.ru),
        (division.place.be, division.place.ru),
        (official.name.be, official.name.ru),
        official.gender,
        official.position,
        official.rank,
    )


def titles_of(category: str, language: UiLanguage) -> tuple[tuple[str, str], ...]:
    """Return posts or ranks to choose from, as the list of titles has them: id and words."""
    shown = next((one for one in PAPER_LANGUAGES if one == language), PAPER_LANGUAGES[0])
    return _titles(category, shown)


@cache
def _titles(category: str, language: PaperLanguage) -> tuple[tuple[str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = {
            row["id"]: row["nom"]
            for row in rows
            if row["category"] == category and row["lang"] == language and row["gender"] != "f"
        }
    return tuple(found.items())


def _pair(texts: tuple[str, str]) -> Bilingual:
    return Bilingual(be=texts[0].strip(), ru=texts[1].strip())
