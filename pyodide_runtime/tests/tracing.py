"""Traces what the hot half of a split module reads, by instructions put before each load and each copy."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from pyodide_runtime.slim.script import Hook
from pyodide_runtime.split import joining
from pyodide_runtime.wasm import binary, module
from pyodide_runtime.wasm.binary import read_unsigned, unsigned
from pyodide_runtime.wasm.instructions import CALL, COPY, OFFSET, Reference, body_start, references
from pyodide_runtime.wasm.module import FUNCTION, Element, Import, Module, Segment, Signature

LOADS = range(0x28, 0x36)
I32 = b"\x7f"
REPORTERS = 2
"""How many functions are imported besides."""

HOOK = """
/**
 * Tells what was read or copied of data that is not there yet. Two numbers are signs that this looks: 0 that
 * other data beside it was read, 1 that other data was copied.
 */
const moved = MOVED;
const seen = new Set();
globalThis.functionsRun = () => [...seen];
const place = moduleArg.instantiateWasm;
moduleArg.instantiateWasm = (imports, done) => place({ ...imports, trace: { read, copy } }, done);
const read = (address) => look(address >>> 0, 1, 0);
const copy = (address, size) => look(address >>> 0, size >>> 0, 1);
function look(address, size, sign) {
  if (Module.coldHalf.loads || size === 0) return;
  let [low, high] = [0, moved.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moved[middle][0] < address + size) low = middle + 1;
    else high = middle;
  }
  seen.add(low > 0 && address < moved[low - 1][1] ? Math.max(address, moved[low - 1][0]) : sign);
}
"""


def hook(cold: Module, folder: Path) -> Hook:
    """The script's part: what joins the halves, and what the traced instructions call."""
    moved = [(one.address, one.end) for one in cold.data]
    source = folder / "trace.mjs"
    source.write_text(HOOK.replace("MOVED", json.dumps(moved)), "utf-8")
    own = joining.hook(module.write(cold))
    return replace(own, sources=(*own.sources, source))


def traced(hot: Module, cold: Module) -> bytes:
    """The hot half, calling `trace.read` and `trace.copy` with what it reads and copies.

    `read` gets each address it loads from among the data that was moved, `copy` every source and size.
    """
    reporters = hot.first_function
    read, copy = (hot.signatures.index(Signature(I32 * count, b"")) for count in (1, 2))
    low, high = min(one.address for one in cold.data), max(one.end for one in cold.data)
    tracer = _Tracer(hot, reporters, Segment(low, bytes(high - low)))

    def moved(index: int) -> int:
        return index + (REPORTERS if index >= reporters else 0)

    return module.write(
        replace(
            hot,
            imports=[
                *hot.imports,
                Import("trace", "read", FUNCTION, unsigned(read)),
                Import("trace", "copy", FUNCTION, unsigned(copy)),
            ],
            exports=[
                replace(one, index=moved(one.index)) if one.kind == FUNCTION else one for one in hot.exports
            ],
            elements=[
                Element(one.slot, [moved(at) for at in one.functions], one.table) for one in hot.elements
            ],
            code=[tracer.body(place) for place in range(len(hot.code))],
        )
    )


class _Tracer:
    def __init__(self, hot: Module, reporters: int, area: Segment) -> None:
        self._hot, self._reporters, self._area = hot, reporters, area

    def body(self, place: int) -> bytes:
        """A function's body with a check before each of its loads and copies."""
        body = self._hot.code[place]
        start = body_start(body)
        groups, at = read_unsigned(body, 0)
        address = self._locals(place, body, start)
        parts = [unsigned(groups + 1), body[at:start], b"\x02", I32]
        done = start
        for one in references(body):
            if one.kind == CALL and one.value >= self._reporters:
                parts += [body[done : one.at], unsigned(one.value + REPORTERS)]
                done = one.end
            elif one.kind == OFFSET and one.opcode in LOADS:
                opcode = one.at - 2  # the alignment takes one byte
                parts += [body[done:opcode], self._check(one, unsigned(address))]
                done = opcode
            elif one.kind == COPY:
                parts += [body[done : one.at], self._check_copy(unsigned(address), unsigned(address + 1))]
                done = one.at
        return b"".join([*parts, body[done:]])

    def _locals(self, place: int, body: bytes, start: int) -> int:
        """How many parameters and locals a function has."""
        total = len(self._hot.signatures[self._hot.functions[place]].parameters)
        _, at = read_unsigned(body, 0)
        while at < start:
            count, at = read_unsigned(body, at)
            total += count
            at += 1
        return total

    def _check(self, load: Reference, address: bytes) -> bytes:
        """`if (address + offset - low < size) read(address + offset)`, leaving the address where it was."""
        shift = (load.value - self._area.address) & 0xFFFFFFFF
        near = shift - (1 << 32) if shift >= 1 << 31 else shift
        size = binary.signed(len(self._area.content))
        inside = b"\x22" + address + b"\x41" + binary.signed(near) + b"\x6a\x41" + size + b"\x49\x04\x40"
        full = b"\x20" + address + b"\x41" + binary.signed(load.value) + b"\x6a"
        return inside + full + b"\x10" + unsigned(self._reporters) + b"\x0b\x20" + address

    def _check_copy(self, source: bytes, size: bytes) -> bytes:
        """`copy(source, size)`, leaving both, and the target below them, where they were."""
        both = b"\x20" + source + b"\x20" + size
        return b"\x21" + size + b"\x21" + source + both + b"\x10" + unsigned(self._reporters + 1) + both
