"""The closed vocabulary in which steps, guards and terms say when they hold."""

from __future__ import annotations

from functools import cached_property

import msgspec

from core.i18n import Trilingual


class Condition(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    dict=True,
    forbid_unknown_fields=True,
    rename={"not_": "not", "is_": "is"},
):
    """One thing that holds or not at a moment of a case; exactly one question is set.

    `because` is the sentence shown when it fails; without it the engine makes one
    from the names of what is missing.
    """

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    not_: Condition | None = None
    done: str = ""
    """The step was done: for this person if the step is per person, else in the case."""
    after: str = ""
    """With `done` or `fact`: only what came at or after the last act of this step counts."""
    whoever: bool = False
    """With `done`, `fact` or `age_below`: for any person of the case."""
    noted: str = ""
    """With `done`: only acts that noted this fact count; with `is`, noted it so."""
    since_own: bool = False
    """With `done`: only what came after the last act of the step under question counts."""
    fact: str = ""
    """The fact is known and not false; with `is`, it equals that value. What the act under
    question notes comes first, then the person's own fact, then the case's."""
    is_: str | bool | int | None = None
    at_least: int = 0
    """With `fact`: its list has so many members."""
    role: str = ""
    """The person of the step has this role."""
    some: str = ""
    """Somebody in the case has this role; with `who`, somebody with it answers to that."""
    among: str = ""
    """Somebody named by this fact of persons answers to `who`."""
    who: Condition | None = None
    """With `among` or `some`: what is asked of each of them."""
    other_sex: bool = False
    """The person is of another sex than the one the act under question is done with."""
    overridden: bool = False
    """An act was recorded against a warning, with a reason."""
    age_below: int = 0
    """The person is younger, in whole years, at the moment of asking."""
    foreigner: bool = False
    """The person is known to be no citizen of Belarus."""
    foreign_speech: bool = False
    """The person is known to speak neither Belarusian nor Russian (art. 21(2))."""
    night: bool = False
    """The moment, or a part of the act under question, lies between 22:00 and 6:00 (6(16))."""
    running: str = ""
    """The term is running for this subject."""
    overdue: str = ""
    """The term is still running for this subject though its legal end is past."""
    prosecution: str = ""
    """The kind of prosecution by the article recorded for the case (art. 26)."""
    category: tuple[str, ...] = ()
    """The recorded crime is known to be of one of these categories (Criminal Code art. 12)."""
    crime: tuple[str, ...] = ()
    """The recorded crime is one of these: `428` an article whole, `210(1)` one part."""
    prison_up_to: int = 0
    """The recorded crime is known to carry at most so many years of imprisonment, or none."""
    material: bool = False
    """No criminal case has been opened yet."""
    recording: bool = False
    """An act is under question, not only planned: its facts and its length are known."""
    lasted: int = 0
    """The act under question lasts longer than this many minutes."""
    of: tuple[str, ...] = ()
    """With `lasted`: acts of these steps with the same person count together."""
    rest: int = 0
    """With `of`: a break of so many minutes starts the count anew."""
    a_day: bool = False
    """With `of`: all acts of the day count together, whatever the breaks."""
    because: Trilingual | None = None
    article: str = ""

    def __post_init__(self) -> None:
        if sum(bool(getattr(self, name)) for name in QUESTIONS) != 1:
            raise ValueError(f"a condition asks exactly one of: {', '.join(QUESTIONS)}")
        for names, questions in _BELONG:
            set_ = any(getattr(self, name) not in ("", (), 0, False, None) for name in names)
            if set_ and not any(getattr(self, question) for question in questions):
                raise ValueError(f"{', '.join(names)} belong to {' or '.join(questions)}")

    @cached_property
    def question(self) -> str:
        """Return the name of the one question this condition asks."""
        return next(name for name in QUESTIONS if getattr(self, name))


QUESTIONS = (
    "all",
    "any",
    "not_",
    "done",
    "fact",
    "role",
    "some",
    "among",
    "other_sex",
    "overridden",
    "age_below",
    "foreigner",
    "foreign_speech",
    "night",
    "running",
    "overdue",
    "prosecution",
    "category",
    "crime",
    "prison_up_to",
    "material",
    "recording",
    "lasted",
)

_BELONG: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("whoever",), ("done", "fact", "age_below")),
    (("noted", "since_own"), ("done",)),
    (("after",), ("done", "fact")),
    (("is_", "at_least"), ("fact", "noted")),
    (("who",), ("among", "some")),
    (("of",), ("lasted",)),
    (("rest", "a_day"), ("of",)),
)
"""Words that only qualify a question, and the questions they qualify."""
