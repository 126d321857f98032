"""Questions about many at once, some at a time: a database takes only so many values in one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

AT_ONCE = 500


def some_at_a_time(ids: Collection[str]) -> Iterator[list[str]]:
    """The ids, in as many lists as it takes."""
    remaining = iter(ids)
    while some := list(islice(remaining, AT_ONCE)):
        yield some
