"""What a preview shows: the very geometry, with a code that opens nothing.

A badge comes from the server only when it is printed, and then it is on record.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import segno

from harmony.badge.symbol import MASK, QR_VERSION, Symbol
from harmony.model import Picture
from harmony_console.printing.plan import Badge

if TYPE_CHECKING:
    from harmony_console import api_types as api

TEXT = "HTTPS://EXAMPLE.INVALID/SAMPLE"


@cache
def sample_symbol() -> Symbol:
    """A code of a badge's size that is none."""
    code = segno.make(TEXT, version=QR_VERSION, error="L", boost_error=False, micro=False, mask=MASK)
    return Symbol(TEXT, "L", tuple(tuple(bool(module) for module in row) for row in code.matrix))


def sample_badge(row: api.StudentRow | api.FoundStudent, lines: tuple[str, ...] = ()) -> Badge:
    """A student's row as a badge to look at."""
    picture = Picture(row["picture"]["name"], row["picture"]["colour"])
    return Badge(row["id"], row["given_name"], row["family_name"], picture, lines, sample_symbol())
