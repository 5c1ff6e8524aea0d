"""Folders of the harnesses lie in memory, like those of the tests of the archive."""

from __future__ import annotations

from tests.store.conftest import tmp_path

__all__ = ["tmp_path"]
