"""Ids of the portal's own."""

from __future__ import annotations

import base64
from collections.abc import Callable

ID_BYTES = 15


def new_id(rng: Callable[[int], bytes]) -> str:
    """A new id, 20 base64url characters. `rng` gives so many random bytes: 120 bits are never drawn twice."""
    return base64.urlsafe_b64encode(rng(ID_BYTES)).decode("ascii")
