"""The lock files: every dependency, for every platform, with hashes and without addresses."""

from __future__ import annotations

import shutil
from pathlib import Path

from build_steps import progress
from build_steps.environment import tool
from build_steps.paths import LOCKS, NODE_MODULES, ROOT
from build_steps.wheels.build import BROWSER_PYTHON

MIN_PYTHON = "3.11"


def run(*, upgrade: bool) -> None:
    """Resolve all locks anew; without `upgrade` what is locked stays unless it no longer fits."""
    _compile("pyproject.toml", "run", MIN_PYTHON, upgrade=upgrade)
    _compile("pyproject.toml", "dev", MIN_PYTHON, "--extra", "dev", "-c", "locks/run.txt", upgrade=upgrade)
    _compile("locks/browser.in", "browser", BROWSER_PYTHON, "-c", "locks/run.txt", upgrade=upgrade)
    _compile("locks/wheels-build.in", "wheels-build", MIN_PYTHON, upgrade=upgrade)
    _compile("locks/node.in", "node", MIN_PYTHON, upgrade=upgrade)
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not on the PATH; package-lock.json was left as it is.")
    shutil.rmtree(NODE_MODULES, ignore_errors=True)
    progress.run("package-lock.json", [npm, "update" if upgrade else "install", "--ignore-scripts"], cwd=ROOT)


def _compile(source: str, name: str, python: str, *options: str, upgrade: bool) -> None:
    command: list[str | Path] = [tool("uv"), "pip", "compile", "--universal", "--generate-hashes"]
    command += ["--no-header"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", python]
    command += ["--upgrade"] if upgrade else []
    progress.run(f"locks/{name}.txt", [*command, *options, source, "-o", LOCKS / f"{name}.txt"], cwd=ROOT)
