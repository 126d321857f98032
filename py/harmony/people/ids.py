"""Ids of the portal's own."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator

ID_BYTES = 15


def new_id(rng: Callable[[int], bytes]) -> str:
    """A new id, 20 base64url characters. `rng` gives so many random bytes: 120 bits are never drawn twice."""
    return _written(rng(ID_BYTES))


def new_ids(rng: Callable[[int], bytes], at_once: int = 256) -> Iterator[str]:
    """The same without end: random bytes are drawn for many at a time, which each would wait for."""
    while True:
        drawn = rng(ID_BYTES * at_once)
        for start in range(0, len(drawn), ID_BYTES):
            yield _written(drawn[start : start + ID_BYTES])


def _written(drawn: bytes) -> str:
    return base64.urlsafe_b64encode(drawn).decode("ascii")
