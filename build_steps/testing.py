"""The tests, by pytest: some as asked for; or all, most of them several at a time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from build_steps import chromium, site
from build_steps.environment import PYTHON
from build_steps.paths import ROOT

FIRST = ("pyodide_runtime/tests", "tests/build", "tests/wheel", "tests/browser")
"""What takes longest begins first, so that in the end nobody waits for one long file."""


def some(arguments: Sequence[str]) -> int:
    """Run pytest with arguments of one's own; returns its exit code."""
    return _pytest(*arguments)


def all_of_them() -> int:
    """Run every test; returns the first exit code that is not 0.

    A file's tests share what they set up, so a file is never torn apart. A browser keeps about two
    processors busy.
    """
    at_once = max(2, (os.cpu_count() or 1) // 2)
    print(f"... Tests, {at_once} files at a time", flush=True)
    spread = ("--numprocesses", str(at_once), "--dist", "loadfile", "--no-loadscope-reorder")
    together = _pytest("-m", "not alone", *spread, *FIRST, "tests")
    print("... Tests that measure time, one after another", flush=True)
    alone = _pytest("-m", "alone")
    return together or alone


def _pytest(*arguments: str) -> int:
    environment = {**os.environ, "HARMONY_CHROMIUM": str(chromium.ensure())}
    site.ensure()  # after the browser, in which the split runtime is profiled
    return subprocess.call([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT, env=environment)
