"""Why a condition does not hold: in words of three languages, with the article."""

from __future__ import annotations

from dataclasses import dataclass

from core.engine.conditions import Situation, holds, known_of
from core.i18n import Trilingual
from core.law.book import Reading
from core.law.condition import Condition


@dataclass(frozen=True)
class Reason:
    """Why something does not hold: a sentence in three languages and its article."""

    text: Trilingual
    article: str = ""


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
        return (_phrase(f"not_{_word(condition.not_)}", condition.not_, situation),)
    return (_phrase(_word(condition), condition, situation),)


def _word(condition: Condition) -> str:
    """Return which sentence a condition needs: a fact of a choice also says which answer."""
    choice = condition.fact and isinstance(condition.is_, str)
    return "fact_is" if choice else condition.question


def _phrase(
    word: str, condition: Condition, situation: Situation, what: Trilingual | None = None
) -> Reason:
    """Return a sentence of the engine with the name of what is asked for."""
    entry = situation.law.words[f"reason_{word}"]
    name = what or _name(condition, situation.law)
    choices = _choices(condition, situation)
    if condition.noted and choices:
        name = _joined([Reason(name), Reason(choices["wanted"])])
    values = {"what": name, **choices}
    return Reason(fill(entry.text, **values), condition.article or entry.article)


def _choices(condition: Condition, situation: Situation) -> dict[str, Trilingual]:
    """Return the answer a fact of a choice should have, and the one it has."""
    fact = situation.law.facts.get(condition.fact or condition.noted)
    if fact is None or not isinstance(condition.is_, str):
        return {}
    labels = {choice.id: choice.label for choice in fact.choices}
    known = known_of(fact.id, situation)
    found = same("—") if known is None else labels.get(known.value, same(str(known.value)))
    return {"wanted": labels.get(condition.is_, same(condition.is_)), "found": found}


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
    value = getattr(condition, condition.question)
    wanted = value if isinstance(value, tuple) else (value,)
    kinds = [kind for kind, attribute in _NAMED if attribute == condition.question]
    names = [_label(law, kinds, one) for one in wanted if one is not True]
    return Trilingual(
        ", ".join(name.be for name in names),
        ", ".join(name.ru for name in names),
        ", ".join(name.en for name in names),
    )


def _label(law: Reading, kinds: list[str], value: object) -> Trilingual:
    for kind in kinds:
        entry = law.entries(kind).get(str(value))
        if entry is not None:
            name: Trilingual = getattr(entry, "label", None) or entry.name  # type: ignore[attr-defined]
            return name
    return same(str(value))


_NAMED = (
    ("steps", "done"),
    ("facts", "fact"),
    ("facts", "among"),
    ("roles", "role"),
    ("roles", "some"),
    ("terms", "running"),
    ("terms", "overdue"),
    ("categories", "category"),
)


def _joined(reasons: list[Reason]) -> Trilingual:
    return Trilingual(
        "; ".join(reason.text.be for reason in reasons),
        "; ".join(reason.text.ru for reason in reasons),
        "; ".join(reason.text.en for reason in reasons),
    )
