"""Which functions belong in the hot half: those that ran in profiling runs, here and earlier.

The names of those that ran earlier are recorded in `hot_functions.txt`, so that a machine without a browser
builds the same as one with. A profiling run here adds to them only what runs in it every time: what ran once
may have been chance, and two builds have to be alike.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from build_steps import stamp
from build_steps.progress import step
from pyodide_runtime.distribution import Distribution
from pyodide_runtime.failures import FAILURES, describe
from pyodide_runtime.profile import profiling_run
from pyodide_runtime.profile.function_names import function_names
from pyodide_runtime.runtime import Runtime, Stage
from pyodide_runtime.wasm import reader

RECORD = Path(__file__).with_name("hot_functions.txt")
CACHED = "runtime-profiling-run"
"""The part of the cache that holds what a profiling run adds."""
KNOWN_SHARE = 0.9
"""How many of the recorded names have to be in this Pyodide for them to count as a profile of it."""
ENOUGH = 0.75
"""How many of the recorded names a run has to see: a sign-in goes on where Python does not start."""


@dataclass(frozen=True)
class Profiler:
    """How profiling runs are taken here."""

    run: Callable[[], set[str]]
    """Takes one; gives the names of the functions that ran. Raises RuntimeError if it does not succeed."""
    inputs: tuple[Path | str | bytes, ...]
    """All that decides what runs."""


def in_browser(
    distribution: Distribution,
    stage: Stage,
    base: Runtime,
    instrument: Callable[[Path], Runtime],
    browser: Path,
) -> Profiler:
    """Profiling runs in a browser, on a site around `base`; `instrument` makes that tell what runs."""
    inputs: list[Path | str | bytes] = [
        Path(__file__).parent,
        *base.files.values(),
        *stage.sources,
        _version(browser),
    ]
    return Profiler(lambda: _take(distribution, stage, instrument, browser), tuple(inputs))


def hot_functions(distribution: Distribution, profiler: Profiler | None, cache: Path) -> set[str]:
    """The names of the hot functions. Raises RuntimeError when nothing is known of this Pyodide."""
    recorded = read_record()
    if profiler:
        return recorded | _unrecorded(distribution, profiler, recorded, cache)
    if not _is_of(distribution, recorded):
        raise RuntimeError(
            "the recorded profile is of another Pyodide, and there is no Chromium to take a new one"
        )
    return recorded


def read_record() -> set[str]:
    """The names recorded from earlier profiling runs."""
    return set(RECORD.read_text("utf-8").split()) if RECORD.exists() else set()


def record(profiler: Profiler, times: int) -> int:
    """Take some profiling runs and record the names of all that ran in any; returns how many there are."""
    ran: set[str] = set()
    for time in range(times):
        with step(f"Profiling run {time + 1} of {times}"):
            ran |= profiler.run()
    RECORD.write_text(_lines(ran), "utf-8")
    return len(ran)


def _unrecorded(distribution: Distribution, profiler: Profiler, recorded: set[str], cache: Path) -> set[str]:
    """What the record lacks of what runs here; nothing if profiling fails."""

    def make(out: Path) -> None:
        (out / "names.txt").write_text(_lines(_run_twice(profiler, recorded)), "utf-8")

    try:
        inputs = [*profiler.inputs, *sorted(recorded)]
        found = stamp.folder(CACHED, inputs, make, cache) / "names.txt"
    except FAILURES as reason:
        if not _is_of(distribution, recorded):
            raise RuntimeError(
                f"no profiling run succeeded, and the record is of another Pyodide: {describe(reason)}"
            ) from None
        print(f"    No profiling run ({describe(reason)}); the recorded profile serves.", flush=True)
        return set()
    names = set(found.read_text("utf-8").split())
    if names:
        print(
            f"    {len(names)} functions ran that the recorded profile lacks: build.py profile takes it anew."
        )
    return names


def _run_twice(profiler: Profiler, recorded: set[str]) -> set[str]:
    """What is not recorded, but runs in one profiling run and again in the next."""
    with step("A profiling run of the split runtime") as current:
        current.say("signing in by badge")
        missing = profiler.run() - recorded
        if missing:
            current.say("once more, as something ran that did not before")
            missing &= profiler.run()
    return missing


def _take(
    distribution: Distribution, stage: Stage, instrument: Callable[[Path], Runtime], browser: Path
) -> set[str]:
    """The names of what runs in one profiling run. Raises RuntimeError if it does not succeed."""
    names = function_names(reader.read(distribution.binary))
    with TemporaryDirectory() as scratch:
        home, site = Path(scratch, "runtime"), Path(scratch, "site")
        home.mkdir()
        stage.write(instrument(home), site)
        ran = profiling_run.functions_run(site, browser)
    seen, known = {names[index] for index in ran}, read_record() & set(names.values())
    if not seen or len(seen & known) < ENOUGH * len(known):
        raise RuntimeError(f"the profiling run saw only {len(seen)} functions; Python may not have started")
    return seen


def _is_of(distribution: Distribution, recorded: set[str]) -> bool:
    there = set(function_names(reader.read(distribution.binary)).values())
    return bool(recorded) and len(recorded & there) >= KNOWN_SHARE * len(recorded)


def _lines(names: set[str]) -> str:
    return "".join(f"{name}\n" for name in sorted(names))


def _version(browser: Path) -> str:
    done = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False)
    return done.stdout
