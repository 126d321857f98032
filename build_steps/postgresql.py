"""A PostgreSQL for the tests: one that this machine has, or Debian's by apt."""

from __future__ import annotations

import shutil
from pathlib import Path

from build_steps import debian

DEBIAN = Path("/usr/lib/postgresql")


def find() -> Path | None:
    """The folder of the server's programs, of the newest version that this machine has."""
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    versions = [path.parent for path in DEBIAN.glob("*/bin/postgres")]
    return max(versions, key=lambda path: float(path.parent.name), default=None)


def ensure() -> Path | None:
    """The same, installed first if need be; None, after saying so, where that cannot be done."""
    if found := find():
        return found
    if debian.install("postgresql", "PostgreSQL") and (found := find()):
        return found
    print("... No PostgreSQL: its tests are left out. Install the server (Debian: postgresql).", flush=True)
    return None
