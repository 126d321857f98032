"""Finds the data that only the cold half of a module refers to, so that it can wait in that half.

An address counts as used by the hot half if a hot function names it (as a constant, as the constant part of
a memory access, or by a global that holds it), if the page can read it by an export, or if data in use
holds it. Data is moved in whole segments only, large ones, that hold constants: writing to data which is
not there yet would be undone when it comes, and small segments gain nothing.

A segment too many left behind costs bytes; one too many moved would read as zeros. So whatever looks like
an address counts as one, near misses count as hits, and a test traces every access of a real start.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from build_steps.runtime import documentation
from build_steps.runtime.instructions import CONST, GLOBAL, OFFSET, Reference
from build_steps.runtime.module import GLOBAL as GLOBAL_KIND
from build_steps.runtime.module import Module, Segment

SMALLEST = 2048
"""Bytes under which a segment stays."""
BEFORE, BEHIND = 1024, 16
"""Compilers name addresses outside of an object, as `table - 8 * first`, or its end; so far off counts."""
GAP = 4096
"""A zero gap as long as this does not belong to the object before it."""
ARITHMETIC = frozenset({*range(0x48, 0x50), *range(0x6C, 0x79)})
"""i32 instructions that no address is the right side of: orders, products, quotients, bits, shifts."""
FIRST_ADDRESS = 1024
"""Emscripten puts no data below this."""
WRITABLE = re.compile(r"_?Py\w+_Type$|_ZTV|_ZTI")
"""Objects that hold pointers, and so stand behind all constant data: Python's types, C++'s tables."""


@dataclass(frozen=True)
class Data:
    """A module's data in two halves. Where a piece was taken out of a hot segment, that holds zeros."""

    hot: list[Segment]
    cold: list[Segment]


def divide(
    module: Module, functions: Collection[int], hot: Collection[int], exports: Collection[str]
) -> Data:
    """Part the data by whether only functions outside of `hot` can reach it.

    `functions` are all that there are, `exports` the names by which the page can read addresses.
    """
    first = module.first_function
    named: dict[bool, set[int]] = {True: set(), False: set()}
    for index in functions:
        if index >= first:
            place = index - first
            named[index in hot] |= set(_addresses(module, module.code[place], module.references[place]))
    objects = _objects(module)
    boundary = min((address for name, address in objects.items() if WRITABLE.match(name)), default=0)
    used = named[True] | {address for name, address in objects.items() if name in exports}
    known = named[True] | named[False] | set(objects.values())
    whole = set(_Search(module.data, boundary=boundary, known=known).unreached(used))
    staying = [one for one in module.data if one not in whole]
    texts = documentation.method_texts(module, used, boundary)
    return _taken_out(staying, texts, whole)


def _taken_out(staying: list[Segment], pieces: list[Segment], whole: Collection[Segment]) -> Data:
    """Take pieces out of the segments they are in; those in no staying segment are out already."""
    starts = [one.address for one in staying]
    inside: dict[int, list[Segment]] = {}
    for piece in pieces:
        place = bisect_right(starts, piece.address) - 1
        if place >= 0 and piece.end <= staying[place].end:
            inside.setdefault(place, []).append(piece)
    hot = [documentation.blanked(one, inside.get(place, [])) for place, one in enumerate(staying)]
    taken = [piece for row in inside.values() for piece in row]
    return Data(hot, sorted([*whole, *taken], key=lambda one: one.address))


def _addresses(module: Module, body: bytes, references: Iterable[Reference]) -> Iterable[int]:
    for one in references:
        if one.kind == OFFSET or (one.kind == CONST and not _is_number(one.value, body[one.end])):
            if one.value >= FIRST_ADDRESS:
                yield one.value
        elif one.kind == GLOBAL and one.value >= module.first_global:
            constant = module.globals[one.value - module.first_global].constant
            if constant is not None:
                yield constant


def _is_number(value: int, next_opcode: int) -> bool:
    """Whether a constant is no address: calculated with, compared, or round (0x10ffff, 1000000)."""
    return next_opcode in ARITHMETIC or value % 4096 in (0, 4095) or value % 10_000 in (0, 9_999)


def _objects(module: Module) -> dict[str, int]:
    """The addresses of all objects that have a name."""
    found = {}
    for one in module.exports:
        if one.kind == GLOBAL_KIND and one.index >= module.first_global:
            constant = module.globals[one.index - module.first_global].constant
            if constant:
                found[one.name] = constant
    return found


class _Search:
    """A walk from addresses that are used through the data they lead to."""

    def __init__(self, segments: list[Segment], *, boundary: int, known: set[int]) -> None:
        self._segments = sorted(segments, key=lambda one: one.address)
        self._starts = [one.address for one in self._segments]
        self._boundary = boundary
        behind = (word for one in self._segments if one.end > boundary for word in _words(one))
        self._known = sorted(known | {word for word in behind if FIRST_ADDRESS <= word < boundary})
        self._used: set[int] = set()
        self._waiting: list[int] = []

    def unreached(self, used: Iterable[int]) -> list[Segment]:
        """The movable segments that no used address leads to."""
        for address in used:
            self._use_near(address)
        while self._waiting:
            self._follow(self._waiting.pop())
        return [
            one
            for place, one in enumerate(self._segments)
            if place not in self._used and len(one.content) >= SMALLEST and one.end <= self._boundary
        ]

    def _use(self, place: int) -> None:
        if place not in self._used:
            self._used.add(place)
            self._waiting.append(place)

    def _use_near(self, address: int) -> None:
        """Count an address for the segment it is in, and for those it lies close to."""
        place = bisect_right(self._starts, address) - 1
        if place >= 0 and address < self._segments[place].end + BEHIND:
            self._use(place)
        if place + 1 < len(self._segments) and self._starts[place + 1] - BEFORE <= address:
            self._use(place + 1)

    def _follow(self, place: int) -> None:
        """Go on to the rest of an object that a segment begins, and to what its pointers lead to."""
        one = self._segments[place]
        if place + 1 < len(self._segments) and self._continues(one, self._segments[place + 1]):
            self._use(place + 1)
        if one.end > self._boundary:
            for word in _words(one):
                if word >= FIRST_ADDRESS:
                    self._use_near(word)

    def _continues(self, one: Segment, following: Segment) -> bool:
        """Whether a segment goes on with the object before it: it is close, and nothing names its start."""
        if following.address - one.end >= GAP:
            return False
        earliest = max(one.end, following.address - 16)
        place = bisect_left(self._known, earliest)
        return not (place < len(self._known) and self._known[place] < following.address + 16)


def _words(one: Segment) -> Iterable[int]:
    """A segment's aligned 32-bit words."""
    skip = -one.address % 4
    count = (len(one.content) - skip) // 4
    return (
        (word for (word,) in struct.iter_unpack("<I", one.content[skip : skip + 4 * count]))
        if count > 0
        else ()
    )
