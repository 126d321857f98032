"""Cuts Pyodide's WebAssembly to what its loader can reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyodide_runtime import wasm
from pyodide_runtime.distribution import Distribution
from pyodide_runtime.slim import frozen_modules, reachability, script
from pyodide_runtime.slim.reachability import Live
from pyodide_runtime.wasm import module, pruning, reader
from pyodide_runtime.wasm.module import Module


@dataclass(frozen=True)
class Reachable:
    """Pyodide's whole WebAssembly, and what of it and of the script is live."""

    module: Module
    live: Live


def inputs(distribution: Distribution) -> list[Path]:
    """All that decides how the runtime is cut."""
    rooms = [Path(__file__).parent, Path(wasm.__file__).parent]
    return [*rooms, distribution.loader, distribution.script, distribution.binary]


def find_reachable(
    distribution: Distribution, data: Path | None = None, callers: Iterable[str] = ()
) -> Reachable:
    """Walk from the loader through the script and the WebAssembly; its data may be another module's.

    `callers` are further texts, scripts or Python, that name members of what Pyodide gives.
    """
    whole = reader.read(distribution.binary)
    if data:
        whole = replace(whole, data=reader.read(data).data)
    texts = [distribution.loader.read_text("utf-8"), *callers]
    members = {f".{word}" for text in texts for word in re.findall(r"[\w$]+", text)}
    return Reachable(whole, reachability.walk(whole, script.graph(distribution.script), roots=members))


def binary(found: Reachable, frozen: Mapping[str, bytes]) -> bytes:
    """The WebAssembly with what is live of it; `frozen` are the frozen modules it shall have, by name."""
    live, whole = found.live, frozen_modules.replaced(found.module, frozen)
    return module.write(
        pruning.pruned(whole, functions=live.functions, globals_=live.globals, exports=live.exports)
    )
