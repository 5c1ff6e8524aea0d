"""Does a condition hold in a case at a moment, and if not, why: in words, with the article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from core.engine.classify import kinds_of_case
from core.engine.state import Act, CaseState
from core.i18n import Trilingual
from core.law.book import LawBook, Reading
from core.law.condition import Condition

NIGHT_ENDS, NIGHT_STARTS = time(6), time(22)
"""Night is from 22 to 6 o'clock (art. 6(16))."""


@dataclass(frozen=True)
class Reason:
    """Why something does not hold: a sentence in three languages and its article."""

    text: Trilingual
    article: str = ""


@dataclass(frozen=True)
class Situation:
    """A case at a moment, seen for one person (or for the case as a whole)."""

    state: CaseState
    book: LawBook
    at: datetime
    subject: str = ""
    act: Act | None = None
    """The act under question, for guards that look at its length."""
    running: frozenset[tuple[str, str]] = frozenset()
    """Terms running now, with their subjects."""

    @property
    def law(self) -> Reading:
        """Return the law of the day of the moment (art. 5), as chosen for the case."""
        return self.book.on(self.at.date(), chosen_edition(self.state))

    def of(self, subject: str) -> Situation:
        """Return the same moment seen for another person."""
        return replace(self, subject=subject)


def chosen_edition(state: CaseState) -> str:
    """Return the edition a person chose for the case where the day leaves it open."""
    value = state.fact("law_edition")
    return value if isinstance(value, str) else ""


def holds(condition: Condition | None, situation: Situation) -> bool:
    """Return whether the condition holds; no condition always holds."""
    return condition is None or _HOLDS[condition.question](condition, situation)


def why_not(condition: Condition | None, situation: Situation) -> tuple[Reason, ...]:
    """Return the reasons why a condition does not hold; empty when it does."""
    if condition is None or holds(condition, situation):
        return ()
    if condition.because is not None:
        return (Reason(condition.because, condition.article),)
    if condition.all:
        return tuple(reason for one in condition.all for reason in why_not(one, situation))
    if condition.any:
        reasons = [reason for one in condition.any for reason in why_not(one, situation)]
        return (_phrase("any_of", condition, situation, _joined(reasons)),)
    if condition.not_ is not None:
        return (_phrase(f"not_{condition.not_.question}", condition.not_, situation),)
    return (_phrase(condition.question, condition, situation),)


def age_on(born: date, day: date) -> int:
    """Return the age in whole years; a year is full on the day after the birthday."""
    return day.year - born.year - ((day.month, day.day) <= (born.month, born.day))


def is_night(moment: datetime) -> bool:
    """Return whether a moment lies in the night of art. 6(16)."""
    return moment.time() >= NIGHT_STARTS or moment.time() < NIGHT_ENDS


def _done(condition: Condition, situation: Situation) -> bool:
    state = situation.state
    step = situation.law.steps.get(condition.done)
    personal = step is not None and step.per == "person" and not condition.whoever
    subject = situation.subject if personal and situation.subject else None
    acts = state.acts_of(condition.done, subject)
    if not condition.after:
        return bool(acts)
    before = state.acts_of(condition.after)
    return bool(acts) and (not before or acts[-1].at >= before[-1].at)


def _fact(condition: Condition, situation: Situation) -> bool:
    state = situation.state
    value = state.fact(condition.fact, situation.subject) if situation.subject else None
    value = state.fact(condition.fact) if value is None else value
    if condition.is_ is not None:
        return bool(value == condition.is_)
    return value is not None and value is not False and value != ""


def _role(condition: Condition, situation: Situation) -> bool:
    one = situation.state.participants.get(situation.subject)
    return one is not None and one.has(condition.role)


def _younger(condition: Condition, situation: Situation) -> bool:
    one = situation.state.participants.get(situation.subject)
    born = one.person.born if one else None
    return born is not None and age_on(born, situation.at.date()) < condition.age_below


def _foreign(condition: Condition, situation: Situation) -> bool:
    one = situation.state.participants.get(situation.subject)
    return one is not None and one.person.citizenship not in ("", "BY")


def _lasted(condition: Condition, situation: Situation) -> bool:
    act = situation.act
    return act is not None and (act.end - act.at).total_seconds() > condition.lasted * 60


def _running(condition: Condition, situation: Situation) -> bool:
    wanted = {(condition.running, ""), (condition.running, situation.subject)}
    return bool(wanted & situation.running)


_HOLDS: Mapping[str, Callable[[Condition, Situation], bool]] = {
    "all": lambda c, s: all(holds(one, s) for one in c.all),
    "any": lambda c, s: any(holds(one, s) for one in c.any),
    "not_": lambda c, s: not holds(c.not_, s),
    "done": _done,
    "fact": _fact,
    "role": _role,
    "some": lambda c, s: bool(s.state.having(c.some)),
    "age_below": _younger,
    "foreigner": _foreign,
    "night": lambda c, s: is_night(s.at),
    "running": _running,
    "prosecution": lambda c, s: c.prosecution in kinds_of_case(s.state, s.law),
    "material": lambda c, s: not s.state.acts_of("opening"),
    "lasted": _lasted,
}


def _phrase(
    word: str, condition: Condition, situation: Situation, what: Trilingual | None = None
) -> Reason:
    """Return a sentence of the engine with the name of what is asked for."""
    entry = situation.law.words[f"reason_{word}"]
    name = what or _name(condition, situation.law)
    return Reason(fill(entry.text, what=name), condition.article or entry.article)


def fill(text: Trilingual, **values: Trilingual | str) -> Trilingual:
    """Return a sentence with its places filled in each language."""

    def one(language: str) -> str:
        named = {
            key: getattr(value, language) if isinstance(value, Trilingual) else value
            for key, value in values.items()
        }
        template: str = getattr(text, language)
        return template.format(**named)

    return Trilingual(one("be"), one("ru"), one("en"))


def same(text: str) -> Trilingual:
    """Return a value that reads the same in every language."""
    return Trilingual(text, text, text)


def _name(condition: Condition, law: Reading) -> Trilingual:
    """Return the name of what a condition asks about."""
    for kind, attribute in _NAMED:
        entry = law.entries(kind).get(str(getattr(condition, attribute)))
        if entry is not None:
            name: Trilingual = getattr(entry, "label", None) or entry.name  # type: ignore[attr-defined]
            return name
    value = getattr(condition, condition.question)
    return same("" if value is True else str(value))


_NAMED = (
    ("steps", "done"),
    ("facts", "fact"),
    ("roles", "role"),
    ("roles", "some"),
    ("terms", "running"),
)


def _joined(reasons: list[Reason]) -> Trilingual:
    return Trilingual(
        "; ".join(reason.text.be for reason in reasons),
        "; ".join(reason.text.ru for reason in reasons),
        "; ".join(reason.text.en for reason in reasons),
    )
