"""What stands in a module's memory before anything runs."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable

from pyodide_runtime.wasm.module import GLOBAL, Module, Segment


def symbols(module: Module) -> dict[str, int]:
    """The addresses of all objects that the module exports by a name."""
    found = {}
    for one in module.exports:
        if one.kind == GLOBAL and one.index >= module.first_global:
            constant = module.globals[one.index - module.first_global].constant
            if constant:
                found[one.name] = constant
    return found


class Image:
    """Memory as segments make it, to be read by address and changed. Words have 32 bits."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        segments = list(segments)
        self.content = bytearray(max((one.end for one in segments), default=0) + 16)
        for one in segments:
            self.content[one.address : one.end] = one.content

    def word(self, address: int) -> int:
        """The word at an address."""
        return int.from_bytes(self.content[address : address + 4], "little")

    def words(self, start: int) -> list[int]:
        """All aligned words from an aligned address on."""
        end = len(self.content) // 4 * 4
        return [word for (word,) in struct.iter_unpack("<I", self.content[start:end])]

    def text(self, start: int) -> bytes:
        """A text without the zero that closes it."""
        return bytes(self.content[start : self.content.find(0, start)])

    def put(self, address: int, content: bytes) -> None:
        """Write bytes."""
        self.content[address : address + len(content)] = content

    def segments(self, gap: int) -> list[Segment]:
        """All that is not zero: a segment ends where there are `gap` zeros or more."""
        whole = re.compile(rb"[^\0]+(?:\0{1,%d}[^\0]+)*" % (gap - 1))
        return [Segment(found.start(), found[0]) for found in whole.finditer(self.content)]
