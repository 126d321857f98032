"""The slim runtime: Pyodide with only the exports that the loader needs.

Stock Pyodide exports all of CPython's C interface, SDL, OpenGL, for any package that may come. To a portal
none comes but Python, so the WebAssembly, and the script around it, are cut to what can be reached.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from build_steps import npm
from pyodide_runtime import emit, frozen, module, published, reach, reader
from pyodide_runtime.module import Module
from pyodide_runtime.reach import Graph, Live

GLUE = Path(__file__).with_name("glue.mjs")
SOURCES = ("slim", "binary", "module", "reader", "instructions", "reach", "emit", "memory", "frozen")


@dataclass(frozen=True)
class Reached:
    """Pyodide's WebAssembly and script, and what in them is needed."""

    module: Module
    live: Live


@dataclass(frozen=True)
class Hook:
    """Functions to put inside the script, and the call that gives what counts as the module's exports.

    The call can use `instance`, `module` and `info`, the imports.
    """

    sources: tuple[Path, ...]
    call: str


def inputs() -> list[Path]:
    """The sources that decide how the runtime is cut."""
    sources = [Path(__file__).with_name(f"{name}.py") for name in SOURCES]
    return [
        *sources,
        GLUE,
        *(published.HOME / name for name in (published.LOADER, published.SCRIPT, published.BINARY)),
    ]


def reached(data: Path | None = None) -> Reached:
    """Walk from the loader through the script and the WebAssembly; its data may be another module's."""
    whole = reader.parse((published.HOME / published.BINARY).read_bytes())
    if data:
        whole = replace(whole, data=reader.parse(data.read_bytes()).data)
    loader = (published.HOME / published.LOADER).read_text("utf-8")
    members = {f".{word}" for word in re.findall(r"[\w$]+", loader)}
    live = reach.walk(whole, _graph(), roots=members)
    return Reached(whole, live)


def binary(found: Reached, codes: Mapping[str, bytes]) -> bytes:
    """The WebAssembly with what is needed of it; `codes` are the frozen modules it shall have."""
    live, whole = found.live, frozen.thinned(found.module, codes)
    return module.write(
        emit.cut(whole, functions=live.functions, globals_=live.globals, exports=live.exports)
    )


def write_script(found: Reached, target: Path, hook: Hook | None = None) -> None:
    """Write the script with what is needed of it, minified; a hook sees the instance first."""
    live: dict[str, object] = {
        name: sorted(getattr(found.live, name)) for name in ("names", "exports", "imports")
    }
    if hook:
        live["hook"] = {
            "source": "\n".join(one.read_text("utf-8") for one in hook.sources),
            "call": hook.call,
        }
    with TemporaryDirectory() as scratch:
        listed = Path(scratch, "live.json")
        listed.write_text(json.dumps(live), "utf-8")
        _run_glue("cut", published.HOME / published.SCRIPT, target, listed)


def _graph() -> Graph:
    found: Graph = json.loads(_run_glue("graph", published.HOME / published.SCRIPT))
    return found


def _run_glue(*arguments: str | Path) -> str:
    command = [str(part) for part in (npm.node(), GLUE, *arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"Pyodide's script could not be cut:\n{done.stderr[-3000:]}")
    return done.stdout
