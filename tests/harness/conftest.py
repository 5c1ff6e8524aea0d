"""Folders of the harnesses lie in memory; none of them is left out without a reason we know."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.store.conftest import tmp_path

__all__ = ["tmp_path"]

REASONS = (
    *("tier F", "of Linux alone", "children are forked"),
    *("strace is not installed or not allowed", "a small disk cannot be mounted here"),
)
"""What may leave a harness out; anything else fails."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip for any other reason into a failure."""
    report = yield
    if report.skipped and not str(call.excinfo and call.excinfo.value).endswith(REASONS):
        report.outcome = "failed"
        report.longrepr = f"left out without a reason of the list: {call.excinfo}"
    return report
