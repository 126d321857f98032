"""Data that waits in the cold half is not missed: a traced sign-in reads none of it."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pyodide_runtime
from build_steps import site
from pyodide_runtime.builder import select
from pyodide_runtime.distribution import PINNED
from pyodide_runtime.profile import hot_functions, profiling_run
from pyodide_runtime.runtime import BINARY, SCRIPT
from pyodide_runtime.slim import cut, script
from pyodide_runtime.split import halves
from pyodide_runtime.tests import tracing


def test_a_sign_in_reads_no_moved_data(tmp_path: Path) -> None:
    """All that the hot half loads or copies is looked at, from the start until after the dashboard shows."""
    parts = site.build_artifacts()
    stage = site.stage(parts)
    python = pyodide_runtime.build(parts.wheels, "split", stage)
    assert python.kind == "split"
    found = cut.find_reachable(PINNED, pyodide_runtime.build(parts.wheels, "slim").files[BINARY])
    hot, cold = halves.halves(found.module, select(found, hot_functions.read_record()))
    assert sum(len(one.content) for one in cold.data) > 500_000
    (tmp_path / BINARY).write_bytes(tracing.traced(hot, cold))
    script.write(PINNED.script, found.live, tmp_path / SCRIPT, tracing.hook(cold, tmp_path))
    own = {BINARY: tmp_path / BINARY, SCRIPT: tmp_path / SCRIPT}
    stage.write(replace(python, files={**python.files, **own}), tmp_path / "site")
    browser = Path(os.environ.get("HARMONY_CHROMIUM") or shutil.which("chromium") or "chromium")
    assert profiling_run.functions_run(tmp_path / "site", browser) == {0, 1}
