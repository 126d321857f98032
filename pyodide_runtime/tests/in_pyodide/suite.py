"""Runs in Pyodide under Node: the unit tests of the domain by pytest, and how each ended, as JSON."""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
sys.dont_write_bytecode = True
sys.path[:0] = ["/repo", "/repo/py"]
sys.path += ["/packages", "/in_pyodide"]
sys.modules["cryptography"] = None  # type: ignore[assignment]  # PyJWT does without; the host's cannot be loaded

import pytest  # noqa: E402  found in the environment's packages
from pyodide.code import run_js  # noqa: E402

stand_ins: Any = import_module("stand_ins")  # beside this file; its package is the build's, which is not here
LEFT_OUT = import_module("left_out").LEFT_OUT

stand_ins.install(await run_js("import('node:crypto')"))  # type: ignore[top-level-await]  # noqa: F704, PLE1142

from hypothesis import HealthCheck, settings  # noqa: E402  its compiled part is stood in for

EXAMPLES = 25
"""Of each property that does not say how many itself; the same ones each time. The host tries more."""


class Ends:
    """Notes how each test ends."""

    def __init__(self) -> None:
        self.ends: dict[str, str] = {}
        self.words: dict[str, str] = {}
        """What those say that do not pass."""

    def pytest_collectreport(self, report: Any) -> None:
        """Called by pytest for each file."""
        if not report.passed:
            self._note(report, report.outcome)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Called by pytest for each phase of each test."""
        if report.when == "call" or not report.passed:
            self._note(report, report.outcome if report.when == "call" else f"{report.outcome} {report.when}")

    def _note(self, report: Any, end: str) -> None:
        self.ends[report.nodeid] = end
        if end != "passed":
            self.words[report.nodeid] = str(report.longrepr)[-2000:]


settings.register_profile(
    "runtimes",
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("runtimes")
ends = Ends()
units = Path("/repo/tests/unit")
files = [str(path) for path in sorted(units.glob("test_*.py")) if path.name not in LEFT_OUT]
options = ["-q", "--noconftest", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
code = pytest.main([*options, "-c", "/dev/null", "--rootdir=/repo", *files], plugins=[ends])
json.dumps({"code": int(code), "ends": ends.ends, "words": ends.words})
