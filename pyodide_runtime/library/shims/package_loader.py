"""A shim for `pyodide._package_loader` in a runtime that unpacks no packages."""

from __future__ import annotations

import sys
from typing import NoReturn


class _Place:
    """A folder, for those who only ask for its name."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = _Place(f"/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages")
DSO_DIR = _Place("/usr/lib")


def init_loaded_packages() -> None:
    """There are none to note."""


def __getattr__(name: str) -> NoReturn:
    raise AttributeError(f"this Pyodide unpacks no packages, so it has no {name}")
