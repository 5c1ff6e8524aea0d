"""The closed vocabulary in which steps, guards and terms say when they hold."""

from __future__ import annotations

import msgspec

from core.i18n import Trilingual


class Condition(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
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
    """With `done`: only acts later than the last act of this step count."""
    whoever: bool = False
    """With `done`: for any person."""
    fact: str = ""
    """The fact is known and not false; with `is`, it equals that value."""
    is_: str | bool | int | None = None
    role: str = ""
    """The person of the step has this role."""
    some: str = ""
    """Somebody in the case has this role."""
    age_below: int = 0
    """The person is younger, in whole years, at the moment of asking."""
    foreigner: bool = False
    """The person is known to be no citizen of Belarus."""
    night: bool = False
    """The moment lies between 22:00 and 06:00 (art. 6(16))."""
    running: str = ""
    """The term is running for this subject."""
    prosecution: str = ""
    """The kind of prosecution by the article recorded for the case (art. 26)."""
    material: bool = False
    """No criminal case has been opened yet."""
    lasted: int = 0
    """The act under question lasts longer than this many minutes."""
    because: Trilingual | None = None
    article: str = ""

    def __post_init__(self) -> None:
        if sum(bool(getattr(self, name)) for name in QUESTIONS) != 1:
            raise ValueError(f"a condition asks exactly one of: {', '.join(QUESTIONS)}")
        if (self.after or self.whoever) and not self.done:
            raise ValueError("after and whoever belong to done")
        if self.is_ is not None and not self.fact:
            raise ValueError("is belongs to fact")

    @property
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
    "age_below",
    "foreigner",
    "night",
    "running",
    "prosecution",
    "material",
    "lasted",
)
