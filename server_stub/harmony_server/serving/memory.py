"""What Python's collector of cycles looks through, while there are requests."""

from __future__ import annotations

import gc

ALLOCATIONS = 10_000
"""Objects made, less those freed, before it looks at the newest: more than what all requests at once hold."""


def settle() -> None:
    """Leave out what the application is made of: it stays, and is two hundred thousand objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS)
