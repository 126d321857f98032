"""Finds the data that only the cold half of a module refers to, so that it can wait in that half.

An address counts as used by the hot half if a hot function names it (as a constant, as the constant part of
a memory access, or by a global that holds it), if the page can read it by an export, or if data in use
holds it. What is moved are whole segments of constants, because writing to data which is not there yet would
be undone when it comes; and strings, which are objects by themselves (docstrings.py, strings.py).

A segment too many left behind costs bytes; one too many moved would read as zeros. So whatever looks like
an address counts as one, near misses count as hits, and a test traces every access of a real sign-in.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pyodide_runtime.split import docstrings, strings
from pyodide_runtime.wasm import memory
from pyodide_runtime.wasm.instructions import CONST, GLOBAL, OFFSET, Reference
from pyodide_runtime.wasm.module import Module, Segment

MIN_SIZE = 16
"""Bytes under which a segment stays: what stands around it in the file is as long."""
LARGE = 2048
"""Bytes from which a segment is not named by a round number alone."""
BEFORE, BEHIND = 1024, 16
"""Compilers name addresses outside of an object, as `table - 8 * first`, or its end; so far off counts."""
GAP = 4096
"""A zero gap as long as this does not belong to the object before it."""
MAX_GAP = 64
"""Zeros in a row that cost less inside a hot segment than the start of another one would."""
ARITHMETIC = frozenset({*range(0x48, 0x50), *range(0x6C, 0x79)})
"""i32 instructions that no address is the right side of: orders, products, quotients, bits, shifts."""
FIRST_ADDRESS = 1024
"""Emscripten puts no data below this."""
WRITABLE = re.compile(r"_?Py\w+_Type$|_ZTV|_ZTI")
"""Objects that hold pointers, and so stand behind all constant data: Python's types, C++'s tables."""
UNNAMED = 1 << 15
"""So many bytes before the first of these may hold pointers, too: theirs need not be the first that do."""


@dataclass(frozen=True)
class Data:
    """A module's data in two halves. Hot segments may hold zeros where cold ones belong, not the reverse."""

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
    for place, (body, references) in enumerate(zip(module.code, module.references, strict=True)):
        named[first + place in hot] |= set(_addresses(module, body, references))
    symbols = memory.symbols(module)
    boundary = min((address for name, address in symbols.items() if WRITABLE.match(name)), default=0)
    used = named[True] | {address for name, address in symbols.items() if name in exports}
    anywhere = {one for one in named[True] | named[False] if not _is_round(one)}
    search = _Search(module.data, boundary=boundary, named=anywhere, symbols=symbols.values())
    whole = set(search.unreached(used))
    staying = [one for one in module.data if one not in whole]
    constant = [one for one in staying if one.end <= boundary]
    pieces = [
        *docstrings.method_docstrings(module, used, boundary),
        *strings.unused_strings(constant, search.pointers() | used),
    ]
    return _taken_out(staying, pieces, whole)


def _taken_out(staying: list[Segment], pieces: Iterable[Segment], whole: Collection[Segment]) -> Data:
    """Take pieces out of the segments they are in; those in no staying segment are out already."""
    starts = [one.address for one in staying]
    inside: dict[int, list[Segment]] = {}
    done = 0
    for piece in sorted(pieces, key=lambda one: one.address):
        place = bisect_right(starts, piece.address) - 1
        if piece.address >= done and place >= 0 and piece.end <= staying[place].end:
            inside.setdefault(place, []).append(piece)
            done = piece.end
    hot = memory.Image(_blanked(one, inside.get(place, [])) for place, one in enumerate(staying))
    taken = [piece for row in inside.values() for piece in row]
    return Data(hot.segments(MAX_GAP), sorted([*whole, *taken], key=lambda one: one.address))


def _blanked(segment: Segment, pieces: Iterable[Segment]) -> Segment:
    """A segment with zeros where pieces of it were taken out."""
    content = bytearray(segment.content)
    for piece in pieces:
        at = piece.address - segment.address
        content[at : at + len(piece.content)] = bytes(len(piece.content))
    return Segment(segment.address, bytes(content))


def _addresses(module: Module, body: bytes, references: Iterable[Reference]) -> Iterable[int]:
    for one in references:
        if one.kind == OFFSET or (one.kind == CONST and body[one.end] not in ARITHMETIC):
            if one.value >= FIRST_ADDRESS:
                yield one.value
        elif one.kind == GLOBAL and one.value >= module.first_global:
            constant = module.globals[one.value - module.first_global].constant
            if constant is not None:
                yield constant


def _is_round(value: int) -> bool:
    """Whether a number is more likely one of somebody's choice than an address.

    So are 0x10ffff, 1000000 and 0x100010: two small numbers of 16 bits.
    """
    return value % 4096 in (0, 4095) or value % 10_000 in (0, 9_999) or value % (1 << 16) < 64


class _Search:
    """A walk from addresses that are used through the data they lead to."""

    def __init__(
        self, segments: list[Segment], *, boundary: int, named: set[int], symbols: Collection[int]
    ) -> None:
        self._segments = sorted(segments, key=lambda one: one.address)
        self._starts = [one.address for one in self._segments]
        self._boundary = boundary
        behind = {word for one in self._segments if self._has_pointers(one) for word in _words(one)}
        certain = {word for word in behind if word >= FIRST_ADDRESS} | set(symbols)
        self._starts_of_constants = sorted(certain | named)
        self._starts_of_others = sorted(certain)
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
            if place not in self._used and len(one.content) >= MIN_SIZE and one.end <= self._boundary
        ]

    def pointers(self) -> set[int]:
        """All that may be a pointer in data that is used, after the search."""
        used = (self._segments[place] for place in self._used)
        found = {word for one in used if self._has_pointers(one) for word in _words(one)}
        return {word for word in found if word >= FIRST_ADDRESS}

    def _has_pointers(self, one: Segment) -> bool:
        return one.end > self._boundary - UNNAMED

    def _use(self, place: int) -> None:
        if place not in self._used:
            self._used.add(place)
            self._waiting.append(place)

    def _use_near(self, address: int) -> None:
        """Count an address for the segment it is in, and those it is close to; if round, for small ones."""
        place = bisect_right(self._starts, address) - 1
        near = [place] if place >= 0 and address < self._segments[place].end + BEHIND else []
        if place + 1 < len(self._segments) and self._starts[place + 1] - BEFORE <= address:
            near.append(place + 1)
        for one in near:
            if len(self._segments[one].content) < LARGE or not _is_round(address):
                self._use(one)

    def _follow(self, place: int) -> None:
        """Go on to the rest of an object that a segment begins, and to what its pointers lead to."""
        one = self._segments[place]
        if place + 1 < len(self._segments) and self._continues(one, self._segments[place + 1]):
            self._use(place + 1)
        if self._has_pointers(one):
            for word in _words(one):
                if word >= FIRST_ADDRESS and not self._is_amidst_pointers(word):
                    self._use_near(word)

    def _is_amidst_pointers(self, word: int) -> bool:
        """Whether it would be the address of a part of a pointer, and so is none."""
        place = bisect_right(self._starts, word) - 1
        return word % 4 != 0 and place >= 0 and self._has_pointers(self._segments[place])

    def _continues(self, one: Segment, following: Segment) -> bool:
        """Whether a segment goes on with the object before it: it is close, and nothing names its start.

        Code names what is inside of objects, too, above all of those that it writes to. What stands before a
        name ends another object: with a zero in its last row, the table of `pow` ends right before the next.
        """
        if following.address - one.end >= GAP:
            return False
        starts = self._starts_of_others if self._has_pointers(following) else self._starts_of_constants
        place = bisect_left(starts, max(one.end, following.address - 16))
        return not (place < len(starts) and starts[place] <= following.address)


def _words(one: Segment) -> Iterable[int]:
    """The aligned 32-bit words that a segment holds a part of; around it are zeros."""
    before = bytes(one.address % 4)
    behind = bytes(-one.end % 4)
    return (word for (word,) in struct.iter_unpack("<I", before + one.content + behind))
