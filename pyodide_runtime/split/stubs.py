"""The list of stubs that stand in for cold functions; the page makes the stubs from it (cold_half.mjs)."""

from __future__ import annotations

from collections.abc import Iterable

from pyodide_runtime.wasm.binary import sized, unsigned, vector
from pyodide_runtime.wasm.module import Module, Signature

SECTION = "stubs"
"""The custom section that holds the list."""

Slots = list[tuple[int, int]]
"""Slots of a table, and the functions that belong there."""


def encoded(module: Module, bridge: int, tables: Iterable[Slots]) -> bytes:
    """The list, for the module's own table and for the bridge, in this order.

    All types, the number of that without parameters and results, the bridge's number; then for each table the
    gap before each slot with a stub, and the stub's type.
    """
    plain = module.signatures.index(Signature(b"", b""))
    rows = (_row(module, slots) for slots in tables)
    return b"".join([sized(module.types), unsigned(plain), unsigned(bridge), *rows])


def _row(module: Module, slots: Slots) -> bytes:
    ordered = sorted(slots)
    before = [-1, *(slot for slot, _ in ordered)]
    return vector(
        unsigned(slot - last - 1) + unsigned(module.function_type(index))
        for last, (slot, index) in zip(before, ordered, strict=False)
    )
