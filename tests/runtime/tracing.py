"""Traces which data the hot half of a split module reads, by instructions put before every load."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from build_steps.runtime import binary, module, split
from build_steps.runtime.binary import read_unsigned, unsigned
from build_steps.runtime.instructions import CALL, OFFSET, Reference, body_start, references
from build_steps.runtime.module import FUNCTION, Element, Import, Module, Segment, Signature
from build_steps.runtime.slim import Hook

LOADS = range(0x28, 0x36)
I32 = b"\x7f"

HOOK = """
/** Tells what was read of data that is not there yet; 0 is other data beside it: a sign that this looks. */
const moved = MOVED;
const seen = new Set();
globalThis.functionsRun = () => [...seen];
const place = moduleArg.instantiateWasm;
moduleArg.instantiateWasm = (imports, done) => place({ ...imports, trace: { read } }, done);
function read(address) {
  address >>>= 0;
  if (Module.coldHalf.loads) return;
  let [low, high] = [0, moved.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moved[middle][0] <= address) low = middle + 1;
    else high = middle;
  }
  seen.add(low > 0 && address < moved[low - 1][1] ? address : 0);
}
"""


def hook(cold: Module, folder: Path) -> Hook:
    """The script's part: what joins the halves, and what the traced instructions call."""
    moved = [(one.address, one.end) for one in cold.data]
    source = folder / "trace.mjs"
    joining = split.HOOK.source.read_text("utf-8")
    source.write_text(joining + HOOK.replace("MOVED", json.dumps(moved)), "utf-8")
    return Hook(source, split.HOOK.call)


def traced(hot: Module, cold: Module) -> bytes:
    """The hot half, calling `trace.read` with every address it loads from among the data that was moved."""
    reporter = hot.first_function
    kind = hot.signatures.index(Signature(I32, b""))
    low, high = min(one.address for one in cold.data), max(one.end for one in cold.data)
    tracer = _Tracer(hot, reporter, Segment(low, bytes(high - low)))

    def moved(index: int) -> int:
        return index + (index >= reporter)

    return module.write(
        replace(
            hot,
            imports=[*hot.imports, Import("trace", "read", FUNCTION, unsigned(kind))],
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
    def __init__(self, hot: Module, reporter: int, area: Segment) -> None:
        self._hot, self._reporter, self._area = hot, reporter, area

    def body(self, place: int) -> bytes:
        """A function's body with a check before each of its loads."""
        body = self._hot.code[place]
        start = body_start(body)
        groups, at = read_unsigned(body, 0)
        address = self._locals(place, body, start)
        parts = [unsigned(groups + 1), body[at:start], b"\x01", I32]
        done = start
        for one in references(body):
            if one.kind == CALL and one.value >= self._reporter:
                parts += [body[done : one.at], unsigned(one.value + 1)]
                done = one.end
            elif one.kind == OFFSET and one.opcode in LOADS:
                opcode = one.at - 2  # the alignment takes one byte
                parts += [body[done:opcode], self._check(one, unsigned(address))]
                done = opcode
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
        return inside + full + b"\x10" + unsigned(self._reporter) + b"\x0b\x20" + address
