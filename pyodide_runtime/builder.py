"""Makes runtimes, each kind from the one before it, and keeps them under the hash of their inputs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_steps import chromium, stamp
from build_steps.paths import CACHE
from build_steps.progress import step
from pyodide_runtime.distribution import PINNED, Distribution
from pyodide_runtime.failures import FAILURES, describe
from pyodide_runtime.library import compilation
from pyodide_runtime.profile import function_names, hot_functions, instrumentation
from pyodide_runtime.profile.hot_functions import Profiler
from pyodide_runtime.runtime import BINARY, COLD_HALF, KINDS, LIBRARY, LOADER, SCRIPT, Runtime, Stage
from pyodide_runtime.slim import cut, script
from pyodide_runtime.slim.cut import Reachable
from pyodide_runtime.split import halves, joining
from pyodide_runtime.split.border import Selection
from pyodide_runtime.wheels import console_wheels, student_wheels


@dataclass(frozen=True)
class Builder:
    """Makes runtimes out of one Pyodide. The steps that can fail are arguments: a test brings others."""

    distribution: Distribution = PINNED
    cache: Path = CACHE
    compile_library: Callable[[Distribution, Path, Sequence[Path]], dict[str, bytes]] = (
        compilation.compile_library
    )
    find_reachable: Callable[[Distribution, Path | None], Reachable] = cut.find_reachable
    find_hot: Callable[[Distribution, Profiler | None, Path], set[str]] = hot_functions.hot_functions
    smoke_test: Callable[[Distribution, Path], int] = joining.smoke_test

    def build(self, wheels: Sequence[Path], kind: str | None = None, stage: Stage | None = None) -> Runtime:
        """The runtime of a kind, or the best there is; where one cannot be made, the next is the fallback."""
        makers = {"split": lambda: self.split(wheels, stage), "slim": lambda: self.slim(wheels)}
        for each in KINDS[KINDS.index(kind or KINDS[0]) : -1]:
            try:
                return makers[each]()
            except FAILURES as reason:
                print(f"    The {each} runtime cannot be built: {describe(reason)}", flush=True)
        return self.stock(wheels)

    def stock(self, wheels: Sequence[Path]) -> Runtime:
        """Pyodide as published; the student's Python comes as wheels."""
        whole = self.distribution
        return Runtime("stock", whole.files(), whole.info(), student_wheels(wheels))

    def slim(self, wheels: Sequence[Path]) -> Runtime:
        """Exports cut to what the portal needs, the library cut to what it imports and compiled."""
        student = student_wheels(wheels)
        parts = [*cut.inputs(self.distribution), *compilation.inputs(self.distribution)]
        inputs = [*parts, *student, Path(__file__)]
        folder = stamp.folder("runtime-slim", inputs, lambda out: self._write_slim(out, student), self.cache)
        return self._runtime("slim", folder)

    def split(self, wheels: Sequence[Path], stage: Stage | None) -> Runtime:
        """Slim, with all that does not run in a sign-in in a second file."""
        base = self.slim(wheels)
        browser = chromium.find()
        profiler = self._profiler(base, stage, browser) if stage and browser else None
        hot = self.find_hot(self.distribution, profiler, self.cache)
        sources = [
            *cut.inputs(self.distribution),
            joining.HERE,
            Path(function_names.__file__),
            Path(__file__),
        ]
        inputs: list[Path | str | bytes] = [*sources, *base.files.values(), *sorted(hot)]
        folder = stamp.folder(
            "runtime-split", inputs, lambda out: self._write_split(out, base, hot), self.cache
        )
        return self._runtime("split", folder)

    def console(self, wheels: Sequence[Path], scripts: Sequence[Path]) -> Runtime:
        """For the console: the library cut to what it imports and compiled, exports cut to what is called.

        `scripts` are those beside Pyodide's own that call it. Where exports cannot be cut, all stay.
        """
        chosen = console_wheels(wheels)
        parts = [*cut.inputs(self.distribution), *compilation.inputs(self.distribution)]
        inputs = [*parts, *chosen, *scripts, Path(__file__)]
        folder = stamp.folder(
            "runtime-console", inputs, lambda out: self._write_console(out, chosen, scripts), self.cache
        )
        return self._runtime("console", folder)

    def record_profile(self, wheels: Sequence[Path], stage: Stage, browser: Path, times: int) -> int:
        """Take some profiling runs and record what ran in any; returns how many functions these are."""
        return hot_functions.record(self._profiler(self.slim(wheels), stage, browser), times)

    def _profiler(self, base: Runtime, stage: Stage, browser: Path) -> Profiler:
        def instrument(out: Path) -> Runtime:
            return self._instrumented(out, base)

        return hot_functions.in_browser(self.distribution, stage, base, instrument, browser)

    def _runtime(self, kind: str, folder: Path) -> Runtime:
        """A made runtime; its library holds the wheels."""
        files = {path.name: path for path in sorted(folder.iterdir())}
        return Runtime(kind, files, self.distribution.info(), wheels=())

    def _write_slim(self, out: Path, wheels: Sequence[Path]) -> None:
        with step("The slim runtime") as current:
            current.say("compiling the library")
            frozen = self.compile_library(self.distribution, out / LIBRARY, wheels)
            current.say("finding what is needed of Pyodide")
            found = self.find_reachable(self.distribution, None)
            (out / BINARY).write_bytes(cut.binary(found, frozen))
            current.say("minifying the script")
            script.write(self.distribution.script, found.live, out / SCRIPT)
            (out / LOADER).write_bytes(self.distribution.loader.read_bytes())

    def _write_console(self, out: Path, wheels: Sequence[Path], scripts: Sequence[Path]) -> None:
        whole = self.distribution
        with step("The console's runtime") as current:
            current.say("compiling the library")
            frozen = compilation.compile_console(whole, out, wheels)
            (out / LOADER).write_bytes(whole.loader.read_bytes())
            current.say("finding what is needed of Pyodide")
            try:
                found = cut.find_reachable(whole, None, [*_texts(scripts), *python_of(whole, wheels)])
                (out / BINARY).write_bytes(cut.binary(found, frozen))
                script.write(whole.script, found.live, out / SCRIPT)
            except FAILURES as reason:
                print(f"    The console's runtime cannot be cut: {describe(reason)}", flush=True)
                (out / BINARY).write_bytes(whole.binary.read_bytes())
                (out / SCRIPT).write_bytes(whole.script.read_bytes())

    def _instrumented(self, out: Path, base: Runtime) -> Runtime:
        """The slim runtime, telling which of its functions run."""
        found = self.find_reachable(self.distribution, base.files[BINARY])
        (out / BINARY).write_bytes(instrumentation.instrumented(found.module, found.live))
        script.write(self.distribution.script, found.live, out / SCRIPT, instrumentation.HOOK)
        own = {BINARY: out / BINARY, SCRIPT: out / SCRIPT}
        return replace(base, files={**base.files, **own})

    def _write_split(self, out: Path, base: Runtime, hot: set[str]) -> None:
        with step("The split runtime") as current:
            current.say("splitting the WebAssembly")
            found = self.find_reachable(self.distribution, base.files[BINARY])
            both = halves.split(found.module, select(found, hot))
            (out / BINARY).write_bytes(both.hot)
            (out / COLD_HALF).write_bytes(both.cold)
            current.say("minifying the script")
            script.write(self.distribution.script, found.live, out / SCRIPT, joining.hook(both.cold))
            for name in (LOADER, LIBRARY):
                (out / name).write_bytes(base.files[name].read_bytes())
            current.say("trying it")
            self._try(out)

    def _try(self, home: Path) -> None:
        """Start the split runtime where compiling Python needs the cold half. Raises RuntimeError."""
        loads = self.smoke_test(self.distribution, home)
        if loads != 1:
            raise RuntimeError(f"tried under Node, it loaded its cold half {loads} times")


def python_of(distribution: Distribution, wheels: Sequence[Path]) -> Iterator[str]:
    """The Python that may name members of Pyodide's script: Pyodide's own, and that of wheels."""
    for archive in (distribution.library, *wheels):
        with zipfile.ZipFile(archive) as opened:
            for name in sorted(opened.namelist()):
                if name.endswith(".py") and (archive in wheels or name.startswith(("_pyodide/", "pyodide/"))):
                    yield opened.read(name).decode()


def _texts(files: Sequence[Path]) -> list[str]:
    return [path.read_text("utf-8") for path in files]


def select(found: Reachable, hot: Collection[str]) -> Selection:
    """All that is live, with the functions of some names as the hot ones."""
    names, live = function_names.function_names(found.module), found.live
    chosen = {index for index in live.functions if names.get(index) in hot}
    return Selection(live.functions, live.globals, live.exports, chosen)
