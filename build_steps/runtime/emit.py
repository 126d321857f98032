"""Writes a module anew with only some of its functions, globals, imports and exports."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from build_steps.runtime.binary import unsigned
from build_steps.runtime.instructions import CALL, Reference, renumbered
from build_steps.runtime.instructions import GLOBAL as GLOBAL_REFERENCE
from build_steps.runtime.module import FUNCTION, GLOBAL, Export, Import, Module


@dataclass(frozen=True)
class Numbering:
    """Old indices to new ones."""

    functions: Mapping[int, int]
    globals: Mapping[int, int]

    def reference(self, reference: Reference) -> bytes | None:
        """The new number of a reference, or None where it stays."""
        if reference.kind == CALL:
            return unsigned(self.functions[reference.value])
        if reference.kind == GLOBAL_REFERENCE:
            return unsigned(self.globals[reference.value])
        return None

    def export(self, one: Export) -> Export:
        """The export with its new number."""
        table = {FUNCTION: self.functions, GLOBAL: self.globals}.get(one.kind)
        return replace(one, index=table[one.index]) if table is not None else one


def numbering(module: Module, functions: Collection[int], globals_: Collection[int]) -> Numbering:
    """What keeps its place in the order gets the next number; imports come first, as they must."""
    return Numbering(
        {old: new for new, old in enumerate(sorted(functions))},
        {old: new for new, old in enumerate(sorted(globals_))},
    )


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


def cut(
    module: Module, *, functions: Collection[int], globals_: Collection[int], exports: Collection[str]
) -> Module:
    """The module with only what is given. Whatever stays may refer only to what stays."""
    numbers = numbering(module, functions, globals_)
    first = module.first_function
    defined = [index for index in sorted(functions) if index >= first]
    return replace(
        module,
        imports=kept_imports(module, numbers),
        functions=[module.functions[index - first] for index in defined],
        globals=[module.globals[index - module.first_global] for index in _defined_globals(module, numbers)],
        exports=[numbers.export(one) for one in module.exports if one.name in exports],
        elements=[(slot, [numbers.functions[index] for index in row]) for slot, row in module.elements],
        code=[
            renumbered(module.code[index - first], module.references[index - first], numbers.reference)
            for index in defined
        ],
    )


def _defined_globals(module: Module, numbers: Numbering) -> list[int]:
    return [index for index in sorted(numbers.globals) if index >= module.first_global]
