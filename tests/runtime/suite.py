"""Runs in Pyodide under Node: the unit tests of the domain by pytest, and how they ended, as JSON."""

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
sys.dont_write_bytecode = True
sys.path[:0] = ["/repo", "/repo/py"]
sys.path.append("/packages")

import pytest  # noqa: E402  found in the environment's packages

NATIVE = (
    "cryptography",
    "hypothesis",
    "tests.unit.page_tree",
    "harmony.scan",
    "tests.unit.badges",
    "tests.unit.running",
    "cv2",
    "numpy",
    "zxingcpp",
    "harmony_server",
    "build_steps",
    "subprocess",
    "tests.javascript",
    "tests.unit.test_scan_worker",
)


class Ends:
    """Notes how each test ends."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Called by pytest for each phase of each test."""
        if report.failed:
            self.failed.append(f"{report.nodeid}: {str(report.longrepr)[-500:]}")
        elif report.when == "call" and report.passed:
            self.passed += 1


def is_pure(path: Path) -> bool:
    """Whether a test file imports nothing that only the host has, itself or by another of the tests."""
    text = path.read_text("utf-8")
    return not any(f"import {name}" in text or f"from {name}" in text for name in NATIVE)


ends = Ends()
files = [str(path) for path in sorted(Path("/repo/tests/unit").glob("test_*.py")) if is_pure(path)]
options = [
    "-q",
    "--noconftest",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
    "-c",
    "/dev/null",
    "--rootdir=/repo",
]
code = pytest.main([*options, *files], plugins=[ends])
json.dumps({"code": int(code), "passed": ends.passed, "failed": ends.failed, "files": files})
