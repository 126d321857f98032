"""Writes a module anew with only some of its functions, globals, imports and exports."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from pyodide_runtime.wasm.binary import unsigned
from pyodide_runtime.wasm.instructions import CALL, Reference, renumbered
from pyodide_runtime.wasm.instructions import GLOBAL as GLOBAL_REFERENCE
from pyodide_runtime.wasm.module import FUNCTION, GLOBAL, Element, Export, Import, Module

Elsewhere = Callable[[Reference], bytes]
"""Gives the instructions for a call of a function that is not in the module."""


@dataclass(frozen=True)
class Numbering:
    """Old indices to new ones."""

    functions: Mapping[int, int]
    globals: Mapping[int, int]

    def export(self, one: Export) -> Export:
        """The export with its new number."""
        table = {FUNCTION: self.functions, GLOBAL: self.globals}.get(one.kind)
        return replace(one, index=table[one.index]) if table is not None else one

    def rewrite(self, module: Module, index: int, elsewhere: Elsewhere | None = None) -> bytes:
        """A function's body with the new numbers."""
        place = index - module.first_function

        def change(reference: Reference) -> bytes | None:
            if reference.kind == GLOBAL_REFERENCE:
                return bytes([reference.opcode]) + unsigned(self.globals[reference.value])
            if reference.kind != CALL:
                return None
            if elsewhere and reference.value not in self.functions:
                return elsewhere(reference)
            return bytes([reference.opcode]) + unsigned(self.functions[reference.value])

        return renumbered(module.code[place], module.references[place], change)


def numbered(indices: Iterable[int]) -> dict[int, int]:
    """What keeps its place in the order gets the next number; imports come first, as they must."""
    return {old: new for new, old in enumerate(sorted(indices))}


def kept_imports(module: Module, numbers: Numbering) -> list[Import]:
    """The imports that are still referred to; those that are neither function nor global all stay."""
    counters = {FUNCTION: 0, GLOBAL: 0}
    used = {FUNCTION: numbers.functions, GLOBAL: numbers.globals}
    kept = []
    for one in module.imports:
        if one.kind in counters:
            index = counters[one.kind]
            counters[one.kind] += 1
            if index not in used[one.kind]:
                continue
        kept.append(one)
    return kept


def pruned(
    module: Module, *, functions: Collection[int], globals_: Collection[int], exports: Collection[str]
) -> Module:
    """The module with only what is given. Whatever stays may refer only to what stays."""
    numbers = Numbering(numbered(functions), numbered(globals_))
    first = module.first_function
    defined = [index for index in sorted(functions) if index >= first]
    return replace(
        module,
        imports=kept_imports(module, numbers),
        functions=[module.functions[index - first] for index in defined],
        globals=[module.globals[index - module.first_global] for index in defined_globals(module, numbers)],
        exports=[numbers.export(one) for one in module.exports if one.name in exports],
        elements=[
            Element(one.slot, [numbers.functions[index] for index in one.functions])
            for one in module.elements
        ],
        code=[numbers.rewrite(module, index) for index in defined],
    )


def defined_globals(module: Module, numbers: Numbering) -> list[int]:
    """The old indices of the globals that are defined in a module and kept, in order."""
    return [index for index in sorted(numbers.globals) if index >= module.first_global]
