"""Whether the database can be written: found out by trying, at most every few seconds, however many ask."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

EVERY_S = 3
"""How old an answer may be before it is found out anew."""
WAIT_S = 2
"""How long somebody who asks waits for that; the answer before serves meanwhile."""
VALID_S = 15
"""How long a good answer serves. What hangs for longer is not ready."""

log = logging.getLogger("harmony")


class Readiness:
    """Asks `check`, which raises where something is wrong, in a thread of its own."""

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check
        self._thread = ThreadPoolExecutor(1, "readiness")
        self._lock = Lock()
        self._under_way: Future[None] | None = None
        self._good_at = self._asked_at = -math.inf
        self._was_good = True

    async def __call__(self) -> bool:
        """Whether it went well."""
        if time.monotonic() - self._asked_at >= EVERY_S:
            await asyncio.wait({asyncio.wrap_future(self._begin())}, timeout=WAIT_S)
        return time.monotonic() - self._good_at < VALID_S

    def _begin(self) -> Future[None]:
        """The check that is under way; a new one if there is none."""
        with self._lock:
            if self._under_way is None or self._under_way.done():
                self._under_way = self._thread.submit(self._ask)
            return self._under_way

    def _ask(self) -> None:
        try:
            self._check()
        except Exception as problem:  # whatever is wrong, nobody should be sent here
            if self._was_good:
                log.error("Not ready: %s", type(problem).__name__)
            self._was_good, self._good_at = False, -math.inf
        else:
            self._was_good, self._good_at = True, time.monotonic()
        self._asked_at = time.monotonic()
