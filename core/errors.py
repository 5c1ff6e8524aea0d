"""The two kinds of failure a person can be told about: theirs and a shipped file's."""

from __future__ import annotations


class SledchyError(Exception):
    """A failure with a sentence behind it; anything else is our bug."""

    exit_code = 2


class UserError(SledchyError):
    """The person can act: a code and values, whose sentence is in resources/messages/errors.yaml.

    >>> UserError("date-in-future", at="2026-03-03T14:20").values
    {'at': '2026-03-03T14:20'}
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class Refused(UserError):
    """The request was right and the answer is no (a guard blocks, a term is over)."""

    exit_code = 1


class DamagedError(UserError):
    """The archive is damaged, locked by another program or made by a newer one."""

    exit_code = 3


class DataError(SledchyError):
    """A shipped file is wrong: found while loading, names the file, the entry, what is allowed."""

    def __init__(self, file: object, entry: str, problem: str) -> None:
        super().__init__(f"{file}: {entry}: {problem}")
        self.file, self.entry, self.problem = str(file), entry, problem
