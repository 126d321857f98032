"""Which functions belong in the hot half: those that ran in rehearsals, here and earlier.

The names of those that ran earlier are kept in `hot_functions.txt`, so that a machine without a browser
builds the same as one with. A rehearsal here adds to them only what runs in it every time: what ran once
may have been chance, and two builds have to be alike.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from build_steps import chromium, stamp
from build_steps.progress import step
from pyodide_runtime import profile, profiling_run, published, reader
from pyodide_runtime.failures import FAILURES, told
from pyodide_runtime.published import Runtime

KEPT = Path(__file__).with_name("hot_functions.txt")
SOURCES = ("hot", "profiling_run", "devtools", "profile")
KNOWN_SHARE = 0.9
"""How many of the kept names there have to be in this Pyodide for them to count as a rehearsal of it."""
ENOUGH = 0.75
"""How many of the kept names a rehearsal has to see: a sign-in goes on where Python does not start."""


@dataclass(frozen=True)
class Stage:
    """How to write a site around a runtime, for rehearsing on it."""

    sources: tuple[Path, ...]
    """What the site is made of: if it changes, there is a new rehearsal."""
    write: Callable[[Runtime, Path], object]


Watch = Callable[[Path], Runtime]
"""Makes a runtime that tells which functions run, in a folder."""


def names(base: Runtime, stage: Stage | None, watch: Watch) -> set[str]:
    """The names of the hot functions. Raises RuntimeError when nothing is known of this Pyodide."""
    kept = read_kept()
    browser = chromium.find()
    if stage and browser:
        kept |= _rehearsed(base, stage, watch, browser, kept)
    elif not _are_of_this_pyodide(kept):
        raise RuntimeError(
            "the kept profile is of another Pyodide, and there is no Chromium to take a new one"
        )
    return kept


def read_kept() -> set[str]:
    """The names kept from earlier rehearsals."""
    return set(KEPT.read_text("utf-8").split()) if KEPT.exists() else set()


def keep(stage: Stage, watch: Watch, browser: Path, times: int) -> int:
    """Rehearse some times and keep the names of all that ran in any; returns how many there are."""
    ran: set[str] = set()
    for time in range(times):
        with step(f"Rehearsal {time + 1} of {times}"):
            ran |= rehearse(stage, watch, browser)
    KEPT.write_text("".join(f"{name}\n" for name in sorted(ran)), "utf-8")
    return len(ran)


def rehearse(stage: Stage, watch: Watch, browser: Path) -> set[str]:
    """The names of what runs in one rehearsal. Raises RuntimeError if it does not succeed."""
    whole = reader.parse((published.HOME / published.BINARY).read_bytes())
    known = profile.names(whole)
    with TemporaryDirectory() as scratch:
        home, site = Path(scratch, "runtime"), Path(scratch, "site")
        home.mkdir()
        stage.write(watch(home), site)
        ran = profiling_run.functions_run(site, browser)
    seen, kept = {known[index] for index in ran}, read_kept() & set(known.values())
    if not seen or len(seen & kept) < ENOUGH * len(kept):
        raise RuntimeError(f"the rehearsal saw only {len(seen)} functions run; Python may not have started")
    return seen


def _rehearsed(base: Runtime, stage: Stage, watch: Watch, browser: Path, kept: set[str]) -> set[str]:
    """What the kept names lack of what runs here; nothing if the rehearsal fails."""
    own = [Path(__file__).with_name(f"{name}.py") for name in SOURCES]
    files = [*own, *base.files.values(), *stage.sources]
    inputs: list[Path | str | bytes] = [*files, _version(browser), *sorted(kept)]

    def make(out: Path) -> None:
        with step("A rehearsal of the split runtime") as current:
            current.say("signing in by badge")
            missing = rehearse(stage, watch, browser) - kept
            if missing:
                current.say("once more, as something ran that did not before")
                missing &= rehearse(stage, watch, browser)
        (out / "names.txt").write_text("".join(f"{name}\n" for name in sorted(missing)), "utf-8")

    try:
        missing = stamp.folder("runtime-rehearsal", inputs, make) / "names.txt"
    except FAILURES as reason:
        if not _are_of_this_pyodide(kept):
            raise RuntimeError(
                f"no rehearsal succeeded, and the kept one is of another Pyodide: {told(reason)}"
            ) from None
        print(f"    No rehearsal ({told(reason)}); the kept profile serves.", flush=True)
        return set()
    found = set(missing.read_text("utf-8").split())
    if found:
        print(f"    {len(found)} functions ran that the kept profile lacks: build.py profile takes it anew.")
    return found


def _are_of_this_pyodide(kept: set[str]) -> bool:
    whole = reader.parse((published.HOME / published.BINARY).read_bytes())
    there = set(profile.names(whole).values())
    return bool(kept) and len(kept & there) >= KNOWN_SHARE * len(kept)


def _version(browser: Path) -> str:
    done = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False)
    return done.stdout
