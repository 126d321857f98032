"""The runtimes of every kind, and a Pyodide under Node that runs a program in one of them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import pyodide_runtime
from build_steps import npm, stamp, wheels
from build_steps.paths import CACHE
from pyodide_runtime import library, published

PATIENCE_S = 400

RunIn = Callable[..., str]
"""Runs a Python program in a kind of runtime with stock's whole library; gives its last expression."""


CacheWithout = Callable[..., Path]
"""Has the build look into a cache in which all stands that stands in the real one, but some parts."""


@pytest.fixture
def cache_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CacheWithout:
    """A cache for this test alone; gives its folder."""

    def set_up(*missing: str) -> Path:
        home = tmp_path / "cache"
        home.mkdir()
        for path in CACHE.iterdir():
            if path.name not in missing:
                (home / path.name).symlink_to(path)
        monkeypatch.setattr(stamp, "CACHE", home)
        return home

    return set_up


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with the files of each kind of runtime."""
    npm.ensure()
    built = wheels.build()
    made = {}
    for kind in pyodide_runtime.KINDS:
        python = pyodide_runtime.build(built, kind)
        assert python.kind == kind
        made[kind] = tmp_path_factory.mktemp(kind)
        for name, path in python.files.items():
            (made[kind] / name).symlink_to(path)
    return made


@pytest.fixture(scope="session")
def run_in(homes: dict[str, Path]) -> RunIn:
    """A Pyodide under Node."""

    def run(kind: str, program: Path, **mounts: Path) -> str:
        places = [f"/{place}={folder}" for place, folder in mounts.items()]
        lock, whole = published.HOME / "pyodide-lock.json", published.HOME / published.LIBRARY
        command = [npm.node(), library.RUNNER, homes[kind], lock, program, f"library={whole}", *places]
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        if done.returncode != 0:
            raise AssertionError(f"{program.name} failed on {kind}:\n{done.stderr[-4000:]}")
        return done.stdout

    return run
