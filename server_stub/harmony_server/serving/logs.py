"""What the server writes to its log: one line for each thing, and not a flood of the same."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

AT_ONCE = 10
"""How often the same is written in a minute."""
PERIOD_S = 60


class NoFlood(logging.Filter):
    """Lets pass so many records a minute from one place in the code, and tells how many it kept back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._places: dict[tuple[str, int, type | None], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is written; the first of a new minute says what was left out of the last."""
        place = record.pathname, record.lineno, record.exc_info[0] if record.exc_info else None
        begun, count = self._places.get(place, (self._clock(), 0))
        if self._clock() - begun >= PERIOD_S:
            if count > AT_ONCE:
                record.msg = f"{record.getMessage()} (and {count - AT_ONCE} more like it before)"
                record.args = ()
            begun, count = self._clock(), 0
        self._places[place] = begun, count + 1
        return count < AT_ONCE


def to_standard_error() -> None:
    """Write warnings and errors of all parts of the server to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(NoFlood())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
