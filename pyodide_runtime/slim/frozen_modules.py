"""Makes the modules of Python smaller that are frozen into the interpreter, and drops what nothing imports.

CPython keeps them as marshalled code, with docstrings and the column of every instruction, in tables of
`struct _frozen` (Include/cpython/import.h). A module that is in no table is looked for in the library.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyodide_runtime.wasm.binary import BadModule
from pyodide_runtime.wasm.memory import Image, symbols
from pyodide_runtime.wasm.module import Module

TABLES = ("_PyImport_FrozenBootstrap", "_PyImport_FrozenStdlib", "_PyImport_FrozenTest")
"""Variables that point to a table."""
ENTRY = struct.Struct("<4I")
"""Name, code, size of the code, whether it is a package; a table ends with zeros."""
CUT_AT = 8
"""Zeros at which Emscripten's linker, too, begins another segment."""

Entry = tuple[int, int, int, int]


def replaced(module: Module, codes: Mapping[str, bytes]) -> Module:
    """The module with these frozen modules alone: marshalled code by name, each smaller than before."""
    image, named = Image(module.data), symbols(module)
    placed = {name for table in TABLES for name in _rewrite(image, image.word(named[table]), codes)}
    if placed != codes.keys():
        raise BadModule(f"no frozen modules of these names: {sorted(codes.keys() - placed)}")
    return replace(module, data=image.segments(CUT_AT))


def _rewrite(image: Image, table: int, codes: Mapping[str, bytes]) -> Iterable[str]:
    """Write a table anew, and the code in the place of the old; gives the names that are in it."""
    entries = list(_entries(image, table))
    for _, code, size, _ in entries:
        image.put(code, bytes(size))
    at = table
    for name, code, size, is_package in entries:
        fresh = codes.get(image.text(name).decode())
        if fresh is None:
            continue
        if len(fresh) > size:
            raise BadModule(f"the frozen module {image.text(name).decode()} did not get smaller")
        image.put(code, fresh)
        image.put(at, ENTRY.pack(name, code, len(fresh), is_package))
        at += ENTRY.size
        yield image.text(name).decode()
    image.put(at, bytes(table + len(entries) * ENTRY.size - at))


def _entries(image: Image, at: int) -> Iterable[Entry]:
    while image.word(at):
        yield ENTRY.unpack_from(image.content, at)
        at += ENTRY.size
