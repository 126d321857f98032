"""The built decoder, and Node to run it in."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_steps import decoder, npm
from tests.wheel import frames, symbols

RUNNER = Path(__file__).with_name("run.mjs")
PATIENCE_S = 120
"""Far more than any task takes: a decoder that goes on for ever shall not keep the others waiting."""

RunDecoder = Callable[..., Any]
"""`run(task, folder, **options)`: what a task of run.mjs gives for a folder of files, as JSON."""


@pytest.fixture(scope="session", params=[decoder.SIMD, decoder.PLAIN])
def module(request: pytest.FixtureRequest) -> Path:
    """decoder.wasm, in each of its builds."""
    return decoder.build()[request.param]


@pytest.fixture(scope="session")
def run_decoder(module: Path) -> RunDecoder:
    """Runs a task of run.mjs over a folder, in a Node of its own."""

    def run(task: str, folder: Path, **options: object) -> Any:
        command = [npm.node(), RUNNER, module, task, folder, json.dumps(options)]
        arguments = [str(part) for part in command]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def camera_frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of simulated frames of a badge."""
    folder = tmp_path_factory.mktemp("frames")
    frames.taken(folder, [[bool(module) for module in row] for row in symbols.badge().matrix])
    return folder
