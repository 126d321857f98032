"""The tests: of the scripts by Node's runner, all others by pytest; some as asked for, or every one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from build_steps import chromium, npm, postgresql, site
from build_steps.environment import PYTHON
from build_steps.paths import CACHE, ROOT, WEB

FIRST = ("pyodide_runtime/tests", "tests/build", "tests/wheel", "tests/browser")
"""What takes longest begins first, so that in the end nobody waits for one long file."""
OF_SCRIPTS = ".test.mjs"
"""How the name of a test beside a script ends."""
SLOWEST = 15
"""Tests whose times are told in the end."""


def scripts() -> list[Path]:
    """The tests that stand beside the scripts they test."""
    return sorted(path for home in (WEB, ROOT / "pyodide_runtime") for path in home.rglob(f"*{OF_SCRIPTS}"))


def some(arguments: Sequence[str]) -> int:
    """Run the tests of scripts that are named, and pytest with the other arguments; returns the exit code."""
    named = [argument for argument in arguments if argument.endswith(OF_SCRIPTS)]
    others = [argument for argument in arguments if argument not in named]
    failed = _node(named) if named else 0
    return _pytest(*others) or failed if others else failed


def all_of_them() -> int:
    """Run every test, then tell the slowest; returns the first exit code that is not 0.

    A file's tests share what they set up, so a file is never torn apart. A browser keeps about two
    processors busy.
    """
    print("... Tests of the scripts", flush=True)
    beside = _node(scripts())
    at_once = max(2, (os.cpu_count() or 1) // 2)
    print(f"... Tests, {at_once} files at a time", flush=True)
    spread = ("--numprocesses", str(at_once), "--dist", "loadfile", "--no-loadscope-reorder")
    reports = [CACHE / "tests-together.xml", CACHE / "tests-alone.xml"]
    for report in reports:
        report.unlink(missing_ok=True)
    together = _pytest(f"--junit-xml={reports[0]}", "-m", "not alone", *spread, *FIRST, "tests")
    print("... Tests that measure time, one after another", flush=True)
    alone = _pytest(f"--junit-xml={reports[1]}", "-m", "alone")
    _tell_slowest(reports)
    return beside or together or alone


def _node(tests: Sequence[str | Path]) -> int:
    command = [npm.node(), "--test", "--test-reporter=spec", *tests]
    return subprocess.call([str(part) for part in command], cwd=ROOT)


def _pytest(*arguments: str) -> int:
    environment = {**os.environ, "HARMONY_CHROMIUM": str(chromium.ensure())}
    postgresql.ensure()
    site.ensure()  # after the browser, in which the split runtime is profiled
    return subprocess.call([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT, env=environment)


def _tell_slowest(reports: Sequence[Path]) -> None:
    """Print the tests that took longest, what they set up included."""
    written = [report for report in reports if report.exists()]
    cases = [case for report in written for case in ET.parse(report).iter("testcase")]  # noqa: S314  our own
    cases.sort(key=lambda case: -float(case.get("time", 0)))
    print("... The slowest tests, in seconds")
    for case in cases[:SLOWEST]:
        print(f"{float(case.get('time', 0)):8.1f}  {case.get('classname')}::{case.get('name')}")
