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
from pyodide_runtime import border, hot, library, profile, published, slim, split
from pyodide_runtime.failures import FAILURES, told
from pyodide_runtime.hot import Stage
from pyodide_runtime.published import BINARY, COLD, FIRST, LIBRARY, LOADER, SCRIPT, Runtime, lock, stock

KINDS = ("split", "slim", "stock")
"""The kinds of runtime, the best first. The last is only copied, so that there is always one."""

Make = Callable[[Sequence[Path], Stage | None], Runtime]


def build(wheels: Sequence[Path], kind: str | None = None, stage: Stage | None = None) -> Runtime:
    """The runtime of a kind, or the best there is; a kind that cannot be made gives way to the next.

    `stage` lets the split be rehearsed; without it, what is known from earlier rehearsals decides.
    """
    npm.ensure()
    for each in KINDS[KINDS.index(kind or KINDS[0]) : -1]:
        try:
            return _MAKERS[each](wheels, stage)
        except FAILURES as reason:
            print(f"    The {each} runtime cannot be built: {told(reason)}", flush=True)
    return stock(wheels)


def _slim(wheels: Sequence[Path], _: Stage | None = None) -> Runtime:
    student = published.student_wheels(wheels)
    inputs = [*slim.inputs(), *library.inputs(), *student, Path(__file__)]
    folder = stamp.folder("runtime-slim", inputs, lambda out: _make_slim(out, student))
    return _runtime("slim", folder)


def _make_slim(out: Path, wheels: Sequence[Path]) -> None:
    with step("The slim runtime") as current:
        current.say("compiling the library")
        frozen = library.make(out / LIBRARY, wheels)
        current.say("finding what is needed of Pyodide")
        found = slim.reached()
        (out / BINARY).write_bytes(slim.binary(found, frozen))
        current.say("minifying the script")
        slim.write_script(found, out / SCRIPT)
        (out / LOADER).write_bytes((published.HOME / LOADER).read_bytes())


def _split(wheels: Sequence[Path], stage: Stage | None) -> Runtime:
    base = _slim(wheels)
    wanted = hot.names(base, stage, lambda out: _make_watched(out, base))
    sources = [*slim.inputs(), *split.inputs(), *base.files.values(), Path(__file__)]
    folder = stamp.folder(
        "runtime-split", [*sources, *sorted(wanted)], lambda out: _make_split(out, base, wanted)
    )
    return _runtime("split", folder)


def keep_profile(wheels: Sequence[Path], stage: Stage, browser: Path, times: int) -> int:
    """Rehearse some times and keep the names of the functions that ran; returns how many there are."""
    base = _slim(wheels)
    return hot.keep(stage, lambda out: _make_watched(out, base), browser, times)


def _make_watched(out: Path, base: Runtime) -> Runtime:
    """The slim runtime, telling which of its functions run."""
    found = slim.reached(base.files[BINARY])
    (out / BINARY).write_bytes(profile.watched(found.module, found.live))
    slim.write_script(found, out / SCRIPT, profile.HOOK)
    own = {BINARY: out / BINARY, SCRIPT: out / SCRIPT}
    return Runtime("slim", {**base.files, **own}, base.info, base.wheels)


def _make_split(out: Path, base: Runtime, wanted: set[str]) -> None:
    with step("The split runtime") as current:
        current.say("splitting the WebAssembly")
        found = slim.reached(base.files[BINARY])
        names = profile.names(found.module)
        live = found.live
        chosen = {index for index in live.functions if names.get(index) in wanted}
        halves = split.split(found.module, border.Parts(live.functions, live.globals, live.exports, chosen))
        (out / BINARY).write_bytes(halves.hot)
        (out / COLD).write_bytes(halves.cold)
        current.say("minifying the script")
        slim.write_script(found, out / SCRIPT, split.hook(halves.cold))
        for name in (LOADER, LIBRARY):
            (out / name).write_bytes(base.files[name].read_bytes())
        current.say("trying it")
        _try(out)


def _try(home: Path) -> None:
    """Start the split runtime under Node, where compiling Python needs the cold half. Raises RuntimeError."""
    said = library.run(library.TRIAL, {}, home=home).strip()
    if said != "1":
        raise RuntimeError(f"tried under Node, it loaded its cold half {said} times")


def _runtime(kind: str, folder: Path) -> Runtime:
    """A made runtime; its library holds the wheels."""
    files = {path.name: path for path in sorted(folder.iterdir())}
    return Runtime(kind, files, published.info(), wheels=())


_MAKERS: dict[str, Make] = {"split": _split, "slim": _slim}

__all__ = ["COLD", "FIRST", "KINDS", "Runtime", "Stage", "build", "keep_profile", "lock", "stock"]
