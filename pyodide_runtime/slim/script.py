"""The script around Pyodide's WebAssembly, which Emscripten calls glue: what it refers to, and cutting it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from build_steps import npm
from pyodide_runtime.slim.reachability import Graph, Live

GLUE = Path(__file__).with_name("glue.mjs")


@dataclass(frozen=True)
class Hook:
    """Functions to put inside the script, and the call that gives what counts as the module's exports.

    The call can use `instance`, `module` and `info`, the imports.
    """

    sources: tuple[Path, ...]
    call: str


def graph(script: Path) -> Graph:
    """What each declaration of a script refers to."""
    found: Graph = json.loads(_run_glue("graph", script))
    return found


def write(script: Path, live: Live, target: Path, hook: Hook | None = None) -> None:
    """Write a script with what is live of it, minified; a hook sees the instance first."""
    job: dict[str, object] = {name: sorted(getattr(live, name)) for name in ("names", "exports", "imports")}
    if hook:
        sources = [one.read_text("utf-8") for one in hook.sources]
        job["hook"] = {"source": "\n".join(sources), "call": hook.call}
    with TemporaryDirectory() as scratch:
        listed = Path(scratch, "live.json")
        listed.write_text(json.dumps(job), "utf-8")
        _run_glue("cut", script, target, listed)


def _run_glue(*arguments: str | Path) -> str:
    command = [str(part) for part in (npm.node(), GLUE, *arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"Pyodide's script could not be cut:\n{done.stderr[-3000:]}")
    return done.stdout
