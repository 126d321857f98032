"""Finds the strings that only cold functions name, so that they can wait in the cold half.

Linkers put all constant strings into one table, each behind another's closing zero (LLVM's mergeable
strings); most are words of errors that a sign-in never meets. Inside such a table one string is one object,
whereas anywhere else bytes between zeros may be part of something larger.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable

from pyodide_runtime.wasm.module import Segment

MIN_TABLE = 1 << 16
"""Bytes under which a segment is no table of strings."""
MIN_MEAN, MAX_MEAN = 8, 64
"""Bytes that a string has on average; wide characters look like very short ones."""
FOREIGN = 0.02
"""Share of strings that may be empty, and of bytes that may be no ASCII, in a table of strings."""
ODD = re.compile(rb"[^\0\t\n\r -~]")
NEAR = 8
"""So many bytes before a string count as naming it: a loop may begin before its first step."""


def unused_strings(segments: Iterable[Segment], used: Collection[int]) -> list[Segment]:
    """The strings in tables of strings that no address in `used` comes near, neighbours in one piece."""
    ordered = sorted(used)
    tables = [one for one in segments if is_table(one)]
    return [piece for table in tables for piece in _unused(table, ordered)]


def is_table(one: Segment) -> bool:
    """Whether a segment holds nothing but strings, each with a zero behind it."""
    size, zeros = len(one.content), one.content.count(0)
    if size < MIN_TABLE or not zeros * MIN_MEAN < size < zeros * MAX_MEAN:
        return False
    empty, odd = one.content.count(b"\0\0"), len(ODD.findall(one.content))
    return empty < zeros * FOREIGN and odd < size * FOREIGN


def _unused(table: Segment, used: list[int]) -> Iterable[Segment]:
    start = at = 0
    while at < len(table.content):
        end = table.content.find(0, at) + 1 or len(table.content)
        if _is_used(table.address + at, table.address + end, used):
            if start < at:
                yield Segment(table.address + start, table.content[start:at])
            start = end
        at = end
    if start < at:
        yield Segment(table.address + start, table.content[start:at])


def _is_used(start: int, end: int, used: list[int]) -> bool:
    place = bisect_left(used, start - NEAR)
    return place < len(used) and used[place] < end
