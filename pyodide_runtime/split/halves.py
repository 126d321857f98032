"""Splits a WebAssembly module: the hot half, the cold half, and what each has of the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from pyodide_runtime.split import data, stubs
from pyodide_runtime.split.border import Border, Selection
from pyodide_runtime.wasm import pruning
from pyodide_runtime.wasm.module import (
    FUNCTION,
    GLOBAL,
    MEMORY,
    TABLE,
    TAG,
    Element,
    Export,
    Import,
    Module,
    Segment,
    write,
)
from pyodide_runtime.wasm.pruning import Numbering, numbered

HOT = "hot"
"""The module name by which the cold half imports from the hot; its own exports for that begin with `hot.`."""


@dataclass(frozen=True)
class Halves:
    """Two modules that together are the one they were made from."""

    hot: bytes
    cold: bytes


def split(module: Module, selection: Selection) -> Halves:
    """Split a module's functions as asked, and its data by which half refers to it."""
    hot, cold = halves(module, selection)
    return Halves(write(hot), write(cold))


def halves(module: Module, selection: Selection) -> tuple[Module, Module]:
    """The hot and the cold half of a module, not written yet."""
    border = Border(module, selection)
    parted = data.divide(module, selection.functions, border.hot, selection.exports)
    return _hot_half(border, parted.hot), _cold_half(border, parted.cold)


def _hot_half(border: Border, segments: list[Segment]) -> Module:
    """What comes at once."""
    module = border.module
    in_tables = {index for index in border.slots if index < module.first_function}
    functions = border.hot | border.imports_of(border.hot) | in_tables
    numbers = Numbering(numbered(functions), numbered(border.hot_globals()))
    elements = [
        Element(one.slot, [numbers.functions.get(index, 0) for index in one.functions])
        for one in module.elements
    ]
    crossing = [numbers.functions[index] for index in border.bridge if index in border.hot]
    return replace(
        module,
        imports=pruning.kept_imports(module, numbers),
        functions=[module.function_type(index) for index in sorted(border.hot)],
        tables=border.tables(),
        globals=[
            module.globals[index - module.first_global] for index in pruning.defined_globals(module, numbers)
        ],
        exports=[*(numbers.export(one) for one in border.exports), *_shared(border, numbers)],
        elements=[*elements, Element(0, crossing, border.bridge_table)],
        code=[numbers.rewrite(module, index, border.call_across) for index in sorted(border.hot)],
        data=segments,
        custom=[(stubs.SECTION, stubs.encoded(module, border.bridge_table, border.cold_slots()))],
    )


def _shared(border: Border, numbers: Numbering) -> list[Export]:
    """What the cold half needs of the hot, by names of their own."""
    shared = border.shared_globals()
    return [
        Export(f"{HOT}.memory", MEMORY, 0),
        *(Export(f"{HOT}.table{at}", TABLE, at) for at in range(len(border.tables()))),
        *(Export(f"{HOT}.global{index}", GLOBAL, numbers.globals[index]) for index in shared),
        *(Export(f"{HOT}.tag{at}", TAG, at) for at in range(len(_tag_types(border.module)))),
    ]


def _cold_half(border: Border, segments: list[Segment]) -> Module:
    """What comes when it is called."""
    module = border.module
    used = border.globals_of(border.cold)
    constant = {index for index in used if border.is_constant(index)}
    outside = sorted(used - constant)
    numbers = Numbering(
        numbered(border.cold | border.imports_of(border.cold)),
        {old: new for new, old in enumerate([*outside, *sorted(constant)])},
    )
    return replace(
        module,
        imports=[*_cold_imports(border, outside)],
        functions=[module.function_type(index) for index in sorted(border.cold)],
        tables=[],
        memories=b"",
        tags=b"",
        globals=[module.globals[index - module.first_global] for index in sorted(constant)],
        exports=[],
        elements=[*_cold_elements(border, numbers)],
        code=[numbers.rewrite(module, index, border.call_across) for index in sorted(border.cold)],
        data=segments,
        dylink=b"",
    )


def _cold_imports(border: Border, outside: list[int]) -> Iterable[Import]:
    """What the cold half imports; `outside` are the globals that it does not define itself."""
    module = border.module
    functions = module.imported(FUNCTION)
    yield from (functions[index] for index in sorted(border.imports_of(border.cold)))
    globals_ = module.imported(GLOBAL)
    for index in outside:
        if index < module.first_global:
            yield globals_[index]
        else:
            kind = module.globals[index - module.first_global].type
            yield Import(HOT, f"{HOT}.global{index}", GLOBAL, kind)
    yield Import(HOT, f"{HOT}.memory", MEMORY, module.memories[1:])
    for at, kind in enumerate(border.tables()):
        yield Import(HOT, f"{HOT}.table{at}", TABLE, kind)
    for at, kind in enumerate(_tag_types(module)):
        yield Import(HOT, f"{HOT}.tag{at}", TAG, kind)


def _cold_elements(border: Border, numbers: Numbering) -> Iterable[Element]:
    """Its functions in the tables, a run of slots each."""
    for table, slots in zip((0, border.bridge_table), border.cold_slots(), strict=True):
        for _, run in groupby(enumerate(slots), key=lambda item: item[1][0] - item[0]):
            row = [slot for _, slot in run]
            yield Element(row[0][0], [numbers.functions[index] for _, index in row], table)


def _tag_types(module: Module) -> list[bytes]:
    """The tags that a module defines, as types; two bytes each (section 5.5.16)."""
    tags = module.tags
    return [tags[at : at + 2] for at in range(1, len(tags), 2)]
