"""Finds what a function's instructions refer to, so that it can be traced and renumbered.

The instructions are those of WebAssembly 2.0 without vectors, and exceptions as compilers write them today
(`try`, `catch`, `delegate`: the "legacy" encoding of the specification's appendix). Anything else is an
error: what is not understood must not be rewritten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pyodide_runtime.wasm.binary import BadModule, read_signed, read_unsigned

CALL, GLOBAL, TAG, CONST, OFFSET, TABLE_CALL, DATA, COPY = range(8)
"""Kinds of reference: a function called or taken, a global, a tag, an i32 constant, the constant part of a
memory access's address, the type of a call through a table, a data segment; and a place, of no bytes, before
an instruction that copies memory."""


class Reference(NamedTuple):
    """One number in a function's body and the bytes that hold it."""

    kind: int
    at: int
    end: int
    value: int
    opcode: int


_PLAIN = {0x00, 0x01, 0x05, 0x0B, 0x0F, 0x19, 0x1A, 0x1B, 0xD1} | set(range(0x45, 0xC5))  # no immediate
_ONE_INDEX = {0x09, 0x0C, 0x0D, 0x18, 0x20, 0x21, 0x22, 0x3F, 0x40}  # labels, locals, memories
_TABLES = {0x25, 0x26}
_BLOCKS = {0x02, 0x03, 0x04, 0x06}
MEMORY_COPY = 10
_SINGLE = {0x07: TAG, 0x08: TAG, 0x10: CALL, 0x12: CALL, 0x23: GLOBAL, 0x24: GLOBAL, 0xD2: CALL}


def body_start(body: bytes) -> int:
    """Where a function's instructions begin: behind the declarations of its locals."""
    groups, at = read_unsigned(body, 0)
    for _ in range(groups):
        _, at = read_unsigned(body, at)
        at += 1
    return at


def references(body: bytes) -> list[Reference]:
    """Everything a function's body refers to, in order; raises BadModule at an unknown instruction."""
    found: list[Reference] = []
    at, end = body_start(body), len(body)
    step = _STEPS
    while at < end:
        at = step[body[at]](body, at, found)
    if at != end:
        raise BadModule("a function's last instruction runs over its end")
    return found


def renumbered(body: bytes, refs: list[Reference], change: Callable[[Reference], bytes | None]) -> bytes:
    """A body with references written anew: `change` gives an instruction's bytes, or None to leave it.

    Only for references that follow a one-byte opcode: CALL and GLOBAL.
    """
    parts = []
    done = 0
    for ref in refs:
        fresh = change(ref)
        if fresh is not None:
            parts += [body[done : ref.at - 1], fresh]
            done = ref.end
    return b"".join([*parts, body[done:]])


_Step = Callable[[bytes, int, list[Reference]], int]


def _unknown(body: bytes, at: int, _: list[Reference]) -> int:
    raise BadModule(f"unknown instruction 0x{body[at]:02x}")


def _plain(_: bytes, at: int, __: list[Reference]) -> int:
    return at + 1


def _one_index(body: bytes, at: int, _: list[Reference]) -> int:
    at += 1
    while body[at] > 0x7F:
        at += 1
    return at + 1


def _single(kind: int) -> _Step:
    def step(body: bytes, at: int, found: list[Reference]) -> int:
        value, end = read_unsigned(body, at + 1)
        found.append(Reference(kind, at + 1, end, value, body[at]))
        return end

    return step


def _constant(body: bytes, at: int, found: list[Reference]) -> int:
    value, end = read_signed(body, at + 1)
    found.append(Reference(CONST, at + 1, end, value & 0xFFFFFFFF, 0x41))
    return end


def _access(body: bytes, at: int, found: list[Reference]) -> int:
    _, start = read_unsigned(body, at + 1)  # the alignment
    value, end = read_unsigned(body, start)
    found.append(Reference(OFFSET, start, end, value, body[at]))
    return end


def _table_call(body: bytes, at: int, found: list[Reference]) -> int:
    value, end = read_unsigned(body, at + 1)
    _table, after = read_unsigned(body, end)
    found.append(Reference(TABLE_CALL, at + 1, end, value, body[at]))
    return after


def _branch_table(body: bytes, at: int, _: list[Reference]) -> int:
    count, at = read_unsigned(body, at + 1)
    for _step in range(count + 1):
        _label, at = read_unsigned(body, at)
    return at


def _typed_select(body: bytes, at: int, _: list[Reference]) -> int:
    count, at = read_unsigned(body, at + 1)
    return at + count


def _block(body: bytes, at: int, _: list[Reference]) -> int:
    return read_signed(body, at + 1)[1]


def _prefixed(body: bytes, at: int, found: list[Reference]) -> int:
    """The instructions behind the byte 0xFC: saturating conversions, bulk memory, tables."""
    start = at
    code, at = read_unsigned(body, at + 1)
    if code <= 7:
        return at
    if code == MEMORY_COPY:
        found.append(Reference(COPY, start, start, 0, 0xFC))
    value, end = read_unsigned(body, at)
    if code in (8, 9):
        found.append(Reference(DATA, at, end, value, code))
    if code in (8, 10, 12, 14):
        return read_unsigned(body, end)[1]
    if code in (9, 11, 13, 15, 16, 17):
        return end
    raise BadModule(f"unknown instruction 0xfc {code}")


def _steps() -> list[_Step]:
    steps: list[_Step] = [_unknown] * 256
    for opcodes, step in (
        (_PLAIN, _plain),
        (_ONE_INDEX | _TABLES | {0xD0}, _one_index),
        (_BLOCKS, _block),
        (range(0x28, 0x3F), _access),
    ):
        for opcode in opcodes:
            steps[opcode] = step
    for opcode, kind in _SINGLE.items():
        steps[opcode] = _single(kind)
    steps[0x41] = _constant
    steps[0x42] = _one_index
    steps[0x43] = lambda _body, at, _found: at + 5
    steps[0x44] = lambda _body, at, _found: at + 9
    steps[0x0E], steps[0x1C] = _branch_table, _typed_select
    steps[0x11] = steps[0x13] = _table_call
    steps[0xFC] = _prefixed
    return steps


_STEPS = _steps()
