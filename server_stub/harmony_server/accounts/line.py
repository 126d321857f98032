"""Waiting for one's turn without holding a thread. Lanes take turns, so that none holds up another."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager

from harmony_server.accounts.refusals import Busy

Place = Future[None]
"""Somebody's place in a lane: done when their turn comes."""


class Line:
    """Lets in only so many at once, each lane's next in turn.

    `max_waiting` wait at most. Where one more comes, the longest lane's newest is told to come back: who
    fills the line keeps nobody else out of it.
    """

    def __init__(self, *, at_once: int, max_waiting: int, max_wait_s: float) -> None:
        self._free = at_once
        self._max_waiting = max_waiting
        self._max_wait_s = max_wait_s
        self._lanes: dict[str, deque[Place]] = {}
        self._lock = threading.Lock()

    @asynccontextmanager
    async def turn(self, lane: str) -> AsyncIterator[None]:
        """Wait for one's turn, and have it until the block ends; raises Busy if that takes too long."""
        place = Place()
        with self._lock:
            self._join(lane, place)
            self._admit()
        await self._come(lane, place)
        try:
            yield
        finally:
            self._go()

    async def _come(self, lane: str, place: Place) -> None:
        waiting = asyncio.wrap_future(place)
        try:
            await asyncio.wait({waiting}, timeout=self._max_wait_s)
        except asyncio.CancelledError:
            if not self._left(lane, place):
                self._go()
            raise
        if self._left(lane, place):
            raise Busy
        await waiting

    def _join(self, lane: str, place: Place) -> None:
        if not self._free and sum(map(len, self._lanes.values())) >= self._max_waiting:
            longest = max(self._lanes, key=lambda each: len(self._lanes[each]), default=lane)
            if len(self._lanes.get(lane, ())) + 1 >= len(self._lanes.get(longest, ())):
                raise Busy
            last = self._lanes[longest].pop()
            if last.set_running_or_notify_cancel():
                last.set_exception(Busy())
        self._lanes.setdefault(lane, deque()).append(place)

    def _left(self, lane: str, place: Place) -> bool:
        """Leave the line, unless one's turn has come."""
        if not place.cancel():
            return False
        with self._lock:
            queue = self._lanes.get(lane, deque())
            if place in queue:
                queue.remove(place)
            if not queue:
                self._lanes.pop(lane, None)
        return True

    def _go(self) -> None:
        """Leave one's turn to the next."""
        with self._lock:
            self._free += 1
            self._admit()

    def _admit(self) -> None:
        """Let in as many as there is room for."""
        while self._free and self._lanes:
            lane, queue = next(iter(self._lanes.items()))
            place = queue.popleft()
            del self._lanes[lane]
            if queue:
                self._lanes[lane] = queue  # behind all others
            if place.set_running_or_notify_cancel():
                self._free -= 1
                place.set_result(None)
