"""Lint, format, types and import rules, for Python and for the page's scripts."""

from __future__ import annotations

from build_steps import npm, progress
from build_steps.environment import PYTHON, tool
from build_steps.paths import NODE_MODULES, ROOT

PYTHON_PLACES = (
    *("build.py", "benchmarks", "build_steps", "pyodide_runtime"),
    *("py", "server_stub", "simcam", "wheels", "tests"),
)


def run() -> None:
    """Run every check; the first that fails ends the build with its findings."""
    npm.ensure()
    node = npm.node()
    commands = {
        "Lint": [tool("ruff"), "check", "."],
        "Format": [tool("ruff"), "format", "--check", "."],
        "Types": [PYTHON, "-m", "mypy", *PYTHON_PLACES],
        "Imports": [tool("lint-imports"), "--no-cache"],
        "Lint of scripts": [node, NODE_MODULES / "eslint" / "bin" / "eslint.js", "."],
        "Format of scripts": [node, NODE_MODULES / "prettier" / "bin" / "prettier.cjs", "--check", "."],
        "Types of scripts": [node, NODE_MODULES / "typescript" / "bin" / "tsc", "-p", "web/jsconfig.json"],
    }
    for title, command in commands.items():
        progress.run(title, [str(part) for part in command], cwd=ROOT)
