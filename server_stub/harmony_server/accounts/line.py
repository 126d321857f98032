"""Waiting for one's turn without holding a thread. Lanes take turns, so that none holds up another."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from harmony_server.accounts.refusals import Busy

T = TypeVar("T")

NICE = 15
"""How far work in a line steps back behind everything else of the machine (setpriority(2))."""


@dataclass(frozen=True, eq=False)
class _Job:
    work: Callable[[], Any]
    outcome: Future[Any] = field(default_factory=Future)


class Line:
    """Does heavy work in threads of its own, only so much at once, each lane's next in turn.

    `max_waiting` jobs wait at most. Where one more comes, the longest lane's newest is told to come back: who
    fills the line keeps nobody else out of it.
    """

    def __init__(self, *, at_once: int, max_waiting: int, max_wait_s: float) -> None:
        self._threads = ThreadPoolExecutor(at_once, "line", initializer=_step_back)
        self._free = at_once
        self._max_waiting = max_waiting
        self._max_wait_s = max_wait_s
        self._lanes: dict[str, deque[_Job]] = {}
        self._lock = threading.Lock()

    async def run(self, lane: str, work: Callable[[], T]) -> T:
        """Do the work when its turn comes, and give what it gives; raises Busy if that takes too long."""
        job = _Job(work)
        waiting: asyncio.Future[T] = asyncio.wrap_future(job.outcome)
        with self._lock:
            self._join(lane, job)
            self._start()
        done, _ = await asyncio.wait({waiting}, timeout=self._max_wait_s)
        if not done and job.outcome.cancel():  # which cannot be done once somebody works on it
            with self._lock:
                self._leave(lane, job)
            raise Busy
        return await waiting

    def _join(self, lane: str, job: _Job) -> None:
        if sum(map(len, self._lanes.values())) >= self._max_waiting:
            longest = max(self._lanes, key=lambda each: len(self._lanes[each]))
            if len(self._lanes.get(lane, ())) >= len(self._lanes[longest]):
                raise Busy
            last = self._lanes[longest][-1]
            self._leave(longest, last)
            if last.outcome.set_running_or_notify_cancel():
                last.outcome.set_exception(Busy())
        self._lanes.setdefault(lane, deque()).append(job)

    def _leave(self, lane: str, job: _Job) -> None:
        queue = self._lanes.get(lane, deque())
        if job in queue:
            queue.remove(job)
        if not queue:
            self._lanes.pop(lane, None)

    def _start(self) -> None:
        """Begin with as much as there is room for."""
        while self._free and self._lanes:
            lane, queue = next(iter(self._lanes.items()))
            job = queue.popleft()
            del self._lanes[lane]
            if queue:
                self._lanes[lane] = queue  # behind all others
            if job.outcome.set_running_or_notify_cancel():
                self._free -= 1
                self._threads.submit(self._do, job)

    def _do(self, job: _Job) -> None:
        try:
            job.outcome.set_result(job.work())
        except BaseException as error:  # goes to whoever waits for it
            job.outcome.set_exception(error)
        with self._lock:
            self._free += 1
            self._start()


def _step_back() -> None:
    """Let this thread work when nothing more urgent does. Linux alone has priorities of threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
