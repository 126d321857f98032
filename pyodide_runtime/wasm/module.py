"""A WebAssembly module in parts, so that some can be left out or moved, and how it is put together again."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from pyodide_runtime.wasm import binary
from pyodide_runtime.wasm.binary import BadModule, read_signed, read_unsigned, sized, unsigned, vector
from pyodide_runtime.wasm.instructions import Reference, references

FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)
"""Kinds of imports and exports (section 5.5.5)."""

CONST_I32, GET_GLOBAL, END = 0x41, 0x23, 0x0B


class Section(IntEnum):
    """Section numbers (section 5.5.2)."""

    CUSTOM, TYPES, IMPORTS, FUNCTIONS, TABLES, MEMORIES, GLOBALS = range(7)
    EXPORTS, START, ELEMENTS, CODE, DATA, COUNT, TAGS = range(7, 14)


@dataclass(frozen=True)
class Import:
    """Something from outside: where it comes from, its kind and its type as written."""

    module: str
    name: str
    kind: int
    type: bytes

    def encoded(self) -> bytes:
        """As it stands in the import section."""
        return binary.name(self.module) + binary.name(self.name) + bytes([self.kind]) + self.type


@dataclass(frozen=True)
class Export:
    """A name given to the outside for one thing of a kind."""

    name: str
    kind: int
    index: int

    def encoded(self) -> bytes:
        """As it stands in the export section."""
        return binary.name(self.name) + bytes([self.kind]) + unsigned(self.index)


@dataclass(frozen=True)
class Global:
    """A global variable: its type, and the expression of its first value."""

    type: bytes
    initial: bytes

    @property
    def constant(self) -> int | None:
        """The value of a global that never changes and holds an i32, such as the address of an object."""
        if self.type == b"\x7f\x00" and self.initial[0] == CONST_I32:
            return read_signed(self.initial, 1)[0] & 0xFFFFFFFF
        return None

    def encoded(self) -> bytes:
        """As it stands in the global section."""
        return self.type + self.initial


@dataclass(frozen=True)
class Segment:
    """Bytes that stand in memory from the start, at an address."""

    address: int
    content: bytes

    @property
    def end(self) -> int:
        """The address behind the last byte."""
        return self.address + len(self.content)

    def encoded(self) -> bytes:
        """As it stands in the data section."""
        signed = self.address - (1 << 32) if self.address >= 1 << 31 else self.address
        return b"\x00" + i32_constant(signed) + sized(self.content)


@dataclass(frozen=True)
class Element:
    """Functions that stand in a table from the start, from a slot on."""

    slot: int
    functions: list[int]
    table: int = 0

    def encoded(self) -> bytes:
        """As it stands in the element section."""
        items = vector(unsigned(index) for index in self.functions)
        if self.table == 0:
            return b"\x00" + i32_constant(self.slot) + items
        return b"\x02" + unsigned(self.table) + i32_constant(self.slot) + b"\x00" + items


@dataclass(frozen=True)
class Signature:
    """A function's type: its parameters and results as value types."""

    parameters: bytes
    results: bytes


@dataclass
class Module:
    """A module's parts. Function indices count imported functions first, as in the format."""

    types: bytes
    imports: list[Import]
    functions: list[int]
    """The type of each function that is defined here."""
    tables: list[bytes]
    """The tables' types as written. Functions stand in the first, the page's objects in others."""
    memories: bytes
    tags: bytes
    globals: list[Global]
    exports: list[Export]
    elements: list[Element]
    code: list[bytes]
    data: list[Segment]
    dylink: bytes
    """The custom section by which Emscripten's loader knows how to link; it has to come first."""
    custom: list[tuple[str, bytes]] = field(default_factory=list)
    """More custom sections, by name; they come last."""

    @cached_property
    def signatures(self) -> list[Signature]:
        """The function types, by their number."""
        return _signatures(self.types)

    @cached_property
    def references(self) -> list[list[Reference]]:
        """What each function that is defined here refers to."""
        return [references(body) for body in self.code]

    def imported(self, kind: int) -> list[Import]:
        """The imports of a kind, in the order of their indices."""
        return [one for one in self.imports if one.kind == kind]

    @cached_property
    def first_function(self) -> int:
        """The index of the first function that is defined here."""
        return len(self.imported(FUNCTION))

    @cached_property
    def first_global(self) -> int:
        """The index of the first global that is defined here."""
        return len(self.imported(GLOBAL))

    def function_type(self, index: int) -> int:
        """The type of a function, imported or defined."""
        if index >= self.first_function:
            return self.functions[index - self.first_function]
        return read_unsigned(self.imported(FUNCTION)[index].type, 0)[0]


def i32_constant(value: int) -> bytes:
    """The constant expression of an i32: where a segment begins, what a global holds at first."""
    return bytes([CONST_I32]) + binary.signed(value) + bytes([END])


def write(module: Module) -> bytes:
    """Put a module together. Needs no data count: no function of Emscripten's names a data segment."""
    parts = [
        (Section.CUSTOM, module.dylink),
        (Section.TYPES, module.types),
        (Section.IMPORTS, vector(one.encoded() for one in module.imports)),
        (Section.FUNCTIONS, vector(unsigned(number) for number in module.functions)),
        (Section.TABLES, vector(module.tables)),
        (Section.MEMORIES, module.memories),
        (Section.TAGS, module.tags),
        (Section.GLOBALS, vector(one.encoded() for one in module.globals)),
        (Section.EXPORTS, vector(one.encoded() for one in module.exports)),
        (Section.ELEMENTS, vector(one.encoded() for one in module.elements)),
        (Section.CODE, vector(sized(body) for body in module.code)),
        (Section.DATA, vector(one.encoded() for one in module.data)),
        *((Section.CUSTOM, binary.name(name) + body) for name, body in module.custom),
    ]
    return binary.join((number, body) for number, body in parts if body not in (b"", b"\0"))


def _signatures(body: bytes) -> list[Signature]:
    count, at = read_unsigned(body, 0)
    found = []
    for _ in range(count):
        if body[at] != 0x60:
            raise BadModule("a type that is no function's")
        size, at = read_unsigned(body, at + 1)
        parameters, at = body[at : at + size], at + size
        size, at = read_unsigned(body, at)
        found.append(Signature(parameters, body[at : at + size]))
        at += size
    return found
