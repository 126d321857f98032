"""The Python runtime for the browser: Pyodide, self-hosted, in three kinds.

- `stock`: as it comes from npm. Always works; large.
- `slim`: exports cut to what the portal needs, the library cut to what it imports and compiled.
- `split`: slim, with what the portal's own flow never runs in a second file, fetched when it is called.

Each kind is derived from the pinned Pyodide. Where one cannot be made, the build says why and takes the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from build_steps import npm, stamp
from build_steps.progress import step
from build_steps.runtime import library, slim
from build_steps.runtime import stock as published
from build_steps.runtime.binary import BadModule
from build_steps.runtime.stock import FIRST, Runtime, lock, stock

KINDS = ("slim", "stock")
"""The kinds of runtime, the best first."""


class NotHere(Exception):
    """A kind of runtime cannot be made on this machine, or from this Pyodide."""


def build(wheels: Sequence[Path], kind: str | None = None) -> Runtime:
    """The runtime of a kind, or the best there is; a kind that cannot be made gives way to the next."""
    npm.ensure()
    for each in KINDS[KINDS.index(kind or KINDS[0]) :]:
        try:
            return _MAKERS[each](wheels)
        except (NotHere, BadModule, RuntimeError) as reason:
            print(f"    The {each} runtime cannot be built: {reason}", flush=True)
    raise AssertionError("the stock runtime is only copied")


def _slim(wheels: Sequence[Path]) -> Runtime:
    student = published.student_wheels(wheels)
    inputs = [*slim.inputs(), *library.inputs(), *student, Path(__file__)]
    folder = stamp.folder("runtime-slim", inputs, lambda out: _make_slim(out, student))
    return _runtime("slim", folder, student)


def _make_slim(out: Path, wheels: Sequence[Path]) -> None:
    with step("The slim runtime") as current:
        current.say("compiling the library")
        library.make(out / published.LIBRARY, wheels)
        current.say("finding what is needed of Pyodide")
        found = slim.reached(wheels)
        (out / published.BINARY).write_bytes(slim.binary(found))
        current.say("minifying the script")
        slim.write_script(found, out / published.SCRIPT)
        (out / published.LOADER).write_bytes((published.HOME / published.LOADER).read_bytes())


def _runtime(kind: str, folder: Path, wheels: Sequence[Path]) -> Runtime:
    files = {path.name: path for path in sorted(folder.iterdir())}
    return Runtime(kind, files, published.info(), library.native(wheels))


_MAKERS: dict[str, Callable[[Sequence[Path]], Runtime]] = {"slim": _slim, "stock": stock}

__all__ = ["FIRST", "KINDS", "Runtime", "build", "lock", "stock"]
