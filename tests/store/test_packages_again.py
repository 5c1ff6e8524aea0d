"""A package that is older than what is here."""

from __future__ import annotations

import msgspec

from tests.store.test_packages import CASE, NOW, Desk, desks, sent

__all__ = ["desks"]


def test_an_older_package_of_a_case_brings_nothing_and_takes_nothing(
    desks: tuple[Desk, Desk],
) -> None:
    ours, theirs = desks
    early = sent(ours, theirs)
    last = ours.cases.case(CASE).events[-1]
    with ours.archive.transaction() as change:
        more = msgspec.structs.replace(last, id="later-one")
        change.append(CASE, ours.cases._rows(CASE, [more], {}, ""))
    theirs.packages.take_in(sent(ours, theirs), at=NOW)
    before = theirs.archive.read.journal(CASE), theirs.archive.digest(derived=True)
    preview = theirs.packages.take_in(early, at=NOW)
    assert (preview.known, preview.new_records) == (True, 0)
    assert preview.here == preview.records + 1
    assert (theirs.archive.read.journal(CASE), theirs.archive.digest(derived=True)) == before
