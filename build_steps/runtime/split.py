"""Splits a WebAssembly module in a hot half, which comes at once, and a cold half, loaded when it is called.

Nothing is removed. Where a cold function can be called from the hot half, a stub stands in for it until the
cold half has come; the page makes the stubs from a list, because the list is smaller than they are
(cold_half.mjs). Calls across the border go through tables in both directions: the table that the module has
or, for functions that are not in it, a second one, the bridge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from build_steps.runtime import binary, data, emit, stubs
from build_steps.runtime.binary import BadModule, unsigned
from build_steps.runtime.emit import Numbering, numbered
from build_steps.runtime.instructions import CALL, Reference
from build_steps.runtime.instructions import GLOBAL as GLOBAL_REFERENCE
from build_steps.runtime.module import (
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
from build_steps.runtime.slim import Hook

HOT = "hot"
"""The module name by which the cold half imports from the hot; its own exports for that begin with `hot.`."""
CALL_OPCODE, INDIRECT_OPCODE = 0x10, 0x11
HOOK = Hook(Path(__file__).with_name("cold_half.mjs"), "joinColdHalf(instance.exports,module,info)")


def inputs() -> list[Path]:
    """The sources that decide how the runtime is split."""
    return [
        Path(__file__),
        HOOK.source,
        *(
            Path(__file__).with_name(name)
            for name in ("data.py", "documentation.py", "profile.py", "stubs.py")
        ),
    ]


@dataclass(frozen=True)
class Parts:
    """Which functions, globals and exports of a module there are, and which functions are hot."""

    functions: Collection[int]
    globals: Collection[int]
    exports: Collection[str]
    hot: Collection[int]


@dataclass(frozen=True)
class Halves:
    """Two modules that together are the one they were made from."""

    hot: bytes
    cold: bytes


def split(module: Module, parts: Parts) -> Halves:
    """Split a module's functions as asked, and its data by which half refers to it."""
    hot, cold = halves(module, parts)
    return Halves(write(hot), write(cold))


def halves(module: Module, parts: Parts) -> tuple[Module, Module]:
    """The hot and the cold half of a module, not written yet."""
    splitter = _Splitter(module, parts)
    parted = data.divide(module, parts.functions, splitter.hot, parts.exports)
    return splitter.hot_half(parted.hot), splitter.cold_half(parted.cold)


class _Splitter:
    def __init__(self, module: Module, parts: Parts) -> None:
        self._module = module
        self._exports = [one for one in module.exports if one.name in parts.exports]
        defined = {index for index in parts.functions if index >= module.first_function}
        self.hot = defined & (set(parts.hot) | self._bound_to_be_hot(defined))
        self._cold = defined - self.hot
        self._in_table = [
            (one.slot + at, index) for one in module.elements for at, index in enumerate(one.functions)
        ]
        """Slot and function; a function can stand in more than one slot."""
        self._slots = {index: slot for slot, index in self._in_table}
        self._bridge = self._bridge_slots()

    def hot_half(self, segments: list[Segment]) -> Module:
        """What comes at once."""
        module = self._module
        functions = self.hot | self._imports_of(self.hot) | self._imports_in_tables()
        numbers = Numbering(
            numbered(functions), numbered(self._globals_of(self.hot) | self._exported_globals())
        )
        elements = [
            Element(one.slot, [numbers.functions.get(index, 0) for index in one.functions])
            for one in module.elements
        ]
        crossing = [numbers.functions[index] for index in self._bridge if index in self.hot]
        return replace(
            module,
            imports=emit.kept_imports(module, numbers),
            functions=[module.function_type(index) for index in sorted(self.hot)],
            tables=self._tables(),
            globals=[
                module.globals[index - module.first_global] for index in emit.defined_globals(module, numbers)
            ],
            exports=[*(numbers.export(one) for one in self._exports), *self._shared(numbers)],
            elements=[*elements, Element(0, crossing, self._bridge_table)],
            code=[numbers.rewrite(module, index, self._across) for index in sorted(self.hot)],
            data=segments,
            custom=[(stubs.SECTION, stubs.listed(module, self._bridge_table, self._cold_places()))],
        )

    def cold_half(self, segments: list[Segment]) -> Module:
        """What comes when it is called."""
        module = self._module
        used = self._globals_of(self._cold)
        constant = {index for index in used if self._is_constant(index)}
        outside = sorted(used - constant)
        numbers = Numbering(
            numbered(self._cold | self._imports_of(self._cold)),
            {old: new for new, old in enumerate([*outside, *sorted(constant)])},
        )
        return replace(
            module,
            imports=[*self._cold_imports(numbers, outside)],
            functions=[module.function_type(index) for index in sorted(self._cold)],
            tables=[],
            memories=b"",
            tags=b"",
            globals=[module.globals[index - module.first_global] for index in sorted(constant)],
            exports=[],
            elements=[*self._cold_elements(numbers)],
            code=[numbers.rewrite(module, index, self._across) for index in sorted(self._cold)],
            data=segments,
            dylink=b"",
        )

    def _bound_to_be_hot(self, defined: Collection[int]) -> set[int]:
        """Functions that the page calls by name, and those whose reference is taken."""
        called = {one.index for one in self._exports if one.kind == FUNCTION}
        taken = {
            one.value
            for index in defined
            for one in self._references(index)
            if one.kind == CALL and one.opcode != CALL_OPCODE
        }
        return called | taken

    def _references(self, index: int) -> list[Reference]:
        return self._module.references[index - self._module.first_function]

    def _calls_of(self, functions: Iterable[int]) -> set[int]:
        return {one.value for index in functions for one in self._references(index) if one.kind == CALL}

    def _imports_of(self, functions: Iterable[int]) -> set[int]:
        return {index for index in self._calls_of(functions) if index < self._module.first_function}

    def _imports_in_tables(self) -> set[int]:
        return {index for index in self._slots if index < self._module.first_function}

    def _globals_of(self, functions: Iterable[int]) -> set[int]:
        references = (one for index in functions for one in self._references(index))
        return {one.value for one in references if one.kind == GLOBAL_REFERENCE}

    def _exported_globals(self) -> set[int]:
        """Globals that the page reads, and those that the cold half shares."""
        exported = {one.index for one in self._exports if one.kind == GLOBAL}
        return exported | {index for index in self._globals_of(self._cold) if self._is_shared(index)}

    def _is_constant(self, index: int) -> bool:
        first = self._module.first_global
        return index >= first and self._module.globals[index - first].constant is not None

    def _is_shared(self, index: int) -> bool:
        return index >= self._module.first_global and not self._is_constant(index)

    def _bridge_slots(self) -> dict[int, int]:
        """Slots for functions called from the other half that have none: first the hot, then the cold."""
        upwards = sorted((self._calls_of(self._cold) & self.hot) - self._slots.keys())
        downwards = sorted((self._calls_of(self.hot) & self._cold) - self._slots.keys())
        return {index: slot for slot, index in enumerate([*upwards, *downwards])}

    def _across(self, reference: Reference) -> bytes:
        """The instructions that call a function of the other half."""
        if reference.opcode != CALL_OPCODE:
            raise BadModule("a reference to a function of the other half")
        index = reference.value
        own = index in self._slots
        table, slot = (0, self._slots[index]) if own else (self._bridge_table, self._bridge[index])
        kind = unsigned(self._module.function_type(index))
        return b"\x41" + binary.signed(slot) + bytes([INDIRECT_OPCODE]) + kind + unsigned(table)

    def _tables(self) -> list[bytes]:
        """The module's tables, and the bridge as the last."""
        return [*self._module.tables, b"\x70\x00" + unsigned(len(self._bridge))]

    @property
    def _bridge_table(self) -> int:
        return len(self._module.tables)

    def _shared(self, numbers: Numbering) -> list[Export]:
        """What the cold half needs of the hot, by names of their own."""
        shared = [index for index in self._globals_of(self._cold) if self._is_shared(index)]
        return [
            Export(f"{HOT}.memory", MEMORY, 0),
            *(Export(f"{HOT}.table{at}", TABLE, at) for at in range(len(self._tables()))),
            *(Export(f"{HOT}.global{index}", GLOBAL, numbers.globals[index]) for index in sorted(shared)),
            *(Export(f"{HOT}.tag{at}", TAG, at) for at in range(len(self._tag_types()))),
        ]

    def _tag_types(self) -> list[bytes]:
        """The tags that the module defines, as types; two bytes each (section 5.5.16)."""
        tags = self._module.tags
        return [tags[at : at + 2] for at in range(1, len(tags), 2)]

    def _cold_imports(self, numbers: Numbering, outside: list[int]) -> Iterable[Import]:
        module = self._module
        functions = module.imported(FUNCTION)
        yield from (functions[index] for index in sorted(self._imports_of(self._cold)))
        globals_ = module.imported(GLOBAL)
        for index in outside:
            if index < module.first_global:
                yield globals_[index]
            else:
                kind = module.globals[index - module.first_global].type
                yield Import(HOT, f"{HOT}.global{index}", GLOBAL, kind)
        yield Import(HOT, f"{HOT}.memory", MEMORY, module.memories[1:])
        for at, kind in enumerate(self._tables()):
            yield Import(HOT, f"{HOT}.table{at}", TABLE, kind)
        for at, kind in enumerate(self._tag_types()):
            yield Import(HOT, f"{HOT}.tag{at}", TAG, kind)

    def _cold_elements(self, numbers: Numbering) -> Iterable[Element]:
        for table, places in zip((0, self._bridge_table), self._cold_places(), strict=True):
            for _, run in groupby(enumerate(places), key=lambda item: item[1][0] - item[0]):
                row = [place for _, place in run]
                yield Element(row[0][0], [numbers.functions[index] for _, index in row], table)

    def _cold_places(self) -> tuple[stubs.Places, stubs.Places]:
        """Slot and function of all that is cold in the module's table, and on the bridge."""
        on_bridge = [(slot, index) for index, slot in self._bridge.items()]
        return self._only_cold(self._in_table), self._only_cold(on_bridge)

    def _only_cold(self, places: stubs.Places) -> stubs.Places:
        return [(slot, index) for slot, index in places if index in self._cold]
