"""The log on the disk: a few files of a bounded size, opened once the window is there."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from core import log

FILES = 5
FILE_SIZE = 1_000_000
"""Bytes; with the number of files the whole log stays under five megabytes."""


def start(folder: Path) -> logging.Handler | None:
    """Open the log in a folder; without a place to write the program works silently.

    Returns the handler to be given to `stop`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "sledchy.log",
            maxBytes=FILE_SIZE,
            backupCount=FILES - 1,
            encoding="ascii",
            delay=False,
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    # A full disk must not turn into a page of tracebacks: the log is the least of the worries.
    handler.handleError = lambda record: None  # type: ignore[method-assign]
    log.logger.addHandler(handler)
    log.logger.setLevel(logging.INFO)
    return handler


def stop(handler: logging.Handler | None) -> None:
    """Close a log that `start` opened."""
    if handler is not None:
        log.logger.removeHandler(handler)
        handler.close()
