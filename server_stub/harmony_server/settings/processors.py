"""How many processors there are to work with."""

from __future__ import annotations

import os


def processors() -> int:
    """As many as this process may use, which in a container or under taskset are fewer than the machine's."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Linux alone tells
        return os.cpu_count() or 1
