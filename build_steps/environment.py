"""The project's own virtual environment, from the hashed locks. Standard library only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from build_steps import progress
from build_steps.paths import LOCKS, ROOT, VENV

STAMP = VENV / ".installed"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDS_ONLY_RUN = frozenset({"serve", "build"})
"""Commands that a user runs; every other needs the developer's tools as well."""


def run_inside(arguments: list[str]) -> None:
    """Make the environment if needed and run the build there; never returns on success."""
    lock = "run" if arguments and arguments[0] in NEEDS_ONLY_RUN else "dev"
    ensure(lock)
    command = [str(PYTHON), "-m", "build_steps", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment, cwd=ROOT))
    os.chdir(ROOT)
    os.execve(PYTHON, command, environment)  # noqa: S606  signals must reach the build itself


def ensure(lock: str) -> None:
    """Install a lock's packages unless they are there already. `dev` holds all that `run` does."""
    wanted = {name: _fingerprint(name) for name in ("run", "dev")}
    installed = STAMP.read_text("utf-8").split() if STAMP.exists() else []
    if wanted[lock] in installed or wanted["dev"] in installed:
        return
    if not _has_pip():
        _create()
    pip = pip_command("install", "--no-input")
    locked: list[str | Path] = ["--require-hashes", "--only-binary=:all:", "-r", LOCKS / f"{lock}.txt"]
    progress.run(f"Python packages ({lock})", [*pip, *locked], cwd=ROOT, note=_package)
    own: list[str | Path] = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    progress.run("The harmony command", [*pip, *own], cwd=ROOT)
    STAMP.write_text(f"{wanted['run']} {wanted['dev']}" if lock == "dev" else wanted["run"], "utf-8")


def pip_command(*arguments: str) -> list[str | Path]:
    """A command line of the environment's own pip."""
    return [PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments]


def _has_pip() -> bool:
    """Whether there is an environment to install into; one whose making was broken off has no pip yet."""
    if not PYTHON.exists():
        return False
    return (
        subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    )


def _create() -> None:
    command: list[str | Path] = [sys.executable, "-m", "venv", "--clear", VENV]
    try:
        progress.run("A virtual environment in .venv", command, cwd=ROOT)
    except SystemExit as failure:
        raise SystemExit(
            f"{failure}\n\nThis Python cannot make virtual environments. On Debian and Ubuntu install "
            "python3-venv, then run this again."
        ) from None


def _fingerprint(lock: str) -> str:
    parts = [LOCKS / f"{lock}.txt", ROOT / "pyproject.toml"]
    content = b"".join(part.read_bytes() for part in parts) + sys.version.encode() + str(ROOT).encode()
    return f"{lock}-{hashlib.sha256(content).hexdigest()[:16]}"


def _package(line: str) -> str | None:
    words = line.split()
    return words[1] if line.startswith("Collecting") and len(words) > 1 else None


def tool(name: str) -> Path:
    """The path of a command installed in the environment."""
    return PYTHON.parent / (f"{name}.exe" if os.name == "nt" else name)
