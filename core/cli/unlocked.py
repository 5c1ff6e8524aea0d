"""Opening the archive for a command: where it lies, by which secret; never from the arguments."""

from __future__ import annotations

import argparse
import getpass
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.cli.desk import Desk, read_bytes
from core.errors import Refused, UserError
from core.paths import RESOURCES
from core.services.sentences import sentence

PROMPT = "Passphrase: "


def add_options(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Declare where the archive lies and where its passphrase is read from."""
    parser.add_argument(
        "--archive", metavar="FILE", default=default, help="another archive than the usual one"
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        default=default,
        help="its key file; beside the archive if not given",
    )
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        default=default,
        help="read the passphrase here and do not ask for it",
    )
    parser.add_argument(
        "--recovery-file",
        metavar="FILE",
        default=default,
        help="open by the recovery code in this file",
    )


def place_of(args: argparse.Namespace, desk: Desk) -> Any:
    """Return where the archive of the command lies."""
    archive = Path(args.archive or desk.settings.archive or desk.places.archive)
    key = Path(args.key) if args.key else archive.with_suffix(".key")
    witnesses = desk.places.cache / "anchors"
    return desk.load("core.services.unlocking").Place(archive, key, witnesses)


def secret_in(path: str) -> str:
    """Return the first line of a file with a secret."""
    lines = read_bytes(path).removeprefix(b"\xef\xbb\xbf").splitlines()
    try:
        return lines[0].decode("utf-8") if lines else ""
    except UnicodeDecodeError as error:
        raise UserError("file-unreadable", path=path, reason="UTF-8") from error


def passphrase_for(args: argparse.Namespace, place: Any, desk: Desk) -> str:
    """Return the passphrase of a locked archive: from its file, or asked at the terminal."""
    if args.passphrase_file:
        return secret_in(args.passphrase_file)
    unlocking = desk.load("core.services.unlocking")
    if not unlocking.needs_passphrase(place) or not sys.stdin.isatty():
        return ""
    return getpass.getpass(PROMPT, stream=None)


def patient(place: Any, desk: Desk) -> Any:
    """Return the counter of failed tries after waiting as long as they ask.

    The command itself waits: every start begins the wait anew, so a refusal would be
    refused for ever.
    """
    unlocking = desk.load("core.services.unlocking")
    attempts = unlocking.attempts_at(place)
    if (left := attempts.wait()) > 0 and unlocking.needs_passphrase(place):
        told = Refused("passphrase-wait", seconds=round(left))
        desk.err.write(sentence(told, desk.language, RESOURCES) + "\n")
        time.sleep(left)
    return attempts


def key_for(args: argparse.Namespace, place: Any, desk: Desk) -> Any:
    """Return the key of the archive by whatever secret the command was given."""
    unlocking = desk.load("core.services.unlocking")
    if args.recovery_file:
        secret = secret_in(args.recovery_file)
        return unlocking.key_by_code(place, secret, patient(place, desk))
    return unlocking.key_of(place, passphrase_for(args, place, desk), patient(place, desk))


@contextmanager
def opened(args: argparse.Namespace, desk: Desk) -> Iterator[Any]:
    """Give the archive of the command open, with its corrections of the law, and close it."""
    place = place_of(args, desk)
    desk.load("core.store.opening").look(place.archive)
    unlocking = desk.load("core.services.unlocking")
    archive = unlocking.opened(place, key_for(args, place, desk), migration(desk))
    try:
        desk.learn(archive)
        yield archive
    finally:
        archive.close()


def migration(desk: Desk) -> Any:
    """Return what upgrades an older archive; its tool is imported only when it is needed."""
    return lambda path, key: desk.load("core.store.upgrade").upgrade(path, key, desk.now)
