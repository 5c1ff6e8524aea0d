"""What should be in a case and is not: questions put to every case, and before a decision."""

from __future__ import annotations

from typing import Literal

from core.i18n import Trilingual
from core.law.condition import Condition
from core.law.model import Entry, Per

Group = Literal["course", "liberty", "rights", "items", "notices", "sanctions", "papers"]
"""What an absence concerns, in the order of the list."""


class Absence(Entry, frozen=True, kw_only=True):
    """Something a case lacks; exactly one of the questions below `roles` is put."""

    group: Group
    per: Per = "case"
    roles: tuple[str, ...] = ()
    """Of whom it is asked, when it is asked per person; empty means everybody."""
    when: Condition | None = None
    """It is asked only while this holds; with `asked`, seen together with that act."""
    require: Condition | None = None
    """This must hold."""
    owed: tuple[str, ...] = ()
    """None of these steps may be owed."""
    asked: tuple[str, ...] = ()
    """Every act of these steps must have one of the `answers` at the same time or later."""
    answers: tuple[str, ...] = ()
    noting: str = ""
    """With `asked`: only acts that noted this fact; a list only when it is not empty."""
    idle: bool = False
    """At least one term with an end must run."""
    changed: bool = False
    """What the signed papers printed must still be so."""
    says: Trilingual
    offers: str = ""
    """Step that supplies what is missing."""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.require, self.owed, self.asked, self.idle, self.changed))) != 1:
            raise ValueError("an absence asks exactly one of require, owed, asked, idle, changed")
        if bool(self.answers) != bool(self.asked) or (self.noting and not self.asked):
            raise ValueError("answers and noting belong to asked, and asked needs answers")
        if self.roles and self.per == "case":
            raise ValueError("roles belong to an absence asked per person")


class Requirement(Entry, frozen=True, kw_only=True):
    """What must be in a case before a decision that ends a part of the procedure."""

    before: tuple[str, ...]
    """Steps of the decisions it concerns."""
    absence: str = ""
    """Absence of which nothing may be found; or its own question below."""
    per: Per = "case"
    roles: tuple[str, ...] = ()
    when: Condition | None = None
    require: Condition | None = None
    says: Trilingual
    offers: str = ""

    def __post_init__(self) -> None:
        if not self.before:
            raise ValueError("a requirement names the decisions it comes before")
        if bool(self.absence) == (self.require is not None):
            raise ValueError("a requirement has either absence or require")
        if self.roles and self.per == "case":
            raise ValueError("roles belong to a requirement asked per person")
