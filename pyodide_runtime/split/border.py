"""The border between the hot and the cold half of a module: what is on which side, how calls cross it.

Calls across the border go through tables in both directions: the table that the module has or, for functions
that are not in it, a second one, the bridge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pyodide_runtime.split import stubs
from pyodide_runtime.wasm import binary
from pyodide_runtime.wasm.binary import BadModule, unsigned
from pyodide_runtime.wasm.instructions import CALL, Reference
from pyodide_runtime.wasm.instructions import GLOBAL as GLOBAL_REFERENCE
from pyodide_runtime.wasm.module import FUNCTION, GLOBAL, Module

CALL_OPCODE, INDIRECT_OPCODE = 0x10, 0x11


@dataclass(frozen=True)
class Selection:
    """Which functions, globals and exports of a module there are, and which functions are hot."""

    functions: Collection[int]
    globals: Collection[int]
    exports: Collection[str]
    hot: Collection[int]


class Border:
    """The functions of both halves, by their index in the whole module, and the tables between them."""

    def __init__(self, module: Module, selection: Selection) -> None:
        self.module = module
        self.exports = [one for one in module.exports if one.name in selection.exports]
        defined = {index for index in selection.functions if index >= module.first_function}
        self.hot = defined & (set(selection.hot) | self._always_hot(defined))
        """What comes at once: functions that are defined in the module, as those of `cold` are."""
        self.cold = defined - self.hot
        self._in_table = [
            (one.slot + at, index) for one in module.elements for at, index in enumerate(one.functions)
        ]
        """Slot and function; a function can stand in more than one slot."""
        self.slots = {index: slot for slot, index in self._in_table}
        """A slot of each function in the module's table."""
        self.bridge = self._bridge_slots()
        """The slot of each function on the bridge."""

    @property
    def bridge_table(self) -> int:
        """The bridge's number: it follows on the module's own tables."""
        return len(self.module.tables)

    def tables(self) -> list[bytes]:
        """The types of the module's tables, and of the bridge as the last."""
        return [*self.module.tables, b"\x70\x00" + unsigned(len(self.bridge))]

    def cold_slots(self) -> tuple[stubs.Slots, stubs.Slots]:
        """Slot and function of all that is cold in the module's table, and on the bridge."""
        on_bridge = [(slot, index) for index, slot in self.bridge.items()]
        return self._only_cold(self._in_table), self._only_cold(on_bridge)

    def call_across(self, reference: Reference) -> bytes:
        """The instructions that call a function of the other half."""
        if reference.opcode != CALL_OPCODE:
            raise BadModule("a reference to a function of the other half")
        index = reference.value
        own = index in self.slots
        table, slot = (0, self.slots[index]) if own else (self.bridge_table, self.bridge[index])
        kind = unsigned(self.module.function_type(index))
        return b"\x41" + binary.signed(slot) + bytes([INDIRECT_OPCODE]) + kind + unsigned(table)

    def imports_of(self, functions: Iterable[int]) -> set[int]:
        """The imported functions that some call."""
        return {index for index in self._calls_of(functions) if index < self.module.first_function}

    def globals_of(self, functions: Iterable[int]) -> set[int]:
        """The globals that some functions name."""
        references = (one for index in functions for one in self._references(index))
        return {one.value for one in references if one.kind == GLOBAL_REFERENCE}

    def hot_globals(self) -> set[int]:
        """The globals that the hot half names, that the page reads, and that the cold half shares."""
        exported = {one.index for one in self.exports if one.kind == GLOBAL}
        return self.globals_of(self.hot) | exported | set(self.shared_globals())

    def shared_globals(self) -> list[int]:
        """The globals of which there can only be one, and that the cold half names."""
        first = self.module.first_global
        return sorted(i for i in self.globals_of(self.cold) if i >= first and not self.is_constant(i))

    def is_constant(self, index: int) -> bool:
        """Whether a global is defined here and never changes, so that each half can have its own."""
        first = self.module.first_global
        return index >= first and self.module.globals[index - first].constant is not None

    def _only_cold(self, slots: stubs.Slots) -> stubs.Slots:
        return [(slot, index) for slot, index in slots if index in self.cold]

    def _always_hot(self, defined: Collection[int]) -> set[int]:
        """Functions that the page calls by name, and those whose reference is taken."""
        called = {one.index for one in self.exports if one.kind == FUNCTION}
        taken = {
            one.value
            for index in defined
            for one in self._references(index)
            if one.kind == CALL and one.opcode != CALL_OPCODE
        }
        return called | taken

    def _bridge_slots(self) -> dict[int, int]:
        """Slots for functions called from the other half that have none: first the hot, then the cold."""
        upwards = sorted((self._calls_of(self.cold) & self.hot) - self.slots.keys())
        downwards = sorted((self._calls_of(self.hot) & self.cold) - self.slots.keys())
        return {index: slot for slot, index in enumerate([*upwards, *downwards])}

    def _calls_of(self, functions: Iterable[int]) -> set[int]:
        return {one.value for index in functions for one in self._references(index) if one.kind == CALL}

    def _references(self, index: int) -> list[Reference]:
        return self.module.references[index - self.module.first_function]
