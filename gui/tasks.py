"""Work off the thread of the window, with an answer or a failure brought back to it.

Three lines of work: the archive has one thread, for there is one connection and one
writer; drawing has another, so that a live page never waits for a save; what is long and
not waited for goes aside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")
Failed = Callable[[Exception], None]


@dataclass(eq=False)
class Ticket:
    """One piece of work under way; cancelled, its answer is thrown away."""

    owner: QObject | None
    done: Callable[[Any], None]
    failed: Failed
    key: str = ""
    counted: bool = True
    """Whether it is under way in the eyes of those who wait for calm."""
    cancelled: bool = field(default=False)

    def cancel(self) -> None:
        """Throw the answer away when it comes."""
        self.cancelled = True

    @property
    def wanted(self) -> bool:
        """Return whether somebody still waits for the answer."""
        return not self.cancelled and (self.owner is None or _lives(self.owner))


class Line:
    """One thread that does one piece of work after another."""

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._go, name=name, daemon=True)

    def put(self, work: Callable[[], None]) -> None:
        """Do something when everything before it is done."""
        if not self._thread.is_alive():
            self._thread.start()
        self._queue.put(work)

    def stop(self) -> None:
        """Wait for what is under way and end the thread."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _go(self) -> None:
        while (work := self._queue.get()) is not None:
            work()


class Tasks(QObject):
    """Runs functions off the window's thread and brings the answers back to it."""

    _came_back = Signal(object, object, object)
    """Sent from another thread, so Qt brings it to the window's."""
    busy = Signal(int)
    """How many pieces of work are under way."""

    def __init__(self, failed: Failed) -> None:
        super().__init__()
        self._failed = failed
        self._archive = Line("archive")
        self._drawing = Line("drawing")
        self._aside = Line("aside")
        self._latest: dict[str, Ticket] = {}
        self._under_way = 0
        self._over = False
        self._farewell: Ticket | None = None
        self._came_back.connect(self._deliver)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Ticket:
        """Do a piece of work with the archive; `done` is called in the window's thread.

        Nothing is called when the owner is gone by then.
        """
        return self._start(self._archive, work, Ticket(owner, done, failed or self._failed))

    def draw(
        self,
        key: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Ticket:
        """Do a piece of work without the archive; of those with one key the latest wins."""
        earlier = self._latest.get(key)
        if earlier is not None:
            earlier.cancel()
        ticket = Ticket(owner, done, failed or self._failed, key)
        self._latest[key] = ticket
        return self._start(self._drawing, work, ticket)

    def aside(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Do something long that nobody waits for; it must end early by itself when asked to."""
        if not self._over:
            ticket = Ticket(None, done, failed or self._failed, counted=False)
            self._aside.put(lambda: self._work(work, ticket))

    def finish(self, last: Callable[[], T], done: Callable[[T | Exception], None]) -> None:
        """Do one last piece of work with the archive, then call `done` whatever came of it.

        What is under way ends first; nothing new is begun, and answers of earlier work
        are dropped. The window goes on living meanwhile.
        """
        self._over = True
        for ticket in self._latest.values():
            ticket.cancel()
        ticket = self._farewell = Ticket(None, done, done)
        self._count(1)
        self._archive.put(lambda: self._work(last, ticket))

    @property
    def idle(self) -> bool:
        """Return whether nothing is under way."""
        return not self._under_way

    def stop(self) -> None:
        """Wait for what is under way and end the threads; answers that come late are dropped."""
        self._over = True
        for line in (self._drawing, self._aside, self._archive):
            line.stop()

    def _start(self, line: Line, work: Callable[[], T], ticket: Ticket) -> Ticket:
        if self._over:
            ticket.cancel()
            return ticket
        self._count(1)
        line.put(lambda: self._work(work, ticket))
        return ticket

    def _work(self, work: Callable[[], object], ticket: Ticket) -> None:
        """Run in the other thread; a cancelled drawing is not even begun."""
        answer: object = None
        failure: Exception | None = None
        if not ticket.cancelled:
            try:
                answer = work()
            except Exception as error:
                failure = error
        self._came_back.emit(ticket, answer, failure)

    def _deliver(self, ticket: Ticket, answer: object, failure: Exception | None) -> None:
        if ticket.counted:
            self._count(-1)
        if self._latest.get(ticket.key) is ticket:
            del self._latest[ticket.key]
        if ticket is not self._farewell and (self._over or not ticket.wanted):
            return
        if failure is None:
            ticket.done(answer)
        else:
            ticket.failed(failure)

    def _count(self, step: int) -> None:
        self._under_way += step
        self.busy.emit(self._under_way)


def _lives(owner: QObject) -> bool:
    """Return whether Qt still has the object; any question to a deleted one fails."""
    try:
        owner.objectName()
    except RuntimeError:
        return False
    return True
