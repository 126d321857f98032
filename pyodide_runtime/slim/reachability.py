"""What the runtime needs of itself: the WebAssembly and the script around it, as one graph, are walked.

The script's declarations call exports, the exports' functions call functions and imports, and the imports
are the script's declarations again. What no walk from the loader comes to is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypedDict

from pyodide_runtime.wasm.instructions import CALL, GLOBAL
from pyodide_runtime.wasm.module import FUNCTION, Module
from pyodide_runtime.wasm.module import GLOBAL as GLOBAL_KIND

ALWAYS = frozenset(
    {"memory", "__indirect_function_table", "__wasm_call_ctors", "_start", "main", "__main_argc_argv"}
)
"""Exports that Emscripten's loader finds by name, not by a variable of the script."""


class Graph(TypedDict):
    """What glue.mjs says of the script. References are `name`, `.member` or `wasmExports.name`."""

    declarations: dict[str, list[str]]
    attached: dict[str, list[str]]
    """What statements refer to that only matter if a name, or a `.member`, is live."""
    roots: list[str]
    exports: dict[str, str]
    """Exports of the WebAssembly, and the script's variables that hold them."""
    imports: dict[str, str]


@dataclass
class Live:
    """Everything that a walk came to."""

    names: set[str] = field(default_factory=set)
    """References of the script."""
    exports: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    """The script's functions that the WebAssembly imports."""
    functions: set[int] = field(default_factory=set)
    globals: set[int] = field(default_factory=set)


def walk(module: Module, graph: Graph, *, roots: Iterable[str]) -> Live:
    """Everything that the script's roots, more `roots`, the loader and the table lead to."""
    walker = _Walker(module, graph)
    for name in (*graph["roots"], *roots):
        walker.name(name)
    for name in ALWAYS:
        walker.symbol(name)
    for element in module.elements:
        for index in element.functions:
            walker.function(index)
    walker.run()
    return walker.live


class _Walker:
    def __init__(self, module: Module, graph: Graph) -> None:
        self.live = Live()
        self._module = module
        self._graph = graph
        self._exports = {one.name: one for one in module.exports}
        self._variables = {variable: name for name, variable in graph["exports"].items()}
        self._imported = {kind: module.imported(kind) for kind in (FUNCTION, GLOBAL_KIND)}
        self._waiting: list[int] = []

    def run(self) -> None:
        """Walk on until every function that was come to has been looked into."""
        while self._waiting:
            self._look_into(self._waiting.pop())

    def name(self, reference: str) -> None:
        """Come to a reference of the script, and to all that it leads to."""
        pending = [reference]
        while pending:
            current = pending.pop()
            if current in self.live.names:
                continue
            self.live.names.add(current)
            self._export_of(current)
            pending += self._graph["declarations"].get(current, [])
            pending += self._graph["attached"].get(current, [])

    def symbol(self, name: str) -> None:
        """Come to what is called by this name, on whichever side it is; not every module has all names."""
        if name in self._graph["imports"]:
            self.live.imports.add(name)
            self.name(self._graph["imports"][name])
        elif name in self._exports:
            self._export(name)

    def function(self, index: int) -> None:
        """Come to a function."""
        if index < self._module.first_function:
            self.symbol(self._imported[FUNCTION][index].name)
        if index not in self.live.functions:
            self.live.functions.add(index)
            self._waiting.append(index)

    def _global(self, index: int) -> None:
        if index < self._module.first_global:
            self.symbol(self._imported[GLOBAL_KIND][index].name)
        self.live.globals.add(index)

    def _export_of(self, reference: str) -> None:
        """Come to the export that a reference reads: by its variable, as a member of Module, or by name."""
        plain = reference.removeprefix("wasmExports.")
        if plain != reference:
            self._export(plain)
        elif variable := self._variables.get(reference.removeprefix(".")):
            self._export(variable)

    def _export(self, name: str) -> None:
        one = self._exports.get(name)
        if one is None or name in self.live.exports:
            return
        self.live.exports.add(name)
        if variable := self._graph["exports"].get(name):
            self.name(variable)
        if one.kind == FUNCTION:
            self.function(one.index)
        elif one.kind == GLOBAL_KIND:
            self._global(one.index)

    def _look_into(self, index: int) -> None:
        first = self._module.first_function
        if index < first:
            return
        for reference in self._module.references[index - first]:
            if reference.kind == CALL:
                self.function(reference.value)
            elif reference.kind == GLOBAL:
                self._global(reference.value)
