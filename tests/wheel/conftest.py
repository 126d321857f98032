"""The built wheel, simulated frames, and what a Pyodide under Node says of both."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_steps import npm, wheels
from build_steps.paths import ROOT
from build_steps.wheels.zxing_wheel import PYODIDE
from tests.wheel import frames, symbols

RUNNER = Path(__file__).with_name("run_in_pyodide.mjs")
PATIENCE_S = 300

RunInPyodide = Callable[[Path, str], str]
"""Runs Python code in a fresh Pyodide with a folder at /work; gives what its last expression is."""


@pytest.fixture(scope="session")
def built() -> dict[str, Path]:
    """Every wheel that browsers get, by the name it begins with."""
    return {wheel.name.split("-")[0]: wheel for wheel in wheels.build()}


@pytest.fixture(scope="session")
def wheel(built: dict[str, Path]) -> Path:
    """The decoder's wheel."""
    return built["zxing_cpp"]


@pytest.fixture(scope="session")
def run_in_pyodide(built: dict[str, Path]) -> RunInPyodide:
    """A Pyodide with the decoder's wheel installed by micropip."""

    def run(work: Path, code: str) -> str:
        places = [PYODIDE, ROOT, work, built["zxing_cpp"], built["micropip"]]
        command = [str(part) for part in (npm.node(), RUNNER, *places, code)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        if done.returncode != 0:
            raise AssertionError(f"Pyodide failed:\n{done.stderr[-4000:]}")
        return done.stdout

    return run


@pytest.fixture(scope="session")
def contract_symbols() -> Any:
    """The symbols of the contract."""
    return symbols.made()


@pytest.fixture(scope="session")
def camera_frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of simulated frames of a badge."""
    folder = tmp_path_factory.mktemp("frames")
    frames.taken(folder, [[bool(module) for module in row] for row in symbols.badge().matrix])
    return folder


@pytest.fixture(scope="session")
def pyodide_report(
    run_in_pyodide: RunInPyodide, camera_frames: Path, contract_symbols: Any
) -> dict[str, Any]:
    """What `in_pyodide.report` gives."""
    (camera_frames / "symbols.json").write_text(json.dumps(contract_symbols), "utf-8")
    code = "from tests.wheel import in_pyodide; in_pyodide.report('/work')"
    report: dict[str, Any] = json.loads(run_in_pyodide(camera_frames, code))
    return report
