"""Takes a WebAssembly module apart.

Only what Emscripten's linker writes is understood: active data and element segments at constant offsets,
functions alone in tables. A module with anything else is refused.
"""

from __future__ import annotations

from pathlib import Path

from pyodide_runtime.wasm import binary
from pyodide_runtime.wasm.binary import BadModule, read_signed, read_unsigned
from pyodide_runtime.wasm.module import (
    CONST_I32,
    END,
    FUNCTION,
    GET_GLOBAL,
    GLOBAL,
    TABLE,
    TAG,
    Element,
    Export,
    Global,
    Import,
    Module,
    Section,
    Segment,
)


def read(path: Path) -> Module:
    """Take the module in a file apart; raises BadModule."""
    return parse(path.read_bytes())


def parse(content: bytes) -> Module:
    """Take a module apart; raises BadModule."""
    custom = [body for number, body in binary.sections(content) if number == Section.CUSTOM]
    parts = {number: body for number, body in binary.sections(content) if number != Section.CUSTOM}
    if Section.START in parts:
        raise BadModule("a start function, which this reader does not know")
    linking = [body for body in custom if body.startswith(binary.name("dylink.0"))]
    return Module(
        types=parts.get(Section.TYPES, b"\0"),
        imports=_imports(parts.get(Section.IMPORTS, b"\0")),
        functions=_numbers(parts.get(Section.FUNCTIONS, b"\0")),
        tables=_tables(parts.get(Section.TABLES, b"\0")),
        memories=parts.get(Section.MEMORIES, b""),
        tags=parts.get(Section.TAGS, b""),
        globals=_globals(parts.get(Section.GLOBALS, b"\0")),
        exports=_exports(parts.get(Section.EXPORTS, b"\0")),
        elements=_elements(parts.get(Section.ELEMENTS, b"\0")),
        code=_bodies(parts.get(Section.CODE, b"\0")),
        data=_segments(parts.get(Section.DATA, b"\0")),
        dylink=linking[0] if linking else b"",
    )


def _name(body: bytes, at: int) -> tuple[str, int]:
    size, at = read_unsigned(body, at)
    return body[at : at + size].decode(), at + size


def _imports(body: bytes) -> list[Import]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        module, at = _name(body, at)
        field, at = _name(body, at)
        kind = body[at]
        start = at + 1
        at = _behind_type(body, start, kind)
        found.append(Import(module, field, kind, body[start:at]))
    return found


def _behind_type(body: bytes, at: int, kind: int) -> int:
    if kind == FUNCTION:
        return read_unsigned(body, at)[1]
    if kind == GLOBAL:
        return at + 2
    if kind == TAG:
        return read_unsigned(body, at + 1)[1]
    at += kind == TABLE
    has_maximum = body[at] & 1
    at = read_unsigned(body, at + 1)[1]
    return read_unsigned(body, at)[1] if has_maximum else at


def _tables(body: bytes) -> list[bytes]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        end = _behind_type(body, at, TABLE)
        found.append(body[at:end])
        at = end
    return found


def _numbers(body: bytes) -> list[int]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        value, at = read_unsigned(body, at)
        found.append(value)
    return found


def _expression(body: bytes, at: int) -> tuple[bytes, int]:
    """A constant expression of one instruction."""
    start = at
    opcode = body[at]
    if opcode in (CONST_I32, 0x42, GET_GLOBAL, 0xD0, 0xD2):
        at = read_signed(body, at + 1)[1]
    elif opcode in (0x43, 0x44):
        at += 1 + (4 if opcode == 0x43 else 8)
    if body[at] != END:
        raise BadModule("a constant expression of more than one instruction")
    return body[start : at + 1], at + 1


def _place(body: bytes, at: int) -> tuple[int, int]:
    expression, at = _expression(body, at)
    if expression[0] != CONST_I32:
        raise BadModule("a segment at a place that is not constant")
    return read_signed(expression, 1)[0] & 0xFFFFFFFF, at


def _globals(body: bytes) -> list[Global]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        initial, end = _expression(body, at + 2)
        found.append(Global(body[at : at + 2], initial))
        at = end
    return found


def _exports(body: bytes) -> list[Export]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        field, at = _name(body, at)
        index, end = read_unsigned(body, at + 1)
        found.append(Export(field, body[at], index))
        at = end
    return found


def _elements(body: bytes) -> list[Element]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        if body[at] != 0:
            raise BadModule("an element segment that is not active in the first table")
        slot, at = _place(body, at + 1)
        size, at = read_unsigned(body, at)
        functions = []
        for _item in range(size):
            index, at = read_unsigned(body, at)
            functions.append(index)
        found.append(Element(slot, functions))
    return found


def _bodies(body: bytes) -> list[bytes]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        size, at = read_unsigned(body, at)
        found.append(body[at : at + size])
        at += size
    return found


def _segments(body: bytes) -> list[Segment]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        if body[at] != 0:
            raise BadModule("a data segment that is not active")
        address, at = _place(body, at + 1)
        size, at = read_unsigned(body, at)
        found.append(Segment(address, body[at : at + size]))
        at += size
    return found
