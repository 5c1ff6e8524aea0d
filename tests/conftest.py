"""What every test may count on: no display, not the person's files, the same examples."""

from __future__ import annotations

import os
import shutil
import tempfile

import hypothesis

# Before anything imports Qt or core.paths: a test never opens a window on a real screen
# and never touches the archive of the person who runs it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["SLEDCHY_HOME"] = tempfile.mkdtemp(prefix="sledchy-tests-")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(os.environ["SLEDCHY_HOME"], ignore_errors=True)


hypothesis.settings.register_profile("check", deadline=None, max_examples=100, derandomize=True)
hypothesis.settings.register_profile("full", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("full" if os.environ.get("SLEDCHY_FULL") else "check")
