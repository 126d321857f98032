"""Debian's packages, where this machine is one and we may install."""

from __future__ import annotations

import os
import shutil

from build_steps import progress
from build_steps.paths import ROOT


def install(package: str, title: str) -> bool:
    """Install a package by apt; False, with nothing done, where that is not ours to do."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    progress.run("Debian's package lists", ["apt-get", "update", "-q"], cwd=ROOT)
    progress.run(f"{title} from Debian", ["apt-get", "install", "-y", "-q", package], cwd=ROOT)
    return True
