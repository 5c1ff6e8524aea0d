"""The six forms of a name and how sure the rules are of them."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

Case = Literal["nom", "gen", "dat", "acc", "ins", "loc"]
Gender = Literal["m", "f"]
Kind = Literal["full", "given", "patronymic", "surname", "title"]

CASES: tuple[Case, ...] = get_args(Case)


class Declined(msgspec.Struct, frozen=True):
    """Six cases of one name or title.

    `rule` names the class that was used, for `decline --explain`. When `sure` is
    false the person should look at the forms: the stress, a foreign origin or a
    rare class makes more than one reading possible; `doubt` says which.
    """

    nom: str
    gen: str
    dat: str
    acc: str
    ins: str
    loc: str
    rule: str
    sure: bool = True
    doubt: str = ""

    def __getitem__(self, case: Case) -> str:
        """Return one form."""
        text: str = getattr(self, case)
        return text


def unchanged(text: str, rule: str, doubt: str = "") -> Declined:
    """Return the same text in all cases; with a doubt the person is asked to look."""
    return Declined(*(text,) * 6, rule=rule, sure=not doubt, doubt=doubt)
