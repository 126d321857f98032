"""The runtimes of every kind, and a Pyodide under Node that runs a program in one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import pyodide_runtime
from build_steps import npm, wheels
from build_steps.paths import CACHE
from pyodide_runtime import node
from pyodide_runtime.distribution import PINNED

RunIn = Callable[..., str]
"""Runs a Python program in a kind of runtime with stock's whole library; gives its last expression."""
CacheWithout = Callable[..., Path]
"""Makes a cache in which all stands that stands in the real one, but some parts; gives its folder."""


@pytest.fixture
def cache_without(tmp_path: Path) -> CacheWithout:
    """A cache for this test alone."""

    def set_up(*missing: str) -> Path:
        home = tmp_path / "cache"
        home.mkdir()
        for path in CACHE.iterdir():
            if path.name not in missing:
                (home / path.name).symlink_to(path)
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
        places = {f"/{place}": folder for place, folder in mounts.items()}
        return node.run_python(program, PINNED, home=homes[kind], library=PINNED.library, mounts=places)

    return run
