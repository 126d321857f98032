"""Apps that send somebody back again and again: the browser is stopped before it runs in a ring for good."""

from __future__ import annotations

from collections import OrderedDict, deque
from threading import Lock

OFTEN, WITHIN_S = 10, 20.0
"""Nobody signs in to one app so often, so fast. A process counts its own: a browser stays with one."""
REMEMBERED = 10_000


class Loops:
    """When each session was last answered for each app."""

    def __init__(self) -> None:
        self._times: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = Lock()

    def is_one(self, session_hash: str, client_id: str, now: float) -> bool:
        """Count a request; whether it is one too many. Who is stopped begins anew."""
        key = session_hash, client_id
        with self._lock:
            times = self._times.pop(key, None) or deque(maxlen=OFTEN)
            times.append(now)
            if len(times) == OFTEN and now - times[0] <= WITHIN_S:
                return True
            self._times[key] = times
            while len(self._times) > REMEMBERED:
                self._times.popitem(last=False)
        return False
